/**
 * Findings as people read them: the place and what is wrong, the line with a caret, the record that shows it, what to do.
 *
 *     policy.yaml:9:13: warning: short arrives dead for what ends by … [dead-on-arrival]
 *         9 |     give: { extend: 3 days }
 *           |             ^
 *       a subscription: service music, started_at 2024-03-01T…, expires_at 2024-03-12T…
 *       gets expires_at 2024-03-15T… (3 days) by short, dead-on-arrival
 *       Count from a later moment, …
 */

import { visible } from "../domain/failure.ts";
import { countOf, type LintedFile, type LintFinding, type LintSeverity, type LintWitness } from "./lint-report.ts";
import { countText } from "./summary.ts";
import type { Palette } from "./terminal.ts";

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

/** One annotation for each finding, as GitHub reads them from standard output. */
export function lintAnnotations(files: readonly LintedFile[]): readonly string[] {
  return files.flatMap(({ findings, invalid, policy, leftOut }) => [
    ...(invalid === undefined ? [] : [`::error file=${property(policy)}::${data(invalid)}`]),
    ...findings.map(({ severity, file, line, column, message, next, check, witness }) => {
      const level = severity === "info" ? "notice" : severity;
      const place = [`file=${property(file)}`, ...(line === undefined ? [] : [`line=${line}`]), `col=${column ?? 1}`];
      const text = [message, ...witnessLines(witness), next].join("\n");
      return `::${level} ${place.join(",")},title=${property(`compensate lint: ${check}`)}::${data(text)}`;
    }),
    ...leftOut.map((text) => `::notice file=${property(policy)},title=compensate lint::${data(text)}`),
  ]);
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
