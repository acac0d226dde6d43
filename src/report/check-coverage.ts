/**
 * The rules, conditions and tiers that no case reaches, in words: rules first, then sides of conditions and tiers of rules
 * that are reached.
 */
import { isWanted, type PolicyCoverage, type RuleCoverage, type TestCoverage } from "../domain/case-coverage.ts";
import { visible } from "../domain/failure.ts";
import type { CheckSentences } from "./sentences/check.ts";

export interface CoverageGap {
  readonly policy: string;
  readonly rule: string;
  /** Whether the rule itself is not reached. */
  readonly wholeRule: boolean;
  readonly text: string;
}

export function gapsIn(policies: readonly PolicyCoverage[], say: CheckSentences): readonly CoverageGap[] {
  return policies.flatMap(({ policy, rules }) => {
    const gaps = rules
      .filter(isWanted)
      .flatMap((rule) => gapsOf(rule, say).map((gap) => ({ policy, rule: rule.rule, ...gap })));
    return gaps.toSorted((a, b) => Number(b.wholeRule) - Number(a.wholeRule));
  });
}

type Gap = Pick<CoverageGap, "wholeRule" | "text">;

function gapsOf({ reached, tests, tiers }: RuleCoverage, say: CheckSentences): readonly Gap[] {
  if (!reached) return [{ wholeRule: true, text: unreachedText(tests, say) }];
  return [
    ...tests.flatMap((test) => testGap(test, say)).map((text) => ({ wholeRule: false, text })),
    ...tiers
      .filter((tier) => !tier.reached)
      .map(({ text }) => ({ wholeRule: false, text: say.tierUnreached(visible(text)) })),
  ];
}

/** Where the records stop on their way to a rule: at the first test that no record passes. */
function unreachedText(tests: readonly TestCoverage[], say: CheckSentences): string {
  if (tests.every(({ seenTrue, seenFalse }) => !seenTrue && !seenFalse)) return say.neverAsked();
  const barrier = tests.find(({ text, seenTrue }) => !seenTrue && !text.startsWith("unless "));
  return barrier === undefined ? say.neverReached() : say.neverPassed(visible(barrier.text));
}

function testGap({ text, seenTrue, seenFalse }: TestCoverage, say: CheckSentences): readonly string[] {
  if (seenTrue && seenFalse) return [];
  const gap = !seenTrue && !seenFalse ? "never-tried" : seenTrue ? "never-failed" : "never-held";
  return [say.testGap(visible(text), gap)];
}
