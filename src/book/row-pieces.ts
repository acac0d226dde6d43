/** Cuts a CSV of a run into pieces that end where a row ends, so that each can be read on its own; the first begins with the header. */
import { closeSync, fstatSync, readSync } from "node:fs";
import { MAPPED_COLUMN, REJECT_COLUMNS } from "../domain/reject.ts";
import { readTable } from "../input/csv-reader.ts";
import { attemptRead, mustOpen } from "./disk.ts";

const PIECE = 1 << 20;
/** No row is as long: where no row ends within so many bytes, a quote is not closed. */
const LONGEST = 1 << 22;
const QUOTE = 0x22;
const LINE_FEED = 0x0a;

/** @throws Failure `file-unreadable`. */
export function* rowPieces(path: string, pieceBytes = PIECE): Generator<Buffer, void, void> {
  const descriptor = mustOpen(path);
  try {
    // A small file needs no more memory than it is long.
    const most = Math.min(pieceBytes, fstatSync(descriptor).size + 1);
    let rest = Buffer.alloc(0);
    for (;;) {
      const bytes = Buffer.allocUnsafe(rest.length + most);
      rest.copy(bytes);
      const read = attemptRead(path, () => readSync(descriptor, bytes, rest.length, most, null)) ?? 0;
      const filled = bytes.subarray(0, rest.length + read);
      const end = read === 0 || filled.length > LONGEST ? filled.length : endOfRows(filled);
      if (end > 0) yield filled.subarray(0, end);
      if (read === 0) return;
      rest = filled.subarray(end);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The place behind the last line feed that is not within quotes. */
function endOfRows(bytes: Buffer): number {
  let end = 0;
  let isQuoted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (byte === LINE_FEED && !isQuoted) end = at + 1;
  }
  return end;
}

/** The place behind the line feed of the first row; the end of the bytes when no row ends in them. */
export function endOfFirstRow(bytes: Buffer): number {
  let isQuoted = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (byte === LINE_FEED && !isQuoted) return at + 1;
  }
  return bytes.length;
}

export interface RowsShape {
  readonly columns: readonly string[];
  readonly delimiter: string;
}

/** One of these is the last column of rejects. */
const LAST_OF_REJECTS = [...REJECT_COLUMNS.slice(-1), MAPPED_COLUMN];

/**
 * The header of the first piece. Rejects keep the delimiter of their export, which stands before the last column of the header.
 */
export function shapeOfRows(firstPiece: Buffer): RowsShape {
  const header = firstPiece.subarray(0, endOfFirstRow(firstPiece));
  const text = header.toString("utf8").trimEnd();
  const last = LAST_OF_REJECTS.find((column) => text.endsWith(column));
  const delimiter = last === undefined ? "," : (text.at(-last.length - 1) ?? ",");
  const columns = text.includes('"') ? (readTable(header, delimiter)?.[0]?.cells ?? []) : text.split(delimiter);
  return { columns, delimiter };
}
