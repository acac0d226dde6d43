/** Makes the CSV of a table: of a small file on this thread, of a longer one in a thread of its own, ahead of the reader. */
import { makingAhead, type TableNotes } from "./ahead-thread.ts";
import { iterableBytes, type RawBytes } from "./raw-bytes.ts";
import type { TableFile, TableReader } from "./table-readers.ts";

/** From this size of the file on. To start a thread takes as long as to make the CSV of some hundred kilobytes. */
const SIZE_AHEAD = 1024 * 1024;

/** @throws Failure while the bytes are read, as the reader of the table does. */
export function csvOfTable(reader: TableReader, file: TableFile): Pick<RawBytes, "read" | "close"> {
  const { place, bytes, stored, options, lines, numericCells } = file;
  if (stored === undefined || stored.size < SIZE_AHEAD) return iterableBytes(reader.read(file));
  const { size, openRanges } = stored;
  const making = { kind: "csv", format: reader.format, options, size } as const;
  return makingAhead({ read: bytes, making, place, openRanges, onNotes });

  function onNotes(notes: TableNotes): void {
    for (let at = 0; at < notes.lines.length; at += 2) lines.begins(notes.lines[at] ?? 0, notes.lines[at + 1] ?? 0);
    for (const [column, cells] of notes.numericCells) numericCells.set(column, cells);
  }
}
