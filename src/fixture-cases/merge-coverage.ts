/** The coverage of a policy by several cases together, which all have read the same policy file. */
import type { RuleCoverage } from "../domain/case-coverage.ts";

/** @param known undefined before the first case. */
export function mergeCoverage(
  known: readonly RuleCoverage[] | undefined,
  next: readonly RuleCoverage[],
): readonly RuleCoverage[] {
  return known === undefined ? next : known.map((rule, index) => mergeRule(rule, next[index] ?? rule));
}

function mergeRule(one: RuleCoverage, other: RuleCoverage): RuleCoverage {
  return {
    ...one,
    reached: one.reached || other.reached,
    outOfReach: one.outOfReach || other.outOfReach,
    tests: one.tests.map((test, index) => ({
      ...test,
      seenTrue: test.seenTrue || other.tests[index]?.seenTrue === true,
      seenFalse: test.seenFalse || other.tests[index]?.seenFalse === true,
    })),
    tiers: one.tiers.map((tier, index) => ({
      ...tier,
      reached: tier.reached || other.tiers[index]?.reached === true,
    })),
  };
}
