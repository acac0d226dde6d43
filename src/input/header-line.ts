/**
 * The lines at the start of an export, and the cells of a line under each delimiter that an export may have.
 *
 * A header is read as the delimiter with the most known columns has it, and so is a line that may be meant as a header.
 */
import { canonicalColumns, RECORD_KINDS } from "../domain/record.ts";
import type { Damage } from "../kernel/row-cells.ts";
import { rowTexts } from "./cells.ts";
import { createRow, endOfCell, scanRows, startOfCell } from "./scanner.ts";

const DELIMITERS = [",", ";", "\t", "|"].map((mark) => mark.charCodeAt(0));
const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

export function hasByteOrderMark(bytes: Uint8Array): boolean {
  return BYTE_ORDER_MARK.every((byte, index) => bytes[index] === byte);
}

/** The offset, after a byte order mark, of the first line that is not empty; the offset after all bytes if all lines are empty. */
export function firstLineStart(bytes: Uint8Array): number {
  return lineStartFrom(bytes, hasByteOrderMark(bytes) ? BYTE_ORDER_MARK.length : 0);
}

/** The offset of the first line from an offset on that is not empty; the offset after all bytes if there is no such line. */
export function lineStartFrom(bytes: Uint8Array, offset: number): number {
  for (let at = offset; ; ) {
    if (bytes[at] === LF) at += 1;
    else if (bytes[at] === CR && bytes[at + 1] === LF) at += 2;
    else return at;
  }
}

/** The bytes of the line that begins at an offset, with its line end. */
export function lineFrom(bytes: Buffer, start: number): Buffer {
  const end = bytes.indexOf(LF, start);
  return bytes.subarray(start, end < 0 ? bytes.length : end + 1);
}

export interface ReadLine {
  readonly delimiter: number;
  /** Empty when the line cannot be read with this delimiter. */
  readonly columns: readonly string[];
  /** Bytes of each column's name as it is written, without its quotes. */
  readonly lengths: readonly number[];
  readonly damage: Damage | undefined;
}

/**
 * The line as the delimiter with the most known columns has it.
 * @param isKnown whether a column is one of ours. @param delimiter the only one that comes into question, where it is known.
 */
export function readLine(line: Buffer, isKnown = isCanonical, delimiter?: number): ReadLine {
  const known = ({ columns }: ReadLine) => columns.filter(isKnown).length;
  const plain = plainText(line);
  const read = (delimiter: number) =>
    plain === undefined ? scanCells(line, delimiter) : splitCells(plain, String.fromCharCode(delimiter));
  return (delimiter === undefined ? DELIMITERS : [delimiter]).map(read).reduce((a, b) => (known(b) > known(a) ? b : a));
}

export function isCanonical(column: string): boolean {
  return CANONICAL.has(column);
}

const CANONICAL: ReadonlySet<string> = new Set(RECORD_KINDS.flatMap(canonicalColumns));

/** The text of a line without its line end; undefined where a quote or a carriage return in it means something. */
function plainText(line: Buffer): string | undefined {
  const end = line.at(-1) === LF ? line.length - 1 : line.length;
  const firstReturn = line.indexOf(CR);
  if (line.includes(QUOTE) || (firstReturn >= 0 && (firstReturn !== end - 1 || end === line.length))) return undefined;
  return line.toString("utf8", 0, firstReturn < 0 ? end : firstReturn);
}

/** The same as `scanCells` for plain text: to start the kernel for four scans takes as long as to decide thousands of rows. */
function splitCells(text: string, mark: string): ReadLine {
  const columns = text.split(mark);
  const lengths = columns.map((column) => Buffer.byteLength(column));
  return { delimiter: mark.charCodeAt(0), columns, lengths, damage: undefined };
}

function scanCells(line: Buffer, delimiter: number): ReadLine {
  const row = createRow();
  let columns: readonly string[] = [];
  let lengths: readonly number[] = [];
  const { damage } = scanRows(line, delimiter, row, () => {
    columns = rowTexts(line, row);
    lengths = columns.map((_, index) => endOfCell(row, index) - startOfCell(row, index));
  });
  return { delimiter, columns, lengths, damage };
}
