/** The outcome of `compensate check` as Markdown, for the summary of a GitHub step. */
import { visible } from "../domain/failure.ts";
import {
  type CheckReport,
  caseDifferenceText,
  checkHeadline,
  coverageFaults,
  coverageHeadline,
  worstFirst,
} from "./check.ts";
import { gapsIn } from "./check-coverage.ts";
import { checkEn } from "./sentences/check-en.ts";

/** GitHub takes no more than 1 MiB of summary from a step, all or nothing. */
const MOST_LINES = 500;
const LONGEST_LINE = 1000;

export function checkMarkdown(report: CheckReport): string {
  const { cases, coverage } = report;
  const failing = worstFirst(cases);
  const lines = failing.flatMap(({ name, failure, differences }) => [
    "",
    `### ${code(name)}`,
    "",
    ...(failure === undefined ? [] : failure.message.split("\n").map((line) => `    ${cut(visible(line))}`)),
    ...differences
      .map((difference) => caseDifferenceText(difference, checkEn))
      .flatMap(({ place, lines: texts }) => texts.map((text) => `- ${code(place)} ${code(text)}`)),
  ]);
  const gaps = coverage === undefined ? [] : gapsIn(coverage.policies, checkEn);
  const unreached = [
    ...(gaps.length > 0 ? ["", "### What no case reaches", ""] : []),
    ...gaps.map(({ policy, rule, text }) => `- ${code(policy)}, rule ${code(rule)}: ${code(text)}`),
  ];
  const shown = [...lines, ...unreached];
  return [
    `## ${checkHeadline(report, checkEn)}`,
    ...(coverage === undefined ? [] : ["", `Coverage: ${coverageHeadline(coverage, checkEn)}.`]),
    ...coverageFaults(coverage, checkEn).flatMap((fault) => ["", `**${fault}**`]),
    ...shown.slice(0, MOST_LINES),
    ...(shown.length > MOST_LINES ? ["", `… and ${shown.length - MOST_LINES} lines more in the log.`] : []),
    "",
  ].join("\n");
}

/** A value as code, between more backticks than the value holds itself. */
function code(text: string): string {
  const plain = cut(visible(text));
  const longest = Math.max(0, ...[...plain.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${plain}${fence}` : `${fence} ${plain} ${fence}`;
}

function cut(text: string): string {
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE)}…` : text;
}
