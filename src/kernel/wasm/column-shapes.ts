/**
 * The shape of each cell of a column, and the numbers of its runs of digits.
 *
 * `2024-04-10` and `2031-12-01` have one shape, so that whatever their marks tell is told once for all such cells; only their numbers
 * are left to look at. Of a run of letters only the first three tell shapes apart, of a long cell nothing does.
 *
 * Most cells are like the cell above: 16 bytes at a time are compared with it, each digit taken for a 0.
 *
 *     the cell above     2024-04-10     kept as  0000-00-00
 *     a cell             2031-12-01     taken as 0000-00-00, which is the same: its shape and its runs are known
 */
import {
  ALIKE,
  ALIKE_RUNS,
  COLUMN_CHECK,
  COLUMN_END,
  COLUMN_NUMBERS,
  COLUMN_SHAPE,
  COLUMN_START,
} from "./column-tables";
import { endOfDigits } from "./digits";
import { LONGEST_SHAPE, SHAPE_NUMBERS } from "./numbers";
import { BLOCK } from "./scan-tables";

const ZERO: u8 = 0x30;
/** The shape of all cells that are too long to have one. */
const LONG_TEXT: u32 = 1;
/** A run of so many digits is an exact number. */
const EXACT_DIGITS: u32 = 15;

/** What is known of the cell that `ALIKE` was made of: its bytes, its runs of digits, and its shape unless its first number is 0. */
let length: u32 = 0;
let runs: u32 = 0;
let shape: u32 = 0;
let check: u32 = 0;

/** Reads the cells of the column that was taken last, from the position `first` up to `end` (exclusive). */
export function readShapes(first: u32, end: u32): void {
  for (let cell = first; cell < end; cell += 1) {
    const from = BLOCK + load<u32>(COLUMN_START + cell * 4);
    const to = BLOCK + load<u32>(COLUMN_END + cell * 4);
    if (to - from > LONGEST_SHAPE) {
      store<u32>(COLUMN_SHAPE + cell * 4, LONG_TEXT);
      store<u32>(COLUMN_CHECK + cell * 4, LONG_TEXT);
      continue;
    }
    if (!isAlike(from, to)) keepShape(from, to);
    const numbers = COLUMN_NUMBERS + cell * SHAPE_NUMBERS * 8;
    const kept = min(runs, SHAPE_NUMBERS);
    for (let run: u32 = 0; run < kept; run += 1) {
      const at = ALIKE_RUNS + run * 2;
      store<f64>(numbers + run * 8, numberAt(from + load<u8>(at), from + load<u8>(at + 1)));
    }
    // 0000-00-00 stands for nothing, and has a shape of its own.
    const isNothing: u32 = runs > 0 && load<f64>(numbers) === 0 ? 1 : 0;
    store<u32>(COLUMN_SHAPE + cell * 4, shape);
    store<u32>(COLUMN_CHECK + cell * 4, check ^ isNothing);
  }
}

function isAlike(from: u32, to: u32): bool {
  if (to - from !== length) return false;
  for (let at: u32 = 0; at < length; at += 16) {
    const other = v128.xor(withoutNumbers(from + at, length - at), v128.load(ALIKE + at));
    if (v128.any_true(other)) return false;
  }
  return true;
}

/** Sixteen bytes with a 0 for each digit, and zero bytes behind the end of the cell. @param left bytes up to that end. */
function withoutNumbers(at: u32, left: u32): v128 {
  const bytes = v128.load(at);
  const digits = i8x16.lt_u(i8x16.sub(bytes, i8x16.splat(ZERO)), i8x16.splat(10));
  const masked = v128.bitselect(i8x16.splat(ZERO), bytes, digits);
  if (left >= 16) return masked;
  const places = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  return v128.and(masked, i8x16.lt_u(places, i8x16.splat(<i8>left)));
}

/** Works out the shape of a cell from its first byte to its last, and keeps it for the cells that are alike. */
function keepShape(from: u32, to: u32): void {
  length = to - from;
  runs = 0;
  shape = 17;
  check = 0;
  for (let at: u32 = 0; at < length; at += 16) v128.store(ALIKE + at, withoutNumbers(from + at, length - at));
  let letters: u32 = 0;
  for (let at = from; at < to; at += 1) {
    const end = endOfDigits(at, to);
    if (end > at) {
      keepRun(at - from, end - from);
      letters = 0;
      at = end;
      if (at === to) return;
    }
    const byte = <u32>load<u8>(at);
    letters = (byte | 0x20) - 0x61 <= 25 ? letters + 1 : 0;
    if (letters > 3) continue;
    shape = (shape ^ byte) * 0x01000193;
    check = ((check + byte) * 0x85ebca6b) ^ (shape >> 11);
  }
}

function keepRun(from: u32, to: u32): void {
  if (runs < SHAPE_NUMBERS) {
    store<u8>(ALIKE_RUNS + runs * 2, <u8>from);
    store<u8>(ALIKE_RUNS + runs * 2 + 1, <u8>to);
  }
  runs += 1;
  const digits = to - from;
  shape = (shape ^ (0x100 + digits)) * 0x01000193;
  check = ((check + digits) * 0x2c1b3c6d) ^ (shape >> 9);
}

function numberAt(from: u32, to: u32): f64 {
  if (to - from > EXACT_DIGITS) return longNumberAt(from, to);
  let number: u64 = 0;
  for (let at = from; at < to; at += 1) number = number * 10 + (<u64>load<u8>(at) - ZERO);
  return <f64>(<i64>number);
}

function longNumberAt(from: u32, to: u32): f64 {
  let number: f64 = 0;
  for (let at = from; at < to; at += 1) number = number * 10 + <f64>(load<u8>(at) - ZERO);
  return number;
}
