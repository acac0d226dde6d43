/**
 * Cuts a stream of bytes into blocks that end at record boundaries, so that each block can be read on its own.
 *
 * A line feed inside quotes is no boundary. Every block starts outside quotes, so the number of quotes before a line feed tells
 * whether the line feed is inside quotes. A block without quotes is cut at its last line feed; the kernel finds the cut of any
 * other. The bytes after the cut are carried to the next block. A record may be 1 MiB long; a longer record is taken for a quote that never closes. The first block contains the first
 * line that is not empty, which is the header.
 */
import { cutOf } from "../kernel/cut-kernel.ts";
import { LONGEST_RECORD } from "../kernel/numbers.ts";
import type { ByteStream } from "./byte-stream.ts";
import { firstLineStart } from "./header-line.ts";

const LF = 0x0a;
const QUOTE = 0x22;

/**
 * Bytes to aim at for a block: enough that the work for each block is small beside the work for its rows, and few enough that a
 * block stays in a core's cache from its reading to its scanning.
 */
const BLOCK_SIZE = 512 * 1024;

export type Cut =
  | { readonly kind: "block"; readonly bytes: Buffer }
  /** A record longer than `LONGEST_RECORD`; `bytes` are its first `LONGEST_RECORD` bytes, and one more byte. */
  | { readonly kind: "endless-record"; readonly bytes: Buffer };

/**
 * Memory for blocks, used again and again: to make new memory takes longer than to read a block into it. The memory is shared, so
 * that another thread can read a block where it lies.
 */
export interface BlockRoom {
  take(size: number): Buffer;
  /** Gives back the memory of a block once no thread reads the block any more. */
  giveBack(block: Uint8Array): void;
}

export function createBlockRoom(): BlockRoom {
  const free: ArrayBufferLike[] = [];
  return {
    take: (size) => {
      const index = free.findIndex(({ byteLength }) => byteLength >= size);
      // Memory that is too small is let go, so that there is never more memory than was in use at once.
      const [known] = free.splice(Math.max(index, 0), 1);
      return Buffer.from(index < 0 || known === undefined ? new SharedArrayBuffer(size) : known, 0, size);
    },
    giveBack: ({ buffer }) => {
      free.push(buffer);
    },
  };
}

/**
 * @param size bytes to aim at for a block; a block is longer only when one record is.
 * @param shared memory to which the caller gives blocks back. Without it a block stays as it is until the next one is
 * asked for.
 */
export async function* cutBlocks(
  stream: Pick<ByteStream, "read">,
  size = BLOCK_SIZE,
  shared?: BlockRoom,
): AsyncGenerator<Cut, void, void> {
  const room = shared ?? createBlockRoom();
  let carried = Buffer.alloc(0);
  let isFirst = true;
  for (;;) {
    const buffer = room.take(Math.max(size, carried.length * 2, 1));
    buffer.set(carried);
    const filled = await fill(stream, buffer, carried.length);
    if (filled < buffer.length) {
      if (filled > 0) yield { kind: "block", bytes: buffer.subarray(0, filled) };
      return;
    }
    const boundary = lastBoundary(buffer);
    const cut = isFirst && boundary <= firstLineStart(buffer) ? 0 : boundary;
    if (cut > 0) isFirst = false;
    if (cut === 0 && filled > LONGEST_RECORD) {
      yield { kind: "endless-record", bytes: buffer.subarray(0, LONGEST_RECORD + 1) };
      return;
    }
    carried = Buffer.from(buffer.subarray(cut));
    if (cut > 0) yield { kind: "block", bytes: buffer.subarray(0, cut) };
    if (shared === undefined || cut === 0) room.giveBack(buffer);
  }
}

async function fill(stream: Pick<ByteStream, "read">, buffer: Buffer, from: number): Promise<number> {
  let filled = from;
  while (filled < buffer.length) {
    const read = await stream.read(buffer.subarray(filled));
    if (read === 0) break;
    filled += read;
  }
  return filled;
}

/** The offset after the last line feed that is outside quotes; 0 when there is none. */
function lastBoundary(bytes: Buffer): number {
  if (!bytes.includes(QUOTE)) return bytes.lastIndexOf(LF) + 1;
  return cutOf(bytes);
}
