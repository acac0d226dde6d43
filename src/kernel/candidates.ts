/**
 * Candidates, the rows that rules have to decide, as columns. A candidate is sound in every cell, has a service that some rule
 * is for, and is not known to be beyond its horizon. Candidates are plain data, their bytes included, so that they can travel
 * to the thread that decides them.
 *
 *     CSV           r1,melon\n r2,"x"\n        two rows of two columns, lines 0 and 1
 *     row           0         1                one entry per row
 *     cellStarts    0  3      8  12            one entry per cell: the cells of the first row, then the cells of the second row
 *     bytes         r1,melon  r2,"x"           the rows without their line ends; cells are places in here
 */
import type { Instant } from "../domain/instant.ts";
import { buffersOf, type Columns, column, copyInto, type Declared, firstEntries, roomFor } from "./columns.ts";
import { NO_WORD } from "./numbers.ts";
import type { RowCells } from "./row-cells.ts";

/** The period of a record. */
export interface RecordPeriod {
  readonly starts: Instant;
  readonly ends: Instant;
  /** The sum of some `ENDINGS`. */
  readonly ending: number;
}

/** Stands for a service that the kernel does not know, which is rare. */
export const RARE_SERVICE = NO_WORD;

/** The row within the block, from 0. This column stays with the thread that has the candidates decided. */
const PLACE_COLUMNS = { row: column(Uint32Array) };

const ROW_COLUMNS = {
  /** The number of lines before the row in its block. */
  line: column(Uint32Array),
  /** The row's period; infinite where the row does not say a start or an end. */
  starts: column(Float64Array),
  ends: column(Float64Array),
  ending: column(Uint8Array),
  /** A number that stands for the same service in all blocks of an export, which one scanner scans; or `RARE_SERVICE`. */
  service: column(Uint16Array),
};

/** Every cell of every row, as in `RowCells`; each row has as many cells as the export has columns. */
const CELL_COLUMNS = { cellStarts: column(Uint32Array), cellEnds: column(Uint32Array), quoting: column(Uint8Array) };

/** The bytes of all rows, one row after the other, without their line ends. */
const BYTE_COLUMNS = { bytes: column(Uint8Array) };

type CandidateColumns<Memory extends ArrayBufferLike> = Columns<typeof PLACE_COLUMNS, Memory> &
  Columns<typeof ROW_COLUMNS, Memory> &
  Columns<typeof CELL_COLUMNS, Memory> &
  Columns<typeof BYTE_COLUMNS, Memory>;

export type Candidates = CandidateColumns<ArrayBuffer> & { readonly count: number };

/** More candidates, with `row` counted from `first`; cells are counted from the first byte of the list. */
export type CandidateBatch = CandidateColumns<ArrayBufferLike> & { readonly first: number };

export interface CandidateList {
  /** How many bytes the added rows have. */
  readonly bytes: number;
  /** Adds a copy of the batch. */
  add(batch: CandidateBatch): void;
  /** Takes all candidates that were added; the list is empty afterwards. */
  take(): Candidates;
}

export function createCandidateList(): CandidateList {
  const places = createPart(PLACE_COLUMNS);
  const rows = createPart(ROW_COLUMNS);
  const cells = createPart(CELL_COLUMNS);
  const bytes = createPart(BYTE_COLUMNS);

  function add(batch: CandidateBatch): void {
    const before = places.count;
    addTo(places, batch, batch.row.length);
    addTo(rows, batch, batch.row.length);
    addTo(cells, batch, batch.quoting.length);
    addTo(bytes, batch, batch.bytes.length);
    const { row } = places.room;
    for (let index = before; index < places.count; index += 1) row[index] = batch.first + (row[index] ?? 0);
  }

  return {
    get bytes() {
      return bytes.count;
    },
    add,
    take: () => ({
      count: places.count,
      ...takeFrom(places),
      ...takeFrom(rows),
      ...takeFrom(cells),
      ...takeFrom(bytes),
    }),
  };
}

/** Columns of the same length, which grow together. */
interface Part<Table extends Declared<keyof Table>> {
  readonly declared: Table;
  room: Columns<Table>;
  /** How many entries have room, and how many entries there are. */
  held: number;
  count: number;
}

function createPart<Table extends Declared<keyof Table>>(declared: Table): Part<Table> {
  return { declared, room: roomFor(declared, 0), held: 0, count: 0 };
}

function addTo<Table extends Declared<keyof Table>>(
  part: Part<Table>,
  batch: Columns<Table, ArrayBufferLike>,
  added: number,
): void {
  const { declared, room, held, count } = part;
  if (count + added > held) {
    part.held = (count + added) * 2;
    part.room = copyInto(roomFor(declared, part.held), declared, room);
  }
  copyInto(part.room, declared, batch, count);
  part.count += added;
}

function takeFrom<Table extends Declared<keyof Table>>(part: Part<Table>): Columns<Table> {
  const taken = firstEntries(part.declared, part.room, part.count);
  part.count = 0;
  return taken;
}

/** The memory of all columns but `row`, which a thread hands over. */
export function buffersOfCandidates(candidates: Candidates): ArrayBuffer[] {
  return [
    ...buffersOf(ROW_COLUMNS, candidates),
    ...buffersOf(CELL_COLUMNS, candidates),
    ...buffersOf(BYTE_COLUMNS, candidates),
  ];
}

/** A row that can be any of the candidates: `row.first` and `row.line` say which. */
export function rowOf({ cellStarts, cellEnds, quoting }: Candidates, columns: number): RowCells {
  return { starts: cellStarts, ends: cellEnds, quoting, first: 0, count: columns, from: 0, to: 0, line: 0 };
}
