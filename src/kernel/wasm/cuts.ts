/**
 * Finds where a block can be cut: after its last line feed outside quotes. Bytes that are only passed by take a quarter of the time of
 * bytes among which the cut is looked for, so hosts look for it near the end first. All but the last bytes of a block come in whole 64s.
 */
import { LF, QUOTE } from "./characters";

/** All bits are set where the bytes so far end inside quotes, else none is. */
let inside: u64 = 0;

/** The next bytes are the first ones of a block, which starts outside quotes. */
export function beginCutting(): void {
  inside = 0;
}

/** Takes note of the quotes among bytes that follow those of the call before. */
export function passBy(from: u32, to: u32): void {
  // In each byte all bits are set where an odd number of quotes was there.
  let odd = i8x16.splat(0);
  for (let at = from; at < to; at += 64) {
    const first = v128.xor(quotesIn(at), quotesIn(at + 16));
    odd = v128.xor(odd, v128.xor(first, v128.xor(quotesIn(at + 32), quotesIn(at + 48))));
  }
  if ((popcnt(i8x16.bitmask(odd)) & 1) !== 0) inside = ~inside;
}

function quotesIn(at: u32): v128 {
  return i8x16.eq(v128.load(at), i8x16.splat(<i8>QUOTE));
}

/**
 * The place behind the last line feed outside quotes among bytes that follow those of the call before; 0 where there is none. It
 * looks at up to 63 bytes behind them.
 */
export function lastCut(from: u32, to: u32): u32 {
  let cut: u32 = 0;
  for (let at = from; at < to; at += 64) {
    let feeds = bitsOf(at, LF);
    if (to - at < 64) feeds &= ((<u64>1) << (to - at)) - 1;
    const quoted = oddBefore(bitsOf(at, QUOTE)) ^ inside;
    inside = <u64>(<i64>quoted >> 63);
    const outside = feeds & ~quoted;
    if (outside !== 0) cut = at + 64 - <u32>clz(outside);
  }
  return cut;
}

/** One bit for each of 64 bytes, the first byte lowest. */
function bitsOf(at: u32, wanted: u32): u64 {
  const each = i8x16.splat(<i8>wanted);
  return (
    bitsOf16(at, each) |
    (bitsOf16(at + 16, each) << 16) |
    (bitsOf16(at + 32, each) << 32) |
    (bitsOf16(at + 48, each) << 48)
  );
}

function bitsOf16(at: u32, each: v128): u64 {
  return <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at), each)));
}

/** Sets each bit from which on, downwards, an odd number of bits is set: with 0b00100100 that are 0b00011100. */
function oddBefore(bits: u64): u64 {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  return bits ^ (bits << 32);
}
