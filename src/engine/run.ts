/**
 * A whole run, from exports to staged outputs: read and decide every row, compare rows with each other, settle.
 *
 * There is one way to decide. Whatever command asks, it comes through here, and only what happens to the answer
 * differs.
 */
import { join } from "node:path";
import { type IdList, sortIds } from "../book/keys.ts";
import type { StagingFolder } from "../book/staging.ts";
import { csvText } from "../exports/csv-writer.ts";
import type { Header } from "../exports/header.ts";
import { endFields } from "../rules/fields.ts";
import { createBlockDecider, type DecideBlock } from "./decide-block.ts";
import { createFingerprints } from "./fingerprints.ts";
import type { Setup } from "./job.ts";
import { createLimits, type EarlierBenefit, hasUserLimits } from "./limits.ts";
import type { Pool } from "./pool.ts";
import { type ExportFacts, type ExportInput, type PendingBlock, type Progress, readExports } from "./read-exports.ts";
import { settleSuspects } from "./recall.ts";
import { settle } from "./settle.ts";
import { createSpool } from "./spool.ts";
import type { Tally } from "./tally.ts";
import type { Withholding } from "./withhold.ts";

export interface RunRequest {
  readonly setup: Setup;
  readonly inputs: readonly ExportInput[];
  /** Where outputs go. */
  readonly staging: StagingFolder;
  /** A folder for what does not fit into memory; nothing stays in it. */
  readonly scratch: string;
  /** Who does the work; closed by whoever made it. */
  readonly pool: Pool;
  /** Refuses an export that the policy cannot be decided on. */
  readonly checkHeader: (header: Header, path: string) => void;
  /** Finds which gifts the book already holds, one flag per id; undefined when it can hold none. */
  readonly findGiven: ((ids: IdList) => Uint8Array) | undefined;
  /** What earlier runs gave for the outage; only asked for when the policy limits users. */
  readonly earlierBenefits: () => AsyncIterable<EarlierBenefit>;
  readonly onProgress: (progress: Progress) => void;
}

export interface RunResult {
  readonly exports: readonly ExportFacts[];
  readonly tally: Tally;
  /** Services in the exports that no rule is for. */
  readonly unruled: readonly string[];
  /** Budgets of the run that were passed, in words; such a plan cannot be applied. */
  readonly overBudget: readonly string[];
}

const SPOOL_MEMORY = 48 * 1024 * 1024;

/** @throws Failure for anything that keeps the run from being complete; nothing is published then. */
export async function runEngine(request: RunRequest): Promise<RunResult> {
  const { setup, inputs, staging, scratch, pool, checkHeader, findGiven, onProgress } = request;
  pool.start(setup);
  const pending = createSpool<PendingBlock>(join(scratch, "pending"), SPOOL_MEMORY);
  const fingerprints = createFingerprints(join(scratch, "fingerprints"));
  try {
    const fields = endFields(setup.policy);
    const reading = { pool, pending, fingerprints, fields, checkHeader, onProgress };
    const read = await readExports(inputs, reading);
    const suspects = await pool.findRepeats(read.rows, fingerprints.finish());
    fingerprints.close();
    // Nothing is left to do for the threads, and what they hold is worth having back.
    const closing = pool.close();
    const conflicts = await settleSuspects(suspects, read.rows, read.exports, inputs);
    await closing;
    const decideAgain = createDecideAgain(setup);
    const { policy } = setup;
    const limits = createLimits(policy);
    if (hasUserLimits(policy)) for await (const benefit of request.earlierBenefits()) limits.countEarlier(benefit);
    const { tally, given, overBudget } = settle({
      read,
      pending,
      conflicts,
      policy,
      limits,
      staging,
      findGiven,
      decideAgain,
    });
    staging.write("keys", sortIds(given));
    return { exports: read.exports, tally, unruled: read.unruled, overBudget };
  } finally {
    pending.close();
    fingerprints.close();
  }
}

/** A row is decided again as a block of its own. */
function createDecideAgain(setup: Setup): Withholding["decideAgain"] {
  let decideBlock: DecideBlock | undefined;
  return ({ cells, line }, { name, layout, delimiter, firstRow }, without) => {
    decideBlock ??= createBlockDecider(setup);
    const bytes = Buffer.from(csvText([cells], delimiter));
    // Exports that have rows differ in their first one, so it tells them apart as well as their position would.
    const { outcomes, damage } = decideBlock({ source: name, exportIndex: firstRow, layout, bytes }, line, without);
    if (damage !== undefined) throw new Error(`a row that was read cannot be read again: ${damage.code}`);
    return outcomes;
  };
}
