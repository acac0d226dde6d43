/**
 * Writes a decimal number with an exponent as the same number without one, digit for digit: nothing passes through a double.
 *
 *     4.9e3 -> 4900       -1.50E-2 -> -0.0150       12E0 -> 12
 */

/** No number of a table has more digits than this in front of or behind its point. */
const LARGEST_EXPONENT = 400;

/** @param text a number as JSON and XML write it; undefined where it would have too many digits to be meant. */
export function withoutExponent(text: string): string | undefined {
  const mark = text.search(/e/i);
  if (mark < 0) return text;
  const exponent = Number(text.slice(mark + 1));
  if (Math.abs(exponent) > LARGEST_EXPONENT) return undefined;
  const sign = text.startsWith("-") ? "-" : "";
  const [whole = "", decimals = ""] = text.slice(sign.length, mark).split(".");
  const digits = whole + decimals;
  // The number of digits in front of the point.
  const point = whole.length + exponent;
  const shifted = point > 0 ? digits.padEnd(point, "0") : digits.padStart(digits.length + 1 - point, "0");
  const cut = Math.max(point, 1);
  const front = shifted.slice(0, cut).replace(/^0+(?=\d)/, "");
  const behind = shifted.slice(cut);
  return `${sign}${front}${behind === "" ? "" : `.${behind}`}`;
}
