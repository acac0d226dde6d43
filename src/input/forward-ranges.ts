/**
 * Reads parts of a stream again that can be read from its front only, such as a packed one: what lies before a part is passed over.
 *
 * Parts that are asked for in the order of the stream take one reading; a part before the last one begins another.
 */
import { Failure } from "../domain/failure.ts";
import type { OpenRanges, Ranges } from "./ranges.ts";
import { type RawBytes, readFully } from "./raw-bytes.ts";

const PASSED_AT_ONCE = 256 * 1024;

type Reopened = Pick<RawBytes, "read" | "close">;

/** @param open the stream at its first byte. @param place the path to name in a failure. */
export function forwardRanges(open: () => Promise<Reopened>, place: string): OpenRanges {
  return async () => {
    const passed = new Uint8Array(PASSED_AT_ONCE);
    let stream = await open();
    let at = 0;
    let before: Promise<unknown> = Promise.resolve();

    async function readPart(offset: number, length: number): Promise<Buffer> {
      if (offset < at) {
        await stream.close();
        stream = await open();
        at = 0;
      }
      const start = at;
      // Where a read fails, nobody knows how far it came.
      at = Number.POSITIVE_INFINITY;
      for (let left = offset - start; left > 0; left -= passed.length)
        await readWhole(stream, passed.subarray(0, left), place);
      const bytes = Buffer.allocUnsafe(length);
      await readWhole(stream, bytes, place);
      at = offset + length;
      return bytes;
    }

    return {
      read: (offset, length) => {
        const read = before.then(() => readPart(offset, length));
        before = read.catch(() => {});
        return read;
      },
      close: async () => {
        await before;
        await stream.close();
      },
    } satisfies Ranges;
  };
}

/** Fills all of it. @throws Failure `input-changed` where the stream ends before. */
async function readWhole({ read }: Reopened, into: Uint8Array, file: string): Promise<void> {
  if ((await readFully(read, into)) < into.length) throw new Failure("input-changed", { place: { file } });
}
