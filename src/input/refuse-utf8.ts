/**
 * Refuses text that was declared to be in another encoding and is UTF-8 throughout: it would be read without an error, and none of its
 * words beyond ASCII would be what was written.
 *
 *     메 in UTF-8 is eb a9 94, which CP949 reads as 硫?        ten such letters and not one byte that is no UTF-8: refused
 *
 * Text in another encoding has such bytes within its first words.
 */
import { isAscii, isUtf8 } from "node:buffer";
import { Failure } from "../domain/failure.ts";
import type { Read } from "./raw-bytes.ts";

/** Fewer letters beyond ASCII prove nothing: the four bytes of 联通 in GBK are UTF-8, too. */
const LEAST_LETTERS = 10;
/** A byte from here on begins a letter beyond ASCII in UTF-8. */
const FIRST_LEAD = 0xc2;
/** A byte below this is no part of a longer letter in UTF-8. */
const ASCII_END = 0x80;

interface Watch {
  /** Whether all bytes so far are UTF-8. */
  isUtf8: boolean;
  letters: number;
  /** The bytes of a letter that began and did not end yet. */
  begun: Buffer;
}

/** The same bytes. @throws Failure `encoding-contradicted` at their end. @param name of the encoding that was declared. */
export function refusingUtf8(read: Read, name: string, file: string): Read {
  const watch: Watch = { isUtf8: true, letters: 0, begun: Buffer.alloc(0) };
  return async (into) => {
    const got = await read(into);
    if (got > 0 && watch.isUtf8) look(watch, into.subarray(0, got));
    if (got > 0 || !watch.isUtf8 || watch.begun.length > 0 || watch.letters < LEAST_LETTERS) return got;
    throw new Failure("encoding-contradicted", {
      place: { file },
      found: `it is UTF-8 throughout, with ${watch.letters} letters beyond ASCII, and ${name} was declared`,
      next: "Read it without --encoding, and without encoding in its mapping.",
    });
  };
}

function look(watch: Watch, piece: Uint8Array): void {
  if (watch.begun.length === 0 && isAscii(piece)) return;
  const bytes = Buffer.concat([watch.begun, piece]);
  const whole = lengthOfWhole(bytes);
  watch.begun = bytes.subarray(whole);
  watch.isUtf8 = isUtf8(bytes.subarray(0, whole));
  for (let at = 0; at < whole; at += 1) if ((bytes[at] ?? 0) >= FIRST_LEAD) watch.letters += 1;
}

/** The length without the last letter where that may go on; a letter has four bytes at most. */
function lengthOfWhole(bytes: Buffer): number {
  for (let at = bytes.length - 1; at >= 0 && at >= bytes.length - 3; at -= 1) {
    const byte = bytes[at] ?? 0;
    if (byte < ASCII_END) return at + 1;
    if (byte >= FIRST_LEAD) return isUtf8(bytes.subarray(at)) ? bytes.length : at;
  }
  return bytes.length;
}
