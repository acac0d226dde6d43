/**
 * Writes an end again, some seconds later, in the shape in which it was written: `2022-10-30T18:48:27` and three days are
 * `2022-11-02T18:48:27`. Clocks have to be calm at both ends; see `calm.ts`.
 *
 * An end is a date, or a date with a time of day, which `Z` may follow. An end in the last minute of its day may count as the next
 * midnight, and a date can only be some days later; in these two cases the seconds have to be whole days.
 */
import { dateOfDay, firstOf, monthOfDay, splitDay, yearOfDay } from "./civil";

const DAY: i32 = 86_400;
const HOUR: i32 = 3_600;
const MINUTE: i32 = 60;

const PLUS: u32 = 0x2b;
const DASH: u32 = 0x2d;
const COLON: u32 = 0x3a;
/** Bytes of `2022-10-30` and of `2022-10-30T18:48`, and where hours, minutes and seconds are. */
const DATE_LENGTH: u32 = 10;
const SHORTEST_MOMENT: u32 = 16;
const HOURS: u32 = 11;
const MINUTES: u32 = 14;
const SECONDS: u32 = 17;

/** Whether an end that can be read is in a shape in which a later end can be written. */
export function canBeLater(from: u32, length: u32): bool {
  if (length === DATE_LENGTH) return true;
  if (length < SHORTEST_MOMENT) return false;
  // An offset that was written stays or changes for reasons of its own.
  for (let at = from + DATE_LENGTH; at < from + length; at += 1) {
    const byte = <u32>load<u8>(at);
    if (byte === PLUS || byte === DASH) return false;
  }
  return true;
}

/** Whether an end is in the last minute of its day. */
export function isInLastMinute(from: u32, length: u32): bool {
  return length >= SHORTEST_MOMENT && twoAt(from + HOURS) === 23 && twoAt(from + MINUTES) === 59;
}

/** Puts an end so many seconds later at `to`, and returns the place after it; 0 where it cannot be put. */
export function putLater(from: u32, length: u32, seconds: u32, to: u32): u32 {
  const isWholeDays = seconds % <u32>DAY === 0;
  if (length === DATE_LENGTH ? !isWholeDays : !isWholeDays && isInLastMinute(from, length)) return 0;
  const hasSeconds = length > SECONDS && <u32>load<u8>(from + SHORTEST_MOMENT) === COLON;
  if (!hasSeconds && seconds % <u32>MINUTE !== 0) return 0;
  let day = firstOf(twoAt(from) * 100 + twoAt(from + 2), twoAt(from + 5)) + <i32>twoAt(from + 8) - 1;
  day += <i32>(seconds / <u32>DAY);
  memory.copy(to, from, length);
  if (!isWholeDays) {
    const clock = <i32>(twoAt(from + HOURS) * HOUR + twoAt(from + MINUTES) * MINUTE);
    let timeOfDay = clock + (hasSeconds ? <i32>twoAt(from + SECONDS) : 0) + <i32>(seconds % <u32>DAY);
    if (timeOfDay >= DAY) {
      timeOfDay -= DAY;
      day += 1;
    }
    if (timeOfDay >= DAY - MINUTE) return 0;
    putTwo(to + HOURS, timeOfDay / HOUR);
    putTwo(to + MINUTES, (timeOfDay % HOUR) / MINUTE);
    if (hasSeconds) putTwo(to + SECONDS, timeOfDay % MINUTE);
  }
  splitDay(day);
  putTwo(to, yearOfDay / 100);
  putTwo(to + 2, yearOfDay % 100);
  putTwo(to + 5, monthOfDay);
  putTwo(to + 8, dateOfDay);
  return to + length;
}

function twoAt(at: u32): u32 {
  return (<u32>load<u8>(at) - 0x30) * 10 + <u32>load<u8>(at + 1) - 0x30;
}

function putTwo(at: u32, value: u32): void {
  store<u8>(at, 0x30 + value / 10);
  store<u8>(at + 1, 0x30 + (value % 10));
}
