/**
 * Cuts a stream of bytes into blocks that end at record boundaries, so that each can be read on its own.
 *
 * A line feed inside quotes is no boundary. Every block starts outside quotes, so counting its quotes tells whether its
 * end is inside some; a block without any is cut at its last line feed. What remains is carried to the next block. One
 * record may be 1 MiB long: past that it is taken for a quote that never closes.
 */
import { LONGEST_RECORD } from "./scanner.ts";
import type { ByteStream } from "./source.ts";

const LF = 0x0a;
const QUOTE = 0x22;

export type Cut =
  | { readonly kind: "block"; readonly bytes: Buffer }
  /** A record longer than `LONGEST_RECORD`; `bytes` are its first ones, and one more. */
  | { readonly kind: "endless-record"; readonly bytes: Buffer };

/** @param size bytes to aim at for a block; a block is longer only when one record is. */
export async function* cutBlocks(stream: ByteStream, size: number): AsyncGenerator<Cut, void, void> {
  let carried = Buffer.alloc(0);
  for (;;) {
    const buffer = Buffer.allocUnsafeSlow(Math.max(size, carried.length * 2, 1));
    buffer.set(carried);
    const filled = await fill(stream, buffer, carried.length);
    if (filled < buffer.length) {
      if (filled > 0) yield { kind: "block", bytes: buffer.subarray(0, filled) };
      return;
    }
    const cut = lastBoundary(buffer);
    if (cut === 0 && filled > LONGEST_RECORD) {
      yield { kind: "endless-record", bytes: buffer.subarray(0, LONGEST_RECORD + 1) };
      return;
    }
    carried = Buffer.from(buffer.subarray(cut));
    if (cut > 0) yield { kind: "block", bytes: buffer.subarray(0, cut) };
  }
}

async function fill(stream: ByteStream, buffer: Buffer, from: number): Promise<number> {
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
  const firstQuote = bytes.indexOf(QUOTE);
  if (firstQuote < 0) return bytes.lastIndexOf(LF) + 1;
  let insideQuotes = false;
  for (let at = firstQuote; at < bytes.length; at += 1) {
    if (bytes[at] === QUOTE) insideQuotes = !insideQuotes;
  }
  for (let at = bytes.length - 1; at >= 0; at -= 1) {
    const byte = bytes[at];
    if (byte === QUOTE) insideQuotes = !insideQuotes;
    else if (byte === LF && !insideQuotes) return at + 1;
  }
  return 0;
}
