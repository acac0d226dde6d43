/**
 * Fingerprints of identities and rows, to find records that stand twice among millions.
 *
 * A fingerprint only raises a suspicion: two rows with the same one are looked at again, cell by cell, unless the 48-bit
 * fingerprint of their whole content is the same too. The mixing has to be even, not proof against an adversary.
 */

/**
 * Two lanes of 32 bits. Each takes every other word, and the second what the first has come to as well: a change of one
 * word always shows, and changes that cancel each other in one lane still have to do so in the other.
 */
export type Lanes = Int32Array;

/** Lanes at their start, with what every fingerprint of a kind begins with mixed in. */
export function startingLanes(text: string): Lanes {
  const lanes = Int32Array.of(0x811c9dc5, 0x9747b28c);
  const bytes = Buffer.from(text);
  mixBytes(lanes, bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.length);
  return lanes;
}

/** Puts lanes back to a start; a call of `set` would cost more than the mixing. */
export function restartLanes(lanes: Lanes, start: Lanes): void {
  lanes[0] = start[0] ?? 0;
  lanes[1] = start[1] ?? 0;
}

/**
 * Continues the lanes over the bytes `from … to` (exclusive), four at a time; what is left over is one more word. The
 * length is mixed in first, so that parts that follow each other cannot lend each other a byte.
 * @param view over the same bytes.
 */
export function mixBytes(lanes: Lanes, bytes: Uint8Array, view: DataView, from: number, to: number): void {
  let first = (lanes[0] ?? 0) ^ (to - from);
  let second = lanes[1] ?? 0;
  let at = from;
  for (; at + 8 <= to; at += 8) {
    first = mixWord(first, view.getInt32(at, true));
    second = mixWord(second ^ first, view.getInt32(at + 4, true));
  }
  if (at + 4 <= to) {
    first = mixWord(first, view.getInt32(at, true));
    at += 4;
  }
  let rest = 0;
  for (; at < to; at += 1) rest = (rest << 8) | (bytes[at] ?? 0);
  lanes[0] = first;
  lanes[1] = mixWord(second ^ first, rest);
}

/** For a given word, two lanes that differ still do afterwards (the step of MurmurHash3). */
function mixWord(lane: number, word: number): number {
  const scrambled = Math.imul(word, 0xcc9e2d51);
  const mixed = lane ^ Math.imul((scrambled << 15) | (scrambled >>> 17), 0x1b873593);
  return (Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64) | 0;
}

/** 32 bits of both lanes together. */
export function firstWord(lanes: Lanes): number {
  return finish((lanes[0] ?? 0) + Math.imul(lanes[1] ?? 0, 0x9e3779b1));
}

/** 32 more, which tell lanes apart that the first ones do not. */
export function secondWord(lanes: Lanes): number {
  return finish((lanes[1] ?? 0) ^ Math.imul(finish(lanes[0] ?? 0), 0x85ebca77));
}

/** Spreads every bit over all (the finalizer of MurmurHash3). */
function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
