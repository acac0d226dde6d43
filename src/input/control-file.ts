/**
 * A control file: the totals that the exporter states, one line for each file.
 *
 *     file,rows,sha256,sum:price
 *     subscriptions.csv,1204331,9f2c…,4711033900
 *
 * The columns `file` and `rows` must be there. The columns `sha256` and `sum:…` may be there; an empty cell in them is not
 * compared.
 */
import { createDecimalSum } from "../domain/decimal-sum.ts";
import { Failure, quoted } from "../domain/failure.ts";
import type { TableRow } from "./csv-reader.ts";
import { readSmallTable, type SmallFile } from "./small-table.ts";

export interface ControlTotals {
  /** The file's name or path, as the exporter writes it. */
  readonly file: string;
  readonly rows: number;
  readonly sha256: string | undefined;
  /** Expected sums by column, as plain decimals. */
  readonly sums: ReadonlyMap<string, string>;
}

const SUM = "sum:";
const NO_HEADER: TableRow = { cells: [], line: 1 };

/** @throws Failure `control-invalid`, and as `readSmallTable` does. */
export async function readControl(file: SmallFile, cwd: string): Promise<readonly ControlTotals[]> {
  const { path } = file;
  const [header = NO_HEADER, ...rows] = (await readSmallTable(file, cwd, isTotal)) ?? refuse(path, 1, "it is no CSV");
  const columns = header.cells;
  const unknown = columns.find((column) => !isTotal(column));
  if (unknown !== undefined) refuse(path, header.line, `there is no control total ${quoted(unknown)}`);
  if (!columns.includes("file") || !columns.includes("rows") || new Set(columns).size !== columns.length)
    refuse(path, header.line, "the columns must be file and rows, and may be sha256 and sum:<column>, each once");
  const totals = rows.map(({ cells, line }) => totalsOf(columns, cells, { path, line }));
  for (const [index, { file }] of totals.entries()) {
    if (totals.findIndex((other) => other.file === file) !== index)
      refuse(path, rows[index]?.line ?? 1, `${quoted(file)} appears twice`);
  }
  return totals;
}

function isTotal(column: string): boolean {
  return ["file", "rows", "sha256"].includes(column) || column.startsWith(SUM);
}

interface Line {
  readonly path: string;
  readonly line: number;
}

function totalsOf(columns: readonly string[], cells: readonly string[], { path, line }: Line): ControlTotals {
  const cell = (column: string) => cells[columns.indexOf(column)] ?? "";
  const [file, rows, sha256] = [cell("file"), cell("rows"), cell("sha256").toLowerCase()];
  if (file === "") refuse(path, line, "file is empty");
  if (!/^\d{1,15}$/.test(rows)) refuse(path, line, `rows is no count: ${quoted(rows)}`);
  if (!/^(?:[0-9a-f]{64})?$/.test(sha256)) refuse(path, line, `sha256 is not 64 hexadecimal digits: ${quoted(sha256)}`);
  const sums = columns
    .filter((column) => column.startsWith(SUM) && cell(column) !== "")
    .map((column) => [column.slice(SUM.length), cell(column)] as const);
  for (const [column, sum] of sums) {
    if (!createDecimalSum().add(sum)) refuse(path, line, `sum:${column} is no plain decimal: ${quoted(sum)}`);
  }
  return { file, rows: Number(rows), sha256: sha256 === "" ? undefined : sha256, sums: new Map(sums) };
}

function refuse(file: string, line: number, found: string): never {
  throw new Failure("control-invalid", { place: { file, line }, found });
}
