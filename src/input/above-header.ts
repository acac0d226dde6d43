/**
 * Lines that stand above a header and are no part of an export: `sep=;`, which spreadsheets read, and titles.
 *
 * A line counts as a title only where one of the next few lines has an id column and another column of ours.
 */
import { quoted } from "../domain/failure.ts";
import { linesBefore } from "./damage.ts";
import { lineFrom, lineStartFrom, readLine } from "./header-line.ts";
import { isLikeCanonical, kindLike } from "./near-columns.ts";

/** What stands above a header, with the offset of the header's first byte. */
export interface AboveHeader {
  /** What stands there, and which lines to delete. */
  readonly found: string;
  readonly start: number;
}

const SEPARATOR_LINE = /^"?sep=.?"?\s*$/i;
/** The number of lines, empty ones left out, that are looked at below the first line. */
const MOST_LINES = 10;

/** Finds the header below the first line that is not empty; undefined where that line is the header itself, or there is none. */
export function findAboveHeader(bytes: Buffer, first: number): AboveHeader | undefined {
  const line = lineFrom(bytes, first);
  const text = line.toString("utf8").replace(/\r?\n$/, "");
  const next = lineStartFrom(bytes, first + line.length);
  if (SEPARATOR_LINE.test(text) && next < bytes.length) {
    const number = linesBefore(bytes, first) + 1;
    const found = `line ${number} is ${quoted(text)}, which only spreadsheets read; delete line ${number}`;
    return { found, start: next };
  }
  if (looksLikeHeader(line)) return undefined;
  let start = next;
  for (let looked = 0; looked < MOST_LINES && start < bytes.length; looked += 1) {
    const below = lineFrom(bytes, start);
    if (looksLikeHeader(below)) return { found: titleText(text, { bytes, first, start }), start };
    start = lineStartFrom(bytes, start + below.length);
  }
  return undefined;
}

function looksLikeHeader(line: Buffer): boolean {
  const { columns } = readLine(line, isLikeCanonical);
  return columns.some((column) => kindLike(column) !== undefined) && columns.filter(isLikeCanonical).length > 1;
}

function titleText(
  text: string,
  { bytes, first, start }: { readonly bytes: Buffer; readonly first: number; readonly start: number },
): string {
  const [from, header] = [linesBefore(bytes, first) + 1, linesBefore(bytes, start) + 1];
  const last = header - 1;
  const lines = last === from ? `line ${from}` : `lines ${from} ${last === from + 1 ? "and" : "to"} ${last}`;
  return `line ${from} is ${quoted(text)}, and the header is line ${header}; delete ${lines}`;
}
