/**
 * What differs between two policies over the same exports. Each side is a run without outputs over one reading of the
 * exports, and the benefits that the two sides leave each record are compared, in input order.
 *
 * Repeats and limits count on both sides as in a plan: a row that appears twice counts once, rows that contradict each other
 * do not count, and a limit per user keeps the records that fit. The book plays no part: benefits that earlier runs gave
 * count on both sides.
 */
import { join } from "../domain/path.ts";
import { createPool, type Pool } from "../run/pool.ts";
import type { Setup } from "../run/rows/job.ts";
import type { ExportFacts, PendingBlock } from "../run/rows/read-rows.ts";
import { DUPLICATE, isSuperseded } from "../run/rows/row-codes.ts";
import { countAffected } from "../run/rows/row-pages.ts";
import { type DecideRequest, decideExports, openSide } from "../run/run.ts";
import { createDecideAgain } from "../run/settle/decide-again.ts";
import { createLimits, type Limits } from "../run/settle/limits.ts";
import { type BlockRecords, openRecords, type Settling, settleNext } from "../run/settle/settle-records.ts";
import { layerFinder } from "../run/settle/withhold.ts";
import { type ExportRemark, remarksOf, type Side } from "../run/sides.ts";
import { addRecord, createSideTally, finishTally, type SideTally, type SideTallySoFar } from "./side-tally.ts";

type Both<Value> = readonly [Value, Value];

export interface CompareSidesRequest extends DecideRequest {
  readonly setups: Both<Setup>;
  /** Threads that do the work, for both sides together; beyond one there are two at least, one for each side. */
  readonly jobs: number;
  /** Bytes of all exports; undefined when nobody knows before the end. */
  readonly size: number | undefined;
}

export interface Compared extends SideTally {
  readonly exports: readonly ExportFacts[];
  readonly rows: number;
  readonly duplicates: number;
  /** Further items of records that were counted already; rows of records that have a newer row. */
  readonly lineItems: number;
  readonly superseded: number;
  readonly conflicts: number;
  /** Rows that each side rejects. */
  readonly rejects: Both<number>;
  /** Odd cells of rows that each side read all the same. */
  readonly remarks: Both<readonly ExportRemark[]>;
  /** Budgets of the run that each side passes, in words. */
  readonly overBudget: Both<readonly string[]>;
}

export async function compareSides(request: CompareSidesRequest): Promise<Compared> {
  const { jobs, size } = request;
  const pools = [createPool(jobsOfSide(jobs), size), createPool(jobsOfSide(jobs), size)] as const;
  try {
    return await compareIn(pools, request);
  } finally {
    await Promise.all(pools.map((pool) => pool.close()));
  }
}

async function compareIn(pools: Both<Pool>, request: CompareSidesRequest): Promise<Compared> {
  const { setups, scratch } = request;
  const one = openSide(setups[0], pools[0], join(scratch, "pending"));
  const other = openSide(setups[1], pools[1], join(scratch, "pending-other"));
  try {
    const conflicts = await decideExports([one, other], request);
    conflicts.close();
    const limits = [
      createLimits(setups[0].policy, countAffected(one.rows)),
      createLimits(setups[1].policy, countAffected(other.rows)),
    ] as const;
    const settling = [settlingOf(one, setups[0], limits[0]), settlingOf(other, setups[1], limits[1])] as const;
    const tally = createSideTally();
    for (const blocks of blocksOfBoth(one, other)) compareBlock(blocks, settling, tally);
    return {
      ...finishTally(tally),
      exports: one.exports,
      rows: one.rows.length,
      ...countDropped(one),
      conflicts: conflicts.count,
      rejects: [one.rejects, other.rejects],
      remarks: [remarksOf(one), remarksOf(other)],
      overBudget: [limits[0].overBudget(), limits[1].overBudget()],
    };
  } finally {
    one.pending.close();
    other.pending.close();
  }
}

/**
 * With two threads, this thread scans for both sides, and each side has one more thread that decides. With more threads,
 * each side scans on its own.
 */
function jobsOfSide(jobs: number): number {
  return jobs === 1 ? 1 : Math.max(2, Math.floor(jobs / 2));
}

function settlingOf(read: Side, setup: Setup, limits: Limits): Settling {
  const decideAgain = createDecideAgain(setup);
  const layerAt = layerFinder(setup.policy);
  return {
    read,
    withholding: { limits, givenBefore: undefined, findGiven: undefined, layerAt, decideAgain },
    position: 0,
  };
}

type OfEither<Value> = readonly [Value | undefined, Value | undefined];

/** The blocks in which a side has records; blocks in which both sides have records come in pairs. */
function* blocksOfBoth(one: Side, other: Side): Generator<OfEither<PendingBlock>, void, void> {
  const [ones, others] = [one.pending.parts(), other.pending.parts()];
  let [left, right] = [ones.next(), others.next()];
  while (!left.done || !right.done) {
    const firstRow = Math.min(firstRowOf(left), firstRowOf(right));
    const pair = [blockAt(left, firstRow), blockAt(right, firstRow)] as const;
    yield pair;
    if (pair[0] !== undefined) left = ones.next();
    if (pair[1] !== undefined) right = others.next();
  }
}

type Next = IteratorResult<PendingBlock, void>;

function firstRowOf(next: Next): number {
  return next.done ? Number.POSITIVE_INFINITY : next.value.firstRow;
}

function blockAt(next: Next, firstRow: number): PendingBlock | undefined {
  return !next.done && next.value.firstRow === firstRow ? next.value : undefined;
}

function compareBlock([one, other]: OfEither<PendingBlock>, settling: Both<Settling>, tally: SideTallySoFar): void {
  const left = one && openRecords(one, settling[0]);
  const right = other && openRecords(other, settling[1]);
  let [leftRow, rightRow] = [nextRow(left, settling[0]), nextRow(right, settling[1])];
  while (leftRow !== NONE || rightRow !== NONE) {
    const row = Math.min(leftRow, rightRow);
    addRecord([leftRow === row ? left : undefined, rightRow === row ? right : undefined], tally);
    if (leftRow === row) leftRow = nextRow(left, settling[0]);
    if (rightRow === row) rightRow = nextRow(right, settling[1]);
  }
}

const NONE = Number.POSITIVE_INFINITY;

/** Settles the next record, and returns its row within the block; `NONE` where there is no more. */
function nextRow(records: BlockRecords | undefined, settling: Settling): number {
  if (records === undefined || !settleNext(records, settling)) return NONE;
  return records.outcomes.row[records.from] ?? 0;
}

/** How many rows of both sides count for nothing, because another row of their record counts. */
function countDropped({ rows, exports }: Side): Pick<Compared, "duplicates" | "lineItems" | "superseded"> {
  const counts = { duplicates: 0, lineItems: 0, superseded: 0 };
  for (const { firstRow, rows: count, mapping } of exports) {
    const again = mapping?.rows === undefined ? "duplicates" : "lineItems";
    for (const [code, found] of rows.countCodes(firstRow, firstRow + count).entries()) {
      if (isSuperseded(code)) counts.superseded += found;
      else if ((code & DUPLICATE) !== 0) counts[again] += found;
    }
  }
  return counts;
}
