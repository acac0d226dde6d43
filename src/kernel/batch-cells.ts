/** Where the cells of a batch of rows are, to go through the batch column by column. */
import { viewOf } from "./memory.ts";
import { KEPT_CELLS } from "./numbers.ts";
import type { ScanKernel } from "./scan-kernel.ts";
import { SCAN_TABLES as TABLES } from "./tables.ts";

/** Views of the kernel's tables, which the next batch overwrites. Offsets count from `base`. */
export interface BatchCells {
  readonly rows: number;
  /** By row: line feeds before it in the block, its number of cells, and its first cell. */
  readonly lines: Uint32Array;
  readonly counts: Uint32Array;
  readonly firsts: Uint32Array;
  /** By cell; at most `KEPT_CELLS` of a row. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** The offset of the block's first byte. */
  readonly base: number;
}

export function batchCells({ functions: { memory }, rows }: ScanKernel): BatchCells {
  const firsts = viewOf(memory, TABLES.ROW_CELLS, rows);
  const counts = viewOf(memory, TABLES.ROW_COUNT, rows);
  const cells = rows === 0 ? 0 : (firsts[rows - 1] ?? 0) + Math.min(counts[rows - 1] ?? 0, KEPT_CELLS);
  return {
    rows,
    lines: viewOf(memory, TABLES.ROW_LINE, rows),
    counts,
    firsts,
    starts: viewOf(memory, TABLES.CELL_START, cells),
    ends: viewOf(memory, TABLES.CELL_END, cells),
    base: TABLES.BLOCK.at,
  };
}
