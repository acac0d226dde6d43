/** Digits among bytes. */

const HIGH_HALVES: u64 = ((<u64>0xf0f0f0f0) << 32) | 0xf0f0f0f0;
/** A digit plus six stays in the lower half of its byte; a larger number does not. */
const SIXES: u64 = ((<u64>0x06060606) << 32) | 0x06060606;

/** The place of the first byte that is no digit, `to` at the latest. */
export function endOfDigits(from: u32, to: u32): u32 {
  let at = from;
  while (at < to && <u32>load<u8>(at) - 0x30 <= 9) at += 1;
  return at;
}

/** Whether bytes, compared with a pattern by exclusive or, are as the pattern has them in `exact`, and digits everywhere else. */
export function areDigits(compared: u64, exact: u64): bool {
  return (((compared + SIXES) | compared) & HIGH_HALVES & ~exact) === 0 && (compared & exact) === 0;
}

/** The number of two digits, compared with zeros. */
export function digitsAt(compared: u64, bit: u64): u32 {
  return (<u32>(compared >> bit) & 0xf) * 10 + (<u32>(compared >> (bit + 8)) & 0xf);
}
