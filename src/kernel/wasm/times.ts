/**
 * Reads the times that nearly every export has, and leaves all other times to the host.
 *
 * The kernel reads `2022-10-15`, `2022-10-15T15:30`, `…:00` and `…:00.000` with up to nine decimals. A space may stand for the
 * `T`, and `Z` or `+09:00` may follow a time of day. The digits after the third decimal are no part of the instant. The year is one of 1900 to 2199, and the zone has one offset throughout the day.
 *
 * The role of a time decides its meaning: a date that is a start or a charge means the beginning of its day, and a date that is
 * an end means the end of its day. An end or a charge at 23:59:00, or in the last second of a day, means the next midnight.
 */
import { NOT_STEADY, TIME_END, TIME_START } from "./numbers";
import { DAYS, FIRST_DAY, FIRST_YEAR, MONTHS, YEARS } from "./scan-tables";

/** Stands for a cell that is not surely a time. */
export const UNSURE: i64 = i64.MIN_VALUE;

const DAY: i64 = 86_400_000;
const HOUR: u32 = 3_600_000;
const MINUTE: u32 = 60_000;
const SECOND: u32 = 1_000;
/** In `DAYS`: the day's offset is unknown, or it changes on the day or around it. */
const UNKNOWN: i32 = 0;
const CHANGES: i32 = 1;
/** Added to an offset in `DAYS`, so that it differs from `UNKNOWN` and `CHANGES`. */
const BIAS: i32 = 172_800_000;

/** Asks the host for the zone's offset throughout a day and around it, in milliseconds; `NOT_STEADY` where the offset changes. */
declare function steadyOffset(day: i32): i32;

/** The patterns `0000-00-` and `00:00:00`, and the bytes of each that a time must have exactly; all other bytes are digits. */
const DATE: u64 = ((<u64>0x2d30302d) << 32) | 0x30303030;
const DATE_DASHES: u64 = (<u64>0xff0000ff) << 32;
const CLOCK: u64 = ((<u64>0x30303a30) << 32) | 0x303a3030;
const CLOCK_COLONS: u64 = ((<u64>0x0000ff00) << 32) | 0x00ff0000;
const HIGH_HALVES: u64 = ((<u64>0xf0f0f0f0) << 32) | 0xf0f0f0f0;
/** A digit plus six stays in the lower half of its byte; a larger number does not. */
const SIXES: u64 = ((<u64>0x06060606) << 32) | 0x06060606;

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

/** The instant of a cell in milliseconds since 1970, or `UNSURE`. */
export function readTime(from: u32, to: u32, role: u32): i64 {
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
  const wall = <i64>day * DAY;
  if (length === 10) return offsetTaken(day, role === TIME_END ? wall + DAY : wall);

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
  let meant = wall + <i64>(hour * HOUR + minute * MINUTE + second * SECOND);
  let at = isLong ? from + 19 : from + 16;
  if (isLong && at < to && load<u8>(at) === DOT) {
    at += 1;
    const first = at;
    for (let scale: i64 = 100; at < to && scale > 0; scale /= 10, at += 1) {
      const digit = <u32>load<u8>(at) - 0x30;
      if (digit > 9) break;
      meant += scale * digit;
    }
    if (at === first) return UNSURE;
    if (at === first + 3) at = endOfDigits(at, min(to, first + MOST_DECIMALS_OF_SECOND));
  }
  const timeOfDay = meant - wall;
  if (role !== TIME_START && (timeOfDay === DAY - MINUTE || timeOfDay >= DAY - SECOND)) meant = wall + DAY;
  return at === to ? offsetTaken(day, meant) : writtenOffsetTaken(at, to, meant);
}

export function endOfDigits(from: u32, to: u32): u32 {
  let at = from;
  while (at < to && <u32>load<u8>(at) - 0x30 <= 9) at += 1;
  return at;
}

function offsetTaken(day: i32, wall: i64): i64 {
  const place = DAYS + <u32>(day - FIRST_DAY) * 4;
  let known = load<i32>(place);
  if (known === UNKNOWN) {
    const offset = steadyOffset(day);
    known = offset === NOT_STEADY ? CHANGES : offset + BIAS;
    store<i32>(place, known);
  }
  return known === CHANGES ? UNSURE : wall - <i64>(known - BIAS);
}

function writtenOffsetTaken(at: u32, to: u32, wall: i64): i64 {
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

/** Whether bytes, compared with a pattern by exclusive or, are as the pattern has them in `exact`, and digits everywhere else. */
function areDigits(compared: u64, exact: u64): bool {
  return (((compared + SIXES) | compared) & HIGH_HALVES & ~exact) === 0 && (compared & exact) === 0;
}

function digitsAt(compared: u64, bit: u64): u32 {
  return (<u32>(compared >> bit) & 0xf) * 10 + (<u32>(compared >> (bit + 8)) & 0xf);
}

/** The day of a date, in days since 1970, like `dayOf` in `domain/civil.ts`; the least number for a date outside 1900 to 2199. */
function dayOf(year: u32, month: u32, date: u32): i32 {
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

/** The first day of a month, in days since 1970. */
function firstOf(year: u32, month: u32): i32 {
  const shifted = month <= 2 ? year - 1 : year;
  const era = shifted / 400;
  const yearOfEra = shifted - era * 400;
  const dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5;
  const dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
  return <i32>(era * 146_097 + dayOfEra) - 719_468;
}

function daysIn(year: u32, month: u32): u32 {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return 30 + ((month + (month >> 3)) & 1);
}
