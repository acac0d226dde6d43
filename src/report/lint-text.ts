/**
 * Findings as people read them: the place and what is wrong, the line with a caret, the record that shows the fault, what to do.
 *
 *     policy.yaml:9:13: warning: short arrives dead for what ends by … [dead-on-arrival]
 *         9 |     give: { extend: 3 days }
 *           |             ^
 *       a subscription: service music, started_at 2024-03-01T…, expires_at 2024-03-12T…
 *       gets expires_at 2024-03-15T… (3 days) by short, dead-on-arrival
 *       Count from a later moment, …
 */

import { visible } from "../domain/failure.ts";
import { annotationText } from "./github.ts";
import { countOf, type LintedFile, type LintFinding, type LintSeverity, type LintWitness } from "./lint-report.ts";
import type { Palette } from "./palette.ts";
import { countText } from "./summary.ts";

export function lintLines(files: readonly LintedFile[], palette: Palette): readonly string[] {
  const parts = files.flatMap(({ policy, invalid, findings, leftOut }) => [
    ...(invalid === undefined ? [] : [palette.bad(invalid)]),
    ...findings.map((finding) => findingLines(finding, palette).join("\n")),
    ...leftOut.map((text) => palette.faint(`${visible(policy)}: ${text}`)),
  ]);
  return [...parts.flatMap((part) => [part, ""]), palette.strong(headlineOf(files))];
}

/** `2 policies: 1 error, 3 warnings, 4 notes`. */
function headlineOf(files: readonly LintedFile[]): string {
  const invalid = files.filter((file) => file.invalid !== undefined).length;
  const counts = [
    invalid > 0 ? `${invalid} invalid` : "",
    ...(["error", "warning", "info"] as const)
      .map((severity) => countOf(files, severity))
      .map((count, index) => {
        return count === 0 ? "" : countText(count, NOUNS[index] ?? "");
      }),
  ].filter((part) => part !== "");
  const policies = files.length === 1 ? "1 policy" : `${files.length} policies`;
  return `${policies}: ${counts.length === 0 ? "nothing found" : counts.join(", ")}`;
}

const NOUNS = ["error", "warning", "note"];

function findingLines(finding: LintFinding, palette: Palette): readonly string[] {
  const { severity, check, excerpt, message, next, witness } = finding;
  const [first = "", ...rest] = excerpt.split("\n");
  const place = first.slice(0, first.length - message.length);
  return [
    `${place}${paint(severity, palette)(severity === "info" ? "note" : severity)}: ${message} ${palette.faint(`[${check}]`)}`,
    ...rest,
    ...witnessLines(witness),
    `  ${next}`,
  ];
}

function paint(severity: LintSeverity, palette: Palette): (text: string) => string {
  if (severity === "error") return palette.bad;
  return severity === "warning" ? palette.warning : palette.faint;
}

function witnessLines({ record, cells, gets, instead }: LintWitness): readonly string[] {
  const shown = Object.entries(cells).map(([column, value]) => `${column} ${visible(value)}`);
  return [
    `  a ${record}: ${shown.join(", ")}`,
    `  gets ${visible(gets)}`,
    ...(instead === undefined ? [] : [`  ${visible(instead)}`]),
  ];
}

/** One annotation for each finding. */
export function lintAnnotations(files: readonly LintedFile[]): readonly string[] {
  return files.flatMap(({ findings, invalid, policy, leftOut }) => [
    ...(invalid === undefined ? [] : [annotationText("error", { file: policy }, invalid)]),
    ...findings.map(({ severity, file, line, column, message, next, check, witness }) => {
      const kind = severity === "info" ? "notice" : severity;
      const text = [message, ...witnessLines(witness), next].join("\n");
      return annotationText(kind, { file, line, col: column ?? 1, title: `compensate lint: ${check}` }, text);
    }),
    ...leftOut.map((text) => annotationText("notice", { file: policy, title: "compensate lint" }, text)),
  ]);
}
