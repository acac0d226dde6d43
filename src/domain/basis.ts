/** How the sum of a payment is written, as far as it is read again: in the outputs of runs. */

/** `3900 KRW x 72 hours / 744 hours, up to 1 KRW`, or `10.00 USD x 40 %, …`; not `60 KRW x 6 (5 hours in …)`. */
const PART_OF_A_PRICE = /^[\d.]+ \S+ x (?:[\d.]+ %|[^(),]+ \/ [^(),]+), /;

/** Whether a credit whose sum is written so was worked out from a price. @param basis as `rules/pay.ts` writes it. */
export function isBasedOnPrice(basis: string): boolean {
  return PART_OF_A_PRICE.test(basis);
}
