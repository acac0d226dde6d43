/**
 * How far the rules for a service look in time.
 *
 * Nearly every rule asks whether a record was held, began or ended in the window, or on a day. A record whose period lies
 * apart from all of these times is beyond the horizon: the record gets nothing, and the texts that rules select by settle
 * the reason, whatever else the record holds. So one such record can answer for all others with the same texts.
 */
import { DAY, type Instant, instantAt } from "../domain/instant.ts";
import type { Outage } from "../domain/outage.ts";
import type { RecordKind } from "../domain/record.ts";
import type { Zone } from "../domain/zone.ts";
import { edgesOf } from "./conditions.ts";
import { fieldsOf } from "./fields.ts";
import type { Layer, Rule } from "./policy.ts";

export interface Horizon {
  /**
   * A period that ends before `from` is beyond the horizon, and so is a period that has an end and begins after `to`. A
   * period that only touches the horizon is within it.
   */
  readonly from: Instant;
  readonly to: Instant;
  /** Columns whose texts settle why a record beyond the horizon gets nothing, or whether it is for a person to decide. */
  readonly columns: readonly string[];
}

/** No zone ever had a day longer than this. */
const LONGEST_DAY = 2 * DAY;

/** Undefined where a record may get something whatever its period is. */
export function horizonOf(
  { layers, kind }: { readonly layers: readonly Layer[]; readonly kind: RecordKind },
  service: string,
  outage: Outage,
  zone: Zone,
): Horizon | undefined {
  const rules = layers.flatMap((layer) => layer.rules);
  if (rules.length === 0 || !rules.every((rule) => isBound(rule, zone))) return undefined;
  const windows = outage.services.get(service);
  const intervals = windows?.map(({ interval }) => interval) ?? outage.general;
  const edges = [
    ...intervals.flatMap(({ start, end }) => [start, end]),
    ...rules.flatMap((rule) => rule.if.flatMap((condition) => edgesOf(condition, zone) ?? [])),
  ];
  // Values have to be known only in columns that rules select by. Under `record`, rules select by the kind.
  const columns = [
    ...(windows ?? []).flatMap(({ where }) => [...where.keys()]),
    ...rules
      .flatMap((rule) => [...rule.for, ...rule.unless].map(({ column }) => column))
      .filter((name) => name !== "record"),
  ];
  return {
    // A subscription is held through the day of its next charge, which is not in its period.
    from: instantAt(Math.min(...edges) - (kind === "subscription" ? LONGEST_DAY : 0)),
    to: instantAt(Math.max(...edges)),
    // The service is the same for all records that these rules are for.
    columns: [...new Set(columns)].filter((column) => column !== "service"),
  };
}

/** Whether the rule gives nothing to a record beyond the horizon, and asks about no other end than that of the period. */
function isBound(rule: Rule, zone: Zone): boolean {
  // An end that the rule names is looked at before any condition is (`lacksEnd`).
  return fieldsOf(rule).length === 0 && rule.if.some((condition) => edgesOf(condition, zone) !== undefined);
}
