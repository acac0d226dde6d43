/**
 * Lengths of time that a rule states or measures on the record.
 *
 * A measured span is scaled, rounded up to whole steps (the customer never loses to rounding), and then the stated
 * part is added: 89 minutes x 10 = 890 minutes, in whole hours 15.
 *
 * Time that was lost from midnight to midnight is a number of calendar days as well, also when clocks changed in between.
 */

import { dayOfWall } from "../domain/civil.ts";
import { type Duration, durationText, elapsed, isNoTime } from "../domain/duration.ts";
import { roundToStep } from "../domain/fraction.ts";
import { DAY, type Instant, lengthOf, type Millis } from "../domain/instant.ts";
import { sharedIntervals, sharedTime, type Window } from "../domain/interval.ts";
import type { ExportRecord } from "../domain/record.ts";
import type { Zone } from "../domain/zone.ts";
import { periodEnd } from "./period.ts";
import type { Span, TestedPeriod } from "./policy.ts";
import type { Situation } from "./situation.ts";

/** The durations to add one after the other; elapsed time that was measured comes before calendar steps. */
export function measureSpan(span: Span, record: ExportRecord, { window }: Situation): readonly Duration[] {
  if (span.kind === "stated") return [span.duration];
  const measured = span.of === "outage" ? (window?.length ?? 0) : lostLength(span, record, window);
  const scaled = { over: BigInt(measured) * span.times.over, under: span.times.under };
  const rounded = elapsed(lengthOf(Number(roundToStep(scaled, BigInt(span.upTo ?? 1), "up"))));
  return [rounded, span.plus].filter((part) => !isNoTime(part));
}

/** How much of a record's period lies in the window. */
export function lostLength({ field }: TestedPeriod, record: ExportRecord, window: Window | undefined): Millis {
  const ends = periodEnd(record, field);
  return window === undefined || ends === undefined ? lengthOf(0) : sharedTime(window, record.starts, ends);
}

/**
 * How many calendar days a measured span comes to; undefined where the span begins or ends within a day, or is scaled or
 * rounded as time.
 */
export function calendarDays(span: Span, record: ExportRecord, { window, zone }: Situation): number | undefined {
  if (span.kind === "stated" || window === undefined) return undefined;
  const { times, upTo, plus, of, field } = span;
  if (times.over !== times.under || plus.months !== 0 || plus.millis !== 0) return undefined;
  const ends = periodEnd(record, field);
  if (ends === undefined) return undefined;
  const intervals = of === "outage" ? window.intervals : sharedIntervals(window, record.starts, ends);
  let days = plus.days;
  let length = 0;
  for (const { start, end } of intervals) {
    if (!isStartOfDay(start, zone) || !isStartOfDay(end, zone)) return undefined;
    days += dayOfWall(zone.wallAt(end)) - dayOfWall(zone.wallAt(start));
    length += end - start;
  }
  return length % (upTo ?? 1) === 0 ? days : undefined;
}

export function isStartOfDay(at: Instant, zone: Zone): boolean {
  return zone.startOfDay(dayOfWall(zone.wallAt(at))) === at;
}

/** `15 hours`, or `624 hours + 30 days`. */
export function spanText(durations: readonly Duration[]): string {
  const [only] = durations;
  if (only === undefined) return "no time";
  return durations.length === 1 ? durationText(only) : durations.map(durationText).join(" + ");
}

/** The length with 24 hours to the day, by which a day counts in a price where no calendar is involved. */
export function nominalLength({ days, millis }: Duration): Millis {
  return lengthOf(days * DAY + millis);
}
