/** Unpacks gzip and zstd while they are read, with a ceiling on how many bytes a small file may become. */
import { Readable, type Transform } from "node:stream";
import * as zlib from "node:zlib";
import { Failure, type FailureCode } from "../domain/failure.ts";
import { iterableBytes, type RawBytes, type Read } from "./raw-bytes.ts";
import { isPastRatio } from "./unpack-limit.ts";
import { wholeFrames } from "./zstd-frames.ts";

export type Packing = "gzip" | "zstd";

const RAW_CHUNK = 256 * 1024;

interface Unpacker {
  readonly mark: readonly number[];
  /** Undefined where this version of Node has none. */
  readonly create: (() => Transform & { readonly bytesWritten: number }) | undefined;
  /** The packed bytes in pieces as the library needs them. */
  readonly piecesOf: (packed: AsyncIterable<Uint8Array>, place: string) => AsyncIterable<Uint8Array>;
  readonly damaged: FailureCode;
  readonly bomb: FailureCode;
}

/** Node has zstd from 22.15 on; its types here are older. */
const {
  createGunzip,
  createZstdDecompress,
}: Pick<typeof zlib, "createGunzip"> & {
  readonly createZstdDecompress?: typeof zlib.createGunzip;
} = zlib;

const UNPACKERS: Readonly<Record<Packing, Unpacker>> = {
  gzip: {
    mark: [0x1f, 0x8b],
    create: () => createGunzip({ chunkSize: RAW_CHUNK }),
    piecesOf: (packed) => packed,
    damaged: "gzip-damaged",
    bomb: "gzip-bomb",
  },
  zstd: {
    mark: [0x28, 0xb5, 0x2f, 0xfd],
    create: createZstdDecompress && (() => createZstdDecompress({ chunkSize: RAW_CHUNK })),
    piecesOf: wholeFrames,
    damaged: "zstd-damaged",
    bomb: "zstd-bomb",
  },
};

/** How a file that begins with these bytes is packed; undefined where it is not. */
export function packingOf(start: Uint8Array): Packing | undefined {
  const isPackedWith = (packing: Packing) => UNPACKERS[packing].mark.every((byte, index) => start[index] === byte);
  return (["gzip", "zstd"] as const).find(isPackedWith);
}

export interface PackedBytes {
  readonly read: Read;
  readonly packing: Packing;
  /** The number of packed bytes that were read so far. */
  readonly counted: { readonly bytes: number };
  /** The path to name in a failure. */
  readonly place: string;
}

/**
 * Unpacks bytes.
 * @throws Failure `zstd-unavailable`; while they are read, `gzip-damaged`, `gzip-bomb`, `zstd-damaged` and `zstd-bomb`.
 */
export function unpacking({ read, packing, counted, place }: PackedBytes): Pick<RawBytes, "read" | "close"> {
  const { create, piecesOf, damaged, bomb } = UNPACKERS[packing];
  if (create === undefined) throw new Failure("zstd-unavailable", { place: { file: place } });
  const stream = create();
  const input = Readable.from(piecesOf(piecesFrom(read), place), { objectMode: false });
  input.on("error", (error) => stream.destroy(error));
  // Whoever reads is told of an error. An error that comes when nobody reads any more is nobody's.
  stream.on("error", () => {});
  let unpacked: RawBytes | undefined;
  let total = 0;

  async function readUnpacked(into: Uint8Array): Promise<number> {
    try {
      unpacked ??= iterableBytes(input.pipe(stream));
      const got = await unpacked.read(into);
      total += got;
      if (isPastRatio(total, counted.bytes)) fail(bomb, place);
      // Bytes after the packed data, such as padding, would be left out of the export and of its hash.
      if (got === 0 && stream.bytesWritten !== counted.bytes) fail(damaged, place);
      return got;
    } catch (cause) {
      if (cause instanceof Failure) throw cause;
      return fail(damaged, place, cause);
    }
  }

  return {
    read: readUnpacked,
    close: async () => {
      // What is packed is read ahead, and must not be read from a file that is closed.
      input.destroy();
      stream.destroy();
    },
  };
}

async function* piecesFrom(read: Read): AsyncGenerator<Uint8Array> {
  for (;;) {
    const chunk = new Uint8Array(RAW_CHUNK);
    const got = await read(chunk);
    if (got === 0) return;
    yield chunk.subarray(0, got);
  }
}

function fail(code: FailureCode, file: string, cause?: unknown): never {
  throw new Failure(code, { place: { file }, cause });
}
