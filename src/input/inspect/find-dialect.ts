/**
 * Finds the dialect of a file that is no CSV as RFC 4180 has it: quotes that quote nothing, or a backslash that escapes.
 *
 *     27" screen;"tv;5'11"      quote: none
 *     one\;two;"a \"b\""        escape: "\\"
 *
 * A dialect is a guess, which all of the file has to bear out: every row has the same number of cells under it,
 * and no cell stands in quotes where quotes are said to quote nothing.
 */
import { Failure } from "../../domain/failure.ts";
import type { CellDialect } from "../../domain/inspection.ts";
import type { ByteStream } from "../byte-stream.ts";
import { piecewise } from "../mapped/mapped-stream.ts";
import { translating } from "../mapped/plain-dialect.ts";
import { type Read, readFully } from "../raw-bytes.ts";
import type { Source } from "../source.ts";
import { DELIMITERS, findTable } from "./find-table.ts";

const BACKSLASH = 0x5c;
const QUOTE = 0x22;
/** Bytes at the beginning of a file that are looked at. */
const LOOKED_AT = 256 * 1024;

/** The source as CSV, where it is in another dialect. */
export function inDialect(source: Source, dialect: CellDialect | undefined): Source {
  if (dialect === undefined) return source;
  return {
    ...source,
    open: async () => {
      const stream = await source.open();
      return { ...stream, asStored: false, read: piecewise(translating(stream.read, dialect, source.path)) };
    },
  };
}

/** The dialects that a file may be in, likely ones first, by its first bytes. */
export async function likelyDialects(source: Source): Promise<readonly CellDialect[]> {
  const stream = await source.open();
  try {
    return await dialectsOf(stream);
  } finally {
    await stream.close();
  }
}

async function dialectsOf({ read }: Pick<ByteStream, "read">): Promise<readonly CellDialect[]> {
  const room = new Uint8Array(LOOKED_AT);
  const bytes = room.subarray(0, await readFully(read, room));
  const hasBackslash = bytes.includes(BACKSLASH);
  const escapesQuotes = bytes.some((byte, index) => byte === QUOTE && bytes[index - 1] === BACKSLASH);
  // Where some cells are quoted, a quote that quotes nothing is damage.
  const isQuoted = QUOTED_CELL.test(Buffer.from(bytes).toString("latin1"));
  const kinds: readonly Kind[] = [
    ...(escapesQuotes || !bytes.includes(QUOTE) ? [ESCAPED] : []),
    ...(isQuoted ? [] : [BARE]),
    ...(isQuoted || !hasBackslash ? [] : [{ ...BARE, escape: "\\" } as const]),
  ];
  const found: CellDialect[] = [];
  for (const kind of kinds) {
    const delimiter = await delimiterIn(bytes, kind);
    if (delimiter !== undefined) found.push({ ...kind, delimiter });
  }
  return found;
}

type Kind = Omit<CellDialect, "delimiter">;
const ESCAPED: Kind = { quote: "standard", escape: "\\" };
const BARE: Kind = { quote: "none", escape: undefined };
const QUOTED_CELL = /(?:^|[,;\t|\n])"[^"\n]*"(?=[,;\t|\r\n]|$)/;

/** The delimiter under which the table at the beginning has the most columns. */
async function delimiterIn(bytes: Uint8Array, kind: Kind): Promise<number | undefined> {
  const tables: { readonly delimiter: number; readonly columns: number }[] = [];
  for (const delimiter of DELIMITERS) {
    const table = findTable(await translated(bytes, { ...kind, delimiter }));
    if (table?.delimiter === delimiter && table.columns > 1) tables.push(table);
  }
  return tables.toSorted((a, b) => b.columns - a.columns)[0]?.delimiter;
}

/** The text as CSV, up to where its quotes belong to no cell: under a wrong delimiter, or where the bytes were cut off. */
async function translated(bytes: Uint8Array, dialect: CellDialect): Promise<Buffer> {
  const next = translating(readOnce(bytes), dialect, "");
  const pieces: Buffer[] = [];
  try {
    for (let piece = await next(); piece !== undefined; piece = await next()) pieces.push(Buffer.from(piece));
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
  return Buffer.concat(pieces);
}

function readOnce(bytes: Uint8Array): Read {
  let rest = bytes;
  return async (into) => {
    const taken = rest.subarray(0, into.length);
    into.set(taken);
    rest = rest.subarray(taken.length);
    return taken.length;
  };
}
