/** What `check` says to people, in whatever language; the forms for machines and pipelines are in English. */

/** What a case came to. */
export interface CaseCounts {
  readonly cases: number;
  readonly passing: number;
  readonly differing: number;
  readonly differences: number;
  readonly failing: number;
  readonly rewritten: number;
}

/** Of rules, or of the outcomes of conditions and tiers. */
export interface CoveredShare {
  readonly reached: number;
  readonly all: number;
  readonly percent: number;
}

/** How far a test of a rule was seen. */
export type TestGap = "never-tried" | "never-failed" | "never-held";

export interface CheckSentences {
  headline(counts: CaseCounts): string;
  /** @param excused rules that cases show to be out of reach. */
  coverage(rules: CoveredShare, excused: number, outcomes: CoveredShare): string;
  coverageLine(coverage: string): string;
  coverageFault(what: "rules" | "conditions", percent: number, least: number): string;
  /** Texts come as they are shown, here and below. */
  missing(record: string, because: string): string;
  unexpected(record: string, source: string, row: string): string;
  empty(): string;
  /** @param folder of the one case, or of any of them. */
  ifMeant(folder: string | undefined): string;
  rewritten(file: string): string;
  gapOf(rule: string, text: string): string;
  neverReached(): string;
  neverAsked(): string;
  neverPassed(test: string): string;
  tierUnreached(tier: string): string;
  testGap(test: string, gap: TestGap): string;
}
