/**
 * How much of the policies the cases reach: which rules applied to some record, and which conditions were seen both to
 * hold and to fail.
 *
 * A rule counts once. A test counts twice, for true and for false; a tier counts once.
 */

export interface PolicyCoverage {
  /** The policy's file. */
  readonly policy: string;
  readonly rules: readonly RuleCoverage[];
}

export interface RuleCoverage {
  readonly rule: string;
  readonly layer: string;
  /** Whether it applied to some record of some case, whatever it came to. */
  readonly reached: boolean;
  /** Whether a case says that it applies to no record there; such a rule is not missed. */
  readonly outOfReach: boolean;
  /** In the order in which they are tried: `for`, `unless`, `if`. */
  readonly tests: readonly TestCoverage[];
  readonly tiers: readonly TierCoverage[];
}

export interface TestCoverage {
  /** As the policy words it: `if held-on: 2022-10-16`. */
  readonly text: string;
  readonly seenTrue: boolean;
  readonly seenFalse: boolean;
}

export interface TierCoverage {
  readonly text: string;
  readonly reached: boolean;
}

export interface CoverageCount {
  readonly reached: number;
  readonly all: number;
}

export function countRules(policies: readonly PolicyCoverage[]): CoverageCount {
  const rules = policies.flatMap((policy) => policy.rules).filter(isWanted);
  return { reached: rules.filter(({ reached }) => reached).length, all: rules.length };
}

export function countConditions(policies: readonly PolicyCoverage[]): CoverageCount {
  const points = policies
    .flatMap(({ rules }) => rules)
    .filter(isWanted)
    .flatMap(({ tests, tiers }) => [
      ...tests.flatMap(({ seenTrue, seenFalse }) => [seenTrue, seenFalse]),
      ...tiers.map(({ reached }) => reached),
    ]);
  return { reached: points.filter((reached) => reached).length, all: points.length };
}

/** Whether a rule is to be reached, or is already. */
export function isWanted({ reached, outOfReach }: RuleCoverage): boolean {
  return reached || !outOfReach;
}

/** In percent, rounded down, so that 100 is only ever all of it. */
export function percentOf({ reached, all }: CoverageCount): number {
  return all === 0 ? 100 : Math.floor((reached * 100) / all);
}
