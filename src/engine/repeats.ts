/**
 * Finds records that stand more than once, by their fingerprints.
 *
 * A later row with the same identity and the same content is marked `DUPLICATE`. With the same identity and another
 * content, both it and the first are suspects, and only their cells can tell (`recall.ts`): they may be a conflict,
 * the same record in another order of columns, or two records whose fingerprints collide.
 *
 * The fingerprints are gone through in partitions, each with a hash table small enough to stay fast. No row is in two
 * of them, so threads can each take some: they mark different rows.
 */
import { Failure } from "../domain/failure.ts";
import { IN_PAGE, PAGE_BITS, type Page, type RowPages } from "./pages.ts";
import { DUPLICATE, decidedCode, REJECTED_NAMELESS } from "./rows.ts";

const ROWS_PER_PARTITION = 1 << 18;
const MOST_PARTITIONS = 32;
const MOST_SUSPECTS = 1_000_000;

/** A part of the search, as plain data on shared memory. */
export interface RepeatSearch {
  readonly pages: readonly Page[];
  /** Rows in all pages. */
  readonly rows: number;
  /** Of so many partitions, every `step`th from `first` on. */
  readonly partitions: number;
  readonly first: number;
  readonly step: number;
}

/** Shares the search out into so many parts. */
export function shareSearch({ pages, length }: RowPages, parts: number): readonly RepeatSearch[] {
  const partitions = Math.min(MOST_PARTITIONS, powerOfTwo(length / ROWS_PER_PARTITION));
  const step = Math.min(parts, partitions);
  return Array.from({ length: step }, (_, first) => ({ pages, rows: length, partitions, first, step }));
}

/** Marks the duplicates of a part and returns the ordinals of suspects, in no order and perhaps more than once. */
export function searchRepeats({ pages, rows, partitions, first, step }: RepeatSearch): Uint32Array<ArrayBuffer> {
  const slots = powerOfTwo((rows / partitions) * 1.5);
  let table = new Uint32Array(Math.max(slots, 16) * 2);
  const suspects: number[] = [];
  for (let partition = first; partition < partitions; partition += step) {
    if (partition > first) table.fill(0);
    table = searchPartition({ pages, rows, partitions, partition }, table, suspects);
  }
  return Uint32Array.from(suspects);
}

/**
 * All suspects, ascending.
 * @throws Failure `exports-contradict` when there are more than can be looked at again.
 */
export function collectSuspects(found: readonly Uint32Array[]): readonly number[] {
  const suspects = [...new Set(found.flatMap((part) => [...part]))].sort((a, b) => a - b);
  if (suspects.length > MOST_SUSPECTS)
    throw new Failure("exports-contradict", { found: `more than ${MOST_SUSPECTS} rows` });
  return suspects;
}

interface Partition {
  readonly pages: readonly Page[];
  readonly rows: number;
  readonly partitions: number;
  readonly partition: number;
}

/**
 * The innermost loop over all rows. A slot of the table holds the ordinal of a row, from 1, and its middle word, of
 * which the upper half tells most identities apart without a look at their pages. Returns the table, which may have grown.
 */
function searchPartition(
  { pages, rows, partitions, partition }: Partition,
  emptyTable: Uint32Array<ArrayBuffer>,
  suspects: number[],
): Uint32Array<ArrayBuffer> {
  let table = emptyTable;
  let slotMask = table.length / 2 - 1;
  let free = slotMask;
  let start = 0;
  for (const { words, codes } of pages) {
    const count = Math.min(codes.length, rows - start);
    for (let at = 0; at < count; at += 1) {
      const high = words[at * 3] ?? 0;
      if ((high & (partitions - 1)) !== partition || decidedCode(codes[at] ?? 0) === REJECTED_NAMELESS) continue;
      const low = words[at * 3 + 1] ?? 0;
      let slot = slotOf(high, low, slotMask);
      let held = table[slot * 2] ?? 0;
      while (held !== 0 && (((table[slot * 2 + 1] ?? 0) ^ low) >>> 16 !== 0 || wordOf(pages, held - 1, 0) !== high)) {
        slot = (slot + 1) & slotMask;
        held = table[slot * 2] ?? 0;
      }
      if (held === 0) {
        table[slot * 2] = start + at + 1;
        table[slot * 2 + 1] = low;
        free -= 1;
        // Partitions are nearly even; only ids made for it could fill one, and a full table would be gone round for ever.
        if (free === 0) {
          table = enlarged(table, pages);
          free = slotMask + 1;
          slotMask = table.length / 2 - 1;
        }
      } else if (table[slot * 2 + 1] === low && wordOf(pages, held - 1, 2) === words[at * 3 + 2]) {
        codes[at] = (codes[at] ?? 0) | DUPLICATE;
      } else if (suspects.length <= MOST_SUSPECTS * 2) suspects.push(held - 1, start + at);
    }
    start += count;
  }
  return table;
}

/** The same rows in twice as many slots. */
function enlarged(table: Uint32Array, pages: readonly Page[]): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(table.length * 2);
  const slotMask = larger.length / 2 - 1;
  for (let from = 0; from < table.length; from += 2) {
    const held = table[from] ?? 0;
    if (held === 0) continue;
    const low = table[from + 1] ?? 0;
    let slot = slotOf(wordOf(pages, held - 1, 0), low, slotMask);
    while (larger[slot * 2] !== 0) slot = (slot + 1) & slotMask;
    larger[slot * 2] = held;
    larger[slot * 2 + 1] = low;
  }
  return larger;
}

function slotOf(high: number, low: number, slotMask: number): number {
  return ((low >>> 16) ^ (high >>> 5)) & slotMask;
}

function wordOf(pages: readonly Page[], ordinal: number, which: 0 | 2): number {
  return pages[ordinal >>> PAGE_BITS]?.words[(ordinal & IN_PAGE) * 3 + which] ?? 0;
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, atLeast)));
}
