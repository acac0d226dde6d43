/**
 * Precedents: decisions that answer for all rows that are alike (`likeness.ts`). The host decides the first row of a likeness, and
 * has its answer learned; the answer is a code, and the gifts of a record.
 *
 * A new end is alike only where it lies at the same place among the edges, too: an end that arrives dead has a note. So a
 * likeness may have several precedents. A precedent that cannot be relied on stays, with the code `TO_DECIDE`, so that the host is
 * not asked to learn it again.
 */
import { calmOffsetAt } from "./calm";
import { endOf, placeOf, putLikeness } from "./likeness";
import { MOST_GIFTS, NOT_STEADY, TO_DECIDE } from "./numbers";
import {
  GIFTS,
  GIFTS_LATER,
  GIFTS_PLACE,
  GIFTS_SIZE,
  LIKENESS,
  PRECEDENT_BITS,
  PRECEDENT_BYTES,
  PRECEDENT_PLACES,
  PRECEDENT_SLOTS,
  PRECEDENTS,
} from "./output-tables";

/** Parts of a precedent; its gifts follow, and then its likeness. */
const LENGTH: u32 = 0;
const CODE: u32 = 4;
const GIFT_COUNT: u32 = 8;
const FIRST_GIFT: u32 = 16;

/** An odd number whose bits look random: 2^64 divided by the golden ratio. */
const SPREAD: u64 = ((<u64>0x9e3779b9) << 32) | 0x7f4a7c15;

let used: u32 = 0;
/** The slot that `findPrecedent` looked at last. */
let slot: u32 = 0;
let count: u32 = 0;

export function forgetPrecedents(): void {
  memory.fill(PRECEDENT_PLACES, 0, PRECEDENT_SLOTS * 4);
  used = 0;
  count = 0;
}

/** 1 where `precedentOf` found none, and one can be learned; else 0. */
export let isNew: u32 = 0;

/** The place of the precedent for a candidate; 0 where there is none, or none can be relied on. */
export function precedentOf(candidate: u32): u32 {
  const length = putLikeness(candidate);
  const precedent = length === 0 ? 0 : findPrecedent(candidate, length);
  isNew = length !== 0 && precedent === 0 && hasRoomFor(sizeOf(length, MOST_GIFTS)) ? 1 : 0;
  return precedent !== 0 && codeOf(precedent) !== TO_DECIDE && isCalm(precedent, candidate) ? precedent : 0;
}

export function codeOf(precedent: u32): u32 {
  return load<u32>(precedent, CODE);
}

export function giftsOf(precedent: u32): u32 {
  return precedent + FIRST_GIFT;
}

export function giftsEnd(precedent: u32): u32 {
  return precedent + FIRST_GIFT + load<u32>(precedent, GIFT_COUNT) * GIFTS_SIZE;
}

/** Where a precedent is, or, with 0, `slot` is where it would be. */
function findPrecedent(candidate: u32, length: u32): u32 {
  slot = hashOf(length);
  for (let place = placeAt(slot); place !== 0; place = placeAt(slot)) {
    if (load<u32>(place, LENGTH) === length && isSame(giftsEnd(place), length) && hasPlaces(place, candidate))
      return place;
    slot = (slot + 1) & (PRECEDENT_SLOTS - 1);
  }
  return 0;
}

function placeAt(index: u32): u32 {
  return load<u32>(PRECEDENT_PLACES + index * 4);
}

function hashOf(length: u32): u32 {
  let hash: u64 = length;
  for (let at: u32 = 0; at < length; at += 8) hash = rotl<u64>((hash ^ load<u64>(LIKENESS + at)) * SPREAD, 29);
  return <u32>((hash * SPREAD) >> (64 - PRECEDENT_BITS));
}

function isSame(likeness: u32, length: u32): bool {
  for (let at: u32 = 0; at < length; at += 8) {
    if (load<u64>(likeness + at) !== load<u64>(LIKENESS + at)) return false;
  }
  return true;
}

/** Whether the new ends of a candidate lie at the places at which those of the precedent lie. */
function hasPlaces(precedent: u32, candidate: u32): bool {
  const end = giftsEnd(precedent);
  for (let gift = giftsOf(precedent); gift < end; gift += GIFTS_SIZE) {
    if (load<u32>(gift, GIFTS_LATER) !== 0 && load<u32>(gift, GIFTS_PLACE) !== newPlaceOf(gift, candidate))
      return false;
  }
  return true;
}

function newPlaceOf(gift: u32, candidate: u32): u32 {
  return placeOf(newEndOf(gift, candidate));
}

function newEndOf(gift: u32, candidate: u32): f64 {
  return endOf(candidate) + <f64>load<u32>(gift, GIFTS_LATER) * 1000;
}

/** Whether the zone has the same offset at new ends as at the old end, which is calm. */
function isCalm(precedent: u32, candidate: u32): bool {
  const end = giftsEnd(precedent);
  for (let gift = giftsOf(precedent); gift < end; gift += GIFTS_SIZE) {
    if (load<u32>(gift, GIFTS_LATER) === 0) continue;
    const offset = calmOffsetAt(newEndOf(gift, candidate));
    if (offset === NOT_STEADY || offset !== calmOffsetAt(endOf(candidate))) return false;
  }
  return true;
}

function sizeOf(length: u32, gifts: u32): u32 {
  return (FIRST_GIFT + gifts * GIFTS_SIZE + length + 15) & ~15;
}

/** Half of the slots stay free, so that a search ends soon. */
function hasRoomFor(size: u32): bool {
  return count * 2 < PRECEDENT_SLOTS && used + size <= PRECEDENT_BYTES;
}

/** Learns the answer for a candidate that is new: a code, and the first gifts of `GIFTS`. */
export function learnPrecedent(candidate: u32, code: u32, gifts: u32): void {
  const length = putLikeness(candidate);
  for (let gift = GIFTS; gift < GIFTS + gifts * GIFTS_SIZE; gift += GIFTS_SIZE) {
    if (load<u32>(gift, GIFTS_LATER) !== 0) store<u32>(gift, newPlaceOf(gift, candidate), GIFTS_PLACE);
  }
  // Without its gifts it was not found; with them the search ends at a free slot as well.
  findPrecedent(candidate, length);
  const precedent = PRECEDENTS + used;
  store<u32>(precedent, length, LENGTH);
  store<u32>(precedent, code, CODE);
  store<u32>(precedent, gifts, GIFT_COUNT);
  memory.copy(giftsOf(precedent), GIFTS, gifts * GIFTS_SIZE);
  memory.copy(giftsEnd(precedent), LIKENESS, length);
  store<u32>(PRECEDENT_PLACES + slot * 4, precedent);
  used += sizeOf(length, gifts);
  count += 1;
}

/** Never again relies on the precedent for a candidate. */
export function distrustPrecedent(candidate: u32): void {
  const length = putLikeness(candidate);
  const precedent = length === 0 ? 0 : findPrecedent(candidate, length);
  if (precedent !== 0) store<u32>(precedent, TO_DECIDE, CODE);
}
