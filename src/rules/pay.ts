/**
 * credit and grant: an amount of money, or of a unit the policy declares.
 *
 * Everything is multiplied first and divided once, exactly; one rounding, in the direction the policy names, ends the
 * sum: 3,900 KRW x 72 h / 744 h = 377.42, up to 1 KRW: 378. Then the bounds: never more than the price unless
 * `at-most` says more, raised to `at-least`, and nothing at all unless it is `more-than` so much.
 */
import type { Note, Payment } from "../domain/decision.ts";
import { durationText } from "../domain/duration.ts";
import { type Fraction, roundToStep } from "../domain/fraction.ts";
import { formatMoney, type Money } from "../domain/money.ts";
import type { ExportRecord } from "../domain/record.ts";
import type { Amount, Bounds, Give, RoundingStep } from "./policy.ts";
import { measureShare } from "./share.ts";
import { type Given, review, type Situation } from "./situation.ts";

export type Pay = Extract<Give, { kind: "credit" | "grant" }>;
type ComputedAmount = Exclude<Amount, { kind: "flat" }>;

export function pay({ kind: action, amount }: Pay, record: ExportRecord, situation: Situation): Given {
  const { currencies } = situation;
  if (amount.kind === "flat") {
    const basis = `${formatMoney(amount.money, currencies)}, flat`;
    const payment: Payment = { kind: "payment", action, amount: amount.money, basis, notes: [] };
    return amount.money.minor === 0n ? "zero-amount" : payment;
  }

  const base = record.money(amount.of);
  if (base === undefined) return review("price-unknown", `${amount.of} or its currency is empty`);
  const stranger = currenciesOf(amount).find((money) => money.currency !== base.currency);
  if (stranger !== undefined) {
    return review("currency-differs", `${amount.of} is in ${base.currency}, the rule speaks of ${stranger.currency}`);
  }
  const part = partOf(amount, record, situation);
  if (part.kind === "review") return part;

  const rounded = roundToStep(
    { over: base.minor * part.ratio.over, under: part.ratio.under },
    amount.to?.minor ?? 1n,
    amount.rounding,
  );
  if (rounded === 0n) return "zero-amount";
  const limit = amount.atMost ?? base;
  const raised = max(rounded, amount.atLeast?.minor ?? 0n);
  const minor = min(raised, limit.minor);
  if (amount.moreThan !== undefined && minor <= amount.moreThan.minor) return "below-minimum";

  const step = amount.to ?? { minor: 1n, currency: base.currency };
  const sum = `${formatMoney(base, currencies)} x ${part.text}, ${amount.rounding} to ${formatMoney(step, currencies)}`;
  const capped = minor < raised;
  const held = capped ? `, at most ${formatMoney(limit, currencies)}` : "";
  const floor =
    !capped && raised > rounded && amount.atLeast ? `, at least ${formatMoney(amount.atLeast, currencies)}` : "";
  const notes: readonly Note[] = capped ? ["capped"] : [];
  return { kind: "payment", action, amount: { minor, currency: base.currency }, basis: sum + held + floor, notes };
}

type Part = { readonly kind: "part"; readonly ratio: Fraction; readonly text: string };

function partOf(amount: ComputedAmount, record: ExportRecord, situation: Situation): Part | ReturnType<typeof review> {
  if (amount.kind === "percent") {
    const { over, under } = amount.percent;
    return { kind: "part", ratio: { over, under: under * 100n }, text: `${decimalText(amount.percent)} %` };
  }
  const share = measureShare(amount.share, amount.over, record, situation);
  if (share === undefined) return review("period-unknown", "the period that the price is for has no length");
  const text = `${durationText(share.part)} / ${durationText(share.whole)}`;
  return { kind: "part", ratio: share.ratio, text };
}

function currenciesOf({ to, atMost, atLeast, moreThan }: RoundingStep & Bounds): readonly Money[] {
  return [to, atMost, atLeast, moreThan].filter((money) => money !== undefined);
}

/** A percentage as the policy wrote it; its denominator is a power of ten. */
function decimalText({ over, under }: Fraction): string {
  const decimals = under.toString().length - 1;
  const digits = over.toString().padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
