/** What each rule came to, service by service, with a column for each currency. */
import type { ReportFacts } from "../report-facts.ts";
import type { SummaryRule } from "../summary.ts";
import type { Voice } from "../voice.ts";
import { amountCell, amountSum, type Cell, countSum, NO_CELL, type Sheet, textCell, wholeCell } from "./sheet.ts";

export function rulesSheet({ summary, origins }: ReportFacts, { words, habits }: Voice): Sheet {
  const { rules: own } = words;
  const { by_rule: rules, credits, extended } = summary;
  const currencies = Object.keys(credits);
  const paid = ({ credits: sums }: SummaryRule, currency: string): Cell => {
    const amount = sums[currency];
    return amount === undefined ? NO_CELL : amountCell(amount, currency, habits);
  };
  return {
    name: words.sheets.rules,
    opening: [],
    titles: [
      own.columns.service,
      own.columns.rule,
      own.columns.layer,
      own.columns.records,
      own.columns.ends,
      own.columns.review,
      ...currencies.map((currency) => `${own.columns.paid}, ${currency}`),
      own.why,
    ],
    rows: rules.map((each) => [
      textCell(each.service),
      textCell(each.rule === "" ? own.noRule : each.rule),
      textCell(each.layer),
      wholeCell(each.records),
      wholeCell(each.extended),
      wholeCell(each.review),
      ...currencies.map((currency) => paid(each, currency)),
      textCell(origins.terms?.why[each.rule] ?? ""),
    ]),
    totals: [
      [
        textCell(words.total),
        NO_CELL,
        NO_CELL,
        // Records are not added up: a record that gets something in two layers stands in two rows.
        NO_CELL,
        countSum(extended),
        NO_CELL,
        ...currencies.map((currency) =>
          amountSum(credits[currency] ?? "0", currency, { habits, parts: rules.map((each) => paid(each, currency)) }),
        ),
        NO_CELL,
      ],
    ],
    empty: own.none,
  };
}
