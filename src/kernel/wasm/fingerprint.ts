/**
 * Fingerprints of the identity and of the content of rows, to find records that appear twice among millions.
 *
 * Two rows whose identities have the same fingerprint are read again, cell by cell, unless their contents have the same
 * fingerprint, too. The mixing has to be even; it need not stand against an adversary.
 *
 *     identity   kind, service, id           48 bits    iiii iiii iiii
 *     content    header, all bytes           48 bits    cccc cccc cccc     of items, only the cells that they have in common
 *     ROW_PRINTS three numbers per row       first  iiii iiii    middle  iiii cccc    last  cccc cccc
 */
import { rows } from "./scan";
import {
  CELL_END,
  CELL_START,
  ROW_CELLS,
  ROW_COUNT,
  ROW_FROM,
  ROW_PRINTS,
  ROW_TO,
  SHAPE_AGREEING,
  SHAPE_COLUMNS,
  SHAPE_ID,
  SHAPE_SERVICE,
} from "./scan-tables";

/** Odd numbers without a pattern (the digits of wyhash). */
export const FIRST: u64 = ((<u64>0xa0761d64) << 32) | 0x78bd642f;
const SECOND: u64 = ((<u64>0xe7037ed1) << 32) | 0xa0b428db;
export const THIRD: u64 = ((<u64>0x8ebc6af0) << 32) | 0x9c88c6e3;
const FOURTH: u64 = ((<u64>0x589965cc) << 32) | 0x75374cc3;

/**
 * Continues a fingerprint over bytes, eight bytes at a time in two lanes that do not wait for each other. The number of bytes is
 * mixed in, so that the fingerprint changes when a byte moves from one cell to the next.
 */
export function mix(seed: u64, from: u32, to: u32): u64 {
  let one = seed ^ (<u64>(to - from) * SECOND);
  let other = seed + FOURTH;
  let at = from;
  for (; at + 16 <= to; at += 16) {
    one = step(one, load<u64>(at));
    other = step(other, load<u64>(at + 8));
  }
  if (at + 8 <= to) {
    one = step(one, load<u64>(at));
    at += 8;
  }
  if (at < to) other = step(other, load<u64>(at) & (~(<u64>0) >> ((8 - <u64>(to - at)) * 8)));
  return step(one, other);
}

/** Mixes in eight bytes. Two states that differ still differ after the same bytes, and so does one state after two other bytes. */
function step(state: u64, bytes: u64): u64 {
  const mixed = (state ^ (bytes * FIRST)) * THIRD;
  return mixed ^ (mixed >> 32);
}

function finish(state: u64): u64 {
  let mixed = (state ^ (state >> 32)) * FOURTH;
  mixed = (mixed ^ (mixed >> 29)) * FIRST;
  return mixed ^ (mixed >> 32);
}

let kindSeed: u64 = 0;
let headerSeed: u64 = 0;

/** Takes the bytes that every fingerprint of an export begins with: the kind of its records, and its header. */
export function seedPrints(from: u32, kindTo: u32, headerTo: u32): void {
  kindSeed = mix(0, from, kindTo);
  headerSeed = mix(0, kindTo, headerTo);
}

/** Writes the three numbers of each row of the last batch (see `run/repeats/fingerprints.ts`); zeros for a row with other columns. */
export function printBatch(): void {
  const columns = load<u32>(SHAPE_COLUMNS);
  const id = load<u32>(SHAPE_ID);
  const service = load<u32>(SHAPE_SERVICE);
  for (let row: u32 = 0; row < rows; row += 1) {
    if (load<u32>(ROW_COUNT + row * 4) === columns) printRow(row, id, service);
    else memory.fill(ROW_PRINTS + row * 12, 0, 12);
  }
}

function printRow(row: u32, id: u32, service: u32): void {
  const cells = load<u32>(ROW_CELLS + row * 4) * 4;
  const starts = CELL_START + cells;
  const ends = CELL_END + cells;
  const named = mix(kindSeed, load<u32>(starts + service * 4), load<u32>(ends + service * 4));
  const identity = finish(mix(named, load<u32>(starts + id * 4), load<u32>(ends + id * 4)));
  const agreeing = load<u32>(SHAPE_AGREEING);
  const content = finish(
    agreeing === 0
      ? mix(headerSeed, load<u32>(ROW_FROM + row * 4), load<u32>(ROW_TO + row * 4))
      : mixAgreeing(starts, ends, agreeing),
  );
  const prints = ROW_PRINTS + row * 12;
  store<u32>(prints, <u32>identity);
  store<u32>(prints + 4, (<u32>(identity >> 32) & 0xffff0000) | (<u32>(content >> 32) & 0xffff));
  store<u32>(prints + 8, <u32>content);
}

/** The cells that the items of a record have in common. */
function mixAgreeing(starts: u32, ends: u32, count: u32): u64 {
  let mixed = headerSeed;
  for (let at: u32 = 1; at <= count; at += 1) {
    const cell = load<u32>(SHAPE_AGREEING + at * 4) * 4;
    mixed = mix(mixed, load<u32>(starts + cell), load<u32>(ends + cell));
  }
  return mixed;
}
