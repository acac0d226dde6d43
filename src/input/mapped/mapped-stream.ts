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
import { findBadByte, findFirstDamage, firstDamage } from "../damage.ts";
import { damageFailure } from "../damage-failure.ts";
import { isCanonical, type ReadLine, readLine } from "../header-line.ts";
import { headerProblem, refuseHeaders } from "../header-problem.ts";
import type { Read } from "../raw-bytes.ts";
import { blankingLines, fromTheTop, type PeekedLine, peekFirstLine, replayed } from "./first-line.ts";
import { isPlain, plainDelimiter, translating } from "./plain-dialect.ts";
import { isNamedBy, type ResolvedMapping, resolveMapping } from "./resolve-mapping.ts";
import { createRowRewriter } from "./rewrite-rows.ts";

/**
 * @param stream of the file, in UTF-8. @param place the path to name in a failure.
 * @throws Failure `header-invalid` with every column that the mapping names and the file lacks; the caller closes the stream.
 */
export async function mapStream(stream: ByteStream, mapping: ExportMapping, place: string): Promise<ByteStream> {
  const first = await peekFirstLine(blankingLines(stream.read, mapping.beforeHeader));
  if (first.line.length === 0) return { ...stream, read: fromTheTop(first) };
  const isHeaded = mapping.header === undefined || stream.isHeaded === true;
  const names = readNames(first, isHeaded ? { ...mapping, header: undefined } : mapping, place);
  const { delimiter } = names;
  const mark = String.fromCharCode(plainDelimiter(delimiter));
  const resolution = resolveMapping(mapping, names.columns, mark);
  if (resolution.kind === "problems")
    refuseHeaders(resolution.problems.map((problem) => headerProblem("header-invalid", names.place, problem)));
  const { mapping: resolved } = resolution;
  const dialect = { quote: mapping.quote, escape: mapping.escape, delimiter };
  const plain = isPlain(dialect)
    ? first
    : await peekFirstLine(piecewise(translating(fromTheTop(first), dialect, place)));
  const counted = { skipped: 0 };
  const rows = rowsOf(plain, isHeaded);
  const read = changesRows(resolved)
    ? piecewise(pieces(mapRows(rows, { resolved, delimiter: plainDelimiter(delimiter), place, counted })))
    : rows.read;
  return {
    ...stream,
    asStored: false,
    read: replayed(read, Buffer.concat([plain.above, Buffer.from(resolved.header)])),
    meaning: meaningOf(mapping, resolved, isHeaded),
    finish: async () => ({ ...(await stream.finish()), skipped: counted.skipped }),
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

/** What comes after the header, and where in the file it begins. */
interface Rows {
  readonly read: Read;
  readonly firstLine: number;
  readonly offset: number;
}

/** The rows below the header line, or from the first line on where the file has no header line. */
function rowsOf(first: PeekedLine, isHeaded: boolean): Rows {
  const { above, line, number, rest } = first;
  if (!isHeaded) return { read: replayed(rest, line), firstLine: number, offset: above.length };
  return { read: rest, firstLine: number + 1, offset: above.length + line.length };
}

interface MappedExport {
  readonly resolved: ResolvedMapping;
  /** Between the cells of the rows. */
  readonly delimiter: number;
  readonly place: string;
  readonly counted: { skipped: number };
}

/** The rows under the mapping, block by block; each block is taken before the next one is asked for. */
async function* mapRows(rows: Rows, { resolved, delimiter, place, counted }: MappedExport): AsyncGenerator<Buffer> {
  const rewriter = createRowRewriter(resolved, delimiter);
  let { firstLine, offset } = rows;
  for await (const cut of cutBlocks(rows, undefined, rewriter.room)) {
    const { length } = cut.bytes;
    if (cut.kind === "endless-record") yield cut.bytes;
    else {
      const { bytes, block, lines, damage, leftOut } = rewriter.rewrite(length);
      const found = findFirstDamage(block, damage);
      if (found !== undefined) throw damageFailure(found, { path: place, firstLine, offset });
      counted.skipped += leftOut;
      yield bytes;
      firstLine += lines;
    }
    offset += length;
  }
  rewriter.close();
}

function pieces(all: AsyncGenerator<Buffer>): () => Promise<Buffer | undefined> {
  return async () => {
    const next = await all.next();
    return next.done ? undefined : next.value;
  };
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

function meaningOf({ time, ids }: ExportMapping, { forms, words }: ResolvedMapping, isHeaded: boolean): ExportMeaning {
  return { form: time, forms, words, ids, linesAdded: isHeaded ? 0 : 1 };
}
