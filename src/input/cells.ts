/** The content of scanned cells as text. */
import { QUOTINGS } from "../kernel/numbers.ts";
import type { RowCells } from "../kernel/row-cells.ts";
import { endOfCell, hasDoubledQuotes, startOfCell } from "./scanner.ts";

/** @param bytes the scanned bytes; `damage.ts` finds bytes that are not UTF-8. */
export function cellText(bytes: Buffer, row: RowCells, index: number): string {
  if (index >= row.count) return "";
  const text = bytes.toString("utf8", startOfCell(row, index), endOfCell(row, index));
  return hasDoubledQuotes(row, index) ? text.replaceAll('""', '"') : text;
}

export function rowTexts(bytes: Buffer, row: RowCells): string[] {
  return Array.from({ length: Math.min(row.count, row.starts.length) }, (_, index) => cellText(bytes, row, index));
}

/** The cells of a row one after the other, as a row of its own without a line end. @param delimiter a byte. */
export function joinedCells(bytes: Buffer, row: RowCells, delimiter: number): Buffer {
  const pieces = Array.from({ length: Math.min(row.count, row.starts.length) }, (_, index) => {
    const mark = row.quoting[row.first + index] === QUOTINGS.bare ? [] : [QUOTE];
    const before = index === 0 ? [] : [delimiter];
    const content = bytes.subarray(startOfCell(row, index), endOfCell(row, index));
    return Buffer.concat([Buffer.from([...before, ...mark]), content, Buffer.from(mark)]);
  });
  return Buffer.concat(pieces);
}

const QUOTE = 0x22;
