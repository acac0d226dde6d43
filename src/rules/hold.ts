/** The ceilings of a payment besides its own bounds: its price, over all layers and runs, and limits per record. */
import type { Currency } from "../domain/currency.ts";
import type { Note, Payment } from "../domain/decision.ts";
import { type Fraction, roundFraction } from "../domain/fraction.ts";
import { formatMoney, type Money } from "../domain/money.ts";
import type { ExportRecord } from "../domain/record.ts";
import type { Amount } from "./policy.ts";
import type { Given, Situation } from "./situation.ts";

export type PartOfPrice = Extract<Amount, { kind: "share" | "percent" }>;

/** Whether an amount is worked out from a price. */
export function isPartOfPrice(amount: Amount): amount is PartOfPrice {
  return amount.kind === "share" || amount.kind === "percent";
}

/** The part of a payment that its ceilings leave, or why they leave nothing. */
export function hold(payment: Payment, amount: Amount, record: ExportRecord, situation: Situation): Given {
  if (isTooLittle(payment.amount, amount)) return "below-minimum";
  const left = payment.isOfPrice ? withinPrice(payment, amount, record, situation) : payment;
  const held = typeof left === "string" ? left : withinCeiling(left, situation);
  const isPaid = typeof held !== "string" && held.kind === "payment";
  return isPaid && isTooLittle(held.amount, amount) ? "below-minimum" : held;
}

/** Whether a payment is not above the amount that it has to exceed, `more-than`. */
function isTooLittle({ minor }: Money, amount: Amount): boolean {
  return amount.kind !== "flat" && amount.moreThan !== undefined && minor <= amount.moreThan.minor;
}

/** Holds a part of a price to the rest that earlier layers and runs left of the price, or of a rule's own `at-most` above it. */
function withinPrice(payment: Payment, amount: Amount, record: ExportRecord, situation: Situation): Payment | "limit" {
  const { minor, currency } = payment.amount;
  const before = situation.priced.get(currency);
  const price = isPartOfPrice(amount) ? record.money(amount.of) : undefined;
  if (before === undefined || price === undefined || !isPartOfPrice(amount) || amount.atMost === "none") return payment;
  if (!situation.ceilings.price) return payment;
  const whole = roundedWhole(amount, price, situation).minor;
  const most = amount.atMost !== undefined && amount.atMost.minor > whole ? amount.atMost.minor : whole;
  const left = most - before;
  if (minor <= left) return payment;
  if (left <= 0n) return "limit";
  const rest = { minor: left, currency };
  const basis = `${payment.basis}, at most ${formatMoney(rest, situation.currencies)} with what was given before`;
  return { ...payment, amount: rest, basis, notes: withNote(payment.notes, "capped") };
}

function withNote(notes: readonly Note[], note: Note): readonly Note[] {
  return [...new Set([...notes, note])];
}

/** Holds a payment to the rest that the policy's limits leave for this record. */
function withinCeiling(payment: Payment, { ceilings, currencies }: Situation): Given {
  const { minor, currency } = payment.amount;
  const left = ceilings.credit.get(currency);
  if (left === undefined || minor <= left) return payment;
  if (left === 0n) return "limit";
  const amount = { minor: left, currency };
  const basis = `${payment.basis}, at most ${formatMoney(amount, currencies)} per record`;
  return { ...payment, amount, basis, notes: withNote(payment.notes, "capped") };
}

/** The price in the currency or unit that a part of it is paid in. */
export function wholeOf(amount: PartOfPrice, price: Money, situation: Situation): Fraction {
  return amount.in === undefined ? { over: price.minor, under: 1n } : majorUnitsIn(amount.in, price, situation);
}

/** A price of half a point is a whole point at most: the cap never takes away the part that the rounding gave. */
export function roundedWhole(amount: PartOfPrice, price: Money, situation: Situation): Money {
  return { minor: roundFraction(wholeOf(amount, price, situation), "up"), currency: amount.in ?? price.currency };
}

/** One unit for one major unit of the price: 3.90 USD are 3.9 points. */
function majorUnitsIn(unit: Currency, { minor, currency }: Money, { currencies }: Situation): Fraction {
  const decimals = (code: Currency) => BigInt(currencies.decimalsOf(code));
  return { over: minor * 10n ** decimals(unit), under: 10n ** decimals(currency) };
}
