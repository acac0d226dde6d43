/**
 * Decodes text whose characters have one byte or two into UTF-8, by tables of all characters. A byte below 0x80 is its letter of
 * ASCII; sixteen of them are copied at once.
 */
import { LF } from "./characters";
import { DOUBLES, SINGLES } from "./decode-tables";

const ASCII: u32 = 0x80;
const STEP: u32 = 16;

/** Line feeds of the text that was decoded last. */
export let lineFeeds: u32 = 0;

/**
 * Writes the text `from … to` (exclusive) to `into` and returns the place after it; 0 where a byte is in no character. It may write
 * 16 bytes more than it returns.
 */
export function decodeText(from: u32, to: u32, into: u32): u32 {
  let at = from;
  let place = into;
  lineFeeds = 0;
  while (at < to) {
    const bytes = v128.load(at);
    const left = to - at;
    // The bytes before the first one that is beyond ASCII, and before the end.
    const plain = min(<u32>ctz(i8x16.bitmask(bytes) | 0x10000), left);
    v128.store(place, bytes);
    lineFeeds += popcnt(i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(<i8>LF))) & ((1 << plain) - 1));
    at += plain;
    place += plain;
    if (plain === STEP) continue;
    while (at < to && <u32>load<u8>(at) >= ASCII) {
      const byte = <u32>load<u8>(at);
      at += 1;
      let unit = <u32>load<u16>(SINGLES + byte * 2);
      if (unit === 0) {
        if (at === to) return 0;
        unit = <u32>load<u16>(DOUBLES + (byte * 256 + <u32>load<u8>(at)) * 2);
        at += 1;
        if (unit === 0) return 0;
      }
      place = writeUnit(unit, place);
    }
  }
  return place;
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
