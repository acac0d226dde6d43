/**
 * The time that the numbers of a cell make under a plan, as one number that sorts like the times: 20240410153000 for half past three
 * in the afternoon of 10 April 2024. It is a time on the clock of the file; offsets and decimals of the second are left out.
 */
import type { TimePlan } from "./time-plan.ts";

/** What a cell is that is no time under the plan. */
export const NOT_A_TIME = -1;

/** Day 25,569 of spreadsheets is 1 January 1970. */
const EXCEL_EPOCH_DAYS = 25_569;
const DAY_MILLIS = 86_400_000;
/** The years of days in one run of digits; other runs of digits are no days. The last year of all stands for no end. */
const FIRST_YEAR = 1970;
const END_YEAR = 2200;
const LAST_YEAR = 9999;
const fields = new Float64Array(6);

/** The numbers of the runs of digits in a text. */
export function numbersIn(text: string): Float64Array {
  return Float64Array.from(text.match(/\d+/g) ?? [], Number);
}

/** @param numbers of the runs of digits, from the position `first` on. */
export function timeOf(plan: TimePlan, numbers: Float64Array, first: number): number {
  if (plan.kind !== "wall") return momentOf(plan, numbers, first);
  if (plan.isJoined) return timeInOneRun(plan, numbers, first);
  const { at } = plan;
  const month = plan.month > 0 ? plan.month : (numbers[first + at.month] ?? 0);
  const year = (numbers[first + at.year] ?? 0) + (plan.shortYear ? CENTURY : 0);
  const hour = at.hour < 0 ? 0 : (numbers[first + at.hour] ?? 0);
  const minute = at.minute < 0 ? 0 : (numbers[first + at.minute] ?? 0);
  const second = at.second < 0 ? 0 : (numbers[first + at.second] ?? 0);
  return checked(plan, year, month, numbers[first + at.day] ?? 0, hour, minute, second);
}

const CENTURY = 2000;

/** `20240410`, or `20240410153000`, and behind the date alone perhaps a clock in runs of its own. */
function timeInOneRun(plan: TimePlan, numbers: Float64Array, first: number): number {
  fields.fill(0);
  for (const { run, by, below, field } of plan.steps)
    fields[field] = Math.floor((numbers[first + run] ?? 0) / by) % below;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = fields;
  if ((year < FIRST_YEAR || year >= END_YEAR) && year !== LAST_YEAR) return NOT_A_TIME;
  return checked(plan, year, month, day, hour, minute, second);
}

function checked(
  { half }: TimePlan,
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  if (year < 1 || month < 1 || month > 12 || day < 1 || minute > 59 || second > 59) return NOT_A_TIME;
  if (day > 28 && day > daysIn(year, month)) return NOT_A_TIME;
  if (half === "none") return hour > 23 ? NOT_A_TIME : joined(year, month, day, hour, minute, second);
  if (hour < 1 || hour > 12) return NOT_A_TIME;
  return joined(year, month, day, (hour % 12) + (half === "pm" ? 12 : 0), minute, second);
}

function joined(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  return ((((year * 100 + month) * 100 + day) * 100 + hour) * 100 + minute) * 100 + second;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

const FIRST_EPOCH_MILLIS = Date.UTC(2000, 0, 1);
const END_EPOCH_MILLIS = Date.UTC(2100, 0, 1);

/** Numbers from 2000 to 2099 are times, in milliseconds. Any number is one, and what lies outside is hardly ever meant. */
function momentOf({ kind, steps }: TimePlan, numbers: Float64Array, first: number): number {
  const number = numbers[first] ?? 0;
  const decimals = (numbers[first + 1] ?? 0) / (steps[0]?.by ?? Number.POSITIVE_INFINITY);
  const millis =
    kind === "epoch-millis"
      ? number
      : kind === "epoch-seconds"
        ? number * 1000
        : (number - EXCEL_EPOCH_DAYS) * DAY_MILLIS + Math.round(decimals * 86_400) * 1000;
  return millis >= FIRST_EPOCH_MILLIS && millis < END_EPOCH_MILLIS ? millis : NOT_A_TIME;
}

/** `2024-04-10 15:30:00`, on the clock of the file, or of UTC for a number of seconds or days since a beginning. */
export function readTimeText({ kind }: TimePlan, time: number): string {
  if (kind !== "wall") return new Date(time).toISOString().slice(0, 19).replace("T", " ");
  const digits = String(time).padStart(14, "0");
  const at = (from: number) => digits.slice(from, from + 2);
  return `${digits.slice(0, 4)}-${at(4)}-${at(6)} ${at(8)}:${at(10)}:${at(12)}`;
}

/** Whether a time is the midnight at which its day begins. */
export function isMidnight({ kind }: TimePlan, time: number): boolean {
  return kind === "wall" ? time % 1_000_000 === 0 : time % DAY_MILLIS === 0;
}
