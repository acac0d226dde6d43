/** Money as fractions of two BigInts, rounded once. */
import type { Policy, Rounding } from "../language.ts";

export interface Fraction {
  readonly top: bigint;
  readonly bottom: bigint;
}

export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

const DECIMALS: { readonly [currency: string]: number } = { KRW: 0, JPY: 0, USD: 2, GBP: 2, BHD: 3 };

export function fractionOf(decimal: string): Fraction | undefined {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (match === null) return undefined;
  const [, whole = "", decimals = ""] = match;
  return { top: BigInt(whole + decimals), bottom: 10n ** BigInt(decimals.length) };
}

export function compareFractions(a: Fraction, b: Fraction): number {
  const [left, right] = [a.top * b.bottom, b.top * a.bottom];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function times(a: Fraction, b: Fraction): Fraction {
  return { top: a.top * b.top, bottom: a.bottom * b.bottom };
}

export function roundFraction({ top, bottom }: Fraction, rounding: Rounding): bigint {
  const whole = top / bottom;
  const twiceRest = 2n * (top % bottom);
  if (twiceRest === 0n || rounding === "down") return whole;
  if (rounding === "up") return whole + 1n;
  if (twiceRest !== bottom) return twiceRest > bottom ? whole + 1n : whole;
  return rounding === "half-up" || whole % 2n === 1n ? whole + 1n : whole;
}

/** Money is named in any letters, a unit as it was declared. */
export function namedBy(text: string): string {
  const capitals = text.toUpperCase();
  return DECIMALS[capitals] === undefined ? text : capitals;
}

export function isCurrency(code: string, policy: Policy): boolean {
  return policy.units?.[code] !== undefined || DECIMALS[code] !== undefined;
}

export function decimalsOf(currency: string, policy: Policy): number {
  const decimals = policy.units?.[currency]?.decimals ?? DECIMALS[currency];
  if (decimals === undefined) throw new Error(`no such currency: ${currency}`);
  return decimals;
}

export function minorOf(decimal: string, currency: string, policy: Policy): bigint | undefined {
  const value = fractionOf(decimal);
  if (value === undefined) return undefined;
  const minor = value.top * 10n ** BigInt(decimalsOf(currency, policy));
  return minor % value.bottom === 0n ? minor / value.bottom : undefined;
}

export function moneyOf(text: string, policy: Policy): Money {
  const [decimal = "", currency = ""] = text.split(" ");
  const minor = minorOf(decimal, currency, policy);
  if (minor === undefined) throw new Error(`not an amount: ${text}`);
  return { minor, currency };
}

export function plain({ minor, currency }: Money, policy: Policy): string {
  const decimals = decimalsOf(currency, policy);
  if (decimals === 0) return String(minor);
  const digits = String(minor).padStart(decimals + 1, "0");
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
