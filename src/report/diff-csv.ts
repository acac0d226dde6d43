/**
 * A diff as CSV, one line per change, or one per group for counts alone.
 *
 * The file is made to be opened in a spreadsheet: a cell that a spreadsheet would take for a formula gets a quote mark in front.
 */
import { type Change, COMPARED_COLUMNS, type Gift } from "../domain/change.ts";
import { csvCell } from "../domain/csv-cell.ts";
import { type DiffView, holderOf, shownGift } from "./diff-view.ts";

const PAIRED = COMPARED_COLUMNS.filter((column) => column !== "user_id");
const WHOSE = ["compensation_id", "record", "record_id", "user_id", "service", "channel", "source", "line"] as const;

export function* diffCsv(view: DiffView): Generator<string> {
  const { changes, showValues } = view;
  if (changes === undefined) {
    yield* statCsv(view);
    return;
  }
  const pairs = PAIRED.flatMap((column) => [`${column}_before`, `${column}_after`]);
  yield line(["change", ...WHOSE, "differs", ...pairs]);
  for (const { change } of changes) {
    const before = "before" in change ? change.before : undefined;
    const after = "after" in change ? change.after : undefined;
    yield line([
      change.kind,
      ...WHOSE.map((column) => whoseCell(change, column, showValues)),
      change.kind === "changed" ? change.columns.join(" ") : "",
      ...PAIRED.flatMap((column) => [before?.[column] ?? "", after?.[column] ?? ""]),
    ]);
  }
}

function whoseCell(change: Change, column: (typeof WHOSE)[number] & keyof Gift, showValues: boolean): string {
  const gift = shownGift(change);
  return column === "user_id" && !showValues ? holderOf(gift, false) : gift[column];
}

/** A line per group and currency; a group that pays nothing has one line without. */
function* statCsv({ groups }: DiffView): Generator<string> {
  yield line(["change", "service", "rule", "rows", "ends", "payments", "currency", "paid_before", "paid_after"]);
  for (const { kind, service, rule, rows, ends, payments, before, after } of groups) {
    const currencies = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    for (const currency of currencies.length === 0 ? [""] : currencies) {
      const counts = [rows, ends, payments].map(String);
      yield line([kind, service, rule, ...counts, currency, before[currency] ?? "", after[currency] ?? ""]);
    }
  }
}

/** An amount that is taken back is a number, no formula. Some spreadsheets read a full-width sign as the plain one. */
const LIKE_A_FORMULA = /^(?!-[\d.]+$)[=+\-@\t\r＝＋－＠]/;

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(",")}\n`;
}

function cell(value: string): string {
  return csvCell(LIKE_A_FORMULA.test(value) ? `'${value}` : value);
}
