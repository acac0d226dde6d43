/** Puts truths, numbers, days and times as cells, exactly: no value passes through a number that cannot hold it. */
import {
  VALUE_DAY,
  VALUE_DECIMAL,
  VALUE_INTEGER,
  VALUE_MOMENT,
  VALUE_NATURAL,
  VALUE_TIME,
  VALUE_TRUTH,
} from "./numbers";
import { putNatural, putPadded } from "./put-digits";
import { COLUMNS_SCALE, COLUMNS_UNIT, COLUMNS_VALUES, COLUMNS_WIDTH, DIGITS, WORDS } from "./table-tables";

const MINUS: u32 = 0x2d;
const POINT: u32 = 0x2e;
const ZERO: u32 = 0x30;
const COLON: u32 = 0x3a;
const DAY_SECONDS: i64 = 86_400;
/** Where `DIGITS` ends. */
const DIGITS_END: u32 = DIGITS + 96;
const BILLION: u64 = 1_000_000_000;

/** Puts a value that is no text, and returns the place after it. */
export function putValue(column: u32, kind: u32, index: u32, to: u32): u32 {
  const values = load<u32>(column + COLUMNS_VALUES);
  if (kind === VALUE_TRUTH) return putTruth(((<u32>load<u8>(values + (index >> 3)) >> (index & 7)) & 1) === 1, to);
  const width = load<u32>(column + COLUMNS_WIDTH);
  const place = values + index * width;
  const unit = load<u32>(column + COLUMNS_UNIT);
  switch (kind) {
    case VALUE_INTEGER:
      return putInteger(integerAt(place, width), to);
    case VALUE_NATURAL:
      return putNatural(naturalAt(place, width), to);
    case VALUE_DECIMAL:
      return putDecimal(place, width, load<i32>(column + COLUMNS_SCALE), to);
    case VALUE_DAY:
      return putDate(floorOf(integerAt(place, width), unit), to);
    case VALUE_TIME:
      return putTime(integerAt(place, width), unit, to);
    case VALUE_MOMENT: {
      const end = putTime(integerAt(place, width), unit, to);
      store<u8>(end, 0x5a);
      return end + 1;
    }
    default:
      return to;
  }
}

/** A whole number of 1, 2, 4 or 8 bytes. */
export function naturalAt(place: u32, width: u32): u64 {
  if (width === 8) return load<u64>(place);
  if (width === 4) return <u64>load<u32>(place);
  return width === 2 ? <u64>load<u16>(place) : <u64>load<u8>(place);
}

/** An integer of 1, 2, 4 or 8 bytes. */
function integerAt(place: u32, width: u32): i64 {
  if (width === 8) return load<i64>(place);
  if (width === 4) return <i64>load<i32>(place);
  return width === 2 ? <i64>load<i16>(place) : <i64>load<i8>(place);
}

/** `true` and `false`. */
function putTruth(truth: bool, to: u32): u32 {
  store<u32>(to, truth ? 0x65757274 : 0x736c6166);
  if (truth) return to + 4;
  store<u8>(to + 4, 0x65);
  return to + 5;
}

function putInteger(value: i64, to: u32): u32 {
  if (value >= 0) return putNatural(<u64>value, to);
  store<u8>(to, MINUS);
  // The least integer is its own negative, and as a whole number without a sign it is the right one.
  return putNatural(<u64>-value, to + 1);
}

/** `490010` with two decimals is `4900.10`; with less than none, zeros come behind: `12` with -2 is `1200`. */
function putDecimal(place: u32, width: u32, scale: i32, to: u32): u32 {
  const isNegative = load<i8>(place + width - 1) < 0;
  let at = to;
  if (isNegative) {
    store<u8>(at, MINUS);
    at += 1;
  }
  const end = isShort(place, width) ? putShort(place, width, at) : putLong(place, width, isNegative, at);
  if (scale > 0) return putPoint(at, end, <u32>scale);
  const zeros: u32 = <u32>load<u8>(at) === ZERO ? 0 : <u32>-scale;
  memory.fill(end, <u8>ZERO, zeros);
  return end + zeros;
}

/** Whether the value fits into 64 bits: all bits beyond are those of its sign. */
function isShort(place: u32, width: u32): bool {
  for (let word: u32 = 8; word < width; word += 8) {
    if (load<i64>(place + word) !== load<i64>(place) >> 63) return false;
  }
  return true;
}

/** Puts the digits of a value that fits into 64 bits, without its sign. */
function putShort(place: u32, width: u32, to: u32): u32 {
  const value = integerAt(place, min<u32>(width, 8));
  return putNatural(<u64>(value < 0 ? -value : value), to);
}

/** Puts the digits of a value of more than 64 bits, without its sign, nine at a time from the last ones on. */
function putLong(place: u32, width: u32, isNegative: bool, to: u32): u32 {
  let carry: u64 = isNegative ? 1 : 0;
  for (let word: u32 = 0; word < width; word += 4) {
    const bits = load<u32>(place + word);
    carry += isNegative ? <u64>~bits : <u64>bits;
    store<u32>(WORDS + word, <u32>carry);
    carry >>= 32;
  }
  let start = DIGITS_END;
  for (let isLeft = true; isLeft; ) {
    let rest: u64 = 0;
    isLeft = false;
    for (let word = width; word > 0; word -= 4) {
      const part = (rest << 32) | <u64>load<u32>(WORDS + word - 4);
      const quotient = part / BILLION;
      store<u32>(WORDS + word - 4, <u32>quotient);
      rest = part - quotient * BILLION;
      if (quotient !== 0) isLeft = true;
    }
    start -= 9;
    putPadded(<u32>rest, 9, start);
  }
  while (<u32>load<u8>(start) === ZERO) start += 1;
  memory.copy(to, start, DIGITS_END - start);
  return to + (DIGITS_END - start);
}

/** Puts a point before the last digits, with zeros in front where there are too few. */
function putPoint(from: u32, end: u32, decimals: u32): u32 {
  const digits = end - from;
  const zeros: u32 = digits > decimals ? 0 : decimals + 1 - digits;
  memory.copy(from + zeros, from, digits);
  memory.fill(from, <u8>ZERO, zeros);
  const point = end + zeros - decimals;
  memory.copy(point + 1, point, decimals);
  store<u8>(point, POINT);
  return end + zeros + 1;
}

/** @param value parts of a second since 1970-01-01T00:00, `unit` of them a second. As many decimals as keep the value. */
function putTime(value: i64, unit: u32, to: u32): u32 {
  const seconds = floorOf(value, unit);
  const day = floorOf(seconds, DAY_SECONDS);
  const clock = <u32>(seconds - day * DAY_SECONDS);
  let at = putDate(day, to);
  store<u8>(at, 0x54);
  at = putPadded(clock / 3600, 2, at + 1);
  store<u8>(at, COLON);
  at = putPadded((clock / 60) % 60, 2, at + 1);
  store<u8>(at, COLON);
  at = putPadded(clock % 60, 2, at + 1);
  let rest = <u32>(value - seconds * unit);
  if (rest === 0) return at;
  store<u8>(at, POINT);
  at += 1;
  for (let part = unit / 10; rest > 0; part /= 10) {
    store<u8>(at, ZERO + rest / part);
    rest %= part;
    at += 1;
  }
  return at;
}

/** Puts a day since 1970-01-01, like `civilOf` in `domain/civil.ts`. A year beyond four digits has as many as it needs. */
function putDate(day: i64, to: u32): u32 {
  const shifted = day + 719_468;
  const era = floorOf(shifted, 146_097);
  const dayOfEra = <u32>(shifted - era * 146_097);
  const yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
  const dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
  const monthFromMarch = (5 * dayOfYear + 2) / 153;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0);
  let at = putYear(year, to);
  store<u8>(at, MINUS);
  at = putPadded(month, 2, at + 1);
  store<u8>(at, MINUS);
  return putPadded(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1, 2, at + 1);
}

function putYear(year: i64, to: u32): u32 {
  if (year < 0) {
    store<u8>(to, MINUS);
    return putYear(-year, to + 1);
  }
  return year < 10_000 ? putPadded(<u32>year, 4, to) : putNatural(<u64>year, to);
}

function floorOf(value: i64, by: i64): i64 {
  const quotient = value / by;
  return value < 0 && quotient * by !== value ? quotient - 1 : quotient;
}
