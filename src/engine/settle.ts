/**
 * The second half of a run, over affected and rejected rows only, in input order: what appears twice or was given before
 * is left out, the rest is written, and everything is counted.
 *
 * Reading decided every row on its own; only here rows meet each other and the book.
 */

import { createIdList, type IdList } from "../book/keys.ts";
import type { StagingFolder } from "../book/staging.ts";
import type { UnaffectedReason } from "../domain/decision.ts";
import type { RejectCode } from "../domain/reject.ts";
import type { Policy } from "../rules/policy.ts";
import { countRows } from "./count-rows.ts";
import type { LayeredRow } from "./job.ts";
import type { Limits } from "./limits.ts";
import { countGifts, type Entry, isGift, startOfRow } from "./outcome-entries.ts";
import type { OutcomeTable } from "./outcomes.ts";
import { BY_NO_RULE, TARGETS } from "./outcomes.ts";
import type { ExportFacts, PendingBlock, ReadRows } from "./read-exports.ts";
import type { ConflictingRow } from "./recall.ts";
import { createRejectFiles } from "./rejects.ts";
import { OUTPUT_COLUMNS } from "./render.ts";
import { createRowWriter } from "./row-writer.ts";
import { DUPLICATE, isDropped, reasonOf } from "./rows.ts";
import { createRuleTallies } from "./rule-tallies.ts";
import type { Spool } from "./spool.ts";
import { assertConserved, type Buckets, countIn, noRows, type RejectExample, sumBuckets, type Tally } from "./tally.ts";
import { type RecordOutcomes, type Rest, withhold } from "./withhold.ts";

export interface Unsettled {
  readonly read: ReadRows;
  readonly pending: Spool<PendingBlock>;
  readonly conflicts: readonly ConflictingRow[];
  readonly policy: Policy;
  /** Earlier runs are counted in them already. */
  readonly limits: Limits;
  readonly staging: StagingFolder;
  /** Finds which of these gifts the book already holds, one flag per id; undefined when it can hold none. */
  readonly findGiven: ((ids: IdList) => Uint8Array) | undefined;
  /** Decides one row again as if the policy did not have these layers. */
  readonly decideAgain: (row: LayeredRow, facts: ExportFacts, without: ReadonlySet<string>) => OutcomeTable;
}

export interface Settled {
  readonly tally: Tally;
  /** Ids of everything given, in no order. */
  readonly given: IdList;
  /** Budgets of the run that were passed, in words. */
  readonly overBudget: readonly string[];
}

export function settle(unsettled: Unsettled): Settled {
  const { read, pending, conflicts, policy, limits, staging, findGiven } = unsettled;
  const { exports, rows } = read;
  const buckets = exports.map(noRows);
  const writers = TARGETS.map((target) => createRowWriter(staging.create(`${target}.csv`), OUTPUT_COLUMNS[target]));
  const rejects = new Map<RejectCode, { count: number; example: RejectExample }>();
  const ruleTallies = createRuleTallies(policy);
  const givenNow = createIdList(read.outcomes);
  const givenBefore = findGiven?.(idsOf(pending, read.outcomes));
  const layers = policy.layers.flatMap(({ name, rules }) => rules.map(() => name));
  const limited = new Map<UnaffectedReason, number>();
  const withholding = { limits, givenBefore, findGiven, layerAt, decideAgain: unsettled.decideAgain };
  let position = 0;

  const rejectFiles = createRejectFiles(staging, exports, conflicts, (faults, exportIndex, line) => {
    const facts = exports[exportIndex];
    for (const fault of faults) {
      const known = rejects.get(fault.code);
      if (known === undefined)
        rejects.set(fault.code, { count: 1, example: { export: facts?.name ?? "", line, fault } });
      else known.count += 1;
    }
  });

  for (const block of pending.parts()) {
    const into = buckets[block.exportIndex] ?? noRows();
    settleOutcomes(block, into);
    for (const reject of block.rejects) {
      if ((rows.code(block.firstRow + reject.row) & DUPLICATE) === 0) rejectFiles.add(reject, block);
    }
  }
  rejectFiles.finish();
  for (const writer of writers) writer.finish();

  function settleOutcomes(block: PendingBlock, into: Buckets): void {
    const { outcomes, firstRow } = block;
    const layeredRows = new Map(block.layered.map((layered) => [layered.row, layered]));
    // Entries that follow each other and are all given are written at once; nearly every record keeps all that it gets.
    let whole = 0;
    for (let from = 0; from < outcomes.count; ) {
      const row = outcomes.row[from] ?? 0;
      let to = from + 1;
      while (to < outcomes.count && outcomes.row[to] === row) to += 1;
      const isLeftOut = isDropped(rows.code(firstRow + row));
      const facts = exports[block.exportIndex];
      const record = { outcomes, from, to, layered: layeredRows.get(row), facts, position };
      const rest = isLeftOut ? undefined : withhold(record, withholding);
      if (!isLeftOut) for (let at = from; at < to; at += 1) ruleTallies.see(outcomes, at);
      if (!isLeftOut && rest === undefined) countRecord(countGifts(outcomes, from, to), undefined, record, into);
      else {
        writeEntries(outcomes, whole, from);
        whole = to;
        if (rest !== undefined) countRecord(writeThese(rest.kept), rest, record, into);
      }
      position += to - from;
      from = to;
    }
    writeEntries(outcomes, whole, outcomes.count);
  }

  /** @param gifts how many are given of what the record gets. @param rest where a part is withheld. */
  function countRecord(gifts: number, rest: Rest | undefined, { outcomes, from }: RecordOutcomes, into: Buckets): void {
    if (gifts > 0) into.compensated += 1;
    else if (rest === undefined || rest.kept.length > 0) into.review += 1;
    else if (rest.before) into.alreadyCompensated += 1;
    else {
      into.unaffected += 1;
      countIn(limited, reasonOf(outcomes.otherwise[from] ?? 0) ?? "limit");
    }
  }

  /** Writes the entries `from … to` (exclusive). */
  function writeEntries(outcomes: OutcomeTable, from: number, to: number): void {
    if (from === to) return;
    const { target, end, hashes } = outcomes;
    for (const [code, writer] of writers.entries()) {
      let first = -1;
      let last = -1;
      let count = 0;
      for (let at = from; at < to; at += 1) {
        if (target[at] !== code) continue;
        if (first < 0) first = at;
        last = at;
        count += 1;
        writer.addHash(hashes[at * 2] ?? 0, hashes[at * 2 + 1] ?? 0);
      }
      if (count === 0) continue;
      writer.write(outcomes.bytes[code] ?? NO_BYTES, startOfRow(outcomes, first), end[last] ?? 0, count);
    }
    for (let at = from; at < to; at += 1) {
      ruleTallies.add(outcomes, at);
      if (isGift(outcomes, at)) givenNow.add(outcomes.ids, at);
    }
  }

  /** Writes what is left of a record, and returns how many gifts that is. */
  function writeThese(entries: readonly Entry[]): number {
    for (const { table, at } of entries) writeEntries(table, at, at + 1);
    return entries.filter(({ table, at }) => isGift(table, at)).length;
  }

  function layerAt({ rule }: OutcomeTable, at: number): string {
    return layers[rule[at] ?? BY_NO_RULE] ?? "";
  }

  const unaffected = countRows(read, buckets, limited);
  for (const [index, { name }] of exports.entries()) assertConserved(buckets[index] ?? noRows(), name);
  const totals = sumBuckets(buckets);
  assertConserved(totals, "all exports");
  return {
    tally: { totals, exports: buckets, unaffected, rejects, ...ruleTallies.finish() },
    given: givenNow,
    overBudget: limits.overBudget(),
  };
}

const NO_BYTES = new Uint8Array(0);

function idsOf(pending: Spool<PendingBlock>, count: number): IdList {
  const ids = createIdList(count);
  for (const { outcomes } of pending.parts()) ids.addAll(outcomes.ids);
  return ids;
}
