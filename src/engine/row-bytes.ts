/**
 * The bytes of output rows while they are put together.
 *
 * Nearly all of what is written is ASCII, so short texts are written character by character, and only the rest is
 * encoded. A cell is quoted only when it must be.
 */
import { hashRow } from "../book/row-total.ts";
import { cellText } from "../exports/cells.ts";
import { endOfCell, isBare, type RowCells, startOfCell } from "../exports/scanner.ts";

export interface RowBytes {
  /** How many bytes there are so far. */
  size(): number;
  /** Adds bytes as they are. */
  bytes(bytes: Uint8Array): void;
  comma(): void;
  /** Adds text as it is. */
  text(text: string): void;
  /** Adds text as a cell. */
  cell(text: string): void;
  /** Adds a cell of an export as a cell. @param isPlain whether one that is bare there is bare here, too. */
  copyCell(bytes: Buffer, row: RowCells, index: number, isPlain: boolean): void;
  /** Adds bytes as two hexadecimal digits each. */
  hex(bytes: Uint8Array): void;
  /** Adds a whole number, not below zero. */
  number(value: number): void;
  /** Writes the halves of the hash of the row that begins at `from`, its line end left out; see `hashRow`. */
  hash(from: number, into: Uint32Array, at: number): void;
  /** A copy of all bytes; what is added next begins anew. */
  take(): Uint8Array<ArrayBuffer>;
}

const FIRST_SIZE = 64 * 1024;
const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;
const LONGEST_NUMBER = 16;
const HEX_DIGITS = Buffer.from("0123456789abcdef");
/** From here on a call of the encoder costs less. */
const LONGEST_BY_CHARACTER = 48;

/** Text as a cell of an output. */
export function csvCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function createRowBytes(): RowBytes {
  let buffer = Buffer.allocUnsafe(FIRST_SIZE);
  let view = viewOf(buffer);
  let used = 0;

  function makeRoom(needed: number): void {
    if (used + needed <= buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(used + needed, buffer.length * 2));
    buffer.copy(grown, 0, 0, used);
    buffer = grown;
    view = viewOf(grown);
  }

  function bytes(added: Uint8Array): void {
    copy(added, 0, added.length);
  }

  function copy(source: Uint8Array, from: number, length: number): void {
    makeRoom(length);
    const into = buffer;
    const start = used;
    for (let at = 0; at < length; at += 1) into[start + at] = source[from + at] ?? 0;
    used = start + length;
  }

  function text(added: string): void {
    // A character takes at most three bytes of UTF-8 for each of its UTF-16 units.
    makeRoom(added.length * 3);
    if (added.length > LONGEST_BY_CHARACTER || !isWritten(added, false)) used += buffer.write(added, used);
  }

  function cell(added: string): void {
    makeRoom(added.length);
    if (added.length > LONGEST_BY_CHARACTER || !isWritten(added, true)) text(csvCell(added));
  }

  /** Writes ASCII; nothing is written where a character is none, or would have to be quoted in a cell. */
  function isWritten(added: string, asCell: boolean): boolean {
    const into = buffer;
    const start = used;
    for (let at = 0; at < added.length; at += 1) {
      const code = added.charCodeAt(at);
      if (code > 0x7f || (asCell && mustBeQuoted(code))) return false;
      into[start + at] = code;
    }
    used = start + added.length;
    return true;
  }

  function copyCell(source: Buffer, row: RowCells, index: number, isPlain: boolean): void {
    if (index < 0) return;
    const start = startOfCell(row, index);
    if (isPlain && isBare(row, index)) copy(source, start, endOfCell(row, index) - start);
    else cell(cellText(source, row, index));
  }

  function hex(added: Uint8Array): void {
    const count = added.length;
    makeRoom(count * 2);
    const into = buffer;
    const start = used;
    for (let at = 0; at < count; at += 1) {
      const byte = added[at] ?? 0;
      into[start + at * 2] = HEX_DIGITS[byte >>> 4] ?? 0;
      into[start + at * 2 + 1] = HEX_DIGITS[byte & 0xf] ?? 0;
    }
    used = start + count * 2;
  }

  return {
    size: () => used,
    bytes,
    comma: () => {
      makeRoom(1);
      buffer[used] = COMMA;
      used += 1;
    },
    text,
    cell,
    copyCell,
    hex,
    number: (value) => {
      makeRoom(LONGEST_NUMBER);
      used = writeDecimal(value, buffer, used);
    },
    hash: (from, into, at) => hashRow(view, from, used - 1, into, at),
    take: () => {
      // Memory that is written to at once need not be cleared before.
      const taken = new Uint8Array(Buffer.allocUnsafeSlow(used).buffer);
      taken.set(buffer.subarray(0, used));
      used = 0;
      return taken;
    },
  };
}

function viewOf({ buffer, byteOffset, byteLength }: Buffer): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** Writes a whole number and returns where it ends. */
function writeDecimal(value: number, into: Uint8Array, from: number): number {
  let end = from + 1;
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) end += 1;
  let rest = value;
  for (let at = end - 1; at >= from; at -= 1) {
    into[at] = 0x30 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
  return end;
}

function mustBeQuoted(code: number): boolean {
  return code === COMMA || code === QUOTE || code === LF || code === CR;
}
