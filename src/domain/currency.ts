/**
 * Currencies and the units of a policy, with the number of decimals each is counted in.
 *
 * The ISO 4217 table is dinero.js's (`Intl` is wrong for sixteen of them). A policy adds its own units, such as
 * MELON-CASH; a unit can never stand for another, nor shadow a currency. Currencies that have ended are known, too: what was
 * paid in kunas before 2023 is two decimals of kunas.
 */
import * as iso from "dinero.js/currencies";
import { ENDED_CURRENCIES } from "./ended-currencies.ts";
import type { Instant } from "./instant.ts";

declare const currency: unique symbol;
/** An ISO 4217 code or a unit that the policy declares. */
export type Currency = string & { readonly [currency]: true };

export interface CurrencyTable {
  find(code: string): Currency | undefined;
  /** As `find`, for cells: money may stand there in small letters, a unit only as the policy declares it. */
  read(code: string): Currency | undefined;
  decimalsOf(code: Currency): number;
  /** When a currency ended, where that was before the outage; undefined when no outage was said. */
  endedAt(code: Currency): Instant | undefined;
  /** All that is money today, and the units. */
  readonly codes: readonly string[];
}

const ISO_DECIMALS: ReadonlyMap<string, number> = new Map([
  // The ariary and the ouguiya divide by five; ISO 4217 writes both with two decimals all the same.
  ...Object.values(iso).map(({ code, base, exponent }): [string, number] => [code, base === 10 ? exponent : 2]),
  ...[...ENDED_CURRENCIES].map(([code, { decimals }]): [string, number] => [code, decimals]),
]);

export function isIsoCurrency(code: string): boolean {
  return ISO_DECIMALS.has(code);
}

/** A code as sums and limits count it: money in capitals, `usd` as USD; a unit as it is. */
export function countedCode(code: string): string {
  // Only of these letters is it sure what their capitals are, in any language.
  const capitals = /^[a-z]{3}$/i.test(code) ? code.toUpperCase() : code;
  return isIsoCurrency(capitals) ? capitals : code;
}

/**
 * @param units decimals by unit name, as the policy declares them.
 * @param outageBegan says which currencies had ended by then.
 */
export function createCurrencyTable(units: ReadonlyMap<string, number>, outageBegan?: Instant): CurrencyTable {
  const decimals = new Map([...units, ...ISO_DECIMALS]);
  const find = (code: string) => (decimals.has(code) ? (code as Currency) : undefined);
  return {
    find,
    read: (code) => find(code) ?? find(countedCode(code)),
    decimalsOf: (code) => {
      const found = decimals.get(code);
      if (found === undefined) throw new RangeError(`not a currency: ${code}`);
      return found;
    },
    endedAt: (code) => {
      const at = ENDED_CURRENCIES.get(code)?.at;
      return at !== undefined && outageBegan !== undefined && at <= outageBegan ? at : undefined;
    },
    codes: [...decimals.keys()].filter((code) => !ENDED_CURRENCIES.has(code)),
  };
}
