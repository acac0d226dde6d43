/**
 * Finds records that stand more than once, by their fingerprints.
 *
 * A later row with the same identity and the same content is marked `DUPLICATE`. With the same identity and another
 * content, both it and the first are suspects, and only their cells can tell (`recall.ts`): they may be a conflict,
 * the same record in another order of columns, or two records whose fingerprints collide.
 *
 * The rows are sorted into partitions by their identity, each with a hash table small enough to stay fast, in rounds of as
 * many partitions as there is room for (`kernel/repeats.ts`). No row is in two of them, so threads can each take some: they
 * mark different rows.
 */
import { Failure } from "../domain/failure.ts";
import { IN_PAGE, PAGE_BITS, type Page, type RowPages } from "./pages.ts";
import { createRepeatKernel } from "./repeat-kernel.ts";
import { DUPLICATE } from "./rows.ts";

const ROWS_PER_PARTITION = 1 << 14;
export const MOST_PARTITIONS = 1 << 12;
/** Rows that a thread sorts at a time, of sixteen bytes each: few enough for a small export, and not too few for a large one. */
const SMALLEST_ROUND = 1 << 18;
/** Partitions are nearly even, and then there are hardly more. */
const USUAL_ROUNDS = 8;
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
  const kernel = createRepeatKernel(partitions);
  const suspects: number[] = [];
  forEachPage(pages, rows, kernel.count);
  // What is left of a round's room when the next partition does not fit is less than one.
  const room = Math.max(SMALLEST_ROUND, rows / step / USUAL_ROUNDS + rows / partitions);
  for (const round of roundsOf(partitionsOf({ partitions, first, step }), room, kernel.sizeOf)) {
    kernel.open(round);
    forEachPage(pages, rows, kernel.sort);
    for (const partition of round) settlePairs(kernel.search(partition), pages, suspects);
  }
  return Uint32Array.from(suspects);
}

function partitionsOf({ partitions, first, step }: Pick<RepeatSearch, "partitions" | "first" | "step">) {
  return Array.from({ length: Math.ceil((partitions - first) / step) }, (_, index) => first + index * step);
}

/** The partitions in groups for which there is room at once; one that is larger is a group by itself. */
function roundsOf(
  partitions: readonly number[],
  room: number,
  sizeOf: (partition: number) => number,
): readonly (readonly number[])[] {
  const rounds: number[][] = [];
  let left = 0;
  for (const partition of partitions) {
    const size = sizeOf(partition);
    if (size > left) {
      rounds.push([]);
      left = room;
    }
    rounds.at(-1)?.push(partition);
    left -= size;
  }
  return rounds;
}

/** @param visit takes a page, how many rows it holds, and the ordinal of its first one. */
function forEachPage(
  pages: readonly Page[],
  rows: number,
  visit: (page: Page, count: number, start: number) => void,
): void {
  let start = 0;
  for (const page of pages) {
    const count = Math.min(page.codes.length, rows - start);
    visit(page, count, start);
    start += count;
  }
}

/** Marks duplicates, and notes both rows of a pair that may be none. */
function settlePairs(pairs: Uint32Array, pages: readonly Page[], suspects: number[]): void {
  for (let at = 0; at < pairs.length; at += 2) {
    const earlier = pairs[at] ?? 0;
    const ordinal = pairs[at + 1] ?? 0;
    if (earlier === 0) markDuplicate(pages, ordinal);
    else if (suspects.length <= MOST_SUSPECTS * 2) suspects.push(earlier - 1, ordinal);
  }
}

function markDuplicate(pages: readonly Page[], ordinal: number): void {
  const codes = pages[ordinal >>> PAGE_BITS]?.codes;
  if (codes === undefined) throw new RangeError(`no row ${ordinal}`);
  const at = ordinal & IN_PAGE;
  codes[at] = (codes[at] ?? 0) | DUPLICATE;
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

function powerOfTwo(atLeast: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, atLeast)));
}
