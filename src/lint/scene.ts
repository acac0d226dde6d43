/**
 * A policy set before an outage, ready to be asked: its areas, its decisions, and the decisions of one rule alone.
 *
 * Without an outage file, conditions on time cannot be judged. Three made-up outages then stand in, a short, a day-long and
 * a long one, and a finding about all records has to hold in all three outages.
 */

import { dayOf } from "../domain/civil.ts";
import type { Decision } from "../domain/decision.ts";
import { DAY, HOUR, type Instant, instantAt, MINUTE } from "../domain/instant.ts";
import type { Outage } from "../domain/outage.ts";
import { openZone, type Zone } from "../domain/zone.ts";
import { compileRules } from "../rules/decide.ts";
import type { Policy, Rule } from "../rules/policy.ts";
import { namedValues } from "../rules/select.ts";
import { areasOf } from "./areas.ts";
import type { Area } from "./regions.ts";
import { createSpecimenReader, type Specimen } from "./specimen.ts";

export interface Scene {
  readonly policy: Policy;
  readonly outage: Outage;
  /** Whether the outage was made up. */
  readonly assumed: boolean;
  readonly zone: Zone;
  /** "Now": the end of the outage. */
  readonly asOf: Instant;
  /** Every kind and service that some rule is for. */
  readonly areas: readonly Area[];
  /** Whether all regions of the areas of a rule were tried. */
  isMapped(rule: Rule): boolean;
  /** The areas that a rule is for. */
  areasFor(rule: Rule): readonly Area[];
  /** The decision of the policy; undefined where no export could hold such a record. */
  decide(specimen: Specimen): Decision | undefined;
  /** The decision of the policy if this rule were its only rule. */
  decideAlone(rule: Rule, specimen: Specimen): Decision | undefined;
}

export function sceneOf(policy: Policy, outage: Outage, assumed = false): Scene {
  const zone = openZone(policy.zone);
  const asOf = endOf(outage);
  const rules = compileRules(policy, outage, asOf);
  const read = createSpecimenReader(policy);
  const alone = new Map<Rule, ReturnType<typeof compileRules>>();
  const onlyRule = createOnlyRule(policy);
  const areas = areasOf({ policy, outage, zone, around: asOf });
  const areasByRule = new Map<Rule, Area[]>();
  for (const area of areas) {
    for (const rule of area.rules) {
      const known = areasByRule.get(rule);
      if (known === undefined) areasByRule.set(rule, [area]);
      else known.push(area);
    }
  }

  const unmapped = new Set(
    areas.flatMap(({ rules: own, unasked, untried }) => [...unasked, ...(untried.size > 0 ? own : [])]),
  );

  function decideAlone(rule: Rule, specimen: Specimen): Decision | undefined {
    const compiled = alone.get(rule) ?? compileRules(onlyRule(rule), outage, asOf);
    alone.set(rule, compiled);
    const record = read(specimen);
    return record && compiled.decide(record);
  }

  return {
    policy,
    outage,
    assumed,
    zone,
    asOf,
    areas,
    isMapped: (rule) => !unmapped.has(rule),
    areasFor: (rule) => areasByRule.get(rule) ?? [],
    decide: (specimen) => {
      const record = read(specimen);
      return record && rules.decide(record);
    },
    decideAlone,
  };
}

/** Makes the policy with one rule alone; the values that other rules name stay known. */
function createOnlyRule(policy: Policy): (rule: Rule) => Policy {
  const channels = policy.layers
    .flatMap(({ rules }) => rules.flatMap((rule) => [...rule.for, ...rule.unless]))
    .filter(({ column }) => column === "channel")
    .flatMap(({ tests }) => tests.flatMap(namedValues));
  const known = knowing(new Set(channels));
  const layerOf = new Map(policy.layers.flatMap((layer) => layer.rules.map((rule) => [rule, layer] as const)));
  return (rule) => {
    const layer = layerOf.get(rule);
    return { ...policy, layers: layer === undefined ? [] : [{ ...layer, rules: [known(rule)] }] };
  };
}

/** Adds an `unless` that never fits, because its two tests contradict each other, but that names the values. */
function knowing(values: ReadonlySet<string>): (rule: Rule) => Rule {
  return (rule) => ({
    ...rule,
    unless: [
      ...rule.unless,
      {
        column: "channel",
        tests: [
          { kind: "any-of", values },
          { kind: "none-of", values },
        ],
      },
    ],
  });
}

function endOf({ general, services }: Outage): Instant {
  const intervals = [...general, ...[...services.values()].flat().map(({ interval }) => interval)];
  return instantAt(Math.max(...intervals.map(({ end }) => end)));
}

/** Outages to ask about when there is none: around the days that the policy names. */
export function assumedOutages(policy: Policy): readonly Outage[] {
  const zone = openZone(policy.zone);
  const days = policy.layers.flatMap(({ rules }) =>
    rules.flatMap((rule) => rule.if.flatMap((condition) => (condition.kind === "held-on-day" ? [condition.day] : []))),
  );
  const noon = instantAt(zone.startOfDay(days[0] ?? dayOf(2024, 3, 12)) + 12 * HOUR);
  return [30 * MINUTE, DAY, 10 * DAY].map((length) => ({
    id: "made-up",
    title: undefined,
    zone: policy.zone,
    source: undefined,
    general: [{ start: noon, end: instantAt(noon + length) }],
    services: new Map(),
    excluded: [],
  }));
}
