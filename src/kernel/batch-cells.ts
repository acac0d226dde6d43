/** The cells of a batch of rows, column by column, and what tells them apart. */
import { viewOf } from "./memory.ts";
import { SHAPE_NUMBERS } from "./numbers.ts";
import type { ScanKernel } from "./scan-kernel.ts";
import { SCAN_TABLES as TABLES } from "./tables.ts";

/** Views of the kernel's tables, which the next batch overwrites. */
export interface BatchCells {
  readonly rows: number;
  /** By row: line feeds before it in the block, its number of cells, and how many of them are filled. */
  readonly lines: Uint32Array;
  readonly counts: Uint32Array;
  readonly filled: Uint16Array;
  /** Of the column that was taken last. */
  readonly column: FilledCells;
}

/** By filled cell of a column, in the order of rows. */
export interface FilledCells {
  /** The cell's row in the batch, and where its content lies in the block. */
  readonly rows: Uint32Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** The print: 32 bits, and 21 bits. */
  readonly lows: Int32Array;
  readonly highs: Int32Array;
  /** Two numbers that tell the cell's shape from others, once `readShapes` was asked for them. */
  readonly shapes: Int32Array;
  readonly checks: Int32Array;
  /** With the shape: `SHAPE_NUMBERS` for every cell, one for each of its first runs of digits. */
  readonly numbers: Float64Array;
}

/** @param columns that the table has; further cells of a row do not count as filled. */
export function batchCells({ functions, rows }: ScanKernel, columns: number): BatchCells {
  const { memory } = functions;
  functions.countFilled(columns);
  return {
    rows,
    lines: viewOf(memory, TABLES.ROW_LINE, rows),
    counts: viewOf(memory, TABLES.ROW_COUNT, rows),
    filled: viewOf(memory, TABLES.ROW_FILLED, rows),
    column: {
      rows: viewOf(memory, TABLES.COLUMN_ROW, rows),
      starts: viewOf(memory, TABLES.COLUMN_START, rows),
      ends: viewOf(memory, TABLES.COLUMN_END, rows),
      lows: viewOf(memory, TABLES.COLUMN_LOW, rows),
      highs: viewOf(memory, TABLES.COLUMN_HIGH, rows),
      shapes: viewOf(memory, TABLES.COLUMN_SHAPE, rows),
      checks: viewOf(memory, TABLES.COLUMN_CHECK, rows),
      numbers: viewOf(memory, TABLES.COLUMN_NUMBERS, rows * SHAPE_NUMBERS),
    },
  };
}

/** Has the kernel go through a column of the batch. @returns the number of its filled cells. */
export function takeColumn({ functions }: ScanKernel, column: number): number {
  return functions.takeColumn(column);
}

/** Has the kernel read the shapes of the column's cells, from the position `first` up to `end` (exclusive). */
export function readShapes({ functions }: ScanKernel, first: number, end: number): void {
  functions.readShapes(first, end);
}
