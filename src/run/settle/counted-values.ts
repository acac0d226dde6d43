/**
 * Counts values, such as the amounts that a rule paid: how often each occurs, exactly while there are few different ones, and in bins when
 * there are many. Memory stays bounded, and what is counted does not depend on the order of the values as long as the room is enough.
 *
 *     up to 4,096 values   1500: 20 times, 1501: 3 times, …
 *     more of them         1,024 bins for each doubling: 4,000,000 … 4,003,999 together, 4,004,000 … 4,007,999 together
 *
 * A bin knows the smallest and the largest value in it, and the sum of all. Values are whole numbers, not below zero; those that a number
 * cannot hold exactly are bigints.
 */

export type Value = number | bigint;

export interface CountedValues {
  readonly room: ValueRoom;
  /** By the lowest value that the bin could hold. */
  readonly bins: Map<Value, ValueBin>;
  /** How many binary digits behind the first one tell bins apart. */
  digits: number;
  /** The value that was counted last, and its bin, while values are exact: the value of one record is often that of the next. */
  last: Value;
  lastBin: ValueBin;
}

export interface ValueBin {
  count: number;
  least: Value;
  most: Value;
  /** The sum of all values, in two parts; kept only where values are in bins. */
  sum: number;
  wideSum: bigint;
}

/** How many more bins there may be, over all that is counted. */
export interface ValueRoom {
  left: number;
}

const MOST_VALUES = 4096;
const MOST_BINS = 1 << 18;
/** Bins that anything may have, also where there is no more room. */
const FEW_BINS = 64;
/** So many digits tell all values of 64 bits apart. */
const EXACT = 63;
/** Bins at most 1/1024 wide; then 1/32, 1/4 and 1 where there is no more room. */
const COARSER = [10, 5, 2, 0] as const;

export function createValueRoom(): ValueRoom {
  return { left: MOST_BINS };
}

export function createCountedValues(room: ValueRoom): CountedValues {
  return { room, bins: new Map(), digits: EXACT, last: Number.NaN, lastBin: emptyBin(0) };
}

function emptyBin(value: Value): ValueBin {
  return { count: 0, least: value, most: value, sum: 0, wideSum: 0n };
}

export function countValue(counted: CountedValues, value: Value): void {
  if (value === counted.last) {
    counted.lastBin.count += 1;
    return;
  }
  const bin = binFor(counted, value);
  bin.count += 1;
  if (counted.digits === EXACT) {
    counted.last = value;
    counted.lastBin = bin;
  } else noteInBin(bin, value);
}

/** The bin for a value; bins become coarser first where one more would be too many. */
function binFor(counted: CountedValues, value: Value): ValueBin {
  const { bins, room } = counted;
  for (;;) {
    const key = lowestLike(value, counted.digits);
    const known = bins.get(key);
    if (known !== undefined) return known;
    if (isFull(counted)) makeCoarser(counted);
    else {
      const bin = emptyBin(value);
      bins.set(key, bin);
      room.left -= 1;
      return bin;
    }
  }
}

function isFull({ bins, digits, room }: CountedValues): boolean {
  if (digits === EXACT && bins.size === MOST_VALUES) return true;
  return digits > 0 && room.left <= 0 && bins.size >= FEW_BINS;
}

function makeCoarser(counted: CountedValues): void {
  const { bins, room } = counted;
  const finer = [...bins.values()];
  for (const bin of finer) bin.wideSum = sumOfBin(counted, bin);
  counted.digits = COARSER.find((digits) => digits < counted.digits) ?? 0;
  counted.last = Number.NaN;
  bins.clear();
  for (const { count, least, most, wideSum } of finer) {
    const key = lowestLike(least, counted.digits);
    const bin = bins.get(key) ?? emptyBin(least);
    bins.set(key, bin);
    bin.count += count;
    bin.wideSum += wideSum;
    if (least < bin.least) bin.least = least;
    if (most > bin.most) bin.most = most;
  }
  room.left += finer.length - bins.size;
}

/** The lowest value with the same first binary digits: the first digit and as many behind it. */
function lowestLike(value: Value, digits: number): Value {
  if (digits === EXACT) return value;
  if (typeof value === "bigint") return lowestWith(value, digits);
  const length = value >= 2 ** 32 ? 64 - Math.clz32(value / 2 ** 32) : 32 - Math.clz32(value);
  const step = 2 ** Math.max(length - 1 - digits, 0);
  return Math.floor(value / step) * step;
}

/** As `lowestLike`. */
export function lowestWith(value: bigint, digits: number): bigint {
  const dropped = BigInt(Math.max(value.toString(2).length - 1 - digits, 0));
  return (value >> dropped) << dropped;
}

function noteInBin(bin: ValueBin, value: Value): void {
  if (value < bin.least) bin.least = value;
  if (value > bin.most) bin.most = value;
  const sum = typeof value === "number" ? bin.sum + value : Number.NaN;
  if (Number.isSafeInteger(sum)) bin.sum = sum;
  else bin.wideSum += BigInt(value);
}

function sumOfBin({ digits }: CountedValues, { count, least, sum, wideSum }: ValueBin): bigint {
  return digits === EXACT ? BigInt(least) * BigInt(count) : wideSum + BigInt(sum);
}

/** Values that were counted together. */
export interface ValueRange {
  readonly count: number;
  readonly least: bigint;
  readonly most: bigint;
  readonly sum: bigint;
}

/** All that was counted, ascending. No two ranges have a value in common. */
export function rangesOf(counted: CountedValues): readonly ValueRange[] {
  return [...counted.bins.values()]
    .map((bin) => ({
      count: bin.count,
      least: BigInt(bin.least),
      most: BigInt(bin.most),
      sum: sumOfBin(counted, bin),
    }))
    .sort((a, b) => (a.least < b.least ? -1 : 1));
}
