/**
 * The compensation ids of a run, sorted, sixteen bytes each: the file `keys` of its folder.
 *
 * Looking up goes the other way round: the ids of the new plan are put into a hash table, and the keys of the earlier
 * runs stream past it. Memory depends on the number of new ids, not on the number of ids that were ever given.
 */
import { COMPENSATION_ID_BYTES } from "../domain/compensation-id.ts";

export const KEYS = "keys";

const WORDS = COMPENSATION_ID_BYTES / 4;

/** A growing list of ids; an all-zero id takes a place and is never found. */
export interface IdList {
  readonly count: number;
  /** Adds the id at a position of an array of ids. */
  add(ids: Uint8Array, at: number): void;
  /** Adds a whole array of ids. */
  addAll(ids: Uint8Array): void;
  readonly bytes: Uint8Array;
}

/** @param expected how many ids find room without growing. */
export function createIdList(expected = 1024): IdList {
  let bytes = new Uint8Array(expected * COMPENSATION_ID_BYTES);
  let count = 0;

  function makeRoom(added: number): void {
    const needed = (count + added) * COMPENSATION_ID_BYTES;
    if (needed <= bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, bytes.length * 2));
    grown.set(bytes);
    bytes = grown;
  }

  return {
    get count() {
      return count;
    },
    add: (ids, at) => {
      makeRoom(1);
      const from = at * COMPENSATION_ID_BYTES;
      const to = count * COMPENSATION_ID_BYTES;
      for (let byte = 0; byte < COMPENSATION_ID_BYTES; byte += 1) bytes[to + byte] = ids[from + byte] ?? 0;
      count += 1;
    },
    addAll: (ids) => {
      makeRoom(ids.length / COMPENSATION_ID_BYTES);
      bytes.set(ids, count * COMPENSATION_ID_BYTES);
      count += ids.length / COMPENSATION_ID_BYTES;
    },
    get bytes() {
      return bytes.subarray(0, count * COMPENSATION_ID_BYTES);
    },
  };
}

/**
 * The ids in ascending order: put into buckets by their first bits, as many as there are ids (a million at most), and then in
 * order within each. Ids are hashes, so that no bucket holds many more than others.
 * @param sameBits how many of their first bits all of these ids have in common.
 */
export function sortIds({ bytes, count }: Pick<IdList, "bytes" | "count">, sameBits = 0): Uint8Array {
  const bits = Math.min(MOST_BUCKET_BITS, Math.ceil(Math.log2(count + 2)));
  const ids = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const bucketOf = (at: number) => (ids.getUint32(at * COMPENSATION_ID_BYTES) << sameBits) >>> (32 - bits);
  /** Where the next id of each bucket goes. */
  const places = new Uint32Array(2 ** bits);
  for (let at = 0; at < count; at += 1) places[bucketOf(at)] = (places[bucketOf(at)] ?? 0) + 1;
  let next = 0;
  for (let bucket = 0; bucket < places.length; bucket += 1) {
    const size = places[bucket] ?? 0;
    places[bucket] = next;
    next += size;
  }
  const sorted = new DataView(new ArrayBuffer(bytes.length));
  for (let at = 0; at < count; at += 1) {
    const bucket = bucketOf(at);
    const place = places[bucket] ?? 0;
    places[bucket] = place + 1;
    for (let byte = 0; byte < COMPENSATION_ID_BYTES; byte += 4)
      sorted.setUint32(place * COMPENSATION_ID_BYTES + byte, ids.getUint32(at * COMPENSATION_ID_BYTES + byte));
  }
  for (let place = 1; place < count; place += 1) moveDown(sorted, place);
  return new Uint8Array(sorted.buffer);
}

const MOST_BUCKET_BITS = 20;

/** Exchanges an id with those before it that come after it. */
function moveDown(ids: DataView, from: number): void {
  for (let at = from * COMPENSATION_ID_BYTES; at > 0; at -= COMPENSATION_ID_BYTES) {
    const before = at - COMPENSATION_ID_BYTES;
    if (!isBefore(ids, at, before)) return;
    for (let byte = 0; byte < COMPENSATION_ID_BYTES; byte += 4) {
      const own = ids.getUint32(at + byte);
      ids.setUint32(at + byte, ids.getUint32(before + byte));
      ids.setUint32(before + byte, own);
    }
  }
}

/** Whether the id that begins at one place comes before that at another, byte by byte. */
function isBefore(ids: DataView, one: number, other: number): boolean {
  for (let byte = 0; byte < COMPENSATION_ID_BYTES; byte += 4) {
    const difference = ids.getUint32(one + byte) - ids.getUint32(other + byte);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

const IDS_AT_ONCE = 65_536;

/**
 * One flag per id: whether any of the key files holds it.
 * @param read reads a file from its first byte to its last, in pieces of any length.
 */
export function findKnownIds<File>(
  ids: IdList,
  files: readonly File[],
  read: (file: File, onPiece: (piece: Uint8Array) => void) => void,
): Uint8Array {
  const known = new Uint8Array(ids.count);
  if (files.length === 0 || ids.count === 0) return known;
  const table = createIdTable(ids);
  const words = new Uint32Array(IDS_AT_ONCE * WORDS);
  const waiting = new Uint8Array(words.buffer);
  let filled = 0;

  function markWaiting(): void {
    // An id that was cut short equals no id of the list.
    const end = Math.floor(filled / COMPENSATION_ID_BYTES) * WORDS;
    for (let from = 0; from < end; from += WORDS) table.mark(words, from, known);
    filled = 0;
  }

  function take(piece: Uint8Array): void {
    for (let from = 0; from < piece.length; ) {
      const to = Math.min(piece.length, from + waiting.length - filled);
      waiting.set(piece.subarray(from, to), filled);
      filled += to - from;
      from = to;
      if (filled === waiting.length) markWaiting();
    }
  }

  for (const file of files) {
    read(file, take);
    markWaiting();
  }
  return known;
}

export interface IdTable {
  /** Whether the list holds the id whose four words begin at `from`. */
  has(words: Uint32Array, from: number): boolean;
  /** Sets the flag of every place of the id: a duplicate row puts the same gift into the list twice. */
  mark(words: Uint32Array, from: number, flags: Uint8Array): void;
}

/** The four words of an id, as the tables compare them. */
export function wordsOf(id: Uint8Array): Uint32Array {
  return new Uint32Array(id.slice(0, COMPENSATION_ID_BYTES).buffer);
}

/** Looks ids up without making any object: this loop sees every gift that was ever given for the outage. */
export function createIdTable({ bytes, count }: Pick<IdList, "bytes" | "count">): IdTable {
  const own = new Uint32Array(bytes.buffer, bytes.byteOffset, count * WORDS);
  const size = 2 ** Math.ceil(Math.log2(count * 2 + 2));
  const slots = new Uint32Array(size);
  // Places of the same id hang on the first one; a record that appears a million times must not fill the slots.
  let nextOfSame: Uint32Array | undefined;
  for (let at = 0; at < count; at += 1) {
    const from = at * WORDS;
    if (own[from] === 0 && own[from + 1] === 0 && own[from + 2] === 0 && own[from + 3] === 0) continue;
    const slot = slotOf(own, from);
    const first = (slots[slot] ?? 0) - 1;
    if (first < 0) slots[slot] = at + 1;
    else {
      nextOfSame ??= new Uint32Array(count);
      nextOfSame[at] = nextOfSame[first] ?? 0;
      nextOfSame[first] = at + 1;
    }
  }

  /** The slot that holds the id, or the free one where it would be. */
  function slotOf(words: Uint32Array, from: number): number {
    let slot = (words[from] ?? 0) & (size - 1);
    while (slots[slot] !== 0 && !isSame((slots[slot] ?? 0) - 1, words, from)) slot = (slot + 1) & (size - 1);
    return slot;
  }

  function isSame(at: number, words: Uint32Array, from: number): boolean {
    const place = at * WORDS;
    return (
      own[place] === words[from] &&
      own[place + 1] === words[from + 1] &&
      own[place + 2] === words[from + 2] &&
      own[place + 3] === words[from + 3]
    );
  }

  return {
    has: (words, from) => slots[slotOf(words, from)] !== 0,
    mark: (words, from, flags) => {
      for (let place = slots[slotOf(words, from)] ?? 0; place !== 0; place = nextOfSame?.[place - 1] ?? 0)
        flags[place - 1] = 1;
    },
  };
}
