/**
 * The stream of an export under a mapping: its bytes as a canonical CSV, so that nothing behind it knows of the mapping.
 *
 * The lines above the header become empty lines, another dialect becomes CSV, the header gets the names of ours, and cells become
 * what the mapping says. Times stay as they are written: `ExportMeaning` says how to read them, so that a new end is written in the
 * same form.
 */
import { Failure, type Place } from "../../domain/failure.ts";
import type { ExportMapping } from "../../domain/mapping.ts";
import { cutBlocks } from "../blocks.ts";
import type { ByteStream, ExportMeaning } from "../byte-stream.ts";
import { findBadByte, findFirstDamage, firstDamage, linesBefore } from "../damage.ts";
import { damageFailure } from "../damage-failure.ts";
import { firstLineStart, isCanonical, lineFrom, type ReadLine, readLine } from "../header-line.ts";
import { headerProblem, refuseHeaders } from "../header-problem.ts";
import type { Read } from "../raw-bytes.ts";
import { blankingLines, type PeekedLine, peekFirstLine } from "./first-line.ts";
import { isPlain, plainDelimiter, translating } from "./plain-dialect.ts";
import { isNamedBy, type ResolvedMapping, resolveMapping } from "./resolve-mapping.ts";
import { createRowRewriter, type RowRewriter } from "./rewrite-rows.ts";

/**
 * @param stream of the file, in UTF-8. @param place the path to name in a failure.
 * @throws Failure `header-invalid` with every column that the mapping names and the file lacks; the caller closes the stream.
 */
export async function mapStream(stream: ByteStream, mapping: ExportMapping, place: string): Promise<ByteStream> {
  const first = await peekFirstLine(blankingLines(stream.read, mapping.beforeHeader));
  if (first.line.length === 0) return { ...stream, read: first.read };
  const isHeaded = mapping.header === undefined || stream.isHeaded === true;
  const names = readNames(first, isHeaded ? { ...mapping, header: undefined } : mapping, place);
  const { delimiter } = names;
  const mark = String.fromCharCode(plainDelimiter(delimiter));
  const resolution = resolveMapping(mapping, names.columns, mark);
  if (resolution.kind === "problems")
    refuseHeaders(resolution.problems.map((problem) => headerProblem("header-invalid", names.place, problem)));
  const { mapping: resolved } = resolution;
  const dialect = { quote: mapping.quote, escape: mapping.escape, delimiter };
  const read = isPlain(dialect) ? first.read : piecewise(translating(first.read, dialect, place));
  const mapped: MappedExport = {
    resolved,
    header: isHeaded ? "first-line" : "none",
    rewriter: changesRows(resolved) ? createRowRewriter(resolved, plainDelimiter(delimiter)) : undefined,
    place,
  };
  return {
    ...stream,
    asStored: false,
    read: piecewise(piecesOf(read, mapped)),
    meaning: meaningOf(mapping, resolved, isHeaded),
    finish: async () => ({ ...(await stream.finish()), skipped: mapped.rewriter?.skipped ?? 0 }),
  };
}

interface Names extends Pick<ReadLine, "columns" | "delimiter"> {
  readonly place: Place;
}

/** The names of the file's columns, and the delimiter that the mapping says, or else the one with the most columns of the mapping. */
function readNames({ line, number }: PeekedLine, mapping: ExportMapping, file: string): Names {
  const place = { file, line: number };
  const isKnown = (name: string) => isNamedBy(mapping, name) || isCanonical(name);
  const read = readLine(line, isKnown, mapping.delimiter);
  if (mapping.header !== undefined) return { columns: mapping.header, delimiter: read.delimiter, place };
  const damage = firstDamage(mapping.quote === "none" ? undefined : read.damage, findBadByte(line));
  if (damage !== undefined) throw new Failure(damage.code, { place });
  return { ...read, place };
}

function changesRows({ cells, added, skip }: ResolvedMapping): boolean {
  return added.length > 0 || skip.length > 0 || cells.some((cell) => cell !== undefined);
}

interface MappedExport {
  readonly resolved: ResolvedMapping;
  /** Whether the file has a header line, which the mapped header takes the place of. */
  readonly header: "first-line" | "none";
  /** Undefined where rows stay as they are. */
  readonly rewriter: RowRewriter | undefined;
  readonly place: string;
}

/** The mapped export piece by piece; undefined at the end. */
function piecesOf(read: Read, mapped: MappedExport): () => Promise<Buffer | undefined> {
  const pieces = mapPieces(read, mapped);
  return async () => {
    const next = await pieces.next();
    return next.done ? undefined : next.value;
  };
}

async function* mapPieces(read: Read, { resolved, header, rewriter, place }: MappedExport): AsyncGenerator<Buffer> {
  let offset = 0;
  let firstLine = 1;
  let isFirst = true;
  for await (const cut of cutBlocks({ read })) {
    const head = isFirst && header === "first-line" ? placeOfHeader(cut.bytes) : { from: 0, to: 0, lines: 0 };
    if (isFirst) {
      yield Buffer.concat([cut.bytes.subarray(0, head.from), Buffer.from(resolved.header)]);
      isFirst = false;
    }
    const rows = cut.bytes.subarray(head.to);
    firstLine += head.lines;
    offset += head.to;
    if (rewriter === undefined || cut.kind === "endless-record") yield Buffer.from(rows);
    else {
      const { bytes, lines, damage } = rewriter.rewrite(rows);
      const found = findFirstDamage(rows, damage);
      if (found !== undefined) throw damageFailure(found, { path: place, firstLine, offset });
      yield bytes;
      firstLine += lines;
    }
    offset += rows.length;
  }
}

/** Where the header line begins and ends, with its line end, and the number of lines up to there. */
function placeOfHeader(bytes: Buffer): { readonly from: number; readonly to: number; readonly lines: number } {
  const from = firstLineStart(bytes);
  const to = from + lineFrom(bytes, from).length;
  return { from, to, lines: linesBefore(bytes, to) };
}

function piecewise(next: () => Promise<Buffer | undefined>): Read {
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

function meaningOf({ time, ids }: ExportMapping, { forms, words }: ResolvedMapping, isHeaded: boolean): ExportMeaning {
  return { form: time, forms, words, ids, linesAdded: isHeaded ? 0 : 1 };
}
