/** The text of one cell of a sheet: what it holds, by its type and its format, in the canonical form. */
import { Failure } from "../../domain/failure.ts";
import { columnLetters } from "./cell-reference.ts";
import { plainNumber, timeOfDays } from "./cell-value.ts";
import type { TimeFormat } from "./number-format.ts";
import { cellTextOf } from "./xml-text.ts";

/** What the cells of a sheet mean. */
export interface SheetMeaning {
  readonly place: string;
  readonly sharedTexts: readonly string[];
  /** For each style how it shows times. */
  readonly timeFormats: readonly (TimeFormat | undefined)[];
  readonly from1904: boolean;
}

/** A cell as the sheet has it. */
export interface SheetCell {
  /** From 1. */
  row: number;
  /** From 0. */
  column: number;
  /** `n` for a number, `s` for a shared text, and so on (ECMA-376, 18.18.11). */
  type: string;
  style: number;
  value: string;
  hasValue: boolean;
  hasFormula: boolean;
}

/** @throws Failure `cell-without-value` for a formula whose value was not stored, `workbook-damaged` for a cell that means nothing. */
export function textOfCell(cell: SheetCell, meaning: SheetMeaning): string {
  const { value, type } = cell;
  if (cell.hasFormula && (!cell.hasValue || (value === "" && type !== "str"))) {
    throw new Failure("cell-without-value", atCell(cell, meaning, "its formula was never computed"));
  }
  if (!cell.hasValue) return "";
  switch (type) {
    case "n":
      return value.trim() === "" ? "" : numberText(cell, meaning);
    case "s":
      return sharedText(cell, meaning);
    case "str":
    case "inlineStr":
      return cellTextOf(value) ?? fail(cell, meaning, "its text has half of a character");
    case "b":
      return BOOLEANS.get(value.trim()) ?? fail(cell, meaning, "it is neither true nor false");
    case "e":
      return value;
    case "d":
      return formatOf(cell, meaning)?.time === false ? value.replace(/T00:00:00(?:\.0+)?$/, "") : value;
    default:
      return fail(cell, meaning, "it is of no type that there is");
  }
}

/** Whether a cell is a number and no time. */
export function isPlainNumber(cell: SheetCell, meaning: SheetMeaning): boolean {
  return cell.type === "n" && cell.value !== "" && formatOf(cell, meaning) === undefined;
}

const BOOLEANS: ReadonlyMap<string, string> = new Map([
  ["1", "true"],
  ["0", "false"],
  ["true", "true"],
  ["false", "false"],
]);

function numberText(cell: SheetCell, meaning: SheetMeaning): string {
  const format = formatOf(cell, meaning);
  const time = format && PLAIN.test(cell.value) ? timeOfDays(Number(cell.value), format, meaning.from1904) : undefined;
  return time ?? plainNumber(cell.value) ?? fail(cell, meaning, "it is no number");
}

/** A number that may be a time: none is negative. */
const PLAIN = /^\s*(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;

function sharedText(cell: SheetCell, meaning: SheetMeaning): string {
  const value = cell.value.trim();
  const text = /^\d+$/.test(value) ? meaning.sharedTexts[Number(value)] : undefined;
  return text ?? fail(cell, meaning, "the text that it shares is missing");
}

function formatOf({ style }: SheetCell, { timeFormats }: SheetMeaning): TimeFormat | undefined {
  return timeFormats[style];
}

function fail(cell: SheetCell, meaning: SheetMeaning, found: string): never {
  throw new Failure("workbook-damaged", atCell(cell, meaning, found));
}

function atCell({ row, column }: SheetCell, { place }: SheetMeaning, found: string) {
  return { place: { file: place, line: row }, found: `in cell ${columnLetters(column)}${row}, ${found}` };
}
