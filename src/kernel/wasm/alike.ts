/**
 * Decides rows that are like a row that was decided before: finds their precedents, and puts their output rows together. A row
 * without a precedent is for the host.
 */
import { contentOf, lengthOf } from "./cells";
import { COMMA } from "./characters";
import { putLater } from "./later";
import { endCellOf, endColumnOf, firstCellOf } from "./likeness";
import { COPIED_COLUMNS, FOUND_AT_ONCE, OVERHANG } from "./numbers";
import { hashId, hashRow, putBytes, putCopied, putId, putNumber } from "./output";
import {
  AREAS,
  AREAS_END,
  AREAS_SIZE,
  AREAS_TO,
  DIGEST,
  FOUND,
  FOUND_CANDIDATE,
  FOUND_END,
  FOUND_FROM,
  FOUND_HIGH,
  FOUND_ID,
  FOUND_NUMBER,
  FOUND_SIZE,
  FOUND_TARGET,
  GIFTS_BEGINNING,
  GIFTS_BEGINNING_LENGTH,
  GIFTS_HEAD,
  GIFTS_HEAD_LENGTH,
  GIFTS_LATER,
  GIFTS_MIDDLE,
  GIFTS_MIDDLE_LENGTH,
  GIFTS_NOTES,
  GIFTS_NOTES_LENGTH,
  GIFTS_NUMBER,
  GIFTS_SIZE,
  GIFTS_TAIL,
  GIFTS_TAIL_LENGTH,
  GIFTS_TARGET,
  LIKE_ID,
  LIKE_LAST_COLUMN,
  ORIGIN_FROM,
  ORIGIN_LENGTH,
  ROW_HASH,
} from "./output-tables";
import { codeOf, giftsEnd, giftsOf, precedentOf } from "./precedents";

const ID_BYTES: u32 = 32;
const NUMBER_BYTES: u32 = 16;

let lines: u32 = 0;
let codes: u32 = 0;
let firstLine: f64 = 0;

/** How many gifts lie in `FOUND`. */
export let found: u32 = 0;
/** 1 where the host has to decide the candidate at which `decideAlike` ended, else 0. */
export let forHost: u32 = 0;
/** The bytes for which the area of `fullTarget` lacks room, where that is why `decideAlike` ended; else 0. */
export let lacking: u32 = 0;
export let fullTarget: u32 = 0;

/** Takes columns of the candidates: their lines within the block, and room for their codes. @param first line of the block. */
export function openAlike(candidateLines: u32, candidateCodes: u32, first: f64): void {
  lines = candidateLines;
  codes = candidateCodes;
  firstLine = first;
}

/**
 * Decides candidates from one on as long as they have precedents, `FOUND` has room, and so have areas. Returns the first candidate
 * that is not decided.
 */
export function decideAlike(from: u32, to: u32): u32 {
  found = 0;
  lacking = 0;
  forHost = 0;
  for (let candidate = from; candidate < to; candidate += 1) {
    const precedent = precedentOf(candidate);
    if (precedent === 0) {
      forHost = 1;
      return candidate;
    }
    if (!putGifts(precedent, candidate)) return candidate;
    store<u8>(codes + candidate, codeOf(precedent));
  }
  return to;
}

/** Puts the output rows of all gifts of a record, or of none. */
function putGifts(precedent: u32, candidate: u32): bool {
  const before = found;
  const end = giftsEnd(precedent);
  for (let gift = giftsOf(precedent); gift < end; gift += GIFTS_SIZE) {
    if (found < FOUND_AT_ONCE && hasRoom(gift, candidate)) {
      if (putGift(gift, candidate)) continue;
      forHost = 1;
    }
    const area = AREAS + fullTarget * AREAS_SIZE;
    const reached = load<u32>(area, AREAS_TO);
    takeBack(before);
    // The gifts that were taken back need their room in the area as well.
    if (lacking > 0) lacking += reached - load<u32>(area, AREAS_TO);
    return false;
  }
  return true;
}

/** Takes back the gifts that were found after so many. */
function takeBack(before: u32): void {
  while (found > before) {
    found -= 1;
    const entry = FOUND + found * FOUND_SIZE;
    const area = AREAS + load<u32>(entry, FOUND_TARGET) * AREAS_SIZE;
    store<u32>(area, load<u32>(entry, FOUND_FROM), AREAS_TO);
  }
}

function hasRoom(gift: u32, candidate: u32): bool {
  fullTarget = load<u32>(gift, GIFTS_TARGET);
  const area = AREAS + fullTarget * AREAS_SIZE;
  const first = firstCellOf(candidate);
  const last = first + <u32>load<i32>(LIKE_LAST_COLUMN);
  // Copied cells, the old end and the new one are no longer than the row three times over; each copied cell may get quotes.
  const ofRow = (contentOf(last) + lengthOf(last) - contentOf(first)) * 3 + COPIED_COLUMNS * 3;
  const pieces =
    load<u32>(gift, GIFTS_HEAD_LENGTH) +
    load<u32>(gift, GIFTS_MIDDLE_LENGTH) +
    load<u32>(gift, GIFTS_TAIL_LENGTH) +
    load<u32>(gift, GIFTS_NOTES_LENGTH) +
    load<u32>(ORIGIN_LENGTH);
  const needed = ID_BYTES + NUMBER_BYTES + ofRow + pieces + OVERHANG;
  if (load<u32>(area, AREAS_TO) + needed <= load<u32>(area, AREAS_END)) return true;
  lacking = needed;
  return false;
}

/** Puts the output row of a gift. Returns false, and puts nothing, where the host has to. */
function putGift(gift: u32, candidate: u32): bool {
  const first = firstCellOf(candidate);
  const area = AREAS + load<u32>(gift, GIFTS_TARGET) * AREAS_SIZE;
  const from = load<u32>(area, AREAS_TO);
  const idCell = first + <u32>load<i32>(LIKE_ID);
  if (!hashId(load<u32>(gift, GIFTS_BEGINNING), load<u32>(gift, GIFTS_BEGINNING_LENGTH), idCell)) return false;
  let at = putId(from);
  at = putBytes(load<u32>(gift, GIFTS_HEAD), load<u32>(gift, GIFTS_HEAD_LENGTH), at);
  at = putCopied(first, at);
  at = putBytes(load<u32>(gift, GIFTS_MIDDLE), load<u32>(gift, GIFTS_MIDDLE_LENGTH), at);
  const later = load<u32>(gift, GIFTS_LATER);
  if (later !== 0) at = putEnds(candidate, later, at);
  if (at === 0) return false;
  at = putBytes(load<u32>(gift, GIFTS_TAIL), load<u32>(gift, GIFTS_TAIL_LENGTH), at);
  at = putBytes(load<u32>(ORIGIN_FROM), load<u32>(ORIGIN_LENGTH), at);
  at = putNumber(firstLine + <f64>load<u32>(lines + candidate * 4), at);
  at = putBytes(load<u32>(gift, GIFTS_NOTES), load<u32>(gift, GIFTS_NOTES_LENGTH), at);
  store<u32>(area, at, AREAS_TO);
  // The line end, the last byte, is no part of the row.
  hashRow(from, at - 1);
  noteFound(gift, candidate, from, at);
  return true;
}

/** Puts the old end, a comma and the new end; returns 0 where the new end cannot be put. */
function putEnds(candidate: u32, later: u32, to: u32): u32 {
  const cell = endCellOf(candidate);
  const end = putBytes(contentOf(cell), lengthOf(cell), to);
  store<u8>(end, COMMA);
  return putLater(contentOf(cell), lengthOf(cell), endColumnOf(candidate), later, end + 1);
}

function noteFound(gift: u32, candidate: u32, from: u32, to: u32): void {
  const entry = FOUND + found * FOUND_SIZE;
  store<u32>(entry, candidate, FOUND_CANDIDATE);
  store<u32>(entry, load<u32>(gift, GIFTS_NUMBER), FOUND_NUMBER);
  store<u32>(entry, load<u32>(gift, GIFTS_TARGET), FOUND_TARGET);
  store<u32>(entry, from, FOUND_FROM);
  store<u32>(entry, to, FOUND_END);
  store<u64>(entry, load<u64>(ROW_HASH), FOUND_HIGH);
  v128.store(entry, v128.load(DIGEST), FOUND_ID);
  found += 1;
}
