/** What waits for a person, and what could not be read. */
import { faultText, unnamedValues } from "../page/attention-section.ts";
import type { ReportFacts } from "../report-facts.ts";
import { type Voice, wordFor } from "../voice.ts";
import { type Cell, countSum, NO_CELL, type Sheet, textCell, wholeCell } from "./sheet.ts";

export function reviewSheet({ summary, figures }: ReportFacts, voice: Voice): Sheet {
  const { words } = voice;
  const { attention: own, rules } = words;
  const { service, rule, reason, records, values } = own.reviewColumns;
  const ruleCell = (name: string) => textCell(name === "" ? rules.noRule : name);
  const rows: readonly (readonly Cell[])[] =
    figures === undefined
      ? summary.by_rule
          .filter(({ review }) => review > 0)
          .map((each) => [NO_CELL, textCell(each.service), ruleCell(each.rule), NO_CELL, wholeCell(each.review)])
      : figures.review.map((each) => [
          textCell(`${wordFor(own.reviewReasons, each.code)} (${each.code})`),
          textCell(each.service),
          ruleCell(each.rule),
          textCell(unnamedValues(each, voice)),
          wholeCell(each.count),
        ]);
  return {
    name: words.sheets.review,
    opening: [],
    titles: [reason, service, rule, values, records],
    rows,
    totals: [[textCell(words.total), NO_CELL, NO_CELL, NO_CELL, countSum(summary.totals.review)]],
    empty: own.noReview,
  };
}

export function rejectsSheet({ summary, figures }: ReportFacts, voice: Voice): Sheet {
  const { words } = voice;
  const { attention: own } = words;
  const { code: reason, faults, example } = own.rejectColumns;
  const codes = Object.entries(summary.rejects);
  return {
    name: words.sheets.rejects,
    opening: [],
    titles: [reason, words.flow.because, example, words.attention.reviewColumns.values, faults],
    rows: codes.map(([code, count]) => {
      const found = figures?.reject_examples.find((each) => each.code === code);
      return [
        textCell(code),
        textCell(faultText(code, found, voice)),
        textCell(found === undefined ? "" : own.rejectPlace(found.file, found.line)),
        textCell(found === undefined ? "" : `${found.column} ${found.value}`),
        wholeCell(count),
      ];
    }),
    totals: [
      [textCell(words.total), NO_CELL, NO_CELL, NO_CELL, countSum(codes.reduce((sum, [, count]) => sum + count, 0))],
    ],
    empty: own.noRejects,
  };
}
