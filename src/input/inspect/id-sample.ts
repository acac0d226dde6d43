/**
 * Finds ids that appear more than once: all of them while they fit into memory, after that those of a sample.
 *
 * An id is known by its print. When the table is full, only ids whose prints end with one more zero bit are kept on: one id in two, in
 * four, and so on. All rows of an id are in the sample or none is, so that the sample's repeats are a fair share of all repeats.
 */

import { addToSketch, type DistinctSketch, sketchOfPrints } from "./distinct-sketch.ts";

export interface IdSample {
  /** The prints, by slot; -1 for an empty slot. */
  keys: Float64Array;
  /** 1 for an id that was seen again, by slot. */
  again: Uint8Array;
  size: number;
  /** The number of ids that were seen again. */
  repeated: number;
  /** One id in `2 ** depth` is in the sample. */
  depth: number;
  /** Of all ids; undefined while all of them are in the sample. */
  sketch: DistinctSketch | undefined;
  readonly most: number;
}

const FIRST_SLOTS = 4096;
const EMPTY = -1;
/** Smaller tables are replaced by much larger ones: to move ids takes time. */
const LARGE = 2 ** 20;

/** @param most the number of ids that are kept at most; four million take 72 MB. */
export function createIdSample(most: number): IdSample {
  const keys = new Float64Array(FIRST_SLOTS).fill(EMPTY);
  return { keys, again: new Uint8Array(FIRST_SLOTS), size: 0, repeated: 0, depth: 0, sketch: undefined, most };
}

/** Adds the id of a row; true where it is in the sample already. @param low the print's low 32 bits. @param high its other 21 bits. */
export function addId(sample: IdSample, low: number, high: number): boolean {
  if (sample.sketch !== undefined) addToSketch(sample.sketch, low, high);
  // The low bits choose the slot, so the sample is drawn by the high ones.
  if (sample.depth > 0 && (high & (2 ** sample.depth - 1)) !== 0) return false;
  const key = high * 2 ** 32 + (low >>> 0);
  const slot = placeOf(sample.keys, key, low);
  if (sample.keys[slot] === key) {
    if (sample.again[slot] === 0) sample.repeated += 1;
    sample.again[slot] = 1;
    return true;
  }
  sample.keys[slot] = key;
  sample.size += 1;
  if (sample.size > sample.most) thin(sample);
  else if (sample.size * 2 > sample.keys.length)
    rehash(sample, sample.keys.length * (sample.keys.length < LARGE ? 4 : 2));
  return false;
}

/**
 * Adds the ids of many rows, one right after the other: a large table is in no cache, and look-ups that do not wait for each other
 * take a third of the time.
 * @returns the position of the first that was there already; undefined for none.
 */
export function addIds(sample: IdSample, lows: Int32Array, highs: Int32Array, count: number): number | undefined {
  let first: number | undefined;
  for (let index = 0; index < count; index += 1) {
    const isKnown = addId(sample, lows[index] ?? 0, highs[index] ?? 0);
    if (isKnown && first === undefined) first = index;
  }
  return first;
}

/** The number of ids that appear more than once. */
export function countRepeated({ repeated, depth }: IdSample): { readonly count: number; readonly exact: boolean } {
  return { count: repeated * 2 ** depth, exact: depth === 0 };
}

function placeOf(keys: Float64Array, key: number, low: number): number {
  const mask = keys.length - 1;
  let slot = low & mask;
  while (keys[slot] !== EMPTY && keys[slot] !== key) slot = (slot + 1) & mask;
  return slot;
}

function thin(sample: IdSample): void {
  sample.sketch ??= sketchOfPrints(sample.keys);
  sample.depth += 1;
  rehash(sample, sample.keys.length);
}

/** Keeps the ids that are in the sample. */
function rehash(sample: IdSample, slots: number): void {
  const { keys, again } = sample;
  sample.keys = new Float64Array(slots).fill(EMPTY);
  sample.again = new Uint8Array(slots);
  sample.size = 0;
  sample.repeated = 0;
  for (let from = 0; from < keys.length; from += 1) {
    const key = keys[from] ?? EMPTY;
    if (key === EMPTY || Math.floor(key / 2 ** 32) % 2 ** sample.depth !== 0) continue;
    const slot = placeOf(sample.keys, key, (key % 2 ** 32) | 0);
    sample.keys[slot] = key;
    sample.again[slot] = again[from] ?? 0;
    sample.repeated += again[from] ?? 0;
    sample.size += 1;
  }
}
