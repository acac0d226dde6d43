/**
 * What a block's affected records get, as columns: one entry per benefit or review, in row order, with the bytes of
 * its output row. The row's line in the file is not known while a block is decided, so it is left out of the bytes and
 * written in between `before` and `after` when the blocks are put in order.
 */

import { COMPENSATION_ID_BYTES } from "../domain/compensation-id.ts";
import { NOTES, type Note } from "../domain/decision.ts";

/** Which output an entry belongs to. */
export const TARGETS = ["adjusted-expiry", "refund-credit", "review"] as const;
export type Target = (typeof TARGETS)[number];

export const NO_RULE = 0xffff;

export interface OutcomeTable {
  readonly count: number;
  /** Row and line within the block, from 0. */
  readonly row: Uint32Array;
  readonly line: Uint32Array;
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
  readonly amount: BigInt64Array;
  /** Position in `currencies`; only where the target is refund-credit. */
  readonly currency: Uint16Array;
  /** Sixteen bytes per entry; zeros for a review, which is no gift. */
  readonly ids: Uint8Array<ArrayBuffer>;
  /** A digest of the user per entry, for limits per user; empty when the policy has none. */
  readonly users: Uint8Array<ArrayBuffer>;
  /** Ends of the bytes before and after the line number. */
  readonly before: Uint32Array;
  readonly after: Uint32Array;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly services: readonly string[];
  readonly currencies: readonly string[];
}

export interface NewOutcome {
  readonly row: number;
  readonly line: number;
  readonly target: Target;
  readonly rule: number;
  readonly service: string;
  readonly otherwise: number;
  readonly notes: readonly Note[];
  readonly amount: bigint;
  readonly currency: string;
  /** Hexadecimal, empty for a review. */
  readonly id: string;
  /** Digest of the user, undefined when no limit asks for it. */
  readonly user: Uint8Array | undefined;
  /** Ends of the bytes of its row before and after the line number. */
  readonly before: number;
  readonly after: number;
}

export interface OutcomeList {
  add(outcome: NewOutcome): void;
  /** @param bytes of all the rows. */
  finish(bytes: Uint8Array<ArrayBuffer>): OutcomeTable;
}

export function createOutcomeList(): OutcomeList {
  const columns = {
    row: [] as number[],
    line: [] as number[],
    target: [] as number[],
    rule: [] as number[],
    service: [] as number[],
    otherwise: [] as number[],
    notes: [] as number[],
    currency: [] as number[],
    before: [] as number[],
    after: [] as number[],
  };
  const amounts: bigint[] = [];
  const ids: string[] = [];
  const users: Uint8Array[] = [];
  const services = createIndex();
  const currencies = createIndex();
  function add(outcome: NewOutcome): void {
    columns.row.push(outcome.row);
    columns.line.push(outcome.line);
    columns.target.push(TARGETS.indexOf(outcome.target));
    columns.rule.push(outcome.rule);
    columns.service.push(services.indexOf(outcome.service));
    columns.otherwise.push(outcome.otherwise);
    columns.notes.push(noteBits(outcome.notes));
    columns.currency.push(currencies.indexOf(outcome.currency));
    columns.before.push(outcome.before);
    columns.after.push(outcome.after);
    amounts.push(outcome.amount);
    ids.push(outcome.id);
    if (outcome.user !== undefined) users.push(outcome.user);
  }

  function finish(bytes: Uint8Array<ArrayBuffer>): OutcomeTable {
    const idBytes = new Uint8Array(ids.length * COMPENSATION_ID_BYTES);
    const idBuffer = Buffer.from(idBytes.buffer);
    for (let index = 0; index < ids.length; index += 1)
      idBuffer.write(ids[index] ?? "", index * COMPENSATION_ID_BYTES, "hex");
    return {
      count: ids.length,
      row: new Uint32Array(columns.row),
      line: new Uint32Array(columns.line),
      target: new Uint8Array(columns.target),
      rule: new Uint16Array(columns.rule),
      service: new Uint32Array(columns.service),
      otherwise: new Uint8Array(columns.otherwise),
      notes: new Uint8Array(columns.notes),
      currency: new Uint16Array(columns.currency),
      before: new Uint32Array(columns.before),
      after: new Uint32Array(columns.after),
      amount: new BigInt64Array(amounts),
      ids: idBytes,
      users: new Uint8Array(Buffer.concat(users)),
      bytes,
      services: services.values,
      currencies: currencies.values,
    };
  }

  return { add, finish };
}

export function notesOf(bits: number): readonly Note[] {
  return NOTES.filter((_, index) => (bits & (1 << index)) !== 0);
}

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
