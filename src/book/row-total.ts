/**
 * A control total over the rows of an output, whatever their order: the sum of a 64-bit hash of every row, modulo 2^64,
 * as sixteen hexadecimal digits.
 *
 * A sum and not an exclusive or, which would cancel a row that stands twice. The hash tells rows apart by accident, not
 * by intent; against intent there is the file's SHA-256. A row is hashed as it is written, without its line end.
 */
import { firstWord, mixBytes, restartLanes, secondWord, startingLanes } from "../exports/fingerprint.ts";

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
  const start = startingLanes("");
  const lanes = start.slice();
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
      restartLanes(lanes, start);
      mixBytes(lanes, bytes, view, from, to);
      high += firstWord(lanes) >>> 0;
      low += secondWord(lanes) >>> 0;
      rows += 1;
      if (rows === ROWS_AT_ONCE) carry();
    },
    text: () => {
      carry();
      return total.toString(16).padStart(16, "0");
    },
  };
}
