/**
 * Counts how often each value of a column comes, exactly for some thousand values, and after that for the common ones.
 *
 * When the table is full, the median count is taken off every value, and values without a count left are forgotten (Misra and Gries,
 * in batches). A count is then too low by at most `lost`, the sum of all that was taken off; a value that is commoner than that is never
 * forgotten.
 */

export interface WordCounts {
  /** The prints of the values by slot; -1 for an empty slot. */
  keys: Float64Array;
  counts: Float64Array;
  /** The number of the value's shape, and which of its readings the value does not fit, as bits. */
  shapes: Uint8Array;
  faults: Uint32Array;
  /** By slot. */
  texts: (string | undefined)[];
  size: number;
  lost: number;
}

/** The number of values up to which all of them are kept. */
export const MOST_WORDS = 3000;
const FIRST_SLOTS = 64;
const EMPTY = -1;
/** A table in which no value makes up this share of the cells says nothing about common values. */
const LEAST_SHARE = 0.002;

export function createWordCounts(): WordCounts {
  return { ...emptySlots(FIRST_SLOTS), size: 0, lost: 0 };
}

type Slots = Pick<WordCounts, "keys" | "counts" | "shapes" | "faults" | "texts">;

function emptySlots(slots: number): Slots {
  return {
    keys: new Float64Array(slots).fill(EMPTY),
    counts: new Float64Array(slots),
    shapes: new Uint8Array(slots),
    faults: new Uint32Array(slots),
    texts: new Array(slots).fill(undefined),
  };
}

/** The slot of a value, or of the empty slot where it belongs. @param low the low 32 bits of `key`. */
export function slotOf({ keys }: WordCounts, key: number, low: number): number {
  const mask = keys.length - 1;
  let slot = low & mask;
  for (;;) {
    const found = keys[slot];
    if (found === key || found === EMPTY) return slot;
    slot = (slot + 1) & mask;
  }
}

export interface NewWord {
  readonly key: number;
  readonly text: string;
  readonly shape: number;
  readonly faults: number;
}

/** Adds a value that is not there yet, at its empty slot, with a count of 1. */
export function addWord(words: WordCounts, slot: number, { key, text, shape, faults }: NewWord): void {
  words.keys[slot] = key;
  words.counts[slot] = 1;
  words.texts[slot] = text;
  words.shapes[slot] = shape;
  words.faults[slot] = faults;
  words.size += 1;
  if (words.size * 2 > words.keys.length) refill(words, words.keys.length * 2, 0);
}

/** Makes room in a full table. @returns whether it still says something about a column with so many filled cells. */
export function sweepWords(words: WordCounts, filled: number): boolean {
  const counts = words.counts.filter((count) => count > 0).sort();
  const median = counts[counts.length >>> 1] ?? 1;
  const highest = counts.at(-1) ?? 0;
  words.lost += median;
  refill(words, words.keys.length, median);
  return highest >= filled * LEAST_SHARE;
}

function refill(words: WordCounts, slots: number, less: number): void {
  const before: Slots = { ...words };
  Object.assign(words, emptySlots(slots));
  words.size = 0;
  for (const [from, key] of before.keys.entries()) {
    const count = (before.counts[from] ?? 0) - less;
    if (key === EMPTY || count <= 0) continue;
    const slot = slotOf(words, key, (key % 2 ** 32) | 0);
    words.keys[slot] = key;
    words.counts[slot] = count;
    words.texts[slot] = before.texts[from];
    words.shapes[slot] = before.shapes[from] ?? 0;
    words.faults[slot] = before.faults[from] ?? 0;
    words.size += 1;
  }
}

/** All values with their counts, the most frequent first; values that are as frequent by their texts. */
export function wordsByCount({ keys, counts, texts }: WordCounts): readonly (readonly [text: string, count: number])[] {
  const all = [...keys].flatMap((key, slot) =>
    key === EMPTY ? [] : [[texts[slot] ?? "", counts[slot] ?? 0] as const],
  );
  return all.sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
}
