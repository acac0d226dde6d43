/** The findings of `lint` as plain data: the JSON document, and the data that the other reporters show. */
import { jsonText } from "../domain/json.ts";
import type { FindingFact, LeftOut, LintCheck, LintFinding, LintSeverity, Witness } from "../domain/lint-finding.ts";
import type { LintSentences } from "./sentences/lint.ts";
import { lintEn } from "./sentences/lint-en.ts";

export interface LintedFile {
  readonly policy: string;
  /** The outage file that the policy was held against; undefined when there was none. */
  readonly outage: string | undefined;
  readonly findings: readonly LintFinding[];
  /** The parts of the policy that were too large to look at. */
  readonly leftOut: readonly LeftOut[];
  /** Why the policy could not be looked at; no findings then. */
  readonly invalid: string | undefined;
}

/** How many policies could not be looked at. */
export function invalidIn(files: readonly LintedFile[]): number {
  return files.filter(({ invalid }) => invalid !== undefined).length;
}

/** How many findings of a severity there are. */
export function countOf(files: readonly LintedFile[], severity: LintSeverity): number {
  return files.reduce((sum, { findings }) => sum + findings.filter((one) => one.severity === severity).length, 0);
}

/** What is wrong, for any check. */
export function findingText<Check extends LintCheck>({ check, facts }: FindingFact<Check>, say: LintSentences): string {
  return say.messages[check](facts);
}

/** The document is in English, whatever the language of the screen. */
const say = lintEn;

export function lintJson(files: readonly LintedFile[]): string {
  const document = {
    policies: files.length,
    invalid: invalidIn(files),
    errors: countOf(files, "error"),
    warnings: countOf(files, "warning"),
    infos: countOf(files, "info"),
    files: files.map(({ policy, outage, invalid, findings, leftOut }) => ({
      policy,
      outage,
      invalid,
      findings: findings.map(findingOf),
      left_out: leftOut.map(say.leftOut),
    })),
  };
  return jsonText(document);
}

function findingOf(finding: LintFinding): object {
  const { severity, check, about, place, witness } = finding;
  return {
    severity,
    check,
    about,
    file: place.file,
    line: place.line,
    column: place.column,
    message: findingText(finding, say),
    next: say.next[check],
    witness: witnessOf(witness),
  };
}

function witnessOf({ record, cells, gets, instead }: Witness): object {
  return {
    record,
    cells,
    gets: say.answer(gets),
    ...(instead === undefined ? {} : { instead: say.instead(instead) }),
  };
}
