/**
 * Fingerprints of identities and rows, to find records that stand twice among millions.
 *
 * A fingerprint only raises a suspicion: two rows with the same one are looked at again, cell by cell, unless the 48-bit
 * fingerprint of their whole content is the same too. The mixing has to be even, not proof against an adversary.
 */

/** Two lanes of 32 bits, mixed with different constants over the same bytes. */
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
 * Continues both lanes over the bytes `from … to` (exclusive), four at a time; what is left over is one more word. The
 * length is mixed in first, so that parts that follow each other cannot lend each other a byte.
 * @param view over the same bytes.
 */
export function mixBytes(lanes: Lanes, bytes: Uint8Array, view: DataView, from: number, to: number): void {
  const length = to - from;
  let first = (lanes[0] ?? 0) ^ length;
  let second = (lanes[1] ?? 0) ^ length;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    const word = view.getInt32(at, true);
    first = Math.imul(first ^ Math.imul(word, 0xcc9e2d51), 0x1b873593);
    first = (first << 15) | (first >>> 17);
    second = Math.imul(second ^ Math.imul(word, 0x85ebca6b), 0xe6546b65);
    second = (second << 13) | (second >>> 19);
  }
  let rest = 0;
  for (; at < to; at += 1) rest = (rest << 8) | (bytes[at] ?? 0);
  first = Math.imul(first ^ Math.imul(rest, 0xcc9e2d51), 0x1b873593);
  lanes[0] = (first << 15) | (first >>> 17);
  second = Math.imul(second ^ Math.imul(rest, 0x85ebca6b), 0xe6546b65);
  lanes[1] = (second << 13) | (second >>> 19);
}

/** Spreads the last bytes over all bits (the finalizer of MurmurHash3). */
export function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
