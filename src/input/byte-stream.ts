/**
 * A stream of an export's bytes: hashed as they lie on disk, unpacked where they are packed, and in UTF-8.
 *
 * Everything behind it sees the bytes of a CSV in UTF-8, wherever they come from.
 */
import { createHash, type Hash } from "node:crypto";
import type { Encoding } from "../domain/encodings.ts";
import type { TimeForm } from "../domain/time-form.ts";
import { encodingOfText } from "./declared-encoding.ts";
import { decoding } from "./decode.ts";
import { gunzipping } from "./gunzip.ts";
import { openDecoder } from "./open-decoder.ts";
import type { RawBytes, Read } from "./raw-bytes.ts";
import { utf16Order } from "./utf16.ts";

export interface ByteStream {
  /** Fills from the front and returns how many bytes came; 0 at the end. */
  read(into: Uint8Array): Promise<number>;
  /** The number of bytes of the source that were taken so far, before unpacking. */
  bytesTaken(): number;
  /** Whether the bytes are those of the file, so that an offset in the stream is an offset in the file. */
  readonly asStored: boolean;
  /** The encoding of the file; undefined for UTF-8. */
  readonly encoding?: string | undefined;
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
  /** The number of rows that a mapping left out because they are no records. */
  readonly skipped?: number;
}

/** What a mapping says of a stream that its bytes do not say. Plain data. */
export interface ExportMeaning {
  /** How times are written in columns that have no form of their own; undefined for ISO 8601 in the policy's zone. */
  readonly form: TimeForm | undefined;
  /** The forms of columns that have one of their own. */
  readonly forms: ReadonlyMap<string, TimeForm>;
  /** The words that a column may have, where any other word rejects its row. An empty cell is no word. */
  readonly words: ReadonlyMap<string, ReadonlySet<string>>;
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
}

/** Bytes enough to tell packed data and byte order marks. */
const LOOKED_AT = 4;

/**
 * The raw bytes are closed where the stream cannot be opened.
 * @throws Failure where the file cannot be read, or (`encoding-contradicted`) is in another encoding than the declared one.
 */
export async function openStream(raw: RawBytes, options: StreamOptions): Promise<ByteStream> {
  const hash = createHash("sha256");
  const counted = { bytes: 0 };
  try {
    const text = await openText(hashing(raw, hash, counted), counted, options);
    return {
      ...text,
      bytesTaken: () => counted.bytes,
      finish: async () => {
        await raw.assertUnchanged();
        return { bytes: counted.bytes, sha256: hash.digest("hex") };
      },
      close: () => raw.close(),
    };
  } catch (error) {
    await raw.close();
    throw error;
  }
}

type Text = Pick<ByteStream, "read" | "asStored" | "encoding">;

/** Whether a file that begins like this, and is declared to be in no other encoding, is text in UTF-8 as it lies on disk, or nothing. */
export function isTextAsStored(start: Uint8Array): boolean {
  return !isGzip(start) && utf16Order(start) === undefined;
}

function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** The bytes of a file as text: unpacked, and in UTF-8. */
async function openText(
  read: Read,
  counted: { readonly bytes: number },
  { place, encoding: declared }: StreamOptions,
): Promise<Text> {
  const stored = await lookAhead(read);
  const isPacked = isGzip(stored.start);
  const bytes = isPacked ? await lookAhead(gunzipping(stored.read, counted, place)) : stored;
  const { encoding, skipped } = encodingOfText(bytes.start, declared, place);
  const decoder = encoding && (await openDecoder(encoding));
  if (encoding === undefined || decoder === undefined) return { read: bytes.read, asStored: !isPacked };
  const { name } = encoding;
  await readFully(bytes.read, new Uint8Array(skipped));
  const next = skipped > 0 ? "The file is damaged or was cut off; export it again." : undefined;
  const decoded = decoding({ read: bytes.read, decoder, encoding: name, next, place, offset: skipped });
  return { read: decoded, asStored: false, encoding: name };
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

function hashing(raw: RawBytes, hash: Hash, counted: { bytes: number }): Read {
  return async (into) => {
    const read = await raw.read(into);
    hash.update(into.subarray(0, read));
    counted.bytes += read;
    return read;
  };
}

/** Fills from the front and returns how many bytes came: fewer than there is room for only at the end. */
export async function readFully(read: Read, into: Uint8Array): Promise<number> {
  let filled = 0;
  while (filled < into.length) {
    const got = await read(into.subarray(filled));
    if (got === 0) break;
    filled += got;
  }
  return filled;
}

/** Gives the bytes that were read ahead a second time, before the rest. */
function replaying(read: Read, ahead: Uint8Array): Read {
  let pending = ahead;
  return async (into) => {
    if (pending.length === 0) return read(into);
    const taken = pending.subarray(0, into.length);
    into.set(taken);
    pending = pending.subarray(taken.length);
    return taken.length;
  };
}
