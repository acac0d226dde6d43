/**
 * The program by which the kernel reads the cells of a pattern of fixed width at once (`wasm/fixed-times.ts`): four pairs of vectors
 * of 16 bytes. The first vector of a pair is about the first 16 bytes of a cell, the second one about its last 16 bytes.
 *
 *     expected    the byte of each place, `0` for a digit
 *     most        how much a byte, compared by exclusive or, may be: 9 for a digit, 0 for any other byte, 255 behind the cell
 *     tens        for each pair of digits, where its first digit is; 255 for none
 *     ones        where its second digit is
 *
 * The pairs of digits are those of the century, the year in it, month, day, hour, minute and second.
 */
import type { FixedPattern } from "./fixed-pattern.ts";
import { FIXED_PROGRAM_BYTES } from "./numbers.ts";

const VECTOR = 16;
/** Where each pair of vectors begins. */
const EXPECTED = 0;
const MOST = 2 * VECTOR;
const TENS = 4 * VECTOR;
const ONES = 6 * VECTOR;
const ZERO = "0".charCodeAt(0);
const NOWHERE = 255;

/** Undefined for a pattern whose cells have more bytes than two vectors. */
export function fixedProgram({ length, places, literals }: FixedPattern): Uint8Array | undefined {
  if (length > 2 * VECTOR) return undefined;
  const program = new Uint8Array(FIXED_PROGRAM_BYTES).fill(NOWHERE, MOST);
  const put = (vectors: number, place: number, value: number) => {
    if (place < VECTOR) program[vectors + place] = value;
    if (place >= length - VECTOR && length > VECTOR) program[vectors + 2 * VECTOR - length + place] = value;
  };
  const { year, month, day, hour, minute, second } = places;
  const pairs = [year, year === undefined ? undefined : year + 2, month, day, hour, minute, second];
  for (const [pair, place] of pairs.entries()) {
    if (place === undefined) continue;
    for (const [vectors, at] of [[TENS, place] as const, [ONES, place + 1] as const]) {
      put(EXPECTED, at, ZERO);
      put(MOST, at, 9);
      program[at < VECTOR ? vectors + pair : vectors + VECTOR + pair] = at < VECTOR ? at : at - (length - VECTOR);
    }
  }
  for (const { place, byte } of literals) {
    put(EXPECTED, place, byte);
    put(MOST, place, 0);
  }
  return program;
}
