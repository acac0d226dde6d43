/** credit and grant. */
import { DateTime } from "luxon";
import type { Bounds, Computed, Each, Percent, Share, TierStep, Tiers } from "../language.ts";
import { type Case, type Given, lost } from "./case.ts";
import { DAY, durationOf, firstInstantOf, offsetAt } from "./clocks.ts";
import { decimalsOf, type Fraction, fractionOf, type Money, moneyOf, plain, roundFraction, times } from "./money.ts";
import { cell, moneyIn } from "./records.ts";
import { compares, millisEdge, numberEdge } from "./selectors.ts";
import { spanOf } from "./spans.ts";
import { certainInstant, writtenOf } from "./times.ts";
import { beganAt, lengthOf } from "./windows.ts";

type Action = "credit" | "grant";

/** What the limits per record leave is the last word. */
function pay(action: Action, { minor, currency }: Money, notes: readonly string[], all: Case): Given | string {
  const left = all.left.get(currency) ?? minor;
  if (left === 0n) return "limit";
  const paid = { minor: minor > left ? left : minor, currency };
  const paidNotes = minor > left ? [...new Set([...notes, "capped"])] : notes;
  return { action, amount: plain(paid, all.policy), currency, notes: paidNotes, minor: paid.minor };
}

export function grant(spec: string | Each | Share | Percent, all: Case): Given | string {
  if (typeof spec === "string") return pay("grant", moneyOf(spec, all.policy), [], all);
  return "each" in spec ? payEach("grant", spec, all) : payPart("grant", spec, all);
}

export function credit(spec: string | Computed, all: Case): Given | string {
  if (typeof spec === "string") return pay("credit", moneyOf(spec, all.policy), [], all);
  if ("tiers" in spec) return payTier(spec, all);
  if ("each" in spec) return payEach("credit", spec, all);
  return payPart("credit", spec, all);
}

function payPart(action: Action, spec: Share | Percent, all: Case): Given | string {
  const whole = moneyIn(all.row, spec.of ?? "price", all.policy);
  const part = "share" in spec ? shareOf(spec, all) : percentOf(spec);
  const problems: string[] = [];
  if (whole === undefined) problems.push("price-unknown");
  if (part === undefined) problems.push("period-unknown");
  const texts = [spec.to, spec["at-most"], spec["at-least"], spec["more-than"]].filter((text) => text !== undefined);
  const currency = spec.in ?? whole?.currency ?? "";
  if (whole !== undefined && texts.some((text) => moneyOf(text, all.policy).currency !== currency)) {
    problems.push("currency-differs");
  }
  if (whole === undefined || part === undefined || problems.length > 0) return { review: problems };
  const step = spec.to === undefined ? 1n : moneyOf(spec.to, all.policy).minor;
  const units = inUnits(whole, currency, all);
  const exact = times(times(units, part), { top: 1n, bottom: step });
  // Sharpened: a price of half a unit may be given as a whole one.
  const cap = roundFraction(units, "up");
  return payWithin(action, { minor: roundFraction(exact, spec.round) * step, currency }, cap, spec, all);
}

/** One unit for one of the price's major units. */
function inUnits({ minor, currency }: Money, unit: string, { policy }: Case): Fraction {
  const ten = (code: string) => 10n ** BigInt(decimalsOf(code, policy));
  return { top: minor * ten(unit), bottom: ten(currency) };
}

/** "`at-least` raises, then cap, then `more-than`"; the price is the cap unless `at-most` says another. */
function payWithin(
  action: Action,
  { minor: result, currency }: Money,
  cap: bigint | undefined,
  bounds: Bounds,
  all: Case,
): Given | string {
  const edge = (text: string | undefined) => (text === undefined ? undefined : moneyOf(text, all.policy).minor);
  const [most, least, minimum] = [edge(bounds["at-most"]) ?? cap, edge(bounds["at-least"]), edge(bounds["more-than"])];
  // Sharpened: "a zero result gives nothing" looks at the result before anything raises it.
  if (result === 0n) return "zero-amount";
  const raised = least !== undefined && result < least ? least : result;
  const minor = most !== undefined && raised > most ? most : raised;
  if (minimum !== undefined && minor <= minimum) return "below-minimum";
  return pay(action, { minor, currency }, minor < raised ? ["capped"] : [], all);
}

function percentOf({ percent }: Percent): Fraction {
  return times(numberEdge(percent), { top: 1n, bottom: 100n });
}

interface Stretch {
  readonly millis: number;
  readonly days: number | undefined;
}

function stretchBetween(from: number, to: number, zone: string): Stretch | undefined {
  if (!Number.isFinite(from) || !Number.isFinite(to) || to <= from) return undefined;
  const walls = to + offsetAt(to, zone) - (from + offsetAt(from, zone));
  return { millis: to - from, days: walls % DAY === 0 ? walls / DAY : undefined };
}

function stretchOf(over: string, { period, row, outage, policy: { zone } }: Case): Stretch | undefined {
  if (over === "month") {
    const began = DateTime.fromMillis(beganAt(outage), { zone });
    const first = DateTime.utc(began.year, began.month, 1);
    const [from, to] = [first, first.plus({ months: 1 })].map((day) => firstInstantOf(day.toMillis(), zone));
    const days = from === undefined || to === undefined ? undefined : stretchBetween(from, to, zone)?.days;
    // Sharpened: a calendar month counts its days, whatever the clocks did in it.
    return days === undefined ? undefined : { millis: days * DAY, days };
  }
  if (over !== "billing-period") {
    const { days } = durationOf(over);
    return { millis: days * DAY, days };
  }
  const endText = cell(row, period.field);
  // Sharpened: a billing date alone is the day of the next charge, so the paid time ends where that day starts.
  const isBillingDay = period.field === "next_billing_at" && endText !== "" && writtenOf(endText).isDate;
  return stretchBetween(period.starts, isBillingDay ? certainInstant(endText, "start", zone) : period.ends, zone);
}

function shareOf(spec: Share, all: Case): Fraction | undefined {
  const stretch = stretchOf(spec.over, all);
  if (stretch === undefined) return undefined;
  const span = spanOf(spec.share, all);
  if (span.wholeDays && stretch.days !== undefined) return { top: BigInt(span.days), bottom: BigInt(stretch.days) };
  return { top: BigInt(span.days * DAY + span.millis), bottom: BigInt(stretch.millis) };
}

function payEach(action: Action, spec: Each, all: Case): Given | string {
  const each = moneyOf(spec.each, all.policy);
  const measured = lengthOf(spec.by === "lost" ? lost(all) : all.window);
  const stretches = { top: BigInt(measured), bottom: BigInt(durationOf(spec.per).millis) };
  const started = roundFraction(stretches, spec.round);
  return payWithin(action, { ...each, minor: each.minor * started }, undefined, spec, all);
}

function payTier(spec: Tiers, all: Case): Given | string {
  const { by, steps } = spec.tiers;
  const measured = by === "lost" || by === "down";
  const value = measured
    ? { top: BigInt(lengthOf(by === "lost" ? lost(all) : all.window)), bottom: 1n }
    : fractionOf(cell(all.row, by));
  if (value === undefined) return { review: ["value-unknown"] };
  const edgeOf = measured ? millisEdge : numberEdge;
  const step = steps.find((one) => {
    const tests = {
      ...(one["at-least"] === undefined ? {} : { "at-least": one["at-least"] }),
      ...(one.above === undefined ? {} : { "more-than": one.above }),
      ...(one["at-most"] === undefined ? {} : { "at-most": one["at-most"] }),
      ...(one.below === undefined ? {} : { "less-than": one.below }),
    };
    return compares(value, tests, edgeOf);
  });
  // Sharpened: less than the first tier is below the threshold; more than the last is for a person.
  const [first] = steps;
  const isLess = first !== undefined && isBelow(value, first, edgeOf);
  if (step === undefined) return isLess ? "below-threshold" : { review: ["beyond-tiers"] };
  if (step.give === "nothing") return "excluded";
  if (typeof step.give === "string") return pay("credit", moneyOf(step.give, all.policy), [], all);
  if ("review" in step.give) return { review: ["asked-for"] };
  return payPart("credit", step.give, all);
}

function isBelow(value: Fraction, tier: TierStep, edgeOf: (text: string) => Fraction): boolean {
  const least = tier["at-least"];
  if (least !== undefined) return compares(value, { "less-than": least }, edgeOf);
  return tier.above !== undefined && compares(value, { "at-most": tier.above }, edgeOf);
}
