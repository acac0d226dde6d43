/**
 * Unpacks on this thread what is short, and leaves a longer file to a thread of its own.
 *
 *     header, or a small file      unpacked here: no thread is started
 *     behind the first 2 MB        the thread unpacks from the front again, passes over what was given, and goes on
 *
 * To start a thread takes as long as to unpack megabytes, and how long a file is shows only at its end.
 */
import { makingAhead } from "./ahead-thread.ts";
import { type RawBytes, type Read, readFully, replaying } from "./raw-bytes.ts";
import { type PackedBytes, unpacking } from "./unpack.ts";

const UNPACKED_HERE = 2 * 1024 * 1024;

/** @throws Failure as `unpacking` does. */
export function unpackingByLength(packed: PackedBytes): Pick<RawBytes, "read" | "close"> {
  const kept = keeping(packed.read);
  let unpacker = unpacking({ ...packed, read: kept.read });
  let isAhead = false;
  let given = 0;

  async function goAhead(): Promise<void> {
    isAhead = true;
    await unpacker.close();
    const { packing, place } = packed;
    const read = replaying(packed.read, await kept.taken());
    unpacker = makingAhead({ read, making: { kind: "unpacked", packing }, place });
    await readFully(unpacker.read, new Uint8Array(given));
  }

  return {
    read: async (into) => {
      if (!isAhead && given >= UNPACKED_HERE) await goAhead();
      const got = await unpacker.read(into);
      given += got;
      return got;
    },
    close: () => unpacker.close(),
  };
}

/** The same bytes, and all that were read once no more are read. */
function keeping(read: Read): { readonly read: Read; readonly taken: () => Promise<Uint8Array> } {
  const pieces: Uint8Array[] = [];
  let last: Promise<unknown> = Promise.resolve();
  async function readAndKeep(into: Uint8Array): Promise<number> {
    const got = await read(into);
    pieces.push(into.slice(0, got));
    return got;
  }
  return {
    read: (into) => {
      const reading = readAndKeep(into);
      last = reading.catch(() => {});
      return reading;
    },
    taken: async () => {
      await last;
      return Buffer.concat(pieces.splice(0));
    },
  };
}
