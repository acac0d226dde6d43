/** Text in UTF-16 as UTF-8. A half of a surrogate pair that stands alone is no character, and neither is a byte that is left over. */
import { createUtf16Kernel } from "../kernel/decode-kernel.ts";
import type { PieceDecoder } from "./piece-decoder.ts";

type Order = "little-endian" | "big-endian";

/** The first two bytes of a file in UTF-16, as a rule. */
export const UTF16_MARKS: Readonly<Record<Order, readonly [number, number]>> = {
  "little-endian": [0xff, 0xfe],
  "big-endian": [0xfe, 0xff],
};

/** @param order of the two bytes of a unit. */
export function utf16Decoder(order: Order): PieceDecoder {
  const kernel = createUtf16Kernel(order === "big-endian");
  return {
    longest: 4,
    wholeLength: (bytes) => wholeLength(bytes, order),
    toUtf8: (bytes) => (bytes.length % 2 === 0 ? kernel.decode(bytes) : undefined),
    lineFeeds: kernel.lineFeeds,
  };
}

/** The order of the bytes of a text that begins with a byte order mark of UTF-16; undefined where it begins with none. */
export function utf16Order(bytes: Uint8Array): Order | undefined {
  const isMarked = (order: Order) => UTF16_MARKS[order].every((byte, index) => bytes[index] === byte);
  if (isMarked("little-endian")) return bytes[2] === 0 && bytes[3] === 0 ? undefined : "little-endian";
  return isMarked("big-endian") ? "big-endian" : undefined;
}

/** A pair is never cut in two: its first half waits for the second half. */
function wholeLength(bytes: Uint8Array, order: Order): number {
  const even = bytes.length - (bytes.length % 2);
  const high = bytes[order === "little-endian" ? even - 1 : even - 2] ?? 0;
  return even > 0 && high >= 0xd8 && high <= 0xdb ? even - 2 : even;
}
