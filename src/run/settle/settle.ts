/**
 * Settles a plan: writes what every affected record keeps, writes the rejects, and counts every row.
 *
 * Affected and rejected rows are gone over in input order; all other rows are only counted, by their codes.
 */
import { createIdList, type IdList } from "../../book/keys.ts";
import type { StagingFolder } from "../../book/staging.ts";
import type { UnaffectedReason } from "../../domain/decision.ts";
import type { Fault, RejectCode } from "../../domain/reject.ts";
import type { Policy } from "../../rules/policy.ts";
import type { Conflicts } from "../repeats/conflicts.ts";
import type { PendingBlock, ReadRows } from "../rows/read-rows.ts";
import { visitRejects } from "../rows/reject-table.ts";
import { DUPLICATE, reasonOf } from "../rows/row-codes.ts";
import type { Spool } from "../rows/spool.ts";
import { countRows } from "./count-rows.ts";
import type { DecideAgain } from "./decide-again.ts";
import { closeTable, type GatheredFigures } from "./figures.ts";
import type { GivenIds } from "./given-ids.ts";
import type { Limits } from "./limits.ts";
import { countGifts, isGift } from "./outcome-entries.ts";
import { createRejectFiles } from "./rejects.ts";
import { noteApplied, sumTallies } from "./rule-tallies.ts";
import { type BlockRecords, openRecords, type Settling, settleNext } from "./settle-records.ts";
import { assertConserved, type Buckets, countIn, noRows, type RejectExample, sumBuckets, type Tally } from "./tally.ts";
import { layerFinder } from "./withhold.ts";
import { type Outputs, openOutputs, writeEntries } from "./write-outcomes.ts";

/** What a plan is settled from. */
export interface PlanToSettle {
  readonly read: ReadRows;
  readonly pending: Spool<PendingBlock>;
  readonly conflicts: Conflicts;
  readonly policy: Policy;
  /** The benefits of earlier runs are counted already. */
  readonly limits: Limits;
  readonly staging: StagingFolder;
  /** Finds the gifts that the book already holds, one flag per id; undefined when the book can hold none of them. */
  readonly findGiven: ((ids: IdList) => Uint8Array) | undefined;
  readonly decideAgain: DecideAgain;
  /** Gets the ids of all gifts. */
  readonly given: GivenIds;
}

export interface SettledPlan {
  readonly tally: Tally;
  readonly figures: GatheredFigures;
  /** Budgets that the run exceeds, in words. */
  readonly overBudget: readonly string[];
}

export function settlePlan(plan: PlanToSettle): SettledPlan {
  const { read, pending, conflicts, policy, limits, staging, findGiven, decideAgain, given } = plan;
  const { exports, rows } = read;
  const outputs = openOutputs(staging, policy, given);
  const counts: Counts = { buckets: exports.map(noRows), limited: new Map(), rejects: new Map() };
  const givenBefore = findGiven?.(idsOf(pending, read.outcomes));
  const withholding = { limits, givenBefore, findGiven, layerAt: layerFinder(policy), decideAgain };
  const settling: Settling = { read, withholding, position: 0 };
  const rejectFiles = createRejectFiles(staging, exports, conflicts.rows(), (faults, exportIndex, line) =>
    countFaults(faults, exports[exportIndex]?.name ?? "", line, counts),
  );
  for (const block of pending.parts()) {
    writeBlock(openRecords(block, settling), settling, outputs, counts);
    const facts = exports[block.exportIndex];
    if (facts === undefined) throw new Error(`no export ${block.exportIndex}`);
    visitRejects(block.rejects, facts.layout, (reject) => {
      if ((rows.code(block.firstRow + reject.row) & DUPLICATE) === 0) rejectFiles.add(reject, block);
    });
  }
  rejectFiles.finish();
  for (const writer of outputs.writers) writer.finish();
  return {
    tally: tallyOf(read, counts, outputs),
    figures: outputs.figures,
    overBudget: limits.overBudget(),
  };
}

interface Counts {
  /** By position of the export. */
  readonly buckets: readonly Buckets[];
  /** How many records get nothing because of limits, by reason. */
  readonly limited: Map<UnaffectedReason, number>;
  readonly rejects: Map<RejectCode, { count: number; readonly example: RejectExample }>;
}

function writeBlock(records: BlockRecords, settling: Settling, outputs: Outputs, counts: Counts): void {
  const { outcomes, block } = records;
  const { ruleTallies } = outputs;
  const into = counts.buckets[block.exportIndex] ?? noRows();
  // Entries that follow each other and are all given are written at once: the entries `whole … wholeTo` (exclusive).
  let whole = 0;
  let wholeTo = 0;
  while (settleNext(records, settling)) {
    const { from, to, rest } = records;
    for (let at = from; at < to; at += 1) noteApplied(ruleTallies, outcomes, at);
    if (rest === undefined && wholeTo === from) wholeTo = to;
    else {
      writeEntries(outcomes, whole, wholeTo, outputs);
      whole = rest === undefined ? from : to;
      wholeTo = to;
    }
    if (rest !== undefined) for (const { table, at } of rest.kept) writeEntries(table, at, at + 1, outputs);
    countRecord(records, into, counts.limited);
  }
  writeEntries(outcomes, whole, wholeTo, outputs);
  // The memory of the block is used again for the next one.
  for (const writer of outputs.writers) writer.release();
  closeTable(outputs.figures);
}

/** Counts the record that was settled last. */
function countRecord(
  { outcomes, from, to, rest }: BlockRecords,
  into: Buckets,
  limited: Map<UnaffectedReason, number>,
): void {
  const gifts =
    rest === undefined ? countGifts(outcomes, from, to) : rest.kept.filter(({ table, at }) => isGift(table, at)).length;
  if (gifts > 0) into.compensated += 1;
  else if (rest === undefined || rest.kept.length > 0) into.review += 1;
  else if (rest.before) into.alreadyCompensated += 1;
  else {
    into.unaffected += 1;
    countIn(limited, reasonOf(outcomes.otherwise[from] ?? 0) ?? "limit");
  }
}

/** Counts the faults of a rejected row. @param name of the row's export. */
function countFaults(faults: readonly Fault[], name: string, line: number, { rejects }: Counts): void {
  for (const fault of faults) {
    const known = rejects.get(fault.code);
    if (known === undefined) rejects.set(fault.code, { count: 1, example: { export: name, line, fault } });
    else known.count += 1;
  }
}

function tallyOf(read: ReadRows, { buckets, limited, rejects }: Counts, { ruleTallies }: Outputs): Tally {
  const unaffected = countRows(read, buckets, limited);
  for (const [index, { name }] of read.exports.entries()) assertConserved(buckets[index] ?? noRows(), name);
  const totals = sumBuckets(buckets);
  assertConserved(totals, "all exports");
  return { totals, exports: buckets, unaffected, rejects, ...sumTallies(ruleTallies) };
}

function idsOf(pending: Spool<PendingBlock>, count: number): IdList {
  const ids = createIdList(count);
  for (const { outcomes } of pending.parts()) ids.addAll(outcomes.ids);
  return ids;
}
