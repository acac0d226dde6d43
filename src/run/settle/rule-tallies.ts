/**
 * Counts what each rule gave, by service, as outcomes are written.
 *
 * Rule, service and currency of an entry are numbers in a table of outcomes. To find the tally of a rule and a service by their
 * names takes long, so it is found once for each such three numbers in a table. Until the next table comes, amounts are added as
 * plain numbers, as long as these are exact.
 */
import { NOTES } from "../../domain/decision.ts";
import type { Policy } from "../../rules/policy.ts";
import { BY_NO_RULE, notesOf, type OutcomeTable, TARGETS } from "../rows/outcomes.ts";
import { amountHalvesOf, amountIn } from "./amount-halves.ts";
import { addTo, type RuleTally, type Tally } from "./tally.ts";

/** What was counted so far. */
export interface RuleTallies {
  /** In the order of the policy. */
  readonly rules: readonly { readonly layer: string; readonly rule: string }[];
  /** By position of the rule, then by service. */
  readonly tallies: Map<number, Map<string, RuleTally>>;
  /** One flag for each position of a rule: whether the rule applied to some record. */
  readonly applied: Uint8Array;
  /** The table of the entry that was counted last. */
  table: OutcomeTable | undefined;
  /** The halves of that table's amounts, the lower one first. */
  amountHalves: Int32Array;
  /** The counts of that table's entries, by a number made of service, currency and rule. */
  readonly ofTable: Map<number, TableCount>;
  extended: number;
  credited: number;
}

/** What was counted in a table, and is not in its tally yet. */
interface TableCount {
  readonly tally: RuleTally;
  readonly currency: string;
  amount: number;
  /** How many entries have which notes, by the bits of the notes. */
  readonly notes: Uint32Array;
}

export function createRuleTallies({ layers }: Policy): RuleTallies {
  return {
    rules: layers.flatMap((layer) => layer.rules.map((rule) => ({ layer: layer.name, rule: rule.name }))),
    tallies: new Map(),
    applied: new Uint8Array(BY_NO_RULE + 1),
    table: undefined,
    amountHalves: new Int32Array(0),
    ofTable: new Map(),
    extended: 0,
    credited: 0,
  };
}

/** Notes that the rule of an entry applied, also where the entry is not given now. */
export function noteApplied({ applied }: RuleTallies, outcomes: OutcomeTable, at: number): void {
  applied[outcomes.rule[at] ?? BY_NO_RULE] = 1;
}

/** Counts an entry that is given. */
export function countGiven(counted: RuleTallies, outcomes: OutcomeTable, at: number): void {
  const count = countAt(counted, outcomes, at);
  const { tally } = count;
  tally.records += 1;
  const notes = outcomes.notes[at] ?? 0;
  if (notes !== 0) countNotes(count, notes);
  switch (TARGETS[outcomes.target[at] ?? 0]) {
    case "adjusted-expiry":
      tally.extended += 1;
      counted.extended += 1;
      return;
    case "refund-credit":
      addAmount(counted, count, outcomes, at);
      counted.credited += 1;
      return;
    default:
      tally.review += 1;
  }
}

function countAt(counted: RuleTallies, outcomes: OutcomeTable, at: number): TableCount {
  const { ofTable } = counted;
  if (counted.table !== outcomes) openTable(counted, outcomes);
  const rule = outcomes.rule[at] ?? BY_NO_RULE;
  const service = outcomes.service[at] ?? 0;
  const currency = outcomes.currency[at] ?? 0;
  // Small numbers: V8 makes an object of a key that is large.
  const place = rule === BY_NO_RULE ? counted.rules.length : rule;
  const key = (service * outcomes.currencies.length + currency) * (counted.rules.length + 1) + place;
  const known = ofTable.get(key);
  if (known !== undefined) return known;
  const tally = tallyFor(counted, rule, outcomes.services[service] ?? "");
  const count = { tally, currency: outcomes.currencies[currency] ?? "", amount: 0, notes: new Uint32Array(NOTE_SETS) };
  ofTable.set(key, count);
  return count;
}

function openTable(counted: RuleTallies, outcomes: OutcomeTable): void {
  takeCounts(counted);
  counted.table = outcomes;
  counted.amountHalves = amountHalvesOf(outcomes);
}

const NOTE_SETS = 1 << NOTES.length;

/** The first of each note names it, so that notes stand in the order of their entries. */
function countNotes({ tally, notes }: TableCount, bits: number): void {
  if (notes[bits] === 0) for (const note of notesOf(bits)) tally.notes.set(note, tally.notes.get(note) ?? 0);
  notes[bits] = (notes[bits] ?? 0) + 1;
}

function addAmount({ amountHalves }: RuleTallies, count: TableCount, outcomes: OutcomeTable, at: number): void {
  const amount = amountIn(amountHalves, at);
  const sum = count.amount + amount;
  if (Number.isSafeInteger(amount) && Number.isSafeInteger(sum)) count.amount = sum;
  else addTo(count.tally.credits, count.currency, outcomes.amount[at] ?? 0n);
}

/** Adds what was counted in the last table to the tallies. */
function takeCounts({ ofTable }: RuleTallies): void {
  for (const { tally, currency, amount, notes } of ofTable.values()) {
    if (amount !== 0) addTo(tally.credits, currency, BigInt(amount));
    for (const [bits, count] of notes.entries()) {
      if (count === 0) continue;
      for (const note of notesOf(bits)) tally.notes.set(note, (tally.notes.get(note) ?? 0) + count);
    }
  }
  ofTable.clear();
}

function tallyFor({ rules, tallies }: RuleTallies, position: number, service: string): RuleTally {
  const ofRule = tallies.get(position) ?? new Map<string, RuleTally>();
  const known = ofRule.get(service);
  if (known !== undefined) return known;
  const { layer, rule } = rules[position] ?? { layer: "", rule: "" };
  const tally = {
    layer,
    rule,
    service,
    records: 0,
    extended: 0,
    review: 0,
    credits: new Map(),
    notes: new Map(),
  };
  tallies.set(position, ofRule.set(service, tally));
  return tally;
}

/** All that was counted, rules in the order of the policy and services in the order of their names. */
export function sumTallies(
  counted: RuleTallies,
): Pick<Tally, "byRule" | "applied" | "extended" | "credited" | "credits"> {
  takeCounts(counted);
  const { rules, tallies, extended, credited } = counted;
  const byRule = [...tallies]
    .sort(([a], [b]) => a - b)
    .flatMap(([, ofRule]) => [...ofRule.values()].sort((a, b) => (a.service < b.service ? -1 : 1)));
  const applied = new Set(rules.filter((_, position) => counted.applied[position] === 1).map(({ rule }) => rule));
  const credits = new Map<string, bigint>();
  for (const tally of byRule) for (const [currency, minor] of tally.credits) addTo(credits, currency, minor);
  return {
    byRule,
    applied,
    credits: new Map([...credits].sort(([a], [b]) => (a < b ? -1 : 1))),
    extended,
    credited,
  };
}
