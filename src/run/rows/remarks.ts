/** Collects remarks: those about the same column of an export, and the same fault, become one, with the first place of them all. */
import type { Remark } from "../../domain/remark.ts";
import type { Layout } from "../../input/layout.ts";
import type { NumericCells } from "../../input/table/numeric-cells.ts";

/** Remarks by column and fault, in the order in which they came. */
export type RemarkTable = Map<string, Remark>;

/** Adds remarks about rows that follow all rows so far. @param firstLine the line that the lines of the remarks count from. */
export function addRemarks(table: RemarkTable, remarks: readonly Remark[], firstLine: number): void {
  for (const remark of remarks) {
    const { code, column, fault = "", rows, line } = remark;
    const key = `${code} ${fault} ${column}`;
    const known = table.get(key);
    const first = known ?? { ...remark, line: firstLine + line };
    table.set(key, { ...first, rows: rows + (known?.rows ?? 0) });
  }
}

/** Remarks on the ids and users of a workbook that are numbers there. @param numbers undefined for any other file. */
export function remarksOnNumbers({ columns, id, user }: Layout, numbers: NumericCells | undefined): readonly Remark[] {
  return [id, user].flatMap((index): readonly Remark[] => {
    const found = numbers?.get(index);
    const column = columns[index];
    if (found === undefined || column === undefined) return [];
    return [{ code: "id-numeric", column, fault: undefined, rows: found.cells, line: found.row, value: found.text }];
  });
}
