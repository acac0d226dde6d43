/**
 * credit and grant: an amount of money, or of a unit the policy declares.
 *
 * Everything is multiplied first and divided once, exactly; one rounding, in the direction the policy names, ends the
 * sum: 3,900 KRW x 72 h / 744 h = 377.42, up to 1 KRW: 378. Then the bounds: never more than the price unless
 * `at-most` says more, raised to `at-least` unless it is exactly nothing, and nothing at all unless it is `more-than` so
 * much. A floor lifts what merely rounds to nothing: half a cent, at least 0.50 USD, is 0.50 USD.
 *
 * A part of a price is held to that price over all layers and runs: after 60 % of 10.00 USD, another 60 % is 4.00 USD.
 */
import type { Currency } from "../domain/currency.ts";
import type { Note, Payment, Review } from "../domain/decision.ts";
import { durationText, elapsed, NO_TIME } from "../domain/duration.ts";
import { type Fraction, roundToStep } from "../domain/fraction.ts";
import { formatMoney, type Money } from "../domain/money.ts";
import type { ExportRecord } from "../domain/record.ts";
import { hold, isPartOfPrice, type PartOfPrice, roundedWhole, wholeOf } from "./hold.ts";
import type { Amount, Bounds, Give } from "./policy.ts";
import { measureShare, ratioOf, type Share } from "./share.ts";
import { type Given, review, type Situation } from "./situation.ts";
import { lostLength } from "./span.ts";

export type Pay = Extract<Give, { kind: "credit" | "grant" }>;

export function pay(give: Pay, record: ExportRecord, situation: Situation): Given {
  const given = payment(give, record, situation);
  if (typeof given === "string" || given.kind !== "payment") return given;
  return hold(given, give.amount, record, situation);
}

function payment(give: Pay, record: ExportRecord, situation: Situation): Given {
  const { amount } = give;
  switch (amount.kind) {
    case "flat":
      return payFlat(give, amount.money, situation);
    case "each":
      return bounded(give, each(amount, record, situation), situation);
    default:
      return payPart(give, amount, record, situation);
  }
}

/** A flat payment is the same for everybody, so it is worked out once. */
function payFlat(give: Pay, money: Money, situation: Situation): Given {
  const known = flatPayments.get(give);
  if (known !== undefined) return known;
  const basis = `${formatMoney(money, situation.currencies)}, flat`;
  const sum = { ...money, basis, whole: undefined, isNothing: false };
  const given = bounded(give, sum, situation);
  flatPayments.set(give, given);
  return given;
}

const flatPayments = new WeakMap<Pay, Given>();

/** Records with the same price and the same length of period get the same stated part, which is worked out once, too. */
function payPart(give: Pay, amount: PartOfPrice, record: ExportRecord, situation: Situation): Given {
  const price = record.money(amount.of);
  if (price === undefined) return review("price-unknown", `${amount.of} or its currency is empty`);
  const stranger = strangerTo(amount.in ?? price.currency, amount);
  if (stranger !== undefined) return stranger;
  const share = amount.kind === "percent" ? NO_SHARE : measureShare(amount.share, amount.over, record, situation);
  if (share === undefined) return review("period-unknown", lengthless(amount));
  // Lost time has another length for nearly every record, so a part by lost time is not kept.
  const isStated = amount.kind === "percent" || amount.share.kind === "stated";
  const known = isStated ? knownParts.get(give)?.byPrice.get(price)?.get(periodKey(share)) : undefined;
  if (known !== undefined) return known;
  const given = bounded(give, computePart(amount, price, share, situation), situation);
  if (isStated) keepPart(give, price, share, given);
  return given;
}

function lengthless(amount: PartOfPrice): string {
  return amount.kind === "share" && amount.over.kind === "month"
    ? "the service was not down, so that no month is meant"
    : "the period that the price is for has no length";
}

/** Stands for the share of a percentage, which is the same for all. */
const NO_SHARE: Share = { part: NO_TIME, whole: NO_TIME };

/** The payments of a rule, by price and by the length of the period. */
interface KnownParts {
  readonly byPrice: Map<Money, Map<number, Given>>;
  count: number;
}

const knownParts = new WeakMap<Pay, KnownParts>();
/** Prices and periods are few, or keeping them would not help. */
const MOST_PARTS = 4096;

function keepPart(give: Pay, price: Money, share: Share, given: Given): void {
  const known = knownParts.get(give) ?? { byPrice: new Map<Money, Map<number, Given>>(), count: 0 };
  if (known.count === MOST_PARTS) return;
  known.count += 1;
  const byPeriod = known.byPrice.get(price) ?? new Map<number, Given>();
  known.byPrice.set(price, byPeriod.set(periodKey(share), given));
  knownParts.set(give, known);
}

/** A share is either in days or in elapsed time. */
function periodKey({ whole: { days, millis } }: Share): number {
  return days > 0 ? -days : millis;
}

function bounded({ kind: action, amount }: Pay, sum: Sum, situation: Situation): Given {
  if (sum.isNothing) return "zero-amount";
  const within = withinBounds(sum, amount.kind === "flat" ? NO_BOUNDS : amount, situation);
  if (typeof within === "string") return within;
  const isPart = action === "credit" && isPartOfPrice(amount);
  return { kind: "payment", action, ...within, isOfPrice: isPart };
}

/** A sum after its rounding, before its bounds. */
interface Sum extends Money {
  readonly basis: string;
  /** Whether the sum is exactly nothing, instead of rounding to nothing. */
  readonly isNothing: boolean;
  /** The ceiling of the sum unless `at-most` says more: the price that the sum is a part of. */
  readonly whole: Money | undefined;
}

const NO_BOUNDS: Bounds = { atMost: undefined, atLeast: undefined, moreThan: undefined };

type EachStretch = Extract<Amount, { kind: "each" }>;

function each(amount: EachStretch, record: ExportRecord, { currencies, window }: Situation): Sum {
  const { each: money, by, per, rounding } = amount;
  const measured = by === "down" ? (window?.length ?? NO_TIME.millis) : lostLength(amount, record, window);
  const count = roundToStep({ over: BigInt(measured), under: BigInt(per) }, 1n, rounding);
  const length = durationText(elapsed(per));
  const basis = `${formatMoney(money, currencies)} x ${count} (${durationText(elapsed(measured))} in steps of ${length}, ${rounding})`;
  return { minor: money.minor * count, currency: money.currency, basis, whole: undefined, isNothing: measured === 0 };
}

/** A rule that speaks of another currency does not fit the record, however long its period is. */
function strangerTo(currency: Currency, { to, atMost, atLeast, moreThan }: PartOfPrice): Review | undefined {
  const isStrange = (money: Money | undefined) => money !== undefined && money.currency !== currency;
  const most = atMost === "none" ? undefined : atMost;
  if (!isStrange(to) && !isStrange(most) && !isStrange(atLeast) && !isStrange(moreThan)) return undefined;
  const stranger = [to, most, atLeast, moreThan].find(isStrange);
  return review("currency-differs", `the amount is in ${currency}, the rule speaks of ${stranger?.currency}`);
}

function computePart(amount: PartOfPrice, price: Money, share: Share, situation: Situation): Sum {
  const { currencies } = situation;
  const whole = wholeOf(amount, price, situation);
  const currency = amount.in ?? price.currency;
  const part = partOf(amount, share);
  const exact = { over: whole.over * part.ratio.over, under: whole.under * part.ratio.under };
  const step = amount.to ?? { minor: 1n, currency };
  return {
    minor: roundToStep(exact, step.minor, amount.rounding),
    currency,
    basis: `${formatMoney(price, currencies)} x ${part.text}, ${amount.rounding} to ${formatMoney(step, currencies)}`,
    isNothing: exact.over === 0n,
    whole: roundedWhole(amount, price, situation),
  };
}

interface Part {
  readonly ratio: Fraction;
  readonly text: string;
}

function partOf(amount: PartOfPrice, share: Share): Part {
  if (amount.kind === "percent") {
    const { over, under } = amount.percent;
    return { ratio: { over, under: under * 100n }, text: `${decimalText(amount.percent)} %` };
  }
  return { ratio: ratioOf(share), text: `${durationText(share.part)} / ${durationText(share.whole)}` };
}

type Bounded = Pick<Payment, "amount" | "basis" | "notes">;

function withinBounds(sum: Sum, bounds: Bounds, { currencies }: Situation): Bounded | "zero-amount" {
  const { currency } = sum;
  const least = bounds.atLeast?.minor ?? 0n;
  const most = bounds.atMost === "none" ? undefined : (bounds.atMost ?? sum.whole);
  const raised = sum.minor < least ? least : sum.minor;
  const capped = most !== undefined && raised > most.minor;
  const minor = capped ? most.minor : raised;
  if (minor === 0n) return "zero-amount";
  const held = capped ? `, at most ${formatMoney(most, currencies)}` : "";
  const floor = !capped && raised > sum.minor ? `, at least ${formatMoney({ minor, currency }, currencies)}` : "";
  const notes: readonly Note[] = capped ? ["capped"] : [];
  return { amount: { minor, currency }, basis: sum.basis + held + floor, notes };
}

/** A percentage as the policy wrote it; its denominator is a power of ten. */
function decimalText({ over, under }: Fraction): string {
  const decimals = under.toString().length - 1;
  const digits = over.toString().padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
