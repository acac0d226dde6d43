/**
 * Finds the parts of a record that are withheld: the parts that an earlier run gave, and the parts that exceed a limit over
 * several records.
 *
 * Layers build on each other: a layer counts its later end from the end that an earlier layer gave, and a price or a ceiling
 * leaves less for a later layer. So where a part is withheld, the record is decided again as if the policy did not have that
 * part's layer, and the layers that were not judged yet are taken from the new decision.
 *
 *     two layers, each gives 60 % of 10.00 USD; the first exceeds a limit per user   ->   the second gives 6.00 USD, not 4.00 USD
 */
import { createIdList, type IdList } from "../../book/keys.ts";
import type { Policy } from "../../rules/policy.ts";
import { BY_NO_RULE, type OutcomeTable } from "../rows/outcomes.ts";
import type { ExportFacts } from "../rows/read-rows.ts";
import type { DecideAgain, LayeredRow } from "./decide-again.ts";
import type { LimitedBenefit, Limits, RecordLimits } from "./limits.ts";
import { type Entry, entriesOf, isAdjustment, isGift } from "./outcome-entries.ts";

/** The outcomes of one record: the entries `from … to` (exclusive) of its block. */
export interface RecordOutcomes {
  readonly outcomes: OutcomeTable;
  readonly from: number;
  readonly to: number;
  /** The row itself, where its layers can build on each other. */
  readonly layered: LayeredRow | undefined;
  readonly facts: ExportFacts | undefined;
  /** Position of its first entry among all entries of the run. */
  readonly position: number;
}

/** The part of a record that is given where another part is withheld. */
export interface Rest {
  readonly kept: readonly Entry[];
  /** Whether a part is withheld because an earlier run gave it. */
  readonly before: boolean;
}

export interface Withholding {
  readonly limits: Limits;
  /** One flag for every entry of the run: whether the book holds its gift. Undefined where the book can hold none of the gifts. */
  readonly givenBefore: Uint8Array | undefined;
  readonly findGiven: ((ids: IdList) => Uint8Array) | undefined;
  readonly layerAt: (table: OutcomeTable, at: number) => string;
  readonly decideAgain: DecideAgain;
}

/** Finds the layer that has the rule of an entry. */
export function layerFinder({ layers }: Policy): Withholding["layerAt"] {
  const names = layers.flatMap(({ name, rules }) => rules.map(() => name));
  return ({ rule }, at) => names[rule[at] ?? BY_NO_RULE] ?? "";
}

/** Withholds parts of a record, and counts the given parts in the limits. @returns undefined where nothing is withheld. */
export function withhold(record: RecordOutcomes, withholding: Withholding): Rest | undefined {
  const { outcomes, from, to } = record;
  const recordLimits = withholding.limits.forRecord(outcomes.users, from);
  if (recordLimits === undefined && withholding.givenBefore === undefined) return undefined;
  for (let at = from; at < to; at += 1) {
    const verdict = judge({ table: outcomes, at }, record, recordLimits, withholding);
    if (verdict !== "given") return restOf(at, verdict, record, recordLimits, withholding);
  }
  return undefined;
}

type Verdict = "given" | "given-before" | "over-limit";

function judge(entry: Entry, record: RecordOutcomes, limits: RecordLimits | undefined, from: Withholding): Verdict {
  if (wasGiven(entry, record, from)) return "given-before";
  const isRefused = limits !== undefined && isGift(entry.table, entry.at) && !limits.admit(benefitOf(entry, from));
  return isRefused ? "over-limit" : "given";
}

/** @param first the first entry that is withheld. */
function restOf(
  first: number,
  firstVerdict: Verdict,
  record: RecordOutcomes,
  limits: RecordLimits | undefined,
  withholding: Withholding,
): Rest {
  const { outcomes, from, to } = record;
  const { layerAt } = withholding;
  const kept = [...entriesOf(outcomes, from, first)];
  const judged = new Set(kept.map(({ table, at }) => layerAt(table, at)));
  const gone = new Set<string>();
  let before = false;
  let entries = entriesOf(outcomes, first, to);
  let verdict: Verdict | undefined = firstVerdict;
  for (let next = 0; next < entries.length; next += 1) {
    const entry = entries[next];
    if (entry === undefined) break;
    const layer = layerAt(entry.table, entry.at);
    if (judged.has(layer)) continue;
    judged.add(layer);
    const now: Verdict = verdict ?? judge(entry, record, limits, withholding);
    verdict = undefined;
    if (now === "given") kept.push(entry);
    else if (now === "given-before") before = true;
    // A payment of an earlier run still stands, and later layers were decided with it. A new end of an earlier run would be
    // counted twice.
    const isGone = now === "over-limit" || (now === "given-before" && isAdjustment(entry.table, entry.at));
    if (!isGone || record.layered === undefined || record.facts === undefined) continue;
    const table = withholding.decideAgain(record.layered, record.facts, gone.add(layer));
    entries = entriesOf(table, 0, table.count);
    next = -1;
  }
  return { kept, before };
}

/** Whether the book holds the gift of an entry. A layer that gave nothing in the record's first decision has no flag. */
function wasGiven(
  { table, at }: Entry,
  record: RecordOutcomes,
  { givenBefore, findGiven, layerAt }: Withholding,
): boolean {
  if (givenBefore === undefined) return false;
  const { outcomes, from, to, position } = record;
  const layer = layerAt(table, at);
  let known = from;
  while (known < to && layerAt(outcomes, known) !== layer) known += 1;
  if (known < to) return givenBefore[position + known - from] === 1;
  const ids = createIdList(1);
  ids.add(table.ids, at);
  return findGiven?.(ids)[0] === 1;
}

function benefitOf({ table, at }: Entry, { layerAt }: Withholding): LimitedBenefit {
  const currency = table.currencies[table.currency[at] ?? 0] ?? "";
  return { layer: layerAt(table, at), currency, amount: table.amount[at] ?? 0n };
}
