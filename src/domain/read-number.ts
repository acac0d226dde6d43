/**
 * Reads times that are numbers: seconds or milliseconds since 1970, and the days of a spreadsheet.
 *
 * An epoch number is an instant; only whether it is a midnight is read off the zone's clock. Seconds may have up to nine decimals,
 * which are read like those of a time in words.
 *
 * A spreadsheet's day is a wall time: 45383 is 2024-04-01, 45383.42728 is 10:15:17 on that day. A whole number is a date. A fraction
 * is the second that is written so with as many decimals, or where there is none, the nearest millisecond. The calendar of
 * spreadsheets has a 29 February 1900, day 60, which is refused; the days before it count from 1899-12-31.
 */
import { dayOf, dayOfWall, isWritableDay } from "./civil.ts";
import { type FormShapes, shapeIn } from "./form-shapes.ts";
import { DAY, instantAt, lengthOf, SECOND } from "./instant.ts";
import { finishTime, type TimeMeaning } from "./time-meaning.ts";
import { MILLI_DECIMALS, MOST_SECOND_DECIMALS } from "./time-shape.ts";
import { isEndOfDay, type TimeFault, type TimeReader, type TimeSlot } from "./timestamp.ts";

const DOT = 0x2e;
const ZERO = 0x30;
/** A number that a double holds exactly. */
const MOST_DIGITS = 15;

/** The digits of a cell, filled again for every cell: `45383.42728` is 45383, 42728 and 5. */
interface Digits {
  whole: number;
  fraction: number;
  /** How many digits the fraction has; -1 where the cell has no point. */
  decimals: number;
}

/** Whether a cell is a plain number without a sign and without a zero before it. */
function readDigits(digits: Digits, bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  digits.whole = 0;
  digits.fraction = 0;
  digits.decimals = -1;
  for (; at < to && isDigit(bytes[at]); at += 1) digits.whole = digits.whole * 10 + (bytes[at] ?? 0) - ZERO;
  const length = at - from;
  if (length === 0 || length > MOST_DIGITS || (length > 1 && bytes[from] === ZERO)) return false;
  if (at === to) return true;
  if (bytes[at] !== DOT) return false;
  at += 1;
  const first = at;
  for (; at < to && isDigit(bytes[at]); at += 1) digits.fraction = digits.fraction * 10 + (bytes[at] ?? 0) - ZERO;
  digits.decimals = at - first;
  return at === to && at > first;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= 0x39;
}

function slotOf(shapes: FormShapes, role: TimeMeaning["role"]): TimeSlot {
  const shape = shapeIn(shapes, true, undefined, "none", 0);
  return { instant: instantAt(0), wall: 0, offset: lengthOf(0), below: 0, shape, role };
}

export function createEpochReader(shapes: FormShapes, unit: "seconds" | "millis", meaning: TimeMeaning): TimeReader {
  const { role, zone } = meaning;
  const time = slotOf(shapes, role);
  const digits: Digits = { whole: 0, fraction: 0, decimals: -1 };

  function read(bytes: Uint8Array, from: number, to: number): TimeFault | undefined {
    if (!readDigits(digits, bytes, from, to)) return "time-invalid";
    const { whole, fraction, decimals } = digits;
    if (decimals > (unit === "seconds" ? MOST_SECOND_DECIMALS : -1)) return "time-invalid";
    const scale = 10 ** Math.abs(decimals - MILLI_DECIMALS);
    const millis = decimals > MILLI_DECIMALS ? Math.floor(fraction / scale) : decimals < 0 ? 0 : fraction * scale;
    const at = instantAt(unit === "seconds" ? whole * SECOND + millis : whole);
    const wall = isWritableDay(dayOfWall(at)) ? zone.wallAt(at) : Number.NaN;
    const day = dayOfWall(wall);
    if (!isWritableDay(day)) return "time-invalid";
    time.below = decimals > MILLI_DECIMALS ? fraction % scale : 0;
    time.wall = wall;
    const isDate = meaning.isMidnightDate && time.below === 0 && at === zone.startOfDay(day);
    time.shape = shapeIn(shapes, isDate, unit === "seconds" ? Math.max(decimals, 0) : MILLI_DECIMALS, "none", 0);
    if (isDate) return finishTime(time, Number.NaN, meaning);
    time.offset = lengthOf(time.wall - at);
    time.instant = role !== "start" && isEndOfDay(time.wall - day * DAY) ? zone.startOfDay(day + 1) : at;
    return undefined;
  }

  return { time, read };
}

/** The day before day 1 of a spreadsheet, for the days before and after the one that did not exist. */
const BEFORE_FIRST_EARLY = dayOf(1899, 12, 31);
const BEFORE_FIRST = dayOf(1899, 12, 30);
const MISSING_DAY = 60;
/** 9999-12-31. */
const LAST_SERIAL = 2_958_465;
/** Doubles of today's days are this exact, in milliseconds. */
const DOUBLE_ERROR = 0.002;

export function createExcelReader(shapes: FormShapes, meaning: TimeMeaning): TimeReader {
  const time = slotOf(shapes, meaning.role);
  const digits: Digits = { whole: 0, fraction: 0, decimals: -1 };

  function read(bytes: Uint8Array, from: number, to: number): TimeFault | undefined {
    if (!readDigits(digits, bytes, from, to)) return "time-invalid";
    const { whole, fraction, decimals } = digits;
    if (whole < 1 || whole === MISSING_DAY || whole > LAST_SERIAL) return "time-invalid";
    const timeOfDay = millisOfFraction(fraction, decimals);
    time.wall = (whole + (whole < MISSING_DAY ? BEFORE_FIRST_EARLY : BEFORE_FIRST)) * DAY + timeOfDay;
    const isDate = decimals < 0 || (meaning.isMidnightDate && timeOfDay % DAY === 0);
    const ofSecond = timeOfDay % SECOND === 0 ? 0 : MILLI_DECIMALS;
    time.shape = shapeIn(shapes, isDate, ofSecond, "none", decimals + 1);
    return finishTime(time, Number.NaN, meaning);
  }

  return { time, read };
}

/** Milliseconds since midnight, to the second where a whole second is written so. @param decimals digits of the fraction, or -1. */
export function millisOfFraction(fraction: number, decimals: number): number {
  if (decimals <= 0) return 0;
  const exact = (fraction / 10 ** decimals) * DAY;
  const whole = Math.round(exact / SECOND) * SECOND;
  const finest = DAY / 2 / 10 ** decimals + DOUBLE_ERROR;
  return Math.abs(exact - whole) <= finest ? whole : Math.round(exact);
}

/** The number of a day in a spreadsheet; NaN for days before its first and after its last. */
export function serialOf(day: number): number {
  const late = day - BEFORE_FIRST;
  const serial = late > MISSING_DAY ? late : day - BEFORE_FIRST_EARLY;
  return serial >= 1 && serial <= LAST_SERIAL ? serial : Number.NaN;
}
