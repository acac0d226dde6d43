/** What a rule gives, understood: exactly one benefit, with every figure it needs. */
import { dayOfWall } from "../domain/civil.ts";
import { type CurrencyTable, isIsoCurrency } from "../domain/currency.ts";
import { NO_TIME } from "../domain/duration.ts";
import { HOUR } from "../domain/instant.ts";
import { isDateOnly } from "../domain/timestamp.ts";
import type { Zone } from "../domain/zone.ts";
import type { Amount, Bounds, Divisor, Give, RoundingStep, Span } from "../rules/policy.ts";
import type { Complain, Path } from "./problem.ts";
import { readDuration, readElapsed, readFactor, readMoney, readShareable, readTime } from "./terms.ts";
import type { WrittenComputed, WrittenGive, WrittenRenewal, WrittenSpan } from "./written-policy.ts";

export interface GiveContext {
  readonly zone: Zone;
  readonly currencies: CurrencyTable;
  readonly complain: Complain;
}

const BENEFITS = ["extend", "move", "reissue", "restore", "credit", "grant", "review"] as const;

export function readGive(written: WrittenGive | "nothing", path: Path, context: GiveContext): Give | undefined {
  if (written === "nothing") return { kind: "nothing" };
  const { extend, move, reissue, restore, credit, grant, review } = written;
  const [first, second] = BENEFITS.filter((name) => written[name] !== undefined);
  if (second !== undefined)
    return context.complain([...path, second], `a rule gives one benefit, and this one already gives ${first}`);
  if (extend !== undefined) return readExtend(extend, [...path, "extend"], context);
  if (move !== undefined) return readMove(move, [...path, "move"], context);
  if (reissue !== undefined) return readRenewal("reissue", reissue, [...path, "reissue"], context);
  if (restore !== undefined) return readRenewal("restore", restore, [...path, "restore"], context);
  if (credit !== undefined) return readPayment("credit", credit, [...path, "credit"], context);
  if (grant !== undefined) return readPayment("grant", grant, [...path, "grant"], context);
  if (review !== undefined)
    return { kind: "review", because: review === "true" ? "the policy asks for it" : review.because };
  return context.complain(path, `gives nothing; write one of ${BENEFITS.join(", ")}, or give: nothing`);
}

function readExtend(written: NonNullable<WrittenGive["extend"]>, path: Path, context: GiveContext): Give | undefined {
  const full = typeof written === "object" && "by" in written ? written : { by: written };
  const by = readSpan(full.by, full === written ? [...path, "by"] : path, context);
  const limit = "at-most" in full ? full["at-most"] : undefined;
  const atMost = limit === undefined ? undefined : readDuration(limit, [...path, "at-most"], context.complain);
  if (by === undefined || (limit !== undefined && atMost === undefined)) return undefined;
  const { from = "ends", field } = { from: undefined, field: undefined, ...full };
  return { kind: "extend", by, from, atMost, field };
}

/** `plain` reads a stated length: any duration for `by`, one without months for `share`. */
function readSpan(written: WrittenSpan, path: Path, { complain }: GiveContext, plain = readDuration): Span | undefined {
  if (written === "outage" || written === "lost") {
    return { kind: "measured", of: written, times: { over: 1n, under: 1n }, upTo: undefined, plus: NO_TIME };
  }
  if (typeof written === "string") {
    const duration = plain(written, path, complain);
    return duration && { kind: "stated", duration };
  }
  const times = readFactor(written.times ?? "1", [...path, "times"], complain);
  const upTo = written["up-to"] === undefined ? HOUR : readElapsed(written["up-to"], [...path, "up-to"], complain);
  const plus = written.plus === undefined ? NO_TIME : plain(written.plus, [...path, "plus"], complain);
  if (times === undefined || upTo === undefined || plus === undefined) return undefined;
  return { kind: "measured", of: written.of, times, upTo, plus };
}

function readMove(
  written: NonNullable<WrittenGive["move"]>,
  path: Path,
  { zone, complain }: GiveContext,
): Give | undefined {
  const { to, field } = typeof written === "string" ? { to: written, field: undefined } : written;
  const time = readTime(to, typeof written === "string" ? path : [...path, "to"], complain, { role: "end", zone });
  if (time === undefined) return undefined;
  return { kind: "move", to: isDateOnly(time) ? { day: dayOfWall(time.wall) } : { at: time.instant }, field };
}

function readRenewal(
  kind: "reissue" | "restore",
  written: WrittenRenewal,
  path: Path,
  { complain }: GiveContext,
): Give | undefined {
  const { valid: text, from = "as-of" } = typeof written === "string" ? { valid: written } : written;
  const valid = readDuration(text, typeof written === "string" ? path : [...path, "valid"], complain);
  return valid && { kind, valid, from };
}

function readPayment(
  kind: "credit" | "grant",
  written: string | WrittenComputed,
  path: Path,
  context: GiveContext,
): Give | undefined {
  const amount = typeof written === "string" ? readFlat(written, path, context) : readComputed(written, path, context);
  if (amount === undefined) return undefined;
  if (kind === "credit" && amount.kind === "flat" && !isIsoCurrency(amount.money.currency)) {
    return context.complain(path, `${amount.money.currency} is a unit, not a currency; give it with grant`);
  }
  return { kind, amount };
}

function readFlat(written: string, path: Path, { complain, currencies }: GiveContext): Amount | undefined {
  const money = readMoney(written, path, complain, currencies);
  return money && { kind: "flat", money };
}

function readComputed(written: WrittenComputed, path: Path, context: GiveContext): Amount | undefined {
  const { complain } = context;
  const of = written.of ?? "price";
  const bounds = readBounds(written, path, context);
  const step = readRounding(written, path, context);
  if (written.percent !== undefined && written.share !== undefined)
    return complain([...path, "percent"], "a credit is a share or a percentage, not both");
  if (written.percent !== undefined) {
    if (written.over !== undefined)
      return complain([...path, "over"], "belongs to share; a percentage is taken of the whole price");
    const percent = readFactor(written.percent, [...path, "percent"], complain);
    return percent && bounds && step && { kind: "percent", percent, of, ...step, ...bounds };
  }
  if (written.share === undefined)
    return complain(path, "needs share or percent, or write the amount itself, such as 1500 KRW");
  const share = readSpan(written.share, [...path, "share"], context, readShareable);
  const over = readDivisor(written.over, path, context);
  return share && over && bounds && step && { kind: "share", share, of, over, ...step, ...bounds };
}

function readDivisor(text: string | undefined, path: Path, { complain }: GiveContext): Divisor | undefined {
  if (text === undefined)
    return complain(path, "share needs over: what the price is for, such as billing-period, month or 30 days");
  if (text === "billing-period" || text === "month") return { kind: text };
  const duration = readShareable(text, [...path, "over"], complain);
  return duration && { kind: "stated", duration };
}

function readRounding(
  { round, to }: WrittenComputed,
  path: Path,
  { complain, currencies }: GiveContext,
): RoundingStep | undefined {
  if (round === undefined) return complain(path, "round is missing: say up, down, half-up or half-even");
  if (to === undefined) return { rounding: round, to: undefined };
  const step = readMoney(to, [...path, "to"], complain, currencies);
  return step && { rounding: round, to: step };
}

function readBounds(written: WrittenComputed, path: Path, { complain, currencies }: GiveContext): Bounds | undefined {
  const read = (key: "at-most" | "at-least" | "more-than") => {
    const text = written[key];
    return text === undefined ? undefined : readMoney(text, [...path, key], complain, currencies);
  };
  const bounds: Bounds = { atMost: read("at-most"), atLeast: read("at-least"), moreThan: read("more-than") };
  if (bounds.atMost && bounds.atLeast && bounds.atLeast.minor > bounds.atMost.minor) {
    return complain([...path, "at-least"], "is more than at-most");
  }
  return bounds;
}
