/**
 * Text in an encoding of one or two bytes a character as UTF-8, by a table of all its characters.
 *
 * The table is made from what the library says of every byte and every pair of bytes. A byte below 0x80 is its letter of ASCII.
 */
import { type CodeTable, createDecodeKernel } from "../kernel/decode-kernel.ts";
import { lengthToSureEnd, type PieceDecoder } from "./piece-decoder.ts";

/** A decoder of the library that reads bytes without a character as U+FFFD. */
export type LooseDecoder = (bytes: Uint8Array) => string;

const LF = 0x0a;
const ASCII = 0x80;
const NO_CHARACTER = 0xfffd;

/** @param longest bytes of a character. The second byte of a pair is above 0x2f. */
export function makeCodeTable(decode: LooseDecoder, longest: 1 | 2): CodeTable {
  const single = new Uint16Array(256);
  const double = new Uint16Array(longest === 1 ? 0 : 256 * 256);
  const lines = new Uint8Array(512);
  for (let byte = 0; byte < 256; byte += 1) lines.set([byte, LF], byte * 2);
  fillUnits(single, [...single.keys()], decode(lines));
  if (longest === 1) return { single, double };
  const leads = [...single.keys()].filter((byte) => byte >= ASCII && single[byte] === 0);
  const seconds = 256 - LEAST_SECOND;
  const codes = new Uint16Array(leads.length * seconds);
  const pairs = new Uint8Array(codes.length * 3);
  for (let index = 0; index < codes.length; index += 1) {
    const lead = leads[Math.floor(index / seconds)] ?? 0;
    const second = LEAST_SECOND + (index % seconds);
    codes[index] = lead * 256 + second;
    pairs[index * 3] = lead;
    pairs[index * 3 + 1] = second;
    pairs[index * 3 + 2] = LF;
  }
  fillUnits(double, codes, decode(pairs));
  return { single, double };
}

/** Fills in the units of codes, whose texts stand line by line. No unit is filled in for a code that is no character, or more than one. */
function fillUnits(units: Uint16Array, codes: ArrayLike<number>, text: string): void {
  let at = 0;
  for (let index = 0; index < codes.length; index += 1) {
    // A line feed is a line without a text, and another one follows it.
    const end = units.length === 256 && codes[index] === LF ? at + 1 : text.indexOf("\n", at);
    const unit = end - at === 1 ? text.charCodeAt(at) : 0;
    units[codes[index] ?? 0] = unit === NO_CHARACTER ? 0 : unit;
    at = end + 1;
  }
}

/** Of pairs, the second byte is a digit, a letter, or beyond ASCII. */
const LEAST_SECOND = 0x30;

export function tableDecoder(table: CodeTable, longest: 1 | 2): PieceDecoder {
  const decodeKernel = createDecodeKernel(table);
  return {
    longest,
    wholeLength: longest === 1 ? ({ length }) => length : lengthToSureEnd,
    toUtf8: decodeKernel.decode,
    lineFeeds: decodeKernel.lineFeeds,
  };
}
