/** The outcome of `compensate check` as people read it: one line per difference, with the place to mend. */
import type { CaseResult } from "../domain/case-result.ts";
import { visible } from "../domain/failure.ts";
import {
  type CheckReport,
  checkHeadline,
  coverageFaults,
  coverageHeadline,
  differenceLines,
  worstFirst,
} from "./check.ts";
import { gapsIn } from "./check-coverage.ts";
import type { Language } from "./habits.ts";
import type { Palette } from "./palette.ts";
import type { CheckSentences } from "./sentences/check.ts";
import { checkEn } from "./sentences/check-en.ts";
import { checkKo } from "./sentences/check-ko.ts";

export interface CheckStyle {
  readonly language: Language;
  readonly palette: Palette;
}

const SENTENCES: { readonly [language in Language]: CheckSentences } = { en: checkEn, ko: checkKo };

/** The worst comes last, where the eye is when the command ends. */
export function checkText(report: CheckReport, { language, palette }: CheckStyle): string {
  const say = SENTENCES[language];
  const { cases, coverage } = report;
  const failing = worstFirst(cases).toReversed();
  const differing = failing.filter(({ failure }) => failure === undefined);
  const sections = [
    coverage === undefined ? [] : coverageLines(coverage.policies, say, palette),
    cases.flatMap(({ name, notes }) => notes.map((note) => palette.faint(`${visible(name)}: ${visible(note)}`))),
    cases.flatMap(({ updated }) => updated.map((file) => say.rewritten(visible(file)))),
    ...failing.map((result) => caseLines(result, say, palette)),
    differing.length === 0 ? [] : [palette.faint(meantText(differing, say))],
    [
      ...(coverage === undefined ? [] : [say.coverageLine(coverageHeadline(coverage, say))]),
      ...coverageFaults(coverage, say).map((fault) => palette.bad(fault)),
      (failing.length === 0 ? palette.good : palette.bad)(checkHeadline(report, say)),
    ],
  ];
  const filled = sections.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function caseLines(result: CaseResult, say: CheckSentences, palette: Palette): readonly string[] {
  const { name, failure } = result;
  return [
    palette.strong(visible(name)),
    ...(failure === undefined ? [] : failure.message.split("\n").map((line) => `  ${visible(line)}`)),
    ...differenceLines(result, say).map((line) => `  ${line}`),
  ];
}

function meantText(differing: readonly CaseResult[], say: CheckSentences): string {
  const [first, ...more] = differing;
  return say.ifMeant(more.length === 0 && first !== undefined ? visible(first.name) : undefined);
}

function coverageLines(
  policies: Parameters<typeof gapsIn>[0],
  say: CheckSentences,
  palette: Palette,
): readonly string[] {
  let policy = "";
  return gapsIn(policies, say).flatMap((gap) => {
    const heading = gap.policy === policy ? [] : [palette.strong(visible(gap.policy))];
    policy = gap.policy;
    const line = `  ${say.gapOf(visible(gap.rule), gap.text)}`;
    return [...heading, gap.wholeRule ? palette.warning(line) : line];
  });
}
