/** Writes whole numbers in decimal digits. */

const ZERO: u32 = 0x30;
const BILLION: u32 = 1_000_000_000;
const BILLION_DIGITS: u32 = 9;

/** Puts a whole number at `to`, and returns the place after it. */
export function putNatural(value: u64, to: u32): u32 {
  if (value <= <u64>u32.MAX_VALUE) return putPadded(<u32>value, digitsOf(<u32>value), to);
  const high = value / BILLION;
  return putPadded(<u32>(value - high * BILLION), BILLION_DIGITS, putNatural(high, to));
}

/** Puts the last digits of a number, as many as are asked for, with zeros in front where it has fewer. */
export function putPadded(value: u32, digits: u32, to: u32): u32 {
  let rest = value;
  for (let at = to + digits; at > to; at -= 1) {
    const tenth = rest / 10;
    store<u8>(at - 1, ZERO + (rest - tenth * 10));
    rest = tenth;
  }
  return to + digits;
}

function digitsOf(value: u32): u32 {
  let digits: u32 = 1;
  for (let left = value; left >= 10; left /= 10) digits += 1;
  return digits;
}
