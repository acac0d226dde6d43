/**
 * The readers of files that are tables and no CSV, such as workbooks: each gives the bytes of a CSV in UTF-8 with a header line.
 *
 * A reader is told by the first bytes of a file (unpacked), and is added to the table in one line. What a reader is takes its own
 * module, which is loaded when a file first needs it.
 */
import { Failure } from "../domain/failure.ts";
import type { OpenRanges } from "./ranges.ts";
import type { Read } from "./raw-bytes.ts";
import { type FilePart, filePart } from "./table/file-part.ts";
import type { NumericCells } from "./table/numeric-cells.ts";
import type { LineNotes } from "./table/source-lines.ts";

export type TableFormat = "workbook" | "parquet" | "json-lines";

export interface TableReader {
  readonly format: TableFormat;
  /** Whether a file that begins with these bytes, 64 of them or all, is such a table. */
  fits(start: Uint8Array): boolean;
  /** Whether the CSV has the columns of `options.header` as its header line. */
  readonly takesHeader: boolean;
  /** The CSV, front to back, in whatever pieces. @throws Failure with the file's place. */
  read(file: TableFile): AsyncIterable<Uint8Array>;
}

/** What a mapping says of a table that its bytes do not say. */
export interface TableOptions {
  /** The sheet of a workbook; undefined for the first one. */
  readonly sheet?: string | undefined;
  /** The number of rows of a sheet above its header. */
  readonly beforeHeader?: number | undefined;
  /** The columns, where the file does not name them. */
  readonly header?: readonly string[] | undefined;
}

export interface TableFile {
  /** The path to name in a failure. */
  readonly place: string;
  /** The bytes of the file front to back, unpacked. */
  readonly bytes: Read;
  /** The file as it lies on disk, to be read anywhere; undefined for what is packed, comes from an archive or through a pipe. */
  readonly stored: StoredFile | undefined;
  readonly options: TableOptions;
  /** Is told which line or row of the file each line of the CSV is. */
  readonly lines: LineNotes;
  /** Is told of the cells of a workbook that are numbers. */
  readonly numericCells: NumericCells;
}

export interface StoredFile {
  readonly size: number;
  readonly openRanges: OpenRanges;
}

const PIECE = 256 * 1024;
const SPACE = 0x20;

const JSON_LINES: TableReader = {
  format: "json-lines",
  // A column may be called {note}.
  fits: (start) => /^(?:\xef\xbb\xbf)?\s*\{\s*["}]/.test(latin1(start)),
  takesHeader: true,
  read: async function* ({ place, bytes, options, lines }) {
    const { readJsonLines } = await import("./json-lines/read-json-lines.ts");
    yield* readJsonLines(piecesOf(bytes), place, { header: options.header, lines });
  },
};

const WORKBOOK: TableReader = {
  format: "workbook",
  // The name of an archive's first entry stands at 30.
  fits: (start) => {
    const text = latin1(start);
    return text.startsWith("PK\x03\x04") && /^(?:\[Content_Types\]\.xml|xl\/|_rels\/|docProps\/)/.test(text.slice(30));
  },
  takesHeader: true,
  read: async function* ({ place, stored, options, lines, numericCells }) {
    if (stored === undefined) throw notAnywhere("an Excel workbook (.xlsx)", place);
    const { readWorkbook } = await import("./workbook/read-workbook.ts");
    const { sheet, beforeHeader, header } = options;
    const own = { sheet, beforeHeader, header, lines, numericCells };
    yield* readAnywhere(stored, (part) => readWorkbook(part, place, own));
  },
};

const PARQUET: TableReader = {
  format: "parquet",
  // A column may be called PAR1. In the file a number follows, which is no letter.
  fits: (start) => latin1(start).startsWith("PAR1") && (start[4] ?? SPACE) < SPACE,
  takesHeader: false,
  read: async function* ({ place, stored, lines }) {
    if (stored === undefined) throw notAnywhere("a Parquet file", place);
    const { readParquet } = await import("./parquet/read-parquet.ts");
    yield* readAnywhere(stored, (part) => readParquet(part, place, { lines }));
  },
};

async function* readAnywhere(
  { size, openRanges }: StoredFile,
  read: (part: FilePart) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, void> {
  const ranges = await openRanges();
  try {
    yield* read(filePart(ranges.read, size));
  } finally {
    await ranges.close();
  }
}

export const TABLE_READERS: readonly TableReader[] = [JSON_LINES, WORKBOOK, PARQUET];

/** The failure for a table that is read from its end, and can be read only once from its front. */
function notAnywhere(is: string, file: string): Failure {
  const found = `it is ${is}, packed or through a pipe`;
  return new Failure("not-a-csv", { place: { file }, found, next: "Write it to a file as it is, and name that." });
}

/** One character for each byte. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
}

async function* piecesOf(read: Read): AsyncGenerator<Uint8Array> {
  for (;;) {
    const piece = new Uint8Array(PIECE);
    const got = await read(piece);
    if (got === 0) return;
    yield piece.subarray(0, got);
  }
}
