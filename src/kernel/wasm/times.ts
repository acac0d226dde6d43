/**
 * Reads the times of a column as its plan says, and leaves all other times to the host.
 *
 * A program has a step for each number of a pattern, with the byte that follows it, and for each further byte. Numbers go to `WRITTEN`:
 *
 *     yyyy/M/dd     year, 4 digits and "/"; month, 1 to 2 digits and "/"; day, 2 digits
 *     2022/9/01     2022, 9 and 1
 *
 * A number takes as many digits as it may. No step goes back.
 */
import { dayOf, HOUR, instantOf, instantOfEpoch, MINUTE, SECOND, UNSURE } from "./days";
import { areDigits, digitsAt, endOfDigits } from "./digits";
import { readFixed } from "./fixed-times";
import { readIso } from "./iso";
import { KIND_FIXED, KIND_ISO, KIND_PROGRAM, KIND_SECONDS, KIND_UNREAD } from "./numbers";
import {
  FIRST_DAY,
  TIME_PLAN_DIVISOR,
  TIME_PLAN_END,
  TIME_PLAN_FACTOR,
  TIME_PLAN_KIND,
  TIME_PLAN_PROGRAM,
  WRITTEN,
  WRITTEN_DAY,
  WRITTEN_FRACTION,
  WRITTEN_HALF,
  WRITTEN_HOUR,
  WRITTEN_MINUTE,
  WRITTEN_MONTH,
  WRITTEN_SECOND,
  WRITTEN_YEAR,
} from "./scan-tables";

/** In a step: a byte has to come behind the number. */
const HAS_BYTE: u32 = 1 << 24;
/** In a step: the half of a day has to come, AM, PM, am, pm, 오전 or 오후. */
const IS_HALF: u32 = 1 << 25;
/** Stands for a place: there is no such number, and no such word. */
const NO_PART: u32 = 0;

const FIRST_HALF: u32 = 1;
const SECOND_HALF: u32 = 2;
/** The bytes of the words, the first one lowest. 오전 and 오후 have six. */
const AM: u32 = 0x4d41;
const PM: u32 = 0x4d50;
const LOWER_AM: u32 = 0x6d61;
const LOWER_PM: u32 = 0x6d70;
const KOREAN_AM: u64 = 0x84a0_eca4_98ec;
const KOREAN_PM: u64 = 0x849b_eda4_98ec;
const KOREAN_LEAD: u32 = 0xec;
const SIX_BYTES: u64 = 0xffff_ffff_ffff;

const DOT: u32 = 0x2e;
const ZERO: u32 = 0x30;
/** Milliseconds of 2199 have so many digits. */
const MOST_EPOCH_DIGITS: u32 = 13;
const MOST_DECIMALS_OF_SECOND: u32 = 9;

/** The instant of a cell in milliseconds since 1970, or `UNSURE`. @param plan of its column. */
export function readTime(from: u32, to: u32, plan: u32): i64 {
  const kind = load<u32>(plan + TIME_PLAN_KIND);
  if (kind === KIND_ISO) return readIso(from, to, plan);
  if (kind === KIND_FIXED) return readFixed(from, to, plan);
  if (kind === KIND_UNREAD) return UNSURE;
  return kind === KIND_PROGRAM ? readByProgram(from, to, plan) : readEpoch(from, to, plan, kind === KIND_SECONDS);
}

function readByProgram(from: u32, to: u32, plan: u32): i64 {
  if (!fillWritten(from, to, plan)) return UNSURE;
  const hour = hourOf(load<u32>(WRITTEN_HOUR), load<u32>(WRITTEN_HALF));
  const minute = load<u32>(WRITTEN_MINUTE);
  const second = load<u32>(WRITTEN_SECOND);
  if (hour > 23 || minute > 59 || second > 59) return UNSURE;
  const day = dayOf(load<u32>(WRITTEN_YEAR), load<u32>(WRITTEN_MONTH), load<u32>(WRITTEN_DAY));
  if (day < FIRST_DAY) return UNSURE;
  const fraction = load<u32>(WRITTEN_FRACTION);
  const divisor = load<u32>(plan + TIME_PLAN_DIVISOR);
  const millis = (fraction * load<u32>(plan + TIME_PLAN_FACTOR)) / divisor;
  return instantOf(plan, day, hour * HOUR + minute * MINUTE + second * SECOND + millis, fraction % divisor === 0);
}

/** 12 AM is midnight, and 12 PM is noon. An hour that is not on the clock stays too large. */
function hourOf(written: u32, half: u32): u32 {
  if (half === 0) return written;
  if (written - 1 > 11) return 24;
  return (written % 12) + (half === SECOND_HALF ? 12 : 0);
}

/** Whether the bytes are what the program says, from the first byte to the last. Numbers that the program lacks are 0. */
function fillWritten(from: u32, to: u32, plan: u32): bool {
  // Every program has a year, a month and a day.
  v128.store(WRITTEN_HOUR, i32x4.splat(0));
  store<u32>(WRITTEN_HALF, 0);
  const end = load<u32>(plan + TIME_PLAN_END);
  let at = from;
  for (let place = load<u32>(plan + TIME_PLAN_PROGRAM); place < end; place += 4) {
    const step = load<u32>(place);
    // A step may look at bytes behind the cell, which are no digits; a cell that ends too soon is found at the end, or here.
    if (at >= to) return false;
    const most = (step >> 4) & 0xf;
    if (most !== 0 || (step & IS_HALF) !== 0) {
      const after = most === 0 ? afterHalf(at) : afterNumber(at, to, step, most);
      if (after === NO_PART) return false;
      at = after;
      if ((step & HAS_BYTE) === 0) continue;
    }
    if (<u32>load<u8>(at) !== ((step >> 16) & 0xff)) return false;
    at += 1;
  }
  return at === to;
}

function keepNumber(step: u32, number: u32): void {
  store<u32>(WRITTEN + ((step >> 8) & 0xff), number);
}

function afterNumber(at: u32, to: u32, step: u32, most: u32): u32 {
  return most === 4 ? afterFour(at, step) : most === 2 ? afterTwo(at, step) : afterMany(at, to, step);
}

/** The place after the half of a day. */
function afterHalf(at: u32): u32 {
  const word = <u32>load<u16>(at);
  const korean = load<u64>(at) & SIX_BYTES;
  const isFirst = word === AM || word === LOWER_AM || korean === KOREAN_AM;
  const isSecond = word === PM || word === LOWER_PM || korean === KOREAN_PM;
  if (!isFirst && !isSecond) return NO_PART;
  store<u32>(WRITTEN_HALF, isFirst ? FIRST_HALF : SECOND_HALF);
  return at + ((word & 0xff) === KOREAN_LEAD ? 6 : 2);
}

/** The place after a number of four digits. */
function afterFour(at: u32, step: u32): u32 {
  const digits = <u64>(load<u32>(at) ^ 0x30303030);
  if (!areDigits(digits, 0)) return NO_PART;
  keepNumber(step, digitsAt(digits, 0) * 100 + digitsAt(digits, 16));
  return at + 4;
}

/** The place after a number of two digits, or of one where the step allows it. */
function afterTwo(at: u32, step: u32): u32 {
  const tens = <u32>load<u8>(at) - ZERO;
  const ones = <u32>load<u8>(at + 1) - ZERO;
  if (tens > 9 || (ones > 9 && (step & 0xf) === 2)) return NO_PART;
  keepNumber(step, ones > 9 ? tens : tens * 10 + ones);
  return ones > 9 ? at + 1 : at + 2;
}

/** The place after a number with any number of digits, all of which have to be there. */
function afterMany(from: u32, to: u32, step: u32): u32 {
  const after = from + (step & 0xf);
  if (after > to || endOfDigits(from, after) !== after) return NO_PART;
  let number: u32 = 0;
  for (let at = from; at < after; at += 1) number = number * 10 + (<u32>load<u8>(at) - ZERO);
  keepNumber(step, number);
  return after;
}

/** Reads a number without a sign and without zeros before it; seconds may have decimals. */
function readEpoch(from: u32, to: u32, plan: u32, isSeconds: bool): i64 {
  const dot = endOfDigits(from, to);
  if (dot === from || dot - from > MOST_EPOCH_DIGITS || (dot - from > 1 && load<u8>(from) === ZERO)) return UNSURE;
  let at: i64 = 0;
  for (let digit = from; digit < dot; digit += 1) at = at * 10 + <i64>(<u32>load<u8>(digit) - ZERO);
  if (!isSeconds) return dot === to ? instantOfEpoch(plan, at, true) : UNSURE;
  at *= SECOND;
  if (dot === to) return instantOfEpoch(plan, at, true);
  const decimals = to - dot - 1;
  if (load<u8>(dot) !== DOT || decimals - 1 >= MOST_DECIMALS_OF_SECOND || endOfDigits(dot + 1, to) !== to)
    return UNSURE;
  let isWhole = true;
  for (let digit = dot + 1, scale: u32 = 100; digit < to; digit += 1, scale /= 10) {
    const number = <u32>load<u8>(digit) - ZERO;
    at += <i64>(number * scale);
    if (scale === 0 && number !== 0) isWhole = false;
  }
  return instantOfEpoch(plan, at, isWhole);
}
