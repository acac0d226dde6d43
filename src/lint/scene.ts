/**
 * A policy set before an outage, ready to be asked: its areas, its decisions, and the decisions of one rule alone.
 *
 * Without an outage file, what a policy says about time cannot be judged; three made-up outages then stand in, a short,
 * a day-long and a long one, and a check that speaks of every record has to hold before all three.
 */

import { dayOf } from "../domain/civil.ts";
import type { Decision } from "../domain/decision.ts";
import { DAY, HOUR, type Instant, instantAt, MINUTE } from "../domain/instant.ts";
import type { Outage } from "../domain/outage.ts";
import { RECORD_KINDS } from "../domain/record.ts";
import { openZone, type Zone } from "../domain/zone.ts";
import { compileRules } from "../rules/decide.ts";
import type { Policy, Rule } from "../rules/policy.ts";
import { namedValues } from "../rules/select.ts";
import { type Area, areaOf } from "./regions.ts";
import { createSpecimenReader, isFor, type Specimen } from "./specimen.ts";

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
  /** What the policy decides; undefined where no export could hold such a record. */
  decide(specimen: Specimen): Decision | undefined;
  /** What it would decide if this rule were its only one. */
  decideAlone(rule: Rule, specimen: Specimen): Decision | undefined;
}

/** A service that nobody names stands for all that no rule and no window is about. */
export const ANY_SERVICE = "any-other-service";

export function sceneOf(policy: Policy, outage: Outage, assumed = false): Scene {
  const zone = openZone(policy.zone);
  const asOf = endOf(outage);
  const rules = compileRules(policy, outage, asOf);
  const read = createSpecimenReader(policy);
  const alone = new Map<Rule, ReturnType<typeof compileRules>>();

  function decideAlone(rule: Rule, specimen: Specimen): Decision | undefined {
    const compiled = alone.get(rule) ?? compileRules(onlyRule(policy, rule), outage, asOf);
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
    areas: areasOf(policy, outage, asOf),
    decide: (specimen) => {
      const record = read(specimen);
      return record && rules.decide(record);
    },
    decideAlone,
  };
}

function areasOf(policy: Policy, outage: Outage, around: Instant): readonly Area[] {
  const rules = policy.layers.flatMap((layer) => layer.rules);
  const named = rules.flatMap(({ services }) => [...(services ?? [])]);
  const anywhere = rules.some(({ services }) => services === undefined) ? [...outage.services.keys(), ANY_SERVICE] : [];
  const services = [...new Set([...named, ...anywhere])];
  const zone = openZone(policy.zone);
  return RECORD_KINDS.flatMap((kind) =>
    services
      .filter((service) => rules.some((rule) => isFor(rule, kind, service)))
      .map((service) => areaOf({ kind, service, policy, outage, zone, around })),
  );
}

/** The policy as if it had one rule; the values that other rules name stay known. */
function onlyRule(policy: Policy, wanted: Rule): Policy {
  const layers = policy.layers
    .map((layer) => ({ ...layer, rules: layer.rules.filter((rule) => rule === wanted) }))
    .filter(({ rules }) => rules.length > 0);
  const channels = policy.layers
    .flatMap(({ rules }) => rules.flatMap((rule) => [...rule.for, ...rule.unless]))
    .filter(({ column }) => column === "channel")
    .flatMap(({ tests }) => tests.flatMap(namedValues));
  return {
    ...policy,
    layers: layers.map((layer) => ({ ...layer, rules: layer.rules.map(knowing(new Set(channels))) })),
  };
}

/** An `unless` that never fits, because it asks for two things at once, yet names the values. */
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
