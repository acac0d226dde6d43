/**
 * A policy that watches the decisions of cases, to say afterwards which of its rules no case reaches.
 *
 * It stands beside the decision and costs nothing where nobody watches. That it tells the same story is checked with
 * every record: what was really decided may not contradict what was seen.
 */

import type { RuleCoverage } from "../domain/case-coverage.ts";
import { createCurrencyTable } from "../domain/currency.ts";
import type { Decision } from "../domain/decision.ts";
import type { ExportRecord } from "../domain/record.ts";
import { openZone } from "../domain/zone.ts";
import type { Setup } from "../engine/job.ts";
import { AT_FIRST } from "../rules/layers.ts";
import type { Policy } from "../rules/policy.ts";
import type { Situation } from "../rules/situation.ts";
import { windowsFor } from "../rules/windows.ts";
import { type Seen, type TriedLayer, tryLayer, watchRule } from "./watched-rules.ts";

export type OnDecided = (record: ExportRecord, decision: Decision) => void;

export interface WatchedPolicy {
  /** Starts a case: its outage and its now, the policy stays the same. */
  forCase(setup: Setup): OnDecided;
  /** Notes that a case says of a rule that it applies to no record there. */
  excuse(rule: string): void;
  rules(): readonly RuleCoverage[];
}

export function watchPolicy(policy: Policy): WatchedPolicy {
  const zone = openZone(policy.zone);
  const layers = policy.layers.map((layer) => ({
    layer,
    rules: layer.rules.map((rule) => watchRule(rule, layer, zone)),
  }));

  const excused = new Set<string>();

  function forCase({ outage, asOf }: Setup): OnDecided {
    const windows = new Map<string, ReturnType<typeof windowsFor>>();
    const currencies = createCurrencyTable(policy.units);
    const around = { zone, currencies, asOf, ceilings: NO_CEILINGS, ...AT_FIRST };

    return (record, decision) => {
      if (isBeforeRules(decision)) return;
      const windowFor = windows.get(record.service) ?? windowsFor(outage, record.service);
      windows.set(record.service, windowFor);
      const window = windowFor(record);
      if (window !== undefined && "kind" in window) return;
      const tried = layers.map(({ layer, rules }) => tryLayer(layer, rules, record, { ...around, window }));
      const contradiction = findContradiction(tried, decision);
      if (contradiction !== undefined) throw new Error(`${record.kind} ${record.id()}: ${contradiction}`);
    };
  }

  return {
    forCase,
    excuse: (rule) => {
      excused.add(rule);
    },
    rules: () => layers.flatMap(({ rules }) => rules.map(({ seen }) => coverageOf(seen, excused.has(seen.rule.name)))),
  };
}

const NO_CEILINGS: Situation["ceilings"] = { extend: [], credit: new Map(), price: false };

/** A value that no rule names sends a record to review, and no service at all leaves it alone, before any rule. */
function isBeforeRules(decision: Decision): boolean {
  if (decision.kind === "unaffected") return decision.reason === "no-rule";
  return decision.kind === "affected" && decision.outcomes.some(({ layer }) => layer === "");
}

/** What the real decision says otherwise, in words; undefined when both agree. */
function findContradiction(tried: readonly TriedLayer[], decision: Decision): string | undefined {
  if (decision.kind === "affected") {
    const stranger = decision.outcomes.find(
      ({ layer, rule }) => !tried.some(({ layer: name, applied }) => name === layer && applied.includes(rule ?? "")),
    );
    return stranger && `${stranger.rule} gave something, and was not seen to apply`;
  }
  if (decision.kind === "overlapping") return undefined;
  const fits = tried.some((layer) => layer.fits);
  if ((decision.reason === "not-matched") === fits)
    return `decided ${decision.reason}, and ${fits ? "a" : "no"} rule was seen to be about it`;
  return undefined;
}

function coverageOf(seen: Seen, outOfReach: boolean): RuleCoverage {
  const { rule, layer, reached, tiers } = seen;
  const tests = [...seen.for, ...seen.unless.flat(), ...seen.if];
  return {
    rule: rule.name,
    layer,
    reached,
    outOfReach,
    tests: tests.map(({ text, seenTrue, seenFalse }) => ({ text, seenTrue, seenFalse })),
    tiers: tiers.map((tier) => ({ ...tier })),
  };
}
