/** A stream over bytes in memory that gives less than was asked for, as pipes and disks do. */
import type { ByteStream } from "../../src/input/byte-stream.ts";

/** @param lengths most bytes that each read gives, over and over; everything at once when there are none. */
export function memoryStream(content: Uint8Array, lengths: readonly number[] = []): ByteStream {
  let taken = 0;
  let reads = 0;
  return {
    read: async (into) => {
      const most = lengths[reads % lengths.length] ?? content.length;
      const given = content.subarray(taken, taken + Math.min(most, into.length));
      into.set(given);
      taken += given.length;
      reads += 1;
      return given.length;
    },
    bytesTaken: () => taken,
    asStored: true,
    finish: async () => ({ bytes: taken, sha256: "" }),
    close: async () => {},
  };
}
