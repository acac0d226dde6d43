/** Chance from a seed. */

/** The same throws for the same seed and index, on any machine. */
export interface Dice {
  /** 0 to `count - 1`. */
  below(count: number): number;
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** At least one of them, in their own order. */
  some<T>(list: readonly T[]): T[];
  maybe<T extends object>(probability: number, make: () => T): T | Record<string, never>;
}

export function createDice(seed: number, index: number): Dice {
  const next = mulberry32(Math.imul(seed | 0, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  for (let warmUp = 0; warmUp < 4; warmUp += 1) next();

  const below = (count: number) => Math.floor(next() * count);
  const chance = (probability: number) => next() < probability;

  function pick<T>(list: readonly T[]): T {
    const found = list[below(list.length)];
    if (found === undefined) throw new RangeError("nothing to pick from");
    return found;
  }

  function some<T>(list: readonly T[]): T[] {
    const certain = below(list.length);
    return list.filter((_, at) => at === certain || chance(0.4));
  }

  return {
    below,
    between: (from, to) => from + below(to - from + 1),
    chance,
    pick,
    some,
    maybe: (probability, make) => (chance(probability) ? make() : {}),
  };
}

/** A well-known generator of 32 bits; 0 to just under 1. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
