/**
 * How far the rules for a service look in time.
 *
 * Nearly every rule asks whether a record was held, began or ended in the window, or on a day. A record whose period lies
 * apart from all of these is beyond the horizon: it gets nothing, and why is settled by the texts that rules select by,
 * whatever else it holds. So one such record can answer for all others with the same texts.
 */
import { DAY, type Instant, instantAt } from "../domain/instant.ts";
import type { Outage } from "../domain/outage.ts";
import type { RecordKind } from "../domain/record.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { Zone } from "../domain/zone.ts";
import type { Condition, Give, Layer, Rule } from "./policy.ts";

export interface Horizon {
  /** What ends before `from`, or ends at all and begins after `to`, is beyond the horizon. What only touches is within. */
  readonly from: Instant;
  readonly to: Instant;
  /** Columns whose texts settle why a record beyond the horizon gets nothing, or whether it is for a person to decide. */
  readonly columns: readonly string[];
}

/** No zone ever had a day longer than this. */
const LONGEST_DAY = 2 * DAY;

/** Undefined where a record may get something whatever its period. */
export function horizonOf(
  { layers, kind }: { readonly layers: readonly Layer[]; readonly kind: RecordKind },
  service: string,
  outage: Outage,
  zone: Zone,
): Horizon | undefined {
  const rules = layers.flatMap((layer) => layer.rules);
  if (rules.length === 0 || !rules.every(isBound)) return undefined;
  const windows = outage.services.get(service);
  const intervals = windows?.map(({ interval }) => interval) ?? outage.general;
  const edges = [
    ...intervals.flatMap(({ start, end }) => [start, end]),
    ...rules.flatMap((rule) => rule.if.flatMap((condition) => edgesOf(condition, zone))),
  ];
  // Values that have to be known are only asked for in columns that rules select by; there, `record` is the kind.
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
    // The service is the same for all that these rules are for.
    columns: [...new Set(columns)].filter((column) => column !== "service"),
  };
}

/** Whether the rule gives nothing to whoever is beyond the horizon, and asks no other end than that of the period. */
function isBound({ if: conditions, give }: Rule): boolean {
  return conditions.some(boundsPeriod) && conditions.every(({ field }) => field === undefined) && changesOwnEnd(give);
}

/** Whether it holds for no record beyond the horizon. */
function boundsPeriod({ kind }: Condition): boolean {
  switch (kind) {
    case "held":
    case "held-throughout":
    case "ended":
    case "began":
    case "held-on-day":
    case "held-at":
      return true;
    case "length":
      return false;
    default:
      return unreachable(kind);
  }
}

/** Whether no other end than that of the period is looked at before the conditions are (`lacksEnd`). */
function changesOwnEnd(give: Give): boolean {
  switch (give.kind) {
    case "extend":
    case "move":
      return give.field === undefined;
    case "reissue":
    case "restore":
    case "credit":
    case "grant":
    case "tiers":
    case "review":
    case "nothing":
      return true;
    default:
      return unreachable(give);
  }
}

/** Times that a condition looks at besides the window. */
function edgesOf(condition: Condition, zone: Zone): readonly Instant[] {
  switch (condition.kind) {
    case "held-on-day":
      return [zone.startOfDay(condition.day), zone.startOfDay(condition.day + 1)];
    case "held-at":
      return [condition.at];
    case "held":
    case "held-throughout":
    case "ended":
    case "began":
    case "length":
      return [];
    default:
      return unreachable(condition);
  }
}
