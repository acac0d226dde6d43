/** Tells whether bytes end inside quotes. */
import { QUOTE } from "./characters";

/** Whether there is an odd number of quotes among the bytes. It looks at up to 15 bytes after them. */
export function hasOddQuotes(from: u32, to: u32): bool {
  let quotes: u32 = 0;
  let at = from;
  for (; at + 16 <= to; at += 16) quotes += popcnt(quotesAmong(at));
  return ((quotes + popcnt(quotesAmong(at) & ((1 << (to - at)) - 1))) & 1) !== 0;
}

/** One bit for each of 16 bytes. */
function quotesAmong(at: u32): u32 {
  return <u32>i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(<i8>QUOTE)));
}
