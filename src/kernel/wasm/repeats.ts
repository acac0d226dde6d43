/**
 * Finds rows whose identity appears more than once.
 *
 * Rows are first sorted into partitions by their identity, so that the table in which the rows of one partition are looked up
 * stays in a core's cache. The host puts the fingerprints and codes of a stretch of rows at `prints` and `codes`, and takes the
 * sorted rows from `sorted`. Later the host puts all rows of a partition, stretch after stretch, at any place from `ROOM` on.
 *
 *     rows as read       a b c a d b          identities; a and c are of partition 0, b and d of partition 1
 *     sorted             a c a | b d b        each partition in the order of the input
 *     table of slots     . a . c              a row whose identity is in the table makes a pair with the first such row
 */
import { SORTED_ROW_BYTES } from "./numbers";
import { PLACES, ROOM, SIZES } from "./repeat-tables";

/** This half of the middle number belongs to the identity. */
const IDENTITY_HALF: u32 = 0xffff0000;

/** Where the fingerprints of a stretch lie, where its codes lie, and where its sorted rows lie. */
export let prints: u32 = 0;
export let codes: u32 = 0;
export let sorted: u32 = 0;

/** Lays out room for a stretch of so many rows. */
export function openStretch(rows: u32): void {
  prints = ROOM;
  codes = prints + rows * 12;
  sorted = (codes + rows + 15) & ~15;
}

/**
 * Sorts the rows of a stretch into partitions, and returns how many rows were sorted. Rows without an identity are left out:
 * the rows whose code, in the bits `codeBits`, is `nameless`.
 * @param start ordinal of the first row. @param partitions a power of two.
 */
export function sortStretch(count: u32, start: u32, partitions: u32, nameless: u32, codeBits: u32): u32 {
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
    const print = prints + row * 12;
    const first = load<u32>(print);
    const place = PLACES + (first & partitionBits) * 4;
    const to = load<u32>(place);
    store<u32>(to, start + row + 1);
    store<u32>(to + 4, first);
    store<u64>(to + 8, load<u64>(print + 4));
    store<u32>(place, to + SORTED_ROW_BYTES);
  }
  return (end - sorted) / SORTED_ROW_BYTES;
}

/**
 * Searches the sorted rows `from … to` (exclusive) of a partition for identities that repeat. Writes a pair at `found` for
 * every row whose identity an earlier row has: the place of the first row of that identity (0 where both rows have the same
 * content, too), and the place of the row itself. Returns how many pairs there are.
 * @param slots of the table: a power of two, and more than there are rows.
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

/** Whether a sorted row has the identity of these two numbers. */
function isOfSame(row: u32, first: u32, middle: u32): bool {
  return load<u32>(row + 4) === first && ((load<u32>(row + 8) ^ middle) & IDENTITY_HALF) === 0;
}
