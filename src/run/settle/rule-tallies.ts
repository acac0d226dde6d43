/** Counts what each rule gave, by service, as outcomes are written. */
import type { Policy } from "../../rules/policy.ts";
import { BY_NO_RULE, notesOf, type OutcomeTable, TARGETS } from "../rows/outcomes.ts";
import { addTo, countIn, type RuleTally, type Tally } from "./tally.ts";

export interface RuleTallies {
  /** Notes that the entry's rule applied, also when it was given before or a limit took it away. */
  see(outcomes: OutcomeTable, at: number): void;
  /** Counts an entry that is given. */
  add(outcomes: OutcomeTable, at: number): void;
  finish(): Pick<Tally, "byRule" | "applied" | "extended" | "credited" | "credits">;
}

export function createRuleTallies(policy: Policy): RuleTallies {
  const rules = policy.layers.flatMap((layer) => layer.rules.map((rule) => ({ layer: layer.name, rule: rule.name })));
  /** By position of the rule, then by service. */
  const tallies = new Map<number, Map<string, RuleTally>>();
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
    const tally = tallyAt(outcomes, at);
    tally.records += 1;
    const notes = outcomes.notes[at] ?? 0;
    if (notes !== 0) for (const note of notesOf(notes)) countIn(tally.notes, note);
    switch (TARGETS[outcomes.target[at] ?? 0]) {
      case "adjusted-expiry":
        tally.extended += 1;
        counts.extended += 1;
        return;
      case "refund-credit": {
        const currency = outcomes.currencies[outcomes.currency[at] ?? 0] ?? "";
        addTo(tally.credits, currency, outcomes.amount[at] ?? 0n);
        counts.credited += 1;
        return;
      }
      default:
        tally.review += 1;
    }
  }

  /** Finding it by its names takes long, and in one table there are few. */
  let inTable: OutcomeTable | undefined;
  const known = new Map<number, RuleTally>();

  function tallyAt(outcomes: OutcomeTable, at: number): RuleTally {
    if (inTable !== outcomes) known.clear();
    inTable = outcomes;
    const rule = outcomes.rule[at] ?? BY_NO_RULE;
    const service = outcomes.service[at] ?? 0;
    const key = service * (BY_NO_RULE + 1) + rule;
    const found = known.get(key);
    if (found !== undefined) return found;
    const tally = tallyFor(rule, outcomes.services[service] ?? "");
    known.set(key, tally);
    return tally;
  }

  const seen = new Uint8Array(BY_NO_RULE + 1);

  return {
    see: (outcomes, at) => {
      seen[outcomes.rule[at] ?? BY_NO_RULE] = 1;
    },
    add,
    finish: () => {
      const byRule = [...tallies]
        .sort(([a], [b]) => a - b)
        .flatMap(([, ofRule]) => [...ofRule.values()].sort((a, b) => (a.service < b.service ? -1 : 1)));
      const applied = new Set(rules.filter((_, position) => seen[position] === 1).map(({ rule }) => rule));
      const credits = new Map<string, bigint>();
      for (const tally of byRule) for (const [currency, minor] of tally.credits) addTo(credits, currency, minor);
      return {
        byRule,
        applied,
        credits: new Map([...credits].sort(([a], [b]) => (a < b ? -1 : 1))),
        ...counts,
      };
    },
  };
}
