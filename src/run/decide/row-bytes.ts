/**
 * The bytes of the output rows of a target while they are put together, in the memory of the kernel. The kernel writes cells
 * that are copied, kept texts, ids and numbers; this module writes all other texts.
 *
 * Nearly all text is ASCII, so short texts are written character by character, and all other texts are encoded. A cell is
 * quoted only when it must be.
 */
import { csvCell } from "../../domain/csv-cell.ts";
import type { KeptText, OutputKernel, RowArea } from "../../kernel/output-kernel.ts";
import type { RowCells } from "../../kernel/row-cells.ts";

/** The output rows of a target so far. */
export interface RowBytes {
  readonly kernel: OutputKernel;
  readonly area: RowArea;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;
const LONGEST_ID = 32;
const LONGEST_NUMBER = 16;
/** The most bytes of commas between copied cells, and of quotes around them. */
const MOST_AROUND_COPIED = 16;
/** For a longer text a call of the encoder costs less. */
const LONGEST_BY_CHARACTER = 48;

const encoder = new TextEncoder();

export function createRowBytes(kernel: OutputKernel, area: RowArea): RowBytes {
  return { kernel, area };
}

/** How many bytes the output rows have so far. */
export function sizeOf({ area }: RowBytes): number {
  return area.to - area.from;
}

export function putComma({ kernel, area }: RowBytes): void {
  kernel.makeRoom(area, 1);
  kernel.memory()[area.to] = COMMA;
  area.to += 1;
}

/** Adds text as it is. */
export function putText({ kernel, area }: RowBytes, text: string): void {
  // A character takes at most three bytes of UTF-8 for each of its UTF-16 units.
  kernel.makeRoom(area, text.length * 3);
  if (text.length > LONGEST_BY_CHARACTER || !isWritten(text, false, kernel.memory(), area))
    area.to += encoder.encodeInto(text, kernel.memory().subarray(area.to)).written;
}

/** Adds text as a cell. */
export function putCell(into: RowBytes, text: string): void {
  const { kernel, area } = into;
  kernel.makeRoom(area, text.length);
  if (text.length > LONGEST_BY_CHARACTER || !isWritten(text, true, kernel.memory(), area)) putText(into, csvCell(text));
}

/** Writes a text of ASCII. Returns false, and adds nothing, where a character is not ASCII or has to be quoted in a cell. */
function isWritten(text: string, asCell: boolean, memory: Uint8Array, area: RowArea): boolean {
  const start = area.to;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f || (asCell && mustBeQuoted(code))) return false;
    memory[start + at] = code;
  }
  area.to = start + text.length;
  return true;
}

function mustBeQuoted(code: number): boolean {
  return code === COMMA || code === QUOTE || code === LF || code === CR;
}

/** Adds text that was kept, as it is. */
export function putKept(into: RowBytes, kept: KeptText): void {
  if (typeof kept === "string") {
    putText(into, kept);
    return;
  }
  const { kernel, area } = into;
  kernel.makeRoom(area, kept.length);
  area.to = kernel.putBytes(kept.from, kept.length, area.to);
}

/** Adds the id that was hashed last. */
export function putId({ kernel, area }: RowBytes): void {
  kernel.makeRoom(area, LONGEST_ID);
  area.to = kernel.putId(area.to);
}

/** Adds the row's copied cells, with commas between them. */
export function putCopied({ kernel, area }: RowBytes, { first, count, starts, ends }: RowCells): void {
  const length = (ends[first + count - 1] ?? 0) - (starts[first] ?? 0);
  kernel.makeRoom(area, length + MOST_AROUND_COPIED);
  area.to = kernel.putCopied(first, area.to);
}

/** Adds a whole number, not below zero. */
export function putNumber({ kernel, area }: RowBytes, value: number): void {
  kernel.makeRoom(area, LONGEST_NUMBER);
  area.to = kernel.putNumber(value, area.to);
}

/** Writes the halves of the hash of the row that begins at `from`, its line end left out; see `book/row-total.ts`. */
export function hashOutputRow({ kernel, area }: RowBytes, from: number, into: Uint32Array, at: number): void {
  kernel.hashRow(area.from + from, area.to - 1);
  const halves = kernel.rowHash();
  into[at] = halves[0] ?? 0;
  into[at + 1] = halves[1] ?? 0;
}

/** Takes a copy of all bytes; the output rows are empty afterwards. */
export function takeBytes({ kernel, area }: RowBytes): Uint8Array<ArrayBuffer> {
  // Memory that is filled at once need not be cleared before.
  const taken = new Uint8Array(Buffer.allocUnsafeSlow(sizeOf({ kernel, area })).buffer);
  taken.set(kernel.memory().subarray(area.from, area.to));
  area.to = area.from;
  return taken;
}
