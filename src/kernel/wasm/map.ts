/**
 * Has the cells of a batch mean what a mapping says, where the rows lie: no byte of a row moves. A cell that becomes another text
 * points to that text, constants and cells that come again are cells behind those of the row, and rows that are no records are taken
 * out of the batch.
 *
 *     row                  1 , 웹 , x LF
 *     cells before         1    웹     x
 *     cells afterwards     1    web    x    KRW        `web` and `KRW` lie in `KEPT`
 *
 * A kept answer has the code of its quoting in the byte before it. The host writes an answer that is not kept behind the block, where it
 * stays until the next batch.
 */

import { FIRST, THIRD } from "./fingerprint";
import { FAR, KEPT_CELLS, LONGEST_RECORD, NO_COLUMN, OTHERS_ASK, OTHERS_STAY, QUOTING_BARE } from "./numbers";
import { keepRows, reserveCells, rows, tellTooLong } from "./scan";
import {
  APPENDED,
  APPENDED_AGAIN,
  APPENDED_LENGTH,
  APPENDED_PLACE,
  APPENDED_SIZE,
  APPENDED_VOCABULARY,
  BLOCK,
  CELL_END,
  CELL_QUOTING,
  CELL_START,
  CHANGING,
  LEAVING_OUT,
  MET,
  MET_ANSWER,
  MET_BITS,
  MET_BYTES,
  MET_FIRST,
  MET_LAST,
  MET_LENGTH,
  MET_SIZE,
  MET_TEXTS,
  ROW_CELLS,
  ROW_COUNT,
  ROW_FROM,
  ROW_GAP,
  ROW_LINE,
  ROW_TO,
  TEXT_ANSWER,
  TEXT_LENGTH,
  VOCABULARY_ANSWER,
  VOCABULARY_LENGTH,
  VOCABULARY_OTHERS,
} from "./scan-tables";
import { firstBytes, lastBytes, mayKnow, textAt, UNKNOWN, vocabularyAt } from "./vocabularies";

/**
 * Asks the host what becomes of a text. The host writes the code of the answer's quoting to `into` and the answer behind it, for which it
 * makes room, and returns the place after it; 0 where the text stays as it is.
 */
declare function answerTo(vocabulary: u32, from: u32, to: u32, into: u32): u32;

/** Whether rows are mapped at all. */
export let isMapped: bool = false;
/** The byte between the cells of a row. */
export let mark: u32 = 0;

/** Bytes of a text that its first eight and its last eight bytes tell from all others. */
const SHORT: u32 = 16;
/** No text has so many bytes. */
const NO_TEXT: u32 = 0xffffffff;

/** How many columns change, by how many columns rows are left out, and how many cells come behind each row. */
let changing: u32 = 0;
let leavingOut: u32 = 0;
let appended: u32 = 0;
/** A row of so many bytes is surely no longer than `LONGEST_RECORD` once it is mapped. */
let sureLength: u32 = 0;
/** Where the next answer of the host goes; where the row before begins that stayed. */
let place: u32 = 0;
let lastFrom: u32 = 0;

/** The number of rows of the block that were left out. */
export let leftOut: u32 = 0;

/**
 * Takes how many columns `CHANGING` holds, how many columns `LEAVING_OUT` holds as tests, how many cells `APPENDED` holds, all of them
 * below `KEPT_CELLS`, and the length of a row that is surely not too long.
 */
export function planMapping(delimiter: u32, columns: u32, tests: u32, cells: u32, length: u32): void {
  isMapped = true;
  mark = delimiter;
  changing = columns;
  leavingOut = tests;
  appended = cells;
  sureLength = length;
  for (let text: u32 = 0; text < columns * MET_TEXTS; text += 1) store<u32>(MET + text * MET_SIZE + MET_BYTES, NO_TEXT);
  reserveCells(cells);
}

/** Takes rows as they are. */
export function forgetMapping(): void {
  isMapped = false;
  reserveCells(0);
}

/** Begins with a block. */
export function beginMapping(): void {
  leftOut = 0;
  lastFrom = BLOCK;
}

/** Maps the rows of the last batch. @param into where the host's answers go. */
export function mapBatch(into: u32): void {
  place = into;
  let kept: u32 = 0;
  for (let row: u32 = 0; row < rows; row += 1) {
    const cells = load<u32>(ROW_CELLS + row * 4);
    const count = load<u32>(ROW_COUNT + row * 4);
    if (leavingOut > 0 && isLeftOut(cells, count)) {
      leftOut += 1;
      continue;
    }
    appendCells(cells, count);
    changeCells(cells, count);
    store<u32>(ROW_COUNT + row * 4, count + appended);
    if (isTooLong(row)) {
      tellTooLong(row);
      break;
    }
    if (leavingOut > 0) keepRow(row, kept);
    kept += 1;
  }
  keepRows(kept);
}

/** Whether a row is longer than a record may be, with a quote on each side of each cell that needs quotes. */
function isTooLong(row: u32): bool {
  if (load<u32>(ROW_TO + row * 4) - load<u32>(ROW_FROM + row * 4) <= sureLength) return false;
  return mappedLength(row) >= LONGEST_RECORD;
}

/** Bytes of a row once it is mapped, without its line end. */
export function mappedLength(row: u32): u64 {
  const cells = load<u32>(ROW_CELLS + row * 4);
  const count = min<u32>(load<u32>(ROW_COUNT + row * 4), KEPT_CELLS);
  let length: u64 = count - 1;
  for (let cell = cells; cell < cells + count; cell += 1)
    length += load<u32>(CELL_END + cell * 4) - load<u32>(CELL_START + cell * 4) + 2 * quotesAround(cell);
  return length;
}

/** How many quotes stand on each side of a cell. */
function quotesAround(cell: u32): u32 {
  return <u32>load<u8>(CELL_QUOTING + cell) === QUOTING_BARE ? 0 : 1;
}

/** Moves a row to its place behind the rows that stayed. */
function keepRow(row: u32, kept: u32): void {
  const from = load<u32>(ROW_FROM + row * 4);
  store<u8>(ROW_GAP + kept, <u8>min<u32>(from - lastFrom, FAR));
  lastFrom = from;
  if (row === kept) return;
  store<u32>(ROW_FROM + kept * 4, from);
  store<u32>(ROW_TO + kept * 4, load<u32>(ROW_TO + row * 4));
  store<u32>(ROW_LINE + kept * 4, load<u32>(ROW_LINE + row * 4));
  store<u32>(ROW_COUNT + kept * 4, load<u32>(ROW_COUNT + row * 4));
  store<u32>(ROW_CELLS + kept * 4, load<u32>(ROW_CELLS + row * 4));
}

/** Changes the cells of a row. A column beyond the row's end has no cell. */
function changeCells(cells: u32, count: u32): void {
  const end = CHANGING + changing * 8;
  for (let at = CHANGING, met = MET; at < end; at += 8, met += MET_TEXTS * MET_SIZE) {
    const column = load<u32>(at);
    if (column >= count) return;
    changeLikeMet(load<u32>(at + 4), cells + column, met);
  }
}

/**
 * The same as `change`. Most columns have few short texts, each of which has a place of its own beside its column, and no text has to be
 * looked for among all. @param texts of the column.
 */
function changeLikeMet(vocabulary: u32, cell: u32, texts: u32): void {
  const from = load<u32>(CELL_START + cell * 4);
  const to = load<u32>(CELL_END + cell * 4);
  if (to - from > SHORT) {
    change(vocabulary, cell);
    return;
  }
  const first = firstBytes(from, to);
  const last = lastBytes(from, to);
  const hash = (first ^ (last * THIRD) ^ (to - from)) * FIRST;
  const met = texts + <u32>(hash >> (64 - MET_BITS)) * MET_SIZE;
  if (
    load<u64>(met + MET_FIRST) !== first ||
    load<u64>(met + MET_LAST) !== last ||
    load<u32>(met + MET_BYTES) !== to - from
  ) {
    const text = mayKnow(vocabulary, from, to) ? textAt(vocabulary, from, to) : UNKNOWN;
    if (text === UNKNOWN) {
      change(vocabulary, cell);
      return;
    }
    store<u64>(met + MET_FIRST, first);
    store<u64>(met + MET_LAST, last);
    store<u32>(met + MET_BYTES, to - from);
    store<u32>(met + MET_ANSWER, load<u32>(text + TEXT_ANSWER));
    store<u32>(met + MET_LENGTH, load<u32>(text + TEXT_LENGTH));
  }
  const answer = load<u32>(met + MET_ANSWER);
  if (answer !== 0) setCell(cell, answer, load<u32>(met + MET_LENGTH));
}

/** Puts cells behind those of a row, as far as they are kept. They are made of cells as they lie. */
function appendCells(cells: u32, count: u32): void {
  for (let index: u32 = 0; index < appended && count + index < KEPT_CELLS; index += 1) {
    const entry = APPENDED + index * APPENDED_SIZE;
    const cell = cells + count + index;
    const column = load<u32>(entry + APPENDED_AGAIN);
    if (column === NO_COLUMN || column >= count) {
      setCell(cell, load<u32>(entry + APPENDED_PLACE), load<u32>(entry + APPENDED_LENGTH));
      continue;
    }
    const from = cells + column;
    store<u32>(CELL_START + cell * 4, load<u32>(CELL_START + from * 4));
    store<u32>(CELL_END + cell * 4, load<u32>(CELL_END + from * 4));
    store<u8>(CELL_QUOTING + cell, load<u8>(CELL_QUOTING + from));
    change(load<u32>(entry + APPENDED_VOCABULARY), cell);
  }
}

/** Has a cell be an answer, which has the code of its quoting before it. */
function setCell(cell: u32, answer: u32, length: u32): void {
  store<u32>(CELL_START + cell * 4, answer);
  store<u32>(CELL_END + cell * 4, answer + length);
  store<u8>(CELL_QUOTING + cell, load<u8>(answer - 1));
}

/** Has a cell become what its vocabulary says, if it says anything of the cell's text. */
function change(vocabulary: u32, cell: u32): void {
  const from = load<u32>(CELL_START + cell * 4);
  const to = load<u32>(CELL_END + cell * 4);
  const record = vocabularyAt(vocabulary);
  const others = load<u32>(record + VOCABULARY_OTHERS);
  // False for nearly all texts that stay.
  if (others === OTHERS_STAY && !mayKnow(vocabulary, from, to)) return;
  const text = textAt(vocabulary, from, to);
  if (text !== UNKNOWN) {
    const answer = load<u32>(text + TEXT_ANSWER);
    if (answer !== 0) setCell(cell, answer, load<u32>(text + TEXT_LENGTH));
  } else if (others === OTHERS_ASK) {
    const after = answerTo(vocabulary, from, to, place);
    if (after === 0) return;
    setCell(cell, place + 1, after - place - 1);
    place = after;
  } else if (others !== OTHERS_STAY) {
    setCell(cell, load<u32>(record + VOCABULARY_ANSWER), load<u32>(record + VOCABULARY_LENGTH));
  }
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
