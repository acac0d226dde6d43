/**
 * The cells of CSV rows in a block of bytes (RFC 4180), found without making any text; see `kernel/wasm/scan.ts`.
 *
 * A block starts and ends at a record boundary. Offsets count from the start of the block, and one row object is filled again
 * for every row. Damage ends the scan where it stands, because no later cell can be trusted.
 */

import type { CellPlan } from "../kernel/cell-plan.ts";
import { KEPT_CELLS, QUOTINGS } from "../kernel/numbers.ts";
import type { Damage, RowCells } from "../kernel/row-cells.ts";
import {
  createScanKernel,
  fillRow,
  loadBlock,
  memoryOfRows,
  nextBatch,
  type ScanKernel,
} from "../kernel/scan-kernel.ts";
import { takeCellPlan } from "../kernel/take-cell-plan.ts";

export interface ScanEnd {
  /** The number of line feeds in the block, line feeds in quotes included. */
  readonly lines: number;
  readonly damage: Damage | undefined;
}

/** Room for a row of at most `KEPT_CELLS` cells; further cells of a row are only counted. */
export function createRow(): RowCells {
  const size = KEPT_CELLS;
  return {
    starts: new Uint32Array(size),
    ends: new Uint32Array(size),
    quoting: new Uint8Array(size),
    first: 0,
    count: 0,
    from: 0,
    to: 0,
    line: 0,
  };
}

export function startOfCell({ starts, first }: RowCells, index: number): number {
  return starts[first + index] ?? 0;
}

export function endOfCell({ ends, first }: RowCells, index: number): number {
  return ends[first + index] ?? 0;
}

/** Whether the quotes inside a cell are doubled. */
export function hasDoubledQuotes({ quoting, first }: RowCells, index: number): boolean {
  return quoting[first + index] === QUOTINGS.doubled;
}

/** Kernels that no scan uses. A visitor may itself scan, which takes another kernel. */
const idle: ScanKernel[] = [];

/** Calls `visit` for every row; empty lines are no rows. */
export function scanRows(bytes: Uint8Array, delimiter: number, row: RowCells, visit: () => void): ScanEnd {
  return scanBatches(bytes, delimiter, (kernel) => {
    for (let index = 0; index < kernel.rows; index += 1) {
      fillRow(kernel, index, row);
      visit();
    }
  });
}

/**
 * The same for rows whose cells become what a plan says. Cells are places in the bytes that `visit` is given, which are the kernel's.
 */
export function scanMappedRows(
  bytes: Uint8Array,
  plan: CellPlan,
  row: RowCells,
  visit: (memory: Buffer) => void,
): ScanEnd {
  return scanBatches(
    bytes,
    plan.delimiter,
    (kernel) => {
      const memory = memoryOfRows(kernel);
      for (let index = 0; index < kernel.rows; index += 1) {
        fillRow(kernel, index, row, 0);
        visit(memory);
      }
    },
    plan,
  );
}

/** Calls `visit` for every batch of rows, which the kernel then holds; empty lines are no rows. */
export function scanBatches(
  bytes: Uint8Array,
  delimiter: number,
  visit: (kernel: ScanKernel) => void,
  plan?: CellPlan,
): ScanEnd {
  const kernel = idle.pop() ?? createScanKernel();
  try {
    takeCellPlan(kernel, plan);
    loadBlock(kernel, bytes, delimiter);
    while (nextBatch(kernel)) visit(kernel);
    return { lines: kernel.lines, damage: kernel.damage };
  } finally {
    idle.push(kernel);
  }
}
