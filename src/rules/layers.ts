/**
 * What the next layer starts from: the ends that the layers before it gave, and what the ceilings and the price leave.
 */
import type { Adjustment, Outcome } from "../domain/decision.ts";
import { endRole } from "../domain/record.ts";
import { parseTimestamp, type Timestamp } from "../domain/timestamp.ts";
import type { Zone } from "../domain/zone.ts";
import type { PricedBefore, PricedSums, Situation } from "./situation.ts";

const NOTHING_PRICED: PricedSums = new Map();

/** What has happened to a record before its first layer, where no run gave it anything that counts. */
export const AT_FIRST = {
  changed: new Map(),
  priced: NOTHING_PRICED,
  before: undefined,
} satisfies Partial<Situation>;

/** The situation of a record before its first layer, with what runs that stand gave it. */
export function situationWith(before: PricedBefore | undefined, situation: Situation): Situation {
  return before === undefined ? situation : { ...situation, priced: before.sums, before };
}

/** A layer that a run gave before is decided as it was then; what it gave is among the sums of that run. */
export function situationIn(layer: string, situation: Situation): Situation {
  return situation.before?.layers.has(layer) ? { ...situation, priced: NOTHING_PRICED } : situation;
}

/** The next layer starts from the end that this one gave, and from what the ceilings and the price leave. */
export function situationAfter(situation: Situation, { layer, result }: Pick<Outcome, "layer" | "result">): Situation {
  if (result.kind === "review") return situation;
  if (result.kind === "adjustment") {
    const end = { time: timeOf(result, situation.zone), text: result.newValue };
    return { ...situation, changed: new Map([...situation.changed, [result.field, end]]) };
  }
  const { currency, minor } = result.amount;
  const left = situation.ceilings.credit.get(currency);
  const ceilings =
    left === undefined
      ? situation.ceilings
      : { ...situation.ceilings, credit: new Map([...situation.ceilings.credit, [currency, left - minor]]) };
  if (!result.isOfPrice || situation.before?.layers.has(layer)) return { ...situation, ceilings };
  const sum = (situation.priced.get(currency) ?? 0n) + minor;
  return { ...situation, ceilings, priced: new Map([...situation.priced, [currency, sum]]) };
}

/** The new end as it would be read. */
function timeOf({ field, newValue, newEnd, shape }: Adjustment, zone: Zone): Timestamp {
  const role = endRole(field);
  const time = parseTimestamp(newValue, role, zone);
  if (typeof time !== "string") return time;
  return { instant: newEnd, wall: zone.wallAt(newEnd), offset: zone.offsetAt(newEnd), shape, role };
}
