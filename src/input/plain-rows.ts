/**
 * Reads rows of a CSV of our own making with the platform's text functions alone, so that who verifies shares no reader with who
 * wrote the file, and none with who reads exports.
 *
 * The reader is sure of plain rows only: cells between delimiters, or between quotes in which quotes are doubled, one line feed
 * after each row, the same number of cells in all. Of anything else it says that it is not sure, and csv-parse has to read it.
 * csv-parse alone takes longer for a row than a plan does.
 */

export interface RowShape {
  readonly delimiter: string;
  /** The number of cells in a row. */
  readonly columns: number;
}

/** @param from where the row begins in the text; it goes to `to` (exclusive), without its line feed. */
export type VisitRow = (cells: readonly string[], from: number, to: number) => void;

/** Visits rows up to the first that is not plain. Returns whether all were. */
export function visitPlainRows(text: string, { delimiter, columns }: RowShape, visit: VisitRow): boolean {
  const cell = new RegExp(`"([^"]*(?:""[^"]*)*)"|[^"${delimiter}\n]*`, "y");
  for (let from = 0; from < text.length; ) {
    const lineFeed = text.indexOf("\n", from);
    const line = text.slice(from, lineFeed < 0 ? text.length : lineFeed);
    const isQuoted = line.includes('"');
    const cells = isQuoted ? quotedCells(text, from, { cell, delimiter }) : line.split(delimiter);
    if (cells?.length !== columns) return false;
    const to = isQuoted ? cell.lastIndex : from + line.length;
    visit(cells, from, to);
    from = to + 1;
  }
  return true;
}

interface Cells {
  /** Matches a cell at its `lastIndex`, and leaves that behind the cell. */
  readonly cell: RegExp;
  readonly delimiter: string;
}

/** The cells of a row that has quotes, and may have line feeds in them; undefined when the row is not plain. */
function quotedCells(text: string, from: number, { cell, delimiter }: Cells): readonly string[] | undefined {
  const cells: string[] = [];
  cell.lastIndex = from;
  for (;;) {
    const at = cell.lastIndex;
    const [whole = "", quoted] = cell.exec(text) ?? [];
    cells.push(quoted?.replaceAll('""', '"') ?? whole);
    const end = at + whole.length;
    const next = text[end];
    cell.lastIndex = end;
    if (next === undefined || next === "\n") return cells;
    if (next !== delimiter) return undefined;
    cell.lastIndex = end + 1;
  }
}
