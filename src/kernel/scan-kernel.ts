/**
 * The host of the kernel that sees every byte: it is compiled to WebAssembly, and has a memory of its own.
 *
 * A block is copied into that memory and gone through batch by batch. What stands in a batch's tables is gone with the
 * next one. Nothing in here is shared between threads.
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

/** What the kernel asks while rows are checked. */
export interface KernelHost {
  /** The offset of the zone throughout a day and around it, in milliseconds. Undefined near a change of clocks. */
  steadyOffset(day: number): number | undefined;
  /** The code of a sound row of the batch that is beyond the horizon; undefined where it is to be decided all the same. */
  codeBeyond(row: number): number | undefined;
}

/** What the kernel can be told about words of the row that was filled last. */
export interface Learner {
  /** @param meaning one of `MEANINGS`, or `meaningOfDecimals`. */
  learnWord(role: WordRole, column: number, meaning: number): void;
}

/** What a currency means to the kernel. */
export function meaningOfDecimals(decimals: number): number {
  return decimals + 1;
}

export interface ScanKernel extends Learner {
  /** Says what `print` and `check` are about, and forgets the words of another export. */
  describe(shape: ExportShape): void;
  /** Copies a block in. It starts and ends at record boundaries. */
  open(bytes: Uint8Array, delimiter: number): void;
  /** Finds the next rows of the block; false when there are no more. */
  next(): boolean;
  readonly rows: number;
  /** Line feeds so far. */
  readonly lines: number;
  /** Why there are no more rows, where it is not the end of the block. */
  readonly damage: Damage | undefined;
  /** Where the cells of a row are; `learnWord` is then about this row. */
  fill(row: number, into: RowCells): void;
  /** Three words for every row of the batch; see `run/repeats/fingerprints.ts`. */
  print(): Uint32Array;
  /** Bytes from the start of the row before (or of the block) to each row's own; `FAR` for more. */
  gaps(): Uint8Array;
  /** One of `VERDICTS` for every row of the batch; those before `from` stay as they are. */
  check(from?: number): Uint8Array;
  /** How many words it knows. */
  readonly words: number;
  /** The code of every row that it is sure of; see `run/rows/row-codes.ts`. */
  codes(): Uint8Array;
  /** Says how far the rules for the service of the row that was filled last look, and by which columns they select. */
  learnHorizon(service: number, horizon: TimeBounds, columns: readonly number[]): void;
  /** Says of a row that it is sound after all, and for a rule to decide. */
  pass(row: number, period: RecordPeriod): void;
  /** Adds the rows that are for a rule to decide to a list; `first` is the batch's first row. */
  collect(first: number, into: CandidateList): void;
}

/** @param host is asked while rows are checked; it can do without answers. */
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
