/** The host's side of `kernel/repeats.ts`: sorts the rows of pages into partitions, and searches those. */
import { ensureMemory, instantiateKernel } from "../exports/kernel-instance.ts";
import type { Page } from "./pages.ts";
import { DECIDED, REJECTED_NAMELESS } from "./rows.ts";

export interface RepeatKernel {
  /** Counts how many of the first `count` rows of a page are in each partition. */
  count(page: Page, count: number): void;
  /** Rows of a partition, once all pages are counted. */
  sizeOf(partition: number): number;
  /** Makes room for the rows of these partitions; those before are gone. */
  open(round: readonly number[]): void;
  /** Sorts the first rows of a page into the open partitions. @param start ordinal of the first. */
  sort(page: Page, count: number, start: number): void;
  /**
   * Pairs of ordinals, for every row of an open partition whose identity an earlier one has: that of the first such row,
   * from 1, or 0 where the content is the same as well; and the row's own, from 0. Valid until the next call.
   */
  search(partition: number): Uint32Array;
}

interface KernelExports {
  readonly memory: WebAssembly.Memory;
  startSearch(partitions: number, namelessCode: number, codeBits: number): void;
  countPage(count: number): void;
  sortPage(count: number, start: number): void;
  searchPartition(from: number, to: number, table: number, slots: number, found: number): number;
}
type Variable = "PAGE_CODES" | "PAGE_WORDS" | "PLACES" | "ROOM" | "ROW_BYTES" | "SIZES";
type KernelGlobals = { readonly [name in Variable]: { readonly value: number } };

const WORD = Uint32Array.BYTES_PER_ELEMENT;
/** Bytes of a pair that is found. */
const PAIR = 2 * WORD;
/** A table has so many slots for every row, or more. */
const SLOTS_PER_ROW = 1.5;
const LEAST_SLOTS = 16;

/** @param partitions how many there are: a power of two. */
export function createRepeatKernel(partitions: number): RepeatKernel {
  const kernel = instantiateKernel() as KernelExports & KernelGlobals;
  const { memory } = kernel;
  const rowBytes = kernel.ROW_BYTES.value;
  const places = new Map<number, number>();
  const table = kernel.ROOM.value;
  let found = table;
  ensureMemory(memory, table);
  kernel.startSearch(partitions, REJECTED_NAMELESS, DECIDED);

  function put({ words, codes }: Page, count: number): void {
    new Uint32Array(memory.buffer, kernel.PAGE_WORDS.value, count * 3).set(words.subarray(0, count * 3));
    new Uint8Array(memory.buffer, kernel.PAGE_CODES.value, count).set(codes.subarray(0, count));
  }

  function sizeOf(partition: number): number {
    return new Uint32Array(memory.buffer, kernel.SIZES.value, partitions)[partition] ?? 0;
  }

  function open(round: readonly number[]): void {
    const largest = round.reduce((most, partition) => Math.max(most, sizeOf(partition)), 0);
    found = table + slotsFor(largest) * WORD;
    let next = found + largest * PAIR;
    places.clear();
    for (const partition of round) {
      places.set(partition, next);
      next += sizeOf(partition) * rowBytes;
    }
    ensureMemory(memory, next);
    const placed = new Uint32Array(memory.buffer, kernel.PLACES.value, partitions).fill(0);
    for (const [partition, place] of places) placed[partition] = place;
  }

  function search(partition: number): Uint32Array {
    const from = places.get(partition) ?? 0;
    const size = sizeOf(partition);
    const pairs = kernel.searchPartition(from, from + size * rowBytes, table, slotsFor(size), found);
    return new Uint32Array(memory.buffer, found, pairs * 2);
  }

  return {
    count: (page, count) => {
      put(page, count);
      kernel.countPage(count);
    },
    sizeOf,
    open,
    sort: (page, count, start) => {
      put(page, count);
      kernel.sortPage(count, start);
    },
    search,
  };
}

function slotsFor(rows: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(rows * SLOTS_PER_ROW, LEAST_SLOTS)));
}
