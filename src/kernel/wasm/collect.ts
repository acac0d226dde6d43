/**
 * Collects the candidates of the last batch: copies their values, their cells and their bytes, one candidate after the other. The cells
 * of a mapped row lie in several places, and become a row of their own.
 */
import { QUOTE } from "./characters";
import { isMapped, mappedLength, mark } from "./map";
import { LONGEST_RECORD, QUOTING_BARE } from "./numbers";
import { rows } from "./scan";
import {
  BATCH_BYTES,
  CELL_END,
  CELL_QUOTING,
  CELL_START,
  COPY_STEP,
  OUT_BYTES,
  OUT_CELL_END,
  OUT_CELL_START,
  OUT_ENDING,
  OUT_ENDS,
  OUT_LINE,
  OUT_QUOTING,
  OUT_ROW,
  OUT_SERVICE,
  OUT_STARTS,
  ROW_CELLS,
  ROW_ENDING,
  ROW_ENDS,
  ROW_FROM,
  ROW_LINE,
  ROW_SERVICE,
  ROW_STARTS,
  ROW_TO,
  ROW_VERDICT,
  SHAPE_COLUMNS,
} from "./scan-tables";

/** Bytes of rows that `OUT_BYTES` has room for, beside the step of a copy. */
const ROOM: u32 = BATCH_BYTES + LONGEST_RECORD;

/** How many bytes the last collected rows have. */
export let collectedBytes: u32 = 0;
/** The row after the last row that was looked at. */
export let collectedTo: u32 = 0;

/**
 * Collects the rows from the row `first` on that have a verdict, as far as there is room, and returns how many rows there are. The places
 * of their cells are counted from the first byte of all collected rows of the block. @param bytesBefore bytes of the rows that were
 * collected before.
 */
export function collectBatch(verdict: u32, bytesBefore: u32, first: u32): u32 {
  const columns = load<u32>(SHAPE_COLUMNS);
  let found: u32 = 0;
  let bytes = OUT_BYTES;
  let row = first;
  for (; row < rows; row += 1) {
    if (<u32>load<u8>(ROW_VERDICT + row) !== verdict) continue;
    const rowFrom = load<u32>(ROW_FROM + row * 4);
    const rowTo = load<u32>(ROW_TO + row * 4);
    const length = isMapped ? <u32>mappedLength(row) : rowTo - rowFrom;
    if (bytes + length > OUT_BYTES + ROOM) break;
    store<u32>(OUT_ROW + found * 4, row);
    store<u32>(OUT_LINE + found * 4, load<u32>(ROW_LINE + row * 4));
    store<f64>(OUT_STARTS + found * 8, load<f64>(ROW_STARTS + row * 8));
    store<f64>(OUT_ENDS + found * 8, load<f64>(ROW_ENDS + row * 8));
    store<u8>(OUT_ENDING + found, load<u8>(ROW_ENDING + row));
    store<u16>(OUT_SERVICE + found * 2, load<u16>(ROW_SERVICE + row * 2));
    const from = load<u32>(ROW_CELLS + row * 4);
    const to = found * columns;
    const place = bytes - OUT_BYTES + bytesBefore;
    if (isMapped) putCells(from, to, columns, bytes, place);
    else {
      const moved = place - rowFrom;
      for (let cell: u32 = 0; cell < columns; cell += 1) {
        store<u32>(OUT_CELL_START + (to + cell) * 4, load<u32>(CELL_START + (from + cell) * 4) + moved);
        store<u32>(OUT_CELL_END + (to + cell) * 4, load<u32>(CELL_END + (from + cell) * 4) + moved);
        store<u8>(OUT_QUOTING + to + cell, load<u8>(CELL_QUOTING + from + cell));
      }
      copyBytes(rowFrom, rowTo, bytes);
    }
    bytes += length;
    found += 1;
  }
  collectedBytes = bytes - OUT_BYTES;
  collectedTo = row;
  return found;
}

/** Puts cells one after the other, with their quotes. @param place of the row's first byte among all collected bytes. */
function putCells(from: u32, to: u32, columns: u32, into: u32, place: u32): void {
  const moved = place - into;
  let at = into;
  for (let cell: u32 = 0; cell < columns; cell += 1) {
    if (cell > 0) {
      store<u8>(at, mark);
      at += 1;
    }
    const quoting = <u32>load<u8>(CELL_QUOTING + from + cell);
    if (quoting !== QUOTING_BARE) {
      store<u8>(at, QUOTE);
      at += 1;
    }
    const start = load<u32>(CELL_START + (from + cell) * 4);
    const end = load<u32>(CELL_END + (from + cell) * 4);
    store<u32>(OUT_CELL_START + (to + cell) * 4, at + moved);
    copyBytes(start, end, at);
    at += end - start;
    store<u32>(OUT_CELL_END + (to + cell) * 4, at + moved);
    store<u8>(OUT_QUOTING + to + cell, <u8>quoting);
    if (quoting !== QUOTING_BARE) {
      store<u8>(at, QUOTE);
      at += 1;
    }
  }
}

/** Copies in steps of `COPY_STEP` bytes; the last step may overwrite bytes after the copy. */
function copyBytes(from: u32, to: u32, into: u32): void {
  for (let at = from; at < to; at += COPY_STEP, into += COPY_STEP) v128.store(into, v128.load(at));
}
