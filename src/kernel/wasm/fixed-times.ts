/**
 * Reads the times of a pattern of fixed width, all bytes of a cell at once, by a program of vectors; `kernel/fixed-program.ts` says
 * what is in it.
 *
 *     cell         2022/10/15 15:30:00       compared with 0000/00/00 00:00:00 by exclusive or: digits become numbers, and the rest 0
 *     tens         2 2 1 1 1 3 0             the first digits of all pairs of digits, picked from both vectors
 *     ones         0 2 0 5 5 0 0             the second digits
 *     numbers      20 22 10 15 15 30 0       eight bits each, the century lowest
 */
import { dayOf, HOUR, instantOf, MINUTE, SECOND, UNSURE } from "./days";
import { FIRST_DAY, TIME_PLAN_BYTES, TIME_PLAN_PROGRAM } from "./scan-tables";

const VECTOR: u32 = 16;

/** The instant of a cell in milliseconds since 1970, or `UNSURE`. @param plan of its column. */
export function readFixed(from: u32, to: u32, plan: u32): i64 {
  const length = to - from;
  if (length !== load<u32>(plan + TIME_PLAN_BYTES)) return UNSURE;
  const program = load<u32>(plan + TIME_PLAN_PROGRAM);
  const first = v128.xor(v128.load(from), v128.load(program));
  const last = v128.xor(v128.load(length > VECTOR ? to - VECTOR : from), v128.load(program, 16));
  const wrong = v128.or(i8x16.gt_u(first, v128.load(program, 32)), i8x16.gt_u(last, v128.load(program, 48)));
  if (v128.any_true(wrong)) return UNSURE;
  const tens = v128.or(i8x16.swizzle(first, v128.load(program, 64)), i8x16.swizzle(last, v128.load(program, 80)));
  const ones = v128.or(i8x16.swizzle(first, v128.load(program, 96)), i8x16.swizzle(last, v128.load(program, 112)));
  const tenfold = i8x16.add(i8x16.shl(tens, 3), i8x16.shl(tens, 1));
  const numbers = <u64>i64x2.extract_lane(i8x16.add(tenfold, ones), 0);
  const hour = numberAt(numbers, 32);
  const minute = numberAt(numbers, 40);
  const second = numberAt(numbers, 48);
  if (hour > 23 || minute > 59 || second > 59) return UNSURE;
  const day = dayOf(numberAt(numbers, 0) * 100 + numberAt(numbers, 8), numberAt(numbers, 16), numberAt(numbers, 24));
  return day < FIRST_DAY ? UNSURE : instantOf(plan, day, hour * HOUR + minute * MINUTE + second * SECOND, true);
}

function numberAt(numbers: u64, bit: u64): u32 {
  return <u32>(numbers >> bit) & 0xff;
}
