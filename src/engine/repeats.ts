/**
 * Finds records that stand more than once, by their fingerprints.
 *
 * A later row with the same identity and the same content is marked `DUPLICATE`. With the same identity and another
 * content, both it and the first are suspects, and only their cells can tell (`recall.ts`): they may be a conflict,
 * the same record in another order of columns, or two records whose fingerprints collide.
 *
 * The fingerprints are gone through in partitions, each with a hash table small enough to stay fast (`kernel/repeats.ts`).
 * No row is in two of them, so threads can each take some: they mark different rows.
 */
import { Failure } from "../domain/failure.ts";
import type { Page, RowPages } from "./pages.ts";
import { createRepeatTable, type RepeatTable } from "./repeat-table.ts";
import { DUPLICATE } from "./rows.ts";

const ROWS_PER_PARTITION = 1 << 17;
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
  const table = createRepeatTable();
  const suspects: number[] = [];
  let slots = Math.max(powerOfTwo((rows / partitions) * 1.5), 16);
  for (let partition = first; partition < partitions; ) {
    const before = suspects.length;
    const isDone = searchPartition({ pages, rows, partitions, partition }, table, slots, suspects);
    if (isDone) partition += step;
    else {
      // Partitions are nearly even; only ids made for it could fill one. What was marked will be marked again.
      suspects.length = before;
      slots *= 2;
    }
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

/** Goes through all pages once; false when the table was too small. */
function searchPartition(
  { pages, rows, partitions, partition }: Partition,
  table: RepeatTable,
  slots: number,
  suspects: number[],
): boolean {
  table.clear(slots);
  let start = 0;
  for (const { words, codes } of pages) {
    const count = Math.min(codes.length, rows - start);
    const found = table.search(words, codes, count, { start, partition, partitions });
    if (found === undefined) return false;
    for (let at = 0; at < found.length; at += 2) {
      const earlier = found[at] ?? 0;
      const ordinal = found[at + 1] ?? 0;
      if (earlier === 0) codes[ordinal - start] = (codes[ordinal - start] ?? 0) | DUPLICATE;
      else if (suspects.length <= MOST_SUSPECTS * 2) suspects.push(earlier - 1, ordinal);
    }
    start += count;
  }
  return true;
}

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, atLeast)));
}
