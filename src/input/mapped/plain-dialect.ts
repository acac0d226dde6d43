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
/** Stands for a character: none escapes. */
const NO_MARK = -1;
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
  /** The character that escapes, or `NO_MARK`. */
  readonly escape: number;
  readonly quotes: boolean;
  /** By byte: whether it may mean something, or need quotes. All other bytes are copied as they are, run by run. */
  readonly meaning: Uint8Array;
  /** Used again for every piece. */
  out: Buffer;
  length: number;
  /** Where the cell begins in `out` that is being read. */
  cell: number;
  /** Whether the cell has to be quoted. */
  needsQuotes: boolean;
  /** How many quotes and carriage returns the cell has. */
  quotesInside: number;
  returns: number;
  /** Where the last carriage return is in `out` that is neither escaped nor in quotes. */
  returnAt: number;
  /** Whether the next byte is inside quotes, and whether the byte before escapes it. */
  inQuotes: boolean;
  isEscaped: boolean;
  /** Whether the byte before was a quote that ends the quotes, unless another quote follows. */
  mayEnd: boolean;
  line: number;
}

/**
 * Translates bytes as they come, piece by piece; undefined at the end. A piece is valid until the next one is asked for.
 * @param place the path to name in a failure. @throws Failure `record-too-long` for a cell without an end.
 */
export function translating(read: Read, dialect: Dialect, place: string): () => Promise<Buffer | undefined> {
  const state = startOf(dialect);
  const chunk = Buffer.allocUnsafe(CHUNK);
  let ended = false;
  return async () => {
    if (ended) return undefined;
    const got = await read(chunk);
    startPiece(state, got);
    translatePiece(state, chunk.subarray(0, got));
    if (state.length - state.cell > LONGEST_RECORD)
      throw new Failure("record-too-long", { place: { file: place, line: state.line } });
    if (got > 0) return state.out.subarray(0, state.cell);
    ended = true;
    if (state.isEscaped) add(state, state.escape);
    endCell(state);
    return state.out.subarray(0, state.length);
  };
}

function startOf(dialect: Dialect): Translation {
  const { delimiter } = dialect;
  const to = plainDelimiter(delimiter);
  const mark = dialect.escape === undefined ? NO_MARK : dialect.escape.charCodeAt(0);
  const meaning = new Uint8Array(256);
  for (const byte of [delimiter, to, QUOTE, LF, CR]) meaning[byte] = 1;
  if (mark !== NO_MARK) meaning[mark] = 1;
  return {
    delimiter,
    to,
    escape: mark,
    quotes: dialect.quote === "standard",
    meaning,
    out: Buffer.alloc(0),
    length: 0,
    cell: 0,
    needsQuotes: false,
    quotesInside: 0,
    returns: 0,
    returnAt: -1,
    inQuotes: false,
    isEscaped: false,
    mayEnd: false,
    line: 1,
  };
}

/** Moves the cell that has not ended to the front, and makes room for a further piece of so many bytes. */
function startPiece(state: Translation, bytes: number): void {
  const begun = state.out.subarray(state.cell, state.length);
  // A byte becomes two bytes at most, and each cell may get two quotes.
  const room = 2 * begun.length + 4 * bytes + 4;
  if (state.out.length < room) state.out = Buffer.concat([begun], room);
  else state.out.copyWithin(0, state.cell, state.length);
  state.returnAt -= state.cell;
  state.length = begun.length;
  state.cell = 0;
}

function translatePiece(state: Translation, piece: Uint8Array): void {
  for (let at = copyRun(state, piece, 0); at < piece.length; at = copyRun(state, piece, at + 1))
    translateByte(state, piece[at] ?? 0);
}

/** Copies bytes up to the next one that may mean something, and returns where that one is. Delimiters after bare cells are taken along. */
function copyRun(state: Translation, piece: Uint8Array, from: number): number {
  // The byte behind an escape, or behind a quote that may end the quotes, means something, whatever it is.
  if (state.isEscaped || state.mayEnd) return from;
  const { out, meaning, delimiter, to: mark } = state;
  const isBare = !state.needsQuotes && state.quotesInside + state.returns === 0;
  let { length, cell } = state;
  let at = from;
  for (; at < piece.length; at += 1) {
    const byte = piece[at] ?? 0;
    if (meaning[byte] === 0) out[length] = byte;
    else if (isBare && byte === delimiter) {
      out[length] = mark;
      cell = length + 1;
    } else break;
    length += 1;
  }
  state.length = length;
  state.cell = cell;
  return at;
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
      if (byte === CR) state.returnAt = state.length;
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
  const { length, cell, returnAt } = state;
  const endsWithReturn = length > cell && returnAt === length - 1;
  if (endsWithReturn) {
    state.length -= 1;
    state.returns -= 1;
  }
  endCell(state);
  if (endsWithReturn) add(state, CR);
  add(state, LF);
  state.cell = state.length;
  state.line += 1;
}

function addContent(state: Translation, byte: number): void {
  if (byte === QUOTE) state.quotesInside += 1;
  else if (byte === CR) state.returns += 1;
  else if (byte === state.to || byte === LF) state.needsQuotes = true;
  add(state, byte);
}

function add(state: Translation, byte: number): void {
  state.out[state.length] = byte;
  state.length += 1;
}

/** Puts the cell in quotes where it has to be. A carriage return inside a cell needs them as well. */
function endCell(state: Translation): void {
  if (state.needsQuotes || state.quotesInside > 0 || state.returns > 0) putInQuotes(state);
  state.needsQuotes = false;
  state.quotesInside = 0;
  state.returns = 0;
  state.inQuotes = false;
  state.mayEnd = false;
}

/** Moves the cell behind an opening quote, from its last byte to its first one, and doubles its quotes. */
function putInQuotes(state: Translation): void {
  const { out, cell, length, quotesInside } = state;
  let to = length + quotesInside + 1;
  state.length = to + 1;
  out[to] = QUOTE;
  for (let from = length - 1; from >= cell; from -= 1) {
    const byte = out[from] ?? 0;
    to -= 1;
    out[to] = byte;
    if (byte !== QUOTE) continue;
    to -= 1;
    out[to] = QUOTE;
  }
  out[cell] = QUOTE;
}
