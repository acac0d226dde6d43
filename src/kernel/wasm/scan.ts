/**
 * Finds the cells of CSV rows (RFC 4180), 64 bytes at a time.
 *
 * First the positions of all bytes that can end or quote a cell are noted, then a walk over these marks makes rows of
 * them. The marks end with one at the end of the batch, whatever byte stands there.
 *
 *     bytes     r 1 , m e l o n , 7 LF          at 100 … 110
 *     found     0 0 1 0 0 0 0 0 1 0 1           one bit per byte, 64 of them in a word
 *     MARKS     102  108  110                   the lowest bit of the word is taken until none is left
 *
 * A quote inside a cell that did not start with one, anything but a delimiter or line end after a closing quote, and a
 * carriage return without its line feed are damage: the scan stops there, because no later cell can be trusted.
 */
import { CR, LF, QUOTE } from "./characters";
import {
  DAMAGE_BARE_RETURN,
  DAMAGE_NONE,
  DAMAGE_QUOTE_MISPLACED,
  DAMAGE_QUOTE_UNCLOSED,
  DAMAGE_RECORD_TOO_LONG,
  FAR,
  KEPT_CELLS,
  LONGEST_RECORD,
  QUOTING_BARE,
  QUOTING_DOUBLED,
  QUOTING_QUOTED,
} from "./numbers";
import {
  BATCH_BYTES,
  BLOCK,
  CELL_END,
  CELL_QUOTING,
  CELL_START,
  MARKS,
  ROW_CELLS,
  ROW_COUNT,
  ROW_FROM,
  ROW_GAP,
  ROW_LINE,
  ROW_TO,
} from "./scan-tables";

/** Where the row before begins, or the block. */
let lastFrom: u32 = 0;

/** What the last batch came to: its rows, the line feeds up to its end since the block began, and what is wrong after it. */
export let rows: u32 = 0;
export let lines: u32 = 0;
/** 0 while nothing is. */
export let damage: u32 = 0;
export let damageAt: u32 = 0;

/** The rows of the batch that begins at `from`, and where the next batch begins; that is `end` after the last one. */
export function scanBatch(from: u32, end: u32, delimiter: u32, linesBefore: u32): u32 {
  damage = DAMAGE_NONE;
  let size = BATCH_BYTES;
  while (true) {
    const limit = end - from > size ? from + size : end;
    markAll(from, limit, delimiter);
    if (from === BLOCK) lastFrom = BLOCK;
    rows = 0;
    lines = linesBefore;
    const next = walk(from, limit, end, delimiter);
    if (next > from || damage !== DAMAGE_NONE || limit === end) return next;
    if (size > LONGEST_RECORD) {
      fail(DAMAGE_RECORD_TOO_LONG, from, linesBefore);
      return from;
    }
    size *= 2;
  }
}

function markAll(from: u32, limit: u32, delimiter: u32): void {
  const delimiters = i8x16.splat(<i8>delimiter);
  let mark = MARKS;
  for (let at = from; at < limit; at += 64) {
    let found =
      marksOf(at, delimiters) |
      (marksOf(at + 16, delimiters) << 16) |
      (marksOf(at + 32, delimiters) << 32) |
      (marksOf(at + 48, delimiters) << 48);
    while (found !== 0) {
      store<u32>(mark, at + <u32>ctz(found));
      mark += 4;
      found &= found - 1;
    }
  }
  while (mark > MARKS && load<u32>(mark - 4) >= limit) mark -= 4;
  store<u32>(mark, limit);
  store<u32>(mark + 4, limit);
}

function marksOf(at: u32, delimiters: v128): u64 {
  const bytes = v128.load(at);
  const found = v128.or(
    v128.or(i8x16.eq(bytes, delimiters), i8x16.eq(bytes, i8x16.splat(0x0a))),
    v128.or(i8x16.eq(bytes, i8x16.splat(0x22)), i8x16.eq(bytes, i8x16.splat(0x0d))),
  );
  return <u64>(<u32>i8x16.bitmask(found));
}

/**
 * Makes rows of the marks; a row that does not end before `limit`, though the block goes on, is left for the next batch.
 *
 *     r1,"a,b",7 LF        marks at the bytes that could end or quote a cell:   , " , " , LF
 *     r1                   a bare cell that another one follows, as most cells are
 *     "a,b"                passOverQuoted goes over the comma inside, to behind the closing quote
 *     7 LF                 the last cell is kept, and the row ends
 */
function walk(from: u32, limit: u32, end: u32, delimiter: u32): u32 {
  let mark = MARKS;
  let at = from;
  let rowFrom = from;
  let cell: u32 = 0;
  let firstCell: u32 = 0;
  let count: u32 = 0;
  let line = lines;
  while (rowFrom < limit) {
    let start = at;
    let stop = load<u32>(mark);
    while (stop < limit && <u32>load<u8>(stop) === delimiter && count < KEPT_CELLS) {
      keepCell(cell, start, stop, QUOTING_BARE);
      cell += 1;
      count += 1;
      mark += 4;
      start = stop + 1;
      stop = load<u32>(mark);
    }
    at = stop;
    let quoting = QUOTING_BARE;
    if (stop === start && stop < limit && load<u8>(stop) === QUOTE) {
      quoting = passOverQuoted(mark, limit);
      line += quotedLines;
      if (quoting === QUOTING_BARE) return leaveUnclosed(start, rowFrom, line, limit, end);
      start += 1;
      at = quotedTo;
      mark = quotedMark;
      stop = at - 1;
    }
    if (count < KEPT_CELLS) {
      keepCell(cell, start, stop, quoting);
      cell += 1;
    }
    count += 1;
    mark += 4;
    const byte: u32 = at < limit ? <u32>load<u8>(at) : NOTHING;
    if (byte === delimiter) {
      at += 1;
      continue;
    }
    // CR LF are two marks.
    if (byte === CR) mark += 4;
    const next = byte === LF ? at + 1 : passOverRareEnd(at, rowFrom, line, limit, end);
    if (next > at) line += 1;
    if (!endRow(rowFrom, at, next, firstCell, count, line)) return rowFrom;
    // A batch that was made longer for one record holds no more than that.
    if (next - from > BATCH_BYTES) return next;
    // A line without any byte is no row, and its cell is not kept.
    if (at > rowFrom) firstCell = cell;
    else cell = firstCell;
    at = next;
    rowFrom = next;
    count = 0;
  }
  return rowFrom;
}

/** Instead of a byte: the block or the batch ends here. */
const NOTHING: u32 = 0x100;
/** Instead of a place: the row is damaged, or not all of it is marked. */
const NO_END: u32 = 0;

/** Where a quoted cell ends, its closing quote included; the mark there or after it; the line feeds inside. */
let quotedTo: u32 = 0;
let quotedMark: u32 = 0;
let quotedLines: u32 = 0;

/** Goes from the mark of an opening quote to behind the closing one. Returns how the cell is quoted: bare where none closes it. */
function passOverQuoted(opening: u32, limit: u32): u32 {
  let quoting = QUOTING_QUOTED;
  let mark = opening + 4;
  quotedLines = 0;
  while (true) {
    const stop = load<u32>(mark);
    if (stop === limit) return QUOTING_BARE;
    mark += 4;
    const byte = <u32>load<u8>(stop);
    if (byte === LF) quotedLines += 1;
    else if (byte === QUOTE) {
      quotedTo = stop + 1;
      quotedMark = mark;
      if (stop + 1 === limit || load<u8>(stop + 1) !== QUOTE) return quoting;
      quoting = QUOTING_DOUBLED;
      mark += 4;
    }
  }
}

/** A quote that no other closes is damage where the block ends; else the row is left for the next batch. */
function leaveUnclosed(quote: u32, rowFrom: u32, line: u32, limit: u32, end: u32): u32 {
  if (limit === end) fail(DAMAGE_QUOTE_UNCLOSED, quote, line, rowFrom, end);
  return rowFrom;
}

/** Where the next row begins, if a row ends with CR LF or the block; or `NO_END`. */
function passOverRareEnd(at: u32, rowFrom: u32, line: u32, limit: u32, end: u32): u32 {
  const isLast = limit === end;
  if (at === limit) return isLast ? at : NO_END;
  if (<u32>load<u8>(at) !== CR) fail(DAMAGE_QUOTE_MISPLACED, at, line, rowFrom);
  else if (at + 1 < limit && <u32>load<u8>(at + 1) === LF) return at + 2;
  else if (at + 1 < limit || isLast) fail(DAMAGE_BARE_RETURN, at, line, rowFrom);
  return NO_END;
}

/** Keeps a row, unless it has no end, is too long, or is an empty line. `lines` are those before the row until then. */
function endRow(from: u32, to: u32, next: u32, firstCell: u32, count: u32, linesUpToNext: u32): bool {
  if (next === NO_END) return false;
  if (next - from > LONGEST_RECORD) {
    fail(DAMAGE_RECORD_TOO_LONG, from, lines);
    return false;
  }
  if (to > from) {
    const row = rows;
    store<u32>(ROW_FROM + row * 4, from);
    store<u32>(ROW_TO + row * 4, to);
    store<u32>(ROW_LINE + row * 4, lines);
    store<u32>(ROW_COUNT + row * 4, count);
    store<u32>(ROW_CELLS + row * 4, firstCell);
    store<u8>(ROW_GAP + row, <u8>min<u32>(from - lastFrom, FAR));
    lastFrom = from;
    rows = row + 1;
  }
  lines = linesUpToNext;
  return true;
}

function keepCell(cell: u32, start: u32, stop: u32, quoting: u32): void {
  store<u32>(CELL_START + cell * 4, start);
  store<u32>(CELL_END + cell * 4, stop);
  store<u8>(CELL_QUOTING + cell, <u8>quoting);
}

/** What is wrong after so many bytes of a record is that it is too long. */
function fail(code: u32, at: u32, line: u32, rowFrom: u32 = at, upTo: u32 = at): void {
  const isTooLong =
    code === DAMAGE_RECORD_TOO_LONG || at - rowFrom >= LONGEST_RECORD || upTo - rowFrom > LONGEST_RECORD;
  damage = isTooLong ? DAMAGE_RECORD_TOO_LONG : code;
  damageAt = isTooLong ? rowFrom : at;
  lines = line;
}
