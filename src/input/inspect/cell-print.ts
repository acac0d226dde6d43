/**
 * Tells values apart by numbers: 53 bits of a cell's bytes, in which two values of a file are the same only by an accident of one in
 * some thousand files of ten million values.
 *
 * The two halves are mixed in different ways, so that each may be used on its own.
 */

/** The print of the cell that was read last: 32 bits, and 21 bits. */
export interface CellPrint {
  low: number;
  high: number;
}

export function createPrint(): CellPrint {
  return { low: 0, high: 0 };
}

/** Puts the print of the bytes from `start` to `end` (exclusive) into `print`. @param view of the same bytes as `bytes`. */
export function printCell(bytes: Uint8Array, view: DataView, start: number, end: number, print: CellPrint): void {
  let a = (end - start) ^ 0x9e3779b9;
  let b = 0x85ebca6b;
  let at = start;
  for (; at + 4 <= end; at += 4) {
    const four = view.getInt32(at, true);
    a = Math.imul(a ^ four, 0xcc9e2d51);
    a ^= a >>> 15;
    b = Math.imul(b + four, 0x1b873593);
    b ^= b >>> 13;
  }
  if (at < end) {
    const rest =
      at + 4 <= view.byteLength ? view.getInt32(at, true) & (LAST_BYTES[end - at] ?? 0) : lastBytes(bytes, at, end);
    a = Math.imul(a ^ rest, 0x01000193);
    b = Math.imul(b + rest, 0x27d4eb2f);
    b ^= b >>> 15;
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b);
  a = Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 15) ^ a, 0x2c1b3c6d);
  print.low = a ^ (a >>> 16);
  print.high = (b ^ (b >>> 13)) >>> 11;
}

/** The bits of the first one, two or three of four bytes. */
const LAST_BYTES = [0, 0xff, 0xffff, 0xffffff];

/** Up to three bytes as one number, at the end of a block, where there are no four. */
function lastBytes(bytes: Uint8Array, start: number, end: number): number {
  let rest = 0;
  for (let at = end - 1; at >= start; at -= 1) rest = (rest << 8) | (bytes[at] ?? 0);
  return rest;
}

/** The print as one whole number, which is never negative. */
export function wholePrint({ low, high }: CellPrint): number {
  return high * 2 ** 32 + (low >>> 0);
}
