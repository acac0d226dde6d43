/**
 * Counts what each rule gave, by service, as outcomes are written.
 *
 * Rule and service of an entry are two numbers in a table of outcomes. To find the tally of a rule and a service by their names
 * takes long, so it is found once for each pair of numbers in a table.
 */
import type { Policy } from "../../rules/policy.ts";
import { BY_NO_RULE, notesOf, type OutcomeTable, TARGETS } from "../rows/outcomes.ts";
import { addTo, countIn, type RuleTally, type Tally } from "./tally.ts";

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
  /** The tallies of that table's entries, by a number made of service and rule. */
  readonly ofTable: Map<number, RuleTally>;
  extended: number;
  credited: number;
}

export function createRuleTallies({ layers }: Policy): RuleTallies {
  return {
    rules: layers.flatMap((layer) => layer.rules.map((rule) => ({ layer: layer.name, rule: rule.name }))),
    tallies: new Map(),
    applied: new Uint8Array(BY_NO_RULE + 1),
    table: undefined,
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
  const tally = tallyAt(counted, outcomes, at);
  tally.records += 1;
  const notes = outcomes.notes[at] ?? 0;
  if (notes !== 0) for (const note of notesOf(notes)) countIn(tally.notes, note);
  switch (TARGETS[outcomes.target[at] ?? 0]) {
    case "adjusted-expiry":
      tally.extended += 1;
      counted.extended += 1;
      return;
    case "refund-credit": {
      const currency = outcomes.currencies[outcomes.currency[at] ?? 0] ?? "";
      addTo(tally.credits, currency, outcomes.amount[at] ?? 0n);
      counted.credited += 1;
      return;
    }
    default:
      tally.review += 1;
  }
}

function tallyAt(counted: RuleTallies, outcomes: OutcomeTable, at: number): RuleTally {
  const { ofTable } = counted;
  if (counted.table !== outcomes) ofTable.clear();
  counted.table = outcomes;
  const rule = outcomes.rule[at] ?? BY_NO_RULE;
  const service = outcomes.service[at] ?? 0;
  const key = service * (BY_NO_RULE + 1) + rule;
  const known = ofTable.get(key);
  if (known !== undefined) return known;
  const tally = tallyFor(counted, rule, outcomes.services[service] ?? "");
  ofTable.set(key, tally);
  return tally;
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
