/**
 * A control total over the rows of an output, whatever their order: the sum of a 64-bit hash of every row, modulo 2^64,
 * as sixteen hexadecimal digits.
 *
 * A sum and not an exclusive or, which would cancel a row that stands twice. The hash tells rows apart by accident, not
 * by intent; against intent there is the file's SHA-256. A row is hashed as it is written, without its line end: two
 * lanes of 32 bits, mixed like MurmurHash3, four bytes at a time. What it comes to stands in manifests for ever.
 */

export interface RowTotal {
  /** Adds the row at `from … to` (exclusive). */
  add(bytes: Uint8Array, from: number, to: number): void;
  text(): string;
}

/** Sums of so many 32-bit numbers are still exact. */
const ROWS_AT_ONCE = 1 << 20;

export function createRowTotal(): RowTotal {
  let total = 0n;
  let high = 0;
  let low = 0;
  let rows = 0;
  let view: DataView = new DataView(new ArrayBuffer(0));

  function carry(): void {
    total = BigInt.asUintN(64, total + (BigInt(high) << 32n) + BigInt(low));
    high = 0;
    low = 0;
    rows = 0;
  }

  return {
    add: (bytes, from, to) => {
      if (view.buffer !== bytes.buffer || view.byteOffset !== bytes.byteOffset || view.byteLength !== bytes.length)
        view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      high += mixRow(bytes, view, from, to);
      low += mixRowOther(bytes, view, from, to);
      rows += 1;
      if (rows === ROWS_AT_ONCE) carry();
    },
    text: () => {
      carry();
      return total.toString(16).padStart(16, "0");
    },
  };
}

function mixRow(bytes: Uint8Array, view: DataView, from: number, to: number): number {
  let hash = to - from;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    hash = Math.imul(hash ^ Math.imul(view.getInt32(at, true), 0xcc9e2d51), 0x1b873593);
    hash = (hash << 15) | (hash >>> 17);
  }
  return finish(hash ^ Math.imul(restOf(bytes, at, to), 0xcc9e2d51));
}

function mixRowOther(bytes: Uint8Array, view: DataView, from: number, to: number): number {
  let hash = 0x9747b28c;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    hash = Math.imul(hash ^ Math.imul(view.getInt32(at, true), 0x85ebca6b), 0xe6546b64 | 1);
    hash = (hash << 13) | (hash >>> 19);
  }
  return finish(hash ^ Math.imul(restOf(bytes, at, to), 0x85ebca6b));
}

/** What is left over is one more word. */
function restOf(bytes: Uint8Array, from: number, to: number): number {
  let rest = 0;
  for (let at = from; at < to; at += 1) rest = (rest << 8) | (bytes[at] ?? 0);
  return rest;
}

/** Spreads the last bytes over all bits. */
function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
