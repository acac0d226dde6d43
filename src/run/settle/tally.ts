/** The counts of a run: every row is in exactly one bucket, per export and in total. */
import type { Note, UnaffectedReason } from "../../domain/decision.ts";
import type { Fault, RejectCode } from "../../domain/reject.ts";

export interface Buckets {
  read: number;
  compensated: number;
  review: number;
  unaffected: number;
  alreadyCompensated: number;
  rejected: number;
  duplicate: number;
  /** Further rows of a record of which every row is an item. */
  lineItems: number;
  /** Rows of a record that has a newer row. */
  superseded: number;
}

export interface RuleTally {
  readonly layer: string;
  readonly rule: string;
  readonly service: string;
  /** Records that the rule gave something, or sent to review. */
  records: number;
  extended: number;
  review: number;
  /** Minor units by currency or unit. */
  readonly credits: Map<string, bigint>;
  readonly notes: Map<Note, number>;
}

export interface RejectExample {
  readonly export: string;
  readonly line: number;
  readonly fault: Fault;
}

export interface Tally {
  readonly totals: Readonly<Buckets>;
  readonly exports: readonly Readonly<Buckets>[];
  readonly byRule: readonly RuleTally[];
  /** Names of the rules that applied to some record, also where nothing is given now. */
  readonly applied: ReadonlySet<string>;
  readonly unaffected: ReadonlyMap<UnaffectedReason, number>;
  readonly rejects: ReadonlyMap<RejectCode, { count: number; readonly example: RejectExample }>;
  /** How many benefits are later ends, and how many are payments. */
  readonly extended: number;
  readonly credited: number;
  readonly credits: ReadonlyMap<string, bigint>;
}

export function noRows(): Buckets {
  return {
    read: 0,
    compensated: 0,
    review: 0,
    unaffected: 0,
    alreadyCompensated: 0,
    rejected: 0,
    duplicate: 0,
    lineItems: 0,
    superseded: 0,
  };
}

/** @throws Error when a row is in no bucket, or in two buckets: that is a bug, and nothing may be staged. */
export function assertConserved(buckets: Readonly<Buckets>, where: string): void {
  const { read, ...others } = buckets;
  const sum = Object.values(others).reduce((total, count) => total + count, 0);
  if (sum !== read) throw new Error(`the buckets of ${where} hold ${sum} rows, and ${read} were read`);
}

export function sumBuckets(all: readonly Readonly<Buckets>[]): Buckets {
  const total = noRows();
  for (const buckets of all) {
    for (const [bucket, count] of Object.entries(buckets)) total[bucket as keyof Buckets] += count;
  }
  return total;
}

export function addTo<Key>(map: Map<Key, bigint>, key: Key, amount: bigint): void {
  map.set(key, (map.get(key) ?? 0n) + amount);
}

export function countIn<Key>(map: Map<Key, number>, key: Key): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}
