/**
 * Patterns of fixed width: all cells that fit one have as many bytes, and each number lies at the same place in all of them.
 *
 *     yyyy/MM/dd HH:mm     16 bytes; year at 0, month at 5, day at 8, hour at 11, minute at 14
 *     yyyy/M/d             none: a month has one digit or two
 *
 * Not among them are patterns with decimals, halves of a day, names of months, offsets, or years of two digits.
 */
import type { LettersPattern, PatternField } from "../domain/time-pattern.ts";

type FixedField = Exclude<PatternField, "fraction">;

export interface FixedPattern {
  /** Bytes of every cell. */
  readonly length: number;
  /** Where the first digit of each number is, counted from the first byte of the cell. A year has four digits, all others two. */
  readonly places: { readonly [field in FixedField]: number | undefined };
  /** The bytes that are no digits of numbers, and where they are. */
  readonly literals: readonly { readonly place: number; readonly byte: number }[];
}

/** Undefined for a pattern that is not of fixed width. */
export function fixedPattern({ parts, isShortYear }: LettersPattern): FixedPattern | undefined {
  if (isShortYear) return undefined;
  const places: { [field in FixedField]: number | undefined } = {
    year: undefined,
    month: undefined,
    day: undefined,
    hour: undefined,
    minute: undefined,
    second: undefined,
  };
  const literals: FixedPattern["literals"][number][] = [];
  let length = 0;
  for (const { kind, field, bytes, least, most } of parts) {
    if (kind === "literal") {
      const from = length;
      literals.push(...[...bytes].map((byte, index) => ({ place: from + index, byte })));
      length += bytes.length;
    } else if (kind === "number" && field !== undefined && field !== "fraction" && least === most) {
      places[field] = length;
      length += most;
    } else return undefined;
  }
  return { length, places, literals };
}
