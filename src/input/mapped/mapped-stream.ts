/**
 * The stream of an export under a mapping: its rows as they lie in the file, below a header with the names of ours.
 *
 * The lines above the header become empty lines, and another dialect becomes CSV. Cells stay as they are written: `ExportMeaning` says
 * what they become, and how to read times, so that a new end is written in the same form. The kernel has each cell mean that where it
 * lies (`plan-cells.ts`), and nothing behind it knows of the mapping. Rejects of an export under a mapping, which are fed back, have
 * names and cells of ours already; only their times are read by the mapping.
 */
import { Failure, type Place } from "../../domain/failure.ts";
import type { ExportMapping } from "../../domain/mapping.ts";
import { MAPPED_COLUMN } from "../../domain/reject.ts";
import type { ByteStream, ExportMeaning } from "../byte-stream.ts";
import { findBadByte, firstDamage } from "../damage.ts";
import { isCanonical, type ReadLine, readLine } from "../header-line.ts";
import { headerProblem, namerOf, refuseHeaders } from "../header-problem.ts";
import { shiftedRanges } from "../ranges.ts";
import { type Read, replaying } from "../raw-bytes.ts";
import { blankingLines, fromTheTop, type PeekedLine, peekFirstLine } from "./first-line.ts";
import { isPlain, plainDelimiter, translating } from "./plain-dialect.ts";
import { columnMeanings, isNamedBy, type RowMapping, resolveMapping } from "./resolve-mapping.ts";

/**
 * @param stream of the file, in UTF-8. @param whole the mapping as it is written. @param place the path to name in a failure.
 * @throws Failure `header-invalid` with every column that the mapping names and the file lacks; the caller closes the stream.
 */
export async function mapStream(stream: ByteStream, whole: ExportMapping, place: string): Promise<ByteStream> {
  const mapping = stream.lines === undefined ? whole : { ...whole, ...OF_TABLES };
  // A stream that has the header of the mapping has it above all lines of the file.
  const above = stream.isHeaded === true ? 0 : mapping.beforeHeader;
  const top = await peekTop(stream.read);
  if (isOfRejects(top.first.line)) return withoutMark(stream, top, meaningOf(whole, 0));
  const { first, taken } = await peekHeader(top, above);
  if (first.line.length === 0) return { ...stream, read: fromTheTop(first) };
  const isHeaded = mapping.header === undefined || stream.isHeaded === true;
  if (!isHeaded && stream.lines !== undefined) throw hasHeader(place);
  const names = readNames(first, isHeaded ? { ...mapping, header: undefined } : mapping, place);
  const { delimiter } = names;
  const mark = String.fromCharCode(plainDelimiter(delimiter));
  const resolution = resolveMapping(mapping, names.columns, mark);
  if (resolution.kind === "problems")
    refuseHeaders(
      resolution.problems.map((problem) => headerProblem("header-invalid", names.place, problem, namerOf(mapping))),
    );
  const { mapping: resolved } = resolution;
  const dialect = { quote: mapping.quote, escape: mapping.escape, delimiter };
  const isAsItLies = isPlain(dialect);
  const plain = isAsItLies ? first : await peekFirstLine(piecewise(translating(fromTheTop(first), dialect, place)));
  const start = Buffer.concat([plain.above, Buffer.from(resolved.header)]);
  // The bytes that were read ahead are no part of what lies before the rows.
  const liesAt = taken - first.ahead - (isHeaded ? 0 : first.line.length);
  const { openRanges } = stream;
  return {
    ...stream,
    asStored: false,
    openRanges: isAsItLies && openRanges ? shiftedRanges(openRanges, liesAt - start.length) : undefined,
    read: replaying(rowsOf(plain, isHeaded), start),
    meaning: { ...meaningOf(mapping, isHeaded ? 0 : 1), cells: changesRows(resolved) ? resolved : undefined },
  };
}

/** The columns of Parquet have names, which would become a row. */
function hasHeader(file: string): Failure {
  return new Failure("header-invalid", {
    place: { file },
    found: "its columns have names of their own, and the mapping gives a header",
    next: "Leave header out of the mapping, and name the columns of the file in columns.",
  });
}

/** The CSV of a table has this dialect, whatever a mapping says of text. Its reader has passed over the rows above the header. */
const OF_TABLES = { delimiter: ",".charCodeAt(0), quote: "standard", escape: undefined, beforeHeader: 0 } as const;

interface Names extends Pick<ReadLine, "columns" | "delimiter"> {
  readonly place: Place;
}

/** The names of the file's columns, and the delimiter that the mapping says, or else the one with the most columns of the mapping. */
function readNames({ line, number }: PeekedLine, mapping: ExportMapping, file: string): Names {
  const place = { file, line: number };
  const isKnown = (name: string) => isNamedBy(mapping, name) || isCanonical(name);
  const read = readLine(line, isKnown, mapping.delimiter);
  if (mapping.header !== undefined) return { columns: mapping.header, delimiter: read.delimiter, place: { file } };
  const damage = firstDamage(mapping.quote === "none" ? undefined : read.damage, findBadByte(line));
  if (damage !== undefined) throw new Failure(damage.code, { place });
  return { ...read, place };
}

interface Peeked {
  readonly first: PeekedLine;
  /** Bytes of the stream up to the line, with the line and what was read ahead behind it. */
  readonly taken: number;
}

/** The first line that is not empty. */
async function peekTop(read: Read): Promise<Peeked> {
  const taken = { bytes: 0 };
  const first = await peekFirstLine(counting(read, taken));
  return { first, taken: taken.bytes };
}

/** Bytes of a byte order mark, which a peeked line leaves out. */
function markLength({ first: { above, line, ahead }, taken }: Peeked): number {
  return taken - above.length - line.length - ahead;
}

/** The header, below the lines that a mapping passes over. What comes after the first line can be read only from there then. */
async function peekHeader(top: Peeked, above: number): Promise<Peeked> {
  if (above === 0) return top;
  const passed = { bytes: 0 };
  const first = await peekFirstLine(blankingLines(counting(fromTheTop(top.first), passed), above));
  return { first, taken: markLength(top) + passed.bytes };
}

/** The stream as it is, from behind its byte order mark on. */
function withoutMark(stream: ByteStream, top: Peeked, meaning: ExportMeaning): ByteStream {
  const openRanges = stream.openRanges && shiftedRanges(stream.openRanges, markLength(top));
  return { ...stream, read: fromTheTop(top.first), openRanges, asStored: false, meaning };
}

function counting(read: Read, taken: { bytes: number }): Read {
  return async (into) => {
    const got = await read(into);
    taken.bytes += got;
    return got;
  };
}

function changesRows({ cells, added, skip }: RowMapping): boolean {
  return added.length > 0 || skip.length > 0 || cells.some((cell) => cell !== undefined);
}

/** The rows below the header line, or from the first line on where the file has no header line. */
function rowsOf({ line, rest }: PeekedLine, isHeaded: boolean): Read {
  return isHeaded ? rest : replaying(rest, line);
}

/** Reads pieces one after the other. @param next undefined at the end; a piece is taken before the next one is asked for. */
export function piecewise(next: () => Promise<Buffer | undefined>): Read {
  let pending: Buffer = Buffer.alloc(0);
  return async (into) => {
    while (pending.length === 0) {
      const piece = await next();
      if (piece === undefined) return 0;
      pending = piece;
    }
    const taken = pending.copy(into);
    pending = pending.subarray(taken);
    return taken;
  };
}

function isOfRejects(line: Buffer): boolean {
  return line.includes(MAPPED_COLUMN) && readLine(line).columns.includes(MAPPED_COLUMN);
}

function meaningOf(mapping: ExportMapping, linesAdded: number): ExportMeaning {
  const { time: form, rows, newer, ids } = mapping;
  return { form, rows, newer, ids, ...columnMeanings(mapping), linesAdded };
}
