/**
 * The outcomes of a block's affected records, as columns: one entry per benefit or review, in row order, and the bytes of the
 * output rows. The output rows of a target lie one after the other.
 *
 * A new column takes two places: its line in `OUTCOME_COLUMNS`, and the value for each entry in `decide-rows.ts`.
 */
import { COMPENSATION_ID_BYTES } from "../../domain/compensation-id.ts";
import { NOTES, type Note, type ReviewReason } from "../../domain/decision.ts";
import { buffersOf, type Columns, column, roomFor } from "../../kernel/columns.ts";

/** The outputs that an entry can belong to. */
export const TARGETS = ["adjusted-expiry", "refund-credit", "review"] as const;
export type Target = (typeof TARGETS)[number];
/** Position in `TARGETS`. */
export type TargetCode = 0 | 1 | 2;

/** Stands for the rule of an entry that comes from no rule: a review that is in no layer. */
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
  /** Code of the reason that the record has if limits take all its benefits away. */
  otherwise: column(Uint8Array),
  /** Bit n stands for `NOTES[n]`. */
  notes: column(Uint8Array),
  /**
   * For a payment its minor units, for a later end the milliseconds between the old end and the new end, for a review its position in
   * `reviews`.
   */
  amount: column(BigInt64Array),
  /** When a new end is, in milliseconds since 1970; 0 for an entry that is none. */
  newEnd: column(Float64Array),
  /** Position in `currencies`; the position of "" where the entry is no payment. */
  currency: column(Uint16Array),
  /** The compensation id; zeros for a review that is in no layer. */
  ids: column(Uint8Array, COMPENSATION_ID_BYTES),
  /** Where the entry's output row ends among the output rows of its target. */
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
  /** Why a person decides, each once: `WhyReviewed` as JSON. */
  readonly reviews: readonly string[];
}

/** Why a person decides about a record, and the column and value that nobody named; both are empty where that is not the reason. */
export interface WhyReviewed {
  readonly reason: ReviewReason;
  readonly column: string;
  /** Cut at 80 characters. */
  readonly value: string;
}

export function noOutcomes(): OutcomeTable {
  const none = new Uint8Array(0);
  const bytes = TARGETS.map(() => none);
  return tableOf(roomFor(OUTCOME_COLUMNS, 0), {
    count: 0,
    users: none,
    bytes,
    services: [],
    currencies: [],
    reviews: [],
  });
}

/**
 * Adds the other properties to the columns, one by one, so that V8 gives the table the same shape as a table that comes back from
 * disk. A copy with `...` would have another shape, and V8 would compile the code for two shapes again and again.
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
