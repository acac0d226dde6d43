/** Decodes UTF-16 into UTF-8. Sixteen letters of ASCII are written at once. */
import { LF } from "./characters";
import { writeUnit } from "./decode";

const ASCII: u32 = 0x80;
/** Bytes of sixteen units, which the bytes of sixteen letters are made from. */
const STEP: u32 = 32;
const BEYOND_ASCII: i16 = <i16>0xff80;

/** Line feeds of the text that was decoded last. */
export let utf16LineFeeds: u32 = 0;

/**
 * Writes the text `from … to` (exclusive), an even number of bytes, to `into` and returns the place after it; 0 where a half of a
 * surrogate pair stands alone. @param isBig whether the higher byte of a unit comes first.
 */
export function decodeUtf16(from: u32, to: u32, into: u32, isBig: bool): u32 {
  let at = from;
  let place = into;
  utf16LineFeeds = 0;
  while (at < to) {
    for (; at + STEP <= to; at += STEP) {
      const first = unitsAt(at, isBig);
      const second = unitsAt(at + STEP / 2, isBig);
      if (v128.any_true(v128.and(v128.or(first, second), i16x8.splat(BEYOND_ASCII)))) break;
      const letters = i8x16.narrow_i16x8_u(first, second);
      v128.store(place, letters);
      utf16LineFeeds += popcnt(i8x16.bitmask(i8x16.eq(letters, i8x16.splat(<i8>LF))));
      place += STEP / 2;
    }
    // A pair may end behind these.
    for (const end = min(at + STEP, to); at < end; ) {
      const unit = unitAt(at, isBig);
      at += 2;
      if (unit < ASCII) {
        store<u8>(place, unit);
        utf16LineFeeds += unit === LF ? 1 : 0;
        place += 1;
      } else if (!isHalf(unit)) {
        place = writeUnit(unit, place);
      } else {
        const low = at < to ? unitAt(at, isBig) : 0;
        if (unit >= LOW || !isHalf(low) || low < LOW) return 0;
        at += 2;
        place = writePair(0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff), place);
      }
    }
  }
  return place;
}

/** The first of the second halves of pairs. */
const LOW: u32 = 0xdc00;

function isHalf(unit: u32): bool {
  return (unit & 0xf800) === 0xd800;
}

function unitsAt(at: u32, isBig: bool): v128 {
  const units = v128.load(at);
  return isBig ? v128.shuffle<u8>(units, units, 1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14) : units;
}

function unitAt(at: u32, isBig: bool): u32 {
  const unit = <u32>load<u16>(at);
  return isBig ? ((unit & 0xff) << 8) | (unit >> 8) : unit;
}

function writePair(character: u32, place: u32): u32 {
  store<u8>(place, 0xf0 | (character >> 18));
  store<u8>(place + 1, 0x80 | ((character >> 12) & 0x3f));
  store<u8>(place + 2, 0x80 | ((character >> 6) & 0x3f));
  store<u8>(place + 3, 0x80 | (character & 0x3f));
  return place + 4;
}
