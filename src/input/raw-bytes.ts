/** Bytes as they come, from a file or from any source that gives bytes in pieces. */

const REST = 256 * 1024;

/** Fills from the front and returns how many bytes came; 0 at the end. */
export type Read = (into: Uint8Array) => Promise<number>;

export interface RawBytes {
  readonly read: Read;
  assertUnchanged(): Promise<void>;
  close(): Promise<void>;
}

/** @param input gives pieces; a piece may be overwritten once the next one is asked for. */
export function iterableBytes(input: AsyncIterable<Uint8Array>): RawBytes {
  const chunks = input[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);
  return {
    read: async (into) => {
      while (rest.length === 0) {
        const next = await chunks.next();
        if (next.done) return 0;
        rest = next.value;
      }
      const taken = rest.subarray(0, into.length);
      into.set(taken);
      rest = rest.subarray(taken.length);
      return taken.length;
    },
    assertUnchanged: async () => {},
    close: async () => {
      await chunks.return?.();
    },
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

export async function readToEnd(read: Read): Promise<void> {
  const room = new Uint8Array(REST);
  while ((await read(room)) > 0);
}

/** Gives bytes that were read ahead a second time, before the rest. */
export function replaying(read: Read, ahead: Uint8Array): Read {
  let pending = ahead;
  return async (into) => {
    if (pending.length === 0) return read(into);
    const taken = pending.subarray(0, into.length);
    into.set(taken);
    pending = pending.subarray(taken.length);
    return taken.length;
  };
}
