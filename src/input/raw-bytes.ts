/** Bytes as they come, from a file or from any source that gives bytes in pieces. */

/** Fills from the front and returns how many bytes came; 0 at the end. */
export type Read = (into: Uint8Array) => Promise<number>;

export interface RawBytes {
  readonly read: Read;
  assertUnchanged(): Promise<void>;
  close(): Promise<void>;
}

export function iterableBytes(input: AsyncIterable<Uint8Array>): RawBytes {
  const chunks = input[Symbol.asyncIterator]();
  let rest = new Uint8Array(0);
  return {
    read: async (into) => {
      while (rest.length === 0) {
        const next = await chunks.next();
        if (next.done) return 0;
        rest = new Uint8Array(next.value);
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
