/**
 * Counts the cells of a table block by block, of all of its columns or of a share of them.
 *
 * Two threads can count one table: each sees every block, counts the cells of its own columns, and tells what it counted at the end.
 * What a thread counts of a column does not depend on the other columns, so that the facts are the same with any shares.
 */
import { type BatchCells, batchCells, readShapes, takeColumn } from "../../kernel/batch-cells.ts";
import { KEPT_CELLS } from "../../kernel/numbers.ts";
import type { Damage, RowCells } from "../../kernel/row-cells.ts";
import { fillRow, type ScanKernel } from "../../kernel/scan-kernel.ts";
import { scanBatches } from "../scanner.ts";
import { type ColumnTally, createTally, tallyCells } from "./column-tally.ts";
import { createTotals, noteRow, noteTotalWord, type TotalsTally } from "./totals-tally.ts";

/** Plain data, which one thread can hand to another. */
export interface TableTally {
  readonly delimiter: number;
  /** By position in the table; undefined for a column that another thread counts. */
  readonly columns: (ColumnTally | undefined)[];
  totals: TotalsTally;
  rows: number;
  /** Rows with more or fewer cells than the header, and the line of the first of them. */
  uneven: { count: number; line: number; escapes: boolean };
  /** The line of the next block's first byte, from 1. */
  line: number;
}

/** Ids that are kept at most, of all columns of ids together. */
const MOST_IDS = 4_000_000;

/** @param isId by column, whether repeated values are looked for. @param line of the first row. */
export function createTableTally(delimiter: number, isId: readonly boolean[], line: number): TableTally {
  const idColumns = isId.filter((each) => each).length;
  const most = Math.floor(MOST_IDS / Math.max(idColumns, 1));
  return {
    delimiter,
    columns: isId.map((each) => createTally(each ? most : undefined)),
    totals: createTotals(isId.length),
    rows: 0,
    uneven: { count: 0, line: 0, escapes: false },
    line,
  };
}

/** Which line of the file a line is. */
type FileLine = (line: number) => number;

/** What is known of the rows of a batch. */
interface BatchRows {
  readonly cells: BatchCells;
  /** By row. */
  readonly lines: Float64Array;
  /** The last word that calls a row a total, and its column; for hardly any row. */
  readonly words: Map<number, { readonly word: string; readonly at: number }>;
}

/**
 * Counts the rows of a block, batch by batch and of each batch column by column, so that the counts of a column stay near.
 * @param row is filled again and again. @param fileLine which line of the file a line is; the same one unless given. @returns the damage that ended the block; undefined where all of it was counted.
 */
export function tallyBlock(table: TableTally, bytes: Buffer, row: RowCells, fileLine?: FileLine): Damage | undefined {
  const { lines, damage } = scanBatches(bytes, table.delimiter, (kernel) => {
    const cells = batchCells(kernel, table.columns.length);
    const batch: BatchRows = { cells, lines: linesOf(cells, table.line, fileLine), words: new Map() };
    for (const [index, tally] of table.columns.entries())
      if (tally !== undefined) tallyColumn(tally, index, { kernel, batch, bytes });
    table.rows += cells.rows;
    noteRows(table, batch, (index) => {
      fillRow(kernel, index, row);
      return isBehindBackslash(bytes, row);
    });
  });
  table.line += lines;
  return damage;
}

function linesOf({ rows, lines }: BatchCells, first: number, fileLine: FileLine | undefined): Float64Array {
  const all = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) all[row] = first + (lines[row] ?? 0);
  if (fileLine !== undefined) for (let row = 0; row < rows; row += 1) all[row] = fileLine(all[row] ?? 0);
  return all;
}

interface Around {
  readonly kernel: ScanKernel;
  readonly batch: BatchRows;
  readonly bytes: Buffer;
}

function tallyColumn(tally: ColumnTally, column: number, { kernel, batch, bytes }: Around): void {
  const { cells, lines, words } = batch;
  tallyCells(tally, {
    count: takeColumn(kernel, column),
    cells: cells.column,
    bytes,
    lines,
    readShapes: (first, end) => readShapes(kernel, first, end),
    noteTotal: (row, word) => words.set(row, { word, at: column }),
  });
}

/** @param isEscaped whether an uneven row stands behind a backslash. */
function noteRows(
  { columns, totals, uneven }: TableTally,
  { cells: { rows, counts, filled }, lines, words }: BatchRows,
  isEscaped: (row: number) => boolean,
): void {
  for (let row = 0; row < rows; row += 1) {
    const line = lines[row] ?? 0;
    if (counts[row] !== columns.length) {
      uneven.count += 1;
      if (uneven.count === 1) uneven.line = line;
      uneven.escapes ||= isEscaped(row);
    }
    noteRow(totals, line, filled[row] ?? 0);
    const total = words.get(row);
    if (total !== undefined) noteTotalWord(totals, total.word, total.at);
  }
}

const BACKSLASH = 0x5c;
const CR = 0x0d;

/** Whether a cell of the row, or the row before it, ends with a backslash. */
function isBehindBackslash(bytes: Uint8Array, { ends, first, count, from }: RowCells): boolean {
  const before = bytes[from - 2] === CR ? from - 3 : from - 2;
  if (bytes[before] === BACKSLASH) return true;
  return ends.subarray(first, first + Math.min(count, KEPT_CELLS)).some((end) => bytes[end - 1] === BACKSLASH);
}

/** Takes columns out of a table, as a table for another thread that goes on from here. */
export function takeShare(table: TableTally, positions: readonly number[]): TableTally {
  const columns = table.columns.map((tally, index) => (positions.includes(index) ? tally : undefined));
  for (const index of positions) table.columns[index] = undefined;
  return { ...table, columns, totals: createTotals(columns.length), uneven: { count: 0, line: 0, escapes: false } };
}
