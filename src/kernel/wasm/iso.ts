/**
 * Reads the times of ISO 8601 that nearly every export has: `2022-10-15`, `2022-10-15T15:30`, `…:00` and `…:00.000` with up to nine
 * decimals. A space may stand for the `T`, and `Z` or `+09:00` may follow a time of day. The digits after the third decimal are no
 * part of the instant.
 */
import { dateOf, dayOf, HOUR, instantOf, MINUTE, SECOND, UNSURE, wallOf } from "./days";
import { areDigits, digitsAt, endOfDigits } from "./digits";
import { FIRST_DAY, TIME_PLAN_MIDNIGHT } from "./scan-tables";

/** The patterns `0000-00-` and `00:00:00`, and the bytes of each that a time must have exactly; all other bytes are digits. */
const DATE: u64 = ((<u64>0x2d30302d) << 32) | 0x30303030;
const DATE_DASHES: u64 = (<u64>0xff0000ff) << 32;
const CLOCK: u64 = ((<u64>0x30303a30) << 32) | 0x303a3030;
const CLOCK_COLONS: u64 = ((<u64>0x0000ff00) << 32) | 0x00ff0000;

/** The first five bytes of eight, and all eight. */
const FIRST_FIVE: u64 = ~(<u64>0) >> 24;
const ALL: u64 = ~(<u64>0);

/** Nanoseconds. */
const MOST_DECIMALS_OF_SECOND: u32 = 9;

const SPACE: u32 = 0x20;
const PLUS: u32 = 0x2b;
const DASH: u32 = 0x2d;
const DOT: u32 = 0x2e;
const COLON: u32 = 0x3a;
const LETTER_T: u32 = 0x54;
const LETTER_Z: u32 = 0x5a;

/** The instant of a cell in milliseconds since 1970, or `UNSURE`. @param plan of its column. */
export function readIso(from: u32, to: u32, plan: u32): i64 {
  const length = to - from;
  if (length < 10) return UNSURE;
  const date = load<u64>(from) ^ DATE;
  const dayDigits = <u32>load<u16>(from + 8) ^ 0x3030;
  if (!areDigits(date, DATE_DASHES) || !areDigits(<u64>dayDigits, 0)) return UNSURE;
  const day = dayOf(
    digitsAt(date, 0) * 100 + digitsAt(date, 16),
    digitsAt(date, 40),
    (dayDigits & 0xff) * 10 + (dayDigits >> 8),
  );
  if (day < FIRST_DAY) return UNSURE;
  if (length === 10) return dateOf(plan, day);

  const separator = <u32>load<u8>(from + 10);
  if (length < 16 || (separator !== LETTER_T && separator !== SPACE)) return UNSURE;
  const isLong = length >= 19 && load<u8>(from + 16) === COLON;
  // The bytes after `15:30` do not belong to the clock, and are taken for `:00`.
  const clock = (load<u64>(from + 11) ^ CLOCK) & (isLong ? ALL : FIRST_FIVE);
  if (!areDigits(clock, CLOCK_COLONS)) return UNSURE;
  const hour = digitsAt(clock, 0);
  const minute = digitsAt(clock, 24);
  const second = digitsAt(clock, 48);
  if (hour > 23 || minute > 59 || second > 59) return UNSURE;
  let timeOfDay = hour * HOUR + minute * MINUTE + second * SECOND;
  let at = isLong ? from + 19 : from + 16;
  let isWhole = true;
  if (isLong && at < to && load<u8>(at) === DOT) {
    at += 1;
    const first = at;
    for (let scale: u32 = 100; at < to && scale > 0; scale /= 10, at += 1) {
      const digit = <u32>load<u8>(at) - 0x30;
      if (digit > 9) break;
      timeOfDay += scale * digit;
    }
    if (at === first) return UNSURE;
    if (at === first + 3) {
      at = endOfDigits(at, min(to, first + MOST_DECIMALS_OF_SECOND));
      isWhole = isZeros(first + 3, at);
    }
  }
  return at === to ? instantOf(plan, day, timeOfDay, isWhole) : writtenOffsetTaken(at, to, plan, day, timeOfDay);
}

function isZeros(from: u32, to: u32): bool {
  let at = from;
  while (at < to && load<u8>(at) === 0x30) at += 1;
  return at === to;
}

function writtenOffsetTaken(at: u32, to: u32, plan: u32, day: i32, timeOfDay: u32): i64 {
  // A midnight with an offset that stands for its date is rare.
  if (timeOfDay === 0 && load<u32>(plan + TIME_PLAN_MIDNIGHT) !== 0) return UNSURE;
  const wall = wallOf(plan, day, timeOfDay);
  const sign = <u32>load<u8>(at);
  if (sign === LETTER_Z) return to - at === 1 ? wall : UNSURE;
  if (to - at !== 6 || (sign !== PLUS && sign !== DASH)) return UNSURE;
  const clock = (load<u64>(at + 1) ^ CLOCK) & FIRST_FIVE;
  if (!areDigits(clock, CLOCK_COLONS)) return UNSURE;
  const hours = digitsAt(clock, 0);
  const minutes = digitsAt(clock, 24);
  if (hours > 23 || minutes > 59) return UNSURE;
  const offset = <i64>(hours * HOUR + minutes * MINUTE);
  if (sign === PLUS) return wall - offset;
  // ISO 8601 knows no -00:00.
  return offset === 0 ? UNSURE : wall + offset;
}
