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
  const texts: string[] = [];
  const count = Math.min(row.count, row.starts.length);
  for (let index = 0; index < count; index += 1) texts.push(cellText(bytes, row, index));
  return texts;
}

/** How the cells of a row lie: one after the other, or, where a mapping says what becomes of `cells`, in several places. */
interface CellsLayout {
  readonly cells?: object | undefined;
  readonly delimiter: number;
}

/** A row without the rows around it, with its cells as its layout has them. */
export function rowAlone(bytes: Buffer, row: RowCells, { cells, delimiter }: CellsLayout): RowAlone {
  return cells === undefined ? { bytes, row } : joinedRow(bytes, row, delimiter);
}

export interface RowAlone {
  readonly bytes: Buffer;
  /** Where the row begins and ends in the bytes. */
  readonly row: RowCells;
}

/**
 * A row of its own, of cells that lie in several places: with a delimiter between them, their quotes, and no line end. Where its cells
 * begin and end is left to a scan. @param delimiter a byte.
 */
export function joinedRow(bytes: Buffer, row: RowCells, delimiter: number): RowAlone {
  const pieces = Array.from({ length: Math.min(row.count, row.starts.length) }, (_, index) => {
    const mark = row.quoting[row.first + index] === QUOTINGS.bare ? [] : [QUOTE];
    const before = index === 0 ? [] : [delimiter];
    const content = bytes.subarray(startOfCell(row, index), endOfCell(row, index));
    return Buffer.concat([Buffer.from([...before, ...mark]), content, Buffer.from(mark)]);
  });
  const joined = Buffer.concat(pieces);
  // An empty line is no row.
  const alone = joined.length === 0 ? Buffer.from([QUOTE, QUOTE]) : joined;
  return { bytes: alone, row: { ...row, from: 0, to: alone.length } };
}

const QUOTE = 0x22;
