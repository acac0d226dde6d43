/** How long something is that a rule states or measures. */
import type { Span } from "../language.ts";
import { type Case, lost } from "./case.ts";
import { DAY, type Duration, dayAt, durationOf, isMidnight, NO_TIME } from "./clocks.ts";
import { roundFraction, times } from "./money.ts";
import { numberEdge } from "./selectors.ts";
import { type Interval, lengthOf } from "./windows.ts";

function measured(of: "lost" | "outage", all: Case): readonly Interval[] {
  return of === "lost" ? lost(all) : all.window;
}

export function spanOf(span: Span, all: Case): Duration {
  if (span === "lost" || span === "outage") return { ...NO_TIME, millis: lengthOf(measured(span, all)) };
  if (typeof span === "string") return durationOf(span);
  const grid = BigInt(durationOf(span["up-to"] ?? "1 hour").millis);
  const length = { top: BigInt(lengthOf(measured(span.of, all))), bottom: 1n };
  const multiple = times(length, numberEdge(span.times ?? "1"));
  const rounded = roundFraction({ top: multiple.top, bottom: multiple.bottom * grid }, "up") * grid;
  const plus = span.plus === undefined ? NO_TIME : durationOf(span.plus);
  return { ...plus, millis: Number(rounded) + plus.millis };
}

/** A length as a share divides it, both ways in which it can be measured. */
export interface Length {
  /** Elapsed, with 24 hours to a stated day. */
  readonly millis: number;
  /** Undefined where it is no whole number of calendar days. */
  readonly days: number | undefined;
}

export interface Part extends Length {
  readonly isMeasured: boolean;
}

export function partOf(span: Span, all: Case): Part {
  const { days, millis } = spanOf(span, all);
  const elapsed = days * DAY + millis;
  // Where nothing was lost, the stated days that are added to it are all that is left.
  if (millis === 0 && days > 0) return { millis: elapsed, days, isMeasured: false };
  if (typeof span === "string" && span !== "lost" && span !== "outage") {
    return { millis: elapsed, days: wholeDays(durationOf(span)), isMeasured: false };
  }
  return {
    millis: elapsed,
    days: measuredDays(typeof span === "string" ? { of: asMeasured(span) } : span, all),
    isMeasured: true,
  };
}

function asMeasured(span: string): "lost" | "outage" {
  return span === "lost" ? "lost" : "outage";
}

export function wholeDays({ months, days, millis }: Duration): number | undefined {
  return months === 0 && millis === 0 ? days : undefined;
}

/** Where every stretch of it runs from midnight to midnight, and nothing is done to it but to add whole days. */
function measuredDays(span: Exclude<Span, string>, all: Case): number | undefined {
  const { zone } = all.policy;
  const { top, bottom } = numberEdge(span.times ?? "1");
  const plus = span.plus === undefined ? 0 : wholeDays(durationOf(span.plus));
  const stretches = measured(span.of, all);
  const isWhole = stretches.every(({ from, to }) => isMidnight(from, zone) && isMidnight(to, zone));
  if (top !== bottom || span["up-to"] !== undefined || plus === undefined || !isWhole) return undefined;
  return stretches.reduce((days, { from, to }) => days + daysBetween(from, to, zone), plus);
}

export function daysBetween(from: number, to: number, zone: string): number {
  return (dayAt(to, zone) - dayAt(from, zone)) / DAY;
}
