/**
 * Counts what two sides give, record by record: sums by service, how many get more or less, and the records with the
 * largest differences. Time is counted in milliseconds, money in minor units; neither is ever set off against the other.
 */
import { unreachable } from "../domain/unreachable.ts";
import { type OutcomeTable, TARGETS } from "../run/rows/outcomes.ts";
import type { BlockRecords } from "../run/settle/settle-records.ts";
import { addTo } from "../run/settle/tally.ts";
import { createRecordNamer, type NameRecord, type RecordNames } from "./output-record.ts";

/** The measure of a difference: `time`, or a currency or unit. */
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
  /** Affected records: records that get something from a side, or go to review. */
  readonly affected: number;
  readonly more: number;
  readonly less: number;
  /** More of one thing and less of another, or review instead of a benefit. */
  readonly otherwise: number;
  readonly sides: readonly [SideSum, SideSum];
}

/** A record whose benefit differs. */
export interface ChangedRecord extends RecordNames {
  readonly before: bigint;
  readonly after: bigint;
}

export interface SideTally {
  readonly services: readonly ServiceComparison[];
  /** The largest differences by measure, the largest first. */
  readonly gaining: ReadonlyMap<Measure, readonly ChangedRecord[]>;
  readonly losing: ReadonlyMap<Measure, readonly ChangedRecord[]>;
}

const MOST_SHOWN = 10;

export interface SideTallySoFar {
  readonly services: Map<string, ServiceSoFar>;
  readonly gaining: Map<Measure, readonly ChangedRecord[]>;
  readonly losing: Map<Measure, readonly ChangedRecord[]>;
  /** The sums that each side leaves the record that is being added; every record uses the same room. */
  readonly left: readonly [RecordSums, RecordSums];
  readonly nameRecord: NameRecord;
}

interface SideSoFar {
  records: number;
  ends: number;
  review: number;
  readonly sums: Map<Measure, bigint>;
}

interface ServiceSoFar {
  affected: number;
  more: number;
  less: number;
  otherwise: number;
  readonly sides: readonly [SideSoFar, SideSoFar];
}

interface RecordSums {
  ends: number;
  review: boolean;
  readonly sums: Map<Measure, bigint>;
}

export function createSideTally(): SideTallySoFar {
  const room = (): RecordSums => ({ ends: 0, review: false, sums: new Map() });
  const nameRecord = createRecordNamer();
  return { services: new Map(), gaining: new Map(), losing: new Map(), left: [room(), room()], nameRecord };
}

/** Adds a record that at least one side gave something before limits; each side has settled it, or gives it nothing. */
export function addRecord(
  sides: readonly [BlockRecords | undefined, BlockRecords | undefined],
  tally: SideTallySoFar,
): void {
  const records = sides[0] ?? sides[1];
  if (records === undefined) return;
  const [before, after] = tally.left;
  addUp(sides[0], before);
  addUp(sides[1], after);
  const into = serviceOf(records, tally);
  into.affected += 1;
  count(before, into.sides[0]);
  count(after, into.sides[1]);
  let [more, less] = [false, false];
  for (const measure of new Set([...before.sums.keys(), ...after.sums.keys()])) {
    const change = { before: before.sums.get(measure) ?? 0n, after: after.sums.get(measure) ?? 0n };
    if (change.before === change.after) continue;
    const isMore = change.after > change.before;
    const kept = isMore ? tally.gaining : tally.losing;
    kept.set(measure, keep(records, change, kept.get(measure) ?? [], tally.nameRecord));
    more ||= isMore;
    less ||= !isMore;
  }
  if (before.review !== after.review || (more && less)) into.otherwise += 1;
  else if (more) into.more += 1;
  else if (less) into.less += 1;
}

export function finishTally({ services, gaining, losing }: SideTallySoFar): SideTally {
  const sorted = [...services].sort(([a], [b]) => (a < b ? -1 : 1));
  return { services: sorted.map(([service, sums]) => ({ service, ...sums })), gaining, losing };
}

function serviceOf({ outcomes, from }: BlockRecords, { services }: SideTallySoFar): ServiceSoFar {
  const service = outcomes.services[outcomes.service[from] ?? 0] ?? "";
  const known = services.get(service);
  if (known !== undefined) return known;
  const side = (): SideSoFar => ({ records: 0, ends: 0, review: 0, sums: new Map() });
  const made = { affected: 0, more: 0, less: 0, otherwise: 0, sides: [side(), side()] as const };
  services.set(service, made);
  return made;
}

/** Adds up the benefits that a side leaves the record that it settled last. */
function addUp(records: BlockRecords | undefined, into: RecordSums): void {
  into.ends = 0;
  into.review = false;
  into.sums.clear();
  if (records === undefined) return;
  const { outcomes, from, to, rest } = records;
  if (rest === undefined) for (let at = from; at < to; at += 1) addEntry(outcomes, at, into);
  else for (const { table, at } of rest.kept) addEntry(table, at, into);
}

function addEntry(outcomes: OutcomeTable, at: number, into: RecordSums): void {
  const code = outcomes.target[at] ?? -1;
  const target = TARGETS[code];
  if (target === undefined) throw new Error(`no output has the code ${code}`);
  switch (target) {
    case "review":
      into.review = true;
      return;
    case "adjusted-expiry":
      into.ends += 1;
      addTo(into.sums, TIME, outcomes.amount[at] ?? 0n);
      return;
    case "refund-credit":
      addTo(into.sums, outcomes.currencies[outcomes.currency[at] ?? 0] ?? "", outcomes.amount[at] ?? 0n);
      return;
    default:
      unreachable(target);
  }
}

function count({ ends, review, sums }: RecordSums, into: SideSoFar): void {
  into.ends += ends;
  if (sums.size > 0) into.records += 1;
  else if (review) into.review += 1;
  for (const [measure, sum] of sums) addTo(into.sums, measure, sum);
}

/** Keeps the ten records with the largest difference; where differences are equal, the records that came first. */
function keep(
  { outcomes, from }: BlockRecords,
  change: Pick<ChangedRecord, "before" | "after">,
  into: readonly ChangedRecord[],
  nameRecord: NameRecord,
): readonly ChangedRecord[] {
  const last = into.at(-1);
  if (into.length === MOST_SHOWN && last !== undefined && size(change) <= size(last)) return into;
  const at = into.findIndex((other) => size(other) < size(change));
  const record = { ...nameRecord(outcomes, from), ...change };
  return into.toSpliced(at < 0 ? into.length : at, 0, record).slice(0, MOST_SHOWN);
}

function size({ before, after }: Pick<ChangedRecord, "before" | "after">): bigint {
  return after > before ? after - before : before - after;
}
