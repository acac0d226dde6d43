/**
 * The situation that each layer starts from: the ends that earlier layers gave, and the rest that ceilings and the price leave.
 */
import type { Adjustment, Outcome } from "../domain/decision.ts";
import { parseTimestamp } from "../domain/parse-timestamp.ts";
import { endRole } from "../domain/record.ts";
import type { Timestamp } from "../domain/timestamp.ts";
import type { Zone } from "../domain/zone.ts";
import type { PricedBefore, PricedSums, Situation } from "./situation.ts";

const NOTHING_PRICED: PricedSums = new Map();

/** The parts of a situation that layers change, before the first layer, where no run gave the record anything that counts. */
export const AT_FIRST = {
  changed: new Map(),
  priced: NOTHING_PRICED,
  before: undefined,
} satisfies Partial<Situation>;

/** The situation of a record before its first layer, with the sums that runs that stand gave the record. */
export function situationWith(before: PricedBefore | undefined, situation: Situation): Situation {
  return before === undefined ? situation : { ...situation, priced: before.sums, before };
}

/** A layer that a run gave before is decided as it was then; the benefit of the layer is among the sums of that run. */
export function situationIn(layer: string, situation: Situation): Situation {
  return situation.before?.layers.has(layer) ? { ...situation, priced: NOTHING_PRICED } : situation;
}

/** The situation of the next layer, after the benefit of this one. */
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

/** The new end as it would be read, in the style of the cell: a value such as 45 does not say that 5 is written as 05. */
function timeOf({ field, newValue, newEnd, shape }: Adjustment, zone: Zone): Timestamp {
  const role = endRole(field);
  const time = parseTimestamp(newValue, role, zone, shape.form?.form);
  if (typeof time !== "string")
    return shape.form?.pattern.kind === "letters" ? { ...time, shape: { ...time.shape, form: shape.form } } : time;
  return { instant: newEnd, wall: zone.wallAt(newEnd), offset: zone.offsetAt(newEnd), below: 0, shape, role };
}
