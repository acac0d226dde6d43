/** Gathers the outcomes of a block: each entry, beside the output row of the entry. */
import { COMPENSATION_ID_BYTES } from "../../domain/compensation-id.ts";
import { NOTES, type Note } from "../../domain/decision.ts";
import { copyInto, firstEntries, roomFor } from "../../kernel/columns.ts";
import type { OutputKernel } from "../../kernel/output-kernel.ts";
import {
  OUTCOME_COLUMNS,
  type OutcomeColumns,
  type OutcomeTable,
  TARGETS,
  type TargetCode,
  tableOf,
} from "../rows/outcomes.ts";
import { createRowBytes, hashOutputRow, type RowBytes, sizeOf, takeBytes } from "./row-bytes.ts";

/** By position in `TARGETS`. */
export type RowsByTarget = readonly [RowBytes, RowBytes, RowBytes];

/** The entries of a block while they are added. */
export interface OutcomeList {
  readonly rows: RowsByTarget;
  /** Columns with room for the entry that `nextEntry` named last. */
  room: OutcomeColumns;
  count: number;
  users: Uint8Array[];
  services: Index;
  currencies: Index;
  /** Where the output rows of each target end. */
  readonly ends: Uint32Array;
}

/** The output rows of each target; there are none yet. @param kernel has an area for each target. */
export function createRows(kernel: OutputKernel): RowsByTarget {
  const [adjusted, credited, reviewed] = kernel.areas;
  if (adjusted === undefined || credited === undefined || reviewed === undefined) throw new Error("an area is missing");
  return [createRowBytes(kernel, adjusted), createRowBytes(kernel, credited), createRowBytes(kernel, reviewed)];
}

export function createOutcomeList(rows: RowsByTarget): OutcomeList {
  return {
    rows,
    room: roomFor(OUTCOME_COLUMNS, FIRST_ROOM),
    count: 0,
    users: [],
    services: createIndex(),
    currencies: createIndex(),
    ends: new Uint32Array(TARGETS.length),
  };
}

const FIRST_ROOM = 256;

/**
 * Adds an entry whose output row is the last row of its target, and returns the entry's position in `room`. The columns still
 * hold the values of an earlier entry: the caller writes all columns but `target`, `end` and `hashes`.
 */
export function nextEntry(list: OutcomeList, target: TargetCode): number {
  const at = list.count;
  if (at === list.room.row.length) list.room = copyInto(roomFor(OUTCOME_COLUMNS, at * 2), OUTCOME_COLUMNS, list.room);
  const { room, ends } = list;
  const ofTarget = list.rows[target];
  room.target[at] = target;
  hashOutputRow(ofTarget, ends[target] ?? 0, room.hashes, at * 2);
  const end = sizeOf(ofTarget);
  ends[target] = end;
  room.end[at] = end;
  list.count = at + 1;
  return at;
}

/** Takes everything that was added; the list is empty afterwards. */
export function takeOutcomes(list: OutcomeList): OutcomeTable {
  const table = tableOf(firstEntries(OUTCOME_COLUMNS, list.room, list.count), {
    count: list.count,
    users: new Uint8Array(Buffer.concat(list.users)),
    bytes: list.rows.map(takeBytes),
    services: list.services.values,
    currencies: list.currencies.values,
  });
  list.ends.fill(0);
  list.count = 0;
  list.users = [];
  list.services = createIndex();
  list.currencies = createIndex();
  return table;
}

/** Writes the id of an entry. @param id empty for an entry without an id, whose bytes are zeros. */
export function writeId(id: Uint8Array, into: Uint8Array, entry: number): void {
  const from = entry * COMPENSATION_ID_BYTES;
  for (let at = 0; at < COMPENSATION_ID_BYTES; at += 1) into[from + at] = id[at] ?? 0;
}

export function noteBits(notes: readonly Note[]): number {
  let bits = 0;
  for (const note of notes) bits |= 1 << NOTES.indexOf(note);
  return bits;
}

/** Positions for a few texts, in the order in which they come. */
interface Index {
  readonly values: readonly string[];
  indexOf(value: string): number;
}

function createIndex(): Index {
  const values: string[] = [];
  const positions = new Map<string, number>();
  return {
    values,
    indexOf: (value) => {
      const known = positions.get(value);
      if (known !== undefined) return known;
      positions.set(value, values.length);
      return values.push(value) - 1;
    },
  };
}
