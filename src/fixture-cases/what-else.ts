/** What a record got instead of an expected row, in words: the answer to "why is it missing?". */
import type { CsvRow } from "../input/csv-reader.ts";
import { type CaseFindings, UNAFFECTED } from "./found.ts";

export function whatElse(expected: CsvRow, output: string, found: CaseFindings): string {
  const id = expected.get("record_id") ?? "";
  const elsewhere = [...found.tables].flatMap(([file, { rows }]) =>
    rows.filter((row) => row.get("record_id") === id).map((row) => gotText(file, row)),
  );
  const rejected = found.rejected
    .filter((row) => row.id === id)
    .map(({ code, source, line }) => `its row ${source}:${line} is rejected, ${code}`);
  const all = [...elsewhere, ...rejected];
  return all.length > 0 ? all.join("; ") : `no export has a record ${id} that could be in ${output}`;
}

function gotText(file: string, row: CsvRow): string {
  const place = `${row.get("source")}:${row.get("line")}`;
  if (file === UNAFFECTED) return `it gets nothing, ${row.get("reason")} (${place})`;
  const rule = row.get("rule") ?? "";
  const by = rule === "" ? "" : ` by ${rule}`;
  const what = row.get("reason") ?? row.get("new_value") ?? `${row.get("amount")} ${row.get("currency")}`;
  return `${file} has it${by}: ${what} (${place})`;
}
