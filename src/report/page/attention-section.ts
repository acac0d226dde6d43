/** What is to be looked at before anything is committed: warnings, records that wait for a person, and rows that could not be read. */

import type { Figures, RejectFigure, ReviewFigures } from "../figures.ts";
import type { ReportFacts } from "../report-facts.ts";
import { FAULTS } from "../sentences/korean-reasons.ts";
import { grouped, type Summary } from "../summary.ts";
import { type Voice, wordFor } from "../voice.ts";
import { dataTable, numberColumn, textColumn } from "./data-table.ts";
import { type Html, html } from "./html.ts";

export function attentionSection({ summary, figures }: ReportFacts, voice: Voice): Html {
  const { attention: own } = voice.words;
  const { warnings } = summary;
  return html`<h3>${own.warnings}</h3>
${
  warnings.length === 0
    ? html`<p class="note">${own.noWarnings}</p>\n`
    : html`<ul class="warnings">
${warnings.map((warning) => html`<li>${voice.warning(warning)} <code>${warning.code}</code></li>\n`)}</ul>\n`
}
<h3>${own.review}</h3>
${reviewPart(summary, figures, voice)}
<h3>${own.rejects}</h3>
${rejectsPart(summary, figures, voice)}`;
}

function reviewPart({ totals, by_rule: rules }: Summary, figures: Figures | undefined, voice: Voice): Html {
  const { words } = voice;
  const { attention: own, rules: ruleWords } = words;
  if (totals.review === 0) return html`<p class="note">${own.noReview}</p>\n`;
  const { service, rule, reason, records, values } = own.reviewColumns;
  const ruleName = (name: string) => (name === "" ? ruleWords.noRule : name);
  if (figures === undefined) {
    const waiting = rules.filter(({ review }) => review > 0);
    return dataTable({
      id: "table-review",
      caption: own.review,
      columns: [textColumn(rule), textColumn(service), numberColumn(records)],
      rows: waiting.map((each) => ({ cells: [ruleName(each.rule), each.service, grouped(each.review)] })),
    });
  }
  return dataTable({
    id: "table-review",
    caption: own.review,
    columns: [textColumn(reason), textColumn(service), textColumn(rule), textColumn(values), numberColumn(records)],
    rows: figures.review.map((each) => ({
      cells: [
        html`${wordFor(own.reviewReasons, each.code)} <code>${each.code}</code>`,
        each.service,
        ruleName(each.rule),
        unnamedValues(each, voice),
        grouped(each.count),
      ],
    })),
  });
}

/** The column and values that nobody named; empty where the reason is another one. */
export function unnamedValues({ column, values, others }: ReviewFigures, { words }: Voice): string {
  return column === "" ? "" : words.attention.values(column, values, others);
}

/** What is wrong with rows of a code. @param found an example, which has the words in English. */
export function faultText(code: string, found: RejectFigure | undefined, { language }: Voice): string {
  return language === "ko" ? wordFor(FAULTS, code) : (found?.message ?? "");
}

function rejectsPart({ rejects, totals }: Summary, figures: Figures | undefined, voice: Voice): Html {
  const { words } = voice;
  const { attention: own } = words;
  const codes = Object.entries(rejects);
  if (totals.rejected === 0 && codes.length === 0) return html`<p class="note">${own.noRejects}</p>\n`;
  const { code: reason, faults, example } = own.rejectColumns;
  const rows = codes.map(([code, count]) => {
    const found = figures?.reject_examples.find((each) => each.code === code);
    const place =
      found === undefined
        ? ""
        : html`${own.rejectPlace(found.file, found.line)}: <code>${found.column} ${found.value}</code>`;
    return { cells: [html`<code>${code}</code> ${faultText(code, found, voice)}`, place, grouped(count)] };
  });
  return html`${dataTable({
    id: "table-rejects",
    caption: own.rejects,
    columns: [textColumn(reason), textColumn(example), numberColumn(faults)],
    rows,
  })}<p>${own.howToMend}</p>
`;
}
