/**
 * The host of `wasm/table.ts`: lays the columns of some rows of a table out in the kernel's memory, and has rows put together.
 *
 *     descriptions of columns   |   their data   |   rows
 *
 * The kernel has the data for itself, so the caller may let its own go as soon as the columns are open.
 */

import { COLUMNS_FIELDS } from "./fields.ts";
import type { TableFunctions } from "./functions.ts";
import { instantiate } from "./instance.ts";
import { ensureMemory, viewOf } from "./memory.ts";
import { OVERHANG, VALUE_KINDS } from "./numbers.ts";
import { TABLE_TABLES as TABLES } from "./tables.ts";

/** A column as Apache Arrow lays it out. Numbers have their lowest byte first. */
export interface TableColumn {
  readonly kind: keyof typeof VALUE_KINDS;
  /** One bit a row, 1 for a value; undefined where all rows have one. */
  readonly valid?: Uint8Array | undefined;
  /** All values, one after the other; all texts; one bit a truth; the rows of the dictionary, where there is one. */
  readonly values: Uint8Array;
  /** Where each text begins, and where the last one ends. */
  readonly places?: Uint8Array | undefined;
  /** The place of the first byte of `values` among all texts. */
  readonly skipped?: number | undefined;
  /** Bytes of a value, or of a place. */
  readonly width: number;
  /** The number of values in front of the first row. */
  readonly first: number;
  /** Decimals of a decimal. */
  readonly scale?: number | undefined;
  /** The number of units that a second of a time has, or a day of a day. */
  readonly unit?: number | undefined;
  readonly dictionary?: TableColumn | undefined;
}

export interface TableRows {
  /** Valid until the kernel is asked again. */
  readonly bytes: Uint8Array;
  /** The first row that is not among them. */
  readonly next: number;
  /** Line feeds inside the cells of the last row. The rows before it have none. */
  readonly innerLines: number;
}

export interface TableKernel {
  /** Takes the columns of the next rows, in the order of their cells. */
  open(columns: readonly TableColumn[]): void;
  /** The rows `from … to` (exclusive), or the first of them: at least one, some hundred kilobytes at most unless one row is longer. */
  put(from: number, to: number): TableRows;
}

/** Bytes of rows at once: so few that they stay in a core's cache until they are read. */
const ROWS_BYTES = 256 * 1024;
const FIELD_COUNT = COLUMNS_FIELDS.length;
const COLUMN_BYTES = FIELD_COUNT * Uint32Array.BYTES_PER_ELEMENT;

/** The state of the host between two calls. Places are in the kernel's memory. */
interface TableState {
  readonly functions: TableFunctions;
  /** The number of columns. */
  columns: number;
  /** Where the next data goes; at last, where rows go. */
  end: number;
}

export function createTableKernel(): TableKernel {
  const state: TableState = { functions: instantiate("table", {}), columns: 0, end: 0 };
  return { open: (columns) => open(state, columns), put: (from, to) => put(state, from, to) };
}

function open(state: TableState, columns: readonly TableColumn[]): void {
  // Dictionaries are described behind the columns, because only the columns are cells.
  const all = columns.flatMap(({ dictionary }) => dictionary ?? []);
  const described = [...columns, ...all];
  const { memory } = state.functions;
  state.columns = columns.length;
  state.end = align(TABLES.COLUMNS.at + described.length * COLUMN_BYTES);
  ensureMemory(memory, state.end + described.reduce((sum, column) => sum + bytesOf(column), 0));
  const descriptions = described.map((column) => {
    const dictionary = column.dictionary === undefined ? -1 : columns.length + all.indexOf(column.dictionary);
    return describe(state, column, dictionary < 0 ? 0 : TABLES.COLUMNS.at + dictionary * COLUMN_BYTES);
  });
  viewOf(memory, TABLES.COLUMNS, described.length * FIELD_COUNT).set(descriptions.flat());
}

/** Puts the data of a column into memory, and returns its numbers in `COLUMNS`. */
function describe(state: TableState, column: TableColumn, dictionary: number): readonly number[] {
  const { kind, valid, values, places, skipped = 0, width, first, scale = 0, unit = 1 } = column;
  const fields = {
    kind: VALUE_KINDS[kind],
    valid: valid === undefined ? 0 : place(state, valid),
    // Places of texts are counted from here. In front of the memory is its end, as the kernel counts.
    values: place(state, values) - skipped,
    places: places === undefined ? 0 : place(state, places),
    width,
    first,
    scale,
    unit,
    dictionary,
  };
  return COLUMNS_FIELDS.map((field) => fields[field]);
}

function place(state: TableState, data: Uint8Array): number {
  const at = state.end;
  new Uint8Array(state.functions.memory.buffer).set(data, at);
  state.end += roomOf(data);
  return at;
}

function bytesOf({ valid, values, places }: TableColumn): number {
  return [valid, values, places].reduce((sum, data) => sum + (data === undefined ? 0 : roomOf(data)), 0);
}

function roomOf(data: Uint8Array): number {
  return align(data.length + OVERHANG);
}

function align(at: number): number {
  return Math.ceil(at / 16) * 16;
}

function put({ functions, columns, end: into }: TableState, from: number, to: number): TableRows {
  const { memory, putRows, nextRow, innerLines } = functions;
  for (let room = ROWS_BYTES; ; room *= 2) {
    ensureMemory(memory, into + room);
    const end = putRows(columns, from, to, into, into + room);
    if (nextRow.value === from && from < to) continue;
    const bytes = new Uint8Array(memory.buffer, into, end - into);
    return { bytes, next: nextRow.value, innerLines: innerLines.value };
  }
}
