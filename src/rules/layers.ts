/**
 * The layers of a policy, one after the other, for one record: each starts from the ends that the ones before it gave, and
 * from what the ceilings and the price leave. Where nothing is given at all, the reason is the first in the order of
 * `UNAFFECTED_REASONS` that held anywhere.
 */
import {
  type Adjustment,
  type Decision,
  firstReason,
  type Outcome,
  UNAFFECTED_REASONS,
  type UnaffectedReason,
} from "../domain/decision.ts";
import { type ExportRecord, endRole } from "../domain/record.ts";
import { parseTimestamp, type Timestamp } from "../domain/timestamp.ts";
import type { Zone } from "../domain/zone.ts";
import { HIT } from "./hit.ts";
import type { NarrowLayer } from "./narrow.ts";
import type { PricedBefore, PricedSums, Situation } from "./situation.ts";

export function decideLayers(
  layers: readonly NarrowLayer[],
  record: ExportRecord,
  atFirst: Situation,
  before: PricedBefore | undefined,
): Decision {
  let outcomes: Outcome[] | undefined;
  let reason: UnaffectedReason | undefined;
  let situation = before === undefined ? atFirst : { ...atFirst, priced: before.sums };
  for (const layer of layers) {
    const tried = HIT[layer.hit](layer.rulesFor(record), record, situationFor(layer.name, situation, before));
    if (tried.overlapping !== undefined) return { kind: "overlapping", layer: layer.name, rules: tried.overlapping };
    if (tried.reason !== undefined) reason = firstReason(reason, tried.reason);
    if (tried.given === undefined) continue;
    const outcome = { layer: layer.name, rule: tried.given.rule.name, result: tried.given.result };
    if (outcomes === undefined) outcomes = [outcome];
    else outcomes.push(outcome);
    if (layer !== layers.at(-1)) situation = situationAfter(situation, outcome, before);
  }
  if (outcomes === undefined) return unaffected(reason ?? "not-matched");
  return { kind: "affected", outcomes, otherwise: firstReason(reason, "limit") };
}

const NOTHING_PRICED: PricedSums = new Map();

/** What has happened to a record before its first layer. */
export const AT_FIRST = { changed: new Map(), priced: NOTHING_PRICED } satisfies Partial<Situation>;

/** A layer that a run gave before is decided as it was then; what it gave is among the sums of that run. */
export function situationFor(layer: string, situation: Situation, before: PricedBefore | undefined): Situation {
  return before?.layers.has(layer) ? { ...situation, priced: NOTHING_PRICED } : situation;
}

/** Layers add up: the next one starts from the end that this one gave, and from what the ceilings and the price leave. */
export function situationAfter(
  situation: Situation,
  { layer, result }: Pick<Outcome, "layer" | "result">,
  before: PricedBefore | undefined,
): Situation {
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
  if (!result.isOfPrice || before?.layers.has(layer)) return { ...situation, ceilings };
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

/** One shared object per reason: most records are unaffected, and none of them should cost an allocation. */
const UNAFFECTED = new Map(
  UNAFFECTED_REASONS.map((reason): [UnaffectedReason, Decision] => [reason, { kind: "unaffected", reason }]),
);

export function unaffected(reason: UnaffectedReason): Decision {
  const decision = UNAFFECTED.get(reason);
  if (decision === undefined) throw new Error(`no such reason: ${reason}`);
  return decision;
}
