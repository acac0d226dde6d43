/**
 * The part of a paid period that a share stands for, as an exact fraction.
 *
 * Days over a whole number of calendar days are counted in days, whatever the clocks did meanwhile: 3 days of a month
 * of 30 are 3/30 also in the month that lost an hour. Otherwise both are counted in hours, with 24 to a stated day:
 * 72 hours of the period from 10-01T00:00 to 11-01T00:00 are 72/744.
 */
import { civilOf, dayOfWall, daysInMonth } from "../domain/civil.ts";
import { type Duration, elapsed, NO_TIME } from "../domain/duration.ts";
import type { Fraction } from "../domain/fraction.ts";
import { between, DAY, type Instant, later, lengthOf, type Millis } from "../domain/instant.ts";
import type { ExportRecord } from "../domain/record.ts";
import { isDateOnly } from "../domain/timestamp.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { Zone } from "../domain/zone.ts";
import type { Divisor, Span } from "./policy.ts";
import type { Situation } from "./situation.ts";
import { measureSpan, nominalLength } from "./span.ts";

/** Both in days, or both in elapsed time. */
export interface Share {
  readonly part: Duration;
  readonly whole: Duration;
}

/** Undefined when the period has no length: an end is missing, or both are the same. */
export function measureShare(
  share: Span,
  over: Divisor,
  record: ExportRecord,
  situation: Situation,
): Share | undefined {
  let part = NO_TIME;
  for (const length of measureSpan(share, record, situation)) part = sumOf(part, length);
  const whole = measureWhole(over, record, situation);
  if (whole === undefined) return undefined;
  if (part.millis === 0 && part.days > 0 && whole.days !== undefined) {
    return { part, whole: { months: 0, days: whole.days, millis: NO_TIME.millis } };
  }
  return { part: elapsed(nominalLength(part)), whole: elapsed(whole.length) };
}

export function ratioOf({ part, whole }: Share): Fraction {
  return whole.days > 0
    ? { over: BigInt(part.days), under: BigInt(whole.days) }
    : { over: BigInt(part.millis), under: BigInt(whole.millis) };
}

interface Whole {
  readonly length: Millis;
  /** Where it is a whole number of calendar days. */
  readonly days: number | undefined;
}

function measureWhole(over: Divisor, record: ExportRecord, { zone, outageBegan }: Situation): Whole | undefined {
  switch (over.kind) {
    case "stated":
      return {
        length: nominalLength(over.duration),
        days: over.duration.millis === 0 ? over.duration.days : undefined,
      };
    case "month": {
      const { year, month } = civilOf(dayOfWall(zone.wallAt(outageBegan)));
      const days = daysInMonth(year, month);
      return { length: nominalLength({ ...NO_TIME, days }), days };
    }
    case "billing-period":
      return measureBillingPeriod(record, zone);
    default:
      return unreachable(over);
  }
}

function measureBillingPeriod(record: ExportRecord, zone: Zone): Whole | undefined {
  const { starts } = record;
  const ends = paidUntil(record, zone);
  if (!Number.isFinite(starts) || !Number.isFinite(ends) || ends <= starts) return undefined;
  const wallLength = zone.wallAt(ends) - zone.wallAt(starts);
  return {
    length: between(starts, ends),
    days: wallLength > 0 && wallLength % DAY === 0 ? wallLength / DAY : undefined,
  };
}

/**
 * The end of what the price pays for. A date in `next_billing_at` is the day of the next charge and belongs to the next
 * period: from 10-01 to a billing on 11-01 are 31 days, not 32.
 */
function paidUntil({ ends, endColumn, time }: ExportRecord, zone: Zone): Instant {
  const written = time(endColumn);
  if (endColumn !== "next_billing_at" || written === undefined || !isDateOnly(written)) return ends;
  return written.shape.offsetStyle === "none" ? zone.startOfDay(dayOfWall(written.wall)) : later(ends, lengthOf(-DAY));
}

function sumOf(a: Duration, b: Duration): Duration {
  return { months: a.months + b.months, days: a.days + b.days, millis: lengthOf(a.millis + b.millis) };
}
