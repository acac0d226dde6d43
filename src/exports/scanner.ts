/**
 * Finds the cells of CSV rows in a block of bytes (RFC 4180), without making any text.
 *
 * This is the innermost loop of the fast path: four bytes at a time, offsets into typed arrays, one row object that is
 * filled again for every row. A block starts and ends at a record boundary. Offsets are into the block.
 *
 * A quote inside a cell that did not start with one, anything but a delimiter or line end after a closing quote, and a
 * carriage return without its line feed are damage: the scan stops there, because no later cell can be trusted.
 */
export interface RowCells {
  /** Where each cell's content begins and ends (exclusive), outer quotes left out. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 0 bare, 1 quoted, 2 quoted with doubled quotes inside. */
  readonly quoting: Uint8Array;
  count: number;
  /** The row's bytes, without its line end. */
  from: number;
  to: number;
  /** Lines before the row, within the block. */
  line: number;
}

export type DamageCode =
  | "quote-misplaced"
  | "quote-unclosed"
  | "bare-return"
  | "nul-byte"
  | "bytes-undecodable"
  | "record-too-long";

export interface Damage {
  readonly code: DamageCode;
  readonly offset: number;
}

export interface ScanEnd {
  /** Line feeds in the block, those in quotes included. */
  readonly lines: number;
  readonly damage: Damage | undefined;
}

export const MOST_COLUMNS = 1000;
/** Bytes of a record, its line end included. */
export const LONGEST_RECORD = 1024 * 1024;

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;

/** One in each of the four bytes of a word, and the highest bit of each. */
const ONES = 0x01010101;
const HIGH_BITS = 0x80808080;
/** Line ends, quotes, tabs and commas are all below this byte; the bytes of ids, times and words are not. */
const ABOVE_COMMA = (COMMA + 1) * ONES;

/** A row with more cells than `MOST_COLUMNS` keeps counting, but the cells beyond are not kept. */
export function createRow(): RowCells {
  const size = MOST_COLUMNS + 1;
  return {
    starts: new Int32Array(size),
    ends: new Int32Array(size),
    quoting: new Uint8Array(size),
    count: 0,
    from: 0,
    to: 0,
    line: 0,
  };
}

/** What is wrong after so many bytes of a record is that it is too long. */
function damageIn(row: RowCells, code: DamageCode, offset: number): Damage {
  return offset - row.from >= LONGEST_RECORD ? tooLong(row) : { code, offset };
}

function tooLong(row: RowCells): Damage {
  return { code: "record-too-long", offset: row.from };
}

/** Calls `visit` for every row; lines without any byte are no rows. */
export function scanRows(bytes: Uint8Array, delimiter: number, row: RowCells, visit: () => void): ScanEnd {
  const { starts, ends, quoting } = row;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const delimiters = delimiter * ONES;
  const end = bytes.length;
  const lastWord = end - 4;
  let at = 0;
  let lines = 0;

  while (at < end) {
    row.from = at;
    row.line = lines;
    let count = 0;
    let inRow = true;
    while (inRow) {
      let start = at;
      let quotes = 0;
      if (bytes[at] === QUOTE && at < end) {
        start = at + 1;
        quotes = 1;
        at = start;
        for (;;) {
          while (at < end && bytes[at] !== QUOTE) {
            if (bytes[at] === LF) lines += 1;
            at += 1;
          }
          if (at >= end) {
            const damage = end - row.from > LONGEST_RECORD ? tooLong(row) : damageIn(row, "quote-unclosed", start - 1);
            return { lines, damage };
          }
          if (at + 1 >= end || bytes[at + 1] !== QUOTE) break;
          quotes = 2;
          at += 2;
        }
      } else {
        for (; ; at += 1) {
          // Skips words without a delimiter or low byte; the lowest bit left says which byte of a word is the first.
          while (at <= lastWord) {
            const word = view.getInt32(at, true);
            const others = word ^ delimiters;
            const found = (((word - ABOVE_COMMA) & ~word) | ((others - ONES) & ~others)) & HIGH_BITS;
            if (found !== 0) {
              at += (31 - Math.clz32(found & -found)) >>> 3;
              break;
            }
            at += 4;
          }
          if (at >= end) break;
          const byte = bytes[at];
          if (byte === delimiter || byte === LF || byte === CR) break;
          if (byte === QUOTE) return { lines, damage: damageIn(row, "quote-misplaced", at) };
        }
      }
      if (count <= MOST_COLUMNS) {
        starts[count] = start;
        ends[count] = at;
        quoting[count] = quotes;
      }
      count += 1;
      if (quotes !== 0) at += 1;
      // Now at the delimiter or line end after the cell.
      if (at >= end) {
        row.to = at;
        inRow = false;
      } else if (bytes[at] === delimiter) {
        at += 1;
      } else if (bytes[at] === LF) {
        row.to = at;
        at += 1;
        lines += 1;
        inRow = false;
      } else if (bytes[at] === CR) {
        if (at + 1 >= end || bytes[at + 1] !== LF) return { lines, damage: damageIn(row, "bare-return", at) };
        row.to = at;
        at += 2;
        lines += 1;
        inRow = false;
      } else {
        return { lines, damage: damageIn(row, "quote-misplaced", at) };
      }
    }
    if (at - row.from > LONGEST_RECORD) return { lines: row.line, damage: tooLong(row) };
    row.count = count;
    if (row.to > row.from) visit();
  }
  return { lines, damage: undefined };
}
