/**
 * Counts the benefits of each user so far, for limits per user: a few counters for each 128-bit digest of a user id. The
 * counters lie in typed arrays, so that millions of users fit into memory. No user id is kept.
 */
import { USER_BYTES } from "../rows/user-digest.ts";

export interface UserTable {
  /** The position of a user's counters; the counters of a new user are 0. @param at the digest's position in `digests`. */
  positionOf(digests: Uint8Array, at: number): number;
  get(position: number, counter: number): number;
  add(position: number, counter: number, amount: number): void;
}

const WORDS = USER_BYTES / 4;
const FIRST_SIZE = 1024;

export function createUserTable(counters: number): UserTable {
  let slots = new Uint32Array(FIRST_SIZE * 2);
  let keys = new Uint32Array(FIRST_SIZE * WORDS);
  let values = new Float64Array(FIRST_SIZE * counters);
  let users = 0;

  function positionOf(digests: Uint8Array, at: number): number {
    const view = new DataView(digests.buffer, digests.byteOffset + at * USER_BYTES, USER_BYTES);
    const words = [view.getUint32(0), view.getUint32(4), view.getUint32(8), view.getUint32(12)];
    let slot = (words[0] ?? 0) & (slots.length - 1);
    for (let held = slots[slot] ?? 0; held !== 0; held = slots[slot] ?? 0) {
      if (words.every((word, index) => keys[(held - 1) * WORDS + index] === word)) return held - 1;
      slot = (slot + 1) & (slots.length - 1);
    }
    if ((users + 1) * WORDS > keys.length) {
      grow();
      return positionOf(digests, at);
    }
    keys.set(words, users * WORDS);
    users += 1;
    slots[slot] = users;
    return users - 1;
  }

  function grow(): void {
    const [oldKeys, oldValues] = [keys, values];
    keys = new Uint32Array(oldKeys.length * 2);
    keys.set(oldKeys);
    values = new Float64Array(oldValues.length * 2);
    values.set(oldValues);
    slots = new Uint32Array(slots.length * 2);
    for (let user = 0; user < users; user += 1) {
      let slot = (keys[user * WORDS] ?? 0) & (slots.length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
      slots[slot] = user + 1;
    }
  }

  return {
    positionOf,
    get: (position, counter) => values[position * counters + counter] ?? 0,
    add: (position, counter, amount) => {
      const index = position * counters + counter;
      values[index] = (values[index] ?? 0) + amount;
    },
  };
}
