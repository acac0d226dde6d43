/**
 * The host of the kernel that scans. The kernel sees every byte; it is compiled to WebAssembly, and has its own memory.
 *
 * A block is copied into that memory and gone through batch by batch. The next batch overwrites the tables of the batch before.
 * Threads share neither a kernel nor its memory.
 */
import type { CandidateList, RecordPeriod } from "./candidates.ts";
import type { CellPlan } from "./cell-plan.ts";
import type { ScanFunctions } from "./functions.ts";
import { instantiate } from "./instance.ts";
import { ensureMemory, viewOf } from "./memory.ts";
import { DAMAGES, KEPT_CELLS, MARGIN, NOT_STEADY, TO_DECIDE, VERDICTS } from "./numbers.ts";
import type { Damage, RowCells } from "./row-cells.ts";
import { SCAN_TABLES as TABLES } from "./tables.ts";

/** The questions that the kernel asks while it checks rows. */
export interface KernelHost {
  /**
   * The offset of a zone throughout a day and around it, in milliseconds; undefined near a change of clocks.
   * @param zone undefined for the policy's.
   */
  steadyOffset(day: number, zone?: string): number | undefined;
  /** The code of a sound row of the batch that is beyond its horizon; undefined where the row is to be decided all the same. */
  codeBeyond(row: number): number | undefined;
}

/** Writes what a text becomes; see `wasm/answers.ts`. */
export type AnswerTo = (vocabulary: number, from: number, to: number, into: number) => number;

/** The state of a host between two calls. Places are in the kernel's memory. */
export interface ScanKernel {
  readonly functions: ScanFunctions;
  /** Two views of all memory; other views after the memory had to grow. */
  bytes: Uint8Array;
  numbers: Uint32Array;
  /** Where the next batch begins, and where the block ends. */
  position: number;
  end: number;
  delimiter: number;
  /** How many rows the batch has. */
  rows: number;
  /** Line feeds from the start of the block to the end of the batch. */
  lines: number;
  /** The damage that ended the scan; undefined where the end of the block ended it. */
  damage: Damage | undefined;
  /** The first cell of the row that was filled last, among all cells. */
  filled: number;
  /** The export's number of columns, whether the kernel can check its rows, and the zone of its times; `describeExport` sets them. */
  columns: number;
  canCheck: boolean;
  zone: string | undefined;
  /** What a mapping makes of the cells of rows, and who answers for texts that the kernel does not know; `takeCellPlan` sets them. */
  plan: CellPlan | undefined;
  answerTo: AnswerTo | undefined;
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

/** @param host is asked while rows are checked; without its answers more rows are unsure, and more rows are candidates. */
export function createScanKernel({ steadyOffset, codeBeyond }: Partial<KernelHost> = {}): ScanKernel {
  const functions = instantiate("scan", {
    days: { steadyOffset: (day) => steadyOffset?.(day, kernel.zone) ?? NOT_STEADY },
    horizon: { codeBeyond: (row) => codeBeyond?.(row) ?? TO_DECIDE },
    answers: { answerTo: (...text) => kernel.answerTo?.(...text) ?? 0 },
  });
  const { buffer } = functions.memory;
  const kernel: ScanKernel = {
    functions,
    bytes: new Uint8Array(buffer),
    numbers: new Uint32Array(buffer),
    position: BLOCK,
    end: BLOCK,
    delimiter: 0,
    rows: 0,
    lines: 0,
    damage: undefined,
    filled: 0,
    columns: 0,
    canCheck: false,
    zone: undefined,
    plan: undefined,
    answerTo: undefined,
  };
  return kernel;
}

/** Copies a block into the kernel's memory, and puts zeros after it. The block starts and ends at record boundaries. */
export function loadBlock(kernel: ScanKernel, content: Uint8Array, delimiter: number): void {
  roomForBlock(kernel, content.length).set(content);
  kernel.position = BLOCK;
  kernel.end = BLOCK + content.length;
  kernel.delimiter = delimiter;
  kernel.damage = undefined;
  kernel.rows = 0;
  kernel.lines = 0;
  kernel.bytes.fill(0, kernel.end, kernel.end + MARGIN);
  kernel.functions.beginMapping();
}

/** The room for a block of so many bytes. It may have moved after the memory grew. */
export function roomForBlock(kernel: ScanKernel, size: number): Uint8Array {
  const { memory } = kernel.functions;
  ensureMemory(memory, BLOCK + size + MARGIN);
  if (kernel.bytes.buffer !== memory.buffer) {
    kernel.bytes = new Uint8Array(memory.buffer);
    kernel.numbers = new Uint32Array(memory.buffer);
  }
  return kernel.bytes.subarray(BLOCK, BLOCK + size);
}

/** Finds the rows of the next batch; false when the block has no more rows. */
export function nextBatch(kernel: ScanKernel): boolean {
  const { functions, end, delimiter } = kernel;
  while (kernel.position < end && kernel.damage === undefined) {
    kernel.position = functions.scanBatch(kernel.position, end, delimiter, kernel.lines);
    // Answers lie behind the zeros that follow the block.
    if (kernel.plan !== undefined) functions.mapBatch(end + MARGIN);
    kernel.rows = functions.rows.value;
    kernel.lines = functions.lines.value;
    const code = DAMAGES[functions.damage.value] ?? "none";
    if (code !== "none") kernel.damage = { code, offset: functions.damageAt.value - BLOCK };
    if (kernel.rows > 0) return true;
  }
  return false;
}

/**
 * All memory of the kernel, in which the cells of a row lie wherever they come from; to be asked for again once the kernel is.
 */
export function memoryOfRows(kernel: ScanKernel): Buffer {
  roomForBlock(kernel, 0);
  const { buffer, byteLength } = kernel.bytes;
  return Buffer.from(buffer, 0, byteLength);
}

/**
 * Fills in where the cells of a row are; `learnWord` and `learnHorizon` are then about this row.
 * @param base where the bytes begin in which places are counted: the block, or 0 for `memoryOfRows`.
 */
export function fillRow(kernel: ScanKernel, row: number, into: RowCells, base: number = BLOCK): void {
  const { numbers, bytes } = kernel;
  const filled = numbers[ROW_CELLS + row] ?? 0;
  const count = numbers[ROW_COUNT + row] ?? 0;
  kernel.filled = filled;
  into.count = count;
  into.from = (numbers[ROW_FROM + row] ?? 0) - base;
  into.to = (numbers[ROW_TO + row] ?? 0) - base;
  into.line = numbers[ROW_LINE + row] ?? 0;
  for (let cell = 0; cell < count && cell < KEPT_CELLS; cell += 1) {
    into.starts[cell] = (numbers[CELL_START + filled + cell] ?? 0) - base;
    into.ends[cell] = (numbers[CELL_END + filled + cell] ?? 0) - base;
    into.quoting[cell] = bytes[CELL_QUOTING + filled + cell] ?? 0;
  }
}

/** The number of rows of the block that a mapping left out, so far. */
export function rowsLeftOut({ functions }: ScanKernel): number {
  return functions.leftOut.value;
}

/** Three numbers for every row of the batch; see `run/repeats/fingerprints.ts`. */
export function printRows({ functions, rows }: ScanKernel): Uint32Array {
  functions.printBatch();
  return viewOf(functions.memory, TABLES.ROW_PRINTS, rows * 3);
}

/** How many rows of the batch have an id, or a user, that went through a spreadsheet; and the first such row, where there is one. */
export interface DamagedIds {
  readonly ids: DamagedCells;
  readonly users: DamagedCells;
}

interface DamagedCells {
  readonly rows: number;
  readonly first: number;
}

/** Undefined where no row of the batch has one. */
export function countDamaged({ functions }: ScanKernel): DamagedIds | undefined {
  functions.countDamaged();
  const { damagedIds, damagedUsers, firstDamagedId, firstDamagedUser } = functions;
  if (damagedIds.value + damagedUsers.value === 0) return undefined;
  return {
    ids: { rows: damagedIds.value, first: firstDamagedId.value },
    users: { rows: damagedUsers.value, first: firstDamagedUser.value },
  };
}

/** Bytes from the start of the row before (or of the block) to the start of each row; `FAR` where that is too far. */
export function gapsOfRows({ functions, rows }: ScanKernel): Uint8Array {
  return viewOf(functions.memory, TABLES.ROW_GAP, rows);
}

/** Checks the rows of the batch from row `from` on. Returns one of `VERDICTS` for every row; earlier rows keep their verdict. */
export function checkRows({ functions, rows, canCheck }: ScanKernel, from = 0): Uint8Array {
  const verdicts = viewOf(functions.memory, TABLES.ROW_VERDICT, rows);
  if (canCheck) functions.checkBatch(from);
  else verdicts.fill(VERDICTS.unsure, from);
  return verdicts;
}

/** The code of every row that the kernel is sure of; see `run/rows/row-codes.ts`. */
export function codesOfRows({ functions, rows }: ScanKernel): Uint8Array {
  return viewOf(functions.memory, TABLES.ROW_CODE, rows);
}

/** Makes a row a candidate that was read with care and is sound. */
export function passRow({ functions }: ScanKernel, row: number, { starts, ends, ending }: RecordPeriod): void {
  const { memory } = functions;
  const rows = row + 1;
  viewOf(memory, TABLES.ROW_VERDICT, rows)[row] = VERDICTS.someRule;
  viewOf(memory, TABLES.ROW_ENDING, rows)[row] = ending;
  viewOf(memory, TABLES.ROW_STARTS, rows)[row] = starts;
  viewOf(memory, TABLES.ROW_ENDS, rows)[row] = ends;
  functions.noteService(row);
}

/** Adds the candidates of the batch to a list. @param first the batch's first row, in the block. */
export function collectRows(kernel: ScanKernel, first: number, into: CandidateList): void {
  const { functions, columns } = kernel;
  const { memory } = functions;
  for (let from = 0; from < kernel.rows; from = functions.collectedTo.value) {
    const rows = functions.collectBatch(VERDICTS.someRule, into.bytes, from);
    const cells = rows * columns;
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
      bytes: viewOf(memory, TABLES.OUT_BYTES, functions.collectedBytes.value),
    });
  }
}
