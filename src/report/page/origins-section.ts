/** Where the numbers come from: versions, the book, every file with its hash, and how to prove it all. */

import type { ReportFacts } from "../report-facts.ts";
import { grouped } from "../summary.ts";
import { type Voice, wordFor } from "../voice.ts";
import { type DataRow, foldedTable, numberColumn, textColumn } from "./data-table.ts";
import { type Html, html } from "./html.ts";

export function originsSection({ origins, state }: ReportFacts, { words }: Voice): Html {
  const { origins: own } = words;
  const { tool, language, time_zone_data: zones, book, rules, inputs, outputs } = origins;
  const facts = [
    [own.madeBy, tool],
    [own.timeZoneData, zones],
    ...(language === undefined ? [] : [[own.policyLanguage, String(language)]]),
    [own.book, own.bookState(book.runs)],
    ...(book.head === null ? [] : [[own.head, book.head]]),
  ].map(([title, value]) => html`<div><dt>${title}</dt><dd>${value}</dd></div>\n`);
  const hash = (sha256: string) => html`<code class="hash">${sha256}</code>`;
  const rows: readonly DataRow[] = [
    ...rules.map(({ role, path, sha256 }) => ({ cells: [path, wordFor(own.roles, role), "", "", hash(sha256)] })),
    ...inputs.map(({ path, rows: count, bytes, sha256 }) => ({
      cells: [path, own.roles.export, grouped(count), grouped(bytes), hash(sha256)],
    })),
    ...outputs.map(({ file, bytes, sha256 }) => ({
      cells: [file, own.roles.output, "", grouped(bytes), hash(sha256)],
    })),
  ];
  const { role, file, rows: counted, bytes, sha256 } = own.columns;
  const command = `compensate verify ${state.kind === "run" ? `${Number(state.run)} ` : ""}--recompute`;
  return html`<p>${own.told}</p>
<dl class="facts">
${facts}</dl>
${foldedTable(
  own.files,
  {
    id: "table-files",
    caption: own.files,
    columns: [textColumn(file), textColumn(role), numberColumn(counted), numberColumn(bytes), textColumn(sha256)],
    rows,
  },
  "kept",
)}<p>${own.verify} <code class="command">${command}</code></p>
`;
}
