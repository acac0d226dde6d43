/**
 * Rows that are needed again later, as columns: where each row stands, and its bytes. They are plain data without an object for a row.
 *
 *     block         a,1\n b,x\n c,3\n d,y\n       the rows 1 and 3 are kept
 *     row, line     1     3                       one entry per kept row
 *     end           4           8
 *     bytes         b,x\n d,y\n                   a block again: each row has a line feed, also the last row of a file
 */
import { createRow } from "../../input/scanner.ts";
import {
  buffersOf,
  type Columns,
  column,
  copyInto,
  type Declared,
  firstEntries,
  roomFor,
} from "../../kernel/columns.ts";
import type { RowCells } from "../../kernel/row-cells.ts";
import { fillRow, loadBlock, nextBatch, type ScanKernel } from "../../kernel/scan-kernel.ts";

const KEPT_ROW_COLUMNS = {
  /** Row within the block, from 0; ascending. */
  row: column(Uint32Array),
  /** Lines before the row: within the block, or in the file where its maker says so. */
  line: column(Uint32Array),
  /** Where the row ends among the bytes of all kept rows. */
  end: column(Uint32Array),
};
const KEPT_ROW_BYTES = { bytes: column(Uint8Array) };

export interface KeptRows extends Columns<typeof KEPT_ROW_COLUMNS>, Columns<typeof KEPT_ROW_BYTES> {
  readonly count: number;
}

export interface KeptRowList {
  readonly count: number;
  /** How many bytes the rows have. */
  readonly size: number;
  /** Keeps a row, which is the bytes `from … to` (exclusive) without a line end. */
  add(bytes: Uint8Array, from: number, to: number, place: { readonly row: number; readonly line: number }): void;
  /** Takes all rows that were added; the list is empty afterwards. */
  take(): KeptRows;
}

const LF = 0x0a;

export function createKeptRows(): KeptRowList {
  const places = createEntries(KEPT_ROW_COLUMNS);
  const content = createEntries(KEPT_ROW_BYTES);
  return {
    get count() {
      return places.count;
    },
    get size() {
      return content.count;
    },
    add: (bytes, from, to, { row, line }) => {
      const start = content.add(to - from + 1);
      const room = content.room.bytes;
      room.set(bytes.subarray(from, to), start);
      room[start + to - from] = LF;
      const at = places.add(1);
      places.room.row[at] = row;
      places.room.line[at] = line;
      places.room.end[at] = content.count;
    },
    take: () => ({ count: places.count, ...places.take(), ...content.take() }),
  };
}

export function noKeptRows(): KeptRows {
  return { count: 0, ...roomFor(KEPT_ROW_COLUMNS, 0), ...roomFor(KEPT_ROW_BYTES, 0) };
}

/** The memory of kept rows that a thread hands over. */
export function buffersOfKeptRows(rows: KeptRows): ArrayBuffer[] {
  return [...buffersOf(KEPT_ROW_COLUMNS, rows), ...buffersOf(KEPT_ROW_BYTES, rows)];
}

/** A kept row; valid until the next one is asked for. */
export interface KeptRowCells {
  readonly row: number;
  readonly line: number;
  readonly bytes: Buffer;
  readonly cells: RowCells;
}

/** The rows with their cells. @param kernel that nothing else uses until the last row was asked for. */
export function* rowsIn(kept: KeptRows, delimiter: number, kernel: ScanKernel): Generator<KeptRowCells, void, void> {
  const { row, line } = kept;
  const bytes = Buffer.from(kept.bytes.buffer, kept.bytes.byteOffset, kept.bytes.byteLength);
  const cells = createRow();
  let at = 0;
  loadBlock(kernel, bytes, delimiter);
  while (nextBatch(kernel)) {
    for (let index = 0; index < kernel.rows; index += 1, at += 1) {
      fillRow(kernel, index, cells);
      yield { row: row[at] ?? 0, line: line[at] ?? 0, bytes, cells };
    }
  }
}

/** Columns that grow together. */
export interface Entries<Table extends Declared<keyof Table>> {
  /** Has room for all entries; other columns after an entry was added. */
  room: Columns<Table>;
  readonly count: number;
  /** Makes room for so many more entries, and returns the position of the first. */
  add(more: number): number;
  /** A copy of all entries; there are none afterwards. */
  take(): Columns<Table>;
}

export function createEntries<Table extends Declared<keyof Table>>(declared: Table): Entries<Table> {
  let held = 0;
  let count = 0;
  const entries: Entries<Table> = {
    room: roomFor(declared, 0),
    get count() {
      return count;
    },
    add: (more) => {
      const first = count;
      count += more;
      if (count > held) {
        held = count * 2;
        entries.room = copyInto(roomFor(declared, held), declared, entries.room);
      }
      return first;
    },
    take: () => {
      const taken = firstEntries(declared, entries.room, count);
      count = 0;
      return taken;
    },
  };
  return entries;
}
