/** What rules give, by chance. */
import type {
  Bounds,
  Computed,
  Each,
  Give,
  Kind,
  Origin,
  Percent,
  Renewal,
  Share,
  Span,
  TierStep,
} from "../language.ts";
import type { Dice } from "./dice.ts";
import { edge, type PolicyFrame, ruleTime } from "./frame.ts";
import { CURRENCIES, DURATIONS, FIELDS_OF, LONG_DURATIONS, MONEY_OF, SHARES, UNIT } from "./words.ts";

function span(dice: Dice): Span {
  const choice = dice.below(10);
  if (choice < 5) return dice.pick(DURATIONS);
  if (choice < 7) return dice.pick(["lost", "outage"]);
  return {
    ...dice.maybe(0.7, () => ({ times: dice.pick(["10", "2", "3", "1.5", "0.25"]) })),
    of: dice.pick(["lost", "outage"]),
    ...dice.maybe(0.5, () => ({ plus: dice.pick(DURATIONS) })),
    ...dice.maybe(0.3, () => ({ "up-to": dice.pick(["1 hour", "90 minutes", "24 hours", "1 minute"]) })),
  };
}

export function sum({ dice, currency }: PolicyFrame): string {
  const other = dice.chance(0.03) ? dice.pick(Object.keys(CURRENCIES)) : currency;
  return `${dice.pick(CURRENCIES[other]?.sums ?? [])} ${other}`;
}

function bounds(frame: PolicyFrame): Bounds {
  const { dice } = frame;
  const most = dice.chance(0.2) ? sum(frame) : undefined;
  const least = dice.chance(0.3) ? sum(frame) : undefined;
  const clash = most !== undefined && least !== undefined && Number.parseFloat(least) > Number.parseFloat(most);
  return {
    ...(most === undefined ? {} : { "at-most": most }),
    ...(least === undefined || clash ? {} : { "at-least": least }),
    ...dice.maybe(0.2, () => ({ "more-than": sum(frame) })),
  };
}

/** More than the price, or less; some without any ceiling. */
function partBounds(frame: PolicyFrame): Bounds {
  const { dice } = frame;
  return dice.chance(0.15) ? { ...bounds(frame), "at-most": "none" } : bounds(frame);
}

export function percent(frame: PolicyFrame): Pick<Percent, "percent"> & Bounds {
  const { dice } = frame;
  const found = dice.pick(["10", "12.5", "0.1", "60", "100", "100.5", "150"]);
  const held = partBounds(frame);
  if (Number(found) <= 100 || held["at-most"] !== undefined) return { percent: found, ...held };
  return {
    percent: found,
    "at-most": dice.chance(0.5) ? "none" : sum(frame),
    ...dice.maybe(0.2, () => ({ "more-than": sum(frame) })),
  };
}

function computed(frame: PolicyFrame, kind: Kind): Computed {
  const { dice, currency } = frame;
  const of = dice.pick(MONEY_OF[kind]);
  const rounded = {
    ...(of === "price" && dice.chance(0.3) ? {} : { of }),
    round: dice.pick(["up", "down", "half-up", "half-even"] as const),
    ...dice.maybe(0.5, () => ({ to: `${dice.pick(CURRENCIES[currency]?.steps ?? [])} ${currency}` })),
  };
  const choice = dice.below(24) / 2;
  if (choice < 6) {
    const over = dice.pick(["billing-period", "billing-period", "month", "month", "30 days", "31 days", "P4W"]);
    return {
      share: dice.chance(0.5) ? dice.pick(SHARES) : measuredShare(dice),
      ...rounded,
      over,
      ...partBounds(frame),
    };
  }
  if (choice < 8) return { ...rounded, ...percent(frame) };
  if (choice < 9.5) {
    const per = dice.pick(["1 hour", "30 minutes", "PT24H"]);
    return { each: sum(frame), per, by: dice.pick(["lost", "down"]), round: rounded.round, ...bounds(frame) };
  }
  return { tiers: { by: dice.pick(["lost", "down", of]), steps: [] } };
}

function grantEach(dice: Dice): Each {
  return {
    each: `${dice.between(1, 90)} ${UNIT}`,
    per: dice.pick(["1 hour", "30 minutes"]),
    by: dice.pick(["lost", "down"]),
    round: dice.pick(["up", "down", "half-up", "half-even"]),
    ...dice.maybe(0.3, () => ({ "at-least": `240 ${UNIT}` })),
    ...dice.maybe(0.3, () => ({ "at-most": `1000 ${UNIT}` })),
  };
}

/** A part of the price in points. */
function grantPart(frame: PolicyFrame, kind: Kind): Share | Percent {
  const { dice } = frame;
  const rounded = {
    of: dice.pick(MONEY_OF[kind]),
    round: dice.pick(["up", "down", "half-up", "half-even"] as const),
    in: UNIT,
    ...dice.maybe(0.3, () => ({ to: `10 ${UNIT}` })),
    ...dice.maybe(0.2, () => ({ "at-least": `3 ${UNIT}` })),
    ...dice.maybe(0.2, () => ({ "more-than": `5 ${UNIT}` })),
  };
  const most = dice.maybe(0.4, () => ({ "at-most": dice.chance(0.6) ? `1000 ${UNIT}` : "none" }));
  if (dice.chance(0.3)) return { percent: dice.pick(["10", "12.5", "100"]), ...rounded, ...most };
  if (dice.chance(0.3)) return { percent: "150", ...rounded, "at-most": "none", ...most };
  return { share: dice.pick(SHARES), over: dice.pick(["billing-period", "month", "30 days"]), ...rounded, ...most };
}

/** Without calendar months, which have no length of their own. */
function measuredShare(dice: Dice): Span {
  const found = span(dice);
  if (typeof found === "string") return dice.pick(["lost", "outage"]);
  const plain = dice.chance(0.4) ? { of: found.of, ...dice.maybe(0.5, () => ({ times: "1" })) } : found;
  if (found.plus === undefined) return plain;
  return { ...plain, plus: dice.pick(["1 day", "2 weeks", "PT3H", "90 minutes", "P1DT1H"]) };
}

function tiersFor(frame: PolicyFrame, kind: Kind, by: string): TierStep[] {
  const { dice } = frame;
  const measured = by === "lost" || by === "down";
  const edges = (measured ? ["2 hours", "PT5H", "24 hours", "100 hours"] : ["100", "3900", "3900.50", "50000"]).slice(
    0,
    dice.between(1, 3),
  );
  const give = () =>
    dice.pick<() => TierStep["give"]>([
      () => sum(frame),
      () => sum(frame),
      () => "nothing",
      () => ({ review: true }),
      () => ({ percent: dice.pick(["10", "12.5", "100"]), of: dice.pick(MONEY_OF[kind]), round: "half-even" }),
    ])();
  const steps: TierStep[] = [];
  let open: TierStep = { give: give() };
  if (dice.chance(0.3)) open = { "at-least": measured ? "1 minute" : "1", give: give() };
  for (const at of edges) {
    const inclusive = dice.chance(0.5);
    steps.push({ ...open, ...(inclusive ? { "at-most": at } : { below: at }) });
    open = { ...(inclusive ? { above: at } : { "at-least": at }), give: give() };
  }
  if (dice.chance(0.8)) steps.push(open);
  return steps;
}

export function give(frame: PolicyFrame, kind: Kind): Give {
  const { dice, zone } = frame;
  const renewal = (): Renewal => {
    const valid = dice.pick(DURATIONS);
    if (dice.chance(0.4)) return valid;
    return { valid, ...dice.maybe(0.8, () => ({ from: dice.pick(["as-of", "outage-end", "ends"] as const) })) };
  };
  const field = () => dice.maybe(0.2, () => ({ field: dice.pick(FIELDS_OF[kind]) }));
  const credit = (): Give => {
    if (dice.chance(0.2)) return { credit: sum(frame) };
    const spec = computed(frame, kind);
    if (!("tiers" in spec)) return { credit: spec };
    return { credit: { tiers: { by: spec.tiers.by, steps: tiersFor(frame, kind, spec.tiers.by) } } };
  };
  const others: (() => Give)[] = [
    credit,
    credit,
    () => ({ grant: dice.chance(0.6) ? `${dice.between(1, 3000)} ${UNIT}` : grantEach(dice) }),
    () => (dice.chance(0.3) ? { grant: grantPart(frame, kind) } : credit()),
    () => (dice.chance(0.3) ? { review: dice.chance(0.5) ? true : { because: "a person knows" } } : credit()),
    () => (dice.chance(0.3) ? "nothing" : credit()),
  ];
  if (kind === "claim") return dice.pick(others)();
  const origins: Origin[] = ["ends", "outage-end", "later", "as-of", "latest"];
  const extend = (): Give => {
    if (dice.chance(0.3)) return { extend: dice.chance(0.8) ? dice.pick(DURATIONS) : dice.pick(["lost", "outage"]) };
    return {
      extend: {
        by: span(dice),
        ...dice.maybe(0.75, () => ({ from: dice.pick(origins) })),
        ...dice.maybe(0.35, () => ({ "at-most": dice.pick(dice.chance(0.5) ? DURATIONS : LONG_DURATIONS) })),
        ...field(),
      },
    };
  };
  const move = (): Give => {
    const at = edge(frame);
    const to = ruleTime(dice, at, zone);
    return { move: dice.chance(0.6) ? to : { to, ...field() } };
  };
  if (kind === "subscription") others.push(() => (dice.chance(0.5) ? { reissue: renewal() } : credit()));
  if (kind === "coupon") {
    others.push(
      () => ({ reissue: renewal() }),
      () => ({ restore: renewal() }),
      () => ({ reissue: renewal() }),
    );
  }
  return dice.pick([extend, extend, extend, extend, move, ...others])();
}
