/** Records by chance, mostly aimed at a rule. */
import { DateTime } from "luxon";
import type { Kind, Row, Selector, Selectors } from "../language.ts";
import { DAY, HOUR, MINUTE } from "../reading/clocks.ts";
import type { Dice } from "./dice.ts";
import { beforeClockChange, clearText, dayNear, lastMinute, ownEnd } from "./ends.ts";
import { edge, type Frame, type PolicyFrame } from "./frame.ts";
import { cellStyleOf, isSaid, type Style, timeText } from "./time-texts.ts";
import { CURRENCIES, SERVICES, STRANGE_AMOUNTS, STRANGE_IDS, VALUES } from "./words.ts";

/** Any of the values that rules name, sometimes none, sometimes one that no rule names. */
function pickValue(dice: Dice, column: string): string {
  if (dice.chance(0.08)) return "";
  return dice.chance(0.06) ? "toaster" : dice.pick(VALUES[column] ?? []);
}

function price(dice: Dice, currency: string): string {
  if (dice.chance(0.04)) return "";
  if (dice.chance(0.03)) return dice.pick(STRANGE_AMOUNTS);
  const decimals = { USD: 2, BHD: 3 }[currency] ?? 0;
  if (dice.chance(0.3)) return dice.pick(["0", "10", "100", "3900", "3900.00", "22000", "39000"]);
  const minor = String(dice.between(1, dice.pick([100, 10_000, 100_000]))).padStart(decimals + 1, "0");
  return decimals === 0 ? minor : `${minor.slice(0, -decimals)}.${minor.slice(-decimals)}`;
}

/** Among those that a row names by chance is one that nobody knows. */
const OTHER_CURRENCIES = [...Object.keys(CURRENCIES), ...Object.keys(CURRENCIES), "Won", "krw", "usd", "Usd", "bhd"];

interface Times {
  readonly start: string;
  readonly end: string;
}

/** `end` is an instant or a date near an edge; a date alone is the day whose end is meant. */
function period(frame: Frame): Times {
  const { dice, zone } = frame;
  const cellText = (at: number, style: Style, role: "start" | "end") => {
    const shown = style.part === "date" && role === "end" ? at - 1 : at;
    const clear = isSaid(shown, zone) || dice.chance(0.1) ? style : { ...style, offset: "own" as const };
    return timeText(shown, clear, zone);
  };
  const first = edge(frame);
  if (dice.chance(0.35)) {
    // The same wall clock at both ends: whole calendar days.
    const style = cellStyleOf(dice);
    const wall = DateTime.fromMillis(first, { zone }).minus({ days: dice.between(0, 31) });
    const end = wall.plus(dice.pick([{ days: 7 }, { days: 30 }, { days: 31 }, { months: 1 }, { months: 2 }]));
    const endRole = dice.chance(0.5) ? "start" : "end";
    return {
      start: dice.chance(0.03) ? "" : cellText(wall.toMillis(), style, "start"),
      end: dice.chance(0.03) ? "" : cellText(end.toMillis(), style, endRole),
    };
  }
  const second = dice.chance(0.5) ? edge(frame) : first + dice.between(-60, 60) * dice.pick([DAY, DAY, HOUR, MINUTE]);
  const [from, to] = dice.chance(0.99) ? [Math.min(first, second), Math.max(first, second)] : [first, second];
  return {
    start: dice.chance(0.07) ? "" : cellText(from, cellStyleOf(dice), "start"),
    end: dice.chance(0.07) ? "" : cellText(to, cellStyleOf(dice), "end"),
  };
}

/** Cells that a rule's `for` selects, mostly: most of what is worth comparing is behind it. */
export function aimedAt(dice: Dice, selectors: Selectors): Record<string, string> {
  const cells: Record<string, string> = {};
  for (const [column, selector] of Object.entries(selectors)) {
    if (column === "record" || dice.chance(0.1)) continue;
    if (typeof selector === "string") cells[column] = selector;
    else if (isList(selector)) cells[column] = dice.pick(selector);
    else if (selector.not !== undefined) {
      const not = typeof selector.not === "string" ? [selector.not] : selector.not;
      const others = (VALUES[column] ?? SERVICES).filter((value) => !not.includes(value));
      if (others.length > 0) cells[column] = dice.pick(others);
    }
  }
  return cells;
}

export function isList(selector: Selector): selector is readonly string[] {
  return Array.isArray(selector);
}

/** Before most of what happens. */
function startBefore(frame: Frame): string {
  const { dice, base, zone } = frame;
  const at = base - dice.between(5, 60) * dice.pick([DAY, 12 * HOUR]);
  // At midnight, so that the period may have whole days.
  if (dice.chance(0.6)) return DateTime.fromMillis(at, { zone }).toISODate() ?? "";
  return dice.chance(0.05) ? "" : clearText(dice, at, zone);
}

/** Mostly what periods end with; some end in a day's last minute. */
function times(frame: Frame): Times {
  const { dice } = frame;
  const choice = dice.below(100);
  if (frame.zone === "Pacific/Apia" && dice.chance(0.2)) return { start: startBefore(frame), end: dayNear(frame) };
  if (choice < 14) return { start: startBefore(frame), end: lastMinute(frame) };
  if (choice < 24) return { start: startBefore(frame), end: beforeClockChange(frame) };
  return choice < 30 ? { start: startBefore(frame), end: dayNear(frame) } : period(frame);
}

export function makeRow(frame: PolicyFrame, kind: Kind, index: number): Row {
  const { dice, currency: usual } = frame;
  const currency = dice.chance(0.9) ? usual : dice.chance(0.5) ? "" : dice.pick(OTHER_CURRENCIES);
  const { start, end } = times(frame);
  const common: Record<string, string> = {
    user_id: dice.chance(0.01) ? dice.pick(STRANGE_IDS) : `u${dice.below(5)}`,
    service: dice.chance(0.9) ? dice.pick(SERVICES) : "delta",
    currency: dice.chance(0.05) ? currency.toLowerCase() : currency,
    platform: pickValue(dice, "platform"),
  };
  const sold = () => ({
    channel: pickValue(dice, "channel"),
    status: pickValue(dice, "status"),
    price: price(dice, currency),
    seats: dice.pick(["", "1", "2", "2.5", "02", "10", "1000", "many"]),
  });
  const id = dice.chance(0.01) ? dice.pick(STRANGE_IDS) : `00${index}`;
  switch (kind) {
    case "subscription":
      return { kind, cells: { ...common, ...sold(), subscription_id: id, ...subscriptionEnds(frame, start, end) } };
    case "rental":
      return { kind, cells: { ...common, ...sold(), rental_id: id, started_at: start, ...rentalEnds(frame, end) } };
    case "coupon": {
      const [amount, remaining] = [price(dice, currency), dice.chance(0.4) ? "" : price(dice, currency)];
      const named = {
        type: pickValue(dice, "type"),
        channel: pickValue(dice, "channel"),
        status: pickValue(dice, "status"),
      };
      const ends = { started_at: dice.chance(0.2) ? "" : start, expires_at: end, pickup_by: ownEnd(frame) };
      return { kind, cells: { ...common, ...named, coupon_id: id, amount, remaining, ...ends } };
    }
    case "claim": {
      const claim = { category: pickValue(dice, "category"), loss_amount: price(dice, currency) };
      return { kind, cells: { ...common, ...claim, claim_id: id, received_at: start } };
    }
  }
}

function rentalEnds(frame: Frame, end: string): Record<string, string> {
  return { expires_at: end, pickup_by: ownEnd(frame), next_billing_at: ownEnd(frame) };
}

function subscriptionEnds(frame: Frame, start: string, end: string): Record<string, string> {
  const { dice } = frame;
  const other = () => (dice.chance(0.5) ? times(frame).end : "");
  const isNear = dice.chance(0.3);
  const charge = isNear ? dayNear(frame) : end;
  return {
    started_at: isNear && dice.chance(0.9) ? startBefore(frame) : start,
    plan: pickValue(dice, "plan"),
    auto_renew: dice.pick(["", "", "", "true", "1", "yes", "Y", "false", "0", "no", "N", "F", "No"]),
    trial_end: ownEnd(frame),
    ...(dice.chance(0.5)
      ? { next_billing_at: charge, expires_at: other() }
      : { expires_at: end, next_billing_at: other() }),
  };
}
