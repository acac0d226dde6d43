/**
 * Finds the cells of CSV rows (RFC 4180), 64 bytes at a time.
 *
 * First the positions of all bytes that can end or quote a cell are noted, then a walk over these marks makes rows of
 * them. The marks end with one at the end of the batch, whatever byte stands there.
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
    const next = walk(from, limit, end, delimiter, linesBefore);
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

/** Makes rows of the marks; a row that does not end before `limit`, though the block goes on, is left for the next batch. */
function walk(from: u32, limit: u32, end: u32, delimiter: u32, linesBefore: u32): u32 {
  const isLast = limit === end;
  let mark = MARKS;
  let at = from;
  let row: u32 = 0;
  let cell: u32 = 0;
  let line = linesBefore;
  if (from === BLOCK) lastFrom = BLOCK;
  rows = 0;
  lines = linesBefore;
  while (at < limit) {
    const rowFrom = at;
    const rowLine = line;
    const firstCell = cell;
    let count: u32 = 0;
    let rowTo: u32 = 0;
    for (let open = true; open; ) {
      let start = at;
      let stop = load<u32>(mark);
      // Most cells are bare, and followed by another one.
      while (stop < limit && <u32>load<u8>(stop) === delimiter && count < KEPT_CELLS) {
        keepCell(cell, start, stop, QUOTING_BARE);
        cell += 1;
        count += 1;
        mark += 4;
        at = stop + 1;
        start = at;
        stop = load<u32>(mark);
      }
      let quoting = QUOTING_BARE;
      if (stop === at && at < limit && load<u8>(at) === QUOTE) {
        start = at + 1;
        quoting = QUOTING_QUOTED;
        mark += 4;
        for (;;) {
          stop = load<u32>(mark);
          if (stop === limit) {
            if (isLast) fail(DAMAGE_QUOTE_UNCLOSED, start - 1, line, rowFrom, end);
            return rowFrom;
          }
          mark += 4;
          const byte = <u32>load<u8>(stop);
          if (byte === LF) line += 1;
          else if (byte === QUOTE) {
            if (stop + 1 === limit || load<u8>(stop + 1) !== QUOTE) break;
            quoting = QUOTING_DOUBLED;
            mark += 4;
          }
        }
        at = stop + 1;
      } else at = stop;
      // Now at what stands after the cell.
      const isEnd = at === limit;
      if (isEnd && !isLast) return rowFrom;
      const byte: u32 = isEnd ? LF : <u32>load<u8>(at);
      if (count < KEPT_CELLS) {
        keepCell(cell, start, stop, quoting);
        cell += 1;
      }
      count += 1;
      if (byte === delimiter) at += 1;
      else if (byte === LF) {
        rowTo = at;
        if (!isEnd) {
          at += 1;
          line += 1;
        }
        open = false;
      } else if (byte === CR) {
        if (at + 1 === limit && !isLast) return rowFrom;
        if (at + 1 === limit || load<u8>(at + 1) !== LF) {
          fail(DAMAGE_BARE_RETURN, at, line, rowFrom);
          return rowFrom;
        }
        rowTo = at;
        at += 2;
        line += 1;
        mark += 4;
        open = false;
      } else {
        fail(DAMAGE_QUOTE_MISPLACED, at, line, rowFrom);
        return rowFrom;
      }
      mark += 4;
    }
    if (at - rowFrom > LONGEST_RECORD) {
      fail(DAMAGE_RECORD_TOO_LONG, rowFrom, rowLine);
      return rowFrom;
    }
    if (rowTo > rowFrom) {
      store<u32>(ROW_FROM + row * 4, rowFrom);
      store<u32>(ROW_TO + row * 4, rowTo);
      store<u32>(ROW_LINE + row * 4, rowLine);
      store<u32>(ROW_COUNT + row * 4, count);
      store<u32>(ROW_CELLS + row * 4, firstCell);
      store<u8>(ROW_GAP + row, <u8>min<u32>(rowFrom - lastFrom, FAR));
      lastFrom = rowFrom;
      row += 1;
      rows = row;
    } else cell = firstCell;
    lines = line;
    // A batch that was made longer for one record holds no more than that.
    if (at - from > BATCH_BYTES) return at;
  }
  return at;
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
