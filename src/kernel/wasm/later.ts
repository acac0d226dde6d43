/**
 * Writes an end again, some seconds later, in the shape in which it was written: `2022-10-30T18:48:27` and three days are
 * `2022-11-02T18:48:27`, and `20221030` becomes `20221102`. Clocks have to be calm at both ends; see `calm.ts`.
 *
 * An end is in ISO 8601 or in a pattern of fixed width. It is a date, or a date with a time of day, which `Z` may follow in ISO 8601. An end
 * in the last minute of its day may count as the next midnight, and a date can only be some days later; in these two cases the seconds
 * have to be whole days.
 */
import { dateOfDay, firstOf, monthOfDay, splitDay, yearOfDay } from "./civil";
import { END_FIXED, END_ISO } from "./numbers";
import {
  LIKE_ENDS_DAY,
  LIKE_ENDS_FORM,
  LIKE_ENDS_HOUR,
  LIKE_ENDS_MINUTE,
  LIKE_ENDS_MONTH,
  LIKE_ENDS_SECOND,
  LIKE_ENDS_YEAR,
} from "./output-tables";

const DAY: i32 = 86_400;
const HOUR: i32 = 3_600;
const MINUTE: i32 = 60;

const PLUS: u32 = 0x2b;
const DASH: u32 = 0x2d;
const COLON: u32 = 0x3a;
/** Bytes of `2022-10-30` and of `2022-10-30T18:48`. */
const DATE_LENGTH: u32 = 10;
const SHORTEST_MOMENT: u32 = 16;

/** Stands for a place: a cell has no such number. */
export const NOWHERE: i32 = -1;

/** Where the numbers of the end are that was looked at last, counted from its first byte. */
let yearAt: i32 = 0;
let monthAt: i32 = 0;
let dayAt: i32 = 0;
let hourAt: i32 = 0;
let minuteAt: i32 = 0;
let secondAt: i32 = 0;

/** Finds the numbers of an end that is in ISO 8601 or in a pattern of fixed width. */
function findNumbers(from: u32, length: u32, column: u32): void {
  if (load<u32>(column, LIKE_ENDS_FORM) === END_FIXED) {
    yearAt = load<i32>(column, LIKE_ENDS_YEAR);
    monthAt = load<i32>(column, LIKE_ENDS_MONTH);
    dayAt = load<i32>(column, LIKE_ENDS_DAY);
    hourAt = load<i32>(column, LIKE_ENDS_HOUR);
    minuteAt = load<i32>(column, LIKE_ENDS_MINUTE);
    secondAt = load<i32>(column, LIKE_ENDS_SECOND);
    return;
  }
  const isMoment = length >= SHORTEST_MOMENT;
  yearAt = 0;
  monthAt = 5;
  dayAt = 8;
  hourAt = isMoment ? 11 : NOWHERE;
  minuteAt = isMoment ? 14 : NOWHERE;
  secondAt = length > SHORTEST_MOMENT && <u32>load<u8>(from + SHORTEST_MOMENT) === COLON ? 17 : NOWHERE;
}

/**
 * Whether records whose ends can be read, and are written in the same shape, may be alike. @param column of the end, in `LIKE_ENDS`.
 */
export function mayBeAlike(from: u32, length: u32, column: u32): bool {
  if (load<u32>(column, LIKE_ENDS_FORM) !== END_ISO || length === DATE_LENGTH) return true;
  if (length < SHORTEST_MOMENT) return false;
  // An offset that was written stays or changes for reasons of its own.
  for (let at = from + DATE_LENGTH; at < from + length; at += 1) {
    const byte = <u32>load<u8>(at);
    if (byte === PLUS || byte === DASH) return false;
  }
  return true;
}

/** Whether the kernel can put later ends of a column. */
function isPut(column: u32): bool {
  const form = load<u32>(column, LIKE_ENDS_FORM);
  return form === END_ISO || form === END_FIXED;
}

/** Whether an end that the kernel can put later is in the last minute of its day. */
export function isInLastMinute(from: u32, length: u32, column: u32): bool {
  if (!isPut(column)) return false;
  findNumbers(from, length, column);
  return isLastMinute(from);
}

/** The same of the end whose numbers were found last. */
function isLastMinute(from: u32): bool {
  return hourAt !== NOWHERE && twoAt(from + hourAt) === 23 && twoAt(from + minuteAt) === 59;
}

/** Puts an end so many seconds later at `to`, and returns the place after it; 0 where it cannot be put. */
export function putLater(from: u32, length: u32, column: u32, seconds: u32, to: u32): u32 {
  if (!isPut(column)) return 0;
  findNumbers(from, length, column);
  const isWholeDays = seconds % <u32>DAY === 0;
  if (!isWholeDays && (hourAt === NOWHERE || isLastMinute(from))) return 0;
  if (secondAt === NOWHERE && seconds % <u32>MINUTE !== 0) return 0;
  let day = firstOf(twoAt(from + yearAt) * 100 + twoAt(from + yearAt + 2), twoAt(from + monthAt));
  day += <i32>twoAt(from + dayAt) - 1 + <i32>(seconds / <u32>DAY);
  memory.copy(to, from, length);
  if (!isWholeDays) {
    const clock = <i32>(twoAt(from + hourAt) * HOUR + twoAt(from + minuteAt) * MINUTE);
    let timeOfDay = clock + (secondAt === NOWHERE ? 0 : <i32>twoAt(from + secondAt)) + <i32>(seconds % <u32>DAY);
    if (timeOfDay >= DAY) {
      timeOfDay -= DAY;
      day += 1;
    }
    if (timeOfDay >= DAY - MINUTE) return 0;
    putTwo(to + hourAt, timeOfDay / HOUR);
    putTwo(to + minuteAt, (timeOfDay % HOUR) / MINUTE);
    if (secondAt !== NOWHERE) putTwo(to + secondAt, timeOfDay % MINUTE);
  }
  splitDay(day);
  putTwo(to + yearAt, yearOfDay / 100);
  putTwo(to + yearAt + 2, yearOfDay % 100);
  putTwo(to + monthAt, monthOfDay);
  putTwo(to + dayAt, dateOfDay);
  return to + length;
}

function twoAt(at: u32): u32 {
  return (<u32>load<u8>(at) - 0x30) * 10 + <u32>load<u8>(at + 1) - 0x30;
}

function putTwo(at: u32, value: u32): void {
  store<u8>(at, 0x30 + value / 10);
  store<u8>(at + 1, 0x30 + (value % 10));
}
