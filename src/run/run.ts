/**
 * A whole run, from exports to staged outputs: read and decide every row, compare rows with each other, settle.
 *
 * There is one way to decide. Every command that decides comes through here; the commands differ only in what they do with the
 * answers.
 */
import { join } from "node:path";
import type { IdList } from "../book/keys.ts";
import type { StagingFolder } from "../book/staging.ts";
import { openZone } from "../domain/zone.ts";
import { columnsUsedBy } from "../rules/columns-read.ts";
import { endFields } from "../rules/fields.ts";
import { hasUserLimits } from "../rules/user-limits.ts";
import type { Pool } from "./pool.ts";
import { type Reading, readExports } from "./read-exports.ts";
import type { Conflicts } from "./repeats/conflicts.ts";
import { createFingerprints } from "./repeats/fingerprints.ts";
import { recallSuspects } from "./repeats/recall.ts";
import { copyMarks } from "./repeats/repeats.ts";
import { assertReadable } from "./repeats/suspects.ts";
import type { Setup } from "./rows/job.ts";
import type { ExportFacts, ExportInput, PendingBlock } from "./rows/read-rows.ts";
import { countAffected, type RowPages } from "./rows/row-pages.ts";
import { createScratchFile } from "./rows/scratch-file.ts";
import { createSpool } from "./rows/spool.ts";
import { createDecideAgain } from "./settle/decide-again.ts";
import type { GatheredFigures } from "./settle/figures.ts";
import { createGivenIds } from "./settle/given-ids.ts";
import { createLimits, type EarlierBenefit } from "./settle/limits.ts";
import { settlePlan } from "./settle/settle.ts";
import type { Tally } from "./settle/tally.ts";
import { createSide, type ExportRemark, remarksOf, type Side, type Sides } from "./sides.ts";

/** What is to be decided: the exports, and what the caller hears of them while they are read. */
export interface DecideRequest extends Pick<Reading, "checkHeader" | "onProgress"> {
  readonly inputs: readonly ExportInput[];
  /** A folder for data that does not fit into memory; nothing stays in it. */
  readonly scratch: string;
}

/** What is to be staged: the decisions of one set of rules. */
export interface StageRequest extends DecideRequest {
  readonly setup: Setup;
  /** The folder for the outputs. */
  readonly staging: StagingFolder;
  /** The threads that do the work; the caller, which made the pool, closes it. */
  readonly pool: Pool;
  /** Finds the gifts that the book already holds, one flag per id; undefined when the book can hold none of them. */
  readonly findGiven: ((ids: IdList) => Uint8Array) | undefined;
  /** The benefits that earlier runs gave for the outage; only asked for when the policy limits users. */
  readonly earlierBenefits: () => AsyncIterable<EarlierBenefit>;
}

/** What a plan is made of, beside the files that were staged. */
export interface StagedOutputs {
  readonly exports: readonly ExportFacts[];
  readonly tally: Tally;
  readonly figures: GatheredFigures;
  /** Services in the exports that no rule is for. */
  readonly unruled: readonly string[];
  readonly remarks: readonly ExportRemark[];
  /** Budgets that the run exceeds, in words; such a plan cannot be applied. */
  readonly overBudget: readonly string[];
  /** The rows with their marks, by ordinal. */
  readonly rows: RowPages;
}

const SPOOL_MEMORY = 48 * 1024 * 1024;

/**
 * Decides all rows, and stages the outputs, the rejects and the keys.
 * @throws Failure for anything that keeps the run from being complete; nothing is published then.
 */
export async function stageOutputs(request: StageRequest): Promise<StagedOutputs> {
  const { setup, staging, scratch, pool, findGiven } = request;
  const side = openSide(setup, pool, join(scratch, "pending"));
  let conflicts: Conflicts | undefined;
  const given = createGivenIds(join(scratch, "given"));
  try {
    conflicts = await decideExports([side], request);
    const decideAgain = createDecideAgain(setup);
    const { policy } = setup;
    const limits = createLimits(policy, countAffected(side.rows));
    if (hasUserLimits(policy)) for await (const benefit of request.earlierBenefits()) limits.countEarlier(benefit);
    const { pending } = side;
    const { tally, figures, overBudget } = settlePlan({
      read: side,
      pending,
      conflicts,
      policy,
      limits,
      staging,
      findGiven,
      decideAgain,
      given,
    });
    const keys = staging.create("keys");
    for (const ids of given.sorted()) keys.append(ids);
    keys.finish();
    const unruled = [...side.unruled].sort();
    const { exports, rows } = side;
    return { exports, tally, figures, unruled, remarks: remarksOf(side), overBudget, rows };
  } finally {
    conflicts?.close();
    side.pending.close();
    given.close();
  }
}

/** Makes a side; the caller closes its `pending`. @param path of a file for pending blocks that do not fit into memory. */
export function openSide(setup: Setup, pool: Pool, path: string): Side {
  pool.start(setup);
  const pending = createSpool<PendingBlock>(path, SPOOL_MEMORY);
  const { policy, outage } = setup;
  return createSide({
    pool,
    pending,
    fields: endFields(policy),
    used: columnsUsedBy(policy, outage),
    zone: openZone(policy.zone),
  });
}

/**
 * Reads the exports once, decides every row under each side, marks duplicates, superseded rows and conflicts, and returns the
 * conflicts; the caller closes them.
 */
export async function decideExports(
  sides: Sides,
  { inputs, scratch, checkHeader, onProgress }: DecideRequest,
): Promise<Conflicts> {
  const fingerprints = createFingerprints(join(scratch, "fingerprints"));
  const keptText = createScratchFile(join(scratch, "kept-text"));
  try {
    await readExports(inputs, { sides, fingerprints, keptText, checkHeader, onProgress });
    const [{ pool, rows, exports, zone }, ...others] = sides;
    const isNewest = exports.some(({ layout }) => layout.newer !== undefined);
    const rule = isNewest ? "whole-records" : "differing-rows";
    const firstRows = exports.map(({ firstRow }) => firstRow);
    const suspects = await pool.findRepeats({ pages: rows.pages, prints: fingerprints.finish(), firstRows, rule });
    fingerprints.close();
    assertReadable(suspects, rule);
    // Nothing is left to do for the threads, and their memory is needed.
    const closing = Promise.all(sides.map((side) => side.pool.close()));
    const conflicts = await recallSuspects(suspects, { rows, exports }, { zone, scratch });
    await closing;
    for (const other of others) copyMarks(rows, other.rows);
    return conflicts;
  } finally {
    fingerprints.close();
    keptText.close();
  }
}
