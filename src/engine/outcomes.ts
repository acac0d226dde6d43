/**
 * What a block's affected records get, as columns: one entry per benefit or review, in row order, and the bytes of the
 * output rows, those of each target one after the other.
 */

import { COMPENSATION_ID_BYTES } from "../domain/compensation-id.ts";
import { NOTES, type Note } from "../domain/decision.ts";
import type { OutputKernel } from "./output-kernel.ts";
import { createRowBytes, type RowBytes } from "./row-bytes.ts";

/** Which output an entry belongs to. */
export const TARGETS = ["adjusted-expiry", "refund-credit", "review"] as const;
export type Target = (typeof TARGETS)[number];
/** Position in `TARGETS`. */
export type TargetCode = 0 | 1 | 2;

export const NO_RULE = 0xffff;

export interface OutcomeTable {
  readonly count: number;
  /** Row within the block, from 0. */
  readonly row: Uint32Array;
  /** Position in `TARGETS`. */
  readonly target: Uint8Array;
  /** Position of the rule among all rules of the policy, or `NO_RULE`. */
  readonly rule: Uint16Array;
  /** Position in `services`. */
  readonly service: Uint32Array;
  /** Code of the record's reason, should limits take all of it away. */
  readonly otherwise: Uint8Array;
  /** Bit n stands for `NOTES[n]`. */
  readonly notes: Uint8Array;
  /** Minor units of a payment; by how many milliseconds an end becomes later; 0 for a review. */
  readonly amount: BigInt64Array;
  /** Position in `currencies`; only where the target is refund-credit. */
  readonly currency: Uint16Array;
  /** Sixteen bytes per entry; zeros for a review that is in no layer. */
  readonly ids: Uint8Array<ArrayBuffer>;
  /** A digest of the user per entry, for limits per user; empty when the policy has none. */
  readonly users: Uint8Array<ArrayBuffer>;
  /** Where its output row ends among those of its target. */
  readonly end: Uint32Array;
  /** Two halves per entry of its output row's hash; see `book/row-total.ts`. */
  readonly hashes: Uint32Array;
  /** Output rows by position in `TARGETS`. */
  readonly bytes: readonly Uint8Array<ArrayBuffer>[];
  readonly services: readonly string[];
  readonly currencies: readonly string[];
}

export interface NewOutcome {
  readonly row: number;
  readonly target: TargetCode;
  readonly rule: number;
  readonly service: string;
  readonly otherwise: number;
  readonly notes: readonly Note[];
  readonly amount: bigint;
  readonly currency: string;
  /** Its compensation id; empty for a review that is in no layer. */
  readonly id: Uint8Array;
  /** Digest of the user, undefined when no limit asks for it. */
  readonly user: Uint8Array | undefined;
}

/** By position in `TARGETS`. */
export type RowsByTarget = readonly [RowBytes, RowBytes, RowBytes];

export interface OutcomeList {
  /** Adds an outcome whose output row is the last one of its target. */
  add(outcome: NewOutcome): void;
  /** Everything that was added; the list is empty then. */
  take(): OutcomeTable;
}

/** What it takes to put rows together. @param kernel with an area for each target. */
export function createRows(kernel: OutputKernel): RowsByTarget {
  const [adjusted, credited, reviewed] = kernel.areas;
  if (adjusted === undefined || credited === undefined || reviewed === undefined) throw new Error("an area is missing");
  return [createRowBytes(kernel, adjusted), createRowBytes(kernel, credited), createRowBytes(kernel, reviewed)];
}

export function noOutcomes(): OutcomeTable {
  const none = new Uint8Array(0);
  return {
    ...roomFor(0),
    count: 0,
    users: none,
    bytes: TARGETS.map(() => none),
    services: [],
    currencies: [],
  };
}

export function createOutcomeList(rows: RowsByTarget): OutcomeList {
  let room = roomFor(FIRST_ROOM);
  let count = 0;
  let users: Uint8Array[] = [];
  let services = createIndex();
  let currencies = createIndex();
  const ends = new Uint32Array(TARGETS.length);

  function add({ target, row, rule, service, otherwise, notes, amount, currency, id, user }: NewOutcome): void {
    if (count === room.row.length) room = enlarged(room);
    room.row[count] = row;
    room.target[count] = target;
    room.rule[count] = rule;
    room.service[count] = services.indexOf(service);
    room.otherwise[count] = otherwise;
    room.notes[count] = noteBits(notes);
    room.amount[count] = amount;
    room.currency[count] = currencies.indexOf(currency);
    writeId(id, room.ids, count * COMPENSATION_ID_BYTES);
    const ofTarget = rows[target];
    ofTarget.hash(ends[target] ?? 0, room.hashes, count * 2);
    ends[target] = ofTarget.size();
    room.end[count] = ofTarget.size();
    if (user !== undefined) users.push(user);
    count += 1;
  }

  function take(): OutcomeTable {
    const table: OutcomeTable = {
      count,
      row: room.row.slice(0, count),
      target: room.target.slice(0, count),
      rule: room.rule.slice(0, count),
      service: room.service.slice(0, count),
      otherwise: room.otherwise.slice(0, count),
      notes: room.notes.slice(0, count),
      amount: room.amount.slice(0, count),
      currency: room.currency.slice(0, count),
      end: room.end.slice(0, count),
      hashes: room.hashes.slice(0, count * 2),
      ids: room.ids.slice(0, count * COMPENSATION_ID_BYTES),
      users: new Uint8Array(Buffer.concat(users)),
      bytes: rows.map((ofTarget) => ofTarget.take()),
      services: services.values,
      currencies: currencies.values,
    };
    ends.fill(0);
    count = 0;
    users = [];
    services = createIndex();
    currencies = createIndex();
    return table;
  }

  return { add, take };
}

const FIRST_ROOM = 256;

/** Columns with room for so many entries. */
function roomFor(entries: number) {
  return {
    row: new Uint32Array(entries),
    target: new Uint8Array(entries),
    rule: new Uint16Array(entries),
    service: new Uint32Array(entries),
    otherwise: new Uint8Array(entries),
    notes: new Uint8Array(entries),
    amount: new BigInt64Array(entries),
    currency: new Uint16Array(entries),
    end: new Uint32Array(entries),
    hashes: new Uint32Array(entries * 2),
    ids: new Uint8Array(entries * COMPENSATION_ID_BYTES),
  };
}

function enlarged(full: ReturnType<typeof roomFor>): ReturnType<typeof roomFor> {
  const room = roomFor(full.row.length * 2);
  room.row.set(full.row);
  room.target.set(full.target);
  room.rule.set(full.rule);
  room.service.set(full.service);
  room.otherwise.set(full.otherwise);
  room.notes.set(full.notes);
  room.amount.set(full.amount);
  room.currency.set(full.currency);
  room.end.set(full.end);
  room.hashes.set(full.hashes);
  room.ids.set(full.ids);
  return room;
}

/** Zeros where there is none. */
function writeId(id: Uint8Array, into: Uint8Array, from: number): void {
  for (let at = 0; at < COMPENSATION_ID_BYTES; at += 1) into[from + at] = id[at] ?? 0;
}

export function notesOf(bits: number): readonly Note[] {
  return NOTES_BY_BITS[bits] ?? [];
}

const NOTES_BY_BITS = Array.from({ length: 1 << NOTES.length }, (_, bits): readonly Note[] =>
  NOTES.filter((_, index) => (bits & (1 << index)) !== 0),
);

function noteBits(notes: readonly Note[]): number {
  let bits = 0;
  for (const note of notes) bits |= 1 << NOTES.indexOf(note);
  return bits;
}

function createIndex(): { readonly values: string[]; indexOf(value: string): number } {
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
