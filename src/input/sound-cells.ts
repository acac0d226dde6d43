/**
 * Tells whether a cell may hold an id, a flag or an amount. `domain/timestamp.ts` tells it for a time.
 *
 * Only these two modules say what a fault is. `kernel/wasm/check.ts` knows the same words and numbers of digits, but only to be
 * quick: the kernel may be unsure of any cell, and is never sure of a cell that is faulty here. `test/input/sure-rows.test.ts`
 * holds the kernel to that.
 */
import type { Currency, CurrencyTable } from "../domain/currency.ts";
import { fewestDecimals, MOST_MINOR, parseMinor } from "../domain/money.ts";
import { isDamagedId } from "../domain/remark.ts";
import { LONGEST_PLACEHOLDER, MOST_DECIMALS, SURE_DIGITS } from "../kernel/numbers.ts";
import type { RowCells } from "../kernel/row-cells.ts";
import { cellText } from "./cells.ts";
import { endOfCell, startOfCell } from "./scanner.ts";

/** The words that programs write where there is no id, in small letters. */
const PLACEHOLDERS: ReadonlySet<string> = new Set("null (null) <null> \\n n/a #n/a none undefined nan - --".split(" "));

/** Flags in small letters. An empty flag is a yes. */
const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ["", true],
  ...["true", "1", "yes", "y", "t"].map((word): [string, boolean] => [word, true]),
  ...["false", "0", "no", "n", "f"].map((word): [string, boolean] => [word, false]),
]);

export function isEmpty(row: RowCells, index: number): boolean {
  return startOfCell(row, index) === endOfCell(row, index);
}

/** Whether an id is a word for nothing. @param index -1 for a column that the export does not have. */
export function isPlaceholder(bytes: Buffer, row: RowCells, index: number): boolean {
  const from = startOfCell(row, index);
  const to = endOfCell(row, index);
  // Nearly all ids end with a digit, and no placeholder does.
  if (index < 0 || to - from > LONGEST_PLACEHOLDER || isDigit(bytes[to - 1])) return false;
  return PLACEHOLDERS.has(cellText(bytes, row, index).toLowerCase());
}

/** Whether an id went through a spreadsheet. @param index -1 for a column that the export does not have. */
export function isDamaged(bytes: Buffer, row: RowCells, index: number): boolean {
  return index >= 0 && isDamagedId(cellText(bytes, row, index));
}

/** The meaning of a flag; undefined for a text that is no flag. */
export function readFlag(text: string): boolean | undefined {
  return FLAGS.get(text.toLowerCase());
}

/** Whether a cell that is not empty holds an amount. @param currency undefined where the row names no known currency. */
export function isAmount(
  bytes: Buffer,
  row: RowCells,
  index: number,
  currency: Currency | undefined,
  currencies: CurrencyTable,
): boolean {
  const from = startOfCell(row, index);
  const to = endOfCell(row, index);
  if (to - from <= SURE_DIGITS && areDigits(bytes, from, to)) return true;
  const text = cellText(bytes, row, index);
  const decimals =
    currency === undefined ? Math.min(fewestDecimals(text), MOST_DECIMALS) : currencies.decimalsOf(currency);
  const minor = parseMinor(text, decimals);
  return minor !== undefined && minor <= MOST_MINOR;
}

function areDigits(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (!isDigit(bytes[at])) return false;
  return true;
}

function isDigit(byte = 0): boolean {
  return byte >= 0x30 && byte <= 0x39;
}
