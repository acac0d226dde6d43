/** What a report says about counted values: the smallest, the median, the largest, and a few bins to draw. */
import { lowestWith, type ValueRange } from "./counted-values.ts";

export interface ValueSpread {
  readonly count: number;
  readonly smallest: bigint;
  /** Of an even number of values the lower one of the two in the middle. */
  readonly median: bigint;
  readonly largest: bigint;
  /** Whether the median is the middle of a range, rounded down, and not a value that was counted. */
  readonly isAbout: boolean;
}

/** @param ranges ascending, at least one. */
export function spreadOf(ranges: readonly ValueRange[]): ValueSpread {
  const count = ranges.reduce((sum, range) => sum + range.count, 0);
  let before = 0;
  const middle = ranges.find((range) => {
    before += range.count;
    return before * 2 >= count;
  });
  const [smallest, largest] = [ranges.at(0)?.least, ranges.at(-1)?.most];
  if (middle === undefined || smallest === undefined || largest === undefined) throw new Error("no value was counted");
  const { least, most } = middle;
  return { count, smallest, median: (least + most) / 2n, largest, isAbout: least !== most };
}

const MOST_DRAWN = 24;
/** Binary digits behind the first one that values of a bin have in common; below 0 a bin holds several doublings. */
const FINENESS = [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, -1] as const;
/** No 25 values differ by this one. */
const COARSEST = -2;

/**
 * The same values in at most 24 ranges, ascending: each value alone where there are no more, else the finest halves, quarters, … of
 * doublings that are no more.
 *
 *     100, 110, …, 400   ->   100, 110, 120, 130 … 140, 150, 160 … 170, …, 390 … 400   16 ranges, in eighths of 64 … 127, 128 … 255, 256 … 511
 *
 * @param ranges in any order; of values that were counted apart, some may be the same.
 */
export function drawnRanges(ranges: readonly ValueRange[]): readonly ValueRange[] {
  const areAlone = ranges.every(({ least, most }) => least === most);
  const alone = areAlone ? mergedBy(ranges, ({ least }) => least) : undefined;
  if (alone !== undefined && alone.length <= MOST_DRAWN) return alone;
  for (const digits of FINENESS) {
    const merged = mergedBy(ranges, ({ least }) => keyOf(least, digits));
    if (merged.length <= MOST_DRAWN) return merged;
  }
  return mergedBy(ranges, ({ least }) => keyOf(least, COARSEST));
}

function keyOf(value: bigint, digits: number): bigint {
  if (digits >= 0) return lowestWith(value, digits);
  const length = value.toString(2).length;
  return BigInt(length - (length % 2 ** -digits));
}

function mergedBy(ranges: readonly ValueRange[], keyFor: (range: ValueRange) => bigint): readonly ValueRange[] {
  const merged = new Map<bigint, ValueRange>();
  for (const range of ranges) {
    const key = keyFor(range);
    const { count, least, most, sum } = merged.get(key) ?? { ...range, count: 0, sum: 0n };
    merged.set(key, {
      count: count + range.count,
      least: range.least < least ? range.least : least,
      most: range.most > most ? range.most : most,
      sum: sum + range.sum,
    });
  }
  return [...merged.values()].sort((a, b) => (a.least < b.least ? -1 : 1));
}
