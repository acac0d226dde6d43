/**
 * What has to be alike in two rows for the same answer of the rules, put together as bytes: texts, the shape of the end, and
 * where the period lies; `rules/likeness.ts` says which texts and which instants. Rows with the same bytes are alike.
 *
 *     3 web | 4 3900 | 19 0000-00-00T00:00:00 | how it ends, places of start and end, their order | length and time of day
 */
import { calmOffsetAt } from "./calm";
import { contentOf, hasDoubledQuotes, lengthOf } from "./cells";
import { isInLastMinute, mayBeAlike, NOWHERE } from "./later";
import { END_FIXED, END_ISO, ENDING_BY_CHARGE, NOT_STEADY } from "./numbers";
import { putBytes } from "./output";
import {
  EDGES,
  LIKE_BY_LENGTH,
  LIKE_COLUMNS,
  LIKE_EDGES,
  LIKE_ENDS,
  LIKE_ENDS_COLUMN,
  LIKE_ENDS_FORM,
  LIKE_ENDS_HOUR,
  LIKE_ENDS_MINUTE,
  LIKE_ENDS_SECOND,
  LIKE_ENDS_SIZE,
  LIKE_LAST_COLUMN,
  LIKE_TEXTS,
  LIKENESS,
  LONGEST_LIKE_CELL,
  UNLIKE,
} from "./output-tables";

const DAY: f64 = 86_400_000;
/** Bytes of a date: the digits behind it are those of a time of day. */
const DATE_LENGTH: u32 = 10;

let rowStarts: u32 = 0;
let rowEnds: u32 = 0;
let rowEndings: u32 = 0;

/** Takes the periods of the candidates: columns with an entry for each. */
export function openPeriods(starts: u32, ends: u32, endings: u32): void {
  rowStarts = starts;
  rowEnds = ends;
  rowEndings = endings;
}

/** When the period of a candidate ends; infinite where it does not. */
export function endOf(candidate: u32): f64 {
  return load<f64>(rowEnds + candidate * 8);
}

/** The column of the end of a candidate's period, among `LIKE_ENDS`. */
export function endColumnOf(candidate: u32): u32 {
  const byCharge = (<u32>load<u8>(rowEndings + candidate) & ENDING_BY_CHARGE) !== 0;
  return byCharge ? LIKE_ENDS + LIKE_ENDS_SIZE : LIKE_ENDS;
}

/** The cell with the end of a candidate's period. */
export function endCellOf(candidate: u32): u32 {
  return firstCellOf(candidate) + <u32>load<i32>(endColumnOf(candidate), LIKE_ENDS_COLUMN);
}

export function firstCellOf(candidate: u32): u32 {
  return candidate * <u32>(load<i32>(LIKE_LAST_COLUMN) + 1);
}

/** The place of an instant among the edges: twice the number of edges before it, and one more where it is on an edge. */
export function placeOf(instant: f64): u32 {
  let from: u32 = 0;
  let to = <u32>load<i32>(LIKE_EDGES);
  while (from < to) {
    const middle = (from + to) >> 1;
    if (load<f64>(EDGES + middle * 8) < instant) from = middle + 1;
    else to = middle;
  }
  const isOn = from < <u32>load<i32>(LIKE_EDGES) && load<f64>(EDGES + from * 8) === instant;
  return from * 2 + (isOn ? 1 : 0);
}

/** Puts the likeness of a candidate at `LIKENESS`, and zeros up to a multiple of 8. Returns its bytes, 0 where it has none. */
export function putLikeness(candidate: u32): u32 {
  const first = firstCellOf(candidate);
  let at = LIKENESS;
  for (let index: u32 = 0; index < <u32>load<i32>(LIKE_TEXTS); index += 1) {
    const cell = first + load<u32>(LIKE_COLUMNS + index * 4);
    const length = lengthOf(cell);
    if (length > LONGEST_LIKE_CELL || hasDoubledQuotes(cell)) return 0;
    store<u8>(at, length);
    at = putBytes(contentOf(cell), length, at + 1);
  }
  at = putEndShape(candidate, at);
  if (at !== 0) at = putPeriod(candidate, at);
  if (at === 0) return 0;
  store<u64>(at, 0);
  return (at - LIKENESS + 7) & ~7;
}

/**
 * The end with zeros for its digits; in the last minute of a day also its time of day is told, where the kernel can put a later end. An
 * end that it cannot put differs from others in its instant alone.
 */
function putEndShape(candidate: u32, to: u32): u32 {
  if (!isStated(endOf(candidate))) {
    store<u8>(to, 0);
    return to + 1;
  }
  const cell = endCellOf(candidate);
  const from = contentOf(cell);
  const length = lengthOf(cell);
  const column = endColumnOf(candidate);
  if (length > LONGEST_LIKE_CELL || !mayBeAlike(from, length, column)) return 0;
  store<u8>(to, length);
  const isTold = isInLastMinute(from, length, column);
  const form = load<u32>(column, LIKE_ENDS_FORM);
  const told = isTold && form === END_ISO ? DATE_LENGTH : length;
  for (let at: u32 = 0; at < length; at += 1) {
    const byte = <u32>load<u8>(from + at);
    store<u8>(to + 1 + at, at < told && byte - 0x30 <= 9 ? 0x30 : byte);
  }
  if (isTold && form === END_FIXED) tellTimeOfDay(from, to + 1, column);
  return to + 1 + length;
}

function tellTimeOfDay(from: u32, to: u32, column: u32): void {
  tellNumber(from, to, load<i32>(column, LIKE_ENDS_HOUR));
  tellNumber(from, to, load<i32>(column, LIKE_ENDS_MINUTE));
  tellNumber(from, to, load<i32>(column, LIKE_ENDS_SECOND));
}

function tellNumber(from: u32, to: u32, place: i32): void {
  if (place !== NOWHERE) store<u16>(to + place, load<u16>(from + place));
}

function putPeriod(candidate: u32, to: u32): u32 {
  const starts = load<f64>(rowStarts + candidate * 8);
  const ends = endOf(candidate);
  const offset = isStated(ends) ? calmOffsetAt(ends) : 0;
  if (offset === NOT_STEADY) return 0;
  const startPlace = placeOf(starts);
  const endPlace = placeOf(ends);
  if ((load<u8>(UNLIKE + startPlace) | load<u8>(UNLIKE + endPlace)) !== 0) return 0;
  store<u8>(to, load<u8>(rowEndings + candidate));
  store<u16>(to + 1, startPlace);
  store<u16>(to + 3, endPlace);
  // A charge may be a day later than the period's end.
  store<u8>(to + 5, orderOf(starts, ends) * 3 + orderOf(starts, ends + DAY));
  if (load<i32>(LIKE_BY_LENGTH) === 0 || !isStated(starts) || !isStated(ends)) return to + 6;
  if (calmOffsetAt(starts) !== offset) return 0;
  store<f64>(to + 6, ends - starts);
  store<u8>(to + 14, isMidnight(starts + <f64>offset) ? 1 : 0);
  return to + 15;
}

/** Whether the row says this start or end, which is then not infinite. */
function isStated(instant: f64): bool {
  return Math.abs(instant) !== Infinity;
}

function orderOf(one: f64, other: f64): u32 {
  return one < other ? 0 : one === other ? 1 : 2;
}

function isMidnight(wall: f64): bool {
  return Math.floor(wall / DAY) * DAY === wall;
}
