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
import type { Palette } from "./palette.ts";

/** The worst comes last, where the eye is when the command ends. */
export function checkText(report: CheckReport, palette: Palette): string {
  const { cases, coverage } = report;
  const failing = worstFirst(cases).toReversed();
  const differing = failing.filter(({ failure }) => failure === undefined);
  const sections = [
    coverage === undefined ? [] : coverageLines(coverage.policies, palette),
    cases.flatMap(({ name, notes }) => notes.map((note) => palette.faint(`${visible(name)}: ${visible(note)}`))),
    cases.flatMap(({ updated }) => updated.map((file) => `rewritten: ${visible(file)}`)),
    ...failing.map((result) => caseLines(result, palette)),
    differing.length === 0 ? [] : [palette.faint(meantText(differing))],
    [
      ...(coverage === undefined ? [] : [`Coverage: ${coverageHeadline(coverage)}`]),
      ...coverageFaults(coverage).map((fault) => palette.bad(fault)),
      failing.length === 0 ? palette.good(checkHeadline(report)) : palette.bad(checkHeadline(report)),
    ],
  ];
  const filled = sections.filter((lines) => lines.length > 0);
  return `${filled.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function caseLines(result: CaseResult, palette: Palette): readonly string[] {
  const { name, failure } = result;
  return [
    palette.strong(visible(name)),
    ...(failure === undefined ? [] : failure.message.split("\n").map((line) => `  ${visible(line)}`)),
    ...differenceLines(result).map((line) => `  ${line}`),
  ];
}

function meantText(differing: readonly CaseResult[]): string {
  const [first, ...more] = differing;
  const folder = more.length === 0 && first !== undefined ? visible(first.name) : "FOLDER";
  return `Left is what is expected, right what was found. If the new outcome is meant: compensate check --update ${folder}`;
}

function coverageLines(policies: Parameters<typeof gapsIn>[0], palette: Palette): readonly string[] {
  let policy = "";
  return gapsIn(policies).flatMap((gap) => {
    const heading = gap.policy === policy ? [] : [palette.strong(visible(gap.policy))];
    policy = gap.policy;
    const line = `  rule ${visible(gap.rule)}: ${gap.text}`;
    return [...heading, gap.wholeRule ? palette.warning(line) : line];
  });
}
