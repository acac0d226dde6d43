/**
 * Finds the rows of a report that sum up other rows: rows with such a word in them, and last rows, in which fewer cells are filled than
 * in others.
 */
import type { TotalsRow } from "../../domain/inspection.ts";

export interface SeenRow {
  readonly line: number;
  /** The number of cells that are not empty. */
  readonly filled: number;
  /** A word that calls the row a total, and the column that it stands in. */
  readonly word: string | undefined;
  readonly wordAt: number;
}

export interface TotalsTally {
  readonly columns: number;
  rows: number;
  /** Filled cells of all rows. */
  filled: number;
  readonly found: SeenRow[];
  /** The last row. */
  line: number;
  lastFilled: number;
  lastWord: string | undefined;
}

/** So many rows with a word are kept. */
const MOST_FOUND = 1000;
/** The share of the usual number of filled cells that a total has at most. */
const MOST_FILLED = 0.75;
const LEAST_ROWS = 3;

export function createTotals(columns: number): TotalsTally {
  return { columns, rows: 0, filled: 0, found: [], line: 0, lastFilled: 0, lastWord: undefined };
}

export function noteRow(totals: TotalsTally, line: number, filled: number): void {
  totals.rows += 1;
  totals.filled += filled;
  totals.line = line;
  totals.lastFilled = filled;
  totals.lastWord = undefined;
}

/** Notes what calls the row that was noted last a total. */
export function noteTotalWord(totals: TotalsTally, word: string, wordAt: number): void {
  const { line, lastFilled: filled, found } = totals;
  totals.lastWord = word;
  if (found.length < MOST_FOUND) found.push({ line, filled, word, wordAt });
}

/** What two threads noted of the same rows, each of the words of its own columns. @param more of the thread with no other facts of rows. */
export function mergeTotals(totals: TotalsTally, more: TotalsTally): TotalsTally {
  const byLine = new Map(totals.found.map((row) => [row.line, row]));
  for (const row of more.found) {
    const known = byLine.get(row.line);
    // Of two words in a row, the later one is told.
    if (known === undefined || known.wordAt < row.wordAt) byLine.set(row.line, row);
  }
  const found = [...byLine.values()].toSorted((a, b) => a.line - b.line).slice(0, MOST_FOUND);
  return { ...totals, found, lastWord: totals.lastWord ?? more.lastWord };
}

/** @param names of the columns. */
export function totalsFacts(
  { rows, filled, found, line, lastFilled, lastWord }: TotalsTally,
  names: readonly string[],
): readonly TotalsRow[] {
  if (rows < LEAST_ROWS) return [];
  const usual = (filled - lastFilled) / Math.max(rows - 1, 1);
  const isSparse = (row: SeenRow) => row.filled <= usual * MOST_FILLED;
  const all = found.filter(isSparse);
  const isLastKnown = all.at(-1)?.line === line;
  // Without a word, half of the cells are missing in a total at least.
  if (!isLastKnown && lastWord === undefined && names.length > 2 && lastFilled <= usual / 2)
    all.push({ line, filled: lastFilled, word: undefined, wordAt: 0 });
  return all.map((row) => ({ line: row.line, column: names[row.wordAt] ?? "", word: row.word, filled: row.filled }));
}
