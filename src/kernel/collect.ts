/** Puts the rows of the last batch that rules have to decide one after the other, with places in the block. */
import {
  BLOCK,
  CELL_END,
  CELL_QUOTING,
  CELL_START,
  OUT_CELL_END,
  OUT_CELL_START,
  OUT_ENDS,
  OUT_LINE,
  OUT_QUOTING,
  OUT_RENEWED,
  OUT_ROW,
  OUT_SERVICE,
  OUT_STARTS,
  PLAN,
  ROW_CELLS,
  ROW_ENDS,
  ROW_LINE,
  ROW_RENEWED,
  ROW_SERVICE,
  ROW_STARTS,
  ROW_VERDICT,
} from "./memory";
import { rows } from "./scan";

/** Returns how many there are. @param verdict that such a row has. */
export function collectBatch(verdict: u32): u32 {
  const columns = load<u32>(PLAN);
  let found: u32 = 0;
  for (let row: u32 = 0; row < rows; row += 1) {
    if (<u32>load<u8>(ROW_VERDICT + row) !== verdict) continue;
    store<u32>(OUT_ROW + found * 4, row);
    store<u32>(OUT_LINE + found * 4, load<u32>(ROW_LINE + row * 4));
    store<f64>(OUT_STARTS + found * 8, load<f64>(ROW_STARTS + row * 8));
    store<f64>(OUT_ENDS + found * 8, load<f64>(ROW_ENDS + row * 8));
    store<u8>(OUT_RENEWED + found, load<u8>(ROW_RENEWED + row));
    store<u16>(OUT_SERVICE + found * 2, load<u16>(ROW_SERVICE + row * 2));
    const from = load<u32>(ROW_CELLS + row * 4);
    const to = found * columns;
    for (let cell: u32 = 0; cell < columns; cell += 1) {
      store<u32>(OUT_CELL_START + (to + cell) * 4, load<u32>(CELL_START + (from + cell) * 4) - BLOCK);
      store<u32>(OUT_CELL_END + (to + cell) * 4, load<u32>(CELL_END + (from + cell) * 4) - BLOCK);
      store<u8>(OUT_QUOTING + to + cell, load<u8>(CELL_QUOTING + from + cell));
    }
    found += 1;
  }
  return found;
}
