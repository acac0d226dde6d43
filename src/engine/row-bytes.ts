/**
 * The bytes of output rows while they are put together.
 *
 * Nearly all of what is written is ASCII, so short texts are written character by character, and only the rest is
 * encoded. A cell is quoted only when it must be.
 */
import { cellText } from "../exports/cells.ts";
import type { RowCells } from "../exports/scanner.ts";

export interface RowBytes {
  /** How many bytes there are so far. */
  readonly length: number;
  /** Adds text as it is. */
  text(text: string): void;
  /** Adds text as a cell. */
  cell(text: string): void;
  /** Adds a cell of an export as a cell. */
  copyCell(bytes: Buffer, row: RowCells, index: number): void;
  /** A copy of all bytes. */
  finish(): Uint8Array<ArrayBuffer>;
}

const FIRST_SIZE = 64 * 1024;
const COMMA = 0x2c;
const MUST_BE_QUOTED = /[",\n\r]/;
const BARE = 0;
/** From here on a call of the encoder costs less. */
const LONGEST_BY_CHARACTER = 24;

/** Text as a cell of an output. */
export function csvCell(text: string): string {
  return MUST_BE_QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** @param delimiter of the export: a bare cell of one with commas is bare here, too. */
export function createRowBytes(delimiter: number): RowBytes {
  let bytes = Buffer.allocUnsafe(FIRST_SIZE);
  let used = 0;

  function makeRoom(needed: number): void {
    if (used + needed <= bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(used + needed, bytes.length * 2));
    bytes.copy(grown, 0, 0, used);
    bytes = grown;
  }

  function text(added: string): void {
    // A character takes at most three bytes of UTF-8 for each of its UTF-16 units.
    makeRoom(added.length * 3);
    const start = used;
    if (added.length > LONGEST_BY_CHARACTER) {
      used += bytes.write(added, used);
      return;
    }
    for (let at = 0; at < added.length; at += 1) {
      const code = added.charCodeAt(at);
      if (code > 0x7f) {
        used = start + bytes.write(added, start);
        return;
      }
      bytes[start + at] = code;
    }
    used += added.length;
  }

  function cell(added: string): void {
    text(csvCell(added));
  }

  function copyCell(from: Buffer, row: RowCells, index: number): void {
    if (index < 0) return;
    if (row.quoting[index] !== BARE || delimiter !== COMMA) {
      cell(cellText(from, row, index));
      return;
    }
    const start = row.starts[index] ?? 0;
    const length = (row.ends[index] ?? 0) - start;
    makeRoom(length);
    for (let at = 0; at < length; at += 1) bytes[used + at] = from[start + at] ?? 0;
    used += length;
  }

  return {
    get length() {
      return used;
    },
    text,
    cell,
    copyCell,
    finish: () => new Uint8Array(bytes.subarray(0, used)),
  };
}
