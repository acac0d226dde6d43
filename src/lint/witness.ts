/** What a made-up record gets: the facts below every finding. */
import { createCurrencyTable } from "../domain/currency.ts";
import type { Decision, Outcome } from "../domain/decision.ts";
import type { Witness, WitnessAnswer, WitnessGift, WitnessInstead } from "../domain/lint-finding.ts";
import { formatMoney } from "../domain/money.ts";
import type { Policy, Rule } from "../rules/policy.ts";
import type { Scene } from "./scene.ts";
import { cellsOf, type Specimen } from "./specimen.ts";

/** Shows a specimen with what the policy gives it. @param instead what the specimen would get otherwise. */
export function witnessOf(specimen: Specimen, scene: Scene, instead?: WitnessInstead): Witness {
  const { policy } = scene;
  return {
    record: specimen.kind,
    cells: cellsOf(specimen, policy),
    gets: answerOf(scene.decide(specimen), policy),
    ...(instead === undefined ? {} : { instead }),
  };
}

/** The same witness, with what the rule would give if it were the only rule. */
export function witnessAlone(rule: Rule, specimen: Specimen, scene: Scene): Witness {
  const answer = answerOf(scene.decideAlone(rule, specimen), scene.policy);
  return witnessOf(specimen, scene, { kind: "alone", rule: rule.name, answer });
}

/** @param decision undefined where the specimen is no record. */
export function answerOf(decision: Decision | undefined, policy: Policy): WitnessAnswer {
  if (decision === undefined) return { kind: "no-record" };
  switch (decision.kind) {
    case "unaffected":
      return { kind: "unaffected", reason: decision.reason };
    case "overlapping":
      return { kind: "overlapping", rules: decision.rules };
    default:
      return { kind: "affected", gifts: decision.outcomes.map((outcome) => giftOf(outcome, policy)) };
  }
}

function giftOf({ rule, result }: Outcome, { units }: Policy): WitnessGift {
  switch (result.kind) {
    case "review": {
      const { kind, reason, because } = result;
      return { rule, kind, reason, because };
    }
    case "payment":
      return {
        rule,
        kind: result.kind,
        amount: formatMoney(result.amount, createCurrencyTable(units)),
        notes: result.notes,
      };
    default: {
      const { kind, field, newValue, extendedBy, notes } = result;
      return { rule, kind, field, newValue, extendedBy, notes };
    }
  }
}

/** The benefit or review of a rule, if the decision has one. */
export function resultBy(rule: string, decision: Decision | undefined): Outcome["result"] | undefined {
  if (decision?.kind !== "affected") return undefined;
  return decision.outcomes.find((outcome) => outcome.rule === rule)?.result;
}
