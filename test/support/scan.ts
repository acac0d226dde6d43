/** A whole scan as plain data: the texts of all rows before the damage, and the damage. */
import { rowTexts } from "../../src/input/cells.ts";
import { createRow, type ScanEnd, scanRows } from "../../src/input/scanner.ts";

export interface Scan extends ScanEnd {
  readonly rows: readonly (readonly string[])[];
  /** Lines before each row. */
  readonly rowLines: readonly number[];
}

export function scan(bytes: Buffer, delimiter = ","): Scan {
  const row = createRow();
  const rows: string[][] = [];
  const rowLines: number[] = [];
  const end = scanRows(bytes, delimiter.charCodeAt(0), row, () => {
    rows.push(rowTexts(bytes, row));
    rowLines.push(row.line);
  });
  return { ...end, rows, rowLines };
}
