/**
 * What one rule answers to one record: `for`, then `unless`, then `if`, then `give`.
 *
 * Each step is a function of its own, because `lint/` asks for columns and for periods apart.
 */
import type { UnaffectedReason } from "../domain/decision.ts";
import type { ExportRecord } from "../domain/record.ts";
import { findUnmet } from "./conditions.ts";
import { giveTo, lacksEnd } from "./give.ts";
import type { Listener, RuleAnswer, Selection } from "./listener.ts";
import type { Rule } from "./policy.ts";
import { matchesAll, matchesAny } from "./select.ts";
import type { Situation } from "./situation.ts";

/** @returns undefined when the rule is not about the record. */
export function askRule(
  rule: Rule,
  record: ExportRecord,
  situation: Situation,
  listener?: Listener,
): RuleAnswer | undefined {
  const selection = selectionOf(rule, record, listener);
  if (selection === "other") return undefined;
  if (selection === "excluded") return EXCLUDED;
  const unmet = firstUnmet(rule, record, situation, listener);
  // A missing end goes before any unmet condition, as the reason. The rule ends the layer only if all conditions hold.
  if (lacksEnd(rule, record)) return { given: "no-expiry", standing: unmet === undefined ? "applies" : "unmet" };
  if (unmet !== undefined) return { given: unmet, standing: "unmet" };
  return { given: giveTo(rule.give, record, situation), standing: "applies" };
}

const EXCLUDED: RuleAnswer = { given: "excluded", standing: "excluded" };

export function selectionOf(rule: Rule, record: ExportRecord, listener?: Listener): Selection {
  if (!matchesAll(rule.for, record, listener)) return "other";
  return matchesAny(rule.unless, record, listener) ? "excluded" : "selected";
}

/** The reason of the first condition that does not hold; undefined when all conditions hold. */
export function firstUnmet(
  rule: Rule,
  record: ExportRecord,
  { window, zone }: Pick<Situation, "window" | "zone">,
  listener?: Listener,
): UnaffectedReason | undefined {
  for (const condition of rule.if) {
    const unmet = findUnmet(condition, record, window, zone);
    if (listener !== undefined) listener.onTest(condition, unmet === undefined);
    if (unmet !== undefined) return unmet;
  }
  return undefined;
}
