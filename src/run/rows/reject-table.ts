/**
 * The rejected rows of a block, as plain data: the rows with their bytes, and their faults as numbers. The texts of a fault are made of
 * the row's cells when they are asked for, so that rejects with a text each take no more memory than rejects with the same text.
 */
import { type Fault, REJECT_CODES } from "../../domain/reject.ts";
import { cellFault, columnCount } from "../../input/cell-fault.ts";
import { createRow, scanRows } from "../../input/scanner.ts";
import { buffersOf, type Columns, column } from "../../kernel/columns.ts";
import type { RowCells } from "../../kernel/row-cells.ts";
import { buffersOfKeptRows, createEntries, createKeptRows, type KeptRows } from "./kept-rows.ts";

const FAULT_COLUMNS = {
  /** Position of the fault's row among the rejected rows; ascending. */
  faulty: column(Uint32Array),
  /** Position in `REJECT_CODES`. */
  fault: column(Uint8Array),
  /** Position of the column in the export, or `NO_COLUMN`. */
  column: column(Uint16Array),
};
/** Stands for the column of a fault of the whole row, which has another number of cells than the header. */
const NO_COLUMN = 0xffff;

export interface RejectTable extends KeptRows, Columns<typeof FAULT_COLUMNS> {}

export interface RejectList {
  /** @param row its place in the block. @param columns of the export. */
  add(row: number, bytes: Uint8Array, cells: RowCells, faults: readonly Fault[], columns: readonly string[]): void;
  /** Takes all rejects that were added; the list is empty afterwards. */
  take(): RejectTable;
}

export function createRejectList(): RejectList {
  const rows = createKeptRows();
  const faulty = createEntries(FAULT_COLUMNS);
  return {
    add: (row, bytes, { from, to, line }, faults, columns) => {
      for (const { code, column: name } of faults) {
        const at = faulty.add(1);
        const { room } = faulty;
        room.faulty[at] = rows.count;
        room.fault[at] = REJECT_CODES.indexOf(code);
        room.column[at] = name === "" ? NO_COLUMN : columns.indexOf(name);
      }
      rows.add(bytes, from, to, { row, line });
    },
    take: () => ({ ...rows.take(), ...faulty.take() }),
  };
}

/** The memory of a table that a thread hands over. */
export function buffersOfRejects(table: RejectTable): readonly ArrayBuffer[] {
  return [...buffersOfKeptRows(table), ...buffersOf(FAULT_COLUMNS, table)];
}

/** A rejected row; valid until the next one is visited. */
export interface RejectedRow {
  /** Row and line within the block, from 0. */
  readonly row: number;
  readonly line: number;
  readonly bytes: Buffer;
  readonly cells: RowCells;
  readonly faults: readonly Fault[];
}

/** Calls `visit` for every row of a table, in their order. @param columns of the export, and how its cells are told apart. */
export function visitRejects(
  table: RejectTable,
  { columns, delimiter }: { readonly columns: readonly string[]; readonly delimiter: number },
  visit: (reject: RejectedRow) => void,
): void {
  if (table.count === 0) return;
  const { faulty, row: rows, line: lines } = table;
  const bytes = Buffer.from(table.bytes.buffer, table.bytes.byteOffset, table.bytes.byteLength);
  const cells = createRow();
  let at = 0;
  let nextFault = 0;
  scanRows(bytes, delimiter, cells, () => {
    const faults: Fault[] = [];
    for (; faulty[nextFault] === at; nextFault += 1) faults.push(faultAt(table, nextFault, { bytes, cells, columns }));
    visit({ row: rows[at] ?? 0, line: lines[at] ?? 0, bytes, cells, faults });
    at += 1;
  });
}

function faultAt(
  { fault, column: columnOf }: RejectTable,
  at: number,
  { bytes, cells, columns }: { readonly bytes: Buffer; readonly cells: RowCells; readonly columns: readonly string[] },
): Fault {
  const code = REJECT_CODES[fault[at] ?? 0];
  const index = columnOf[at] ?? NO_COLUMN;
  if (code === undefined || index === NO_COLUMN) return columnCount(cells.count, columns.length);
  return cellFault(code, index, { bytes, row: cells, columns });
}
