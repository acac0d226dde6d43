/**
 * Reads the first line of an export that is not empty: the delimiter, the columns, and the kind of the export's records.
 *
 * Nothing is guessed from the file's name. The delimiter is the one of `,` `;` tab and `|` with which the header has the most
 * known columns. The id column tells the kind, unless the caller forces a kind.
 */
import { Failure } from "../domain/failure.ts";
import type { RecordKind } from "../domain/record.ts";
import { findAboveHeader } from "./above-header.ts";
import type { ExportMeaning } from "./byte-stream.ts";
import { linesBefore } from "./damage.ts";
import { firstLineStart, hasByteOrderMark, isCanonical, lineFrom, readLine } from "./header-line.ts";
import { type HeaderProblem, headerProblem, type Namer, problemOfFailure, refuseHeaders } from "./header-problem.ts";
import { examineColumns } from "./header-problems.ts";
import { isLikeCanonical } from "./near-columns.ts";

export interface Header {
  readonly kind: RecordKind;
  readonly delimiter: number;
  readonly columns: readonly string[];
  /** Bytes of the byte order mark, the empty lines and the header line with its line end. A header is always one line. */
  readonly length: number;
  /** The number of the header line, from 1. */
  readonly line: number;
  readonly byteOrderMark: boolean;
  /** How the columns are meant, where a mapping says it. */
  readonly meaning?: ExportMeaning | undefined;
}

const LF = 0x0a;
const CR = 0x0d;

export interface HeaderOrigin {
  readonly file: string;
  /** The kind that the user forces. */
  readonly kind: RecordKind | undefined;
  /** Who gave the columns their names; the file unless said. */
  readonly namedBy?: Namer | undefined;
  /** Whether an offset in the bytes is one in the (unpacked) file; it is unless said. */
  readonly hasOffsets?: boolean;
}

/** A header, or every problem that keeps it from being used. */
export type ExaminedHeader =
  | { readonly kind: "header"; readonly header: Header }
  | { readonly kind: "problems"; readonly problems: readonly HeaderProblem[] };

/**
 * @param bytes a block that begins with the file's first byte and contains the first line that is not empty.
 * @throws Failure `export-empty` where there is no such line, `kind-unknown`, `header-invalid`, or for damage in the line; with
 * every problem of the header.
 */
export function readHeader(bytes: Buffer, origin: HeaderOrigin): Header {
  const examined = examineHeader(bytes, origin);
  return examined.kind === "header" ? examined.header : refuseHeaders(examined.problems);
}

/** @param bytes as for `readHeader`. */
export function examineHeader(bytes: Buffer, origin: HeaderOrigin): ExaminedHeader {
  const { file, kind: forced, namedBy, hasOffsets } = origin;
  const isGiven = namedBy === "mapping-header";
  const start = firstLineStart(bytes);
  const line = lineFrom(bytes, start);
  if (line.every((byte) => byte === LF || byte === CR))
    return { kind: "problems", problems: [problemOfFailure(new Failure("export-empty", { place: { file } }))] };
  const number = linesBefore(bytes, start) + 1;
  // A header that the mapping gives stands on no line of the file.
  const place = isGiven ? { file } : { file, line: number };
  const read = readLine(line);
  const { kind, problems } = examineColumns({ bytes, start, read, place, forced, namedBy, hasOffsets });
  if (kind === undefined || problems.length > 0)
    return { kind: "problems", problems: isGiven ? problems : findProblems(bytes, start, origin) };
  const { delimiter, columns } = read;
  const byteOrderMark = hasByteOrderMark(bytes);
  const length = start + line.length;
  return { kind: "header", header: { kind, delimiter, columns, length, line: number, byteOrderMark } };
}

/** All problems of a header that cannot be used as it is: of the lines above it, and of the line that is meant as the header. */
function findProblems(
  bytes: Buffer,
  first: number,
  { file, kind: forced, ...origin }: HeaderOrigin,
): readonly HeaderProblem[] {
  const above = findAboveHeader(bytes, first);
  const start = above?.start ?? first;
  const line = lineFrom(bytes, start);
  const exact = readLine(line);
  // A delimiter is told by columns that are like ours only where no column is ours.
  const read = exact.columns.some(isCanonical) ? exact : readLine(line, isLikeCanonical);
  const placeAt = (offset: number) => ({ file, line: linesBefore(bytes, offset) + 1 });
  const { problems } = examineColumns({ bytes, start, read, place: placeAt(start), forced, ...origin });
  if (above === undefined) return problems;
  const code = forced === undefined ? "kind-unknown" : "header-invalid";
  return [headerProblem(code, placeAt(first), { found: above.found }, origin.namedBy), ...problems];
}
