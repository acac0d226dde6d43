/**
 * A control total over the rows of an output, whatever their order: the sum of a 64-bit hash of every row, modulo 2^64,
 * as sixteen hexadecimal digits.
 *
 * The total is a sum and no exclusive or, which would cancel a row that appears twice. The hash tells rows apart by accident, not
 * by intent; against intent there is the file's SHA-256. A row is hashed as it is written, without its line end: two
 * lanes of 32 bits, mixed like MurmurHash3, four bytes at a time. The totals stay in manifests for ever, so the hash never changes.
 */

export interface RowTotal {
  /** Adds the row at `from … to` (exclusive). */
  add(bytes: Uint8Array, from: number, to: number): void;
  /** Adds a row by the two halves of its hash, unsigned; see `hashRow`. */
  addHash(high: number, low: number): void;
  text(): string;
}

/** Sums of this many 32-bit numbers are still exact. */
const ROWS_AT_ONCE = 1 << 20;

export function createRowTotal(): RowTotal {
  let total = 0n;
  let high = 0;
  let low = 0;
  let rows = 0;
  let view: DataView = new DataView(new ArrayBuffer(0));
  const hash = new Uint32Array(2);

  function carry(): void {
    total = BigInt.asUintN(64, total + (BigInt(high) << 32n) + BigInt(low));
    high = 0;
    low = 0;
    rows = 0;
  }

  function addHash(highHalf: number, lowHalf: number): void {
    high += highHalf;
    low += lowHalf;
    rows += 1;
    if (rows === ROWS_AT_ONCE) carry();
  }

  return {
    add: (bytes, from, to) => {
      if (view.buffer !== bytes.buffer || view.byteOffset !== bytes.byteOffset || view.byteLength !== bytes.length)
        view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
      hashRow(view, from, to, hash, 0);
      addHash(hash[0] ?? 0, hash[1] ?? 0);
    },
    addHash,
    text: () => {
      carry();
      return total.toString(16).padStart(16, "0");
    },
  };
}

/** Writes the high and the low half of a row's hash to `into`, from `at` on. */
export function hashRow(view: DataView, from: number, to: number, into: Uint32Array, at: number): void {
  let high = to - from;
  let low = 0x9747b28c;
  let place = from;
  for (; place + 4 <= to; place += 4) {
    const word = view.getInt32(place, true);
    high = Math.imul(high ^ Math.imul(word, 0xcc9e2d51), 0x1b873593);
    high = (high << 15) | (high >>> 17);
    low = Math.imul(low ^ Math.imul(word, 0x85ebca6b), 0xe6546b64 | 1);
    low = (low << 13) | (low >>> 19);
  }
  const rest = restOf(view, place, to);
  into[at] = finish(high ^ Math.imul(rest, 0xcc9e2d51));
  into[at + 1] = finish(low ^ Math.imul(rest, 0x85ebca6b));
}

/** The bytes that are left over make one more word. */
function restOf(view: DataView, from: number, to: number): number {
  let rest = 0;
  for (let at = from; at < to; at += 1) rest = (rest << 8) | view.getUint8(at);
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
