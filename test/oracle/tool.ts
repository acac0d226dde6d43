/** Asks the tool, and says its answer in the oracle's words. */
import { type Instant, instantAt } from "../../src/domain/instant.ts";
import { compileRules, type Decision, type Rules, readOutage, readPolicy, recordOf } from "../../src/index.ts";
import { endFields } from "../../src/rules/fields.ts";
import type { Answer, Outcome, Row } from "./language.ts";

export interface Tool {
  decide(row: Row): Answer;
}

export function toolFor(policyText: string, outageText: string, asOf: number): Tool {
  const { policy } = readPolicy(policyText, "policy.yaml");
  const now: Instant = instantAt(asOf);
  const rules: Rules = compileRules(policy, readOutage(outageText, "outage.yaml"), now);
  const surroundings = { zone: policy.zone, units: policy.units, fields: endFields(policy), reads: rules.reads };
  return {
    decide({ kind, cells }) {
      const read = recordOf(kind, cells, surroundings);
      if ("faults" in read) return { rejected: read.faults.map(({ code }) => code) };
      return answerOf(rules.decide(read.record), rules);
    },
  };
}

type ToolOutcome = Extract<Decision, { readonly kind: "affected" }>["outcomes"][number];

function answerOf(decision: Decision, { policy }: Rules): Answer {
  switch (decision.kind) {
    case "unaffected":
      return { unaffected: decision.reason };
    case "overlapping":
      return { unaffected: `overlapping in ${decision.layer}` };
    case "affected": {
      const [first] = decision.outcomes;
      if (first?.result.kind === "review" && first.rule === undefined) return { review: [first.result.reason] };
      return { outcomes: decision.outcomes.map((outcome) => outcomeOf(outcome, policy.units)) };
    }
  }
}

const DECIMALS: { readonly [currency: string]: number } = { USD: 2, BHD: 3 };

function plain(minor: bigint, decimals: number): string {
  const unit = 10n ** BigInt(decimals);
  return decimals === 0 ? String(minor) : `${minor / unit}.${String(minor % unit).padStart(decimals, "0")}`;
}

function outcomeOf({ layer, rule = "", result }: ToolOutcome, units: ReadonlyMap<string, number>): Outcome {
  const amountOf = ({ minor, currency }: { readonly minor: bigint; readonly currency: string }) => ({
    amount: plain(minor, units.get(currency) ?? DECIMALS[currency] ?? 0),
    currency,
  });
  switch (result.kind) {
    case "review":
      return { layer, rule, review: [result.reason] };
    case "payment":
      return { layer, rule, action: result.action, ...amountOf(result.amount), notes: [...result.notes].sort() };
    case "adjustment":
      return {
        layer,
        rule,
        action: result.action,
        field: result.field,
        old: result.oldValue,
        new: result.newValue,
        ...(result.restored === undefined ? {} : amountOf(result.restored)),
        notes: [...result.notes].sort(),
      };
  }
}
