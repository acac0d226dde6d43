/** The findings of `lint` as plain data: the JSON document, and the data that the other reporters show. */
import { jsonText } from "../domain/json.ts";

export type LintSeverity = "error" | "warning" | "info";

export interface LintFinding {
  readonly severity: LintSeverity;
  readonly check: string;
  /** The rule, service or currency it is about. */
  readonly about: string;
  readonly file: string;
  readonly line: number | undefined;
  readonly column: number | undefined;
  readonly message: string;
  readonly next: string;
  readonly witness: LintWitness;
  /** `file:line:column: message`, the line, and a caret. */
  readonly excerpt: string;
}

export interface LintWitness {
  readonly record: string;
  readonly cells: { readonly [column: string]: string };
  readonly gets: string;
  readonly instead?: string;
}

export interface LintedFile {
  readonly policy: string;
  /** The outage file that the policy was held against; undefined when there was none. */
  readonly outage: string | undefined;
  readonly findings: readonly LintFinding[];
  /** The parts of the policy that were too large to look at, in words. */
  readonly leftOut: readonly string[];
  /** Why the policy could not be looked at; no findings then. */
  readonly invalid: string | undefined;
}

/** How many findings of a severity there are. */
export function countOf(files: readonly LintedFile[], severity: LintSeverity): number {
  return files.reduce((sum, { findings }) => sum + findings.filter((one) => one.severity === severity).length, 0);
}

export function lintJson(files: readonly LintedFile[]): string {
  const document = {
    policies: files.length,
    invalid: files.filter(({ invalid }) => invalid !== undefined).length,
    errors: countOf(files, "error"),
    warnings: countOf(files, "warning"),
    infos: countOf(files, "info"),
    files: files.map(({ policy, outage, invalid, findings, leftOut }) => ({
      policy,
      outage,
      invalid,
      findings: findings.map(({ excerpt: _, ...finding }) => finding),
      left_out: leftOut,
    })),
  };
  return jsonText(document);
}
