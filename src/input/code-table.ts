/**
 * Text in an encoding of one or two bytes a character as UTF-8, by a table of all its characters.
 *
 * The table is made from what the library says of every byte and every pair of bytes. A byte below 0x80 is its letter of ASCII.
 */
import { isAscii } from "node:buffer";
import { lengthToSureEnd, type PieceDecoder } from "./piece-decoder.ts";

/** Characters as units of UTF-16; 0 where there is none. */
export interface CodeTable {
  /** By byte; 0 for a byte that begins a pair, too. */
  readonly single: Uint16Array;
  /** By pair of bytes, the first one times 256; empty where no character has two bytes. */
  readonly double: Uint16Array;
}

/** A decoder of the library that reads bytes without a character as U+FFFD. */
export type LooseDecoder = (bytes: Uint8Array) => string;

const LF = 0x0a;
const ASCII = 0x80;
const NO_CHARACTER = "\ufffd";

/** @param longest bytes of a character. The second byte of a pair is above 0x2f. */
export function makeCodeTable(decode: LooseDecoder, longest: 1 | 2): CodeTable {
  const single = unitsOf(
    decode,
    Array.from({ length: 256 }, (_, byte) => [byte]),
  );
  const leads = longest === 1 ? [] : Array.from(single.keys()).filter((byte) => byte >= ASCII && single[byte] === 0);
  const seconds = Array.from({ length: 256 - 0x30 }, (_, index) => 0x30 + index);
  const pairs = leads.flatMap((lead) => seconds.map((second) => [lead, second] as const));
  const double = new Uint16Array(pairs.length === 0 ? 0 : 256 * 256);
  const units = unitsOf(decode, pairs);
  for (const [index, [lead, second]] of pairs.entries()) double[lead * 256 + second] = units[index] ?? 0;
  return { single, double };
}

/** The unit of each code; 0 where the code is no character, or more than one. */
function unitsOf(decode: LooseDecoder, codes: readonly (readonly number[])[]): Uint16Array {
  const texts = decode(Uint8Array.from(codes.flatMap((code) => [...code, LF]))).split("\n");
  const isLineFeed = (code: readonly number[] | undefined) => code?.length === 1 && code[0] === LF;
  const units = new Uint16Array(codes.length);
  let at = 0;
  for (const index of units.keys()) {
    // The text of a line feed is empty, and another empty text follows it.
    const text = isLineFeed(codes[index]) ? "\n" : (texts[at] ?? "");
    at += text === "\n" ? 2 : 1;
    units[index] = text.length === 1 && text !== NO_CHARACTER ? text.charCodeAt(0) : 0;
  }
  return units;
}

/** Characters of ASCII take one byte in UTF-8, others at most three. */
const MOST_BYTES = 3;

export function tableDecoder(table: CodeTable, longest: 1 | 2): PieceDecoder {
  let room = Buffer.allocUnsafe(0);
  return {
    longest,
    wholeLength: longest === 1 ? ({ length }) => length : lengthToSureEnd,
    toUtf8: (bytes) => {
      if (isAscii(bytes)) return bytes;
      if (room.length < bytes.length * MOST_BYTES) room = Buffer.allocUnsafe(bytes.length * MOST_BYTES);
      const length = writeUtf8(bytes, table, room);
      return length < 0 ? undefined : room.subarray(0, length);
    },
  };
}

/** A bit is set where one of four bytes is beyond ASCII. */
const BEYOND_ASCII = 0x80808080;

/**
 * Writes the text and returns the number of bytes written; -1 where a byte is in no character. A loop over plain numbers, because it
 * sees every byte; four letters of ASCII are copied at once.
 */
function writeUtf8(bytes: Uint8Array, table: CodeTable, into: Uint8Array): number {
  const from = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const out = new DataView(into.buffer, into.byteOffset, into.length);
  const end = bytes.length;
  let to = 0;
  let at = 0;
  while (at < end) {
    while (at + 4 <= end) {
      const four = from.getInt32(at);
      if ((four & BEYOND_ASCII) !== 0) break;
      out.setInt32(to, four);
      at += 4;
      to += 4;
    }
    if (at === end) break;
    const byte = bytes[at] ?? 0;
    at += 1;
    if (byte < ASCII) {
      into[to] = byte;
      to += 1;
      continue;
    }
    let unit = table.single[byte] ?? 0;
    if (unit === 0) {
      if (at === end) return -1;
      unit = table.double[byte * 256 + (bytes[at] ?? 0)] ?? 0;
      at += 1;
      if (unit === 0) return -1;
    }
    if (unit < 0x800) {
      into[to] = 0xc0 | (unit >> 6);
      into[to + 1] = 0x80 | (unit & 0x3f);
      to += 2;
    } else {
      into[to] = 0xe0 | (unit >> 12);
      into[to + 1] = 0x80 | ((unit >> 6) & 0x3f);
      into[to + 2] = 0x80 | (unit & 0x3f);
      to += 3;
    }
  }
  return to;
}
