/** The summary as Markdown: whole tables, whatever is in the cells. */
import { describe, expect, test } from "vitest";
import type { Summary } from "../../src/report/summary.ts";
import { markdownText } from "../../src/report/summary-markdown.ts";
import { headlineOf } from "../../src/report/summary-text.ts";
import { PLAIN_SUMMARY } from "../support/plain-summary.ts";

function lineWith(part: string, change: Partial<Summary> = {}): string | undefined {
  return markdownText({ summary: { ...PLAIN_SUMMARY, ...change }, figures: undefined }, "en")
    .split("\n")
    .find((line) => line.includes(part));
}

describe("the Markdown summary", () => {
  test("says what was planned, by which policy, as of when, and what came of it", () => {
    const [title, , policy, , headline] = markdownText({ summary: PLAIN_SUMMARY, figures: undefined }, "en").split(
      "\n",
    );
    expect(title).toBe("# Compensation for pangyo");
    expect(policy).toBe("Outage pangyo, policy paid-services, revision 2022-10-21, as of 2022-10-21T11:00:00+09:00.");
    expect(headline).toBe(`${headlineOf(PLAIN_SUMMARY, "en")}.`);
  });

  test("has every table, with grouped numbers and a total", () => {
    const text = markdownText({ summary: PLAIN_SUMMARY, figures: undefined }, "en");
    expect(text.match(/^## .*/gm)).toEqual([
      "## Rows",
      "## By service and rule",
      "## Not affected, by reason",
      "## Rejected",
      "## Look at this first",
    ]);
    expect(text).toContain("| rentals.csv | rental | 1,204,331 | 431,000 | 4 | 773,300 | 20 | 6 | 1 |\n");
    expect(text).toContain("| total |  | 1,204,331 | 431,000 | 4 | 773,300 | 20 | 6 | 1 |\n");
    expect(text).toContain("| emoticon-plus | in-app-credit | time | 111,000 | 0 | 43,178,000 KRW | 0 |\n");
    expect(text).toContain("| not-held | it was not held during the outage | 773,000 |\n");
    expect(text).toContain("| time-invalid | is not a date or time | 8 |\n");
    expect(text).toContain("- web-days: no record got anything from this rule. It may stand");
  });

  test("says so where there is nothing", () => {
    const summary = { ...PLAIN_SUMMARY, by_rule: [], unaffected: {}, rejects: {}, warnings: [] };
    const text = markdownText({ summary, figures: undefined }, "en");
    expect(text.match(/^None\.$/gm)).toHaveLength(4);
  });

  test("has the same number of cells in every row of a table, whatever is in them", () => {
    const [first] = PLAIN_SUMMARY.by_rule;
    if (first === undefined) throw new Error("the summary has no rule");
    const summary = { ...PLAIN_SUMMARY, by_rule: [{ ...first, service: "a|b\\|c\nd" }] };
    const text = markdownText({ summary, figures: undefined }, "en");
    const rows = text.split("\n").filter((line) => line.startsWith("|") && line.includes("rental-hours"));
    expect(rows).toHaveLength(1);
    expect(rows[0]?.split(/(?<!\\)(?:\\\\)*\|/)).toHaveLength(9);
  });

  test.for([
    ["a pipe", "a|b", "a\\|b"],
    ["emphasis", "*a* _b_", "\\*a\\* \\_b\\_"],
    ["code", "`a`", "\\`a\\`"],
    ["a link", "[a](http://b)", "\\[a\\](http://b)"],
    ["markup", "<script>", "\\<script\\>"],
    ["a backslash", "a\\b", "a\\\\b"],
    ["line ends", "a\r\n\nb", "a b"],
  ] as const)("takes %s as text", ([, service, expected]) => {
    const [first] = PLAIN_SUMMARY.by_rule;
    if (first === undefined) throw new Error("the summary has no rule");
    expect(lineWith("rental-hours", { by_rule: [{ ...first, service }] })).toContain(`| ${expected} | rental-hours |`);
  });
});
