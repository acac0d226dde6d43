/**
 * Turns a Parquet file of flat columns into a CSV, one row group after the other.
 *
 * Integers and decimals come out with all their digits, days as `2022-10-15`, times as `2022-10-15T15:30:00` with as many decimals as
 * keep the value and with `Z` where the column holds moments, doubles as the shortest decimal without exponent. A null and an empty text
 * are both an empty cell. Memory holds one row group as it is packed, and some batches of its rows.
 *
 * The library decodes a batch into columns in its own memory; the kernel puts rows together from there. No value becomes an object.
 */
import type { ParquetFile, ReaderOptions, RecordBatch, Schema } from "parquet-wasm/node";
import { Failure, quoted } from "../../domain/failure.ts";
import { createTableKernel, type TableKernel } from "../../kernel/table-kernel.ts";
import { type CsvOutput, createCsvOutput, endRow, putTextCell, takeRest } from "../table/csv-output.ts";
import { type FilePart, watchedPart } from "../table/file-part.ts";
import type { LineNotes } from "../table/source-lines.ts";
import { type ArrowType, readArrowData, readArrowType } from "./arrow-memory.ts";
import { batchRows, partsOfGroups } from "./batch-rows.ts";
import { columnData } from "./column-data.ts";
import { type ColumnForm, columnForm, typeName } from "./column-form.ts";
import { findForeignBytes } from "./foreign-bytes.ts";
import { type GuardedLibrary, loadParquetLibrary } from "./library.ts";

export interface ParquetOptions {
  /** Is told which row of the table, from 1, each line is. */
  readonly lines?: LineNotes | undefined;
}

interface Reading {
  readonly place: string;
  readonly guarded: GuardedLibrary;
  readonly kernel: TableKernel;
  readonly lines: LineNotes | undefined;
  /** Rows that were written. */
  rows: number;
  /** Number of the line of the CSV that is written next, from 1. */
  line: number;
}

/**
 * The bytes of the CSV, chunk by chunk, each valid until the next one is asked for; its first line is the header.
 * @param place the file to name in a failure.
 * @throws Failure `parquet-damaged`, `parquet-encrypted`, `parquet-type`.
 */
export async function* readParquet(
  stored: FilePart,
  place: string,
  { lines }: ParquetOptions = {},
): AsyncGenerator<Uint8Array, void, void> {
  await assertParquet(stored, place);
  const guarded = loadParquetLibrary();
  const part = watchedPart(stored, guarded.fail);
  const file = await orDamaged(guarded, place, () => guarded.library.ParquetFile.fromFile(part as never));
  const type = await orDamaged(guarded, place, async () => tableType(file.schema(), guarded));
  const header = headerOf(formsOf(type, place));
  const { line } = header;
  yield takeRest(header);
  const reading: Reading = { place, guarded, kernel: createTableKernel(), lines, rows: 0, line };
  const facts = await orDamaged(guarded, place, async () => file.metadata());
  const expected = facts.fileMetadata().numRows();
  const groups = facts.rowGroups();
  const batchSize = batchRows(groups);
  for (const part of partsOfGroups(groups, batchSize)) yield* readPart(file, { ...part, batchSize }, reading);
  if (reading.rows !== expected) throw damagedParquet(place, `it has ${reading.rows} rows and says ${expected}`);
}

/** The rows of a part of the file, batch by batch. */
async function* readPart(
  file: ParquetFile,
  part: ReaderOptions,
  reading: Reading,
): AsyncGenerator<Uint8Array, void, void> {
  const { guarded, place } = reading;
  const stream = await orDamaged(guarded, place, () => file.stream({ ...part, concurrency: 1 }));
  const reader: ReadableStreamDefaultReader<RecordBatch> = stream.getReader();
  try {
    for (;;) {
      const next = await orDamaged(guarded, place, () => reader.read());
      if (next.done) return;
      const { numRows } = next.value;
      await orDamaged(guarded, place, async () => openBatch(next.value, reading));
      yield* writeRows(numRows, reading);
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** Hands the columns of a batch over to the kernel, and frees the batch. */
function openBatch(batch: RecordBatch, { place, guarded, kernel, rows }: Reading): void {
  const { numRows } = batch;
  const handed = batch.intoFFI();
  try {
    const { buffer } = guarded.library.wasmMemory();
    // A batch has a type of its own: columns of views come as plain texts.
    const forms = formsOf(readArrowType(buffer, handed.schemaAddr()), place);
    const { children } = readArrowData(buffer, handed.arrayAddr());
    const columns = forms.map((form, index) => {
      const data = children[index];
      if (data === undefined) throw new Error(`a batch lacks the column ${quoted(form.name)}`);
      const column = columnData(buffer, data, form);
      const foreign = form.kind === "bytes" ? findForeignBytes(column, numRows) : undefined;
      if (foreign === undefined) return column;
      const found = `row ${rows + foreign + 1} of the column ${quoted(form.name)} has bytes that are not UTF-8`;
      throw new Failure("parquet-type", { place: { file: place }, found });
    });
    kernel.open(columns);
  } finally {
    handed.free();
  }
}

function* writeRows(count: number, reading: Reading): Generator<Uint8Array, void, void> {
  const { kernel, lines } = reading;
  for (let row = 0; row < count; ) {
    lines?.begins(reading.line, reading.rows + 1);
    const { bytes, next, innerLines } = kernel.put(row, count);
    reading.line += next - row + innerLines;
    reading.rows += next - row;
    row = next;
    yield bytes;
  }
  lines?.begins(reading.line, reading.rows + 1);
}

function headerOf(forms: readonly ColumnForm[]): CsvOutput {
  const out = createCsvOutput();
  for (const { name } of forms) putTextCell(out, name);
  endRow(out);
  return out;
}

function tableType(schema: Schema, { library }: GuardedLibrary): ArrowType {
  const handed = schema.intoFFI();
  try {
    return readArrowType(library.wasmMemory().buffer, handed.addr());
  } finally {
    handed.free();
  }
}

/** The forms of the columns of a table. @throws Failure `parquet-type`. */
function formsOf({ children }: ArrowType, place: string): readonly ColumnForm[] {
  return children.map((column) => {
    const form = columnForm(column);
    if (form !== undefined) return form;
    const found = `the column ${quoted(column.name)} is of the type ${typeName(column)}`;
    throw new Failure("parquet-type", { place: { file: place }, found });
  });
}

async function assertParquet(stored: FilePart, place: string): Promise<void> {
  const { size } = stored;
  const edge = Math.min(4, size);
  const [start, end] = await Promise.all([markOf(stored.slice(0, edge)), markOf(stored.slice(size - edge, size))]);
  if (start === "PARE" || end === "PARE") throw new Failure("parquet-encrypted", { place: { file: place } });
  if (start !== "PAR1" || end !== "PAR1")
    throw damagedParquet(place, "its first or last bytes are not those of Parquet");
}

async function markOf(part: FilePart): Promise<string> {
  return Buffer.from(await part.arrayBuffer()).toString("latin1");
}

/** The result of a call of the library; whatever it throws but a failure, or its panic, is damage. */
async function orDamaged<T>({ panic }: GuardedLibrary, place: string, call: () => Promise<T>): Promise<T> {
  try {
    return await Promise.race([call(), panic]);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
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
