/**
 * A stream of an export's bytes: hashed as they lie on disk, unpacked where they are packed, and in UTF-8.
 *
 * Everything behind it sees the bytes of a CSV in UTF-8, wherever they come from.
 */
import { createHash, type Hash } from "node:crypto";
import type { Encoding } from "../domain/encodings.ts";
import type { ExportMapping, Newer } from "../domain/mapping.ts";
import type { TimeForm } from "../domain/time-form.ts";
import { csvOfTable } from "./csv-of-table.ts";
import { encodingOfText } from "./declared-encoding.ts";
import { decoding } from "./decode.ts";
import { forwardRanges } from "./forward-ranges.ts";
import type { RowMapping } from "./mapped/resolve-mapping.ts";
import { openDecoder } from "./open-decoder.ts";
import { type OpenRanges, piecewiseRanges } from "./ranges.ts";
import { type RawBytes, type Read, readFully, readToEnd, replaying } from "./raw-bytes.ts";
import { refusingUtf8 } from "./refuse-utf8.ts";
import type { NumericCells } from "./table/numeric-cells.ts";
import { createSourceLines, type SourceLines } from "./table/source-lines.ts";
import { TABLE_READERS, type TableFormat, type TableOptions, type TableReader } from "./table-readers.ts";
import { type Packing, packingOf } from "./unpack.ts";
import { unpackingByLength } from "./unpack-by-length.ts";
import { utf16Order } from "./utf16.ts";

export interface ByteStream {
  /** Fills from the front and returns how many bytes came; 0 at the end. */
  read(into: Uint8Array): Promise<number>;
  /** The number of bytes of the source that were taken so far, before unpacking. */
  bytesTaken(): number;
  /** Whether the bytes are those of the file, so that an offset in the stream is an offset in the file. */
  readonly asStored: boolean;
  /** Opens the stream to be read again at any offset; undefined where it can only be read again from its front. */
  readonly openRanges?: OpenRanges | undefined;
  /** The encoding of the file; undefined for UTF-8. */
  readonly encoding?: string | undefined;
  /** Which lines of the file the lines of the stream are; undefined where they are the same. */
  readonly lines?: SourceLines | undefined;
  /** Cells of a workbook that are numbers, as far as they were read; undefined for any other file. */
  readonly numericCells?: NumericCells | undefined;
  /** What the file is, where it is a table and no CSV. */
  readonly format?: TableFormat | undefined;
  /** Whether the header line of the stream is the one that a mapping gives. */
  readonly isHeaded?: boolean;
  /** How the columns are meant, where a mapping says it; undefined for a canonical export. */
  readonly meaning?: ExportMeaning | undefined;
  /** The facts about the source, once all of it was read. @throws Failure `input-changed` where the file was changed meanwhile. */
  finish(): Promise<SourceFacts>;
  close(): Promise<void>;
}

export interface SourceFacts {
  /** The number of bytes before unpacking. */
  readonly bytes: number;
  readonly sha256: string;
}

/** What a mapping says of a stream that its bytes do not say. Plain data. */
export interface ExportMeaning {
  /** How times are written in columns that have no form of their own; undefined for ISO 8601 in the policy's zone. */
  readonly form: TimeForm | undefined;
  /** The forms of columns that have one of their own. */
  readonly forms: ReadonlyMap<string, TimeForm>;
  /** The words that a column may have, where any other word rejects its row. An empty cell is no word. */
  readonly words: ReadonlyMap<string, ReadonlySet<string>>;
  /** The words that a column may have, where any other word leaves the record to a person. An empty cell is no word. */
  readonly reviewed: ReadonlyMap<string, ReadonlySet<string>>;
  /** What becomes of the cells of the rows, which are those of the file; undefined where they stay as they are. */
  readonly cells?: RowMapping | undefined;
  /** Whether rows of one identity are items of one record. */
  readonly rows?: ExportMapping["rows"];
  /** What tells the newest of several rows of one identity. */
  readonly newer?: Newer | undefined;
  /** Whether an id that a spreadsheet damaged rejects its row. */
  readonly ids: "warn" | "strict";
  /** The number of lines of the stream that the file does not have. */
  readonly linesAdded: number;
}

export interface StreamOptions {
  /** The path to name in a failure. */
  readonly place: string;
  /** The encoding that was declared for the text. */
  readonly encoding?: Encoding | undefined;
  /** The size of the file on disk; undefined where there is none. */
  readonly size?: number | undefined;
  /** Opens the file to be read at any offset; undefined where there is none. */
  readonly openRanges?: OpenRanges | undefined;
  /** Opens the same bytes again at the first one; undefined where they can be read only once. */
  readonly reopen?: (() => Promise<RawBytes>) | undefined;
  /** What a mapping says of the file where it is a table and no CSV. */
  readonly table?: TableOptions | undefined;
  /** The facts about the file that the bytes come from, where that is not these bytes alone, such as an archive. */
  readonly facts?: (() => Promise<SourceFacts>) | undefined;
  readonly tables?: readonly TableReader[];
  /** Leaves the hash out, which is then empty: for a file that nothing is decided by. */
  readonly isUnhashed?: boolean | undefined;
}

/** Whether an offset in a stream is one in its (unpacked) file: the text of a table, in another encoding or under a mapping lies nowhere. */
export function hasFileOffsets({
  encoding,
  lines,
  meaning,
}: Pick<ByteStream, "encoding" | "lines" | "meaning">): boolean {
  return encoding === undefined && lines === undefined && meaning === undefined;
}

/** Bytes enough to tell packed data, tables and byte order marks. */
const LOOKED_AT = 64;

/**
 * The raw bytes are closed where the stream cannot be opened.
 * @throws Failure where the file cannot be read, or (`encoding-contradicted`) is in another encoding than the declared one.
 */
export async function openStream(raw: RawBytes, options: StreamOptions): Promise<ByteStream> {
  const { facts, isUnhashed = false } = options;
  const hash = facts === undefined && !isUnhashed ? createHash("sha256") : undefined;
  const counted = { bytes: 0 };
  const layers: Layer[] = [raw];
  try {
    const { finishReading, ...text } = await openText(hashing(raw, hash, counted), { counted, layers }, options);
    return {
      ...text,
      bytesTaken: () => counted.bytes,
      finish: async () => {
        await finishReading?.();
        await raw.assertUnchanged();
        return facts?.() ?? { bytes: counted.bytes, sha256: hash?.digest("hex") ?? "" };
      },
      close: () => closeAll(layers),
    };
  } catch (error) {
    await closeAll(layers);
    throw error;
  }
}

/** Closes what reads ahead before what it reads from. */
async function closeAll(layers: readonly Layer[]): Promise<void> {
  for (const { close } of layers.toReversed()) await close();
}

type Layer = Pick<RawBytes, "close">;

interface Text
  extends Pick<
    ByteStream,
    "read" | "asStored" | "openRanges" | "encoding" | "format" | "lines" | "numericCells" | "isHeaded"
  > {
  /** Reads what was not read of the file. */
  readonly finishReading?: () => Promise<void>;
}

interface Reading {
  readonly counted: { readonly bytes: number };
  /** What is open, from the file on. */
  readonly layers: Layer[];
}

/** Whether a file that begins like this, and is declared to be in no other encoding, is text in UTF-8 as it lies on disk, or nothing. */
export function isTextAsStored(start: Uint8Array): boolean {
  const isTable = TABLE_READERS.some(({ fits }) => fits(start.subarray(0, LOOKED_AT)));
  return !isTable && packingOf(start) === undefined && utf16Order(start) === undefined;
}

/** The bytes of a file as text: unpacked, and in UTF-8. */
async function openText(read: Read, { counted, layers }: Reading, options: StreamOptions): Promise<Text> {
  const { place, encoding: declared, size, table = {}, tables = TABLE_READERS, reopen } = options;
  let { openRanges } = options;
  let bytes = await lookAhead(read);
  const packing = packingOf(bytes.start);
  if (packing !== undefined) {
    const unpacked = unpackingByLength({ read: bytes.read, packing, counted, place });
    layers.push(unpacked);
    bytes = await lookAhead(unpacked.read);
    openRanges = reopen && forwardRanges(async () => unpackedAgain(await reopen(), packing, place), place);
  }
  const reader = tables.find(({ fits }) => fits(bytes.start));
  if (reader === undefined) {
    return decodeText(bytes, packing === undefined, { place, declared, openRanges });
  }
  const lines = createSourceLines();
  const numericCells: NumericCells = new Map();
  const stored = packing === undefined && size !== undefined && openRanges ? { size, openRanges } : undefined;
  const csv = csvOfTable(reader, { place, bytes: bytes.read, stored, options: table, lines, numericCells });
  layers.push(csv);
  // A reader that reads elsewhere leaves bytes that belong to the hash.
  const isHeaded = reader.takesHeader && table.header !== undefined;
  const { format } = reader;
  const finishReading = () => readToEnd(read);
  return { read: csv.read, asStored: false, format, lines, numericCells, isHeaded, finishReading };
}

function unpackedAgain(raw: RawBytes, packing: Packing, place: string): Pick<RawBytes, "read" | "close"> {
  const counted = { bytes: 0 };
  const { read, close } = unpackingByLength({ read: hashing(raw, undefined, counted), packing, counted, place });
  return { read, close: () => closeAll([raw, { close }]) };
}

const TAB = 0x09;

async function decodeText(
  bytes: LookedAhead,
  asStored: boolean,
  { place, declared, openRanges }: Declared,
): Promise<Text> {
  const { encoding, skipped } = encodingOfText(bytes.start, declared, place);
  const decoder = encoding && (await openDecoder(encoding));
  // A file that is no text is refused for what it is, and not for bytes that an encoding lacks.
  const isNoText = skipped === 0 && !encoding?.label.startsWith("utf-16") && bytes.start.some((byte) => byte < TAB);
  if (encoding === undefined || decoder === undefined || isNoText) return { read: bytes.read, asStored, openRanges };
  const { name } = encoding;
  await readFully(bytes.read, new Uint8Array(skipped));
  const next = skipped > 0 ? "The file is damaged or was cut off; export it again." : undefined;
  const starts = { lies: [skipped], made: [0] };
  const read = encoding.label.startsWith("utf-16") ? bytes.read : refusingUtf8(bytes.read, name, place);
  const decoded = decoding({ read, decoder, encoding: name, next, place, offset: skipped, starts });
  const decodeAgain = () => ({ make: (piece: Buffer) => decoder.toUtf8(piece), close: () => {} });
  const again = openRanges && piecewiseRanges(openRanges, starts, decodeAgain, place);
  return { read: decoded, asStored: false, encoding: name, openRanges: again };
}

interface Declared extends Pick<StreamOptions, "place" | "openRanges"> {
  readonly declared: Encoding | undefined;
}

interface LookedAhead {
  /** The first bytes. */
  readonly start: Uint8Array;
  /** All bytes, the first ones too. */
  readonly read: Read;
}

async function lookAhead(read: Read): Promise<LookedAhead> {
  const room = new Uint8Array(LOOKED_AT);
  const start = room.subarray(0, await readFully(read, room));
  return { start, read: replaying(read, start) };
}

function hashing(raw: RawBytes, hash: Hash | undefined, counted: { bytes: number }): Read {
  return async (into) => {
    const read = await raw.read(into);
    hash?.update(into.subarray(0, read));
    counted.bytes += read;
    return read;
  };
}
