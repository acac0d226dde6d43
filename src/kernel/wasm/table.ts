/**
 * Puts rows of a table together as rows of a CSV: commas, line feeds, quotes only where a cell needs them.
 *
 * The host describes the columns in `COLUMNS`, and puts their data behind. A copy may read and write up to `OVERHANG` bytes after its
 * end; the bytes that it writes there are overwritten later. A row of one empty cell is `""`, because an empty line is no row.
 */
import { COMMA, CR, LF, QUOTE } from "./characters";
import { OVERHANG, VALUE_TEXT } from "./numbers";
import {
  COLUMNS,
  COLUMNS_DICTIONARY,
  COLUMNS_FIRST,
  COLUMNS_KIND,
  COLUMNS_PLACES,
  COLUMNS_SIZE,
  COLUMNS_VALID,
  COLUMNS_VALUES,
  COLUMNS_WIDTH,
} from "./table-tables";
import { naturalAt, putValue } from "./table-values";

/** Bytes that no value but a text takes, with a comma, the end of a row and the overhang of a copy. */
const SPARE: u32 = 512;

/** The first row that was not put. */
export let nextRow: u32 = 0;
/** Line feeds inside the cells of the last row that was put. */
export let innerLines: u32 = 0;

/**
 * Puts the rows `from … to` (exclusive) at `into`, and returns the place after them. It stops before a row for which there is not
 * surely room before `end`, and after a row with a line feed in a cell, for which the host has to note a line.
 */
export function putRows(columns: u32, from: u32, to: u32, into: u32, end: u32): u32 {
  const last = COLUMNS + columns * COLUMNS_SIZE;
  let place = into;
  innerLines = 0;
  nextRow = from;
  while (nextRow < to && innerLines === 0) {
    const after = putRow(last, nextRow, place, end);
    if (after === 0) return place;
    place = after;
    nextRow += 1;
  }
  return place;
}

/** Puts one row; 0 where there is no room for it. */
function putRow(last: u32, row: u32, to: u32, end: u32): u32 {
  let at = to;
  for (let column = COLUMNS; column < last; column += COLUMNS_SIZE) {
    if (at + SPARE > end) return 0;
    if (column > COLUMNS) {
      store<u8>(at, COMMA);
      at += 1;
    }
    at = putCell(column, row, at, end);
    if (at === 0) return 0;
  }
  if (at + SPARE > end) return 0;
  if (at === to && last === COLUMNS + COLUMNS_SIZE) {
    store<u8>(at, QUOTE);
    store<u8>(at + 1, QUOTE);
    at += 2;
  }
  store<u8>(at, LF);
  return at + 1;
}

/** Puts the cell of a row, or that row of its dictionary to which the cell points. */
function putCell(column: u32, row: u32, to: u32, end: u32): u32 {
  let from = column;
  let index = row + load<u32>(from + COLUMNS_FIRST);
  while (isThere(from, index)) {
    const width = load<u32>(from + COLUMNS_WIDTH);
    const values = load<u32>(from + COLUMNS_VALUES);
    const dictionary = load<u32>(from + COLUMNS_DICTIONARY);
    if (dictionary === 0) {
      const kind = load<u32>(from + COLUMNS_KIND);
      if (kind !== VALUE_TEXT) return putValue(from, kind, index, to);
      const place = load<u32>(from + COLUMNS_PLACES) + index * width;
      // The memory has less than 4 GiB, so that the lower half of a place says it all.
      const start = load<u32>(place);
      return putText(values + start, load<u32>(place + width) - start, to, end);
    }
    from = dictionary;
    index = <u32>naturalAt(values + index * width, width) + load<u32>(from + COLUMNS_FIRST);
  }
  return to;
}

function isThere(column: u32, index: u32): bool {
  const valid = load<u32>(column + COLUMNS_VALID);
  return valid === 0 || ((<u32>load<u8>(valid + (index >> 3)) >> (index & 7)) & 1) === 1;
}

/** Puts a text, in quotes where that is needed. */
function putText(from: u32, length: u32, to: u32, end: u32): u32 {
  if (to + length + SPARE > end) return 0;
  let at: u32 = 0;
  for (; at + OVERHANG < length; at += OVERHANG) {
    const bytes = v128.load(from + at);
    v128.store(to + at, bytes);
    if (quotedBytes(bytes) !== 0) return putQuoted(from, length, to, end);
  }
  const bytes = v128.load(from + at);
  v128.store(to + at, bytes);
  // What follows in memory is not the text's own.
  if ((quotedBytes(bytes) & ((1 << (length - at)) - 1)) !== 0) return putQuoted(from, length, to, end);
  return to + length;
}

/** One bit for each byte that may not stand in a cell without quotes. */
function quotedBytes(bytes: v128): u32 {
  const marks = v128.or(i8x16.eq(bytes, i8x16.splat(<i8>COMMA)), i8x16.eq(bytes, i8x16.splat(<i8>QUOTE)));
  const ends = v128.or(i8x16.eq(bytes, i8x16.splat(<i8>LF)), i8x16.eq(bytes, i8x16.splat(<i8>CR)));
  return <u32>i8x16.bitmask(v128.or(marks, ends));
}

function putQuoted(from: u32, length: u32, to: u32, end: u32): u32 {
  if (to + length * 2 + SPARE > end) return 0;
  store<u8>(to, QUOTE);
  let at = to + 1;
  for (let next = from; next < from + length; next += 1) {
    const byte = <u32>load<u8>(next);
    if (byte === QUOTE) {
      store<u8>(at, QUOTE);
      at += 1;
    }
    if (byte === LF) innerLines += 1;
    store<u8>(at, byte);
    at += 1;
  }
  store<u8>(at, QUOTE);
  return at + 1;
}
