/** The records of a case one by one, as the run that decided them read them: without rejects and superseded rows. */
import { createCurrencyTable } from "../domain/currency.ts";
import { findEncoding } from "../domain/encodings.ts";
import { COLUMNS, type ExportRecord } from "../domain/record.ts";
import { rejectsFile } from "../domain/reject.ts";
import { openZone } from "../domain/zone.ts";
import { readCsvTable } from "../input/csv-reader.ts";
import { exportFileSource } from "../input/export-source.ts";
import { createArchiveFinder } from "../input/find-archived.ts";
import { openExport } from "../input/open-export.ts";
import { createRecordReader } from "../input/read-record.ts";
import { visitRows } from "../input/visit-rows.ts";
import type { Rules } from "../rules/decide.ts";
import type { Policy } from "../rules/policy.ts";
import type { ExportFacts } from "../run/rows/read-rows.ts";
import { isSuperseded } from "../run/rows/row-codes.ts";
import type { RowPages } from "../run/rows/row-pages.ts";

export interface RecordPlace {
  /** Name of the export, as outputs give it. */
  readonly source: string;
  readonly line: number;
}

export interface Rejected extends RecordPlace {
  readonly id: string;
  readonly code: string;
}

/** The rejected rows of a run. @param read gives an output by its name. */
export function rejectedRows(
  exports: readonly ExportFacts[],
  read: (file: string) => Buffer | undefined,
): readonly Rejected[] {
  return exports.flatMap(({ name, kind, delimiter }) => {
    const bytes = read(rejectsFile(name));
    const table = bytes === undefined ? undefined : readCsvTable(bytes, delimiter);
    if (table === undefined || "fault" in table) return [];
    return table.rows.map(({ cells }) => ({
      id: cells.get(COLUMNS[kind].id) ?? "",
      code: cells.get("_code") ?? "",
      source: name,
      line: Number(cells.get("_line")),
    }));
  });
}

export interface RecordsToVisit {
  readonly exports: readonly ExportFacts[];
  /** The rows of all exports, with their marks. */
  readonly rows: RowPages;
  readonly policy: Policy;
  /** The columns that rules look at, as the run had them. */
  readonly reads: Rules["reads"];
  readonly rejected: readonly Rejected[];
  readonly cwd: string;
}

/** @param visit is given a view on the row, valid until the next one. */
export async function visitRecords(
  { exports, rows, policy, reads, rejected, cwd }: RecordsToVisit,
  visit: (record: ExportRecord, place: RecordPlace) => void,
): Promise<void> {
  const surroundings = { zone: openZone(policy.zone), currencies: createCurrencyTable(policy.units), reads };
  const find = createArchiveFinder(cwd);
  for (const { path, encoding, mapping, name, kind, layout, firstRow } of exports) {
    const lines = new Set(rejected.filter(({ source }) => source === name).map(({ line }) => line));
    const reader = createRecordReader(layout, surroundings);
    const { files } = await find.filesAt({ path, encoding: findEncoding(encoding) });
    const source = exportFileSource({ ...(files[0] ?? { path }), mapping }, cwd);
    const opened = await openExport(source, { kind });
    try {
      let ordinal = firstRow;
      await visitRows(opened, (bytes, row, line) => {
        const code = rows.code(ordinal);
        ordinal += 1;
        if (isSuperseded(code) || lines.has(line) || reader.read(bytes, row) !== undefined) return;
        visit(reader.record, { source: name, line });
      });
    } finally {
      await opened.close();
    }
  }
}
