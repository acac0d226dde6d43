/**
 * Finds rows whose identity appears more than once.
 *
 * Rows are sorted into partitions by their identity first, so that the table in which those of one are looked up stays in
 * a core's cache. The host puts the fingerprints and codes of a run of rows at `prints` and `codes`, and keeps what becomes
 * of them at `sorted`; later it puts all rows of a partition, run after run, wherever it likes from `ROOM` on.
 *
 *     rows as read       a b c a d b          identities; a and c are of partition 0, b and d of partition 1
 *     sorted             a c a | b d b        each partition in the order of the input
 *     table of slots     . a . c              a row whose identity is in the table already makes a pair with the first one
 */
import { SORTED_ROW_BYTES } from "./numbers";
import { PLACES, ROOM, SIZES } from "./repeat-tables";

/** Of the middle word, this half belongs to the identity. */
const IDENTITY_HALF: u32 = 0xffff0000;

/** Where the fingerprints and codes of the rows of a run are, and then the rows as they are sorted. */
export let prints: u32 = 0;
export let codes: u32 = 0;
export let sorted: u32 = 0;

/** Says for how many rows there is to be room. */
export function openRun(rows: u32): void {
  prints = ROOM;
  codes = prints + rows * 12;
  sorted = (codes + rows + 15) & ~15;
}

/**
 * Sorts the rows of a run into so many partitions, a power of two, and returns how many there are, those without an identity
 * left out: they have the code `nameless`, as far as `codeBits` tell. @param start ordinal of the first row.
 */
export function sortRun(count: u32, start: u32, partitions: u32, nameless: u32, codeBits: u32): u32 {
  const partitionBits = partitions - 1;
  memory.fill(SIZES, 0, partitions * 4);
  for (let row: u32 = 0; row < count; row += 1) {
    if ((<u32>load<u8>(codes + row) & codeBits) === nameless) continue;
    const size = SIZES + (load<u32>(prints + row * 12) & partitionBits) * 4;
    store<u32>(size, load<u32>(size) + 1);
  }
  let end = sorted;
  for (let partition: u32 = 0; partition < partitions; partition += 1) {
    store<u32>(PLACES + partition * 4, end);
    end += load<u32>(SIZES + partition * 4) * SORTED_ROW_BYTES;
  }
  for (let row: u32 = 0; row < count; row += 1) {
    if ((<u32>load<u8>(codes + row) & codeBits) === nameless) continue;
    const words = prints + row * 12;
    const first = load<u32>(words);
    const place = PLACES + (first & partitionBits) * 4;
    const to = load<u32>(place);
    store<u32>(to, start + row + 1);
    store<u32>(to + 4, first);
    store<u64>(to + 8, load<u64>(words + 4));
    store<u32>(place, to + SORTED_ROW_BYTES);
  }
  return (end - sorted) / SORTED_ROW_BYTES;
}

/**
 * Looks up the sorted rows `from … to` (exclusive) of a partition, in a table of so many slots, a power of two and more
 * than there are rows. Writes what is found as pairs at `found`: where the first row of the same identity is, or 0 where the
 * content is the same as well; and where the row itself is. Returns how many there are.
 */
export function searchPartition(from: u32, to: u32, table: u32, slots: u32, found: u32): u32 {
  memory.fill(table, 0, slots * 4);
  let pair = found;
  for (let row = from; row < to; row += SORTED_ROW_BYTES) {
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
    store<u32>(pair, load<u64>(held + 8) === load<u64>(row + 8) ? 0 : held);
    store<u32>(pair + 4, row);
    pair += 8;
  }
  return (pair - found) / 8;
}

/** Whether a sorted row has this identity. */
function isOfSame(row: u32, first: u32, middle: u32): bool {
  return load<u32>(row + 4) === first && ((load<u32>(row + 8) ^ middle) & IDENTITY_HALF) === 0;
}
