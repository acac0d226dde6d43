/**
 * The same exports under two sets of rules, in one pass: how many records change, what it costs, who gains and who loses.
 *
 * Repeats and limits are honored on both sides as in a plan: a row that stands twice counts once, rows that contradict
 * each other count for nothing, and a limit per user keeps what fits, in input order. The book plays no part: what was
 * given before counts on both sides.
 */
import { join } from "node:path";
import { type AffectedRow, type ComparedRows, type CompareReading, compareExports } from "./compare-exports.ts";
import type { Gain } from "./compare-row.ts";
import { type ComparedTally, createComparedTally } from "./compared-tally.ts";
import { createFingerprints } from "./fingerprints.ts";
import { createLimits, hasUserLimits, type Limits } from "./limits.ts";
import type { ExportInput } from "./read-exports.ts";
import { settleSuspects } from "./recall.ts";
import { collectSuspects, searchRepeats, shareSearch } from "./repeats.ts";
import { DUPLICATE, isDropped } from "./rows.ts";
import { createSpool, type Spool } from "./spool.ts";
import { digestOf } from "./user-table.ts";

export interface CompareRequest extends Omit<CompareReading, "spool" | "fingerprints"> {
  readonly inputs: readonly ExportInput[];
  /** A folder for what does not fit into memory; nothing stays in it. */
  readonly scratch: string;
}

export interface Compared extends ComparedTally {
  readonly exports: ComparedRows["exports"];
  readonly rows: number;
  readonly duplicates: number;
  readonly conflicts: number;
  readonly rejects: readonly [number, number];
  /** Budgets of the run that each side passes, in words. */
  readonly overBudget: readonly [readonly string[], readonly string[]];
}

const SPOOL_MEMORY = 48 * 1024 * 1024;

export async function compareDecisions(request: CompareRequest): Promise<Compared> {
  const { inputs, setups, scratch } = request;
  const spool = createSpool<readonly AffectedRow[]>(join(scratch, "compared"), SPOOL_MEMORY);
  const fingerprints = createFingerprints(join(scratch, "fingerprints"));
  try {
    const read = await compareExports(inputs, { ...request, spool, fingerprints });
    const suspects = collectSuspects(shareSearch(read.rows, fingerprints.finish(), 1).map(searchRepeats));
    const conflicts = await settleSuspects(suspects, read.rows, read.exports, inputs);
    const limits = [createLimits(setups[0].policy), createLimits(setups[1].policy)] as const;
    const perUser = setups.some(({ policy }) => hasUserLimits(policy));
    const tally = settle(spool, read, (row) => {
      const user = perUser ? digestOf(row.user) : new Uint8Array(0);
      return [admitted(row.gains[0], limits[0], user), admitted(row.gains[1], limits[1], user)];
    });
    return {
      ...tally,
      exports: read.exports,
      rows: read.rows.length,
      duplicates: countDuplicates(read),
      conflicts: conflicts.length,
      rejects: read.rejects,
      overBudget: [limits[0].overBudget(), limits[1].overBudget()],
    };
  } finally {
    spool.close();
    fingerprints.close();
  }
}

function settle(
  spool: Spool<readonly AffectedRow[]>,
  { rows }: ComparedRows,
  admit: (row: AffectedRow) => readonly [readonly Gain[], readonly Gain[]],
): ComparedTally {
  const tally = createComparedTally();
  for (const block of spool.parts()) {
    for (const row of block) if (!isDropped(rows.code(row.ordinal))) tally.add(row, admit(row));
  }
  return tally.finish();
}

function admitted(gains: readonly Gain[], limits: Limits, user: Uint8Array): readonly Gain[] {
  const own = limits.forRecord(user, 0);
  return gains.filter((gain) => {
    if (gain.kind === "review") return true;
    const [currency, amount] = gain.kind === "money" ? [gain.currency, gain.amount] : ["", 0n];
    return own?.admit({ layer: gain.layer, currency, amount }) ?? true;
  });
}

function countDuplicates({ rows }: ComparedRows): number {
  let count = 0;
  for (let ordinal = 0; ordinal < rows.length; ordinal += 1) {
    if ((rows.code(ordinal) & DUPLICATE) !== 0) count += 1;
  }
  return count;
}
