/** Counts what each rule gave, by service, as outcomes are written. */
import type { Policy } from "../rules/policy.ts";
import { NO_RULE, notesOf, type OutcomeTable, TARGETS } from "./outcomes.ts";
import { addTo, countIn, type RuleTally, type Tally } from "./tally.ts";

export interface RuleTallies {
  /** Notes that the entry's rule applied, also when it was given before or a limit took it away. */
  see(outcomes: OutcomeTable, at: number): void;
  add(outcomes: OutcomeTable, at: number): void;
  finish(): Pick<Tally, "byRule" | "applied" | "extended" | "credited" | "credits">;
}

export function createRuleTallies(policy: Policy): RuleTallies {
  const rules = policy.layers.flatMap((layer) => layer.rules.map((rule) => ({ layer: layer.name, rule: rule.name })));
  /** By position of the rule, then by service. */
  const tallies = new Map<number, Map<string, RuleTally>>();
  const credits = new Map<string, bigint>();
  const counts = { extended: 0, credited: 0 };

  function tallyFor(position: number, service: string): RuleTally {
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

  function add(outcomes: OutcomeTable, at: number): void {
    const tally = tallyFor(outcomes.rule[at] ?? NO_RULE, outcomes.services[outcomes.service[at] ?? 0] ?? "");
    tally.records += 1;
    for (const note of notesOf(outcomes.notes[at] ?? 0)) countIn(tally.notes, note);
    switch (TARGETS[outcomes.target[at] ?? 0]) {
      case "adjusted-expiry":
        tally.extended += 1;
        counts.extended += 1;
        return;
      case "refund-credit": {
        const currency = outcomes.currencies[outcomes.currency[at] ?? 0] ?? "";
        addTo(tally.credits, currency, outcomes.amount[at] ?? 0n);
        addTo(credits, currency, outcomes.amount[at] ?? 0n);
        counts.credited += 1;
        return;
      }
      default:
        tally.review += 1;
    }
  }

  const seen = new Set<number>();

  return {
    see: (outcomes, at) => {
      seen.add(outcomes.rule[at] ?? NO_RULE);
    },
    add,
    finish: () => {
      const byRule = [...tallies]
        .sort(([a], [b]) => a - b)
        .flatMap(([, ofRule]) => [...ofRule.values()].sort((a, b) => (a.service < b.service ? -1 : 1)));
      const applied = new Set([...seen].flatMap((position) => rules[position]?.rule ?? []));
      return {
        byRule,
        applied,
        credits: new Map([...credits].sort(([a], [b]) => (a < b ? -1 : 1))),
        ...counts,
      };
    },
  };
}
