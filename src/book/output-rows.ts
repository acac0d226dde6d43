/** The rows of an output of a run, piece by piece: plain rows by the plain reader, all others by csv-parse. */
import { setImmediate } from "node:timers/promises";
import { visitParsedRows } from "../input/csv-reader.ts";
import { visitPlainRows } from "../input/plain-rows.ts";
import { endOfFirstRow, type RowsShape, rowPieces, shapeOfRows } from "./row-pieces.ts";

export interface OutputRow {
  /** In the order of the columns. */
  readonly cells: readonly string[];
  get(column: string): string | undefined;
}

/** @throws Error where the file is no CSV; Failure `file-unreadable`. */
export async function* outputRows(path: string): AsyncGenerator<readonly OutputRow[], void, void> {
  let shape: RowsShape | undefined;
  let places: ReadonlyMap<string, number> = new Map();
  for (const piece of rowPieces(path)) {
    // Interruptions have their turn between two pieces.
    await setImmediate();
    const bytes = shape === undefined ? piece.subarray(endOfFirstRow(piece)) : piece;
    if (shape === undefined) {
      shape = shapeOfRows(piece);
      places = new Map(shape.columns.map((column, index) => [column, index]));
    }
    yield rowsOf(bytes, shape).map((cells) => ({ cells, get: (column) => cells[places.get(column) ?? -1] }));
  }
}

function rowsOf(bytes: Buffer, { columns, delimiter }: RowsShape): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  const shape = { columns: columns.length, delimiter };
  if (visitPlainRows(bytes.toString("utf8"), shape, (cells) => rows.push(cells))) return rows;
  const parsed: (readonly string[])[] = [];
  const fault = visitParsedRows(bytes, delimiter, (cells) => {
    parsed.push(cells);
    return cells.length === columns.length ? undefined : `a row has ${cells.length} cells`;
  });
  if (fault !== undefined) throw new Error(fault);
  return parsed;
}
