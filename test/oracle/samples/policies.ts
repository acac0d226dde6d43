/** Policies by chance: mostly sensible, always valid as files. */
import type { Give, Kind, Layer, Limit, Policy, Rule, Selectors } from "../language.ts";
import { give, percent, sum } from "./benefits.ts";
import { conditions, selectors, service } from "./conditions.ts";
import type { Dice } from "./dice.ts";
import type { PolicyFrame } from "./frame.ts";
import { DURATIONS, KINDS, LONG_DURATIONS, MONEY_OF, UNIT, VALUES } from "./words.ts";

export function kindOf({ for: { record } }: Rule): Kind {
  return KINDS.find((kind) => kind === record) ?? "rental";
}

/** What a rule is for; often the same records as an earlier one, so that rules and layers meet. */
function aimOf(dice: Dice, kinds: readonly Kind[], earlier: readonly Rule[]): { kind: Kind; selectors: Selectors } {
  if (earlier.length > 0 && dice.chance(0.5)) {
    const before = dice.pick(earlier);
    const { record = "rental", service: named } = before.for;
    return { kind: kindOf(before), selectors: { record, ...(named === undefined ? {} : { service: named }) } };
  }
  const kind = dice.pick(kinds);
  const record = dice.chance(0.95) || kind === "claim" ? kind : dice.some(["subscription", "rental"]);
  const isList = typeof record !== "string";
  return {
    kind: isList ? "rental" : kind,
    selectors: { record, ...dice.maybe(0.95, () => ({ service: service(dice) })) },
  };
}

function makeRule(frame: PolicyFrame, kinds: readonly Kind[], earlier: readonly Rule[]): Rule {
  const { dice } = frame;
  const unlessCount = dice.chance(0.25) ? dice.between(1, 2) : 0;
  const aim = aimOf(dice, kinds, earlier);
  const when = conditions(frame, aim.kind);
  return {
    rule: `rule-${earlier.length + 1}`,
    for: { ...aim.selectors, ...selectors(dice, aim.kind, dice.pick([0, 0, 1, 1, 2])) },
    ...(unlessCount === 0 ? {} : { unless: selectors(dice, aim.kind, unlessCount) }),
    ...(Object.keys(when).length === 0 ? {} : { if: when }),
    give: give(frame, aim.kind),
  };
}

export function makePolicy(frame: PolicyFrame, kinds: readonly Kind[]): Policy {
  const { dice, zone } = frame;
  const made: Rule[] = [];
  const rules = () =>
    Array.from({ length: dice.between(1, 3) }, () => {
      const rule = makeRule(frame, kinds, made);
      made.push(rule);
      return rule;
    });
  const hit = () => dice.maybe(0.4, () => ({ hit: dice.pick(["first", "unique", "best", "best"] as const) }));
  const layers = (): Layer[] => [
    { layer: "time", ...hit(), rules: rules() },
    { layer: "apology", ...hit(), rules: rules() },
  ];
  const several = dice.chance(0.5);
  const choice = dice.below(100);
  const special = choice < 10 ? stackedLayers : choice < (zone === "Pacific/Apia" ? 50 : 22) ? plainLayer : undefined;
  return {
    policy: "differential",
    revision: "1",
    zone,
    units: { [UNIT]: { decimals: 0 } },
    ...dice.maybe(0.35, () => ({
      columns: Object.fromEntries(
        dice.some(["type", "plan", "platform", "status", "channel"]).map((column) => [column, VALUES[column] ?? []]),
      ),
    })),
    ...dice.maybe(several ? 0.4 : 0.2, () => ({ limits: makeLimits(frame) })),
    ...(special !== undefined
      ? { layers: special(frame, kinds) }
      : several
        ? { layers: layers() }
        : { ...hit(), rules: rules() }),
  };
}

/** Two or three layers that pay the same records, together often more than the price. */
function stackedLayers(frame: PolicyFrame, kinds: readonly Kind[]): Layer[] {
  const { dice } = frame;
  const { kind, selectors: whom } = aimOf(dice, kinds, []);
  const payment = (): Give => {
    const of = dice.pick(MONEY_OF[kind]);
    const round = dice.pick(["up", "half-up", "down"] as const);
    if (dice.chance(0.2)) return { credit: sum(frame) };
    if (dice.chance(0.6)) return { credit: { ...percent(frame), of, round } };
    return { credit: { share: dice.pick(["3 days", "2 weeks", "outage"]), of, over: "30 days", round } };
  };
  return ["refund", "apology", "sorry"].slice(0, dice.between(2, 3)).map((layer, at) => ({
    layer,
    rules: [{ rule: `rule-${at + 1}`, for: whom, give: payment() }],
  }));
}

/** A later end for everybody, by lengths after which periods may end as the clocks change. */
function plainLayer(frame: PolicyFrame, kinds: readonly Kind[]): Layer[] {
  const { dice } = frame;
  const { kind, selectors: whom } = aimOf(dice, kinds, []);
  const by = dice.chance(0.1) ? "1 month" : frame.step.text;
  const at = dice.maybe(0.4, () => ({
    "at-most": dice.pick(["1 day", "3 days", "12 hours", "15 hours", "90 minutes"]),
  }));
  const renewed = { valid: by, from: dice.pick(["as-of", "outage-end", "ends"] as const) };
  const later: Give[] = [{ extend: { by, ...at } }, { extend: by }, { extend: { by, from: "later" } }];
  if (kind === "coupon") later.push({ reissue: renewed });
  const give: Give = kind === "claim" ? { credit: sum(frame) } : dice.pick(later);
  return [{ layer: "time", rules: [{ rule: "rule-1", for: whom, give }] }];
}

function makeLimits(frame: PolicyFrame): readonly Limit[] {
  const { dice } = frame;
  return dice.some<Limit>([
    { per: "record", extend: dice.pick(DURATIONS) },
    { per: "record", extend: dice.pick(LONG_DURATIONS) },
    { per: "record", credit: sum(frame) },
    { per: "record", credit: `500 ${UNIT}` },
    { per: "record", credit: dice.pick(["price", "none"]) },
  ]);
}
