/** From the rows that were read to what became of them: every row is in one bucket, and the buckets add up on the page. */

import type { ReportFacts } from "../report-facts.ts";
import type { Bucket } from "../report-words/words.ts";
import { grouped } from "../summary.ts";
import { shareText, type Voice, wordFor } from "../voice.ts";
import { stackedBar } from "./charts/stacked-bar.ts";
import { type DataRow, dataTable, numberColumn, textColumn } from "./data-table.ts";
import { type Html, html } from "./html.ts";

/** In the order in which they are drawn and listed. */
export const FLOW_BUCKETS: readonly Bucket[] = [
  "compensated",
  "review",
  "already_compensated",
  "unaffected",
  "duplicate",
  "line_items",
  "superseded",
  "rejected",
];

export function flowSection({ summary }: ReportFacts, voice: Voice): Html {
  const { words } = voice;
  const { flow: own } = words;
  const { totals, skipped = [] } = summary;
  if (totals.read === 0) return html`<p class="note">${own.noRows}</p>\n`;
  const buckets = FLOW_BUCKETS.map((bucket) => ({ bucket, count: totals[bucket] ?? 0 })).filter(
    ({ count }) => count > 0,
  );
  const drawn = stackedBar(
    { id: "flow", title: words.sections.flow, told: own.told(totals.read) },
    buckets.map(({ bucket, count }) => ({ kind: bucket, count })),
  );
  const rows = buckets.flatMap(({ bucket, count }): readonly DataRow[] => [
    {
      cells: [
        html`<svg class="swatch" width="12" height="12" aria-hidden="true"><rect class="${bucket}" width="12" height="12" rx="2"/></svg>${own.buckets[bucket]}`,
        grouped(count),
        shareText(count, totals.read),
      ],
    },
    ...(bucket === "unaffected" ? reasonRows(summary.unaffected, totals.read, voice) : []),
  ]);
  return html`${drawn}${dataTable({
    id: "table-flow",
    caption: words.sections.flow,
    columns: [textColumn(own.bucketColumn), numberColumn(own.rowsColumn), numberColumn(own.shareColumn)],
    rows,
    total: [own.read, grouped(totals.read), shareText(totals.read, totals.read)],
  })}
<h3>${own.byExport}</h3>
${exportTable({ summary }, voice)}
${skipped.length === 0 ? undefined : skippedTable(skipped, voice)}`;
}

function reasonRows(
  reasons: { readonly [reason: string]: number },
  read: number,
  { sentences }: Voice,
): readonly DataRow[] {
  return Object.entries(reasons).map(([reason, count]) => ({
    kind: "part",
    cells: [html`${wordFor(sentences.reasons, reason)} <code>${reason}</code>`, grouped(count), shareText(count, read)],
  }));
}

function exportTable({ summary }: Pick<ReportFacts, "summary">, { words, sentences }: Voice): Html {
  const { flow: own } = words;
  const { exports, totals } = summary;
  const used = FLOW_BUCKETS.filter((bucket) => (totals[bucket] ?? 0) > 0);
  return dataTable({
    id: "table-exports",
    caption: own.byExport,
    columns: [
      textColumn(own.file),
      textColumn(own.kind),
      numberColumn(own.read),
      ...used.map((bucket) => numberColumn(own.buckets[bucket])),
    ],
    rows: exports.map((row) => ({
      cells: [
        row.file,
        wordFor(sentences.kinds, row.kind),
        grouped(row.read),
        ...used.map((bucket) => grouped(row[bucket] ?? 0)),
      ],
    })),
    total: [words.total, "", grouped(totals.read), ...used.map((bucket) => grouped(totals[bucket] ?? 0))],
  });
}

function skippedTable(skipped: readonly { readonly file: string; readonly because: string }[], { words }: Voice): Html {
  const { flow: own } = words;
  return html`<h3>${own.skipped}</h3>
${dataTable({
  id: "table-skipped",
  caption: own.skipped,
  columns: [textColumn(own.file), textColumn(own.because)],
  rows: skipped.map(({ file, because }) => ({ cells: [file, because] })),
})}`;
}
