/** The part of a price that a length of time is worth: both lengths measured alike, in days where both can be. */
import { DateTime } from "luxon";
import type { Share } from "../language.ts";
import type { Case } from "./case.ts";
import { DAY, durationOf, firstInstantOf, isMidnight, offsetAt } from "./clocks.ts";
import type { Fraction } from "./money.ts";
import { daysBetween, type Length, partOf, wholeDays } from "./spans.ts";

interface Whole extends Length {
  /** As many days by the wall clock, for a part that is stated. */
  readonly wallDays: number | undefined;
}

/** Undefined where what the price is for has no length. */
export function shareOf(spec: Share, all: Case): Fraction | undefined {
  const whole = wholeOf(spec.over, all);
  if (whole === undefined) return undefined;
  const part = partOf(spec.share, all);
  const days = part.isMeasured ? whole.days : (whole.days ?? whole.wallDays);
  if (part.days !== undefined && days !== undefined) return { top: BigInt(part.days), bottom: BigInt(days) };
  return { top: BigInt(part.millis), bottom: BigInt(whole.millis) };
}

function wholeOf(over: string, { period, window, policy: { zone } }: Case): Whole | undefined {
  if (over === "billing-period") return wholeBetween(period.starts, period.ends, zone);
  if (over === "month") {
    const [first] = window;
    if (first === undefined) return undefined;
    const month = DateTime.fromMillis(first.from, { zone });
    const day = DateTime.utc(month.year, month.month, 1);
    const [from, to] = [day, day.plus({ months: 1 })].map((one) => firstInstantOf(one.toMillis(), zone));
    return from === undefined || to === undefined ? undefined : wholeBetween(from, to, zone);
  }
  const duration = durationOf(over);
  const days = wholeDays(duration);
  return { millis: duration.days * DAY + duration.millis, days, wallDays: days };
}

function wholeBetween(from: number, to: number, zone: string): Whole | undefined {
  if (!Number.isFinite(from) || !Number.isFinite(to) || to <= from) return undefined;
  const walls = to + offsetAt(to, zone) - (from + offsetAt(from, zone));
  const isWhole = isMidnight(from, zone) && isMidnight(to, zone);
  return {
    millis: to - from,
    days: isWhole ? daysBetween(from, to, zone) : undefined,
    wallDays: walls > 0 && walls % DAY === 0 ? walls / DAY : undefined,
  };
}
