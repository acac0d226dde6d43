/** An amount of money or of a unit: flat, a part of the price, or so much for every stretch of time. */
import { type Currency, isIsoCurrency } from "../domain/currency.ts";
import { quoted } from "../domain/failure.ts";
import { didYouMean } from "../domain/suggest.ts";
import type { Amount, Bounds, Divisor, Give, RoundingStep } from "../rules/policy.ts";
import type { GiveContext } from "./give-context.ts";
import type { Path } from "./problem.ts";
import { readSpan } from "./read-span.ts";
import { readElapsed, readFactor, readMoney, readShareable } from "./terms.ts";
import type { WrittenComputed } from "./written-terms.ts";

/** How each way of computing an amount is written: its own key, and the keys that go with it. */
const FORMS = {
  share: ["share", "of", "over", "round", "to", "in", "at-most", "at-least", "more-than"],
  percent: ["percent", "of", "round", "to", "in", "at-most", "at-least", "more-than"],
  each: ["each", "per", "by", "round", "at-most", "at-least", "more-than"],
} as const;
const FORM_NAMES = ["share", "percent", "each"] as const;

/** An amount as money back or as a grant: a unit is no money. */
export function readPayable(
  kind: "credit" | "grant",
  written: string | WrittenComputed,
  path: Path,
  context: GiveContext,
): Give | undefined {
  const amount = readAmount(written, path, context);
  if (amount === undefined) return undefined;
  const currency = currencyOf(amount);
  if (kind === "credit" && currency !== undefined && !isIsoCurrency(currency)) {
    return context.complain(path, `${currency} is a unit, not a currency; give it with grant`);
  }
  return { kind, amount };
}

function readAmount(written: string | WrittenComputed, path: Path, context: GiveContext): Amount | undefined {
  const { complain } = context;
  if (typeof written === "string") {
    const money = readMoney(written, path, context);
    return money && { kind: "flat", money };
  }
  const forms = FORM_NAMES.filter((key) => written[key] !== undefined);
  const [form, ...others] = forms;
  if (form === undefined)
    return complain(path, "needs share, percent, each or tiers, or write the amount itself, such as 1500 KRW", "lack");
  for (const other of others)
    complain([...path, other], `an amount is computed in one way, and ${form} is one already`);
  for (const key of Object.keys(written))
    if (!forms.some((each) => FORMS[each].some((known) => known === key)))
      complain([...path, key], `${key} does not go with ${form}`);
  if (form === "each") return readEach(written, path, context);
  return form === "share" ? readShare(written, path, context) : readPercent(written, path, context);
}

/** The currency or unit of the amount, where the policy alone says so. */
function currencyOf(amount: Amount): Currency | undefined {
  switch (amount.kind) {
    case "flat":
      return amount.money.currency;
    case "each":
      return amount.each.currency;
    default:
      return amount.in ?? amount.to?.currency;
  }
}

function readShare(written: WrittenComputed, path: Path, context: GiveContext): Amount | undefined {
  const share = written.share && readSpan(written.share, [...path, "share"], context.complain, readShareable);
  const over = readDivisor(written.over, path, context);
  const rest = readRest(written, path, context);
  if (!share || !over || !rest) return undefined;
  return { kind: "share", share, over, of: written.of ?? "price", ...rest };
}

function readPercent(written: WrittenComputed, path: Path, context: GiveContext): Amount | undefined {
  const percent = readFactor(written.percent ?? "", [...path, "percent"], context.complain);
  const rest = readRest(written, path, context);
  if (percent !== undefined && percent.over > 100n * percent.under && written["at-most"] === undefined) {
    return context.complain(
      [...path, "percent"],
      "is more than the price, which holds it; add at-most: with an amount, or at-most: none for no ceiling",
    );
  }
  return percent && rest && { kind: "percent", percent, of: written.of ?? "price", ...rest };
}

function readEach(written: WrittenComputed, path: Path, context: GiveContext): Amount | undefined {
  const { complain } = context;
  const each = readMoney(written.each ?? "", [...path, "each"], context);
  const per =
    written.per === undefined
      ? complain(path, "each needs per: the time it is for, such as 1 hour")
      : readElapsed(written.per, [...path, "per"], complain);
  const by = written.by ?? complain(path, "each needs by: lost or down");
  const rounding = readRounding(written, path, context);
  const bounds = readBounds(written, path, context);
  if (!each || !per || !by || !rounding || !bounds) return undefined;
  return { kind: "each", each, per, by, rounding, ...bounds };
}

function readDivisor(text: string | undefined, path: Path, { complain }: GiveContext): Divisor | undefined {
  if (text === undefined) {
    return complain(path, "share needs over: what the price is for, such as billing-period, month or 30 days");
  }
  if (text === "billing-period" || text === "month") return { kind: text };
  const duration = readShareable(text, [...path, "over"], complain);
  return duration && { kind: "stated", duration };
}

function readRest(written: WrittenComputed, path: Path, context: GiveContext): (RoundingStep & Bounds) | undefined {
  const { to: stepText, in: unitText } = written;
  const rounding = readRounding(written, path, context);
  const to = stepText === undefined ? undefined : readMoney(stepText, [...path, "to"], context);
  const unit = unitText === undefined ? undefined : readUnit(unitText, [...path, "in"], context);
  const bounds = readBounds(written, path, context);
  if (rounding === undefined || bounds === undefined) return undefined;
  if ((stepText !== undefined && to === undefined) || (unitText !== undefined && unit === undefined)) return undefined;
  return { rounding, to, in: unit, ...bounds };
}

function readRounding(
  { round }: WrittenComputed,
  path: Path,
  { complain }: GiveContext,
): RoundingStep["rounding"] | undefined {
  return round ?? complain(path, "round is missing: say up, down, half-up or half-even");
}

function readUnit(code: string, path: Path, { complain, currencies, noteCurrency }: GiveContext): Currency | undefined {
  const unit = currencies.find(code);
  if (unit !== undefined && isIsoCurrency(unit))
    return complain(path, `${quoted(code)} is a currency, and not worth as much as that of the price; write a unit`);
  if (unit !== undefined) {
    noteCurrency(unit, path);
    return unit;
  }
  const near = didYouMean(code, currencies.codes) || "; declare it under units";
  return complain(path, `${quoted(code)} is neither an ISO 4217 currency nor a declared unit${near}`);
}

function readBounds(written: WrittenComputed, path: Path, context: GiveContext): Bounds | undefined {
  const read = (key: "at-most" | "at-least" | "more-than") => {
    const text = written[key];
    return text === undefined ? undefined : readMoney(text, [...path, key], context);
  };
  const isUnbounded = written["at-most"] === "none" && written.each === undefined;
  const atMost = isUnbounded ? "none" : read("at-most");
  const bounds: Bounds = { atMost, atLeast: read("at-least"), moreThan: read("more-than") };
  const { atLeast } = bounds;
  if (atMost !== "none" && atMost && atLeast && atMost.currency === atLeast.currency && atLeast.minor > atMost.minor) {
    return context.complain([...path, "at-least"], "is more than at-most");
  }
  return bounds;
}
