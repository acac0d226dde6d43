/**
 * The map of a policy in parts: one for each kind and service, and where many rules are for one, for each value of the
 * column that tells most of them apart.
 *
 * The work grows with the rules, not with their square. All parts share a stated amount of work; rules that do not fit are
 * left out, and `lint` says so (`left-out.ts`).
 */
import { RECORD_KINDS } from "../domain/record.ts";
import { partitionRules, rulesNaming } from "../rules/narrow.ts";
import type { Policy, Rule } from "../rules/policy.ts";
import { namedValues } from "../rules/select.ts";
import { type Area, type AreaNeeds, areaOf } from "./regions.ts";

/** Stands for all services that no rule and no window names. */
const ANY_SERVICE = "any-other-service";
/** Answers of rules to classes of records and periods, in all parts together and in one. */
const ALL_ANSWERS = 300_000_000;
const MOST_ANSWERS = 30_000_000;
/** Fewer rules than these for the same kind and service stay together. */
const MANY_RULES = 64;
/** The most rules for the same records that are asked: the first ones. */
export const MOST_RULES = 200;

export type MapNeeds = Pick<AreaNeeds, "policy" | "outage" | "zone" | "around">;

export function areasOf(needs: MapNeeds): readonly Area[] {
  const { policy, outage } = needs;
  const rules = policy.layers.flatMap((layer) => layer.rules);
  const named = rules.flatMap(({ services }) => [...(services ?? [])]);
  const anywhere = rules.some(({ services }) => services === undefined) ? [...outage.services.keys(), ANY_SERVICE] : [];
  const services = [...new Set([...named, ...anywhere])];
  const parts = Math.max(services.length * RECORD_KINDS.length, rules.length);
  const room = Math.min(MOST_ANSWERS, ALL_ANSWERS / parts);
  return RECORD_KINDS.flatMap((kind) =>
    services.flatMap((service) => {
      const own = policy.layers.flatMap((layer) => rulesNaming(kind, service, layer));
      return own.length === 0 ? [] : partsOf(own, { ...needs, kind, service, room });
    }),
  );
}

type PartNeeds = MapNeeds & Pick<AreaNeeds, "kind" | "service" | "room" | "known">;

function partsOf(rules: readonly Rule[], around: Omit<PartNeeds, "known">): readonly Area[] {
  const needs = { ...around, known: knownValues(rules, around.policy) };
  const partition = rules.length < MANY_RULES ? undefined : partitionRules(rules);
  if (partition === undefined) return [partOf(rules, undefined, needs)];
  const { column, byValue, others } = partition;
  const taken = new Set(byValue.keys());
  const own = [...byValue].map(([value, some]) => partOf(some, { column, value, taken }, needs));
  return [...own, partOf(others, { column, value: undefined, taken }, needs)];
}

function partOf(rules: readonly Rule[], only: AreaNeeds["only"], needs: PartNeeds): Area {
  return areaOf({ ...needs, rules: rules.slice(0, MOST_RULES), unasked: rules.slice(MOST_RULES), only });
}

/** The values that do not go to review, by column: all values that some rule for the kind and service names. */
function knownValues(rules: readonly Rule[], { declaredValues }: Policy): AreaNeeds["known"] {
  const selected = new Set(rules.flatMap((rule) => rule.for.map(({ column }) => column)));
  const known = new Map([...declaredValues].filter(([column]) => selected.has(column)));
  if (!selected.has("channel")) return known;
  const selectors = rules.flatMap((rule) => [...rule.for, ...rule.unless]).filter(({ column }) => column === "channel");
  const named = new Set(selectors.flatMap(({ tests }) => tests.flatMap(namedValues)));
  const declared = declaredValues.get("channel");
  return known.set("channel", new Set([...named].filter((value) => declared?.has(value) ?? true)));
}
