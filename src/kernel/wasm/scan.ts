/**
 * Finds the cells of CSV rows (RFC 4180), 64 bytes at a time.
 *
 * The scan has two steps. The first step notes the positions of all bytes that can end or quote a cell: the stops. The second
 * step walks over the stops and makes rows of them. The last stop is the end of the batch, whatever byte stands there.
 *
 *     bytes     r 1 , m e l o n , 7 LF          at 100 … 110
 *     found     0 0 1 0 0 0 0 0 1 0 1           one bit per byte, 64 bits in a number
 *     STOPS     102  108  110                   the lowest bit of the number is taken until no bit is left
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
  ROW_CELLS,
  ROW_COUNT,
  ROW_FROM,
  ROW_GAP,
  ROW_LINE,
  ROW_TO,
  STOPS,
} from "./scan-tables";
import { noteStops } from "./stops";

/** Where the row before begins; where the block begins while it has no row. */
let lastFrom: u32 = 0;

/** Rows of the last batch; line feeds from the start of the block to the end of that batch. */
export let rows: u32 = 0;
export let lines: u32 = 0;
/** The damage after the last batch, as a code and a place; the code is `DAMAGE_NONE` while there is no damage. */
export let damage: u32 = 0;
export let damageAt: u32 = 0;

/** How many cells are left free behind those of each row. */
let reserved: u32 = 0;

/** Leaves so many cells free behind those of each row, in which `map.ts` puts cells. */
export function reserveCells(count: u32): void {
  reserved = count;
}

/** Leaves only the first rows in the batch. */
export function keepRows(count: u32): void {
  rows = count;
}

/** Says of a row of the batch that it is too long. */
export function tellTooLong(row: u32): void {
  fail(DAMAGE_RECORD_TOO_LONG, load<u32>(ROW_FROM + row * 4), load<u32>(ROW_LINE + row * 4));
}

/** Finds the rows of the batch that begins at `from`, and returns where the next batch begins: at `end` after the last batch. */
export function scanBatch(from: u32, end: u32, delimiter: u32, linesBefore: u32): u32 {
  damage = DAMAGE_NONE;
  let size = BATCH_BYTES;
  while (true) {
    const limit = end - from > size ? from + size : end;
    noteStops(from, limit, delimiter);
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

/**
 * Makes rows of the stops. A row that does not end before `limit`, though the block goes on, is left for the next batch.
 *
 *     r1,"a,b",7 LF        the stops are   , " , " , LF
 *     r1                   a bare cell that another cell follows, like most cells
 *     "a,b"                passOverQuoted goes over the comma inside, to the byte after the closing quote
 *     7 LF                 the last cell is kept, and the row ends
 */
function walk(from: u32, limit: u32, end: u32, delimiter: u32): u32 {
  let noted = STOPS; // Where the next stop is noted.
  let at = from;
  let rowFrom = from;
  let cell: u32 = 0;
  let firstCell: u32 = 0;
  let count: u32 = 0;
  let line = lines;
  while (rowFrom < limit) {
    let start = at;
    let stop = load<u32>(noted);
    while (stop < limit && <u32>load<u8>(stop) === delimiter && count < KEPT_CELLS) {
      keepCell(cell, start, stop, QUOTING_BARE);
      cell += 1;
      count += 1;
      noted += 4;
      start = stop + 1;
      stop = load<u32>(noted);
    }
    at = stop;
    let quoting = QUOTING_BARE;
    if (stop === start && stop < limit && load<u8>(stop) === QUOTE) {
      quoting = passOverQuoted(noted, limit);
      line += quotedLines;
      if (quoting === QUOTING_BARE) return leaveUnclosed(start, rowFrom, line, limit, end);
      start += 1;
      at = quotedTo;
      noted = quotedNoted;
      stop = at - 1;
    }
    if (count < KEPT_CELLS) {
      keepCell(cell, start, stop, quoting);
      cell += 1;
    }
    count += 1;
    noted += 4;
    const byte: u32 = at < limit ? <u32>load<u8>(at) : NOTHING;
    if (byte === delimiter) {
      at += 1;
      continue;
    }
    // CR LF are two stops.
    if (byte === CR) noted += 4;
    const next = byte === LF ? at + 1 : passOverRareEnd(at, rowFrom, line, limit, end);
    if (next > at) line += 1;
    if (!endRow(rowFrom, at, next, firstCell, count, line)) return rowFrom;
    // A batch that was made longer for one record holds only that record.
    if (next - from > BATCH_BYTES) return next;
    // A line without a byte is no row, and its cell is not kept.
    if (at > rowFrom) {
      cell += reserved;
      firstCell = cell;
    } else cell = firstCell;
    // There is room for the cells of one more row.
    if (cell > BATCH_BYTES) return next;
    at = next;
    rowFrom = next;
    count = 0;
  }
  return rowFrom;
}

/** Stands for a byte where the block or the batch ends. */
const NOTHING: u32 = 0x100;
/** Stands for a place where the row is damaged, or goes on after the batch. */
const NO_END: u32 = 0;

/** The byte after the closing quote of a quoted cell; the next noted stop, which is there or later; the line feeds in the cell. */
let quotedTo: u32 = 0;
let quotedNoted: u32 = 0;
let quotedLines: u32 = 0;

/** Goes from an opening quote to the byte after its closing quote. Returns the cell's quoting: bare where no quote closes it. */
function passOverQuoted(opening: u32, limit: u32): u32 {
  let quoting = QUOTING_QUOTED;
  let noted = opening + 4;
  quotedLines = 0;
  while (true) {
    const stop = load<u32>(noted);
    if (stop === limit) return QUOTING_BARE;
    noted += 4;
    const byte = <u32>load<u8>(stop);
    if (byte === LF) quotedLines += 1;
    else if (byte === QUOTE) {
      quotedTo = stop + 1;
      quotedNoted = noted;
      if (stop + 1 === limit || load<u8>(stop + 1) !== QUOTE) return quoting;
      quoting = QUOTING_DOUBLED;
      noted += 4;
    }
  }
}

/** A quote that is never closed is damage where the batch is the block's last; else the row is left for the next batch. */
function leaveUnclosed(quote: u32, rowFrom: u32, line: u32, limit: u32, end: u32): u32 {
  if (limit === end) fail(DAMAGE_QUOTE_UNCLOSED, quote, line, rowFrom, end);
  return rowFrom;
}

/** Where the next row begins after a row that CR LF or the end of the block ends; `NO_END` where neither ends the row. */
function passOverRareEnd(at: u32, rowFrom: u32, line: u32, limit: u32, end: u32): u32 {
  const isLast = limit === end;
  if (at === limit) return isLast ? at : NO_END;
  if (<u32>load<u8>(at) !== CR) fail(DAMAGE_QUOTE_MISPLACED, at, line, rowFrom);
  else if (at + 1 < limit && <u32>load<u8>(at + 1) === LF) return at + 2;
  else if (at + 1 < limit || isLast) fail(DAMAGE_BARE_RETURN, at, line, rowFrom);
  return NO_END;
}

/** Keeps a row, unless it is an empty line; counts its lines. Returns false where the row has no end or is too long. */
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

/** Notes the damage of a record. Damage that comes after the most bytes that a record may have is told as a record too long. */
function fail(code: u32, at: u32, line: u32, rowFrom: u32 = at, upTo: u32 = at): void {
  const isTooLong =
    code === DAMAGE_RECORD_TOO_LONG || at - rowFrom >= LONGEST_RECORD || upTo - rowFrom > LONGEST_RECORD;
  damage = isTooLong ? DAMAGE_RECORD_TOO_LONG : code;
  damageAt = isTooLong ? rowFrom : at;
  lines = line;
}
