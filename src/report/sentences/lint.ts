/** What `lint` says to people, in whatever language; JSON and annotations are in English. */
import type {
  FindingFacts,
  LeftOut,
  LintCheck,
  LintSeverity,
  WitnessAnswer,
  WitnessInstead,
} from "../../domain/lint-finding.ts";
import type { RecordKind } from "../../domain/record.ts";

export interface LintCounts {
  readonly policies: number;
  /** Policies that could not be understood. */
  readonly invalid: number;
  readonly findings: { readonly [severity in LintSeverity]: number };
}

export interface LintSentences {
  readonly severities: { readonly [severity in LintSeverity]: string };
  /** What is wrong, in one line without a full stop. */
  readonly messages: { readonly [check in LintCheck]: (facts: FindingFacts[check]) => string };
  /** The next step for the author of the policy, as sentences. */
  readonly next: { readonly [check in LintCheck]: string };
  headline(counts: LintCounts): string;
  /** @param cells as they are shown. */
  witness(record: RecordKind, cells: string): string;
  gets(answer: WitnessAnswer): string;
  answer(answer: WitnessAnswer): string;
  instead(instead: WitnessInstead): string;
  leftOut(leftOut: LeftOut): string;
}
