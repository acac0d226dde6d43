/**
 * Tables and sentences in plain text, as wide as a terminal at most: columns as wide as their widest cell, numbers to the right.
 *
 * What is too wide is folded onto further lines. Nothing is cut, and no number, time or id is broken.
 */
import columnsOf from "fast-string-width";

interface Column {
  readonly title: string;
  readonly align: "left" | "right";
  /** Where a cell may be folded; `anywhere` where no sign allows it in time. */
  readonly folds: "anywhere" | "between-words" | "between-parts" | "never";
}

/** For names. */
export function left(title: string): Column {
  return { title, align: "left", folds: "anywhere" };
}

/** For sentences and sums in words. */
export function words(title: string): Column {
  return { title, align: "left", folds: "between-words" };
}

/** For numbers, and for sums in several currencies, which may be folded between two of them. */
export function right(title: string): Column {
  return { title, align: "right", folds: "between-parts" };
}

/** For ids and times. */
export function whole(title: string): Column {
  return { title, align: "left", folds: "never" };
}

export interface TableStyle {
  /** Blanks in front of each line; 2 unless given. */
  readonly indent?: number;
  /** Columns of the terminal; no end unless given. */
  readonly width?: number;
}

/** All lines of a table, the titles first. */
export function tableLines(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  style: TableStyle = {},
): readonly string[] {
  return tableRows(columns, rows, style).flat();
}

/** Lines without trailing blanks, for the titles and for each row. A table whose cells cannot be folded further is wider than it should be. */
export function tableRows(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { indent = 2, width = Number.POSITIVE_INFINITY }: TableStyle = {},
): readonly (readonly string[])[] {
  const all = [columns.map(({ title }) => title), ...rows];
  const widths = fittingWidths(columns, all, width - indent);
  return all.map((row) => {
    const cells = columns.map((column, index) => cellLines(row[index] ?? "", column, widths[index] ?? 0));
    const height = Math.max(...cells.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) => {
      const parts = columns.map(({ align }, index) => padded(cells[index]?.[line] ?? "", widths[index] ?? 0, align));
      return (" ".repeat(indent) + parts.join(GAP)).trimEnd();
    });
  });
}

const GAP = "  ";
/** A column of names is not made narrower than this. */
const NARROWEST = 8;
/** Nor is a column of sentences made narrower than this. */
const NARROWEST_WORDS = 20;

/** The widths of the cells, with the widest columns that may be folded made narrower until all fit. */
function fittingWidths(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): number[] {
  const cellsOf = (index: number) => rows.map((row) => row[index] ?? "");
  const widths = columns.map((_, index) => Math.max(...cellsOf(index).map(widthOf)));
  const least = columns.map((column, index) => leastWidth(column, cellsOf(index), widths[index] ?? 0));
  let excess = widths.reduce((sum, each) => sum + each, 0) + GAP.length * (columns.length - 1) - width;
  while (excess > 0) {
    const foldable = [...widths.keys()].filter((index) => (widths[index] ?? 0) > (least[index] ?? 0));
    const widest = foldable.toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
    if (widest === undefined) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

function leastWidth({ folds }: Column, cells: readonly string[], width: number): number {
  if (folds === "never") return width;
  if (folds === "anywhere") return Math.min(width, NARROWEST);
  if (folds === "between-words") return Math.min(width, NARROWEST_WORDS);
  return Math.max(...cells.flatMap((cell) => cell.split(BETWEEN_PARTS).map((part) => widthOf(part.trimEnd()))));
}

function cellLines(cell: string, { folds }: Column, width: number): readonly string[] {
  if (folds === "never" || widthOf(cell) <= width) return [cell];
  if (folds === "between-parts") return folded(cell, width, BETWEEN_PARTS);
  if (folds === "between-words") return folded(cell, width, BETWEEN_WORDS);
  return folded(cell, width, IN_A_NAME).flatMap((line) => pieces(line, width));
}

function padded(text: string, width: number, align: "left" | "right"): string {
  const blank = " ".repeat(Math.max(0, width - widthOf(text)));
  return align === "right" ? blank + text : text + blank;
}

/** After a comma, semicolon or colon, and before a bracket: where a line of counts and sums may end. */
const BETWEEN_PARTS = /(?<=[,;:] )|(?<= )(?=\()/;
/** At blanks, but for one behind a number: `3 rows` stay together. */
const BETWEEN_WORDS = /(?<=(?<!\d) )/;
const IN_A_NAME = /(?<=[ \-_/.:])/;

/** A line of counts and sums, folded between its parts; further lines stand further in. */
export function foldedParts(text: string, width: number): readonly string[] {
  return foldedFurtherIn(text, width, BETWEEN_PARTS);
}

/** Sentences, folded between words; blanks in front of the text stand in front of every line, and two more of further lines. */
export function foldedWords(text: string, width: number): readonly string[] {
  return foldedFurtherIn(text, width, BETWEEN_WORDS);
}

/** Sentences, folded between words into lines that all begin in the first column. */
export function paragraphLines(text: string, width: number): readonly string[] {
  return folded(text, width, BETWEEN_WORDS);
}

function foldedFurtherIn(text: string, width: number, breaks: RegExp): readonly string[] {
  const indent = /^ */.exec(text)?.[0] ?? "";
  const lines = folded(text.trimStart(), width - indent.length - GAP.length, breaks);
  return lines.map((line, index) => indent + (index === 0 ? "" : GAP) + line);
}

/** As many pieces on a line as fit, at least one. */
function folded(text: string, width: number, breaks: RegExp): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of text.split(breaks)) {
    if (line !== "" && widthOf((line + piece).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = "";
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

/** A text without any sign at which it may be folded, in pieces that fit. */
function pieces(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const character of text.normalize("NFC")) {
    if (line !== "" && widthOf(line + character) > width) {
      lines.push(line);
      line = "";
    }
    line += character;
  }
  return [...lines, line];
}

/**
 * How many columns of a terminal a text takes. macOS writes a Korean syllable of a file name in parts; a terminal shows one
 * syllable.
 */
export function widthOf(text: string): number {
  return columnsOf(text.normalize("NFC"));
}
