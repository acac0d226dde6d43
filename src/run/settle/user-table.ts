/**
 * Counts the benefits of each user so far, for limits per user: a few counters for each user. A user is a digest of the id, and no id is
 * kept.
 *
 * Millions of users fit into memory: keys and counters lie in typed arrays without a list of places beside them, and a counter is as
 * wide as the largest sum that it can hold.
 *
 *     limits of 10,000 KRW and of 1 record    12 + 2 + 1 bytes a user, and a sixth more for places that stay free
 */
import { USER_BYTES } from "../rows/user-digest.ts";

export interface UserTable {
  /** The position of a user's counters, until another user is looked up; the counters of a new user are 0. @param at the digest's position in `digests`. */
  positionOf(digests: Uint8Array, at: number): number;
  get(position: number, counter: number): number;
  /** Adds to a counter, which stays at its ceiling when it would pass it. */
  add(position: number, counter: number, amount: number): void;
}

const WORDS = USER_BYTES / 4;
const FIRST_SIZE = 1024;
/** Of so many places one stays free, so that a place is found after a few steps. */
const ONE_FREE_OF = 7;
const GROWTH = 1.5;

type Counters = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/**
 * @param ceilings the largest value of each counter that has to be told from larger ones.
 * @param expected how many users find room without growing.
 */
export function createUserTable(ceilings: readonly number[], expected = 0): UserTable {
  let size = Math.max(FIRST_SIZE, Math.ceil((expected * (ONE_FREE_OF + 1)) / ONE_FREE_OF));
  let keys = new Uint32Array(size * WORDS);
  let counters = ceilings.map((ceiling) => roomFor(ceiling, size));
  let users = 0;

  function positionOf(digests: Uint8Array, at: number): number {
    const from = at * USER_BYTES;
    const first = wordAt(digests, from);
    const second = wordAt(digests, from + 4);
    // A free place has zeros.
    const third = first === 0 && second === 0 ? wordAt(digests, from + 8) || 1 : wordAt(digests, from + 8);
    const position = placeOf(first, second, third);
    if (!isFree(position)) return position;
    if ((users + 1) * ONE_FREE_OF > size * (ONE_FREE_OF - 1)) {
      grow();
      return positionOf(digests, at);
    }
    users += 1;
    keys[position * WORDS] = first;
    keys[position * WORDS + 1] = second;
    keys[position * WORDS + 2] = third;
    return position;
  }

  /** The place that has a key, or the free one where it would be. */
  function placeOf(first: number, second: number, third: number): number {
    let place = Math.floor((first / 2 ** 32) * size);
    for (; !isFree(place); place = place + 1 === size ? 0 : place + 1) {
      const key = place * WORDS;
      if (keys[key] === first && keys[key + 1] === second && keys[key + 2] === third) break;
    }
    return place;
  }

  function isFree(place: number): boolean {
    const key = place * WORDS;
    return keys[key] === 0 && keys[key + 1] === 0 && keys[key + 2] === 0;
  }

  function grow(): void {
    const [oldKeys, oldCounters, oldSize] = [keys, counters, size];
    size = Math.ceil(size * GROWTH);
    keys = new Uint32Array(size * WORDS);
    counters = ceilings.map((ceiling) => roomFor(ceiling, size));
    for (let old = 0; old < oldSize; old += 1) {
      const key = oldKeys.subarray(old * WORDS, (old + 1) * WORDS);
      const [first = 0, second = 0, third = 0] = key;
      if (first === 0 && second === 0 && third === 0) continue;
      const place = placeOf(first, second, third);
      keys.set(key, place * WORDS);
      for (const [index, counter] of counters.entries()) counter[place] = oldCounters[index]?.[old] ?? 0;
    }
  }

  return {
    positionOf,
    get: (position, counter) => counters[counter]?.[position] ?? 0,
    add: (position, counter, amount) => {
      const own = counters[counter];
      if (own !== undefined) own[position] = Math.min((own[position] ?? 0) + amount, ceilings[counter] ?? 0);
    },
  };
}

/** Counters that can hold every value up to a ceiling. */
function roomFor(ceiling: number, size: number): Counters {
  if (ceiling < 2 ** 8) return new Uint8Array(size);
  if (ceiling < 2 ** 16) return new Uint16Array(size);
  return ceiling < 2 ** 32 ? new Uint32Array(size) : new Float64Array(size);
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (
    (((bytes[at] ?? 0) << 24) | ((bytes[at + 1] ?? 0) << 16) | ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0)) >>> 0
  );
}
