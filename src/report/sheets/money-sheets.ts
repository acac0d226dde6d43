/** What is paid, by currency and service, and the largest payments. Each currency has a total of its own. */
import type { Figures } from "../figures.ts";
import { serviceSums } from "../page/money-section.ts";
import type { ReportFacts } from "../report-facts.ts";
import { type Voice, wordFor } from "../voice.ts";
import { amountCell, amountSum, type Cell, NO_CELL, type Sheet, textCell, wholeCell } from "./sheet.ts";

export function moneySheet({ summary, figures }: ReportFacts, { words, habits }: Voice): Sheet {
  const { money: own } = words;
  const { credits } = summary;
  const rows = Object.keys(credits).flatMap((currency) =>
    serviceSums(summary.by_rule, currency).map(({ service, sum }) => [
      textCell(currency),
      textCell(service),
      ...sizesOf(figures, { currency, service }, habits),
      amountCell(sum, currency, habits),
    ]),
  );
  return {
    name: words.sheets.money,
    opening: [],
    titles: [
      own.columns.currency,
      own.columns.service,
      own.columns.payments,
      own.columns.from,
      own.columns.to,
      own.columns.sum,
    ],
    rows,
    totals: Object.entries(credits).map(([currency, amount]) => [
      textCell(currency),
      textCell(words.total),
      NO_CELL,
      NO_CELL,
      NO_CELL,
      amountSum(amount, currency, { habits, parts: partsOf(rows, currency), ofFirstCell: true }),
    ]),
    empty: own.none,
  };
}

/** How many payments, the smallest and the largest of them; empty where no figures were kept. */
function sizesOf(
  figures: Figures | undefined,
  { currency, service }: { readonly currency: string; readonly service: string },
  habits: Voice["habits"],
): readonly Cell[] {
  const bins = figures?.amounts.find((each) => each.currency === currency && each.service === service)?.bins ?? [];
  const [first, last] = [bins.at(0), bins.at(-1)];
  if (first === undefined || last === undefined) return [NO_CELL, NO_CELL, NO_CELL];
  const payments = bins.reduce((sum, { count }) => sum + count, 0);
  return [wholeCell(payments), amountCell(first.from, currency, habits), amountCell(last.to, currency, habits)];
}

/** The last cells of the rows of one currency. */
function partsOf(rows: readonly (readonly Cell[])[], currency: string): readonly Cell[] {
  return rows
    .filter(([first]) => first?.kind === "text" && first.text === currency)
    .map((row) => row.at(-1) ?? NO_CELL);
}

export function largestSheet({ figures }: ReportFacts, { words, habits, sentences }: Voice): Sheet {
  const { money: own, rules } = words;
  const largest = figures?.largest ?? [];
  const rows = largest.flatMap(({ currency, payments }) =>
    payments.map((payment) => [
      textCell(currency),
      textCell(wordFor(sentences.kinds, payment.record)),
      textCell(payment.record_id),
      textCell(payment.service),
      textCell(payment.rule),
      amountCell(payment.amount, currency, habits),
    ]),
  );
  return {
    name: words.sheets.largest,
    opening: [],
    titles: [own.columns.currency, words.flow.kind, own.record, own.columns.service, rules.columns.rule, own.amount],
    rows,
    totals: largest.map(({ currency, sum }) => [
      textCell(currency),
      textCell(words.total),
      NO_CELL,
      NO_CELL,
      NO_CELL,
      amountSum(sum, currency, { habits, parts: partsOf(rows, currency), ofFirstCell: true }),
    ]),
    empty: figures === undefined ? words.noFigures : own.none,
  };
}
