/**
 * The cells of CSV rows in a block of bytes (RFC 4180), found without making any text; see `kernel/wasm/scan.ts`.
 *
 * A block starts and ends at a record boundary. Offsets are into the block, and one row object is filled again for every
 * row. Damage ends the scan where it stands, because no later cell can be trusted.
 */
import { KEPT_CELLS, QUOTINGS } from "../kernel/numbers.ts";
import type { Damage, RowCells } from "../kernel/row-cells.ts";
import { createScanKernel, type ScanKernel } from "../kernel/scan-kernel.ts";

export interface ScanEnd {
  /** Line feeds in the block, those in quotes included. */
  readonly lines: number;
  readonly damage: Damage | undefined;
}

/** A row with more cells than `MOST_COLUMNS` keeps counting, but the cells beyond are not kept. */
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

/** Whether quotes inside it are doubled. */
export function hasDoubledQuotes({ quoting, first }: RowCells, index: number): boolean {
  return quoting[first + index] === QUOTINGS.doubled;
}

/** Kernels that nobody uses; a visitor may scan something else, which takes another one. */
const idle: ScanKernel[] = [];

/** Calls `visit` for every row; lines without any byte are no rows. */
export function scanRows(bytes: Uint8Array, delimiter: number, row: RowCells, visit: () => void): ScanEnd {
  const kernel = idle.pop() ?? createScanKernel();
  try {
    kernel.open(bytes, delimiter);
    while (kernel.next()) {
      for (let index = 0; index < kernel.rows; index += 1) {
        kernel.fill(index, row);
        visit();
      }
    }
    return { lines: kernel.lines, damage: kernel.damage };
  } finally {
    idle.push(kernel);
  }
}
