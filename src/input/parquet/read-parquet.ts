/**
 * Turns a Parquet file of flat columns into a CSV, one row group after the other.
 *
 * Integers and decimals come out with all their digits, days as `2022-10-15`, times as `2022-10-15T15:30:00` with as many decimals as
 * keep the value and with `Z` where the column holds moments, doubles as the shortest decimal without exponent. A null and an empty text
 * are both an empty cell. Memory holds one row group.
 */
import type { Blob } from "node:buffer";
import type { RecordBatch, Schema } from "apache-arrow";
import { Failure, quoted } from "../../domain/failure.ts";
import { type CsvOutput, createCsvOutput, endRow, putTextCell, takeFull, takeRest } from "../table/csv-output.ts";
import type { SourceLines } from "../table/source-lines.ts";
import { type ColumnForm, columnCells, columnForm } from "./column-cells.ts";
import { type GuardedLibrary, loadParquetLibrary } from "./library.ts";
import { putColumnCell } from "./put-cell.ts";

export interface ParquetOptions {
  /** Is told which row of the table, from 1, each line is. */
  readonly lines?: SourceLines | undefined;
}

/** Rows of a batch: enough that the work for each batch is small, few enough that its columns stay in a core's cache. */
const BATCH_ROWS = 16_384;

interface Reading {
  readonly place: string;
  readonly out: CsvOutput;
  readonly lines: SourceLines | undefined;
  readonly forms: readonly ColumnForm[];
  /** Rows that were written. */
  rows: number;
}

/**
 * The bytes of the CSV, chunk by chunk; its first line is the header.
 * @param place the file to name in a failure.
 * @throws Failure `parquet-damaged`, `parquet-encrypted`, `parquet-type`.
 */
export async function* readParquet(
  blob: Blob,
  place: string,
  { lines }: ParquetOptions = {},
): AsyncGenerator<Uint8Array, void, void> {
  await assertParquet(blob, place);
  const guarded = loadParquetLibrary();
  // Both libraries are loaded only here, because most exports are no Parquet files.
  const { tableFromIPC } = await import("apache-arrow");
  const file = await orDamaged(guarded, place, () => guarded.library.ParquetFile.fromFile(blob as never));
  const schema = await orDamaged(guarded, place, async () => tableFromIPC(file.schema().intoIPCStream()).schema);
  const reading: Reading = { place, out: createCsvOutput(), lines, forms: formsOf(schema, place), rows: 0 };
  for (const { name } of reading.forms) putTextCell(reading.out, name);
  endRow(reading.out);
  const expected = await orDamaged(guarded, place, async () => file.metadata().fileMetadata().numRows());
  const stream = await orDamaged(guarded, place, () => file.stream({ batchSize: BATCH_ROWS, concurrency: 1 }));
  const reader = stream.getReader();
  try {
    for (;;) {
      const next = await orDamaged(guarded, place, () => reader.read());
      if (next.done) break;
      const table = await orDamaged(guarded, place, async () => tableFromIPC(next.value.intoIPCStream()));
      for (const batch of table.batches) yield* writeBatch(batch, reading);
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
  if (reading.rows !== expected) throw damagedParquet(place, `it has ${reading.rows} rows and says ${expected}`);
  yield takeRest(reading.out);
}

function* writeBatch(batch: RecordBatch, reading: Reading): Generator<Uint8Array, void, void> {
  const { out, lines, forms, place } = reading;
  const columns = forms.map((form, index) => {
    const data = batch.data.children[index];
    if (data === undefined) throw damagedParquet(place, `a batch lacks the column ${quoted(form.name)}`);
    return columnCells(data, form);
  });
  for (let row = 0; row < batch.numRows; row += 1) {
    reading.rows += 1;
    lines?.begins(out.line, reading.rows);
    for (const column of columns) {
      if (putColumnCell(out, column, row)) continue;
      const found = `row ${reading.rows} of the column ${quoted(column.form.name)} has bytes that are not UTF-8`;
      throw new Failure("parquet-type", { place: { file: place }, found });
    }
    endRow(out);
    const full = takeFull(out);
    if (full !== undefined) yield full;
  }
  lines?.begins(out.line, reading.rows + 1);
}

function formsOf({ fields }: Schema, place: string): readonly ColumnForm[] {
  return fields.map((field) => {
    const form = columnForm(field);
    if (form !== undefined) return form;
    const found = `the column ${quoted(field.name)} is of the type ${field.type}`;
    throw new Failure("parquet-type", { place: { file: place }, found });
  });
}

async function assertParquet(blob: Blob, place: string): Promise<void> {
  const [start, end] = await Promise.all([markOf(blob.slice(0, 4)), markOf(blob.slice(-4))]);
  if (start === "PARE" || end === "PARE") throw new Failure("parquet-encrypted", { place: { file: place } });
  if (start !== "PAR1" || end !== "PAR1")
    throw damagedParquet(place, "its first or last bytes are not those of Parquet");
}

async function markOf(blob: Blob): Promise<string> {
  return Buffer.from(await blob.arrayBuffer()).toString("latin1");
}

/** The result of a call of the library; whatever it throws, or its panic, is damage. */
async function orDamaged<T>({ panic }: GuardedLibrary, place: string, call: () => Promise<T>): Promise<T> {
  try {
    return await Promise.race([call(), panic]);
  } catch (cause) {
    throw damagedParquet(place, foundBy(cause), cause);
  }
}

/** What an error of the library says. A panic says nothing: the library panics at data that it cannot unpack. */
function foundBy(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.name === "RuntimeError" ? "a column cannot be unpacked, or is encrypted" : cause.message;
}

function damagedParquet(file: string, found: string, cause?: unknown): Failure {
  return new Failure("parquet-damaged", { place: { file }, found, cause });
}
