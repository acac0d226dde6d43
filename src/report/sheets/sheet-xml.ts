/** The XML of a sheet: widths that fit, titles that stay, a filter over the rows, and totals as formulas. */
import { grouped } from "../summary.ts";
import { widthOf } from "../table.ts";
import type { Cell, Sheet, SumCell, TotalCell } from "./sheet.ts";
import { type Look, TEXT_FORMAT } from "./styles.ts";
import { columnInLetters, DECLARATION, MAIN, workbookText } from "./xml.ts";

/** In digits; beyond the widest, texts are folded. */
const [NARROWEST, WIDEST] = [8, 60];
/** For the button of the filter, and air. */
const BESIDE = 3;

type IdOf = (look: Look) => number;

/** The row in which the titles stand, counted from 1; a blank one stands between them and lines above. */
export function titleRowOf({ opening }: Sheet): number {
  return opening.length === 0 ? 1 : opening.length + 2;
}

export function sheetXml(sheet: Sheet, idOf: IdOf): string {
  const { opening, titles, rows, totals, empty } = sheet;
  const titleRow = titleRowOf(sheet);
  const range: Range = { first: titleRow + 1, last: titleRow + rows.length };
  const filled = rows.length === 0 ? [[{ kind: "text" as const, text: empty }]] : rows;
  const lines = [
    ...opening.map((cells, index) => rowXml(cells, { at: index + 1, weight: "normal", range, idOf })),
    rowXml(
      titles.map((text) => ({ kind: "text", text })),
      { at: titleRow, weight: "title", range, idOf },
    ),
    ...filled.map((cells, index) => rowXml(cells, { at: range.first + index, weight: "normal", range, idOf })),
    ...(rows.length === 0
      ? []
      : totals.map((cells, index) => rowXml(cells, { at: range.last + 1 + index, weight: "total", range, idOf }))),
  ];
  const last = columnInLetters(titles.length - 1);
  const filter = rows.length === 0 ? "" : `<autoFilter ref="A${titleRow}:${last}${range.last}"/>`;
  return [
    `${DECLARATION}<worksheet xmlns="${MAIN}">`,
    `<sheetViews><sheetView workbookViewId="0">${opening.length === 0 ? FROZEN : ""}</sheetView></sheetViews>`,
    `<cols>${widthsOf(sheet).map(colXml).join("")}</cols>`,
    `<sheetData>${lines.join("")}</sheetData>${filter}</worksheet>`,
  ].join("");
}

const FROZEN = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';

/** Rows of a table, both ends inclusive. */
interface Range {
  readonly first: number;
  readonly last: number;
}

interface RowStyle {
  readonly at: number;
  readonly weight: Look["weight"];
  readonly range: Range;
  readonly idOf: IdOf;
}

function rowXml(cells: readonly TotalCell[], style: RowStyle): string {
  return `<row r="${style.at}">${cells.map((cell, index) => cellXml(cell, index, style)).join("")}</row>`;
}

function cellXml(cell: TotalCell, index: number, { at, weight, range, idOf }: RowStyle): string {
  const column = columnInLetters(index);
  if (cell.kind === "text") {
    const start = `<c r="${column}${at}" s="${idOf({ format: TEXT_FORMAT, weight })}"`;
    if (cell.text === "") return `${start}/>`;
    return `${start} t="inlineStr"><is><t xml:space="preserve">${workbookText(cell.text)}</t></is></c>`;
  }
  const formula = cell.kind === "sum" ? `<f>${formulaOf(cell, { column, at, range })}</f>` : "";
  return `<c r="${column}${at}" s="${idOf({ format: cell.format, weight })}">${formula}<v>${cell.value}</v></c>`;
}

function formulaOf(
  { ofFirstCell }: SumCell,
  { column, at, range: { first, last } }: { readonly column: string; readonly at: number; readonly range: Range },
): string {
  const cells = `${column}${first}:${column}${last}`;
  return ofFirstCell === undefined ? `SUM(${cells})` : `SUMIF(A${first}:A${last},A${at},${cells})`;
}

function widthsOf({ opening, titles, rows, totals }: Sheet): readonly number[] {
  return titles.map((title, index) => {
    const cells = [...opening, ...rows, ...totals].flatMap((row) => row[index] ?? []);
    const widest = cells.reduce((most, cell) => Math.max(most, widthOf(shownText(cell))), widthOf(title));
    return Math.min(WIDEST, Math.max(NARROWEST, widest)) + BESIDE;
  });
}

/** A number as its format shows it, with the literal text of the format. */
function shownText(cell: Cell | TotalCell): string {
  if (cell.kind === "text") return cell.text;
  const around = [...cell.format.matchAll(/"([^"]*)"/g)].map(([, text = ""]) => text);
  return grouped(cell.value) + around.join("");
}

function colXml(width: number, index: number): string {
  return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;
}
