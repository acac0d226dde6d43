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

import { Failure, type FailureCode } from "../../domain/failure.ts";
import type { ExportMapping } from "../../domain/mapping.ts";
import { LONGEST_RECORD } from "../../kernel/numbers.ts";
import type { Read } from "../raw-bytes.ts";
import { addByte, addContent, endCell, type Translation } from "./translated-text.ts";

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

/**
 * Translates bytes as they come, piece by piece; undefined at the end. A piece is valid until the next one is asked for.
 * @param place the path to name in a failure.
 * @throws Failure `record-too-long` for a cell without an end, `quote-unclosed` and `quote-misplaced` for quotes whose cell cannot be
 * told: what lies between two quotes that do not belong together may be whole rows.
 */
export function translating(read: Read, dialect: Dialect, place: string): () => Promise<Buffer | undefined> {
  const state = startOf(dialect, place);
  const chunk = Buffer.allocUnsafe(CHUNK);
  let ended = false;
  return async () => {
    if (ended) return undefined;
    const got = await read(chunk);
    startPiece(state, got);
    translatePiece(state, chunk.subarray(0, got));
    if (state.length - state.cell > LONGEST_RECORD)
      fail(state, "record-too-long", state.inQuotes ? state.quotesLine : state.line);
    if (got > 0) return state.out.subarray(0, state.cell);
    ended = true;
    if (state.inQuotes && !state.mayEnd) fail(state, "quote-unclosed", state.quotesLine);
    if (state.isReturning) fail(state, "bare-return", state.line);
    if (state.isEscaped) addByte(state, state.escape);
    endCell(state);
    return state.out.subarray(0, state.length);
  };
}

function fail({ place }: Translation, code: FailureCode, line: number): never {
  throw new Failure(code, { place: { file: place, line } });
}

function startOf(dialect: Dialect, place: string): Translation {
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
    isReturning: false,
    line: 1,
    quotesLine: 1,
    place,
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
  // The byte behind an escape, or behind quotes that may have ended, means something, whatever it is.
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
    if (KEPT.has(byte)) addByte(state, state.escape);
    addContent(state, byte);
  } else if (state.mayEnd && (byte !== QUOTE || state.isReturning)) readBehindQuotes(state, byte);
  else if (byte === state.escape) state.isEscaped = true;
  else if (state.quotes && byte === QUOTE) readQuote(state);
  else if (state.inQuotes) addContent(state, byte);
  else if (byte === state.delimiter) endColumn(state);
  else if (byte === LF) endLine(state);
  else {
    if (byte === CR) state.returnAt = state.length;
    addContent(state, byte);
  }
}

/** Behind the quotes of a cell stands the end of the cell or of the line, and nothing else. */
function readBehindQuotes(state: Translation, byte: number): void {
  if (byte === LF) endLine(state);
  else if (state.isReturning) fail(state, "bare-return", state.line);
  else if (byte === state.delimiter) endColumn(state);
  else if (byte === CR) {
    state.isReturning = true;
    state.returnAt = state.length;
    addContent(state, CR);
  } else fail(state, "quote-misplaced", state.line);
}

function endColumn(state: Translation): void {
  endCell(state);
  addByte(state, state.to);
  state.cell = state.length;
}

/** A quote begins the quotes of a cell only before its first byte; anywhere else outside quotes it stands for itself. */
function readQuote(state: Translation): void {
  if (!state.inQuotes) {
    if (state.length > state.cell || state.needsQuotes) addContent(state, QUOTE);
    else {
      state.inQuotes = true;
      state.needsQuotes = true;
      state.quotesLine = state.line;
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
  if (endsWithReturn) addByte(state, CR);
  addByte(state, LF);
  state.cell = state.length;
  state.line += 1;
}
