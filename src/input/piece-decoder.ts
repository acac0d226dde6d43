/**
 * How to read a piece of text in an encoding, and where in a piece the first byte is that the encoding does not have.
 *
 * A decoder knows nothing of the pieces before. So a piece begins with a character, and only whole characters are given to it:
 *
 *     piece       r1,\xb8\xe1\xb7        the last byte may be the first half of a letter
 *     whole       r1,                    3 bytes; the rest waits for the next piece
 */

export interface PieceDecoder {
  /** Bytes of the longest character. */
  readonly longest: number;
  /** The number of bytes, from the front, that surely hold whole characters only. */
  wholeLength(bytes: Uint8Array): number;
  /** Whole characters as UTF-8, valid until the next call or until the bytes change; undefined where a byte is in no character. */
  toUtf8(bytes: Uint8Array): Uint8Array | undefined;
  /** Line feeds of the text that was decoded last, where the decoder counts them. */
  lineFeeds?(): number;
}

/**
 * Bytes below this are never the second, third or fourth byte of a character in any encoding that contains ASCII: such bytes are
 * digits, letters or beyond ASCII. Blanks, commas, quotes, hyphens and line ends are below.
 */
const NEVER_SECOND_BELOW = 0x30;

/** The length up to and with the last byte that ends a character whatever stands before it; 0 where there is no such byte. */
export function lengthToSureEnd(bytes: Uint8Array): number {
  for (let at = bytes.length - 1; at >= 0; at -= 1) if ((bytes[at] ?? 0) < NEVER_SECOND_BELOW) return at + 1;
  return 0;
}

/** The offset of the first byte in no character. @param bytes that `toUtf8` refuses. */
export function findUndecodable(bytes: Uint8Array, decoder: PieceDecoder): number {
  let at = lastGoodStart(bytes, decoder);
  for (let length = 1; length <= decoder.longest && at + length <= bytes.length; length += 1) {
    if (decoder.toUtf8(bytes.subarray(at, at + length)) === undefined) continue;
    at += length;
    length = 0;
  }
  return at;
}

/** The start of a character, with only whole characters before it, from which few characters are left to the first bad byte. */
function lastGoodStart(bytes: Uint8Array, decoder: PieceDecoder): number {
  let good = 0;
  let bad = bytes.length;
  while (bad > good) {
    const middle = (good + bad) >>> 1;
    const whole = decoder.wholeLength(bytes.subarray(0, middle));
    if (whole <= good) return good;
    if (decoder.toUtf8(bytes.subarray(good, whole)) === undefined) bad = whole - 1;
    else good = whole;
  }
  return good;
}
