/**
 * Reads cells in a pattern of letters, byte by byte. Nothing is skipped, and a number has as many digits as its letters say.
 *
 * The choices that a pattern leaves to a cell are the cell's style: whether numbers of one digit have a zero before them
 * (`1/4` or `01/04` under `d/M`), the language and the letters of `a`, the letters of a month's name. A number of two digits does not
 * show whether it would have a zero, and is taken to be as the others are: `10/04` has zeros, `10/4` has none.
 */
import { findDay } from "./civil.ts";
import { type FormShapes, shapeIn } from "./form-shapes.ts";
import { DAY, HOUR, instantAt, lengthOf, MINUTE, SECOND } from "./instant.ts";
import { offsetOf, offsetStyleOf } from "./read-iso.ts";
import { finishTime, type TimeMeaning } from "./time-meaning.ts";
import { type LettersPattern, PATTERN_FIELDS, type PatternPart, STEP_LENGTH, STEPS } from "./time-pattern.ts";
import { MILLI_DECIMALS, type OffsetStyle } from "./time-shape.ts";
import type { TimeFault, TimeReader, TimeSlot } from "./timestamp.ts";

/** The numbers of a cell, and its style, filled again for every cell. */
interface Match {
  /** In the order of `PATTERN_FIELDS`. */
  readonly values: Int32Array;
  /** Bits of numbers that begin with a zero, and of numbers of two digits that do not. */
  padded: number;
  open: number;
  /** 1 for the second half of the day. */
  half: number;
  /** Positions in `HALVES` and `MONTH_STYLES`. */
  halfStyle: number;
  monthStyle: number;
  offset: number;
  offsetStyle: OffsetStyle;
}

const YEAR = PATTERN_FIELDS.indexOf("year");
const MONTH = PATTERN_FIELDS.indexOf("month");
const DATE = PATTERN_FIELDS.indexOf("day");
const HOUR_FIELD = PATTERN_FIELDS.indexOf("hour");
const MINUTE_FIELD = PATTERN_FIELDS.indexOf("minute");
const SECOND_FIELD = PATTERN_FIELDS.indexOf("second");
const FRACTION = PATTERN_FIELDS.indexOf("fraction");

/** The words for the halves of a day, in pairs. */
export const HALVES = [
  ["AM", "PM"],
  ["am", "pm"],
  ["오전", "오후"],
] as const;
const HALF_BYTES = HALVES.map((pair) => pair.map((word) => new TextEncoder().encode(word)));

export const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
/** How a month's name is written: `Apr`, `APR` or `apr`. */
export const MONTH_STYLES: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => name.toLowerCase(),
];
const MONTH_BYTES = MONTH_STYLES.map((style) => MONTHS.map((name) => new TextEncoder().encode(style(name))));

export function createLettersReader(shapes: FormShapes, pattern: LettersPattern, meaning: TimeMeaning): TimeReader {
  const { hasTime, hasSeconds, decimals } = pattern;
  const dateShape = shapeIn(shapes, true, undefined, "none", 0);
  const time: TimeSlot = {
    instant: instantAt(0),
    wall: 0,
    offset: lengthOf(0),
    below: 0,
    shape: dateShape,
    role: meaning.role,
  };
  const match = createMatch();
  const century = shapes.form.century ?? 0;

  function read(bytes: Uint8Array, from: number, to: number): TimeFault | undefined {
    if (!matchBytes(match, pattern, bytes, from, to)) return "time-invalid";
    const { values, padded } = match;
    const year = values[YEAR] ?? 0;
    const day = findDay(pattern.isShortYear ? century + year : year, values[MONTH] ?? 0, values[DATE] ?? 0);
    const timeOfDay = hasTime ? timeOfDayIn(match, pattern) : 0;
    // A comparison with NaN is false.
    if (!(timeOfDay < DAY) || Number.isNaN(day)) return "time-invalid";
    time.wall = day * DAY + timeOfDay;
    time.below = decimals > MILLI_DECIMALS ? (values[FRACTION] ?? 0) % 10 ** (decimals - MILLI_DECIMALS) : 0;
    const isDate = !hasTime || (meaning.isMidnightDate && timeOfDay === 0 && time.below === 0);
    const style = ((padded === 0 ? 0 : padded | match.open) * 3 + match.halfStyle) * 3 + match.monthStyle;
    time.shape = shapeIn(shapes, isDate, hasSeconds ? decimals : undefined, match.offsetStyle, style);
    return finishTime(time, match.offset, meaning);
  }

  return { time, read };
}

function createMatch(): Match {
  return {
    values: new Int32Array(PATTERN_FIELDS.length),
    padded: 0,
    open: 0,
    half: 0,
    halfStyle: 0,
    monthStyle: 0,
    offset: Number.NaN,
    offsetStyle: "none",
  };
}

/** Whether the bytes are what the pattern says, from the first byte to the last. Literals and numbers are read right here. */
function matchBytes(
  match: Match,
  { program, parts }: LettersPattern,
  bytes: Uint8Array,
  from: number,
  to: number,
): boolean {
  match.padded = 0;
  match.open = 0;
  let at = from;
  for (let step = 0; step < program.length; step += STEP_LENGTH) {
    const kind = program[step];
    const first = program[step + 1] ?? 0;
    if (kind === STEPS.byte) {
      if (at >= to || bytes[at] !== first) return false;
      at += 1;
    } else if (kind === STEPS.number) {
      const start = at;
      const last = Math.min(to, at + (first >> 4));
      let value = 0;
      for (; at < last; at += 1) {
        const digit = (bytes[at] ?? 0) - 0x30;
        if (!(digit >= 0 && digit <= 9)) break;
        value = value * 10 + digit;
      }
      if (at - start < (first & 15)) return false;
      match.values[program[step + 2] ?? 0] = value;
      const bit = program[step + 3] ?? 0;
      if (bit !== 0 && at - start === 2) notePadding(match, bit, value);
    } else {
      at = matchPart(match, parts[first], bytes, at, to);
      if (at < 0) return false;
    }
  }
  return at === to;
}

function notePadding(match: Match, bit: number, value: number): void {
  if (value < 10) match.padded |= bit;
  else match.open |= bit;
}

/** The place after a part that is neither literal nor a number, or -1. */
function matchPart(match: Match, part: PatternPart | undefined, bytes: Uint8Array, from: number, to: number): number {
  if (part === undefined) return -1;
  if (part.kind === "offset") return matchOffset(match, part, bytes, from, to);
  return part.kind === "meridiem" ? matchHalf(match, bytes, from, to) : matchMonth(match, bytes, from, to);
}

function matchText(text: Uint8Array, bytes: Uint8Array, from: number, to: number): number {
  if (to - from < text.length) return -1;
  for (let index = 0; index < text.length; index += 1) if (bytes[from + index] !== text[index]) return -1;
  return from + text.length;
}

function matchHalf(match: Match, bytes: Uint8Array, from: number, to: number): number {
  for (let style = 0; style < HALF_BYTES.length; style += 1) {
    for (let half = 0; half < 2; half += 1) {
      const end = matchText(HALF_BYTES[style]?.[half] ?? NO_TEXT, bytes, from, to);
      if (end < 0) continue;
      match.half = half;
      match.halfStyle = style;
      return end;
    }
  }
  return -1;
}

function matchMonth(match: Match, bytes: Uint8Array, from: number, to: number): number {
  for (let style = 0; style < MONTH_BYTES.length; style += 1) {
    for (let month = 0; month < MONTHS.length; month += 1) {
      const end = matchText(MONTH_BYTES[style]?.[month] ?? NO_TEXT, bytes, from, to);
      if (end < 0) continue;
      match.values[MONTH] = month + 1;
      match.monthStyle = style;
      return end;
    }
  }
  return -1;
}

const NO_TEXT = new Uint8Array([0]);

/** The styles in which each kind of offset may be written. */
const STYLES: { readonly [letters: string]: readonly OffsetStyle[] } = {
  Z: ["+hh:mm", "+hh"],
  ZZ: ["+hh:mm", "+hh"],
  ZZZ: ["+hhmm", "+hh"],
  X: ["Z", "+hhmm", "+hh"],
  XX: ["Z", "+hhmm"],
  XXX: ["Z", "+hh:mm"],
};

function matchOffset(match: Match, { text }: PatternPart, bytes: Uint8Array, from: number, to: number): number {
  for (const style of STYLES[text] ?? []) {
    const end = from + (style === "Z" ? 1 : style.length);
    if (end > to || offsetStyleOf(bytes, from, end) !== style) continue;
    const offset = offsetOf(bytes, from, style);
    if (Number.isNaN(offset)) continue;
    match.offset = offset;
    match.offsetStyle = style;
    return end;
  }
  return -1;
}

/** Milliseconds since midnight; NaN for a clock that does not exist. */
function timeOfDayIn({ values, half }: Match, { decimals, hasSeconds, isHalfDay }: LettersPattern): number {
  const hour = isHalfDay ? hourOf(values[HOUR_FIELD] ?? 0, half) : (values[HOUR_FIELD] ?? 0);
  const minute = values[MINUTE_FIELD] ?? 0;
  const second = values[SECOND_FIELD] ?? 0;
  const fraction = values[FRACTION] ?? 0;
  if (!(hour <= 23 && minute <= 59) || (hasSeconds && second > 59)) return Number.NaN;
  const millis =
    decimals > MILLI_DECIMALS
      ? Math.floor(fraction / 10 ** (decimals - MILLI_DECIMALS))
      : fraction * 10 ** (MILLI_DECIMALS - decimals);
  return hour * HOUR + minute * MINUTE + (hasSeconds ? second * SECOND : 0) + (decimals > 0 ? millis : 0);
}

/** 12 AM is midnight, and 12 PM is noon. */
function hourOf(written: number, half: number): number {
  return written >= 1 && written <= 12 ? (written % 12) + 12 * half : Number.NaN;
}
