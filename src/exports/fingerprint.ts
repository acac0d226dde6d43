/**
 * Fingerprints of identities and rows, to find records that stand twice among millions.
 *
 * A fingerprint only raises a suspicion: two rows with the same one are looked at again, cell by cell, unless the 48-bit
 * fingerprint of their whole content is the same too. The mixing has to be even, not proof against an adversary.
 */

/** FNV-1a over bytes, continued from `seed`. */
export function mixBytes(seed: number, bytes: Uint8Array, from: number, to: number): number {
  let hash = seed;
  for (let at = from; at < to; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash;
}

export function mixText(seed: number, text: string): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}

/** A second, independent lane over the same bytes: the multiply-and-rotate of MurmurHash3. */
export function mixOther(seed: number, bytes: Uint8Array, from: number, to: number): number {
  let hash = seed;
  for (let at = from; at < to; at += 1) {
    hash = Math.imul(hash ^ Math.imul(bytes[at] ?? 0, 0xcc9e2d51), 0x1b873593);
    hash = (hash << 13) | (hash >>> 19);
  }
  return hash;
}

/** Spreads the last bytes over all bits (the finalizer of MurmurHash3). */
export function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** A fingerprint of a whole row, four bytes at a time; what is left over is one more word. */
export function mixRow(bytes: Uint8Array, view: DataView, from: number, to: number): number {
  let hash = to - from;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    hash = Math.imul(hash ^ Math.imul(view.getInt32(at, true), 0xcc9e2d51), 0x1b873593);
    hash = (hash << 15) | (hash >>> 17);
  }
  return finish(hash ^ Math.imul(restOf(bytes, at, to), 0xcc9e2d51));
}

/** A second lane over a whole row, with other constants. */
export function mixRowOther(bytes: Uint8Array, view: DataView, from: number, to: number): number {
  let hash = 0x9747b28c;
  let at = from;
  for (; at + 4 <= to; at += 4) {
    hash = Math.imul(hash ^ Math.imul(view.getInt32(at, true), 0x85ebca6b), 0xe6546b64 | 1);
    hash = (hash << 13) | (hash >>> 19);
  }
  return finish(hash ^ Math.imul(restOf(bytes, at, to), 0x85ebca6b));
}

function restOf(bytes: Uint8Array, from: number, to: number): number {
  let rest = 0;
  for (let at = from; at < to; at += 1) rest = (rest << 8) | (bytes[at] ?? 0);
  return rest;
}
