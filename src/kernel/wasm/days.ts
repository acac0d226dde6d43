/**
 * Which day a date is, which instant a wall time is, and what a time of a column counts as.
 *
 * The year is one of 1900 to 2199, and the zone has one offset throughout the day and around it; all other times are left to the
 * host. A date means the beginning of its day, or the end of its day where the column's plan says that it lasts. An end or a charge at 23:59:00,
 * or in the last second of a day, means the next midnight.
 */
import { firstOf } from "./civil";
import { NOT_STEADY, TIME_START } from "./numbers";
import {
  DAY_COUNT,
  DAYS,
  FIRST_DAY,
  FIRST_YEAR,
  MONTHS,
  TIME_PLAN_LASTS,
  TIME_PLAN_MIDNIGHT,
  TIME_PLAN_ROLE,
  YEARS,
} from "./scan-tables";

/** Stands for a cell that is not surely a time. */
export const UNSURE: i64 = i64.MIN_VALUE;

export const DAY: i64 = 86_400_000;
export const HOUR: u32 = 3_600_000;
export const MINUTE: u32 = 60_000;
export const SECOND: u32 = 1_000;
/** In `DAYS`: the day's offset is unknown, or it changes on the day or around it. */
const UNKNOWN: i32 = 0;
const CHANGES: i32 = 1;
/** Added to an offset in `DAYS`, so that it differs from `UNKNOWN` and `CHANGES`. */
const BIAS: i32 = 172_800_000;

/** Asks the host for the zone's offset throughout a day and around it, in milliseconds; `NOT_STEADY` where the offset changes. */
declare function steadyOffset(day: i32): i32;

/** Forgets the offsets of all days: they belong to another zone. */
export function forgetDays(): void {
  memory.fill(DAYS, 0, DAY_COUNT * 4);
}

/**
 * The instant that a time counts as. @param plan of its column. @param timeOfDay in milliseconds. @param isWhole whether nothing is
 * below its milliseconds.
 */
export function instantOf(plan: u32, day: i32, timeOfDay: u32, isWhole: bool): i64 {
  if (timeOfDay === 0 && isWhole && load<u32>(plan + TIME_PLAN_MIDNIGHT) !== 0) return dateOf(plan, day);
  return offsetTaken(day, wallOf(plan, day, timeOfDay));
}

/** The instant that a date counts as. */
export function dateOf(plan: u32, day: i32): i64 {
  const wall = <i64>day * DAY;
  return offsetTaken(day, load<u32>(plan + TIME_PLAN_LASTS) === 0 ? wall : wall + DAY);
}

/** What a time of day counts as on the clock that it was written with. */
export function wallOf(plan: u32, day: i32, timeOfDay: u32): i64 {
  const wall = <i64>day * DAY;
  return isNextMidnight(plan, timeOfDay) ? wall + DAY : wall + <i64>timeOfDay;
}

/** The instant that a number of milliseconds since 1970 counts as. @param isWhole as for `instantOf`. */
export function instantOfEpoch(plan: u32, at: i64, isWhole: bool): i64 {
  const mayBeDate = isWhole && load<u32>(plan + TIME_PLAN_MIDNIGHT) !== 0;
  const day = at / DAY;
  if (day >= FIRST_DAY + <i64>DAY_COUNT) return UNSURE;
  if (!mayBeDate && load<u32>(plan + TIME_PLAN_ROLE) === TIME_START) return at;
  const offset = offsetOf(<i32>day);
  if (offset === NOT_STEADY) return UNSURE;
  const wall = at + <i64>offset;
  const wallDay = <i32>((wall - <i64>FIRST_DAY * DAY) / DAY) + FIRST_DAY;
  const timeOfDay = <u32>(wall - <i64>wallDay * DAY);
  const isDate = mayBeDate && timeOfDay === 0;
  if (!isDate && !isNextMidnight(plan, timeOfDay)) return at;
  // The midnights of the wall's day belong to that day's offset.
  if (<i64>wallDay >= FIRST_DAY + <i64>DAY_COUNT || offsetOf(wallDay) !== offset) return UNSURE;
  return isDate ? dateOf(plan, wallDay) : offsetTaken(wallDay, wallOf(plan, wallDay, timeOfDay));
}

function isNextMidnight(plan: u32, timeOfDay: u32): bool {
  return (
    timeOfDay >= <u32>DAY - MINUTE &&
    (timeOfDay === <u32>DAY - MINUTE || timeOfDay >= <u32>DAY - SECOND) &&
    load<u32>(plan + TIME_PLAN_ROLE) !== TIME_START
  );
}

function offsetTaken(day: i32, wall: i64): i64 {
  const offset = offsetOf(day);
  return offset === NOT_STEADY ? UNSURE : wall - <i64>offset;
}

/** The zone's offset throughout a day and around it; `NOT_STEADY` where it changes. */
function offsetOf(day: i32): i32 {
  const place = DAYS + <u32>(day - FIRST_DAY) * 4;
  let known = load<i32>(place);
  if (known === UNKNOWN) {
    const offset = steadyOffset(day);
    known = offset === NOT_STEADY ? CHANGES : offset + BIAS;
    store<i32>(place, known);
  }
  return known === CHANGES ? NOT_STEADY : known - BIAS;
}

/** The day of a date, in days since 1970, like `dayOf` in `domain/civil.ts`; the least number for a date outside 1900 to 2199. */
export function dayOf(year: u32, month: u32, date: u32): i32 {
  if (year - FIRST_YEAR >= YEARS || month - 1 >= 12 || date - 1 >= 31) return i32.MIN_VALUE;
  if (date > 28 && date > daysIn(year, month)) return i32.MIN_VALUE;
  const place = MONTHS + ((year - FIRST_YEAR) * 12 + month - 1) * 4;
  let known = load<i32>(place);
  if (known === 0) {
    known = firstOf(year, month) - FIRST_DAY + 1;
    store<i32>(place, known);
  }
  return known - 2 + FIRST_DAY + <i32>date;
}

function daysIn(year: u32, month: u32): u32 {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return 30 + ((month + (month >> 3)) & 1);
}
