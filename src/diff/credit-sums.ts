/**
 * Sums of amounts as outputs write them: plain decimals, by currency. Exact, whatever number of decimals each has:
 * 3.9 and 0.25 are 4.15. An amount that is taken back has a minus.
 *
 * The amounts are known to be decimals, so nothing is checked; `domain/decimal-sum.ts` checks, and takes longer for it.
 */
import { countedCode } from "../domain/currency.ts";
import { decimalText } from "../domain/decimal-sum.ts";

export interface CreditSums {
  /** An empty amount adds nothing. @param code of the currency, in any letters. */
  add(amount: string, code: string): void;
  /** By currency, in the order of their names. */
  texts(): { readonly [currency: string]: string };
}

interface Sum {
  units: bigint;
  decimals: number;
}

export function createCreditSums(): CreditSums {
  const sums = new Map<string, Sum>();
  return {
    add: (amount, code) => {
      if (amount === "") return;
      const currency = countedCode(code);
      const sum = sums.get(currency) ?? { units: 0n, decimals: 0 };
      sums.set(currency, sum);
      const point = amount.indexOf(".");
      const decimals = point < 0 ? 0 : amount.length - point - 1;
      const units = BigInt(point < 0 ? amount : amount.slice(0, point) + amount.slice(point + 1));
      if (decimals > sum.decimals) {
        sum.units *= 10n ** BigInt(decimals - sum.decimals);
        sum.decimals = decimals;
      }
      sum.units += decimals === sum.decimals ? units : units * 10n ** BigInt(sum.decimals - decimals);
    },
    texts: () =>
      Object.fromEntries(
        [...sums]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, { units, decimals }]) => [name, decimalText(units, decimals)]),
      ),
  };
}
