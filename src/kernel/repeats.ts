/**
 * Finds rows whose identity stands more than once, among those of one partition, page by page of fingerprints.
 *
 * The host puts a page at `PAGE_WORDS` and `PAGE_CODES`. A slot of the table holds the ordinal of a row, from 1, and its
 * three words, so that no other page has to be looked at. What is found stands at `FOUND` as pairs: the ordinal of the
 * first row of the same identity, from 1, or 0 where the content is the same as well; and the row's own ordinal.
 */
import { BLOCK } from "./memory";

export const PAGE_ROWS: u32 = 1 << 16;
export const PAGE_WORDS: u32 = BLOCK;
export const PAGE_CODES: u32 = PAGE_WORDS + PAGE_ROWS * 12;
export const FOUND: u32 = PAGE_CODES + PAGE_ROWS;
export const TABLE: u32 = FOUND + PAGE_ROWS * 8;
export const SLOT_BYTES: u32 = 16;

/** Of the middle word, this half belongs to the identity. */
const IDENTITY_HALF: u32 = 0xffff0000;

let slots: u32 = 0;
let free: u32 = 0;

/** Empties the table. @param count of slots, a power of two. */
export function clearTable(count: u32): void {
  memory.fill(TABLE, 0, count * SLOT_BYTES);
  slots = count;
  free = count;
}

/** How many slots are left: a table must not be filled up. */
export function freeSlots(): u32 {
  return free;
}

/**
 * Returns how many pairs were found.
 * @param partition of so many `partitions`, a power of two.
 * @param nameless code of rows without an identity; `codeBits` are those that tell it.
 */
export function searchPage(count: u32, start: u32, partition: u32, partitions: u32, nameless: u32, codeBits: u32): u32 {
  let found = FOUND;
  for (let row: u32 = 0; row < count; row += 1) {
    const words = PAGE_WORDS + row * 12;
    const first = load<u32>(words);
    if ((first & (partitions - 1)) !== partition) continue;
    if ((<u32>load<u8>(PAGE_CODES + row) & codeBits) === nameless) continue;
    const middle = load<u32>(words + 4);
    let index = ((middle >> 16) ^ (first >> 5)) & (slots - 1);
    let slot = TABLE + index * SLOT_BYTES;
    let held = load<u32>(slot);
    while (held !== 0 && (load<u32>(slot + 4) !== first || ((load<u32>(slot + 8) ^ middle) & IDENTITY_HALF) !== 0)) {
      index = (index + 1) & (slots - 1);
      slot = TABLE + index * SLOT_BYTES;
      held = load<u32>(slot);
    }
    if (held === 0) {
      store<u32>(slot, start + row + 1);
      store<u32>(slot + 4, first);
      store<u32>(slot + 8, middle);
      store<u32>(slot + 12, load<u32>(words + 8));
      free -= 1;
      if (free === 0) break;
    } else {
      const isSame = load<u32>(slot + 8) === middle && load<u32>(slot + 12) === load<u32>(words + 8);
      store<u32>(found, isSame ? 0 : held);
      store<u32>(found + 4, start + row);
      found += 8;
    }
  }
  return (found - FOUND) / 8;
}
