/** The pages `help exports`, `help times` and `help money`: what an export holds, at most 80 columns wide. */
import { paragraphLines, tableLines, words } from "../../report/table.ts";
import {
  AMOUNTS_TABLE,
  CELLS_TABLE,
  DECIMALS_TABLE,
  FORMS_TABLE,
  KINDS_TABLE,
  TIMES_TABLE,
  type TopicTable,
  WRITTEN_BACK_TABLE,
} from "./export-tables.ts";

/** No terminal is asked: a page is the same everywhere. */
const WIDTH = 80;

export function exportsPage(): string {
  return pageOf([
    said(
      "An export is a CSV file of records that another system wrote. The name of its id column says what kind of records it holds.",
    ),
    table(KINDS_TABLE),
    said("Columns may stand in any order. Any other column is kept, and a policy may name it."),
    table(CELLS_TABLE),
    said("Ids are text, byte for byte. Two records are the same when kind, service and id are the same."),
    said(
      "Files are UTF-8, or another encoding with --encoding; cells are separated by a comma, a semicolon, a tab or a bar. Workbooks (.xlsx), Parquet, JSON lines, gzip and zip are read, too.",
    ),
    said(
      "A row that cannot be read is a reject: it is kept with the reason, to be mended and fed back. An export with other columns, words or times needs a mapping: docs/MAPPING.md.",
    ),
    said("More: compensate help times, compensate help money, docs/EXPORTS.md."),
  ]);
}

export function timesPage(): string {
  return pageOf([
    said("These times are read as they stand:"),
    table(TIMES_TABLE),
    said(
      "Anything else is a reject, time-invalid. Without an offset, a time is meant in the policy's zone; the zone of the computer is never used.",
    ),
    said("A date as a start means from the beginning of that day. A date as an end means through that day."),
    said("A mapping may say for a column that its times have another form:"),
    table(FORMS_TABLE),
    said("A time is written back in the shape in which it was read. An end that is finer than its shape rounds up."),
    table(WRITTEN_BACK_TABLE),
    said("More: docs/EXPORTS.md, and docs/MAPPING.md for the forms."),
  ]);
}

export function moneyPage(): string {
  return pageOf([
    said("An amount is a plain number in major units, without a sign, grouping or a symbol."),
    table(AMOUNTS_TABLE),
    said(
      "An amount has no more decimals than its currency, unless those are zeros. Reading never rounds. A policy says with how many decimals its own units are counted: units: { POINT: { decimals: 0 } }.",
    ),
    table(DECIMALS_TABLE),
    said("The most that is taken is 10^15 of the smallest unit. More: docs/EXPORTS.md."),
  ]);
}

function pageOf(parts: readonly (readonly string[])[]): string {
  return `${parts.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function said(text: string): readonly string[] {
  return paragraphLines(text, WIDTH);
}

function table({ columns, rows }: TopicTable): readonly string[] {
  return tableLines(columns.map(words), rows, { width: WIDTH });
}
