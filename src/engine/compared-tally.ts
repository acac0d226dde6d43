/**
 * Counts what two sides give, record by record: sums by service, how many get more or less, and the records with the
 * largest differences. Time is counted in milliseconds, money in minor units; neither is ever set off against the other.
 */
import type { AffectedRow } from "./compare-exports.ts";
import type { Gain } from "./compare-row.ts";

/** What a difference is measured in: `time`, or a currency or unit. */
export type Measure = string;
export const TIME: Measure = "time";

export interface SideSum {
  /** Records that get something. */
  readonly records: number;
  readonly ends: number;
  readonly review: number;
  /** Milliseconds under `time`, minor units under each currency. */
  readonly sums: ReadonlyMap<Measure, bigint>;
}

export interface ServiceComparison {
  readonly service: string;
  /** Records that get something from a side, or go to review. */
  readonly affected: number;
  readonly more: number;
  readonly less: number;
  /** More of one thing and less of another, or review instead of a benefit. */
  readonly otherwise: number;
  readonly sides: readonly [SideSum, SideSum];
}

/** A record whose benefit differs. */
export interface ChangedRecord {
  readonly id: string;
  readonly user: string;
  readonly service: string;
  readonly before: bigint;
  readonly after: bigint;
}

export interface ComparedTally {
  readonly services: readonly ServiceComparison[];
  /** The largest differences by measure, the largest first. */
  readonly gaining: ReadonlyMap<Measure, readonly ChangedRecord[]>;
  readonly losing: ReadonlyMap<Measure, readonly ChangedRecord[]>;
}

const MOST_SHOWN = 10;

export function createComparedTally() {
  const services = new Map<string, MutableService>();
  const gaining = new Map<Measure, ChangedRecord[]>();
  const losing = new Map<Measure, ChangedRecord[]>();

  function add(
    { id, user, service, gains: decided }: AffectedRow,
    gains: readonly [readonly Gain[], readonly Gain[]],
  ): void {
    if (decided.every((side) => side.length === 0)) return;
    const into = services.get(service) ?? newService();
    services.set(service, into);
    const [before, after] = [sumsOf(gains[0]), sumsOf(gains[1])];
    into.affected += 1;
    count(into.sides[0], gains[0], before);
    count(into.sides[1], gains[1], after);
    let [more, less] = [false, false];
    for (const measure of new Set([...before.keys(), ...after.keys()])) {
      const record = { id, user, service, before: before.get(measure) ?? 0n, after: after.get(measure) ?? 0n };
      if (record.after > record.before) keep(gaining, measure, record);
      if (record.after < record.before) keep(losing, measure, record);
      more ||= record.after > record.before;
      less ||= record.after < record.before;
    }
    const review = isReview(gains[0]) !== isReview(gains[1]);
    if (review || (more && less)) into.otherwise += 1;
    else if (more) into.more += 1;
    else if (less) into.less += 1;
  }

  function finish(): ComparedTally {
    const sorted = [...services].sort(([a], [b]) => (a < b ? -1 : 1));
    return { services: sorted.map(([service, sums]) => ({ service, ...sums })), gaining, losing };
  }

  return { add, finish };
}

interface MutableSide {
  records: number;
  ends: number;
  review: number;
  readonly sums: Map<Measure, bigint>;
}

interface MutableService {
  affected: number;
  more: number;
  less: number;
  otherwise: number;
  readonly sides: readonly [MutableSide, MutableSide];
}

function newService(): MutableService {
  const side = (): MutableSide => ({ records: 0, ends: 0, review: 0, sums: new Map() });
  return { affected: 0, more: 0, less: 0, otherwise: 0, sides: [side(), side()] };
}

function isReview(gains: readonly Gain[]): boolean {
  return gains.some(({ kind }) => kind === "review");
}

function sumsOf(gains: readonly Gain[]): ReadonlyMap<Measure, bigint> {
  const sums = new Map<Measure, bigint>();
  for (const gain of gains) {
    if (gain.kind === "review") continue;
    const measure = gain.kind === "end" ? TIME : gain.currency;
    sums.set(measure, (sums.get(measure) ?? 0n) + (gain.kind === "end" ? BigInt(gain.by) : gain.amount));
  }
  return sums;
}

function count(into: MutableSide, gains: readonly Gain[], sums: ReadonlyMap<Measure, bigint>): void {
  const ends = gains.filter(({ kind }) => kind === "end").length;
  const review = isReview(gains);
  into.ends += ends;
  if (sums.size > 0) into.records += 1;
  else if (review) into.review += 1;
  for (const [measure, sum] of sums) into.sums.set(measure, (into.sums.get(measure) ?? 0n) + sum);
}

/** Keeps the ten with the largest difference; of equal ones those that came first. */
function keep(into: Map<Measure, ChangedRecord[]>, measure: Measure, record: ChangedRecord): void {
  const kept = into.get(measure) ?? [];
  into.set(measure, kept);
  const last = kept.at(-1);
  if (kept.length === MOST_SHOWN && last !== undefined && size(record) <= size(last)) return;
  const at = kept.findIndex((other) => size(other) < size(record));
  kept.splice(at < 0 ? kept.length : at, 0, record);
  if (kept.length > MOST_SHOWN) kept.pop();
}

function size({ before, after }: ChangedRecord): bigint {
  return after > before ? after - before : before - after;
}
