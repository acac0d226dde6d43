/** A stream of an export's bytes: the bytes are hashed as they lie on disk, and unpacked where they are gzip. */
import { createHash, type Hash } from "node:crypto";
import type { TimeForm } from "../domain/time-form.ts";
import { gunzipping } from "./gunzip.ts";
import type { RawBytes, Read } from "./raw-bytes.ts";

export interface ByteStream {
  /** Fills from the front and returns how many bytes came; 0 at the end. */
  read(into: Uint8Array): Promise<number>;
  /** The number of bytes of the source that were taken so far, before unpacking. */
  bytesTaken(): number;
  readonly gzip: boolean;
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

/** @param place the path to name in a failure. The raw bytes are closed where the stream cannot be opened. */
export async function openStream(raw: RawBytes, place: string): Promise<ByteStream> {
  const hash = createHash("sha256");
  const counted = { bytes: 0 };
  const hashed = hashing(raw, hash, counted);
  const start = new Uint8Array(2);
  const peeked = await readFully(hashed, start).catch(async (error) => {
    await raw.close();
    throw error;
  });
  const whole = replaying(hashed, start.subarray(0, peeked));
  const gzip = peeked === 2 && start[0] === 0x1f && start[1] === 0x8b;
  const unpacked = gzip ? gunzipping(whole, counted, place) : whole;
  return {
    read: unpacked,
    bytesTaken: () => counted.bytes,
    gzip,
    finish: async () => {
      await raw.assertUnchanged();
      return { bytes: counted.bytes, sha256: hash.digest("hex") };
    },
    close: () => raw.close(),
  };
}

function hashing(raw: RawBytes, hash: Hash, counted: { bytes: number }): Read {
  return async (into) => {
    const read = await raw.read(into);
    hash.update(into.subarray(0, read));
    counted.bytes += read;
    return read;
  };
}

async function readFully(read: Read, into: Uint8Array): Promise<number> {
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
