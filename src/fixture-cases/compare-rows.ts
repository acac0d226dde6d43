/**
 * Holds an expected CSV against the rows that were found, in the columns of the expected CSV. Rows are matched by
 * `record_id`, and by `rule` where the expected CSV has that column.
 *
 * Several rows of one record stand in the order in which they are written. A column `why` tells the reader how a row was
 * worked out, and is not compared. A file `decisive-….csv` lists rows that must be there among others; any other expected
 * file lists all rows.
 */
import type { CaseDifference } from "../domain/case-result.ts";
import type { CsvRow, CsvTable } from "../input/csv-reader.ts";
import type { CaseFindings, FoundTable } from "./found.ts";
import { whatElse } from "./what-else.ts";

export interface Expected {
  /** The file's path, as it is shown. */
  readonly file: string;
  readonly table: CsvTable;
  /** The name of the output that the file is about. */
  readonly output: string;
  /** Whether a row that the file does not list is a difference. */
  readonly whole: boolean;
}

export const WHY = "why";

/** Why the expected file cannot be used; undefined where it can. */
export function findFault({ table: { columns }, output }: Expected, known: readonly string[]): string | undefined {
  if (!columns.includes("record_id")) return "it has no column record_id, by which rows are matched";
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) return `the column ${twice} appears twice`;
  const strangers = columns.filter((column) => column !== WHY && !known.includes(column));
  if (strangers.length === 0) return undefined;
  return `${output} has no column ${strangers.join(", ")}; it has ${known.join(", ")}`;
}

export function compareRows(expected: Expected, table: FoundTable, found: CaseFindings): readonly CaseDifference[] {
  const { file, whole, output } = expected;
  const { columns, rows } = expected.table;
  const left = groupedByKey(table.rows, columns);
  const differences = rows.flatMap(({ cells, line }): readonly CaseDifference[] => {
    const record = keyOf(cells, columns);
    const match = left.get(record)?.shift();
    if (match === undefined) {
      return [{ kind: "missing", file, line, record, because: whatElse(cells, output, found) }];
    }
    const different = columns
      .filter((column) => column !== WHY && match.get(column) !== cells.get(column))
      .map((column) => ({ column, expected: cells.get(column) ?? "", found: match.get(column) ?? "" }));
    return different.length === 0 ? [] : [{ kind: "differs", file, line, record, cells: different }];
  });
  if (!whole) return differences;
  const line = rows.at(-1)?.line ?? 1;
  const unexpected = [...left.values()].flat().map((row): CaseDifference => {
    const cells = columns.map((column) => ({ column, value: row.get(column) ?? "" }));
    const source = `${row.get("source")}:${row.get("line")}`;
    return { kind: "unexpected", file, line, record: keyOf(row, columns), cells, source };
  });
  return [...differences, ...unexpected];
}

/** The rows to write instead, in the order in which they were found, each with the `why` of the old row. */
export function updatedRows({ table, whole }: Expected, found: FoundTable): readonly (readonly string[])[] {
  const { columns, rows } = table;
  const wanted = groupedByKey(
    rows.map(({ cells }) => cells),
    columns,
  );
  return found.rows.flatMap((row) => {
    const old = wanted.get(keyOf(row, columns))?.shift();
    if (old === undefined && !whole) return [];
    return [columns.map((column) => (column === WHY ? (old?.get(WHY) ?? "") : (row.get(column) ?? "")))];
  });
}

function groupedByKey(rows: readonly CsvRow[], columns: readonly string[]): Map<string, CsvRow[]> {
  const groups = new Map<string, CsvRow[]>();
  for (const row of rows) {
    const key = keyOf(row, columns);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

function keyOf(row: CsvRow, columns: readonly string[]): string {
  const rule = columns.includes("rule") ? (row.get("rule") ?? "") : "";
  return rule === "" ? (row.get("record_id") ?? "") : `${row.get("record_id")} by ${rule}`;
}
