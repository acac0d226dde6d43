/**
 * The filled cells of one column of a batch, one after the other, and the print of each; see `input/inspect/`.
 *
 * A print is 53 bits of a cell's bytes, in which two values of a file are the same only by an accident of one in some thousand files
 * of ten million values. Its two halves are mixed in different ways, so that each may be used on its own.
 */
import { COLUMN_END, COLUMN_HIGH, COLUMN_LOW, COLUMN_ROW, COLUMN_START, ROW_FILLED } from "./column-tables";
import { rows } from "./scan";
import { BLOCK, CELL_END, CELL_START, ROW_CELLS, ROW_COUNT } from "./scan-tables";

/** Counts the filled cells of every row of the batch, those under the first `columns` columns. */
export function countFilled(columns: u32): void {
  for (let row: u32 = 0; row < rows; row += 1) {
    const count = min<u32>(load<u32>(ROW_COUNT + row * 4), columns);
    const first = load<u32>(ROW_CELLS + row * 4) * 4;
    let filled: u32 = 0;
    for (let cell = first; cell < first + count * 4; cell += 4) {
      if (load<u32>(CELL_START + cell) !== load<u32>(CELL_END + cell)) filled += 1;
    }
    store<u16>(ROW_FILLED + row * 2, <u16>filled);
  }
}

/** Takes the filled cells of a column, in the order of rows, and returns how many they are. */
export function takeColumn(column: u32): u32 {
  let taken: u32 = 0;
  for (let row: u32 = 0; row < rows; row += 1) {
    if (load<u32>(ROW_COUNT + row * 4) <= column) continue;
    const cell = (load<u32>(ROW_CELLS + row * 4) + column) * 4;
    const from = load<u32>(CELL_START + cell);
    const to = load<u32>(CELL_END + cell);
    if (from === to) continue;
    store<u32>(COLUMN_ROW + taken, row);
    store<u32>(COLUMN_START + taken, from - BLOCK);
    store<u32>(COLUMN_END + taken, to - BLOCK);
    printCell(from, to, taken);
    taken += 4;
  }
  return taken / 4;
}

/** Four bytes at a time. An estimate of different values is made of prints, so it changes when these numbers do. */
function printCell(from: u32, to: u32, into: u32): void {
  let a: u32 = (to - from) ^ 0x9e3779b9;
  let b: u32 = 0x85ebca6b;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const four = load<u32>(at);
    a = (a ^ four) * 0xcc9e2d51;
    a ^= a >> 15;
    b = (b + four) * 0x1b873593;
    b ^= b >> 13;
  }
  if (at < to) {
    const rest = load<u32>(at) & (0xffffffff >> ((4 - (to - at)) * 8));
    a = (a ^ rest) * 0x01000193;
    b = (b + rest) * 0x27d4eb2f;
    b ^= b >> 15;
  }
  a = (a ^ (a >> 16)) * 0x85ebca6b;
  a = (a ^ (a >> 13)) * 0xc2b2ae35;
  b = (b ^ (b >> 15) ^ a) * 0x2c1b3c6d;
  store<u32>(COLUMN_LOW + into, a ^ (a >> 16));
  store<u32>(COLUMN_HIGH + into, (b ^ (b >> 13)) >> 11);
}
