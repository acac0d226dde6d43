/**
 * The bytes of the output rows of a target while they are put together, in the memory of the kernel, which does what it can.
 *
 * Nearly all text is ASCII, so short texts are written character by character, and only the rest is encoded. A cell is quoted
 * only when it must be.
 */

import type { Area, Often, OutputKernel } from "../kernel/output-kernel.ts";
import type { RowCells } from "../kernel/row-cells.ts";

export interface RowBytes {
  /** How many bytes there are so far. */
  size(): number;
  comma(): void;
  /** Adds text as it is. */
  text(text: string): void;
  /** Adds text as a cell. */
  cell(text: string): void;
  /** Adds text that was kept, as it is. */
  often(kept: Often): void;
  /** Adds the id that was hashed last. */
  id(): void;
  /** Adds the cells of a row that are copied into every output row, with commas between them. */
  copied(row: RowCells): void;
  /** Adds a whole number, not below zero. */
  number(value: number): void;
  /** Writes the halves of the hash of the row that begins at `from`, its line end left out; see `book/row-total.ts`. */
  hash(from: number, into: Uint32Array, at: number): void;
  /** A copy of all bytes; what is added next begins anew. */
  take(): Uint8Array<ArrayBuffer>;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;
const LONGEST_ID = 32;
const LONGEST_NUMBER = 16;
/** Commas between copied cells, and the quotes around them. */
const MOST_AROUND_COPIED = 16;
/** From here on a call of the encoder costs less. */
const LONGEST_BY_CHARACTER = 48;

/** Text as a cell of an output. */
export function csvCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function createRowBytes(kernel: OutputKernel, area: Area): RowBytes {
  const encoder = new TextEncoder();

  function text(added: string): void {
    // A character takes at most three bytes of UTF-8 for each of its UTF-16 units.
    kernel.makeRoom(area, added.length * 3);
    if (added.length > LONGEST_BY_CHARACTER || !isWritten(added, false))
      area.to += encoder.encodeInto(added, kernel.memory().subarray(area.to)).written;
  }

  function cell(added: string): void {
    kernel.makeRoom(area, added.length);
    if (added.length > LONGEST_BY_CHARACTER || !isWritten(added, true)) text(csvCell(added));
  }

  /** Writes ASCII; nothing is written where a character is none, or would have to be quoted in a cell. */
  function isWritten(added: string, asCell: boolean): boolean {
    const into = kernel.memory();
    const start = area.to;
    for (let at = 0; at < added.length; at += 1) {
      const code = added.charCodeAt(at);
      if (code > 0x7f || (asCell && mustBeQuoted(code))) return false;
      into[start + at] = code;
    }
    area.to = start + added.length;
    return true;
  }

  return {
    size: () => area.to - area.from,
    comma: () => {
      kernel.makeRoom(area, 1);
      kernel.memory()[area.to] = COMMA;
      area.to += 1;
    },
    text,
    cell,
    often: (kept) => {
      if (typeof kept === "string") return text(kept);
      kernel.makeRoom(area, kept.length);
      area.to = kernel.putBytes(kept.from, kept.length, area.to);
    },
    id: () => {
      kernel.makeRoom(area, LONGEST_ID);
      area.to = kernel.putId(area.to);
    },
    copied: ({ first, count, starts, ends }) => {
      const length = (ends[first + count - 1] ?? 0) - (starts[first] ?? 0);
      kernel.makeRoom(area, length + MOST_AROUND_COPIED);
      area.to = kernel.putCopied(first, area.to);
    },
    number: (value) => {
      kernel.makeRoom(area, LONGEST_NUMBER);
      area.to = kernel.putNumber(value, area.to);
    },
    hash: (from, into, at) => {
      kernel.hashRow(area.from + from, area.to - 1);
      const halves = kernel.rowHash();
      into[at] = halves[0] ?? 0;
      into[at + 1] = halves[1] ?? 0;
    },
    take: () => {
      // Memory that is written to at once need not be cleared before.
      const taken = new Uint8Array(Buffer.allocUnsafeSlow(area.to - area.from).buffer);
      taken.set(kernel.memory().subarray(area.from, area.to));
      area.to = area.from;
      return taken;
    },
  };
}

function mustBeQuoted(code: number): boolean {
  return code === COMMA || code === QUOTE || code === LF || code === CR;
}
