/**
 * The Gregorian calendar in integers, without any zone.
 *
 * A `Day` is the number of days since 1970-01-01 (which is day 0); the 2022-10-15 of every zone is day 19280.
 * Wall time is written as milliseconds on a clock without a zone: `day * 86,400,000 + milliseconds of the day`.
 * The two conversions are Howard Hinnant's `days_from_civil` and `civil_from_days`, years counted from March.
 */
import { DAY } from "./instant.ts";

export type Day = number;
export type WallMillis = number;

export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

export function dayOf(year: number, month: number, day: number): Day {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The day of a date as it was written, or NaN when there is no such date; years begin with 1. */
export function findDay(year: number, month: number, date: number): Day {
  if (!(month >= 1 && month <= 12 && date >= 1)) return Number.NaN;
  const index = (year - FIRST_KNOWN_YEAR) * 12 + month - 1;
  const start = MONTH_STARTS[index];
  const next = MONTH_STARTS[index + 1];
  if (start !== undefined && next !== undefined) return date <= next - start ? start + date - 1 : Number.NaN;
  return year >= 1 && date <= daysInMonth(year, month) ? dayOf(year, month, date) : Number.NaN;
}

/** The first day of every month in the years that exports are full of; others are computed. */
const FIRST_KNOWN_YEAR = 1970;
const MONTH_STARTS = Int32Array.from({ length: 131 * 12 + 1 }, (_, index) =>
  dayOf(FIRST_KNOWN_YEAR + Math.floor(index / 12), (index % 12) + 1, 1),
);

export function civilOf(day: Day): CivilDate {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** Steps whole months; a day that the target month does not have becomes its last: 31 January + 1 month = 28 February. */
export function addMonths(day: Day, months: number): Day {
  const date = civilOf(day);
  const index = date.year * 12 + (date.month - 1) + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return dayOf(year, month, Math.min(date.day, daysInMonth(year, month)));
}

export function dayOfWall(wall: WallMillis): Day {
  return Math.floor(wall / DAY);
}

const FIRST_WRITABLE_DAY = dayOf(1, 1, 1);
const LAST_WRITABLE_DAY = dayOf(9999, 12, 31);

/** Whether a day has a four-digit year, the only ones a timestamp can be written with. */
export function isWritableDay(day: Day): boolean {
  return day >= FIRST_WRITABLE_DAY && day <= LAST_WRITABLE_DAY;
}
