/** What a record gets, in words: the last line of every finding. */

import { createCurrencyTable } from "../domain/currency.ts";
import type { Decision, Outcome } from "../domain/decision.ts";
import { formatMoney } from "../domain/money.ts";
import type { Policy, Rule } from "../rules/policy.ts";
import type { Witness } from "./finding.ts";
import type { Scene } from "./scene.ts";
import { cellsOf, type Specimen } from "./specimen.ts";

/** Shows a specimen with what the policy gives it. @param instead what the specimen would get otherwise, in words. */
export function witnessOf(specimen: Specimen, scene: Scene, instead?: string): Witness {
  const { policy } = scene;
  const decision = scene.decide(specimen);
  return {
    record: specimen.kind,
    cells: cellsOf(specimen, policy),
    gets: decision === undefined ? "nothing: it is no record" : decisionText(decision, policy),
    ...(instead === undefined ? {} : { instead }),
  };
}

/** The same witness, with what the rule would give if it were the only rule. */
export function witnessAlone(rule: Rule, specimen: Specimen, scene: Scene): Witness {
  const alone = scene.decideAlone(rule, specimen);
  const text = alone === undefined ? "nothing" : decisionText(alone, scene.policy);
  return witnessOf(specimen, scene, `by "${rule.name}" alone: ${text}`);
}

/** `expires_at 2022-11-13 (3 days) by melon-web, dead-on-arrival`, or `nothing: not-held`. */
export function decisionText(decision: Decision, policy: Policy): string {
  switch (decision.kind) {
    case "unaffected":
      return `nothing: ${decision.reason}`;
    case "overlapping":
      return `nothing, and no plan is made: ${decision.rules.join(" and ")} both apply`;
    default:
      return decision.outcomes.map((outcome) => outcomeText(outcome, policy)).join("; ");
  }
}

function outcomeText({ rule, result }: Outcome, policy: Policy): string {
  const by = rule === undefined ? "" : ` by ${rule}`;
  switch (result.kind) {
    case "review":
      return `review${by}: ${result.reason}, ${result.because}`;
    case "payment":
      return [`${formatMoney(result.amount, createCurrencyTable(policy.units))}${by}`, ...result.notes].join(", ");
    default:
      return [`${result.field} ${result.newValue} (${result.extendedBy})${by}`, ...result.notes].join(", ");
  }
}

/** The benefit or review of a rule, if the decision has one. */
export function resultBy(rule: string, decision: Decision | undefined): Outcome["result"] | undefined {
  if (decision?.kind !== "affected") return undefined;
  return decision.outcomes.find((outcome) => outcome.rule === rule)?.result;
}
