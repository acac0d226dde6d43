/**
 * Cells of a workbook that are numbers and no times, by column: how many there are, and the first of them.
 *
 * A workbook keeps 15 digits of a number and no zeros in front of it, so that an id among them may not be the one that was exported.
 */
export interface NumericColumn {
  cells: number;
  /** The row of the first of them, from 1, and its text. */
  readonly row: number;
  readonly text: string;
}

/** By position of the column, from 0; without the header. */
export type NumericCells = Map<number, NumericColumn>;

export function noteNumericCell(columns: NumericCells, column: number, row: number, text: string): void {
  const known = columns.get(column);
  if (known === undefined) columns.set(column, { cells: 1, row, text });
  else known.cells += 1;
}
