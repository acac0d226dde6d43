/**
 * Words that a column holds again and again, and the meaning that the host taught for each word.
 *
 * A word is known by its bytes and its role. The meaning of an unknown word is 0.
 *
 *     slot 7    key     role 1, 5 bytes      the word is a service
 *               means   2                    some rule is for it
 *               text    melon
 *
 * The search for a word begins at the slot that its hash says, and goes on to the next slot until it finds the word or a
 * free slot. So a word never moves, and the number of its slot stands for the word.
 */

import { FIRST, mix, THIRD } from "./fingerprint";
import { NO_WORD, ROLE_CERTAIN, ROLE_SELECTED, ROLE_SERVICE } from "./numbers";
import {
  LONGEST_WORD,
  ROLE_COUNT,
  WORD_BITS,
  WORD_COUNTS,
  WORD_MEANING,
  WORD_SIZE,
  WORD_SLOTS,
  WORD_TEXT,
  WORDS,
} from "./scan-tables";

/** Each role has its own room, so that no role can take the room of another. A third of the slots stays free: a search has to end. */
const MOST_SERVICES: u32 = 1024;
/** Columns that rules select by may hold a price or a date. */
const MOST_SELECTED_WORDS: u32 = 512;
const MOST_OTHERS: u32 = 256;
const MOST_CERTAIN_WORDS: u32 = 64;
/** The meaning of a word that is only told apart from other words. */
const KEPT: u32 = 1;

const ALL: u64 = ~(<u64>0);

/** How many words are known. */
export let known: u32 = 0;

/** The meaning of a word, or 0. @param role such as service or currency: a word may mean different things in different roles. */
export function meaningOf(role: u32, from: u32, to: u32): u32 {
  if (to - from > LONGEST_WORD) return 0;
  return load<u32>(find(role, from, to) + WORD_MEANING);
}

/** The number of a word, which holds until words are forgotten; `NO_WORD` for an unknown word. */
export function wordAt(role: u32, from: u32, to: u32): u32 {
  if (to - from > LONGEST_WORD) return NO_WORD;
  const slot = find(role, from, to);
  return load<u32>(slot) === 0 ? NO_WORD : (slot - WORDS) / WORD_SIZE;
}

/** The number of a word, which is kept if it is unknown; `NO_WORD` where there is no room for it. */
export function wordKept(role: u32, from: u32, to: u32): u32 {
  const word = wordAt(role, from, to);
  if (word !== NO_WORD) return word;
  learnWord(role, from, to, KEPT);
  return wordAt(role, from, to);
}

/** Keeps the meaning of a word. A word that is too long, or for which its role has no room, is not kept. */
export function learnWord(role: u32, from: u32, to: u32, meaning: u32): void {
  if (to - from > LONGEST_WORD) return;
  const slot = find(role, from, to);
  if (load<u32>(slot) === 0) {
    const count = WORD_COUNTS + role * 4;
    if (load<u32>(count) >= mostOf(role)) return;
    store<u32>(count, load<u32>(count) + 1);
    known += 1;
    store<u32>(slot, keyOf(role, from, to));
    memory.copy(slot + WORD_TEXT, from, to - from);
  }
  store<u32>(slot + WORD_MEANING, meaning);
}

/** Forgets all words: they belong to another export. */
export function forgetWords(): void {
  memory.fill(WORDS, 0, WORD_SLOTS * WORD_SIZE);
  memory.fill(WORD_COUNTS, 0, ROLE_COUNT * 4);
  known = 0;
}

function mostOf(role: u32): u32 {
  if (role === ROLE_SERVICE) return MOST_SERVICES;
  if (role >= ROLE_CERTAIN) return MOST_CERTAIN_WORDS;
  return role === ROLE_SELECTED ? MOST_SELECTED_WORDS : MOST_OTHERS;
}

/** The slot of a word, or the free slot for it. */
function find(role: u32, from: u32, to: u32): u32 {
  const length = to - from;
  const key = keyOf(role, from, to);
  // Most words are short, and `first` and `last` are all of their bytes.
  const first = length < 8 ? load<u64>(from) & ~(ALL << (<u64>length * 8)) : load<u64>(from);
  const last = length > 8 ? load<u64>(to - 8) : 0;
  const hash = length <= 16 ? (first ^ (last * THIRD) ^ key) * FIRST : mix(role, from, to);
  // The first bits of a product depend on all bits of what was multiplied.
  let index = <u32>(hash >> (64 - WORD_BITS));
  while (true) {
    const slot = WORDS + index * WORD_SIZE;
    const held = load<u32>(slot);
    if (held === 0) return slot;
    if (held === key && load<u64>(slot + WORD_TEXT) === first && (length <= 8 || isSame(slot + WORD_TEXT, from, to)))
      return slot;
    index = (index + 1) & (WORD_SLOTS - 1);
  }
}

/** The key of a word. It is never 0, because the upper half is the role, which is never 0. */
function keyOf(role: u32, from: u32, to: u32): u32 {
  return (role << 16) | (to - from);
}

/** Whether a kept word is this word, where both have the same length and the same first eight bytes. */
function isSame(kept: u32, from: u32, to: u32): bool {
  const lastOfKept = kept + (to - from) - 8;
  for (let at: u32 = 8; kept + at < lastOfKept; at += 8) {
    if (load<u64>(kept + at) !== load<u64>(from + at)) return false;
  }
  return load<u64>(lastOfKept) === load<u64>(to - 8);
}
