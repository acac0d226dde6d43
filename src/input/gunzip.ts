/** Unpacks gzip while it is read, with a ceiling on how many bytes a small file may become. */
import { Readable } from "node:stream";
import { createGunzip, type Gunzip } from "node:zlib";
import { Failure, type FailureCode } from "../domain/failure.ts";
import { iterableBytes, type RawBytes, type Read } from "./raw-bytes.ts";

const RAW_CHUNK = 256 * 1024;
/** Text packs to a tenth. A file that unpacks to more than 250 times its size, and to more than 1 MiB, was made to fill a disk. */
const LARGEST_RATIO = 250;
const RATIO_MATTERS_FROM = 1024 * 1024;

/** Unpacks bytes. @param counted the number of packed bytes that were read so far. @throws Failure `gzip-damaged`, `gzip-bomb`. */
export function gunzipping(read: Read, counted: { readonly bytes: number }, place: string): Read {
  async function* packed(): AsyncGenerator<Uint8Array> {
    for (;;) {
      const chunk = new Uint8Array(RAW_CHUNK);
      const got = await read(chunk);
      if (got === 0) return;
      yield chunk.subarray(0, got);
    }
  }
  let unpacked: RawBytes | undefined;
  let gunzip: Gunzip | undefined;
  let total = 0;

  function start(): RawBytes {
    const input = Readable.from(packed(), { objectMode: false });
    const stream = createGunzip({ chunkSize: RAW_CHUNK });
    input.on("error", (error) => stream.destroy(error));
    gunzip = stream;
    return iterableBytes(input.pipe(stream));
  }

  return async (into) => {
    try {
      unpacked ??= start();
      const got = await unpacked.read(into);
      total += got;
      if (total > RATIO_MATTERS_FROM && total > counted.bytes * LARGEST_RATIO) fail("gzip-bomb", place);
      // Bytes after the gzip data, such as padding, would be left out of the export and of its hash.
      if (got === 0 && gunzip?.bytesWritten !== counted.bytes) fail("gzip-damaged", place);
      return got;
    } catch (cause) {
      if (cause instanceof Failure) throw cause;
      return fail("gzip-damaged", place, cause);
    }
  };
}

function fail(code: FailureCode, file: string, cause?: unknown): never {
  throw new Failure(code, { place: { file }, cause });
}
