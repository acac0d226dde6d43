/**
 * The host of the kernel that scans. The kernel sees every byte; it is compiled to WebAssembly, and has its own memory.
 *
 * A block is copied into that memory and gone through batch by batch. The next batch overwrites the tables of the batch before.
 * Threads share neither a kernel nor its memory.
 */
import type { CandidateList, RecordPeriod } from "./candidates.ts";
import type { ExportShape } from "./export-shape.ts";
import { instantiate } from "./instance.ts";
import { viewOf } from "./memory.ts";
import { NOT_STEADY, TO_DECIDE } from "./numbers.ts";
import type { Damage, RowCells } from "./row-cells.ts";
import {
  checkRows,
  collectRows,
  describe,
  fillRow,
  learnHorizon,
  learnWord,
  nextBatch,
  openBlock,
  passRow,
  scanOf,
  type TimeBounds,
  type WordRole,
} from "./scan-host.ts";
import { SCAN_TABLES as TABLES } from "./tables.ts";

/** The questions that the kernel asks while it checks rows. */
export interface KernelHost {
  /** The offset of the zone throughout a day and around it, in milliseconds; undefined near a change of clocks. */
  steadyOffset(day: number): number | undefined;
  /** The code of a sound row of the batch that is beyond its horizon; undefined where the row is to be decided all the same. */
  codeBeyond(row: number): number | undefined;
}

/** Learns the words of the row that was filled last. */
export interface Learner {
  /** @param meaning one of `MEANINGS`, or `meaningOfDecimals`. */
  learnWord(role: WordRole, column: number, meaning: number): void;
}

/** The meaning of a currency, which says its decimals. */
export function meaningOfDecimals(decimals: number): number {
  return decimals + 1;
}

export interface ScanKernel extends Learner {
  /** Takes the export that the next blocks belong to, and forgets the words of the export before. */
  describe(shape: ExportShape): void;
  /** Copies a block into the kernel's memory. The block starts and ends at record boundaries. */
  open(bytes: Uint8Array, delimiter: number): void;
  /** Finds the rows of the next batch; false when the block has no more rows. */
  next(): boolean;
  /** How many rows the batch has. */
  readonly rows: number;
  /** Line feeds from the start of the block to the end of the batch. */
  readonly lines: number;
  /** The damage that ended the scan; undefined where the end of the block ended it. */
  readonly damage: Damage | undefined;
  /** Fills in where the cells of a row are; `learnWord` and `learnHorizon` are then about this row. */
  fill(row: number, into: RowCells): void;
  /** Three numbers for every row of the batch; see `run/repeats/fingerprints.ts`. */
  print(): Uint32Array;
  /** Bytes from the start of the row before (or of the block) to the start of each row; `FAR` where that is too far. */
  gaps(): Uint8Array;
  /** Checks the rows of the batch from row `from` on. Returns one of `VERDICTS` for every row; earlier rows keep their verdict. */
  check(from?: number): Uint8Array;
  /** How many words the kernel knows. */
  readonly words: number;
  /** The code of every row that the kernel is sure of; see `run/rows/row-codes.ts`. */
  codes(): Uint8Array;
  /** Takes the horizon of the service of the row that was filled last, and the columns by which the rules for it select. */
  learnHorizon(service: number, horizon: TimeBounds, columns: readonly number[]): void;
  /** Makes a row a candidate that was read with care and is sound. */
  pass(row: number, period: RecordPeriod): void;
  /** Adds the candidates of the batch to a list. @param first the batch's first row, in the block. */
  collect(first: number, into: CandidateList): void;
}

/** @param host is asked while rows are checked; without its answers more rows are unsure, and more rows are candidates. */
export function createScanKernel({ steadyOffset, codeBeyond }: Partial<KernelHost> = {}): ScanKernel {
  const kernel = instantiate("scan", {
    times: { steadyOffset: (day) => steadyOffset?.(day) ?? NOT_STEADY },
    horizon: { codeBeyond: (row) => codeBeyond?.(row) ?? TO_DECIDE },
  });
  const { memory } = kernel;
  const scan = scanOf(kernel);
  return {
    describe: (shape) => describe(scan, shape),
    open: (bytes, delimiter) => openBlock(scan, bytes, delimiter),
    next: () => nextBatch(scan),
    get rows() {
      return kernel.rows.value;
    },
    get lines() {
      return scan.lines;
    },
    get damage() {
      return scan.damage;
    },
    fill: (row, into) => fillRow(scan, row, into),
    print: () => {
      kernel.printBatch();
      return viewOf(memory, TABLES.ROW_PRINTS, kernel.rows.value * 3);
    },
    gaps: () => viewOf(memory, TABLES.ROW_GAP, kernel.rows.value),
    check: (from = 0) => checkRows(scan, from),
    get words() {
      return kernel.known.value;
    },
    codes: () => viewOf(memory, TABLES.ROW_CODE, kernel.rows.value),
    learnWord: (role, column, meaning) => learnWord(scan, role, column, meaning),
    learnHorizon: (service, horizon, columns) => learnHorizon(scan, service, horizon, columns),
    pass: (row, period) => passRow(scan, row, period),
    collect: (first, into) => collectRows(scan, first, into),
  };
}
