/** credit and grant. */
import type { Bounds, Computed, Each, Percent, Share, TierStep, Tiers } from "../language.ts";
import { type Case, type Given, lost } from "./case.ts";
import { durationOf } from "./clocks.ts";
import { decimalsOf, type Fraction, fractionOf, type Money, moneyOf, plain, roundFraction, times } from "./money.ts";
import { cell, moneyIn } from "./records.ts";
import { compares, millisEdge, numberEdge } from "./selectors.ts";
import { shareOf } from "./shares.ts";
import { lengthOf } from "./windows.ts";

type Action = "credit" | "grant";

/** What the limits per record leave is the last word; `room` is what the price leaves of itself. */
function pay(action: Action, { minor, currency }: Money, more: Partial<Extras>, all: Case): Given | string {
  const { notes = [], room, minimum, isOfPrice = false } = more;
  const left = least([all.left.get(currency), room, minor]);
  if (left <= 0n) return "limit";
  if (minimum !== undefined && left <= minimum) return "below-minimum";
  const paidNotes = minor > left ? [...new Set([...notes, "capped"])] : notes;
  const amount = plain({ minor: left, currency }, all.policy);
  return { action, amount, currency, notes: paidNotes, minor: left, isOfPrice };
}

interface Extras {
  readonly notes: readonly string[];
  readonly room: bigint | undefined;
  readonly minimum: bigint | undefined;
  readonly isOfPrice: boolean;
}

function least([first, second, third]: readonly [bigint | undefined, bigint | undefined, bigint]): bigint {
  const lower = second !== undefined && second < third ? second : third;
  return first !== undefined && first < lower ? first : lower;
}

export function grant(spec: string | Each | Share | Percent, all: Case): Given | string {
  if (typeof spec === "string") return pay("grant", moneyOf(spec, all.policy), {}, all);
  return "each" in spec ? payEach("grant", spec, all) : payPart("grant", spec, all);
}

export function credit(spec: string | Computed, all: Case): Given | string {
  if (typeof spec === "string") return pay("credit", moneyOf(spec, all.policy), {}, all);
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
  const atMost = spec["at-most"] === "none" ? undefined : spec["at-most"];
  const texts = [spec.to, atMost, spec["at-least"], spec["more-than"]].filter((text) => text !== undefined);
  const currency = spec.in ?? whole?.currency ?? "";
  if (whole !== undefined && texts.some((text) => moneyOf(text, all.policy).currency !== currency)) {
    problems.push("currency-differs");
  }
  if (whole === undefined || part === undefined || problems.length > 0) return { review: problems };
  const step = spec.to === undefined ? 1n : moneyOf(spec.to, all.policy).minor;
  const units = inUnits(whole, currency, all);
  const exact = times(times(units, part), { top: 1n, bottom: step });
  const isFree = spec["at-most"] === "none";
  // Sharpened: a price of half a unit may be given as a whole one.
  const cap = isFree ? undefined : roundFraction(units, "up");
  const isOfPrice = action === "credit";
  const result = { minor: roundFraction(exact, spec.round) * step, currency, isZero: exact.top === 0n };
  const room = isOfPrice && !isFree ? roomIn(whole, atMost, all) : undefined;
  return payWithin(action, result, { cap, room, isOfPrice, bounds: { ...spec, "at-most": atMost } }, all);
}

/** What is worked out from a price and given to one record is never more than the price, over all layers. */
function roomIn(
  { minor, currency }: Money,
  atMost: string | undefined,
  { policy, fromPrice }: Case,
): bigint | undefined {
  if (policy.limits?.some(({ credit: limit }) => limit === "none")) return undefined;
  const most = atMost === undefined ? 0n : moneyOf(atMost, policy).minor;
  return (most > minor ? most : minor) - (fromPrice.get(currency) ?? 0n);
}

/** One unit for one of the price's major units. */
function inUnits({ minor, currency }: Money, unit: string, { policy }: Case): Fraction {
  const ten = (code: string) => 10n ** BigInt(decimalsOf(code, policy));
  return { top: minor * ten(unit), bottom: ten(currency) };
}

interface Result extends Money {
  /** Before it was rounded. */
  readonly isZero: boolean;
}

interface Within {
  readonly cap?: bigint | undefined;
  readonly room?: bigint | undefined;
  readonly isOfPrice: boolean;
  readonly bounds: { readonly [bound in keyof Bounds]: string | undefined };
}

/** "`at-least` raises, then cap, then `more-than`"; the price is the cap unless `at-most` says another. */
function payWithin(action: Action, result: Result, within: Within, all: Case): Given | string {
  const { bounds, cap, room, isOfPrice } = within;
  const { currency } = result;
  const edge = (text: string | undefined) => (text === undefined ? undefined : moneyOf(text, all.policy).minor);
  const [most, floor, minimum] = [edge(bounds["at-most"]) ?? cap, edge(bounds["at-least"]), edge(bounds["more-than"])];
  if (result.isZero) return "zero-amount";
  const raised = floor !== undefined && result.minor < floor ? floor : result.minor;
  if (raised === 0n) return "zero-amount";
  const minor = most !== undefined && raised > most ? most : raised;
  if (minimum !== undefined && minor <= minimum) return "below-minimum";
  const notes = minor < raised ? ["capped"] : [];
  return pay(action, { minor, currency }, { notes, room, minimum, isOfPrice }, all);
}

function percentOf({ percent }: Percent): Fraction {
  return times(numberEdge(percent), { top: 1n, bottom: 100n });
}

function payEach(action: Action, spec: Each, all: Case): Given | string {
  const each = moneyOf(spec.each, all.policy);
  const measured = lengthOf(spec.by === "lost" ? lost(all) : all.window);
  const stretches = { top: BigInt(measured), bottom: BigInt(durationOf(spec.per).millis) };
  const started = roundFraction(stretches, spec.round);
  const result = { ...each, minor: each.minor * started, isZero: measured === 0 };
  return payWithin(action, result, { isOfPrice: false, bounds: spec }, all);
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
  if (typeof step.give === "string") return pay("credit", moneyOf(step.give, all.policy), {}, all);
  if ("review" in step.give) return { review: ["asked-for"] };
  return payPart("credit", step.give, all);
}

function isBelow(value: Fraction, tier: TierStep, edgeOf: (text: string) => Fraction): boolean {
  const least = tier["at-least"];
  if (least !== undefined) return compares(value, { "less-than": least }, edgeOf);
  return tier.above !== undefined && compares(value, { "at-most": tier.above }, edgeOf);
}
