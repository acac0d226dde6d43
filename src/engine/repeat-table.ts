/** The host's side of `kernel/repeats.ts`: a hash table of the rows of one partition. */
import { ensureMemory, instantiateKernel } from "../exports/kernel-instance.ts";
import { DECIDED, REJECTED_NAMELESS } from "./rows.ts";

export interface RepeatTable {
  /** Empties it. @param slots a power of two. */
  clear(slots: number): void;
  /**
   * Adds the rows of a page that belong to the partition.
   * @param place `start` is the ordinal of the page's first row.
   * @returns pairs of ordinals: the first row of the same identity, from 1, or 0 where the content is the same as well,
   * and the row's own. Undefined when the table has filled up.
   */
  search(words: Uint32Array, codes: Uint8Array, count: number, place: PagePlace): Uint32Array | undefined;
}

export interface PagePlace {
  readonly start: number;
  readonly partition: number;
  readonly partitions: number;
}

interface KernelExports {
  readonly memory: WebAssembly.Memory;
  clearTable(slots: number): void;
  freeSlots(): number;
  searchPage(
    count: number,
    start: number,
    partition: number,
    partitions: number,
    nameless: number,
    codeBits: number,
  ): number;
}
type Address = "FOUND" | "PAGE_CODES" | "PAGE_WORDS" | "SLOT_BYTES" | "TABLE";
type KernelGlobals = { readonly [name in Address]: { readonly value: number } };

export function createRepeatTable(): RepeatTable {
  const kernel = instantiateKernel() as KernelExports & KernelGlobals;
  const { memory } = kernel;
  const wordsAt = kernel.PAGE_WORDS.value;
  const codesAt = kernel.PAGE_CODES.value;
  const foundAt = kernel.FOUND.value;
  return {
    clear: (slots) => {
      ensureMemory(memory, kernel.TABLE.value + slots * kernel.SLOT_BYTES.value);
      kernel.clearTable(slots);
    },
    search: (words, codes, count, { start, partition, partitions }) => {
      new Uint32Array(memory.buffer, wordsAt, count * 3).set(words.subarray(0, count * 3));
      new Uint8Array(memory.buffer, codesAt, count).set(codes.subarray(0, count));
      const found = kernel.searchPage(count, start, partition, partitions, REJECTED_NAMELESS, DECIDED);
      return kernel.freeSlots() === 0 ? undefined : new Uint32Array(memory.buffer, foundAt, found * 2);
    },
  };
}
