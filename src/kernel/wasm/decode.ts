/**
 * Decodes text whose characters have one byte or two into UTF-8, by tables of all characters. A byte below 0x80 is its letter of
 * ASCII. The other bytes of 64 are looked for at once, and so are line feeds; the letters of ASCII between two others are copied at once.
 *
 *     text     r 1 , b8 e1 b7 d0 ,           CP949; one bit per byte beyond ASCII: 0 0 0 1 1 1 1 0
 *     copied   r 1 ,                         up to the lowest bit; then the pair b8 e1 is 멜, and its two bits are left out
 *
 * The second byte of a pair may be a letter of ASCII, and is none then; it is never a line feed.
 */
import { LF } from "./characters";
import { DOUBLE_LETTERS, DOUBLES, SINGLE_LETTERS, SINGLES } from "./decode-tables";

const ASCII: u32 = 0x80;
/** Bytes that are looked at at once. */
const STRIDE: u32 = 64;
/** In a letter: the byte that says how many bytes it has, and where that is among its bits. */
const LENGTH_BYTE: u32 = 3;
const LENGTH_BIT: u32 = 24;

/** Line feeds of the text that was decoded last. */
export let lineFeeds: u32 = 0;

/** Works out the letters of all characters of `SINGLES` and `DOUBLES`. */
export function makeLetters(): void {
  for (let first: u32 = 0; first < 256; first += 1) {
    putLetter(<u32>load<u16>(SINGLES + first * 2), SINGLE_LETTERS + first * 4);
    for (let second: u32 = 0; second < 256; second += 1) {
      const unit = <u32>load<u16>(DOUBLES + (first * 256 + second) * 2);
      putLetter(unit, DOUBLE_LETTERS + (second * 256 + first) * 4);
    }
  }
}

function putLetter(unit: u32, place: u32): void {
  if (unit === 0) return;
  const length = writeUnit(unit, place) - place;
  store<u8>(place + LENGTH_BYTE, length);
}

/**
 * Writes the text `from … to` (exclusive) to `into` and returns the place after it; 0 where a byte is in no character. It may write
 * `STRIDE` bytes more than it returns, and read as many behind the text.
 */
export function decodeText(from: u32, to: u32, into: u32): u32 {
  let at = from;
  let place = into;
  lineFeeds = 0;
  // A pair may begin with the last byte of a stride.
  while (to - at > STRIDE) {
    let beyond = beyondAscii(at);
    lineFeeds += <u32>popcnt(feedsIn(at));
    let start = at;
    while (beyond !== 0) {
      const bit = <u32>ctz(beyond);
      const next = at + bit;
      copyStride(start, place);
      place += next - start;
      let letter = load<u32>(DOUBLE_LETTERS + <u32>load<u16>(next) * 4);
      let width: u32 = 2;
      if (letter === 0) {
        letter = load<u32>(SINGLE_LETTERS + <u32>load<u8>(next) * 4);
        if (letter === 0) return 0;
        width = 1;
      }
      store<u32>(place, letter);
      place += letter >> LENGTH_BIT;
      start = next + width;
      beyond &= ~((((<u64>1) << width) - 1) << bit);
    }
    copyStride(start, place);
    at = max(start, at + STRIDE);
    place += at - start;
  }
  return decodeRest(at, to, place);
}

/** Decodes the last bytes of a text, one after the other. */
function decodeRest(from: u32, to: u32, into: u32): u32 {
  let at = from;
  let place = into;
  while (at < to) {
    const byte = <u32>load<u8>(at);
    let letter = byte < ASCII || to - at === 1 ? 0 : load<u32>(DOUBLE_LETTERS + <u32>load<u16>(at) * 4);
    at += letter === 0 ? 1 : 2;
    if (byte < ASCII) {
      if (byte === LF) lineFeeds += 1;
      store<u8>(place, byte);
      place += 1;
      continue;
    }
    if (letter === 0) letter = load<u32>(SINGLE_LETTERS + byte * 4);
    if (letter === 0) return 0;
    store<u32>(place, letter);
    place += letter >> LENGTH_BIT;
  }
  return place;
}

/** One bit for each byte of a stride, the first one lowest: whether the byte is beyond ASCII. Loops over four vectors take longer. */
function beyondAscii(at: u32): u64 {
  return bitsOf(v128.load(at), v128.load(at, 16), v128.load(at, 32), v128.load(at, 48));
}

/** The same: whether the byte is a line feed. */
function feedsIn(at: u32): u64 {
  const feed = i8x16.splat(<i8>LF);
  return bitsOf(
    i8x16.eq(v128.load(at), feed),
    i8x16.eq(v128.load(at, 16), feed),
    i8x16.eq(v128.load(at, 32), feed),
    i8x16.eq(v128.load(at, 48), feed),
  );
}

/** The highest bit of each byte. */
function bitsOf(first: v128, second: v128, third: v128, fourth: v128): u64 {
  const low = i8x16.bitmask(first) | (i8x16.bitmask(second) << 16);
  const high = i8x16.bitmask(third) | (i8x16.bitmask(fourth) << 16);
  return <u64>(<u32>low) | ((<u64>(<u32>high)) << 32);
}

function copyStride(from: u32, into: u32): void {
  v128.store(into, v128.load(from));
  v128.store(into, v128.load(from, 16), 16);
  v128.store(into, v128.load(from, 32), 32);
  v128.store(into, v128.load(from, 48), 48);
}

/** Writes a character beyond ASCII that is one unit of UTF-16, and returns the place after it. */
export function writeUnit(unit: u32, place: u32): u32 {
  if (unit < 0x800) {
    store<u8>(place, 0xc0 | (unit >> 6));
    store<u8>(place + 1, 0x80 | (unit & 0x3f));
    return place + 2;
  }
  store<u8>(place, 0xe0 | (unit >> 12));
  store<u8>(place + 1, 0x80 | ((unit >> 6) & 0x3f));
  store<u8>(place + 2, 0x80 | (unit & 0x3f));
  return place + 3;
}
