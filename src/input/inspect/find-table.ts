/**
 * Finds the table in an unknown file: the byte between cells, the header, and the lines above it.
 *
 * The delimiter is the one under which the most of the first rows have the same number of cells, two or more; of several such, the one
 * with the most cells. Lines above the header have fewer cells than the rows. A first row with a time or a number in it is no header.
 */
import { columnNamed } from "../../domain/column-words.ts";
import { rowTexts } from "../cells.ts";
import { linesBefore } from "../damage.ts";
import { firstLineStart, lineFrom, lineStartFrom } from "../header-line.ts";
import { createRow, scanRows } from "../scanner.ts";
import { timePlansOf } from "./time-plan.ts";

export interface TableStart {
  readonly delimiter: number;
  /** The names of the columns; undefined where the first row is no header. */
  readonly header: readonly string[] | undefined;
  readonly columns: number;
  /** The number of lines above the first row, empty ones left out, and the line of that row, from 1. */
  readonly beforeHeader: number;
  readonly line: number;
  /** Where the rows begin, without the header. */
  readonly start: number;
}

/** The bytes that may stand between cells. */
export const DELIMITERS = [",", ";", "\t", "|"].map((mark) => mark.charCodeAt(0));
const COMMA = 0x2c;
const LF = 0x0a;
/** Bytes and rows at the beginning of a file that are looked at. */
const LOOKED_AT = 256 * 1024;
const MOST_ROWS = 200;
/** The share of rows with the same number of cells in a file that is a table. */
const LEAST_SHARE = 0.6;
const MOST_ABOVE = 20;

interface Sample {
  readonly delimiter: number;
  readonly rows: readonly SampleRow[];
  /** The commonest number of cells of a row, and the share of the rows that have it. */
  readonly cells: number;
  readonly share: number;
}

interface SampleRow {
  readonly texts: readonly string[];
  readonly cells: number;
  readonly from: number;
  readonly to: number;
}

/** @param bytes the first block of the file. Undefined where no line has a cell. */
export function findTable(bytes: Buffer): TableStart | undefined {
  const first = firstLineStart(bytes);
  let plain: Sample | undefined;
  let start = first;
  for (let skipped = 0; skipped <= MOST_ABOVE && start < bytes.length; skipped += 1) {
    const looked = startOf(bytes, start);
    const samples = DELIMITERS.map((delimiter) => sampleOf(looked, start, delimiter));
    const tables = samples.filter(({ cells, share }) => cells > 1 && share >= LEAST_SHARE);
    const [best] = tables.toSorted((a, b) => namesIn(b) - namesIn(a) || b.cells - a.cells);
    plain ??= samples.find(({ delimiter, rows }) => delimiter === COMMA && rows.length > 0);
    if (best !== undefined) return tableOf(bytes, best, skipped);
    // A title may have a quote where no cell may have one, which hides all that is below.
    if (samples.some(({ rows }) => rows.length > 0)) break;
    start = lineStartFrom(bytes, start + lineFrom(bytes, start).length);
  }
  return plain && tableOf(bytes, plain, 0);
}

/** The lines at the start, the last of them whole. */
function startOf(bytes: Buffer, first: number): Buffer {
  if (bytes.length - first <= LOOKED_AT) return bytes;
  const end = bytes.lastIndexOf(LF, first + LOOKED_AT);
  return end <= first ? bytes : bytes.subarray(0, end + 1);
}

function sampleOf(bytes: Buffer, first: number, delimiter: number): Sample {
  const row = createRow();
  const rows: SampleRow[] = [];
  const looked = bytes.subarray(first);
  scanRows(looked, delimiter, row, () => {
    if (rows.length === MOST_ROWS) return;
    rows.push({ texts: rowTexts(looked, row), cells: row.count, from: first + row.from, to: first + row.to });
  });
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells, (counts.get(cells) ?? 0) + 1);
  const [cells, most] = [...counts].toSorted(([a, x], [b, y]) => y - x || b - a)[0] ?? [0, 0];
  return { delimiter, rows, cells, share: rows.length === 0 ? 0 : most / rows.length };
}

/** The number of names in the first rows that mean a column of ours. */
function namesIn({ rows, cells }: Sample): number {
  const header = rows.find((row) => row.cells === cells);
  return header?.texts.filter((text) => columnNamed(text) !== undefined).length ?? 0;
}

function tableOf(bytes: Buffer, { delimiter, rows, cells }: Sample, skipped: number): TableStart | undefined {
  const named = rows.slice(0, MOST_ABOVE).findIndex(({ texts }) => texts.filter(isNameOfOurs).length >= 2);
  const wide = rows.slice(0, MOST_ABOVE).findIndex((row) => row.cells === cells);
  const index = Math.max(0, named >= 0 ? named : wide);
  const row = rows[index];
  if (row === undefined) return undefined;
  const line = linesBefore(bytes, row.from) + 1;
  const isHeader = looksLikeHeader(row.texts, rows.slice(index + 1, index + 1 + LIKE_ROWS));
  const end = bytes.indexOf(LF, row.to);
  return {
    delimiter,
    header: isHeader ? row.texts : undefined,
    columns: row.cells,
    beforeHeader: skipped + index,
    line,
    start: isHeader ? (end < 0 ? bytes.length : end + 1) : row.from,
  };
}

function isNameOfOurs(text: string): boolean {
  return columnNamed(text) !== undefined;
}

/** Names are words, each of them stands once, and they are not like the cells below them but for their digits. */
function looksLikeHeader(texts: readonly string[], below: readonly SampleRow[]): boolean {
  if (texts.some(isNameOfOurs)) return true;
  const filled = texts.filter((text) => text.trim() !== "");
  if (filled.length === 0 || new Set(filled).size < filled.length) return false;
  if (texts.some((text, index) => isLikeCells(text, below, index))) return false;
  return !filled.some((text) => /^[-+₩$€£¥]?\d/.test(text.trim()) || timePlansOf(text).length > 0);
}

/** Rows whose cells are compared with a header. */
const LIKE_ROWS = 3;

/** Whether a text with digits is a cell like those below it: `S-1` above `S-2` and `S-13`. */
function isLikeCells(text: string, below: readonly SampleRow[], index: number): boolean {
  const shape = shapeOf(text);
  return shape !== text && below.length > 0 && below.every(({ texts }) => shapeOf(texts[index] ?? "") === shape);
}

function shapeOf(text: string): string {
  return text.replaceAll(/\d+/g, "#");
}
