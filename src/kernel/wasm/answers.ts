/**
 * Has a cell become what its vocabulary says of its text (`vocabularies.ts`): the cell then points to its answer.
 *
 * A kept answer has the code of its quoting in the byte before it. The host writes an answer that is not kept behind the block, where it
 * stays until the next batch.
 */
import { FIRST, THIRD } from "./fingerprint";
import {
  MET,
  MET_ANSWER,
  MET_BYTES,
  MET_FIRST,
  MET_LAST,
  MET_LENGTH,
  MET_SIZE,
  TEXT_ANSWER,
  TEXT_LENGTH,
  VOCABULARY_ANSWER,
  VOCABULARY_LENGTH,
  VOCABULARY_OTHERS,
} from "./mapping-tables";
import { OTHERS_ASK, OTHERS_STAY } from "./numbers";
import { CELL_END, CELL_QUOTING, CELL_START, MET_BITS, MET_TEXTS } from "./scan-tables";
import { firstBytes, lastBytes, mayKnow, textAt, UNKNOWN, vocabularyAt } from "./vocabularies";

/**
 * Asks the host what becomes of a text. The host writes the code of the answer's quoting to `into` and the answer behind it, for which it
 * makes room, and returns the place after it; 0 where the text stays as it is.
 */
declare function answerTo(vocabulary: u32, from: u32, to: u32, into: u32): u32;

/** Bytes of a text that its first eight and its last eight bytes tell from all others. */
const SHORT: u32 = 16;
/** No text has so many bytes. */
const NO_TEXT: u32 = 0xffffffff;

/** Where the next answer of the host goes. */
let place: u32 = 0;

/** Begins with a batch. @param into where the host's answers go. */
export function beginAnswers(into: u32): void {
  place = into;
}

/** Forgets the short texts of so many columns. */
export function forgetMet(columns: u32): void {
  for (let text: u32 = 0; text < columns * MET_TEXTS; text += 1) store<u32>(MET + text * MET_SIZE + MET_BYTES, NO_TEXT);
}

/** Has a cell be an answer, which has the code of its quoting before it. */
export function setCell(cell: u32, answer: u32, length: u32): void {
  store<u32>(CELL_START + cell * 4, answer);
  store<u32>(CELL_END + cell * 4, answer + length);
  store<u8>(CELL_QUOTING + cell, load<u8>(answer - 1));
}

/** Has a cell become what its vocabulary says, if it says anything of the cell's text. */
export function change(vocabulary: u32, cell: u32): void {
  const from = load<u32>(CELL_START + cell * 4);
  const to = load<u32>(CELL_END + cell * 4);
  const record = vocabularyAt(vocabulary);
  const others = load<u32>(record + VOCABULARY_OTHERS);
  // False for nearly all texts that stay.
  if (others === OTHERS_STAY && !mayKnow(vocabulary, from, to)) return;
  const text = textAt(vocabulary, from, to);
  if (text !== UNKNOWN) {
    const answer = load<u32>(text + TEXT_ANSWER);
    if (answer !== 0) setCell(cell, answer, load<u32>(text + TEXT_LENGTH));
  } else if (others === OTHERS_ASK) {
    const after = answerTo(vocabulary, from, to, place);
    if (after === 0) return;
    setCell(cell, place + 1, after - place - 1);
    place = after;
  } else if (others !== OTHERS_STAY) {
    setCell(cell, load<u32>(record + VOCABULARY_ANSWER), load<u32>(record + VOCABULARY_LENGTH));
  }
}

/**
 * The same as `change`, and faster. Most columns have few short texts. Such a text has a place beside its column, so it need not be
 * looked for among all texts. @param position of the column among those that change.
 */
export function changeLikeMet(vocabulary: u32, cell: u32, position: u32): void {
  const from = load<u32>(CELL_START + cell * 4);
  const to = load<u32>(CELL_END + cell * 4);
  if (to - from > SHORT) {
    change(vocabulary, cell);
    return;
  }
  const first = firstBytes(from, to);
  const last = lastBytes(from, to);
  const hash = (first ^ (last * THIRD) ^ (to - from)) * FIRST;
  const met = MET + (position * MET_TEXTS + <u32>(hash >> (64 - MET_BITS))) * MET_SIZE;
  const differing =
    (load<u64>(met + MET_FIRST) ^ first) |
    (load<u64>(met + MET_LAST) ^ last) |
    (load<u32>(met + MET_BYTES) ^ (to - from));
  if (differing !== 0) {
    const text = mayKnow(vocabulary, from, to) ? textAt(vocabulary, from, to) : UNKNOWN;
    const record = vocabularyAt(vocabulary);
    if (text === UNKNOWN && load<u32>(record + VOCABULARY_OTHERS) === OTHERS_ASK) {
      change(vocabulary, cell);
      return;
    }
    store<u64>(met + MET_FIRST, first);
    store<u64>(met + MET_LAST, last);
    store<u32>(met + MET_BYTES, to - from);
    // The record's answer is that for all texts that the vocabulary does not know, 0 where they stay.
    const isKnown = text !== UNKNOWN;
    store<u32>(met + MET_ANSWER, load<u32>(isKnown ? text + TEXT_ANSWER : record + VOCABULARY_ANSWER));
    store<u32>(met + MET_LENGTH, load<u32>(isKnown ? text + TEXT_LENGTH : record + VOCABULARY_LENGTH));
  }
  // Some texts of a column become another and some stay, in no order: the cell is written without a branch.
  const answer = load<u32>(met + MET_ANSWER);
  const stays = answer === 0;
  const start = select<u32>(from, answer, stays);
  store<u32>(CELL_START + cell * 4, start);
  store<u32>(CELL_END + cell * 4, select<u32>(to, answer + load<u32>(met + MET_LENGTH), stays));
  const quoting = load<u8>(select<u32>(CELL_QUOTING + cell, answer - 1, stays));
  store<u8>(CELL_QUOTING + cell, quoting);
}

/** Whether a vocabulary says anything of a text but that it stays. */
export function isAnswered(vocabulary: u32, from: u32, to: u32): bool {
  const text = textAt(vocabulary, from, to);
  if (text !== UNKNOWN) return load<u32>(text + TEXT_ANSWER) !== 0;
  const others = load<u32>(vocabularyAt(vocabulary) + VOCABULARY_OTHERS);
  return others === OTHERS_ASK ? answerTo(vocabulary, from, to, place) !== 0 : others !== OTHERS_STAY;
}
