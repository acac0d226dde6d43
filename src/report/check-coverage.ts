/**
 * The rules, conditions and tiers that no case reaches, in words: rules first, then sides of conditions and tiers of rules
 * that are reached.
 */
import { isWanted, type PolicyCoverage, type RuleCoverage, type TestCoverage } from "../domain/case-coverage.ts";
import { visible } from "../domain/failure.ts";

export interface CoverageGap {
  readonly policy: string;
  readonly rule: string;
  /** Whether the rule itself is not reached. */
  readonly wholeRule: boolean;
  readonly text: string;
}

export function gapsIn(policies: readonly PolicyCoverage[]): readonly CoverageGap[] {
  return policies.flatMap(({ policy, rules }) => {
    const gaps = rules
      .filter(isWanted)
      .flatMap((rule) => gapsOf(rule).map((gap) => ({ policy, rule: rule.rule, ...gap })));
    return gaps.toSorted((a, b) => Number(b.wholeRule) - Number(a.wholeRule));
  });
}

type Gap = Pick<CoverageGap, "wholeRule" | "text">;

function gapsOf({ reached, tests, tiers }: RuleCoverage): readonly Gap[] {
  if (!reached) return [{ wholeRule: true, text: unreachedText(tests) }];
  return [
    ...tests.flatMap(testGap).map((text) => ({ wholeRule: false, text })),
    ...tiers
      .filter((tier) => !tier.reached)
      .map(({ text }) => ({ wholeRule: false, text: `${visible(text)}: no record falls into it` })),
  ];
}

/** Where the records stop on their way to a rule: at the first test that no record passes. */
function unreachedText(tests: readonly TestCoverage[]): string {
  if (tests.every(({ seenTrue, seenFalse }) => !seenTrue && !seenFalse)) return "no case reaches it: it is never tried";
  const barrier = tests.find(({ text, seenTrue }) => !seenTrue && !text.startsWith("unless "));
  return barrier === undefined ? "no case reaches it" : `no case reaches it: ${visible(barrier.text)} never holds`;
}

function testGap({ text, seenTrue, seenFalse }: TestCoverage): readonly string[] {
  if (seenTrue && seenFalse) return [];
  const never = !seenTrue && !seenFalse ? "never tried" : seenTrue ? "never seen to fail" : "never seen to hold";
  return [`${visible(text)}: ${never}`];
}
