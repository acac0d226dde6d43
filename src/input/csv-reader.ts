/**
 * Reads CSV files back with csv-parse, on purpose with another implementation than the one that wrote the files. No other module
 * imports csv-parse.
 */
import { createReadStream } from "node:fs";
import { parse } from "csv-parse";
import { CsvError, parse as parseSync } from "csv-parse/sync";
import { Failure } from "../domain/failure.ts";
import { openOrdinary } from "./ordinary-file.ts";

export type CsvRow = ReadonlyMap<string, string>;

/** Rows by column name, in order. @throws csv-parse's error when the file is not well-formed; Failure `file-unreadable`. */
export async function* readCsv(path: string): AsyncGenerator<CsvRow, void, void> {
  const input = createReadStream(path, { fd: openFile(path) });
  const parser = input.pipe(parse({ bom: true, relax_column_count: false }));
  input.on("error", (cause) =>
    parser.destroy(new Failure("file-unreadable", { place: { file: path }, found: cause.message, cause })),
  );
  let columns: readonly string[] | undefined;
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      if (columns === undefined) columns = record;
      else yield new Map(columns.map((column, index) => [column, record[index] ?? ""]));
    }
  } finally {
    input.destroy();
  }
}

function openFile(path: string): number {
  try {
    const descriptor = openOrdinary(path);
    if (descriptor !== undefined) return descriptor;
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new Failure("file-unreadable", { place: { file: path }, found, cause });
  }
  throw new Failure("file-unreadable", { place: { file: path }, found: "it is no file" });
}

/**
 * Visits the rows of a part of a CSV that begins with a row and has no header.
 * @param visit gets the cells and the row's text without its line feed, and says why the row is none.
 * @returns why a row is none; no row after it is visited.
 */
export function visitParsedRows(
  bytes: Uint8Array,
  delimiter: string,
  visit: (cells: readonly string[], text: string) => string | undefined,
): string | undefined {
  let fault: string | undefined;
  try {
    parseSync(Buffer.from(bytes), {
      delimiter,
      record_delimiter: "\n",
      relax_column_count: true,
      raw: true,
      on_record: (read: unknown) => {
        const { record, raw } = read as Pick<Read, "record" | "raw">;
        fault ??= visit(record, raw.replace(/\n$/, ""));
        return undefined;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Its lines are counted from the start of the part.
    fault ??= error.message.replace(/ (?:at|on) line \d+/, "");
  }
  return fault;
}

/** A row of a small CSV. A row takes several lines where a cell contains line ends. */
export interface TableRow {
  readonly cells: readonly string[];
  /** The line on which the row begins, from 1. */
  readonly line: number;
}

/** All rows of a small CSV, its header first; undefined when the bytes are no CSV. */
export function readTable(bytes: Uint8Array, delimiter: string): readonly TableRow[] | undefined {
  try {
    return parseRows(bytes, delimiter);
  } catch {
    return undefined;
  }
}

/** Lines without any byte are no rows, as in an export. @throws CsvError. */
function parseRows(bytes: Uint8Array, delimiter: string): readonly TableRow[] {
  const options = { bom: true, delimiter, record_delimiter: LINE_ENDS, skip_empty_lines: true, info: true, raw: true };
  const read = parseSync(Buffer.from(bytes), options) as unknown as readonly Read[];
  let last = 0;
  return read.map(({ record, raw, info }) => {
    const [empty = ""] = /^(?:\r?\n)*/.exec(raw) ?? [];
    const line = last + empty.replaceAll("\r", "").length + 1;
    last = info.lines;
    return { cells: record, line };
  });
}

const LINE_ENDS = ["\r\n", "\n"];

/** A small CSV that was read as a whole. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly CsvTableRow[];
}

export interface CsvTableRow {
  readonly cells: CsvRow;
  /** The line on which the row begins, from 1. */
  readonly line: number;
}

export interface CsvFault {
  readonly fault: string;
  readonly line: number | undefined;
}

export function readCsvTable(bytes: Uint8Array, delimiter = ","): CsvTable | CsvFault {
  try {
    const [header, ...rows] = parseRows(bytes, delimiter);
    if (header === undefined) return { fault: "the file is empty; its first line names the columns", line: undefined };
    const columns = header.cells;
    return {
      columns,
      rows: rows.map(({ cells, line }) => ({
        cells: new Map(columns.map((column, index) => [column, cells[index] ?? ""])),
        line,
      })),
    };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { fault: error.message, line: typeof error.lines === "number" ? error.lines : undefined };
  }
}

/** A row as csv-parse gives it. `lines` is the line on which the row ends; `raw` begins with the empty lines before the row. */
interface Read {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}
