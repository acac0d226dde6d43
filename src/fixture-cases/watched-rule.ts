/**
 * The coverage of one rule by a case: whether the rule applied, which of its tests were seen to hold and to fail, and which
 * of its tiers were reached. A test that is never asked is never seen to hold or to fail.
 */
import type { RuleCoverage } from "../domain/case-coverage.ts";
import type { Zone } from "../domain/zone.ts";
import type { ColumnTest, Condition, Layer, Rule, Selector, TierStep } from "../rules/policy.ts";
import { conditionText, testText } from "./condition-text.ts";

export interface WatchedTest {
  readonly test: ColumnTest | Condition;
  readonly text: string;
  seenTrue: boolean;
  seenFalse: boolean;
}

export interface WatchedRule {
  readonly rule: Rule;
  readonly layer: string;
  reached: boolean;
  /** The tests of `for`, then of `unless`, then of `if`. */
  readonly tests: readonly WatchedTest[];
  readonly tiers: readonly WatchedTier[];
}

interface WatchedTier {
  readonly step: TierStep;
  reached: boolean;
}

export function watchRule(rule: Rule, { name: layer }: Layer, zone: Zone): WatchedRule {
  const { give } = rule;
  const tests = [
    ...rule.for.flatMap((selector) => watchSelector("for", selector)),
    ...rule.unless.flatMap((selector) => watchSelector("unless", selector)),
    ...rule.if.map((condition) => watchTest(condition, `if ${conditionText(condition, zone)}`)),
  ];
  const tiers = give.kind === "tiers" ? give.steps.map((step) => ({ step, reached: false })) : [];
  return { rule, layer, reached: false, tests, tiers };
}

function watchSelector(word: "for" | "unless", { column, tests }: Selector): readonly WatchedTest[] {
  return tests.map((test) => watchTest(test, `${word} ${testText(column, test)}`));
}

function watchTest(test: ColumnTest | Condition, text: string): WatchedTest {
  return { test, text, seenTrue: false, seenFalse: false };
}

export function coverageOf({ rule, layer, reached, tests, tiers }: WatchedRule, outOfReach: boolean): RuleCoverage {
  return {
    rule: rule.name,
    layer,
    reached,
    outOfReach,
    tests: tests.map(({ text, seenTrue, seenFalse }) => ({ text, seenTrue, seenFalse })),
    tiers: tiers.map(({ step, reached: isReached }) => ({ text: `tier ${step.text}`, reached: isReached })),
  };
}
