/**
 * The CSV that a table of another form is turned into: UTF-8, commas, line feeds, quotes only where a cell needs them.
 *
 * The bytes leave in chunks, so that memory does not grow with the table. A row of one empty cell is written as `""`, because an
 * empty line is no row.
 */

const COMMA = 0x2c;
const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;

/** Bytes after which a chunk leaves. */
const CHUNK = 256 * 1024;
/** Room beyond a chunk, so that the last row of most chunks fits without a larger buffer. */
const SPARE = 16 * 1024;

export interface CsvOutput {
  bytes: Buffer;
  /** The number of bytes that are filled. */
  length: number;
  /** Number of the line that is written next, from 1. A line end in a cell begins a line, too. */
  line: number;
  /** The number of cells of the row that is being written. */
  cells: number;
  /** The offset at which the row begins that is being written. */
  rowStart: number;
}

export function createCsvOutput(): CsvOutput {
  return { bytes: Buffer.allocUnsafe(CHUNK + SPARE), length: 0, line: 1, cells: 0, rowStart: 0 };
}

/** Makes room for a number of bytes. */
function makeRoom(out: CsvOutput, needed: number): void {
  if (out.length + needed <= out.bytes.length) return;
  const larger = Buffer.allocUnsafe(Math.max(out.bytes.length * 2, out.length + needed));
  larger.set(out.bytes.subarray(0, out.length));
  out.bytes = larger;
}

/** Adds a cell to the row. @param text well-formed Unicode: a lone surrogate would come out as another character. */
export function putTextCell(out: CsvOutput, text: string): void {
  // Each character is three bytes at most, and the cell may have to be quoted.
  makeRoom(out, text.length * 3 + 3);
  nextCell(out);
  const { bytes } = out;
  let at = out.length;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code >= 0x80 || mustBeQuoted(code)) {
      putLongWay(out, text);
      return;
    }
    bytes[at] = code;
    at += 1;
  }
  out.length = at;
}

/** Adds a cell to the row, from bytes in UTF-8. */
export function putByteCell(out: CsvOutput, source: Uint8Array, start: number, end: number): void {
  makeRoom(out, end - start + 1);
  nextCell(out);
  const { bytes } = out;
  let at = out.length;
  for (let from = start; from < end; from += 1) {
    const byte = source[from] ?? 0;
    if (mustBeQuoted(byte)) {
      putQuoted(out, source.subarray(start, end));
      return;
    }
    bytes[at] = byte;
    at += 1;
  }
  out.length = at;
}

/** Ends the row; a row without any cell is an empty line. */
export function endRow(out: CsvOutput): void {
  makeRoom(out, 3);
  if (out.cells === 1 && out.length === out.rowStart) {
    out.bytes.fill(QUOTE, out.length, out.length + 2);
    out.length += 2;
  }
  out.bytes[out.length] = LF;
  out.length += 1;
  out.line += 1;
  out.cells = 0;
  out.rowStart = out.length;
}

/** A chunk that is full, between two rows; undefined while there is room. */
export function takeFull(out: CsvOutput): Uint8Array | undefined {
  return out.length < CHUNK ? undefined : takeRest(out);
}

/** All bytes that did not leave yet, between two rows. They are the caller's to keep. */
export function takeRest(out: CsvOutput): Uint8Array {
  const chunk = out.bytes.subarray(0, out.length);
  out.bytes = Buffer.allocUnsafe(CHUNK + SPARE);
  out.length = 0;
  out.rowStart = 0;
  return chunk;
}

/** Puts the comma in front of every cell but the first one. */
function nextCell(out: CsvOutput): void {
  if (out.cells > 0) {
    out.bytes[out.length] = COMMA;
    out.length += 1;
  }
  out.cells += 1;
}

function mustBeQuoted(byte: number): boolean {
  return byte === COMMA || byte === QUOTE || byte === LF || byte === CR;
}

function putLongWay(out: CsvOutput, text: string): void {
  if (/[",\n\r]/.test(text)) putQuoted(out, Buffer.from(text));
  else out.length += out.bytes.write(text, out.length);
}

function putQuoted(out: CsvOutput, cell: Uint8Array): void {
  makeRoom(out, cell.length * 2 + 2);
  const { bytes } = out;
  let at = out.length;
  bytes[at++] = QUOTE;
  for (const byte of cell) {
    if (byte === QUOTE) bytes[at++] = QUOTE;
    if (byte === LF) out.line += 1;
    bytes[at++] = byte;
  }
  bytes[at++] = QUOTE;
  out.length = at;
}
