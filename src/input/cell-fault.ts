/** Makes the faults of a row that cannot be read, with the texts of its cells. */
import type { Fault, RejectCode } from "../domain/reject.ts";
import type { RowCells } from "../kernel/row-cells.ts";
import { cellText } from "./cells.ts";

/** A fault in the cell of a column. @param columns of the export. */
export function cellFault(
  code: RejectCode,
  index: number,
  { bytes, row, columns }: { readonly bytes: Buffer; readonly row: RowCells; readonly columns: readonly string[] },
): Fault {
  return { code, column: columns[index] ?? "", value: cellText(bytes, row, index) };
}

/** The fault of a row with another number of cells than the header. */
export function columnCount(found: number, wanted: number): Fault {
  return { code: "column-count", column: "", value: `${found} ${found === 1 ? "column" : "columns"}, not ${wanted}` };
}
