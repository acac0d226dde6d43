/** The text of a file that another system writes, by chance: how rows are cut into cells, and what lies above and between the rows. */
import type { Dice } from "../oracle/samples/dice.ts";

export interface FileRow {
  readonly cells: readonly string[];
}

export interface Dialect {
  readonly delimiter: string;
  readonly isDeclared: boolean;
  readonly quote: "standard" | "none" | undefined;
  /** The character before a character that means itself. */
  readonly mark: string | undefined;
}

export interface FileText {
  readonly text: string;
  /** The line on which each row begins, from 1. */
  readonly lines: readonly number[];
}

const DELIMITERS = [",", ",", ";", "\t", "|", "^", "~", ":", "#", "!"];
const TOLD_BY_HEADER = [",", ";", "\t", "|"];
const ESCAPES = ["\\", "\\", "!", "%"];

export interface DialectWish {
  readonly rows: readonly FileRow[];
  readonly hasHeader: boolean;
  /** Decimal signs of amounts. */
  readonly decimals: readonly string[];
  /** Marks between groups of digits. */
  readonly groups: readonly string[];
}

export function dialectBy(dice: Dice, { rows, hasHeader, decimals, groups }: DialectWish): Dialect {
  const delimiter = dice.pick(DELIMITERS);
  const isDecimal = decimals.includes(delimiter);
  const mark = dice.chance(0.2) ? dice.pick(ESCAPES.filter((each) => each !== delimiter)) : undefined;
  const isBare =
    dice.chance(0.35) && !isDecimal && !groups.includes(delimiter) && (mark !== undefined || isPlain(rows, delimiter));
  const isDeclared = !isDecimal && (!hasHeader || !TOLD_BY_HEADER.includes(delimiter) || dice.chance(0.6));
  if (isDecimal && !(hasHeader && TOLD_BY_HEADER.includes(delimiter)))
    return { delimiter: "\t", isDeclared: true, quote: undefined, mark };
  return { delimiter, isDeclared, quote: isBare ? "none" : dice.chance(0.5) ? "standard" : undefined, mark };
}

function isPlain(rows: readonly FileRow[], delimiter: string): boolean {
  return rows.every(({ cells }) => cells.every((cell) => !/[\r\n]/.test(cell) && !cell.includes(delimiter)));
}

export interface TextWish {
  /** Lines above the header. */
  readonly above: readonly string[];
  readonly header: readonly string[] | undefined;
  readonly rows: readonly FileRow[];
}

export function fileText(dice: Dice, dialect: Dialect, { above, header, rows }: TextWish): FileText {
  const end = dice.pick(["\n", "\n", "\r\n"]);
  const quoting = dice.pick([0, 0, 0.2, 1]);
  const write = (cells: readonly string[]) =>
    cells.map((cell) => cellText(dice, cell, dialect, quoting)).join(dialect.delimiter) + end;
  let text = above.map((line) => line + end).join("");
  if (header !== undefined) text += write(header);
  const lines: number[] = [];
  for (const { cells } of rows) {
    if (dice.chance(0.04)) text += end;
    lines.push(text.split("\n").length);
    text += write(cells);
  }
  return { text: dice.chance(0.1) ? text.slice(0, -end.length) : text, lines };
}

function cellText(dice: Dice, cell: string, { delimiter, quote, mark }: Dialect, quoting: number): string {
  // As MySQL writes nothing; a mark before a letter that means nothing else stands for itself.
  if (mark === "\\" && cell === "\\N" && dice.chance(0.7)) return cell;
  const escaped = mark === undefined ? cell : cell.replaceAll(mark, mark + mark);
  if (quote === "none") return withMarks(escaped, mark, `${delimiter}\r\n`);
  const mustQuote = [delimiter, '"', "\n", "\r"].some((each) => cell.includes(each));
  if (mustQuote && mark !== undefined && dice.chance(0.3)) return withMarks(escaped, mark, `${delimiter}"\r\n`);
  if (!mustQuote && !dice.chance(quoting)) return escaped;
  const inside = mark !== undefined && dice.chance(0.5) ? withMarks(escaped, mark, '"') : escaped.replaceAll('"', '""');
  return `"${inside}"`;
}

function withMarks(text: string, mark: string | undefined, marks: string): string {
  return mark === undefined
    ? text
    : [...text].map((letter) => (marks.includes(letter) ? mark + letter : letter)).join("");
}

/** The rows as JSON lines. @param header the keys, which the first line has all. */
export function jsonLines(dice: Dice, header: readonly string[], rows: readonly FileRow[]): FileText {
  const lines = rows.map(({ cells }, row) => {
    const parts = header.flatMap((key, at) => {
      const cell = cells[at] ?? "";
      if (cell === "" && row > 0 && dice.chance(0.3)) return [];
      return [`${JSON.stringify(key)}:${dice.pick(["", " "])}${jsonValue(dice, cell)}`];
    });
    return `{${parts.join(dice.pick([",", ", "]))}}\n`;
  });
  return { text: lines.join(""), lines: lines.map((_, row) => row + 1) };
}

function jsonValue(dice: Dice, cell: string): string {
  if (cell === "" && dice.chance(0.5)) return "null";
  const isNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(cell);
  if ((isNumber || cell === "true" || cell === "false") && dice.chance(0.6)) return cell;
  const text = JSON.stringify(cell);
  return dice.chance(0.2)
    ? text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    : text;
}
