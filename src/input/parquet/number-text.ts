/** Floats and doubles as the shortest decimal that is the number, without exponent. */
import { withoutExponent } from "../table/plain-number.ts";

/** The shortest decimal that is this number among those with 32 bits. */
export function floatText(value: number): string {
  for (let digits = 6; digits < 9; digits += 1) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return doubleText(Number(text));
  }
  return doubleText(Number(value.toPrecision(9)));
}

/** `NaN` and `Infinity` stay as they are. */
export function doubleText(value: number): string {
  const text = String(value);
  return withoutExponent(text) ?? text;
}
