/**
 * A sheet as plain data: one table, with lines above it where it opens the workbook.
 *
 * Whatever comes from a policy or an export is a text, and never a formula. Formulas are written by `sheet-xml.ts`, for sums alone.
 */
import type { Habits } from "../habits.ts";

export interface Sheet {
  /** At most 31 characters, without any of `[]:*?/\`. */
  readonly name: string;
  /** Lines above the table: a title and its value. */
  readonly opening: readonly (readonly Cell[])[];
  readonly titles: readonly string[];
  /** As many cells in each row as there are titles. */
  readonly rows: readonly (readonly Cell[])[];
  /** Below the rows. */
  readonly totals: readonly (readonly TotalCell[])[];
  /** Shown in place of rows where there are none. */
  readonly empty: string;
}

export type Cell = { readonly kind: "text"; readonly text: string } | NumberCell;

export interface NumberCell {
  readonly kind: "number";
  /** A plain decimal. */
  readonly value: string;
  /** As workbooks write it. */
  readonly format: string;
}

/** A sum is a formula over the rows of its column. */
export type TotalCell = Cell | SumCell;

export interface SumCell {
  readonly kind: "sum";
  /** What the formula comes to. */
  readonly value: string;
  readonly format: string;
  /** Where set, only rows count whose first cell is the same text as the first cell of this row. */
  readonly ofFirstCell?: true;
}

export const NO_CELL: Cell = { kind: "text", text: "" };
const COUNT_FORMAT = "#,##0";
/** A workbook keeps numbers as doubles: more digits than these would be rounded. */
const MOST_DIGITS = 15;

export function textCell(text: string): Cell {
  return { kind: "text", text };
}

export function wholeCell(count: number): Cell {
  return { kind: "number", value: String(count), format: COUNT_FORMAT };
}

/** An amount in its currency; as a text where a number would be rounded. @param amount a plain decimal in major units. */
export function amountCell(amount: string, currency: string, habits: Habits): Cell {
  if (!isKeptExactly(amount)) return textCell(habits.amount(amount, currency));
  return { kind: "number", value: amount, format: amountFormat(amount, currency, habits) };
}

export function countSum(value: number): SumCell {
  return { kind: "sum", value: String(value), format: COUNT_FORMAT };
}

/** The sum of a column of amounts; no formula where it, or one of the amounts, is a text. */
export function amountSum(
  amount: string,
  currency: string,
  {
    habits,
    parts,
    ofFirstCell,
  }: { readonly habits: Habits; readonly parts: readonly Cell[]; readonly ofFirstCell?: true },
): TotalCell {
  const cell = amountCell(amount, currency, habits);
  const isWhole = parts.every((part) => part.kind === "number" || part.text === "");
  if (cell.kind === "text" || !isWhole) return textCell(habits.amount(amount, currency));
  return { ...cell, kind: "sum", ...(ofFirstCell === undefined ? {} : { ofFirstCell }) };
}

function isKeptExactly(amount: string): boolean {
  return /^-?[\d.]+$/.test(amount) && amount.replace(/\D/g, "").replace(/^0+/, "").length <= MOST_DIGITS;
}

/** What stands around an amount in the reader's habits, around the digits: `#,##0" KRW"`, `"$"#,##0.00`. */
function amountFormat(amount: string, currency: string, habits: Habits): string {
  const decimals = /\.(\d+)$/.exec(amount)?.[1]?.length ?? 0;
  const sample = habits.amount("0", currency);
  const at = sample.indexOf("0");
  const digits = decimals === 0 ? COUNT_FORMAT : `${COUNT_FORMAT}.${"0".repeat(decimals)}`;
  return literal(sample.slice(0, at)) + digits + literal(sample.slice(at + 1));
}

function literal(text: string): string {
  return text === "" ? "" : `"${text.replaceAll('"', "")}"`;
}
