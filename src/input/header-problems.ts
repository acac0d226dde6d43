/**
 * Finds every problem of a header, so that all of them can be mended at once: lines above the header, damage, names that are
 * missing, empty, doubled or written otherwise.
 */
import { Failure, type Place, quoted } from "../domain/failure.ts";
import { COLUMNS, RECORD_KINDS, type RecordKind } from "../domain/record.ts";
import { LONGEST_CELL, MOST_COLUMNS } from "../kernel/numbers.ts";
import { findBadByte, firstDamage } from "./damage.ts";
import { lineFrom, lineStartFrom, type ReadLine } from "./header-line.ts";
import { type Complaint, type HeaderProblem, headerProblem, type Namer, problemOfFailure } from "./header-problem.ts";
import { findLikelyKind, findNearColumns, shownName } from "./near-columns.ts";

/** A line that is meant as the header of an export. */
export interface MeantHeader {
  /** The export's bytes as far as they were read, from the first byte on. */
  readonly bytes: Buffer;
  /** Offset of the line's first byte. */
  readonly start: number;
  readonly read: ReadLine;
  readonly place: Place;
  /** The kind that the user forces. */
  readonly forced: RecordKind | undefined;
  /** Who gave the columns their names; the file unless said. */
  readonly namedBy?: Namer | undefined;
  /** Whether an offset in the bytes is one in the (unpacked) file; it is unless said. */
  readonly hasOffsets?: boolean | undefined;
}

export interface Examined {
  /** Undefined where the columns do not tell it. */
  readonly kind: RecordKind | undefined;
  readonly problems: readonly HeaderProblem[];
}

const MOST_NAMED = 8;

/** Finds the kind of an export and every problem of its header line. A header without a problem has a kind. */
export function examineColumns(header: MeantHeader): Examined {
  const { read, place, forced, namedBy } = header;
  const damage = damageOf(header);
  if (damage !== undefined) return { kind: forced, problems: [damage] };
  const invalid = (complaint: Complaint) => headerProblem("header-invalid", place, complaint, namedBy);
  if (read.columns.length > MOST_COLUMNS)
    return { kind: forced, problems: [invalid({ found: `more than ${MOST_COLUMNS} columns` })] };
  const long = read.lengths.findIndex((length) => length > LONGEST_CELL);
  const tooLong = long < 0 ? [] : [invalid({ found: `the name of column ${long + 1} is longer than 64 KiB` })];
  const { kind, problems } = examineKind(header);
  return { kind, problems: [...tooLong, ...problems, ...nameComplaints(header).map(invalid)] };
}

function damageOf({ bytes, start, read, place, hasOffsets = true }: MeantHeader): HeaderProblem | undefined {
  const damage = firstDamage(read.damage, findBadByte(lineFrom(bytes, start)));
  if (damage === undefined) return undefined;
  return problemOfFailure(
    new Failure(damage.code, { place, found: hasOffsets ? `at byte ${start + damage.offset}` : undefined }),
  );
}

function examineKind({ read: { columns }, place, forced, namedBy }: MeantHeader): Examined {
  const kinds = RECORD_KINDS.filter((kind) => columns.includes(COLUMNS[kind].id));
  const [told, other] = kinds;
  if (forced === undefined && told !== undefined && other !== undefined) {
    const found = `it has both ${COLUMNS[told].id} and ${COLUMNS[other].id}`;
    const next = `Say what it is with --${told}s or --${other}s in front of the file.`;
    return { kind: undefined, problems: [headerProblem("header-invalid", place, { found, next })] };
  }
  const kind = forced ?? told ?? findLikelyKind(columns);
  if (kind !== undefined)
    return {
      kind,
      problems: columnProblems(columns, kind, { place, isTold: forced !== undefined || told !== undefined, namedBy }),
    };
  const found = columns.slice(0, MOST_NAMED).map(shownName).join(", ");
  return { kind, problems: [problemOfFailure(new Failure("kind-unknown", { place, found }))] };
}

interface KindOrigin {
  readonly place: Place;
  /** Whether the kind is sure, and not only likely. */
  readonly isTold: boolean;
  readonly namedBy: Namer | undefined;
}

function columnProblems(
  columns: readonly string[],
  kind: RecordKind,
  { place, isTold, namedBy }: KindOrigin,
): readonly HeaderProblem[] {
  const { id, required } = COLUMNS[kind];
  const missing = [id, ...required].filter((column) => !columns.includes(column));
  const ends = kind === "subscription" && !ENDS.some((column) => columns.includes(column)) ? ENDS : [];
  if (missing.length + ends.length === 0) return [];
  const near = findNearColumns(columns, kind, [...missing, ...ends]);
  const meant = new Set(near.map((column) => column.meant));
  const absent = missing.filter((column) => !meant.has(column));
  const complaints: Complaint[] = [];
  if (absent.length > 0)
    complaints.push({ found: `a ${kind} export needs ${absent.join(", ")}; it has ${namesText(columns)}` });
  if (ends.length > 0 && !ends.some((column) => meant.has(column)))
    complaints.push({ found: "a subscription export needs expires_at or next_billing_at" });
  return [
    ...near.map((column) =>
      headerProblem(column.meant === id && !isTold ? "kind-unknown" : "header-invalid", place, column, namedBy),
    ),
    ...complaints.map((complaint) => headerProblem("header-invalid", place, complaint, namedBy)),
  ];
}

const ENDS: readonly string[] = ["expires_at", "next_billing_at"];

function namesText(columns: readonly string[]): string {
  const shown = columns.slice(0, MOST_LISTED).map((column) => shownName(column).slice(1, -1));
  return shown.join(", ") + (columns.length > MOST_LISTED ? ` and ${columns.length - MOST_LISTED} more` : "");
}

const MOST_LISTED = 40;

/** Complaints about names that are empty or not the only one. */
function nameComplaints(header: MeantHeader): readonly Complaint[] {
  const { columns } = header.read;
  const atEnd = emptyAtEnd(header);
  const empty = positionsOf("", columns.slice(0, columns.length - atEnd));
  const doubled = [...new Set(columns.filter((column, index) => column !== "" && columns.indexOf(column) !== index))];
  const twice = doubled.slice(0, MOST_NAMED).map((column): Complaint => {
    const places = positionsOf(column, columns);
    const often = places.length === 2 ? "twice" : `${places.length} times`;
    return { found: `${shownName(column)} appears ${often}, as ${columnsText(places)}; give each a name of its own` };
  });
  const others = doubled.length - twice.length;
  const named = others > 0 ? [...twice, { found: `${others} more names appear more than once` }] : twice;
  const unnamed = empty.length === 0 ? [] : [emptyComplaint(empty)];
  return [...unnamed, ...(atEnd === 0 ? [] : [endComplaint(header, atEnd)]), ...named];
}

function emptyComplaint(empty: readonly number[]): Complaint {
  return empty.length === 1
    ? { found: `${columnsText(empty)} has no name; give it one, or leave it out of the export` }
    : { found: `${columnsText(empty)} have no name; give them names, or leave them out of the export` };
}

/** The number of columns that have no name because the line ends with delimiters. */
function emptyAtEnd({ bytes, start, read }: MeantHeader): number {
  return read.columns.length < 2
    ? 0
    : Math.min(delimitersAtEnd(lineFrom(bytes, start), read.delimiter), read.columns.length);
}

function delimitersAtEnd(line: Uint8Array, delimiter: number): number {
  let end = line.length;
  while (end > 0 && (line[end - 1] === LF || line[end - 1] === CR)) end -= 1;
  let at = end;
  while (at > 0 && line[at - 1] === delimiter) at -= 1;
  return end - at;
}

const LF = 0x0a;
const CR = 0x0d;

function endComplaint({ bytes, start, read }: MeantHeader, count: number): Complaint {
  const { delimiter, columns } = read;
  const row = lineFrom(bytes, lineStartFrom(bytes, start + lineFrom(bytes, start).length));
  const where = delimitersAtEnd(row, delimiter) >= count ? "every line" : "this line";
  const unnamed = Array.from({ length: count }, (_, index) => columns.length - count + index);
  const marks = marksText(String.fromCharCode(delimiter), count);
  const so = `${columnsText(unnamed)} ${count === 1 ? "has" : "have"} no name`;
  return {
    found: `the line ends with ${marks}, so that ${so}; delete ${count === 1 ? "that delimiter" : "these delimiters"} at the end of ${where}`,
  };
}

function marksText(mark: string, count: number): string {
  if (mark === "\t") return count === 1 ? "a tab" : `${count} tabs`;
  return count > MOST_NAMED ? `${count} times ${quoted(mark)}` : quoted(mark.repeat(count));
}

function positionsOf(wanted: string, columns: readonly string[]): readonly number[] {
  return columns.flatMap((column, index) => (column === wanted ? [index] : []));
}

/** `column 3`, `columns 3, 5 and 6`. @param places from 0. */
function columnsText(places: readonly number[]): string {
  const shown = places.slice(0, MOST_NAMED).map((place) => String(place + 1));
  if (places.length > shown.length) return `columns ${shown.join(", ")} and ${places.length - shown.length} more`;
  const last = shown.pop() ?? "";
  return shown.length === 0 ? `column ${last}` : `columns ${shown.join(", ")} and ${last}`;
}
