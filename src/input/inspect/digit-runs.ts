/**
 * The shape of a cell: how many digits stand together, and what stands between them.
 *
 * `2024-04-10` and `2031-12-01` have one shape, so that whatever their marks tell is told once for all such cells; only their numbers
 * are left to look at. Of a run of letters only the first three tell shapes apart, of a long cell nothing does.
 */

/** The runs of digits of the cell that was read last. */
export interface DigitRuns {
  /** The number of each run. Runs of more than 15 digits are not exact. */
  readonly numbers: Float64Array;
  count: number;
  /** Two numbers that tell the cell's shape from others. */
  shape: number;
  check: number;
}

const MOST_RUNS = 12;
/** Bytes of a cell that may be a time, an amount or an id. */
const LONGEST = 64;
const LONG_TEXT = 1;

export function createRuns(): DigitRuns {
  return { numbers: new Float64Array(MOST_RUNS), count: 0, shape: 0, check: 0 };
}

export function readRuns(bytes: Uint8Array, start: number, end: number, into: DigitRuns): void {
  const { numbers } = into;
  let shape = 17;
  let check = 0;
  let count = 0;
  let digits = 0;
  let value = 0;
  let letters = 0;
  for (let at = start; at < end && end - start <= LONGEST; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x30 && byte <= 0x39) {
      value = value * 10 + (byte - 0x30);
      digits += 1;
      letters = 0;
      continue;
    }
    if (digits > 0) {
      if (count < MOST_RUNS) numbers[count] = value;
      count += 1;
      shape = Math.imul(shape ^ (0x100 + digits), 0x01000193);
      check = Math.imul(check + digits, 0x2c1b3c6d) ^ (shape >>> 9);
      digits = 0;
      value = 0;
    }
    const isLetter = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
    letters = isLetter ? letters + 1 : 0;
    if (letters > 3) continue;
    shape = Math.imul(shape ^ byte, 0x01000193);
    check = Math.imul(check + byte, 0x85ebca6b) ^ (shape >>> 11);
  }
  if (digits > 0) {
    if (count < MOST_RUNS) numbers[count] = value;
    count += 1;
    shape = Math.imul(shape ^ (0x100 + digits), 0x01000193);
    check = Math.imul(check + digits, 0x2c1b3c6d) ^ (shape >>> 9);
  }
  // 0000-00-00 stands for nothing, and has a shape of its own.
  if (count > 0 && numbers[0] === 0) check ^= 1;
  into.count = Math.min(count, MOST_RUNS);
  into.shape = end - start > LONGEST ? LONG_TEXT : shape | 0;
  into.check = end - start > LONGEST ? LONG_TEXT : check | 0;
}
