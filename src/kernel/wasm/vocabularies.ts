/**
 * What becomes of the texts of mapped columns, as the host answered; nothing is worked out here.
 *
 * Columns with the same mapping share a vocabulary. A text is known by its vocabulary and by the bytes between the quotes of its
 * cell. Its answer is a text, too, or 0 where the text stays as it is.
 *
 *     slot 7    key       vocabulary 1, 3 bytes     a text of a column of channels
 *               first     웹
 *               answer    web
 *
 * A vocabulary says what becomes of all other texts. Where they stay, nearly all cells hold such texts; a filter by the first byte
 * and the length tells most of them without a search. The search goes as in `words.ts`.
 */
import { FIRST, mix, THIRD } from "./fingerprint";
import {
  TEXT_ANSWER,
  TEXT_FIRST,
  TEXT_KEY,
  TEXT_LAST,
  TEXT_LENGTH,
  TEXT_PLACE,
  TEXT_SIZE,
  TEXTS,
  VOCABULARIES,
  VOCABULARY_ANSWER,
  VOCABULARY_FILTER,
  VOCABULARY_LENGTH,
  VOCABULARY_OTHERS,
  VOCABULARY_SIZE,
} from "./mapping-tables";
import { LONGEST_TEXT } from "./numbers";
import { MOST_VOCABULARIES, TEXT_BITS, TEXT_SLOTS } from "./scan-tables";

const ALL: u64 = ~(<u64>0);
/** Half of the slots stay free: a search has to end. */
const MOST_TEXTS: u32 = TEXT_SLOTS / 2;
/** Stands for a slot: the text is not known. */
export const UNKNOWN: u32 = 0;

let texts: u32 = 0;

/** Forgets all texts and vocabularies: they belong to another export. */
export function forgetTexts(): void {
  memory.fill(TEXTS, 0, TEXT_SLOTS * TEXT_SIZE);
  memory.fill(VOCABULARIES, 0, (MOST_VOCABULARIES + 1) * VOCABULARY_SIZE);
  texts = 0;
}

/** Takes what becomes of all texts that a vocabulary does not know. @param others one of `OTHERS`, with its text for `become`. */
export function learnOthers(vocabulary: u32, others: u32, answer: u32, length: u32): void {
  const record = vocabularyAt(vocabulary);
  store<u32>(record + VOCABULARY_OTHERS, others);
  store<u32>(record + VOCABULARY_ANSWER, answer);
  store<u32>(record + VOCABULARY_LENGTH, length);
}

/**
 * Learns a text, whose bytes and whose answer stay where they are. Returns false where there is no room for it.
 * @param answer place of the answer; 0 where the text stays as it is.
 */
export function learnText(vocabulary: u32, from: u32, to: u32, answer: u32, length: u32): bool {
  if (texts >= MOST_TEXTS || to - from > LONGEST_TEXT) return false;
  const slot = find(vocabulary, from, to);
  if (load<u32>(slot + TEXT_KEY) === 0) texts += 1;
  store<u64>(slot + TEXT_FIRST, firstBytes(from, to));
  store<u64>(slot + TEXT_LAST, lastBytes(from, to));
  store<u32>(slot + TEXT_KEY, keyOf(vocabulary, from, to));
  store<u32>(slot + TEXT_PLACE, from);
  store<u32>(slot + TEXT_ANSWER, answer);
  store<u32>(slot + TEXT_LENGTH, length);
  store<u8>(filterOf(vocabularyAt(vocabulary), from, to), 1);
  return true;
}

/** The record of a vocabulary. */
export function vocabularyAt(vocabulary: u32): u32 {
  return VOCABULARIES + vocabulary * VOCABULARY_SIZE;
}

/** Whether a vocabulary may know a text; few texts are taken for known ones. */
export function mayKnow(vocabulary: u32, from: u32, to: u32): bool {
  return load<u8>(filterOf(vocabularyAt(vocabulary), from, to)) !== 0;
}

/** The slot of a text; `UNKNOWN` for a text that is not known. */
export function textAt(vocabulary: u32, from: u32, to: u32): u32 {
  if (to - from > LONGEST_TEXT) return UNKNOWN;
  const slot = find(vocabulary, from, to);
  return load<u32>(slot + TEXT_KEY) === 0 ? UNKNOWN : slot;
}

/** Where a vocabulary notes the texts that have the first byte and the length of this one. A text without a byte has any first byte. */
function filterOf(record: u32, from: u32, to: u32): u32 {
  const first = from === to ? 0 : <u32>load<u8>(from);
  return record + VOCABULARY_FILTER + ((first + (to - from) * 37) & 0xff);
}

/** The slot of a text, or the free slot for it. */
function find(vocabulary: u32, from: u32, to: u32): u32 {
  const key = keyOf(vocabulary, from, to);
  const first = firstBytes(from, to);
  const last = lastBytes(from, to);
  const hash = to - from <= 16 ? (first ^ (last * THIRD) ^ key) * FIRST : mix(vocabulary, from, to);
  let index = <u32>(hash >> (64 - TEXT_BITS));
  while (true) {
    const slot = TEXTS + index * TEXT_SIZE;
    const held = load<u32>(slot + TEXT_KEY);
    if (held === 0) return slot;
    if (held === key && load<u64>(slot + TEXT_FIRST) === first && load<u64>(slot + TEXT_LAST) === last) {
      if (to - from <= 16 || isSame(load<u32>(slot + TEXT_PLACE), from, to)) return slot;
    }
    index = (index + 1) & (TEXT_SLOTS - 1);
  }
}

/** The key of a text. It is never 0, because vocabularies are numbered from 1. */
function keyOf(vocabulary: u32, from: u32, to: u32): u32 {
  return (vocabulary << 16) | (to - from);
}

/** The first eight bytes of a text, from the last to the first; zeros behind a shorter one. Lengths differ from cell to cell, so nothing branches here. */
export function firstBytes(from: u32, to: u32): u64 {
  const length = to - from;
  return load<u64>(from) & select<u64>(~(ALL << (<u64>length * 8)), ALL, length < 8);
}

/** The last eight bytes of a text that has more than eight; else zeros. */
export function lastBytes(from: u32, to: u32): u64 {
  return select<u64>(load<u64>(to - 8), 0, to - from > 8);
}

/** Whether a kept text is this text, where both have the same length, the same first and the same last eight bytes. */
function isSame(kept: u32, from: u32, to: u32): bool {
  for (let at: u32 = 8; from + at < to - 8; at += 8) {
    if (load<u64>(kept + at) !== load<u64>(from + at)) return false;
  }
  return true;
}
