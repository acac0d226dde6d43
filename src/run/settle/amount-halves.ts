/** Reads the amounts of a table without an object for each: to read a 64-bit number from its column allocates one. */
import type { OutcomeTable } from "../rows/outcomes.ts";

/** The halves of a table's amounts, the lower one first. */
export function amountHalvesOf({ amount }: OutcomeTable): Int32Array {
  return new Int32Array(amount.buffer, amount.byteOffset, amount.length * 2);
}

/** The amount of an entry; exact where it is a safe integer. */
export function amountIn(halves: Int32Array, at: number): number {
  return (halves[at * 2 + 1] ?? 0) * 2 ** 32 + ((halves[at * 2] ?? 0) >>> 0);
}
