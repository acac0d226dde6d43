/** The first sheet: what was decided, the numbers that matter, and below them what became of every row. */
import { FLOW_BUCKETS } from "../page/flow-section.ts";
import type { ReportFacts } from "../report-facts.ts";
import { type Voice, wordFor } from "../voice.ts";
import { amountCell, type Cell, countSum, NO_CELL, type Sheet, textCell, wholeCell } from "./sheet.ts";

export function summarySheet({ summary, origins }: ReportFacts, { words, habits, sentences }: Voice): Sheet {
  const { opening: own, flow } = words;
  const { outage, policy, revision, as_of: asOf, totals, extended, credits, reverts } = summary;
  const line = (title: string, cell: Cell) => [textCell(title), cell];
  const records =
    reverts === undefined ? totals.compensated : summary.by_rule.reduce((sum, rule) => sum + rule.records, 0);
  const rows = FLOW_BUCKETS.flatMap((bucket): readonly (readonly Cell[])[] => {
    const count = totals[bucket] ?? 0;
    const name = textCell(flow.buckets[bucket]);
    if (bucket !== "unaffected") return count === 0 ? [] : [[name, NO_CELL, wholeCell(count)]];
    return Object.entries(summary.unaffected).map(([reason, part]) => [
      name,
      textCell(`${wordFor(sentences.reasons, reason)} (${reason})`),
      wholeCell(part),
    ]);
  });
  return {
    name: words.sheets.summary,
    opening: [
      line(own.document, textCell(origins.terms?.title ?? outage)),
      line(own.facts.outage, textCell(outage)),
      line(own.facts.policy, textCell(policy)),
      line(own.facts.revision, textCell(revision)),
      line(own.facts.asOf, textCell(habits.moment(asOf))),
      line(own.facts.zone, textCell(origins.zone)),
      line(own.figures.records, wholeCell(records)),
      line(own.figures.ends, wholeCell(extended)),
      ...Object.entries(credits).map(([currency, amount]) =>
        line(`${own.figures.paid}, ${currency}`, amountCell(amount, currency, habits)),
      ),
    ],
    titles: [flow.bucketColumn, flow.because, flow.rowsColumn],
    rows,
    totals: [[textCell(flow.read), NO_CELL, countSum(totals.read)]],
    empty: flow.noRows,
  };
}
