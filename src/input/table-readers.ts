/**
 * The readers of files that are tables and no CSV, such as workbooks: each gives the bytes of a CSV in UTF-8 with a header line.
 *
 * A reader is told by the first bytes of a file (unpacked), and is added to the table in one line. What a reader is takes its own
 * module, which it loads when it is first asked.
 */
import type { Read } from "./raw-bytes.ts";

export interface TableReader {
  /** Whether a file that begins with these bytes, 64 of them or all, is such a table. */
  fits(start: Uint8Array): boolean;
  /** The CSV, front to back, in whatever pieces. @throws Failure with the file's place. */
  read(file: TableFile): AsyncIterable<Uint8Array>;
}

export interface TableFile {
  /** The path to name in a failure. */
  readonly place: string;
  /** The bytes of the file front to back, unpacked. */
  readonly bytes: Read;
  /** The file as it lies on disk, to be read anywhere; undefined for what is packed, comes from an archive or through a pipe. */
  readonly blob: (() => Promise<Blob>) | undefined;
}

export const TABLE_READERS: readonly TableReader[] = [];
