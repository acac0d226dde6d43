/** The steps of the kernel's host: each works on `Scan`, the state that the host keeps between two calls. */
import type { CandidateList, RecordPeriod } from "./candidates.ts";
import type { ExportShape } from "./export-shape.ts";
import type { ScanFunctions } from "./functions.ts";
import { ensureMemory, viewOf } from "./memory.ts";
import {
  DAMAGES,
  KEPT_CELLS,
  MARGIN,
  MOST_PLANNED,
  MOST_SELECTED,
  TIME_ROLES,
  VERDICTS,
  WORD_ROLES,
} from "./numbers.ts";
import type { Damage, RowCells } from "./row-cells.ts";
import { SHAPE_FIELDS, SCAN_TABLES as TABLES } from "./tables.ts";

/** Instants in milliseconds. */
export interface TimeBounds {
  readonly from: number;
  readonly to: number;
}

/** The roles of words that a host can teach. */
export type WordRole = Exclude<keyof typeof WORD_ROLES, "selected">;

/** The state of a host between two calls. Places are in the kernel's memory. */
export interface Scan {
  readonly kernel: ScanFunctions;
  /** Two views of all memory; other views after the memory had to grow. */
  bytes: Uint8Array;
  numbers: Uint32Array;
  /** Where the next batch begins, and where the block ends. */
  position: number;
  end: number;
  delimiter: number;
  lines: number;
  damage: Damage | undefined;
  /** The first cell of the row that was filled last, among all cells. */
  filled: number;
  /** The export's number of columns, and whether the kernel can check its rows; `describe` sets both. */
  columns: number;
  canCheck: boolean;
}

const BLOCK = TABLES.BLOCK.at;
/** Positions in `Scan.numbers`. */
const ROW_CELLS = TABLES.ROW_CELLS.at / 4;
const ROW_COUNT = TABLES.ROW_COUNT.at / 4;
const ROW_FROM = TABLES.ROW_FROM.at / 4;
const ROW_TO = TABLES.ROW_TO.at / 4;
const ROW_LINE = TABLES.ROW_LINE.at / 4;
const CELL_START = TABLES.CELL_START.at / 4;
const CELL_END = TABLES.CELL_END.at / 4;
const CELL_QUOTING = TABLES.CELL_QUOTING.at;

export function scanOf(kernel: ScanFunctions): Scan {
  const { buffer } = kernel.memory;
  return {
    kernel,
    bytes: new Uint8Array(buffer),
    numbers: new Uint32Array(buffer),
    position: BLOCK,
    end: BLOCK,
    delimiter: 0,
    lines: 0,
    damage: undefined,
    filled: 0,
    columns: 0,
    canCheck: false,
  };
}

/** Puts bytes at the place of the block, and zeros after them. */
function put(scan: Scan, content: Uint8Array): void {
  const { memory } = scan.kernel;
  if (ensureMemory(memory, BLOCK + content.length + MARGIN)) {
    scan.bytes = new Uint8Array(memory.buffer);
    scan.numbers = new Uint32Array(memory.buffer);
  }
  scan.bytes.set(content, BLOCK);
  scan.bytes.fill(0, BLOCK + content.length, BLOCK + content.length + MARGIN);
}

export function describe(scan: Scan, { kind, delimiter, columns, times, money, ...places }: ExportShape): void {
  const { kernel } = scan;
  scan.columns = columns.length;
  // The same bytes under another header mean something else.
  const header = Buffer.from(`${delimiter}${columns.join("\0")}`);
  put(scan, Buffer.concat([Buffer.from(kind), header]));
  kernel.seedPrints(BLOCK, BLOCK + kind.length, BLOCK + kind.length + header.length);
  kernel.forgetWords();
  kernel.forgetHorizons();
  scan.canCheck = times.length <= MOST_PLANNED && money.length <= MOST_PLANNED;
  const shape: { readonly [field in (typeof SHAPE_FIELDS)[number]]: number } = {
    ...places,
    columns: columns.length,
    flag: places.autoRenew,
    timeCount: times.length,
    amountCount: money.length,
    // A claim may have no user.
    withoutUser: kind === "claim" ? 1 : 0,
  };
  const { memory } = kernel;
  viewOf(memory, TABLES.SHAPE, SHAPE_FIELDS.length).set(SHAPE_FIELDS.map((field) => shape[field]));
  if (!scan.canCheck) return;
  const pairs = times.flatMap(({ index, role }) => [index, TIME_ROLES[role]]);
  viewOf(memory, TABLES.SHAPE_TIMES, pairs.length).set(pairs);
  viewOf(memory, TABLES.SHAPE_AMOUNTS, money.length).set(money.map(({ index }) => index));
}

export function openBlock(scan: Scan, content: Uint8Array, delimiter: number): void {
  put(scan, content);
  scan.position = BLOCK;
  scan.end = BLOCK + content.length;
  scan.delimiter = delimiter;
  scan.damage = undefined;
  scan.lines = 0;
}

export function nextBatch(scan: Scan): boolean {
  const { kernel, end, delimiter } = scan;
  while (scan.position < end && scan.damage === undefined) {
    scan.position = kernel.scanBatch(scan.position, end, delimiter, scan.lines);
    scan.lines = kernel.lines.value;
    const code = DAMAGES[kernel.damage.value] ?? "none";
    if (code !== "none") scan.damage = { code, offset: kernel.damageAt.value - BLOCK };
    if (kernel.rows.value > 0) return true;
  }
  return false;
}

export function fillRow(scan: Scan, row: number, into: RowCells): void {
  const { numbers, bytes } = scan;
  const filled = numbers[ROW_CELLS + row] ?? 0;
  const count = numbers[ROW_COUNT + row] ?? 0;
  scan.filled = filled;
  into.count = count;
  into.from = (numbers[ROW_FROM + row] ?? 0) - BLOCK;
  into.to = (numbers[ROW_TO + row] ?? 0) - BLOCK;
  into.line = numbers[ROW_LINE + row] ?? 0;
  for (let cell = 0; cell < count && cell < KEPT_CELLS; cell += 1) {
    into.starts[cell] = (numbers[CELL_START + filled + cell] ?? 0) - BLOCK;
    into.ends[cell] = (numbers[CELL_END + filled + cell] ?? 0) - BLOCK;
    into.quoting[cell] = bytes[CELL_QUOTING + filled + cell] ?? 0;
  }
}

export function checkRows({ kernel, canCheck }: Scan, from: number): Uint8Array {
  const verdicts = viewOf(kernel.memory, TABLES.ROW_VERDICT, kernel.rows.value);
  if (canCheck) kernel.checkBatch(from);
  else verdicts.fill(VERDICTS.unsure, from);
  return verdicts;
}

export function passRow({ kernel }: Scan, row: number, { starts, ends, ending }: RecordPeriod): void {
  const { memory } = kernel;
  const rows = row + 1;
  viewOf(memory, TABLES.ROW_VERDICT, rows)[row] = VERDICTS.someRule;
  viewOf(memory, TABLES.ROW_ENDING, rows)[row] = ending;
  viewOf(memory, TABLES.ROW_STARTS, rows)[row] = starts;
  viewOf(memory, TABLES.ROW_ENDS, rows)[row] = ends;
  kernel.noteService(row);
}

export function collectRows({ kernel, columns }: Scan, first: number, into: CandidateList): void {
  const rows = kernel.collectBatch(VERDICTS.someRule, into.bytes);
  const cells = rows * columns;
  const { memory } = kernel;
  into.add({
    first,
    row: viewOf(memory, TABLES.OUT_ROW, rows),
    line: viewOf(memory, TABLES.OUT_LINE, rows),
    starts: viewOf(memory, TABLES.OUT_STARTS, rows),
    ends: viewOf(memory, TABLES.OUT_ENDS, rows),
    ending: viewOf(memory, TABLES.OUT_ENDING, rows),
    service: viewOf(memory, TABLES.OUT_SERVICE, rows),
    cellStarts: viewOf(memory, TABLES.OUT_CELL_START, cells),
    cellEnds: viewOf(memory, TABLES.OUT_CELL_END, cells),
    quoting: viewOf(memory, TABLES.OUT_QUOTING, cells),
    bytes: viewOf(memory, TABLES.OUT_BYTES, kernel.collectedBytes.value),
  });
}

export function learnHorizon(scan: Scan, service: number, horizon: TimeBounds, columns: readonly number[]): void {
  if (columns.length > MOST_SELECTED) return;
  const { kernel } = scan;
  viewOf(kernel.memory, TABLES.HORIZON_COLUMNS, columns.length + 1).set([columns.length, ...columns]);
  const { from, to } = cellAt(scan, service);
  kernel.learnHorizon(from, to, horizon.from, horizon.to);
}

export function learnWord(scan: Scan, role: WordRole, column: number, meaning: number): void {
  const { from, to } = cellAt(scan, column);
  scan.kernel.learnWord(WORD_ROLES[role], from, to, meaning);
}

/** A cell of the row that was filled last. */
function cellAt({ numbers, filled }: Scan, column: number): { readonly from: number; readonly to: number } {
  return { from: numbers[CELL_START + filled + column] ?? 0, to: numbers[CELL_END + filled + column] ?? 0 };
}
