/** The Gregorian calendar in whole numbers, like `domain/civil.ts`, for the years from 1 on. */

/** The first day of a month, in days since 1970. */
export function firstOf(year: u32, month: u32): i32 {
  const shifted = month <= 2 ? year - 1 : year;
  const era = shifted / 400;
  const yearOfEra = shifted - era * 400;
  const dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5;
  const dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return <i32>(era * 146_097 + dayOfEra) - 719_468;
}

/** The parts of the date that `splitDay` took apart last. */
export let yearOfDay: u32 = 0;
export let monthOfDay: u32 = 0;
export let dateOfDay: u32 = 0;

/** Takes apart a day, in days since 1970, that is no earlier than the year 1. */
export function splitDay(day: i32): void {
  const shifted = <u32>(day + 719_468);
  const era = shifted / 146_097;
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
  const dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const monthFromMarch = (5 * dayOfYear + 2) / 153;
  monthOfDay = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  dateOfDay = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
  yearOfDay = yearOfEra + era * 400 + (monthOfDay <= 2 ? 1 : 0);
}
