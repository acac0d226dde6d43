/** Makes a record from named values and checks it like a row of an export, for programs that have a record but no file. */
import { createCurrencyTable } from "../domain/currency.ts";
import { canonicalColumns, type ExportRecord, type RecordKind } from "../domain/record.ts";
import type { Fault } from "../domain/reject.ts";
import { openZone } from "../domain/zone.ts";
import { csvText } from "./csv-writer.ts";
import { layoutOf } from "./layout.ts";
import { createRecordReader, type RecordReader } from "./read-record.ts";
import type { ReadingContext } from "./record-view.ts";
import { createRow, scanRows } from "./scanner.ts";

export type RecordOrFaults =
  /** `unread`: faults in cells that no rule looks at. */
  { readonly record: ExportRecord; readonly unread: readonly Fault[] } | { readonly faults: readonly Fault[] };

export interface RecordSurroundings {
  readonly zone: string;
  readonly units: ReadonlyMap<string, number>;
  /** Further columns that rules extend or move. They are read as ends of periods. */
  readonly fields?: ReadonlySet<string>;
  /** `reads` of compiled rules: a faulty amount or currency that these rules do not look at is no fault. */
  readonly reads?: ReadingContext["reads"];
}

/** @param values cells by column; a canonical column that is missing is empty. */
export function recordOf(
  kind: RecordKind,
  values: { readonly [column: string]: string },
  surroundings: RecordSurroundings,
): RecordOrFaults {
  return createRecordMaker(surroundings)(kind, values);
}

/** Makes one record from named values; it is valid until the next record of the same columns is made. */
export type MakeRecord = (kind: RecordKind, values: { readonly [column: string]: string }) => RecordOrFaults;

/** Makes many records in the same surroundings. One reader is kept for each kind and list of columns. */
export function createRecordMaker({ zone, units, fields = NO_FIELDS, reads }: RecordSurroundings): MakeRecord {
  const currencies = createCurrencyTable(units);
  const readers = new Map<string, RecordReader>();
  const row = createRow();

  function readerFor(kind: RecordKind, columns: readonly string[]): RecordReader {
    const key = [kind, ...columns].join("\0");
    const layout = layoutOf({ kind, columns, delimiter: COMMA, length: 0, line: 1, byteOrderMark: false }, fields);
    const reader = readers.get(key) ?? createRecordReader(layout, { zone: openZone(zone), currencies, reads });
    readers.set(key, reader);
    return reader;
  }

  return (kind, values) => {
    const columns = [...new Set([...canonicalColumns(kind), ...Object.keys(values)])];
    const reader = readerFor(kind, columns);
    const bytes = Buffer.from(csvText([columns.map((column) => values[column] ?? "")]));
    let faults: readonly Fault[] | undefined;
    const { damage } = scanRows(bytes, COMMA, row, () => {
      faults = reader.read(bytes, row);
    });
    if (damage !== undefined) throw new Error(`a record that was written cannot be read back: ${damage.code}`);
    return faults === undefined ? { record: reader.record, unread: reader.unread() } : { faults };
  };
}

const COMMA = ",".charCodeAt(0);
const NO_FIELDS: ReadonlySet<string> = new Set();
