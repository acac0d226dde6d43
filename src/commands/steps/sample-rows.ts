/** A few rows of the outputs of a plan or run, before and after. */
import { join } from "../../domain/path.ts";
import { type CsvRow, readCsv } from "../../input/csv-reader.ts";
import type { SampleFigure } from "../../report/figures.ts";
import { masked, plainText } from "../../report/views.ts";
import { MOST_LOOKED_AT, MOST_SHOWN } from "../../run/settle/first-rows.ts";

export interface SampleOptions {
  /** Shows user ids as they are. */
  readonly showValues: boolean;
}

/** A few rows of a plan or run, at most one for each rule and file. */
export async function sampleRows(folder: string, options: SampleOptions): Promise<readonly SampleFigure[]> {
  const [adjusted, paid] = await Promise.all([
    firstPerRule(join(folder, "adjusted-expiry.csv")),
    firstPerRule(join(folder, "refund-credit.csv")),
  ]);
  return samplesOf(adjusted, paid, options);
}

/** @param adjusted rows of `adjusted-expiry.csv`. @param paid rows of `refund-credit.csv`. */
export function samplesOf(
  adjusted: Iterable<CsvRow>,
  paid: Iterable<CsvRow>,
  options: SampleOptions,
): readonly SampleFigure[] {
  return [
    ...[...adjusted].map((row) =>
      sampleOf(row, options, { before: cell(row, "old_value"), after: cell(row, "new_value") }),
    ),
    ...[...paid].map((row) =>
      sampleOf(row, options, { before: "", after: `${cell(row, "amount")} ${cell(row, "currency")}` }),
    ),
  ];
}

/** The first row of each of the first few rules. */
async function firstPerRule(path: string): Promise<readonly CsvRow[]> {
  const rows = new Map<string, CsvRow>();
  let seen = 0;
  for await (const row of readCsv(path)) {
    const rule = row.get("rule") ?? "";
    if (!rows.has(rule)) rows.set(rule, row);
    seen += 1;
    if (rows.size === MOST_SHOWN || seen === MOST_LOOKED_AT) break;
  }
  return [...rows.values()];
}

function sampleOf(
  row: CsvRow,
  { showValues }: SampleOptions,
  change: Pick<SampleFigure, "before" | "after">,
): SampleFigure {
  const user = row.get("user_id") ?? "";
  return {
    record: cell(row, "record"),
    record_id: cell(row, "record_id"),
    holder: showValues ? plainText(user) : masked(user),
    service: cell(row, "service"),
    rule: cell(row, "rule"),
    ...change,
  };
}

function cell(row: CsvRow, column: string): string {
  return plainText(row.get(column) ?? "");
}
