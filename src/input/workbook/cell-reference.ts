/** Reads where a cell of a sheet stands, such as `AB12`. */

/** A sheet has no more columns and rows than this. */
export const SHEET_COLUMNS = 16_384;
export const SHEET_ROWS = 1_048_576;

export interface CellReference {
  /** From 0. */
  readonly column: number;
  /** From 1. */
  readonly row: number;
}

/** Undefined for what is no cell of a sheet. */
export function readReference(text: string): CellReference | undefined {
  const [, letters = "", digits = ""] = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(text) ?? [];
  if (letters === "") return undefined;
  let column = 0;
  for (let index = 0; index < letters.length; index += 1) column = column * 26 + letters.charCodeAt(index) - 64;
  const row = Number(digits);
  return column <= SHEET_COLUMNS && row <= SHEET_ROWS ? { column: column - 1, row } : undefined;
}

/** `A` for 0, `AA` for 26. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}
