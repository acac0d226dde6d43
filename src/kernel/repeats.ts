/**
 * Finds rows whose identity stands more than once.
 *
 * All rows are sorted into partitions by their identity first, so that the table in which the rows of one are looked up
 * stays in a core's cache. The host puts one page of fingerprints after the other at `PAGE_WORDS` and `PAGE_CODES`: a
 * first time to count how large the partitions are, and again for every round of them that there is room for.
 */
import { BLOCK } from "./memory";

export const PAGE_ROWS: u32 = 1 << 16;
export const MOST_PARTITIONS: u32 = 1 << 12;
export const PAGE_WORDS: u32 = BLOCK;
export const PAGE_CODES: u32 = PAGE_WORDS + PAGE_ROWS * 12;
/** Rows of every partition. */
export const SIZES: u32 = PAGE_CODES + PAGE_ROWS;
/** Where the next row of every partition goes; 0 for one that is not of this round. */
export const PLACES: u32 = SIZES + MOST_PARTITIONS * 4;
/** From here on the host shares out memory. */
export const ROOM: u32 = PLACES + MOST_PARTITIONS * 4;
/** A sorted row: its ordinal, from 1, and its three words. */
export const ROW_BYTES: u32 = 16;

/** Of the middle word, this half belongs to the identity. */
const IDENTITY_HALF: u32 = 0xffff0000;
/** Rows without an identity have this code, as far as these bits tell. */
let nameless: u32 = 0;
let codeBits: u32 = 0;
/** One less than the number of partitions, a power of two. */
let partitionBits: u32 = 0;

export function startSearch(partitions: u32, namelessCode: u32, bits: u32): void {
  partitionBits = partitions - 1;
  nameless = namelessCode;
  codeBits = bits;
  memory.fill(SIZES, 0, MOST_PARTITIONS * 4);
}

export function countPage(count: u32): void {
  for (let row: u32 = 0; row < count; row += 1) {
    if (isNameless(row)) continue;
    const size = SIZES + partitionOf(load<u32>(PAGE_WORDS + row * 12)) * 4;
    store<u32>(size, load<u32>(size) + 1);
  }
}

/** Sorts the rows of a page into the partitions of this round. @param start ordinal of the page's first row. */
export function sortPage(count: u32, start: u32): void {
  for (let row: u32 = 0; row < count; row += 1) {
    const words = PAGE_WORDS + row * 12;
    const first = load<u32>(words);
    const place = PLACES + partitionOf(first) * 4;
    const to = load<u32>(place);
    if (to === 0 || isNameless(row)) continue;
    store<u32>(to, start + row + 1);
    store<u32>(to + 4, first);
    store<u64>(to + 8, load<u64>(words + 4));
    store<u32>(place, to + ROW_BYTES);
  }
}

/**
 * Looks up the sorted rows `from … to` (exclusive) of a partition, in a table of so many slots, a power of two and more
 * than there are rows. Writes what is found as pairs at `found`: the ordinal of the first row of the same identity, from 1,
 * or 0 where the content is the same as well; and the row's own, from 0. Returns how many there are.
 */
export function searchPartition(from: u32, to: u32, table: u32, slots: u32, found: u32): u32 {
  memory.fill(table, 0, slots * 4);
  let pair = found;
  for (let row = from; row < to; row += ROW_BYTES) {
    const first = load<u32>(row + 4);
    const middle = load<u32>(row + 8);
    let index = ((middle >> 16) ^ (first >> 12)) & (slots - 1);
    let held = load<u32>(table + index * 4);
    while (held !== 0 && !isOfSame(held, first, middle)) {
      index = (index + 1) & (slots - 1);
      held = load<u32>(table + index * 4);
    }
    if (held === 0) {
      store<u32>(table + index * 4, row);
      continue;
    }
    const isSame = load<u64>(held + 8) === load<u64>(row + 8);
    store<u32>(pair, isSame ? 0 : load<u32>(held));
    store<u32>(pair + 4, load<u32>(row) - 1);
    pair += 8;
  }
  return (pair - found) / 8;
}

/** Whether a sorted row has this identity. */
function isOfSame(row: u32, first: u32, middle: u32): bool {
  return load<u32>(row + 4) === first && ((load<u32>(row + 8) ^ middle) & IDENTITY_HALF) === 0;
}

function partitionOf(first: u32): u32 {
  return first & partitionBits;
}

function isNameless(row: u32): bool {
  return (<u32>load<u8>(PAGE_CODES + row) & codeBits) === nameless;
}
