/**
 * Tables of a page. On a narrow screen each row becomes a card in which every number has its title beside it; the roles are
 * written out because a table that is laid out otherwise would lose them.
 */
import { type Html, html, type Markup } from "./html.ts";

export interface DataTable {
  /** Names the table for links and tests. */
  readonly id: string;
  /** Read out with the table, and not shown where a heading above says the same. */
  readonly caption: string;
  readonly columns: readonly DataColumn[];
  readonly rows: readonly DataRow[];
  /** Sums; none where the columns have none. */
  readonly total?: readonly Markup[];
}

export interface DataColumn {
  readonly title: string;
  /** Numbers stand right, in figures of one width. */
  readonly number?: true;
}

export interface DataRow {
  /** One for each column. The first one names the row. */
  readonly cells: readonly Markup[];
  /** A class of the style, such as `part` for a row that belongs to the row above it. */
  readonly kind?: "part";
}

export function textColumn(title: string): DataColumn {
  return { title };
}

export function numberColumn(title: string): DataColumn {
  return { title, number: true };
}

export function dataTable({ id, caption, columns, rows, total }: DataTable): Html {
  const body = rows.map(
    ({ cells, kind }) => html`<tr role="row" class="${kind ?? "row"}">${cellsOf(cells, columns)}</tr>\n`,
  );
  const foot =
    total === undefined
      ? undefined
      : html`<tfoot role="rowgroup"><tr role="row">${cellsOf(total, columns)}</tr></tfoot>\n`;
  return html`<table role="table" id="${id}">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${columns.map(headOf)}</tr></thead>
<tbody role="rowgroup">
${body}</tbody>
${foot}</table>
`;
}

function headOf({ title, number: isNumber }: DataColumn): Html {
  const kind = isNumber ? "n" : "t";
  // An empty head would be read out as a title without words.
  if (title === "") return html`<td role="cell" class="${kind}"></td>`;
  return html`<th role="columnheader" scope="col" class="${kind}">${title}</th>`;
}

function cellsOf(cells: readonly Markup[], columns: readonly DataColumn[]): readonly Html[] {
  return cells.map((cell, index) => {
    const { title = "", number: isNumber } = columns[index] ?? {};
    const kind = isNumber ? "n" : "t";
    if (index === 0) return html`<th role="rowheader" scope="row">${cell}</th>`;
    const isEmpty = cell === undefined || cell === "" || (Array.isArray(cell) && cell.length === 0);
    const empty = isEmpty ? " empty" : "";
    return html`<td role="cell" class="${kind}${empty}" data-title="${title}"><div>${cell}</div></td>`;
  });
}

/**
 * A table that is opened by those who want the numbers of a chart.
 * @param kind `kept` for a table that is printed on paper although it is folded on the screen.
 */
export function foldedTable(title: string, table: DataTable, kind: "kept" | "drawn" = "drawn"): Html {
  return html`<details class="${kind}"><summary>${title}</summary>
${dataTable(table)}</details>
`;
}
