/**
 * The part of a paid period that a share stands for, as an exact fraction.
 *
 * The part and the whole are measured alike. Days over a whole number of calendar days are counted in days, also where
 * clocks changed meanwhile: 3 days of a month of 30 days are 3/30 also in a month that lost an hour, and so are 3 days that
 * were lost from midnight to midnight. Otherwise the part and the whole are counted in elapsed hours, with 24 hours to a
 * stated day: 72 hours of the period from 10-01T00:00 to 11-01T00:00 are 72/744.
 */
import { civilOf, dayOfWall, daysInMonth } from "../domain/civil.ts";
import { type Duration, elapsed, NO_TIME } from "../domain/duration.ts";
import type { Fraction } from "../domain/fraction.ts";
import { between, DAY, type Instant, lengthOf, type Millis } from "../domain/instant.ts";
import type { ExportRecord } from "../domain/record.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { Zone } from "../domain/zone.ts";
import type { Divisor, Span } from "./policy.ts";
import type { Situation } from "./situation.ts";
import { calendarDays, isStartOfDay, measureSpan, nominalLength } from "./span.ts";

/** The part and the whole are both in days, or both in elapsed time. */
export interface Share {
  readonly part: Duration;
  readonly whole: Duration;
}

/** Undefined when the period has no length: an end is missing, or both ends are the same. */
export function measureShare(
  share: Span,
  over: Divisor,
  record: ExportRecord,
  situation: Situation,
): Share | undefined {
  const whole = measureWhole(over, record, situation);
  if (whole === undefined) return undefined;
  const lostDays = whole.isCalendar ? calendarDays(share, record, situation) : undefined;
  if (lostDays !== undefined && whole.days !== undefined) return inDays(lostDays, whole.days);
  let part = NO_TIME;
  for (const length of measureSpan(share, record, situation)) part = sumOf(part, length);
  if (part.millis === 0 && part.days > 0 && whole.days !== undefined) return inDays(part.days, whole.days);
  return { part: elapsed(nominalLength(part)), whole: elapsed(whole.length) };
}

export function ratioOf({ part, whole }: Share): Fraction {
  return whole.days > 0
    ? { over: BigInt(part.days), under: BigInt(whole.days) }
    : { over: BigInt(part.millis), under: BigInt(whole.millis) };
}

function inDays(part: number, whole: number): Share {
  return { part: { ...NO_TIME, days: part }, whole: { ...NO_TIME, days: whole } };
}

interface Whole {
  readonly length: Millis;
  /** The length in calendar days, where it is a whole number of days. */
  readonly days: number | undefined;
  /** Whether the whole also runs from midnight to midnight, or has no time of day at all. */
  readonly isCalendar: boolean;
}

function measureWhole(over: Divisor, record: ExportRecord, { zone, window }: Situation): Whole | undefined {
  switch (over.kind) {
    case "stated": {
      const isCalendar = over.duration.millis === 0;
      return {
        length: nominalLength(over.duration),
        days: isCalendar ? over.duration.days : undefined,
        isCalendar,
      };
    }
    case "month":
      return window && measureMonth(window.start, zone);
    case "billing-period":
      return measureBillingPeriod(record, zone);
    default:
      return unreachable(over);
  }
}

/** The calendar month of an instant, with the hours that it really had: 743 in March in New York. */
function measureMonth(at: Instant, zone: Zone): Whole {
  const day = dayOfWall(zone.wallAt(at));
  const { year, month, day: date } = civilOf(day);
  const first = day - date + 1;
  const days = daysInMonth(year, month);
  return { length: between(zone.startOfDay(first), zone.startOfDay(first + days)), days, isCalendar: true };
}

function measureBillingPeriod({ starts, ends }: ExportRecord, zone: Zone): Whole | undefined {
  if (!Number.isFinite(starts) || !Number.isFinite(ends) || ends <= starts) return undefined;
  const wallLength = zone.wallAt(ends) - zone.wallAt(starts);
  const isCalendar = isStartOfDay(starts, zone) && isStartOfDay(ends, zone);
  const calendar = dayOfWall(zone.wallAt(ends)) - dayOfWall(zone.wallAt(starts));
  const isWhole = isCalendar || (wallLength > 0 && wallLength % DAY === 0);
  return { length: between(starts, ends), days: isWhole ? calendar : undefined, isCalendar };
}

function sumOf(a: Duration, b: Duration): Duration {
  return { months: a.months + b.months, days: a.days + b.days, millis: lengthOf(a.millis + b.millis) };
}
