/**
 * tiers: the benefit depends on a length of time or on a number, in steps whose edges say themselves whether they are included.
 *
 *     at-most: 300000            30,000    300,000 is in it
 *     at-most: 500000            50,000    from just above 300,000 to 500,000
 *     above: 500000              a person decides
 *
 * Steps stand in ascending order without a gap, so the first step whose upper edge is not passed is the right one.
 */
import type { Review } from "../domain/decision.ts";
import type { Fraction } from "../domain/fraction.ts";
import type { ExportRecord } from "../domain/record.ts";
import type { Give, TierEdge, TierMeasure, TierStep } from "./policy.ts";
import { parseNumber } from "./select.ts";
import { type Given, review, type Situation } from "./situation.ts";
import { lostLength } from "./span.ts";

export type Tiers = Extract<Give, { kind: "tiers" }>;

/** The step that a record falls into, or why the record falls into no step. */
export function findStep({ by, steps }: Tiers, record: ExportRecord, situation: Situation): TierStep | Given {
  const value = measure(by, record, situation);
  if ("kind" in value) return value;
  for (const step of steps) {
    if (!isBelow(value, step.to)) continue;
    return isAbove(value, step.from) ? step : "below-threshold";
  }
  return review("beyond-tiers", "the value lies above the last tier");
}

function measure(by: TierMeasure, record: ExportRecord, { window }: Situation): Fraction | Review {
  if (by.kind === "column") {
    const text = record.text(by.column);
    return parseNumber(text) ?? review("value-unknown", `${by.column} is "${text}", which is not a number`);
  }
  const length = by.kind === "down" ? (window?.length ?? 0) : lostLength(by, record, window);
  return { over: BigInt(length), under: 1n };
}

function isBelow(value: Fraction, edge: TierEdge | undefined): boolean {
  if (edge === undefined) return true;
  const order = compare(value, edge.at);
  return edge.included ? order <= 0 : order < 0;
}

function isAbove(value: Fraction, edge: TierEdge | undefined): boolean {
  if (edge === undefined) return true;
  const order = compare(value, edge.at);
  return edge.included ? order >= 0 : order > 0;
}

/** Negative, zero or positive, as a is less than, equal to or more than b. */
export function compare(a: Fraction, b: Fraction): number {
  const difference = a.over * b.under - b.over * a.under;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
