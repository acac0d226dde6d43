/**
 * What a block's affected records get, as columns: one entry per benefit or review, in row order, and the bytes of the
 * output rows, those of each target one after the other.
 *
 * A new column takes two places: its line in `OUTCOME_COLUMNS`, and the value for each entry in `decide-rows.ts`.
 */
import { COMPENSATION_ID_BYTES } from "../domain/compensation-id.ts";
import { NOTES, type Note } from "../domain/decision.ts";
import { buffersOf, type Columns, column, copyInto, firstEntries, roomFor } from "../kernel/columns.ts";
import type { OutputKernel } from "../kernel/output-kernel.ts";
import { createRowBytes, hashRow, type RowBytes, sizeOf, takeBytes } from "./row-bytes.ts";

/** Which output an entry belongs to. */
export const TARGETS = ["adjusted-expiry", "refund-credit", "review"] as const;
export type Target = (typeof TARGETS)[number];
/** Position in `TARGETS`. */
export type TargetCode = 0 | 1 | 2;

/** Stands for the rule of an entry that no rule gave: a review that is in no layer. */
export const BY_NO_RULE = 0xffff;

const OUTCOME_COLUMNS = {
  /** Row within the block, from 0. */
  row: column(Uint32Array),
  /** Position in `TARGETS`. */
  target: column(Uint8Array),
  /** Position of the rule among all rules of the policy, or `BY_NO_RULE`. */
  rule: column(Uint16Array),
  /** Position in `services`. */
  service: column(Uint32Array),
  /** Code of the record's reason, should limits take all of it away. */
  otherwise: column(Uint8Array),
  /** Bit n stands for `NOTES[n]`. */
  notes: column(Uint8Array),
  /** Minor units of a payment; by how many milliseconds an end becomes later; 0 for a review. */
  amount: column(BigInt64Array),
  /** Position in `currencies`, that of "" where the entry is no payment. */
  currency: column(Uint16Array),
  /** The compensation id; zeros for a review that is in no layer. */
  ids: column(Uint8Array, COMPENSATION_ID_BYTES),
  /** Where the entry's output row ends among those of its target. */
  end: column(Uint32Array),
  /** Two halves of the hash of the entry's output row; see `book/row-total.ts`. */
  hashes: column(Uint32Array, 2),
};
type OutcomeColumns = Columns<typeof OUTCOME_COLUMNS>;

export interface OutcomeTable extends OutcomeColumns {
  readonly count: number;
  /** A digest of the user per entry, for limits per user; empty when the policy has none. */
  readonly users: Uint8Array<ArrayBuffer>;
  /** Output rows by position in `TARGETS`. */
  readonly bytes: readonly Uint8Array<ArrayBuffer>[];
  readonly services: readonly string[];
  readonly currencies: readonly string[];
}

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
  /** Where the rows of each target end. */
  readonly ends: Uint32Array;
}

/** What it takes to put rows together. @param kernel with an area for each target. */
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
 * Adds an entry whose output row is the last one of its target, and returns its position in `room`. The columns still hold what
 * an earlier entry left there: the caller writes all but `target`, `end` and `hashes`.
 */
export function nextEntry(list: OutcomeList, target: TargetCode): number {
  const at = list.count;
  if (at === list.room.row.length) list.room = copyInto(roomFor(OUTCOME_COLUMNS, at * 2), OUTCOME_COLUMNS, list.room);
  const { room, ends } = list;
  const ofTarget = list.rows[target];
  room.target[at] = target;
  hashRow(ofTarget, ends[target] ?? 0, room.hashes, at * 2);
  const end = sizeOf(ofTarget);
  ends[target] = end;
  room.end[at] = end;
  list.count = at + 1;
  return at;
}

/** Everything that was added; the list is empty then. */
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

export function noOutcomes(): OutcomeTable {
  const none = new Uint8Array(0);
  const bytes = TARGETS.map(() => none);
  return tableOf(roomFor(OUTCOME_COLUMNS, 0), { count: 0, users: none, bytes, services: [], currencies: [] });
}

/**
 * Adds to the columns, property by property: like that V8 gives a table the shape that it has when it comes back from disk. A
 * copy with `...` has another shape, and code for two shapes is compiled again and again.
 */
function tableOf(columns: OutcomeColumns, rest: Omit<OutcomeTable, keyof OutcomeColumns>): OutcomeTable {
  return Object.assign(columns, rest);
}

/** The memory of a table that was taken from a list, for a thread to hand over. */
export function buffersOfOutcomes(table: OutcomeTable): readonly ArrayBuffer[] {
  return [...buffersOf(OUTCOME_COLUMNS, table), table.users.buffer, ...table.bytes.map(({ buffer }) => buffer)];
}

/** Zeros where there is none. */
export function writeId(id: Uint8Array, into: Uint8Array, entry: number): void {
  const from = entry * COMPENSATION_ID_BYTES;
  for (let at = 0; at < COMPENSATION_ID_BYTES; at += 1) into[from + at] = id[at] ?? 0;
}

export function notesOf(bits: number): readonly Note[] {
  return NOTES_BY_BITS[bits] ?? [];
}

const NOTES_BY_BITS = Array.from({ length: 1 << NOTES.length }, (_, bits): readonly Note[] =>
  NOTES.filter((_, index) => (bits & (1 << index)) !== 0),
);

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
