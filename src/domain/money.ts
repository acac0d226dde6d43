/**
 * Exact amounts: a whole number of a currency's smallest unit.
 *
 * 3.87 USD is 387 minor units, 378 KRW is 378, 1.234 BHD is 1234. Text in and out is a plain decimal in major units,
 * without grouping or a sign. Decimals beyond the currency's own are refused unless they are zeros (3900.00 KRW):
 * reading never rounds.
 */
import type { Currency, CurrencyTable } from "./currency.ts";

export interface Money {
  readonly minor: bigint;
  readonly currency: Currency;
}

/** The most that an export or a policy may say; it leaves room for every sum in 64 bits. */
export const MOST_MINOR = 10n ** 15n;

/** Sums have more digits than the amounts that are added. */
const PLAIN_DECIMAL = /^(\d{1,40})(?:\.(\d{1,15}))?$/;

/** The minor units of a plain decimal, or undefined when it is none, or finer than the currency. */
export function parseMinor(text: string, decimals: number): bigint | undefined {
  const match = PLAIN_DECIMAL.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = ""] = match;
  const kept = fraction.slice(0, decimals).padEnd(decimals, "0");
  const dropped = fraction.slice(decimals);
  return /^0*$/.test(dropped) ? BigInt(whole + kept) : undefined;
}

/**
 * The minor units of an amount that was written down earlier, when its unit may have had more decimals: decimals beyond those of
 * the unit today are rounded up. Undefined when it is no amount.
 *
 *     1.5 POINT, when POINT has no decimals today   -> 2
 */
export function parseMinorUp(text: string, decimals: number): bigint | undefined {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return undefined;
  const [, whole = "", fraction = ""] = match;
  const kept = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, "0"));
  return /[1-9]/.test(fraction.slice(decimals)) ? kept + 1n : kept;
}

/** The fewest decimals that hold a plain decimal. */
export function fewestDecimals(text: string): number {
  return /\.(\d*[1-9])/.exec(text)?.[1]?.length ?? 0;
}

/** `378`, `3.87`: always with the currency's decimals. */
export function formatMinor(minor: bigint, decimals: number): string {
  if (decimals === 0) return minor.toString();
  const digits = minor.toString().padStart(decimals + 1, "0");
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

export function formatMoney({ minor, currency }: Money, currencies: CurrencyTable): string {
  return `${formatMinor(minor, currencies.decimalsOf(currency))} ${currency}`;
}

/** Reads `1500 KRW`; undefined when it is not an amount of a known currency. */
export function parseMoney(text: string, currencies: CurrencyTable): Money | undefined {
  const [amount, code, ...rest] = text.trim().split(/\s+/);
  if (amount === undefined || code === undefined || rest.length > 0) return undefined;
  const currency = currencies.find(code);
  if (currency === undefined) return undefined;
  const minor = parseMinor(amount, currencies.decimalsOf(currency));
  return minor === undefined ? undefined : { minor, currency };
}
