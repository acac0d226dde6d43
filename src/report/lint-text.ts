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

import { caretLines, placeText, visible } from "../domain/failure.ts";
import type { LintFinding, LintSeverity, Witness } from "../domain/lint-finding.ts";
import { annotationText } from "./github.ts";
import type { Language } from "./habits.ts";
import { countOf, findingText, invalidIn, type LintedFile } from "./lint-report.ts";
import type { Palette } from "./palette.ts";
import type { LintSentences } from "./sentences/lint.ts";
import { lintEn } from "./sentences/lint-en.ts";
import { lintKo } from "./sentences/lint-ko.ts";

const LINT_SENTENCES: { readonly [language in Language]: LintSentences } = { en: lintEn, ko: lintKo };

interface Style {
  readonly language: Language;
  readonly palette: Palette;
}

export function lintLines(files: readonly LintedFile[], { language, palette }: Style): readonly string[] {
  const say = LINT_SENTENCES[language];
  const parts = files.flatMap(({ policy, invalid, findings, leftOut }) => [
    ...(invalid === undefined ? [] : [palette.bad(invalid)]),
    ...findings.map((finding) => findingLines(finding, say, palette).join("\n")),
    ...leftOut.map((some) => palette.faint(`${visible(policy)}: ${say.leftOut(some)}`)),
  ]);
  return [...parts.flatMap((part) => [part, ""]), palette.strong(headlineOf(files, say))];
}

/** `2 policies: 1 error, 3 warnings, 4 notes`. */
function headlineOf(files: readonly LintedFile[], say: LintSentences): string {
  const findings = {
    error: countOf(files, "error"),
    warning: countOf(files, "warning"),
    info: countOf(files, "info"),
  };
  return say.headline({ policies: files.length, invalid: invalidIn(files), findings });
}

function findingLines(finding: LintFinding, say: LintSentences, palette: Palette): readonly string[] {
  const { severity, check, place, witness } = finding;
  const title = paint(severity, palette)(say.severities[severity]);
  return [
    `${placeText(place)}: ${title}: ${findingText(finding, say)} ${palette.faint(`[${check}]`)}`,
    ...caretLines(finding),
    ...witnessLines(witness, say),
    `  ${say.next[check]}`,
  ];
}

function paint(severity: LintSeverity, palette: Palette): (text: string) => string {
  if (severity === "error") return palette.bad;
  return severity === "warning" ? palette.warning : palette.faint;
}

function witnessLines({ record, cells, gets, instead }: Witness, say: LintSentences): readonly string[] {
  const shown = Object.entries(cells).map(([column, value]) => `${column} ${visible(value)}`);
  return [
    `  ${say.witness(record, shown.join(", "))}`,
    `  ${visible(say.gets(gets))}`,
    ...(instead === undefined ? [] : [`  ${visible(say.instead(instead))}`]),
  ];
}

/** One annotation for each finding, in English. */
export function lintAnnotations(files: readonly LintedFile[]): readonly string[] {
  return files.flatMap(({ findings, invalid, policy, leftOut }) => [
    ...(invalid === undefined ? [] : [annotationText("error", { file: policy }, invalid)]),
    ...findings.map((finding) => {
      const { severity, check, place, witness } = finding;
      const kind = severity === "info" ? "notice" : severity;
      const text = [findingText(finding, lintEn), ...witnessLines(witness, lintEn), lintEn.next[check]].join("\n");
      const { file, line, column = 1 } = place;
      return annotationText(kind, { file, line, col: column, title: `compensate lint: ${check}` }, text);
    }),
    ...leftOut.map((some) =>
      annotationText("notice", { file: policy, title: "compensate lint" }, lintEn.leftOut(some)),
    ),
  ]);
}
