/** The host's side of `wasm/repeats.ts`: sorts rows into partitions, and searches those. */
import { instantiate } from "./instance.ts";
import { ensureMemory, viewOf } from "./memory.ts";
import { SORTED_ROW_BYTES } from "./numbers.ts";
import { powerOfTwo } from "./power-of-two.ts";
import { REPEAT_TABLES as TABLES } from "./tables.ts";

export interface RunSorter {
  /** Puts rows of a run in their place: the first of them is its row `at`. */
  put(at: number, codes: Uint8Array, fingerprints: Uint32Array): void;
  /**
   * Sorts the first rows of the run; the result is valid until the next call.
   * @param start ordinal of the first one. @param partitions a power of two.
   */
  sort(count: number, start: number, partitions: number): { readonly before: Uint32Array; readonly rows: Uint8Array };
}

export interface PartitionSearch {
  /** Room for the rows of a partition, which are to be put there. */
  open(size: number): Uint8Array;
  /**
   * For every row whose identity an earlier one has: the first such row, undefined where the content is the same as well;
   * and the row itself. Valid until the next call.
   */
  search(size: number, onPair: (earlier: SortedRow | undefined, row: SortedRow) => void): void;
}

/** The ordinal of a row, and its three words. */
export type SortedRow = readonly [ordinal: number, first: number, middle: number, last: number];

const WORD = Uint32Array.BYTES_PER_ELEMENT;
/** Bytes of a pair that is found. */
const PAIR = 2 * WORD;
/** A table has so many slots for every row, or more. */
const SLOTS_PER_ROW = 1.5;
const LEAST_SLOTS = 16;
/** Rows for which a sorter has room at least. */
const LEAST_CAPACITY = 1 << 12;

/** Which rows are left out: those with the code `code`, as far as `bits` tell. */
export interface Nameless {
  readonly code: number;
  readonly bits: number;
}

export function createRunSorter(nameless: Nameless): RunSorter {
  const kernel = instantiate("repeat", {});
  const { memory } = kernel;
  let capacity = 0;
  let runCodes = new Uint8Array(0);
  let runPrints = new Uint32Array(0);

  /** A small export is not to take the memory of a full run. */
  function makeRoom(rows: number): void {
    if (rows <= capacity) return;
    const [heldCodes, heldPrints] = [runCodes.slice(), runPrints.slice()];
    capacity = powerOfTwo(Math.max(rows, LEAST_CAPACITY));
    kernel.openRun(capacity);
    ensureMemory(memory, kernel.sorted.value + capacity * SORTED_ROW_BYTES);
    runCodes = new Uint8Array(memory.buffer, kernel.codes.value, capacity);
    runPrints = new Uint32Array(memory.buffer, kernel.prints.value, capacity * 3);
    runCodes.set(heldCodes);
    runPrints.set(heldPrints);
  }

  return {
    put: (at, codes, fingerprints) => {
      makeRoom(at + codes.length);
      runCodes.set(codes, at);
      runPrints.set(fingerprints, at * 3);
    },
    sort: (count, start, partitions) => {
      const kept = kernel.sortRun(count, start, partitions, nameless.code, nameless.bits);
      const sizes = viewOf(memory, TABLES.SIZES, partitions);
      const before = new Uint32Array(partitions + 1);
      for (let at = 0; at < partitions; at += 1) before[at + 1] = (before[at] ?? 0) + (sizes[at] ?? 0);
      return { before, rows: new Uint8Array(memory.buffer, kernel.sorted.value, kept * SORTED_ROW_BYTES) };
    },
  };
}

export function createPartitionSearch(): PartitionSearch {
  const kernel = instantiate("repeat", {});
  const { memory } = kernel;
  const from = TABLES.ROOM.at;

  function rowAt(place: number): SortedRow {
    const [ordinal = 0, first = 0, middle = 0, last = 0] = new Uint32Array(memory.buffer, place, 4);
    return [ordinal - 1, first, middle, last];
  }

  return {
    open: (size) => {
      ensureMemory(memory, from + size * (SORTED_ROW_BYTES + PAIR) + slotsFor(size) * WORD);
      return new Uint8Array(memory.buffer, from, size * SORTED_ROW_BYTES);
    },
    search: (size, onPair) => {
      const to = from + size * SORTED_ROW_BYTES;
      const found = to + slotsFor(size) * WORD;
      const pairs = kernel.searchPartition(from, to, to, slotsFor(size), found);
      const places = new Uint32Array(memory.buffer, found, pairs * 2);
      for (let at = 0; at < places.length; at += 2) {
        const earlier = places[at] ?? 0;
        onPair(earlier === 0 ? undefined : rowAt(earlier), rowAt(places[at + 1] ?? 0));
      }
    },
  };
}

function slotsFor(rows: number): number {
  return powerOfTwo(Math.max(rows * SLOTS_PER_ROW, LEAST_SLOTS));
}
