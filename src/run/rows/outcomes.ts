/**
 * What a block's affected records get, as columns: one entry per benefit or review, in row order, and the bytes of the
 * output rows, those of each target one after the other.
 *
 * A new column takes two places: its line in `OUTCOME_COLUMNS`, and the value for each entry in `decide-rows.ts`.
 */
import { COMPENSATION_ID_BYTES } from "../../domain/compensation-id.ts";
import { NOTES, type Note } from "../../domain/decision.ts";
import { buffersOf, type Columns, column, roomFor } from "../../kernel/columns.ts";

/** Which output an entry belongs to. */
export const TARGETS = ["adjusted-expiry", "refund-credit", "review"] as const;
export type Target = (typeof TARGETS)[number];
/** Position in `TARGETS`. */
export type TargetCode = 0 | 1 | 2;

/** Stands for the rule of an entry that no rule gave: a review that is in no layer. */
export const BY_NO_RULE = 0xffff;

export const OUTCOME_COLUMNS = {
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
export type OutcomeColumns = Columns<typeof OUTCOME_COLUMNS>;

export interface OutcomeTable extends OutcomeColumns {
  readonly count: number;
  /** A digest of the user per entry, for limits per user; empty when the policy has none. */
  readonly users: Uint8Array<ArrayBuffer>;
  /** Output rows by position in `TARGETS`. */
  readonly bytes: readonly Uint8Array<ArrayBuffer>[];
  readonly services: readonly string[];
  readonly currencies: readonly string[];
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
export function tableOf(columns: OutcomeColumns, rest: Omit<OutcomeTable, keyof OutcomeColumns>): OutcomeTable {
  return Object.assign(columns, rest);
}

/** The memory of a table that was taken from a list, for a thread to hand over. */
export function buffersOfOutcomes(table: OutcomeTable): readonly ArrayBuffer[] {
  return [...buffersOf(OUTCOME_COLUMNS, table), table.users.buffer, ...table.bytes.map(({ buffer }) => buffer)];
}

export function notesOf(bits: number): readonly Note[] {
  return NOTES_BY_BITS[bits] ?? [];
}

const NOTES_BY_BITS = Array.from({ length: 1 << NOTES.length }, (_, bits): readonly Note[] =>
  NOTES.filter((_, index) => (bits & (1 << index)) !== 0),
);
