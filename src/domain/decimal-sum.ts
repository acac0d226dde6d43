/**
 * Sums of amounts as they stand in a file, exact, without knowing any currency: `3.50` and `0.37` are `3.87`.
 *
 * Used where written amounts are added again, independently of the arithmetic that wrote them.
 */
import { formatMinor } from "./money.ts";

export interface DecimalSum {
  /** False when the text is no plain decimal, and then nothing is added. */
  add(text: string): boolean;
  /** With as many decimals as the longest that was added. */
  text(): string;
}

export function createDecimalSum(): DecimalSum {
  let sum = 0n;
  let decimals = 0;
  return {
    add: (text) => {
      const match = /^(-?)(\d{1,30})(?:\.(\d{1,30}))?$/.exec(text);
      if (match === null) return false;
      const [, sign = "", whole = "", fraction = ""] = match;
      if (fraction.length > decimals) {
        sum *= 10n ** BigInt(fraction.length - decimals);
        decimals = fraction.length;
      }
      const amount = BigInt(whole + fraction.padEnd(decimals, "0"));
      sum += sign === "-" ? -amount : amount;
      return true;
    },
    text: () => decimalText(sum, decimals),
  };
}

/** `-3.87` for -387 with two decimals. */
export function decimalText(units: bigint, decimals: number): string {
  return units < 0n ? `-${formatMinor(-units, decimals)}` : formatMinor(units, decimals);
}

/** `378` for `-378`, and the other way round. */
export function negated(amount: string): string {
  if (/^-?[0.]*$/.test(amount)) return amount;
  return amount.startsWith("-") ? amount.slice(1) : `-${amount}`;
}

/** Whether two plain decimals are the same number: `3900` and `3900.00` are. */
export function isSameDecimal(a: string, b: string): boolean {
  const difference = createDecimalSum();
  return difference.add(a) && difference.add(negated(b)) && /^[0.]+$/.test(difference.text());
}
