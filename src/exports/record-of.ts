/** One record from named values, checked like a row of an export. For programs that have a record but no file. */
import { createCurrencyTable } from "../domain/currency.ts";
import { canonicalColumns, type ExportRecord, type RecordKind } from "../domain/record.ts";
import type { Fault } from "../domain/reject.ts";
import { openZone } from "../domain/zone.ts";
import { csvText } from "./csv-writer.ts";
import { layoutOf } from "./layout.ts";
import { createRecordReader } from "./read-record.ts";
import { createRow, scanRows } from "./scanner.ts";

export type RecordOrFaults = { readonly record: ExportRecord } | { readonly faults: readonly Fault[] };

export interface RecordSurroundings {
  readonly zone: string;
  readonly units: ReadonlyMap<string, number>;
  /** Further columns that rules extend or move; they are read as ends of periods. */
  readonly fields?: ReadonlySet<string>;
}

/** @param values cells by column; canonical columns that are left out are empty. */
export function recordOf(
  kind: RecordKind,
  values: { readonly [column: string]: string },
  { zone, units, fields = NO_FIELDS }: RecordSurroundings,
): RecordOrFaults {
  const columns = [...new Set([...canonicalColumns(kind), ...Object.keys(values)])];
  const delimiter = ",".charCodeAt(0);
  const layout = layoutOf({ kind, columns, delimiter, length: 0, byteOrderMark: false }, fields);
  const reader = createRecordReader(layout, { zone: openZone(zone), currencies: createCurrencyTable(units) });
  const bytes = Buffer.from(csvText([columns.map((column) => values[column] ?? "")]));
  const row = createRow();
  let faults: readonly Fault[] | undefined;
  const { damage } = scanRows(bytes, delimiter, row, () => {
    faults = reader.read(bytes, row);
  });
  if (damage !== undefined) throw new Error(`a record that was written cannot be read back: ${damage.code}`);
  return faults === undefined ? { record: reader.record } : { faults };
}

const NO_FIELDS: ReadonlySet<string> = new Set();
