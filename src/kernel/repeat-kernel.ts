/** The host of `wasm/repeats.ts`: sorts rows into partitions, and searches the partitions for identities that repeat. */
import { instantiate } from "./instance.ts";
import { ensureMemory, viewOf } from "./memory.ts";
import { SORTED_ROW_BYTES } from "./numbers.ts";
import { powerOfTwo } from "./power-of-two.ts";
import { REPEAT_TABLES as TABLES } from "./tables.ts";

export interface StretchSorter {
  /** Puts rows into the stretch; the first of the rows becomes the stretch's row `at`. */
  put(at: number, codes: Uint8Array, fingerprints: Uint32Array): void;
  /**
   * Sorts the first `count` rows of the stretch; the result is valid until the next call.
   * @param start ordinal of the first row. @param partitions a power of two.
   */
  sort(count: number, start: number, partitions: number): { readonly before: Uint32Array; readonly rows: Uint8Array };
}

export interface PartitionSearch {
  /** Makes room for `size` rows of a partition, and returns the room; the caller puts the rows there. */
  open(size: number): Uint8Array;
  /**
   * Calls `onPair` for every row whose identity an earlier row has: with the first row of that identity (undefined where both
   * rows have the same content, too), and with the row itself. The rows are valid until the next call.
   */
  search(size: number, onPair: (earlier: SortedRow | undefined, row: SortedRow) => void): void;
}

/** The ordinal of a row, and the three numbers of its fingerprints. */
export type SortedRow = readonly [ordinal: number, first: number, middle: number, last: number];

const NUMBER_BYTES = Uint32Array.BYTES_PER_ELEMENT;
const PAIR_BYTES = 2 * NUMBER_BYTES;
/** A table has at least so many slots for every row. */
const SLOTS_PER_ROW = 1.5;
const LEAST_SLOTS = 16;
/** A sorter has room for at least so many rows. */
const LEAST_CAPACITY = 1 << 12;

/** Says which rows are left out: the rows whose code, in the bits `bits`, is `code`. */
export interface Nameless {
  readonly code: number;
  readonly bits: number;
}

export function createStretchSorter(nameless: Nameless): StretchSorter {
  const kernel = instantiate("repeat", {});
  const { memory } = kernel;
  let capacity = 0;
  let stretchCodes = new Uint8Array(0);
  let stretchPrints = new Uint32Array(0);

  /** A small export must not take the memory of a full stretch. */
  function makeRoom(rows: number): void {
    if (rows <= capacity) return;
    const [heldCodes, heldPrints] = [stretchCodes.slice(), stretchPrints.slice()];
    capacity = powerOfTwo(Math.max(rows, LEAST_CAPACITY));
    kernel.openStretch(capacity);
    ensureMemory(memory, kernel.sorted.value + capacity * SORTED_ROW_BYTES);
    stretchCodes = new Uint8Array(memory.buffer, kernel.codes.value, capacity);
    stretchPrints = new Uint32Array(memory.buffer, kernel.prints.value, capacity * 3);
    stretchCodes.set(heldCodes);
    stretchPrints.set(heldPrints);
  }

  return {
    put: (at, codes, fingerprints) => {
      makeRoom(at + codes.length);
      stretchCodes.set(codes, at);
      stretchPrints.set(fingerprints, at * 3);
    },
    sort: (count, start, partitions) => {
      const kept = kernel.sortStretch(count, start, partitions, nameless.code, nameless.bits);
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
      ensureMemory(memory, from + size * (SORTED_ROW_BYTES + PAIR_BYTES) + slotsFor(size) * NUMBER_BYTES);
      return new Uint8Array(memory.buffer, from, size * SORTED_ROW_BYTES);
    },
    search: (size, onPair) => {
      const to = from + size * SORTED_ROW_BYTES;
      const found = to + slotsFor(size) * NUMBER_BYTES;
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
