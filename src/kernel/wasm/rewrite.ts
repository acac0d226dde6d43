/**
 * Rewrites the rows of a block under a mapping: cells become what their vocabularies say, constants and cells that come again
 * stand behind each row, and rows that are no records are left out. All other bytes are copied as they are, quotes, line ends and empty lines among them.
 *
 *     block       1 , 웹 , " a , b " LF 2 , 애 플 , x LF
 *     written     1 , web , " a , b " , KRW LF 2 , apple , x , KRW LF
 *
 * A row that loses line feeds has as many empty lines behind it, so that the rows that follow stay on their lines.
 *
 * Whatever lies between two changes is copied at once. A copy may read and write up to `OVERHANG` bytes after its end; the bytes
 * that it writes there are overwritten later. The memory grows as it is needed, and the host then has to look at it anew.
 */
import { LF } from "./characters";
import { NO_COLUMN, OTHERS_ASK, OTHERS_STAY, OVERHANG, QUOTING_BARE } from "./numbers";
import { rows } from "./scan";
import {
  BLOCK,
  CELL_END,
  CELL_QUOTING,
  CELL_START,
  CHANGING,
  COPY_STEP,
  LEAVING_OUT,
  ROW_CELLS,
  ROW_COUNT,
  ROW_FROM,
  ROW_TO,
  TAIL,
  TEXT_ANSWER,
  TEXT_LENGTH,
  VOCABULARY_ANSWER,
  VOCABULARY_LENGTH,
  VOCABULARY_OTHERS,
} from "./scan-tables";
import { mayKnow, textAt, UNKNOWN, vocabularyAt } from "./vocabularies";

/**
 * Asks the host what becomes of a text. The host writes the answer to `into`, for which it makes room, and returns the place after
 * it; 0 where the text stays as it is.
 */
declare function answerTo(vocabulary: u32, from: u32, to: u32, into: u32): u32;

/** A copy that is longer than so many bytes is left to the platform. */
const LONG: u32 = 256;
const PAGE: u32 = 0x10000;
/** The memory grows by so many pages at least. */
const LEAST_PAGES: u32 = 16;

/** How many columns change, by how many columns rows are left out, and how many parts come behind each row. */
let changing: u32 = 0;
let leavingOut: u32 = 0;
let tailParts: u32 = 0;
/** The first byte of the block that is not written yet, and the place where the next byte is written. */
let unwritten: u32 = 0;
let place: u32 = 0;
/** How many line feeds more the last row had than what is written of it. */
let lostLines: i32 = 0;

/** The number of rows of the block that were left out. */
export let leftOut: u32 = 0;

/** Takes how many columns and parts `CHANGING`, `LEAVING_OUT` and `TAIL` hold, all of them columns below `KEPT_CELLS`. */
export function planRewriting(changingColumns: u32, leavingOutColumns: u32, parts: u32): void {
  changing = changingColumns;
  leavingOut = leavingOutColumns;
  tailParts = parts;
}

/** Begins with a block, whose rows are written from `to` on. */
export function beginRewriting(to: u32): void {
  unwritten = BLOCK;
  place = to;
  leftOut = 0;
  lostLines = 0;
}

/** Rewrites the rows of the last batch. */
export function rewriteBatch(): void {
  for (let row: u32 = 0; row < rows; row += 1) {
    if (lostLines > 0) {
      writeUpTo(load<u32>(ROW_FROM + row * 4));
      putLostLines();
    }
    lostLines = 0;
    const cells = load<u32>(ROW_CELLS + row * 4);
    const count = load<u32>(ROW_COUNT + row * 4);
    if (leavingOut > 0 && isLeftOut(cells, count)) {
      leaveOut(load<u32>(ROW_FROM + row * 4), load<u32>(ROW_TO + row * 4));
      continue;
    }
    rewriteCells(cells, count);
    if (tailParts === 0) continue;
    writeUpTo(load<u32>(ROW_TO + row * 4));
    putTail(cells, count);
  }
}

/** Writes the rest of the block up to a place, and returns the place after the last byte that was written. */
export function endRewriting(upTo: u32): u32 {
  writeUpTo(upTo);
  // The last line of a file may have no line end, and nothing follows it.
  if (<u32>load<u8>(place - 1) === LF) putLostLines();
  return place;
}

/** Rewrites the cells of a row. A column beyond the row's end has no cell. */
function rewriteCells(cells: u32, count: u32): void {
  const end = CHANGING + changing * 8;
  for (let at = CHANGING; at < end; at += 8) {
    const column = load<u32>(at);
    if (column >= count) return;
    const vocabulary = load<u32>(at + 4);
    const from = load<u32>(CELL_START + (cells + column) * 4);
    const to = load<u32>(CELL_END + (cells + column) * 4);
    if (!mayChange(vocabulary, from, to)) continue;
    const quotes = quotesAround(cells + column);
    writeUpTo(from - quotes);
    const before = place;
    if (!putAnswer(vocabulary, from, to)) continue;
    unwritten = to + quotes;
    // Only a cell in quotes can have a line feed.
    if (quotes === 0) continue;
    lostLines += lineFeedsIn(from, to) - lineFeedsIn(before, place);
  }
}

function lineFeedsIn(from: u32, to: u32): i32 {
  let count: i32 = 0;
  for (let at = from; at < to; at += 1) if (<u32>load<u8>(at) === LF) count += 1;
  return count;
}

function putLostLines(): void {
  if (lostLines > 0) makeRoom(<u32>lostLines);
  for (; lostLines > 0; lostLines -= 1) {
    store<u8>(place, LF);
    place += 1;
  }
}

/** Puts what comes behind each row. A cell that comes again stands there with its quotes, where it stays as it is. */
function putTail(cells: u32, count: u32): void {
  for (let part: u32 = 0; part < tailParts; part += 1) {
    const at = TAIL + part * 16;
    put(load<u32>(at), load<u32>(at + 4));
    const column = load<u32>(at + 8);
    if (column === NO_COLUMN || column >= count) continue;
    const vocabulary = load<u32>(at + 12);
    const from = load<u32>(CELL_START + (cells + column) * 4);
    const to = load<u32>(CELL_END + (cells + column) * 4);
    const quotes = quotesAround(cells + column);
    const before = place;
    if (!mayChange(vocabulary, from, to) || !putAnswer(vocabulary, from, to))
      put(from - quotes, to - from + 2 * quotes);
    if (quotes !== 0) lostLines -= lineFeedsIn(before, place);
  }
}

/** How many quotes stand on each side of a cell. */
function quotesAround(cell: u32): u32 {
  return <u32>load<u8>(CELL_QUOTING + cell) === QUOTING_BARE ? 0 : 1;
}

/** Whether a text may become another one; false for nearly all texts that stay. */
function mayChange(vocabulary: u32, from: u32, to: u32): bool {
  return load<u32>(vocabularyAt(vocabulary) + VOCABULARY_OTHERS) !== OTHERS_STAY || mayKnow(vocabulary, from, to);
}

/** Puts what a text becomes; false where it stays as it is. */
function putAnswer(vocabulary: u32, from: u32, to: u32): bool {
  const text = textAt(vocabulary, from, to);
  if (text !== UNKNOWN) {
    const answer = load<u32>(text + TEXT_ANSWER);
    if (answer !== 0) put(answer, load<u32>(text + TEXT_LENGTH));
    return answer !== 0;
  }
  const record = vocabularyAt(vocabulary);
  const others = load<u32>(record + VOCABULARY_OTHERS);
  if (others === OTHERS_STAY) return false;
  if (others !== OTHERS_ASK) {
    put(load<u32>(record + VOCABULARY_ANSWER), load<u32>(record + VOCABULARY_LENGTH));
    return true;
  }
  const after = answerTo(vocabulary, from, to, place);
  if (after !== 0) place = after;
  return after !== 0;
}

/** Whether the answer for any cell says that its row is left out, as every answer does but that the text stays. */
function isLeftOut(cells: u32, count: u32): bool {
  for (let index: u32 = 0; index < leavingOut; index += 1) {
    const column = load<u32>(LEAVING_OUT + index * 8);
    if (column >= count) continue;
    const vocabulary = load<u32>(LEAVING_OUT + index * 8 + 4);
    const from = load<u32>(CELL_START + (cells + column) * 4);
    const to = load<u32>(CELL_END + (cells + column) * 4);
    const text = textAt(vocabulary, from, to);
    const others = load<u32>(vocabularyAt(vocabulary) + VOCABULARY_OTHERS);
    if (text !== UNKNOWN) {
      if (load<u32>(text + TEXT_ANSWER) !== 0) return true;
    } else if (others === OTHERS_ASK) {
      if (answerTo(vocabulary, from, to, place) !== 0) return true;
    } else if (others !== OTHERS_STAY) return true;
  }
  return false;
}

/** Leaves a row out, but for its line feeds: an empty line is no row, and the rows behind stay on their lines. */
function leaveOut(from: u32, to: u32): void {
  writeUpTo(from);
  makeRoom(to - from);
  for (let at = from; at < to; at += 1) {
    if (<u32>load<u8>(at) !== LF) continue;
    store<u8>(place, LF);
    place += 1;
  }
  unwritten = to;
  leftOut += 1;
}

function writeUpTo(upTo: u32): void {
  const from = unwritten;
  unwritten = upTo;
  put(from, upTo - from);
}

function put(from: u32, length: u32): void {
  makeRoom(length);
  if (length > LONG) memory.copy(place, from, length);
  else for (let at: u32 = 0; at < length; at += COPY_STEP) v128.store(place + at, v128.load(from + at));
  place += length;
}

/** Makes room for so many bytes from `place` on. */
function makeRoom(length: u32): void {
  const end = place + length + OVERHANG;
  const pages = <u32>memory.size();
  if (end <= pages * PAGE) return;
  const lacking = (end - pages * PAGE + PAGE - 1) / PAGE;
  if (memory.grow(<i32>max<u32>(lacking, LEAST_PAGES)) < 0) unreachable();
}
