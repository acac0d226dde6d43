/**
 * Rows that rules have to decide, as columns: sound in every cell, of a service that some rule is for, and not known to
 * be beyond its horizon. Plain data, their bytes included, so that they can travel to whoever decides them.
 */
import type { Instant } from "../domain/instant.ts";
import type { RowCells } from "./row-cells.ts";

/** When a record can be used. */
export interface Period {
  readonly starts: Instant;
  readonly ends: Instant;
  /** One of `ENDINGS`. */
  readonly ending: number;
}

/**
 * What ends the period, and whether it then goes on by itself: it expires or is charged, and renews or does not. The sum of
 * what holds.
 */
export const ENDINGS = { byCharge: 1, renews: 2 } as const;

/** Stands for a service that is none of the export's usual ones. */
export const RARE_SERVICE = 0xffff;

export interface Candidates {
  readonly count: number;
  /** Row within the block, from 0, and lines before it in the block. */
  readonly row: Uint32Array<ArrayBuffer>;
  readonly line: Uint32Array<ArrayBuffer>;
  /** Its period; infinite where the row does not say. */
  readonly starts: Float64Array<ArrayBuffer>;
  readonly ends: Float64Array<ArrayBuffer>;
  readonly ending: Uint8Array<ArrayBuffer>;
  /** A number that stands for the same service throughout an export, as its one scanner has it, or `RARE_SERVICE`. */
  readonly service: Uint16Array<ArrayBuffer>;
  /** Of every cell of every row, as in `RowCells`; each row has as many as the export has columns. */
  readonly cellStarts: Uint32Array<ArrayBuffer>;
  readonly cellEnds: Uint32Array<ArrayBuffer>;
  readonly quoting: Uint8Array<ArrayBuffer>;
  /** All rows one after the other, without their line ends; cells are places in here. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Some more of them, with `row` counted from `first`; cells are counted from the first byte of the list. */
export interface CandidateBatch {
  readonly first: number;
  readonly row: Uint32Array;
  readonly line: Uint32Array;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly ending: Uint8Array;
  readonly service: Uint16Array;
  readonly cellStarts: Uint32Array;
  readonly cellEnds: Uint32Array;
  readonly quoting: Uint8Array;
  readonly bytes: Uint8Array;
}

export interface CandidateList {
  /** How many bytes the rows have that were added so far. */
  readonly bytes: number;
  /** Copies what it is given. */
  add(batch: CandidateBatch): void;
  /** All that were added; the list is empty then. */
  take(): Candidates;
}

export function createCandidateList(): CandidateList {
  let room = roomFor({ rows: 0, cells: 0, bytes: 0 });
  let count = 0;
  let cells = 0;
  let bytes = 0;

  function makeRoom({ row, quoting, bytes: added }: Omit<CandidateBatch, "first">): void {
    const rowsHeld = roomNeeded(room.row.length, count + row.length);
    const cellsHeld = roomNeeded(room.quoting.length, cells + quoting.length);
    const bytesHeld = roomNeeded(room.bytes.length, bytes + added.length);
    const isEnough =
      rowsHeld === room.row.length && cellsHeld === room.quoting.length && bytesHeld === room.bytes.length;
    if (isEnough) return;
    const larger = roomFor({ rows: rowsHeld, cells: cellsHeld, bytes: bytesHeld });
    for (const column of COLUMNS) larger[column].set(room[column]);
    room = larger;
  }

  function add({ first, ...batch }: CandidateBatch): void {
    makeRoom(batch);
    for (let index = 0; index < batch.row.length; index += 1) room.row[count + index] = first + (batch.row[index] ?? 0);
    room.line.set(batch.line, count);
    room.starts.set(batch.starts, count);
    room.ends.set(batch.ends, count);
    room.ending.set(batch.ending, count);
    room.service.set(batch.service, count);
    room.cellStarts.set(batch.cellStarts, cells);
    room.cellEnds.set(batch.cellEnds, cells);
    room.quoting.set(batch.quoting, cells);
    room.bytes.set(batch.bytes, bytes);
    count += batch.row.length;
    cells += batch.quoting.length;
    bytes += batch.bytes.length;
  }

  function take(): Candidates {
    const taken = {
      count,
      row: room.row.slice(0, count),
      line: room.line.slice(0, count),
      starts: room.starts.slice(0, count),
      ends: room.ends.slice(0, count),
      ending: room.ending.slice(0, count),
      service: room.service.slice(0, count),
      cellStarts: room.cellStarts.slice(0, cells),
      cellEnds: room.cellEnds.slice(0, cells),
      quoting: room.quoting.slice(0, cells),
      bytes: room.bytes.slice(0, bytes),
    };
    count = 0;
    cells = 0;
    bytes = 0;
    return taken;
  }

  return {
    get bytes() {
      return bytes;
    },
    add,
    take,
  };
}

const COLUMNS = [
  "row",
  "line",
  "starts",
  "ends",
  "ending",
  "service",
  "cellStarts",
  "cellEnds",
  "quoting",
  "bytes",
] as const;

/** Never less than there is: the rows of one export are many, and those of the next one long. */
function roomNeeded(held: number, needed: number): number {
  return needed <= held ? held : needed * 2;
}

function roomFor({ rows, cells, bytes }: { readonly rows: number; readonly cells: number; readonly bytes: number }) {
  return {
    row: new Uint32Array(rows),
    line: new Uint32Array(rows),
    starts: new Float64Array(rows),
    ends: new Float64Array(rows),
    ending: new Uint8Array(rows),
    service: new Uint16Array(rows),
    cellStarts: new Uint32Array(cells),
    cellEnds: new Uint32Array(cells),
    quoting: new Uint8Array(cells),
    bytes: new Uint8Array(bytes),
  };
}

/** A row that can be any of the candidates: `row.first` and `row.line` say which. */
export function rowOf({ cellStarts, cellEnds, quoting }: Candidates, columns: number): RowCells {
  return { starts: cellStarts, ends: cellEnds, quoting, first: 0, count: columns, from: 0, to: 0, line: 0 };
}
