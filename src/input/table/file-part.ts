/**
 * A file, or a part of it, as the libraries for Parquet and for workbooks ask for it.
 *
 * A `Blob` is one as well. It copies what it reads twice, which takes a tenth of a reading, and says of a file that was changed only that
 * it cannot be read.
 */
export interface FilePart {
  readonly size: number;
  slice(from: number, to: number): FilePart;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** @param read bytes of the file at an offset. @param from where the part begins in the file. */
export function filePart(read: (offset: number, length: number) => Promise<Buffer>, size: number, from = 0): FilePart {
  return {
    size,
    slice: (start, end) => filePart(read, end - start, from + start),
    arrayBuffer: async () => {
      const { buffer, byteOffset } = await read(from, size);
      // Few bytes may lie in memory that others use, too.
      const isOwn = buffer instanceof ArrayBuffer && buffer.byteLength === size;
      return isOwn ? buffer : Uint8Array.from(new Uint8Array(buffer, byteOffset, size)).buffer;
    },
  };
}

/** The same part, which says why it could not be read, because the library would not. */
export function watchedPart(part: FilePart, fail: (error: unknown) => void): FilePart {
  return {
    size: part.size,
    slice: (from, to) => watchedPart(part.slice(from, to), fail),
    arrayBuffer: () =>
      part.arrayBuffer().catch((error) => {
        fail(error);
        throw error;
      }),
  };
}
