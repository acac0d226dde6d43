/**
 * CSV files for properties, biased to what breaks readers: quotes, delimiters, carriage returns, line feeds in quotes,
 * empty cells, blank lines, characters of two to four bytes, no line end at the end.
 */
import fc from "fast-check";
import { inQuotes, needsQuotes } from "./csv-line.ts";

export interface CsvFile {
  readonly text: string;
  readonly delimiter: string;
}

export interface DamagedFile extends CsvFile {
  readonly code: "quote-misplaced" | "quote-unclosed" | "bare-return";
  /** Where the damage is, in bytes. */
  readonly offset: number;
  /** Everything before the damaged row. */
  readonly before: string;
}

const MARKS = ['"', '""', "\r", "\n", "\r\n", ",", ";", "\t", "|"];
const TEXTS = ["a", "bc", "0", " ", "'", "\\", "é", "한", "글", "😀", "\ufeff", "=1+1", "NULL", ""];

const delimiter = fc.constantFrom(",", ";", "\t", "|");
const lineEnd = fc.constantFrom("\n", "\r\n");

/** Any text, half of it marks that mean something to CSV. */
export const cellText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...TEXTS), fc.constantFrom(...MARKS)), { maxLength: 5 })
  .map((pieces) => pieces.join(""));

const cell = fc.record({
  text: fc.oneof({ arbitrary: fc.constantFrom(...TEXTS), weight: 2 }, { arbitrary: cellText, weight: 1 }),
  quoted: fc.boolean(),
});
const line = fc.record({
  cells: fc.array(cell, { minLength: 1, maxLength: 4 }),
  end: lineEnd,
  blankLines: fc.array(lineEnd, { maxLength: 1 }),
});
type Cell = { readonly text: string; readonly quoted: boolean };
type Line = { readonly cells: readonly Cell[]; readonly end: string; readonly blankLines: readonly string[] };

function written({ text, quoted }: Cell, mark: string): string {
  return quoted || needsQuotes(text, mark) ? inQuotes(text) : text;
}

function writtenLine({ cells, end, blankLines }: Line, mark: string): string {
  return cells.map((each) => written(each, mark)).join(mark) + end + blankLines.join("");
}

const lines = fc.array(line, { maxLength: 5 });

/** Files that follow RFC 4180, with lines of any number of cells. */
export const wellFormedFile: fc.Arbitrary<CsvFile> = fc
  .record({ delimiter, lines, finalLineEnd: fc.boolean() })
  .map((file) => {
    const text = file.lines.map((each) => writtenLine(each, file.delimiter)).join("");
    return { text: file.finalLineEnd ? text : text.replace(/[\r\n]+$/, ""), delimiter: file.delimiter };
  });

/** What goes wrong inside one cell: its bytes, the code, and where in these bytes. */
const fault = fc.constantFrom(
  { bytes: 'a"b', code: "quote-misplaced", at: 1 } as const,
  { bytes: '한"', code: "quote-misplaced", at: 3 } as const,
  { bytes: ' "a"', code: "quote-misplaced", at: 1 } as const,
  { bytes: '"a"b', code: "quote-misplaced", at: 3 } as const,
  { bytes: '"a" ', code: "quote-misplaced", at: 3 } as const,
  { bytes: '"" "', code: "quote-misplaced", at: 2 } as const,
  { bytes: '"a""b" x', code: "quote-misplaced", at: 6 } as const,
  { bytes: '"😀\n"é', code: "quote-misplaced", at: 7 } as const,
  { bytes: "a\rb", code: "bare-return", at: 1 } as const,
  { bytes: "\r", code: "bare-return", at: 0 } as const,
  { bytes: "한\r\r\n", code: "bare-return", at: 3 } as const,
  { bytes: '"a"\rb', code: "bare-return", at: 3 } as const,
  { bytes: '"', code: "quote-unclosed", at: 0 } as const,
  { bytes: '"a,b', code: "quote-unclosed", at: 0 } as const,
  { bytes: '"a""', code: "quote-unclosed", at: 0 } as const,
);

/** Well-formed lines, then a line with one fault, then anything that does not mend it. */
export const damagedFile: fc.Arbitrary<DamagedFile> = fc
  .record({ delimiter, lines, cells: fc.array(cell, { maxLength: 3 }), fault, rest: cellText })
  .map((file) => {
    const before = file.lines.map((each) => writtenLine(each, file.delimiter)).join("");
    const start = before + file.cells.map((each) => written(each, file.delimiter) + file.delimiter).join("");
    const { bytes, code, at } = file.fault;
    const rest = code === "quote-unclosed" ? file.rest.replaceAll('"', "") : file.rest;
    // A bare return at the very end of the fault must not get its line feed from what follows.
    const follows = code === "bare-return" ? `x${rest}` : `,${rest}`;
    const offset = Buffer.byteLength(start) + at;
    return { text: start + bytes + follows, delimiter: file.delimiter, code, offset, before };
  });

/** Marks and texts in any order: about half of these are damaged, in ways that nobody thought of. */
export const anyFile: fc.Arbitrary<CsvFile> = fc.record({
  delimiter,
  text: fc
    .array(
      fc.oneof(
        { arbitrary: fc.constantFrom(...MARKS), weight: 2 },
        { arbitrary: fc.constantFrom(...TEXTS), weight: 2 },
        { arbitrary: fc.constantFrom(',"', '",', '"\n', '\n"', '"a"', "\n"), weight: 3 },
      ),
      { maxLength: 14 },
    )
    .map((pieces) => pieces.join("")),
});
