/**
 * Puts output rows together: pieces that stand in many rows, cells that are copied from the export, ids, numbers and hashes.
 *
 * The host shares out memory from `OUTPUT` on, and says where everything lies. A copy may read and write up to `OVERHANG` bytes
 * after its end; the bytes that it writes there are overwritten later.
 */
import { contentOf, hasDoubledQuotes, isBare, isPlain, lengthOf } from "./cells";
import { COMMA, CR, LF, QUOTE } from "./characters";
import { COPIED_COLUMNS, LONGEST_MESSAGE } from "./numbers";
import { COPIED, DIGEST, MESSAGE, ROW_HASH } from "./output-tables";
import { putNatural } from "./put-digits";
import { hashMessage } from "./sha256";

/** Puts bytes at `to`. Like every function that puts something, it returns the place after the last byte. */
export function putBytes(from: u32, length: u32, to: u32): u32 {
  for (let at: u32 = 0; at < length; at += 16) v128.store(to + at, v128.load(from + at));
  return to + length;
}

/** Puts the copied cells of a row, with commas between them. @param firstCell position of the row's first cell. */
export function putCopied(firstCell: u32, to: u32): u32 {
  let at = to;
  for (let index: u32 = 0; index < COPIED_COLUMNS; index += 1) {
    if (index > 0) {
      store<u8>(at, COMMA);
      at += 1;
    }
    const column = load<i32>(COPIED + index * 4);
    if (column >= 0) at = putCell(firstCell + column, at);
  }
  return at;
}

/** Puts a cell, in quotes where that is needed. Doubled quotes stay doubled. */
function putCell(cell: u32, to: u32): u32 {
  const from = contentOf(cell);
  const length = lengthOf(cell);
  if ((isPlain && isBare(cell)) || !mustBeQuoted(from, length)) {
    return putBytes(from, length, to);
  }
  store<u8>(to, QUOTE);
  const end = putBytes(from, length, to + 1);
  store<u8>(end, QUOTE);
  return end + 1;
}

function mustBeQuoted(from: u32, length: u32): bool {
  for (let at = from; at < from + length; at += 1) {
    const byte = <u32>load<u8>(at);
    if (byte === COMMA || byte === QUOTE || byte === LF || byte === CR) return true;
  }
  return false;
}

/** Puts a whole number, not below zero. */
export function putNumber(value: f64, to: u32): u32 {
  return putNatural(<u64>value, to);
}

/** Puts the first half of the digest, as 32 hexadecimal digits. */
export function putId(to: u32): u32 {
  const digits = i8x16(0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66);
  const id = v128.load(DIGEST);
  const high = i8x16.swizzle(digits, i8x16.shr_u(id, 4));
  const low = i8x16.swizzle(digits, v128.and(id, i8x16.splat(0xf)));
  v128.store(to, i8x16.shuffle(high, low, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
  v128.store(to + 16, i8x16.shuffle(high, low, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31));
  return to + 32;
}

/**
 * Hashes a beginning, the content of a cell, and a zero to `DIGEST`. Returns false, and hashes nothing, where that message is too
 * long, or where quotes in the cell are doubled.
 */
export function hashId(beginning: u32, length: u32, cell: u32): bool {
  const cellLength = lengthOf(cell);
  const whole = length + cellLength + 1;
  if (whole > LONGEST_MESSAGE || hasDoubledQuotes(cell)) return false;
  putBytes(beginning, length, MESSAGE);
  store<u8>(putBytes(contentOf(cell), cellLength, MESSAGE + length), 0);
  hashMessage(whole);
  return true;
}

/** Hashes a row to `ROW_HASH`, as `hashRow` in `book/row-total.ts` does. */
export function hashRow(from: u32, to: u32): void {
  let high = to - from;
  let low: u32 = 0x9747b28c;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word = load<u32>(at);
    high = rotl<u32>((high ^ (word * 0xcc9e2d51)) * 0x1b873593, 15);
    low = rotl<u32>((low ^ (word * 0x85ebca6b)) * 0xe6546b65, 13);
  }
  let rest: u32 = 0;
  for (; at < to; at += 1) rest = (rest << 8) | <u32>load<u8>(at);
  store<u32>(ROW_HASH, spread(high ^ (rest * 0xcc9e2d51)));
  store<u32>(ROW_HASH, spread(low ^ (rest * 0x85ebca6b)), 4);
}

function spread(hash: u32): u32 {
  let mixed = (hash ^ (hash >> 16)) * 0x85ebca6b;
  mixed = (mixed ^ (mixed >> 13)) * 0xc2b2ae35;
  return mixed ^ (mixed >> 16);
}
