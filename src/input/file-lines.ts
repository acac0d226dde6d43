/** Numbers the rows of a block as the lines of their file, where a line of the CSV is another line of the file. */
import type { SourceLines } from "./table/source-lines.ts";

export interface NumberedRow {
  /** Line within the block, from 0. */
  readonly line: number;
}

/** Lines of a block of a CSV as lines of its file. */
export interface BlockLines {
  /** Number of the block's first line in the file. */
  readonly firstLine: number;
  /** The line of the file, counted from `firstLine`, for a line within the block. */
  of(line: number): number;
}

/** @param csvLine number of the block's first line in the CSV. @param lines undefined where the file has the lines of the CSV. */
export function blockLines(csvLine: number, lines: SourceLines | undefined): BlockLines | undefined {
  if (lines === undefined) return undefined;
  const firstLine = lines.of(csvLine);
  return { firstLine, of: (line) => lines.of(csvLine + line) - firstLine };
}

export function renumbered<Row extends NumberedRow>(rows: readonly Row[], lines: BlockLines): readonly Row[] {
  return rows.map((row) => ({ ...row, line: lines.of(row.line) }));
}
