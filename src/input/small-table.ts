/**
 * A small table beside the exports, read as a whole and like an export: a list that a policy names, or control totals.
 *
 * It may be whatever an export may be: packed, a workbook, in another encoding, under a mapping. An encoding that the command line
 * declares for exports is only asked where the bytes are not UTF-8, because such a table often comes from another program.
 */
import { isUtf8 } from "node:buffer";
import { type Encoding, findEncoding } from "../domain/encodings.ts";
import { Failure } from "../domain/failure.ts";
import type { ExportMapping } from "../domain/mapping.ts";
import { type ByteStream, hasFileOffsets } from "./byte-stream.ts";
import { readTable, type TableRow } from "./csv-reader.ts";
import { damagedText } from "./damage.ts";
import { encodingAdvice } from "./encoding-advice.ts";
import { exportFileSource } from "./export-source.ts";
import { notCsvFailure } from "./foreign-file.ts";
import { firstLineStart, lineFrom, readLine } from "./header-line.ts";
import { mapRow } from "./mapped/map-row.ts";
import { utf16Order } from "./utf16.ts";

export interface SmallFile {
  /** The path as the user would write it. */
  readonly path: string;
  /** As they lie on disk. */
  readonly bytes: Uint8Array;
  /** How the table is meant; undefined for a canonical one. */
  readonly mapping: ExportMapping | undefined;
  /** The encoding that the command line declares. */
  readonly encoding: Encoding | undefined;
}

const PIECE = 64 * 1024;

/**
 * All rows, the header first, each with its line in the file; undefined where the text is no CSV.
 * @param isKnown whether a column is one that is looked for; the delimiter is the one with the most of them.
 * @throws Failure as for an export that cannot be read: `not-a-csv`, `bytes-undecodable`, `encoding-invalid`, `workbook-damaged`, …
 */
export async function readSmallTable(
  file: SmallFile,
  cwd: string,
  isKnown: (column: string) => boolean,
): Promise<readonly TableRow[] | undefined> {
  const { path, mapping } = file;
  const stream = await exportFileSource({ path, mapping, encoding: encodingOf(file) }, cwd).open();
  try {
    const text = await readWhole(stream);
    const damage = damagedText(text);
    if (damage !== undefined) {
      const place = { file: path, line: lineIn(stream, damage.line) };
      const found = hasFileOffsets(stream) ? `at byte ${damage.offset}` : undefined;
      const next = await encodingAdvice({ bytes: text, whole: true });
      throw notCsvFailure(text, path) ?? new Failure(damage.code, { place, found, next });
    }
    const { delimiter } = readLine(lineFrom(text, firstLineStart(text)), isKnown);
    const rows = readTable(text, String.fromCharCode(delimiter));
    return rows?.flatMap(({ cells, line }, index) => {
      const mapped = index === 0 || stream.meaning?.cells === undefined ? cells : mapRow(cells, stream.meaning.cells);
      return mapped === undefined ? [] : [{ cells: mapped, line: lineIn(stream, line) }];
    });
  } finally {
    await stream.close();
  }
}

function encodingOf({ bytes, mapping, encoding }: SmallFile): Encoding | undefined {
  const own = findEncoding(mapping?.encoding ?? "");
  return own ?? (utf16Order(bytes) !== undefined || isUtf8(bytes) ? undefined : encoding);
}

async function readWhole(stream: ByteStream): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (;;) {
    const piece = Buffer.allocUnsafe(PIECE);
    const got = await stream.read(piece);
    if (got === 0) return Buffer.concat(pieces);
    pieces.push(piece.subarray(0, got));
  }
}

/** The line of the file that is a line of the text; a header that the mapping gives is no line of the file. */
function lineIn({ lines, meaning }: ByteStream, line: number): number {
  return lines?.of(line) ?? Math.max(1, line - (meaning?.linesAdded ?? 0));
}
