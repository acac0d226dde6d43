/**
 * The outcome of `compensate check` for a GitHub Actions log: a group per case, and annotations on the lines of the expected
 * files that differ.
 *
 * GitHub shows ten annotations of a kind for a step and drops the rest without a word, so every failing case gets one for
 * its worst difference before any gets a second; the log itself has them all.
 */
import type { CaseResult } from "../domain/case-result.ts";
import {
  type CheckReport,
  caseDifferenceText,
  checkHeadline,
  coverageFaults,
  coverageHeadline,
  differenceLines,
  worstFirst,
} from "./check.ts";
import { type CoverageGap, gapsIn } from "./check-coverage.ts";
import { annotationText, escapeData } from "./github.ts";
import { checkEn } from "./sentences/check-en.ts";
import { countText } from "./summary.ts";

const MOST_OF_A_KIND = 10;

/** @param prefix from GitHub's checkout to where the command runs, ending in a slash, or empty. */
export function checkGithub(report: CheckReport, prefix: string): string {
  const { cases, coverage } = report;
  const failing = worstFirst(cases);
  const faults = coverageFaults(coverage, checkEn).map((fault) =>
    annotationText("error", { title: "coverage" }, fault),
  );
  const annotations = failing.map((result) => annotationsOf(result, prefix));
  const chosen = fairShare(annotations, MOST_OF_A_KIND - faults.length);
  const noted = cases.flatMap(({ name, notes }) =>
    notes.map((note) => annotationText("notice", { title: name }, note)),
  );
  const gaps = coverage === undefined ? [] : gapsIn(coverage.policies, checkEn);
  const unreached = gaps.filter(({ wholeRule }) => wholeRule).map((gap) => gapAnnotation(gap, prefix));
  const left = annotations.flat().length - chosen.size;
  const lines = [
    ...failing.flatMap((result, index) => [
      `::group::${escapeData(groupTitle(result))}`,
      ...(annotations[index] ?? []).filter((each) => chosen.has(each)),
      ...logLines(result).map(harmless),
      "::endgroup::",
    ]),
    ...(gaps.length === 0 ? [] : ["::group::what no case reaches", ...gaps.map(gapLine).map(harmless), "::endgroup::"]),
    ...noted.slice(0, MOST_OF_A_KIND),
    ...unreached.slice(0, MOST_OF_A_KIND),
    ...faults,
    ...(left > 0
      ? [`${countText(left, "line")} more in the groups above; GitHub shows ten annotations of a step.`]
      : []),
    ...(coverage === undefined ? [] : [`Coverage: ${coverageHeadline(coverage, checkEn)}`]),
    checkHeadline(report, checkEn),
  ];
  return `${lines.join("\n")}\n`;
}

function groupTitle({ name, failure, differences }: CaseResult): string {
  return `${name}: ${failure === undefined ? countText(differences.length, "difference") : "cannot run"}`;
}

function logLines(result: CaseResult): readonly string[] {
  return result.failure === undefined ? differenceLines(result, checkEn) : result.failure.message.split("\n");
}

/** One annotation per line of an expected file, worst first. */
function annotationsOf({ name, failure, differences }: CaseResult, prefix: string): readonly string[] {
  if (failure !== undefined) {
    const { place, message } = failure;
    const properties = { file: place && prefix + place.file, line: place?.line, title: `${name} cannot run` };
    return [annotationText("error", properties, message)];
  }
  return differences.map((difference) => {
    const { title, lines } = caseDifferenceText(difference, checkEn);
    const properties = { file: prefix + difference.file, line: difference.line, title: `${name}: ${title}` };
    return annotationText("error", properties, lines.join("\n"));
  });
}

/** The first of every list, then the second of every list, and so on. */
function fairShare(lists: readonly (readonly string[])[], most: number): ReadonlySet<string> {
  const chosen = new Set<string>();
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  for (let turn = 0; turn < longest; turn += 1) {
    for (const list of lists) {
      const next = list[turn];
      if (next !== undefined && chosen.size < most) chosen.add(next);
    }
  }
  return chosen;
}

function gapAnnotation({ policy, rule, text }: CoverageGap, prefix: string): string {
  return annotationText("warning", { file: prefix + policy, title: `rule ${rule}` }, text);
}

function gapLine({ policy, rule, text }: CoverageGap): string {
  return `${policy}: rule ${rule}: ${text}`;
}

/** A line in which GitHub finds no command, whatever a policy or an export says. */
function harmless(line: string): string {
  return line.replaceAll("##[", "# #[").replace(/^(\s*):(?=:)/, "$1: ");
}
