/** Gathers the outcomes of a block: each entry, beside the output row of the entry. */
import { COMPENSATION_ID_BYTES } from "../../domain/compensation-id.ts";
import { NOTES, type Note } from "../../domain/decision.ts";
import type { Candidates } from "../../kernel/candidates.ts";
import { copyInto, firstEntries, roomFor } from "../../kernel/columns.ts";
import { FOUND_FIELDS } from "../../kernel/fields.ts";
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
  reviews: Index;
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
    reviews: createIndex(),
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

/** What all gifts of a precedent have in common: values of `OUTCOME_COLUMNS`, with service and currency as texts. */
export interface KnownGift {
  readonly rule: number;
  readonly service: string;
  readonly otherwise: number;
  readonly notes: number;
  readonly amount: bigint;
  /** By how many milliseconds a new end is later; 0 for a payment. */
  readonly later: number;
  readonly currency: string;
}

/** The candidates of a block: their rows within the block, and when their periods end. */
export type CandidateRows = Pick<Candidates, "row" | "ends">;

/**
 * Adds entries for gifts that the kernel found, whose output rows are the last ones of their targets.
 * @param gifts by their numbers. A new end is counted from the end of the candidate's period.
 */
export function addFound(
  list: OutcomeList,
  found: Uint32Array,
  count: number,
  { gifts, candidates }: { readonly gifts: readonly KnownGift[]; readonly candidates: CandidateRows },
): void {
  const { services, currencies, ends } = list;
  if (list.count + count > list.room.row.length)
    list.room = copyInto(roomFor(OUTCOME_COLUMNS, (list.count + count) * 2), OUTCOME_COLUMNS, list.room);
  const { room } = list;
  const ids = new Uint32Array(room.ids.buffer);
  for (let index = 0; index < count; index += 1) {
    const from = index * FOUND_FIELDS.length;
    const at = list.count + index;
    const gift = gifts[found[from + FIELD.number] ?? 0];
    const target = (found[from + FIELD.target] ?? 0) as TargetCode;
    const candidate = found[from + FIELD.candidate] ?? 0;
    if (gift === undefined) throw new Error("a gift that no precedent has");
    room.row[at] = candidates.row[candidate] ?? 0;
    room.target[at] = target;
    room.rule[at] = gift.rule;
    room.service[at] = services.indexOf(gift.service);
    room.otherwise[at] = gift.otherwise;
    room.notes[at] = gift.notes;
    room.amount[at] = gift.amount;
    room.newEnd[at] = gift.later === 0 ? 0 : (candidates.ends[candidate] ?? 0) + gift.later;
    room.currency[at] = currencies.indexOf(gift.currency);
    const end = (found[from + FIELD.end] ?? 0) - list.rows[target].area.from;
    ends[target] = end;
    room.end[at] = end;
    room.hashes[at * 2] = found[from + FIELD.high] ?? 0;
    room.hashes[at * 2 + 1] = found[from + FIELD.low] ?? 0;
    for (let part = 0; part < ID_PARTS; part += 1) ids[at * ID_PARTS + part] = found[from + FIELD.id + part] ?? 0;
  }
  list.count += count;
}

const ID_PARTS = COMPENSATION_ID_BYTES / 4;
/** Where each number of a gift is among `FOUND_FIELDS`. */
const FIELD = Object.fromEntries(FOUND_FIELDS.map((name, index) => [name, index])) as {
  readonly [name in (typeof FOUND_FIELDS)[number]]: number;
};

/** Takes everything that was added; the list is empty afterwards. */
export function takeOutcomes(list: OutcomeList): OutcomeTable {
  const table = tableOf(firstEntries(OUTCOME_COLUMNS, list.room, list.count), {
    count: list.count,
    users: new Uint8Array(Buffer.concat(list.users)),
    bytes: list.rows.map(takeBytes),
    services: list.services.values,
    currencies: list.currencies.values,
    reviews: list.reviews.values,
  });
  list.ends.fill(0);
  list.count = 0;
  list.users = [];
  list.services = createIndex();
  list.currencies = createIndex();
  list.reviews = createIndex();
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
