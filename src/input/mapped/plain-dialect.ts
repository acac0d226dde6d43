/**
 * Turns text of another dialect into CSV as RFC 4180 has it: without quoting, with a character that escapes, or with a delimiter
 * that exports do not have.
 *
 *     quote none            3" pipe;4900       ->  "3"" pipe";4900
 *     escape \              a\;b;\N            ->  "a;b";\N
 *
 * Line feeds stay where they are, so that lines keep their numbers. `\n`, `\t`, `\r` and `\0` stay as they are written, and so
 * does `\N`, which a mapping may name as `missing`.
 */

import { Failure } from "../../domain/failure.ts";
import type { ExportMapping } from "../../domain/mapping.ts";
import { LONGEST_RECORD } from "../../kernel/numbers.ts";
import type { Read } from "../raw-bytes.ts";

export type Dialect = Pick<ExportMapping, "quote" | "escape"> & { readonly delimiter: number };

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;
const CHUNK = 256 * 1024;
/** The delimiters that an export may have; text with any other one gets commas. */
const USUAL: ReadonlySet<number> = new Set([",", ";", "\t", "|"].map((mark) => mark.charCodeAt(0)));
/** Letters that stand for a character behind a backslash; they stay as they are written. */
const KEPT: ReadonlySet<number> = new Set([..."ntr0bZN"].map((letter) => letter.charCodeAt(0)));

/** The delimiter that the text has afterwards. */
export function plainDelimiter(delimiter: number): number {
  return USUAL.has(delimiter) ? delimiter : COMMA;
}

/** Whether text of a dialect is CSV as it is. */
export function isPlain(dialect: Dialect): boolean {
  return dialect.quote === "standard" && dialect.escape === undefined && USUAL.has(dialect.delimiter);
}

/** Text that is being translated. */
interface Translation {
  readonly delimiter: number;
  readonly to: number;
  /** The character that escapes; -1 for none. */
  readonly escape: number;
  readonly quotes: boolean;
  out: Buffer;
  length: number;
  /** Where the cell begins in `out` that is being read. */
  cell: number;
  /** Whether the cell has to be quoted. */
  needsQuotes: boolean;
  /** Whether the next byte is inside quotes, and whether the byte before escapes it. */
  inQuotes: boolean;
  isEscaped: boolean;
  /** Whether the byte before was a quote that ends the quotes, unless another quote follows. */
  mayEnd: boolean;
  /** Where the last carriage return is in `out` that was neither in quotes nor escaped; -1 where there is none. */
  plainReturn: number;
  line: number;
}

/**
 * Translates bytes as they come, piece by piece; undefined at the end.
 * @param place the path to name in a failure. @throws Failure `record-too-long` for a cell without an end.
 */
export function translating(read: Read, dialect: Dialect, place: string): () => Promise<Buffer | undefined> {
  const state: Translation = {
    delimiter: dialect.delimiter,
    to: plainDelimiter(dialect.delimiter),
    escape: dialect.escape === undefined ? -1 : dialect.escape.charCodeAt(0),
    quotes: dialect.quote === "standard",
    out: Buffer.alloc(0),
    length: 0,
    cell: 0,
    needsQuotes: false,
    inQuotes: false,
    isEscaped: false,
    mayEnd: false,
    plainReturn: -1,
    line: 1,
  };
  const chunk = Buffer.allocUnsafe(CHUNK);
  let ended = false;
  return async () => {
    if (ended) return undefined;
    const got = await read(chunk);
    startPiece(state, got);
    for (let at = 0; at < got; at += 1) translateByte(state, chunk[at] ?? 0);
    if (state.length - state.cell > LONGEST_RECORD)
      throw new Failure("record-too-long", { place: { file: place, line: state.line } });
    if (got > 0) return state.out.subarray(0, state.cell);
    ended = true;
    if (state.isEscaped) add(state, state.escape);
    endCell(state);
    return state.out.subarray(0, state.length);
  };
}

/** Takes the cell that has not ended over into new memory, where a further piece of so many bytes has room. */
function startPiece(state: Translation, bytes: number): void {
  const begun = state.out.subarray(state.cell, state.length);
  // A byte becomes two bytes at most, and each cell may get two quotes.
  const out = Buffer.allocUnsafe(2 * begun.length + 4 * bytes + 4);
  begun.copy(out);
  state.out = out;
  state.length = begun.length;
  state.plainReturn -= state.cell;
  state.cell = 0;
}

function translateByte(state: Translation, byte: number): void {
  if (state.isEscaped) {
    state.isEscaped = false;
    if (KEPT.has(byte)) add(state, state.escape);
    addContent(state, byte);
  } else if (byte === state.escape) state.isEscaped = true;
  else if (state.quotes && byte === QUOTE) readQuote(state);
  else if (state.inQuotes && !state.mayEnd) addContent(state, byte);
  else {
    state.inQuotes = false;
    state.mayEnd = false;
    if (byte === state.delimiter) {
      endCell(state);
      add(state, state.to);
      state.cell = state.length;
    } else if (byte === LF) endLine(state);
    else {
      if (byte === CR) state.plainReturn = state.length;
      addContent(state, byte);
    }
  }
}

/** A quote begins the quotes of a cell only before its first byte; anywhere else outside quotes it stands for itself. */
function readQuote(state: Translation): void {
  if (!state.inQuotes) {
    if (state.length > state.cell || state.needsQuotes) addContent(state, QUOTE);
    else {
      state.inQuotes = true;
      state.needsQuotes = true;
    }
  } else if (state.mayEnd) {
    state.mayEnd = false;
    addContent(state, QUOTE);
  } else state.mayEnd = true;
}

function endLine(state: Translation): void {
  const { length, cell, plainReturn } = state;
  // A carriage return in quotes, or behind the character that escapes, belongs to the cell.
  const endsWithReturn = plainReturn >= cell && plainReturn === length - 1;
  if (endsWithReturn) state.length -= 1;
  endCell(state);
  if (endsWithReturn) add(state, CR);
  add(state, LF);
  state.cell = state.length;
  state.line += 1;
}

function addContent(state: Translation, byte: number): void {
  if (byte === QUOTE || byte === state.to || byte === LF) state.needsQuotes = true;
  add(state, byte);
}

function add(state: Translation, byte: number): void {
  state.out[state.length] = byte;
  state.length += 1;
}

/** Puts the cell in quotes where it has to be. A carriage return inside a cell needs them as well. */
function endCell(state: Translation): void {
  const content = Buffer.from(state.out.subarray(state.cell, state.length));
  const needsQuotes = state.needsQuotes || content.includes(CR);
  state.needsQuotes = false;
  state.inQuotes = false;
  state.mayEnd = false;
  if (!needsQuotes) return;
  state.length = state.cell;
  add(state, QUOTE);
  for (const byte of content) {
    if (byte === QUOTE) add(state, QUOTE);
    add(state, byte);
  }
  add(state, QUOTE);
}
