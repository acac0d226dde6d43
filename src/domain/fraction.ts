/**
 * Division that says which way it rounds.
 *
 * Everything before it stays a numerator and a denominator, so that a sum is rounded once, at its end.
 * 3,900 x 72 / 744 is 377.4…: `down` 377, `half-up` 377, `up` 378, and `up` in steps of 10 is 380.
 * `up` and `half-up` move away from zero; amounts here are never negative.
 */
import { unreachable } from "./unreachable.ts";

export const ROUNDINGS = ["up", "down", "half-up", "half-even"] as const;
export type Rounding = (typeof ROUNDINGS)[number];

export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** @throws RangeError when the fraction is negative or has no denominator. */
export function roundFraction({ over, under }: Fraction, rounding: Rounding): bigint {
  if (under <= 0n || over < 0n) throw new RangeError(`cannot round ${over}/${under}`);
  const whole = over / under;
  const rest = over % under;
  if (rest === 0n) return whole;
  switch (rounding) {
    case "down":
      return whole;
    case "up":
      return whole + 1n;
    case "half-up":
      return rest * 2n >= under ? whole + 1n : whole;
    case "half-even":
      if (rest * 2n === under) return whole + (whole % 2n);
      return rest * 2n > under ? whole + 1n : whole;
    default:
      return unreachable(rounding);
  }
}

/** Rounds to a multiple of `step`. */
export function roundToStep({ over, under }: Fraction, step: bigint, rounding: Rounding): bigint {
  return roundFraction({ over, under: under * step }, rounding) * step;
}
