/** What is different from the newest earlier run of the same outage that stands. */
import { createDecimalSum, negated } from "../../domain/decimal-sum.ts";
import type { EarlierRun, ReportFacts } from "../report-facts.ts";
import type { Bucket } from "../report-words/words.ts";
import { grouped, type Summary } from "../summary.ts";
import type { Voice } from "../voice.ts";
import { type DataRow, dataTable, numberColumn, textColumn } from "./data-table.ts";
import { type Html, html } from "./html.ts";

const COMPARED: readonly Bucket[] = ["compensated", "review", "unaffected", "already_compensated", "rejected"];

export function changesSection({ summary, earlier }: ReportFacts, voice: Voice): Html {
  const { words, habits } = voice;
  const { changes: own } = words;
  if (earlier === undefined) return html`<p class="note">${own.none}</p>\n`;
  const { what, earlier: then, now, change } = own.columns;
  return html`<p>${own.told(earlier.run, habits.moment(earlier.as_of))}</p>
${dataTable({
  id: "table-changes",
  caption: words.sections.changes,
  columns: [textColumn(what), numberColumn(then), numberColumn(now), numberColumn(change)],
  rows: [...countRows(summary, earlier, voice), ...moneyRows(summary, earlier, voice)],
})}`;
}

function countRows({ totals, extended, credited }: Summary, earlier: EarlierRun, { words }: Voice): readonly DataRow[] {
  const { flow, changes } = words;
  const rows = [
    { title: flow.read, before: earlier.totals.read ?? 0, after: totals.read },
    ...COMPARED.map((bucket) => ({
      title: flow.buckets[bucket],
      before: earlier.totals[bucket] ?? 0,
      after: totals[bucket] ?? 0,
    })),
    { title: changes.benefits, before: earlier.benefits, after: extended + credited },
  ];
  return rows.map(({ title, before, after }) => ({
    cells: [title, grouped(before), grouped(after), signed(grouped(Math.abs(after - before)), after - before)],
  }));
}

function moneyRows({ credits }: Summary, earlier: EarlierRun, { words, habits }: Voice): readonly DataRow[] {
  const currencies = [...new Set([...Object.keys(earlier.credits), ...Object.keys(credits)])].sort();
  return currencies.map((currency) => {
    const [before, after] = [earlier.credits[currency] ?? "0", credits[currency] ?? "0"];
    const sum = createDecimalSum();
    sum.add(after);
    sum.add(negated(before));
    const difference = sum.text();
    const size = habits.amount(difference.replace("-", ""), currency);
    return {
      cells: [
        `${words.changes.paid} (${currency})`,
        habits.amount(before, currency),
        habits.amount(after, currency),
        signed(size, difference.startsWith("-") ? -1 : Number(!/^[0.]*$/.test(difference))),
      ],
    };
  });
}

/** `+12`, `−12`, `0`. */
function signed(size: string, sign: number): string {
  if (sign === 0) return size;
  return `${sign > 0 ? "+" : "−"}${size}`;
}
