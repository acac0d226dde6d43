/** A few rows before and after; ids of users are masked. */

import type { ReportFacts } from "../report-facts.ts";
import { sampleAfter } from "../sample-after.ts";
import { type Voice, wordFor } from "../voice.ts";
import { dataTable, textColumn } from "./data-table.ts";
import { type Html, html } from "./html.ts";

export function samplesSection({ figures }: ReportFacts, { words, sentences, language }: Voice): Html {
  const { samples: own } = words;
  if (figures === undefined) return html`<p class="note">${words.noFigures}</p>\n`;
  const { samples } = figures;
  if (samples.length === 0) return html`<p class="note">${own.none}</p>\n`;
  const { record, holder, service, before, after, rule } = own.columns;
  return html`<p>${own.told(samples.length)}</p>
${dataTable({
  id: "table-samples",
  caption: words.sections.samples,
  columns: [
    textColumn(record),
    textColumn(holder),
    textColumn(service),
    textColumn(before),
    textColumn(after),
    textColumn(rule),
  ],
  rows: samples.map((sample) => ({
    cells: [
      html`${wordFor(sentences.kinds, sample.record)} <code>${sample.record_id}</code>`,
      sample.holder,
      sample.service,
      sample.before,
      html`<strong>${sampleAfter(sample, language)}</strong>`,
      sample.rule,
    ],
  })),
})}`;
}
