/** What the kernel tells of the cells of one column. */
import { scanBatches } from "../../src/input/scanner.ts";
import { batchCells, readShapes, takeColumn } from "../../src/kernel/batch-cells.ts";
import { SHAPE_NUMBERS } from "../../src/kernel/numbers.ts";
import { quotedCell } from "./prints.ts";

export interface ToldCell {
  /** The print, and both as one whole number. */
  readonly low: number;
  readonly high: number;
  readonly key: number;
  readonly shape: number;
  readonly check: number;
  /** Of the first runs of digits; of fewer runs, the numbers behind them mean nothing. */
  readonly numbers: Float64Array;
}

/** Of texts that are not empty. Each stands in quotes, a column further to the right than an empty cell. */
export function toldCells(texts: readonly (string | Uint8Array)[]): readonly ToldCell[] {
  const lines = texts.map((text) =>
    Buffer.concat([Buffer.from(","), quotedCell(Buffer.from(text)), Buffer.from("\n")]),
  );
  const told: ToldCell[] = [];
  scanBatches(Buffer.concat(lines), ",".charCodeAt(0), (kernel) => {
    const { column } = batchCells(kernel, 2);
    const count = takeColumn(kernel, 1);
    readShapes(kernel, 0, count);
    for (let cell = 0; cell < count; cell += 1) {
      const low = column.lows[cell] ?? 0;
      const high = column.highs[cell] ?? 0;
      const numbers = column.numbers.slice(cell * SHAPE_NUMBERS, (cell + 1) * SHAPE_NUMBERS);
      const [shape = 0, check = 0] = [column.shapes[cell], column.checks[cell]];
      told.push({ low, high, key: high * 2 ** 32 + (low >>> 0), shape, check, numbers });
    }
  });
  return told;
}
