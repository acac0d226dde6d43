/** A row of an export from named cells, read as it is in a run. */
import { createCurrencyTable } from "../../src/domain/currency.ts";
import { instantAt } from "../../src/domain/instant.ts";
import type { ExportRecord, RecordKind } from "../../src/domain/record.ts";
import type { Fault } from "../../src/domain/reject.ts";
import type { TimeForm } from "../../src/domain/time-form.ts";
import { openZone } from "../../src/domain/zone.ts";
import { layoutOf } from "../../src/input/layout.ts";
import { createRecordReader } from "../../src/input/read-record.ts";
import { createRow, scanRows } from "../../src/input/scanner.ts";
import { csvLine } from "./csv-line.ts";

export type Cells = Readonly<Record<string, string>>;

export interface RowSettings {
  readonly zone?: string;
  readonly units?: ReadonlyMap<string, number>;
  /** Columns that rules change. */
  readonly fields?: readonly string[];
  readonly outageBegan?: string;
  /** The only columns that anybody looks at. */
  readonly reads?: readonly string[];
  readonly strictIds?: boolean;
  /** How the times of columns are written. */
  readonly forms?: { readonly [column: string]: TimeForm };
}

export interface RowReader {
  readonly record: ExportRecord;
  /** Reads a line of cells as they are, whatever their number. */
  read(cells: readonly string[]): readonly Fault[] | undefined;
  /** The faults of the row that was read last in cells that nobody looks at. */
  unread(): readonly Fault[];
}

export function rowReader(kind: RecordKind, columns: readonly string[], settings: RowSettings = {}): RowReader {
  const { zone = "Asia/Seoul", units = new Map(), fields = [], outageBegan, reads, forms = {} } = settings;
  const delimiter = 0x2c;
  const plain = layoutOf({ kind, columns, delimiter, length: 0, line: 1, byteOrderMark: false }, new Set(fields));
  const times = plain.times.map((time) => ({ ...time, form: forms[time.name] }));
  const layout = { ...plain, times, ids: settings.strictIds === true ? "strict" : "warn" } as const;
  const began = outageBegan === undefined ? undefined : instantAt(Date.parse(outageBegan));
  const reader = createRecordReader(layout, {
    zone: openZone(zone),
    currencies: createCurrencyTable(units, began),
    reads: reads && (() => new Set(reads)),
  });
  const row = createRow();

  function read(cells: readonly string[]): readonly Fault[] | undefined {
    const bytes = Buffer.from(csvLine(cells));
    let rows = 0;
    let faults: readonly Fault[] | undefined;
    const { damage } = scanRows(bytes, delimiter, row, () => {
      rows += 1;
      faults = reader.read(bytes, row);
    });
    if (rows !== 1 || damage !== undefined) throw new Error(`not one row: ${bytes}`);
    return faults;
  }

  return { record: reader.record, read, unread: reader.unread };
}

/** The only row of an export with just these columns. */
export function readRow(kind: RecordKind, cells: Cells, settings: RowSettings = {}) {
  const { record, read, unread } = rowReader(kind, Object.keys(cells), settings);
  return { record, faults: read(Object.values(cells)), unread: unread() };
}
