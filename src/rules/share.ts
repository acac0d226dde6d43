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
import { between, DAY, lengthOf, type Millis } from "../domain/instant.ts";
import type { ExportRecord } from "../domain/record.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { Zone } from "../domain/zone.ts";
import type { Divisor, Span } from "./policy.ts";
import type { Situation } from "./situation.ts";
import { measureSpan, nominalLength } from "./span.ts";

export interface Share {
  readonly ratio: Fraction;
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
  const part = measureSpan(share, record, situation).reduce(sumOf, NO_TIME);
  const whole = wholeOf(over, record, situation);
  if (whole === undefined) return undefined;
  const inDays = part.millis === 0 && part.days > 0 && whole.millis === 0;
  if (inDays) return { ratio: { over: BigInt(part.days), under: BigInt(whole.days) }, part, whole };
  const partLength = nominalLength(part);
  const wholeLength = lengthOverall(over, whole, record);
  return {
    ratio: { over: BigInt(partLength), under: BigInt(wholeLength) },
    part: elapsed(partLength),
    whole: elapsed(wholeLength),
  };
}

/** The divisor, in days where it is a whole number of calendar days. */
function wholeOf(
  over: Divisor,
  { starts, ends }: ExportRecord,
  { zone, outageBegan }: Situation,
): Duration | undefined {
  switch (over.kind) {
    case "stated":
      return over.duration;
    case "month": {
      const { year, month } = civilOf(dayOfWall(zone.wallAt(outageBegan)));
      return { ...NO_TIME, days: daysInMonth(year, month) };
    }
    case "billing-period": {
      if (!Number.isFinite(starts) || !Number.isFinite(ends) || ends <= starts) return undefined;
      const days = calendarDaysBetween(zone, { starts, ends });
      return days === undefined ? elapsed(between(starts, ends)) : { ...NO_TIME, days };
    }
    default:
      return unreachable(over);
  }
}

function lengthOverall(over: Divisor, whole: Duration, { starts, ends }: ExportRecord): Millis {
  return over.kind === "billing-period" ? between(starts, ends) : nominalLength(whole);
}

function calendarDaysBetween(zone: Zone, { starts, ends }: Pick<ExportRecord, "starts" | "ends">): number | undefined {
  const length = zone.wallAt(ends) - zone.wallAt(starts);
  return length > 0 && length % DAY === 0 ? length / DAY : undefined;
}

function sumOf(a: Duration, b: Duration): Duration {
  return { months: a.months + b.months, days: a.days + b.days, millis: lengthOf(a.millis + b.millis) };
}
