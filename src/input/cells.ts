/** The content of scanned cells as text. */
import type { RowCells } from "../kernel/row-cells.ts";
import { endOfCell, hasDoubledQuotes, startOfCell } from "./scanner.ts";

/** @param bytes the scanned bytes; `damage.ts` finds bytes that are not UTF-8. */
export function cellText(bytes: Buffer, row: RowCells, index: number): string {
  if (index >= row.count) return "";
  const text = bytes.toString("utf8", startOfCell(row, index), endOfCell(row, index));
  return hasDoubledQuotes(row, index) ? text.replaceAll('""', '"') : text;
}

export function rowTexts(bytes: Buffer, row: RowCells): string[] {
  const texts: string[] = [];
  const count = Math.min(row.count, row.starts.length);
  for (let index = 0; index < count; index += 1) texts.push(cellText(bytes, row, index));
  return texts;
}
