/** Finds bytes that no text may contain, and the first damage of a block. */
import { isUtf8 } from "node:buffer";
import type { Damage } from "../kernel/row-cells.ts";

const LF = 0x0a;

/** The first byte that is NUL or undecodable. */
export function findBadByte(bytes: Uint8Array): Damage | undefined {
  const nul = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(0);
  const damage: Damage | undefined = nul < 0 ? undefined : { code: "nul-byte", offset: nul };
  if (isUtf8(bytes)) return damage;
  return firstDamage(damage, { code: "bytes-undecodable", offset: firstUndecodable(bytes) });
}

/** The reason why a small file is not text in UTF-8. */
export interface DamagedText {
  readonly code: Damage["code"];
  /** Number of the line with the first bad byte, from 1. */
  readonly line: number;
  /** Offset of the first bad byte, from 0. */
  readonly offset: number;
  /** A sentence that says what is wrong, and what to do. */
  readonly says: string;
}

/** The first bad byte of a small file; undefined where no byte is bad. */
export function damagedText(bytes: Uint8Array): DamagedText | undefined {
  const damage = findBadByte(bytes);
  if (damage === undefined) return undefined;
  const { code, offset } = damage;
  const what = code === "nul-byte" ? "there is a NUL byte" : "the text is not UTF-8";
  return { code, offset, line: linesBefore(bytes, offset) + 1, says: `${what} at byte ${offset}; save it as UTF-8` };
}

export interface LineDamage extends Damage {
  /** Line feeds before the damage, within the block. */
  readonly line: number;
}

/** The first damage of a block. @param scanned the damage that the scanner found; the scanner does not look for bad bytes. */
export function findFirstDamage(bytes: Uint8Array, scanned: Damage | undefined): LineDamage | undefined {
  const first = firstDamage(scanned, findBadByte(bytes));
  return first && { ...first, line: linesBefore(bytes, first.offset) };
}

export function firstDamage(a: Damage | undefined, b: Damage | undefined): Damage | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.offset <= b.offset ? a : b;
}

/** The number of line feeds before an offset. */
export function linesBefore(bytes: Uint8Array, offset: number): number {
  let lines = 0;
  for (let at = bytes.indexOf(LF); at >= 0 && at < offset; at = bytes.indexOf(LF, at + 1)) lines += 1;
  return lines;
}

/** The offset of the first undecodable byte: bisects between whole characters, then steps over the last good characters. */
function firstUndecodable(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    if (isUtf8(bytes.subarray(0, startOfCharacter(bytes, middle)))) good = middle;
    else bad = middle;
  }
  let at = startOfCharacter(bytes, good);
  for (let length = 1; length <= LONGEST_CHARACTER && at + length <= bytes.length; length += 1) {
    if (!isUtf8(bytes.subarray(at, at + length))) continue;
    at += length;
    length = 0;
  }
  return at;
}

const LONGEST_CHARACTER = 4;

/** Moves back over at most three continuation bytes to where a character may begin. */
function startOfCharacter(bytes: Uint8Array, offset: number): number {
  let at = offset;
  while (at > 0 && offset - at < 3 && ((bytes[at] ?? 0) & 0xc0) === 0x80) at -= 1;
  return at;
}
