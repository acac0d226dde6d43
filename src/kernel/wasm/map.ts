/**
 * Has the cells of a batch mean what a mapping says, where the rows lie: no byte of a row moves. A cell that becomes another text
 * points to that text, constants and cells that come again are cells behind those of the row, and rows that are no records are taken
 * out of the batch.
 *
 *     row                  1 , 웹 , x LF
 *     cells before         1    웹     x
 *     cells afterwards     1    web    x    KRW        `web` and `KRW` lie in `KEPT`
 */

import { beginAnswers, change, changeLikeMet, forgetMet, isAnswered, setCell } from "./answers";
import {
  APPENDED,
  APPENDED_AGAIN,
  APPENDED_LENGTH,
  APPENDED_PLACE,
  APPENDED_SIZE,
  APPENDED_VOCABULARY,
  CHANGING,
  LEAVING_OUT,
} from "./mapping-tables";
import { FAR, KEPT_CELLS, LONGEST_RECORD, NO_COLUMN, QUOTING_BARE } from "./numbers";
import { keepRows, reserveCells, rows, tellTooLong } from "./scan";
import {
  BLOCK,
  CELL_END,
  CELL_QUOTING,
  CELL_START,
  ROW_CELLS,
  ROW_COUNT,
  ROW_FROM,
  ROW_GAP,
  ROW_LINE,
  ROW_TO,
} from "./scan-tables";

/** Whether rows are mapped at all. */
export let isMapped: bool = false;
/** The byte between the cells of a row. */
export let mark: u32 = 0;

/** How many columns change, by how many columns rows are left out, and how many cells come behind each row. */
let changing: u32 = 0;
let leavingOut: u32 = 0;
let appended: u32 = 0;
/** A row of so many bytes is surely no longer than `LONGEST_RECORD` once it is mapped. */
let sureLength: u32 = 0;
/** Where the row before begins that stayed. */
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
  forgetMet(columns);
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
  beginAnswers(into);
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
  for (let index: u32 = 0; index < changing; index += 1) {
    const column = load<u32>(CHANGING + index * 8);
    if (column >= count) return;
    changeLikeMet(load<u32>(CHANGING + index * 8 + 4), cells + column, index);
  }
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

/** Whether the answer for any cell says that its row is left out, as every answer does but that the text stays. */
function isLeftOut(cells: u32, count: u32): bool {
  for (let index: u32 = 0; index < leavingOut; index += 1) {
    const column = load<u32>(LEAVING_OUT + index * 8);
    if (column >= count) continue;
    const cell = (cells + column) * 4;
    if (isAnswered(load<u32>(LEAVING_OUT + index * 8 + 4), load<u32>(CELL_START + cell), load<u32>(CELL_END + cell)))
      return true;
  }
  return false;
}
