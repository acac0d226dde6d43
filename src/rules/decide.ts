/**
 * The decision: what one record gets, and why.
 *
 * Layer by layer, rule by rule: `for`, then `unless`, then `if`, then `give`. A rule whose `for` fits and whose
 * `unless` fits ends the layer, and so does one that applies, even when what it gives comes to nothing (`hit.ts`).
 * Layers add up: each starts from the ends that the ones before it gave. Where nothing is given at all, the reason is
 * the first in the order of `UNAFFECTED_REASONS` that held anywhere.
 *
 * `compileRules` sorts the rules by service and kind once; `decide` is then a pure function of the record.
 */

import { createCurrencyTable } from "../domain/currency.ts";
import {
  type Adjustment,
  type Benefit,
  type Decision,
  firstReason,
  type Outcome,
  type Review,
  UNAFFECTED_REASONS,
  type UnaffectedReason,
} from "../domain/decision.ts";
import type { Instant } from "../domain/instant.ts";
import type { Window } from "../domain/interval.ts";
import type { Outage } from "../domain/outage.ts";
import type { ExportRecord, RecordKind } from "../domain/record.ts";
import { parseTimestamp, type Timestamp } from "../domain/timestamp.ts";
import { openZone, type Zone } from "../domain/zone.ts";
import { HIT } from "./hit.ts";
import { type Horizon, horizonOf } from "./horizon.ts";
import { type NarrowLayer, narrowing, rulesNaming } from "./narrow.ts";
import type { Layer, Limit, Policy, Rule, Selector } from "./policy.ts";
import { matchesValue, namedValues } from "./select.ts";
import { type Ceilings, review, type Situation } from "./situation.ts";
import { beganAt, type WindowFor, windowsFor } from "./windows.ts";

export interface Rules {
  readonly policy: Policy;
  readonly outage: Outage;
  readonly asOf: Instant;
  /** Whether any rule is for records of a kind and service; all others get nothing, with the reason `no-rule`. */
  concern(kind: RecordKind, service: string): boolean;
  /** How far the rules for a kind and service look; undefined where they set no bounds. */
  horizon(kind: RecordKind, service: string): Horizon | undefined;
  /** @param without layers to leave out, as if the policy did not have them. */
  decide(record: ExportRecord, without?: ReadonlySet<string>): Decision;
}

export function compileRules(policy: Policy, outage: Outage, asOf: Instant): Rules {
  const byKind: { readonly [kind in RecordKind]: Map<string, CompiledRules> } = {
    subscription: new Map(),
    rental: new Map(),
    coupon: new Map(),
    claim: new Map(),
  };
  const situations = new Map<Window | undefined, Situation>();
  const surroundings: Surroundings = {
    zone: openZone(policy.zone),
    currencies: createCurrencyTable(policy.units),
    asOf,
    outageBegan: beganAt(outage),
    ceilings: ceilingsOf(policy.limits),
  };

  function rulesFor(kind: RecordKind, service: string): CompiledRules {
    const known = byKind[kind].get(service);
    if (known !== undefined) return known;
    const compiled = compileFor(kind, service, policy, outage);
    const layers = compiled.layers.map((layer) => {
      const rules = layer.rules.map((rule) => withoutAnswered(rule, kind, service));
      return { ...layer, rules, rulesFor: narrowing(rules) };
    });
    const rules = { ...compiled, layers, horizon: horizonOf(compiled, service, outage, surroundings.zone) };
    byKind[kind].set(service, rules);
    return rules;
  }

  function decide(record: ExportRecord, without: ReadonlySet<string> = NO_LAYERS): Decision {
    const rules = rulesFor(record.kind, record.service);
    if (rules.layers.length === 0) return WITHOUT_RULE;
    const unknown = findUnknownValue(rules, record);
    if (unknown !== undefined) return { kind: "affected", outcomes: [unknown], otherwise: "limit" };
    const window = rules.windowFor(record);
    if (window !== undefined && "kind" in window) {
      const outcome = unknownValue("unknown-value", window.column, window.value);
      return { kind: "affected", outcomes: [outcome], otherwise: "limit" };
    }
    const layers = without.size === 0 ? rules.layers : rules.layers.filter(({ name }) => !without.has(name));
    return decideLayers(layers, record, situationIn(window));
  }

  /** There are few windows, and many records in each. */
  function situationIn(window: Window | undefined): Situation {
    const known = situations.get(window);
    if (known !== undefined) return known;
    const situation: Situation = { ...surroundings, window, changed: NOTHING_CHANGED };
    situations.set(window, situation);
    return situation;
  }

  return {
    policy,
    outage,
    asOf,
    concern: (kind, service) => rulesFor(kind, service).layers.length > 0,
    horizon: (kind, service) => rulesFor(kind, service).horizon,
    decide,
  };
}

const NO_LAYERS: ReadonlySet<string> = new Set();

export type Surroundings = Omit<Situation, "window" | "changed">;

/** Of several ceilings in one currency the lowest holds. */
export function ceilingsOf(limits: readonly Limit[]): Ceilings {
  const perRecord = limits.filter(({ per }) => per === "record").map(({ most }) => most);
  const credit = new Map<string, bigint>();
  for (const most of perRecord) {
    if (most.kind !== "credit") continue;
    const { currency, minor } = most.money;
    const known = credit.get(currency);
    if (known === undefined || minor < known) credit.set(currency, minor);
  }
  return { extend: perRecord.flatMap((most) => (most.kind === "extend" ? [most.by] : [])), credit };
}

export interface ServiceRules {
  /** Layers that have a rule for this service and kind, with those rules. */
  readonly layers: readonly Layer[];
  readonly columnsToKnow: readonly KnownColumn[];
  readonly windowFor: WindowFor;
}

interface CompiledRules extends ServiceRules {
  readonly layers: readonly NarrowLayer[];
  readonly horizon: Horizon | undefined;
}

export interface KnownColumn {
  readonly column: string;
  readonly reason: "unknown-channel" | "unknown-value";
  readonly values: ReadonlySet<string>;
}

export function compileFor(kind: RecordKind, service: string, policy: Policy, outage: Outage): ServiceRules {
  const layers = policy.layers
    .map((layer) => ({ ...layer, rules: rulesNaming(service, layer).filter((rule) => isFor(rule, kind, service)) }))
    .filter(({ rules }) => rules.length > 0);
  const rules = layers.flatMap((layer) => layer.rules);
  const selected = new Set(rules.flatMap((rule) => rule.for.map(({ column }) => column)));
  const columnsToKnow: KnownColumn[] = [];
  if (selected.has("channel")) {
    const selectors = rules
      .flatMap((rule) => [...rule.for, ...rule.unless])
      .filter(({ column }) => column === "channel");
    const values = new Set(selectors.flatMap(({ tests }) => tests.flatMap(namedValues)));
    columnsToKnow.push({ column: "channel", reason: "unknown-channel", values });
  }
  for (const [column, values] of policy.declaredValues) {
    if (selected.has(column)) columnsToKnow.push({ column, reason: "unknown-value", values });
  }
  return { layers, columnsToKnow, windowFor: windowsFor(outage, service) };
}

/** Whether a rule is for a kind and service, named outright or left over by a comparison such as `not`. */
function isFor({ kinds, services, for: selectors }: Rule, kind: RecordKind, service: string): boolean {
  if (kinds?.has(kind) === false || services?.has(service) === false) return false;
  return selectors.every((selector) => selector.column !== "service" || matchesValue(selector, service));
}

/** A rule that need not ask again what every record of this kind and service answers alike. */
function withoutAnswered(rule: Rule, kind: RecordKind, service: string): Rule {
  const isAnswered = (selector: Selector) =>
    (selector.column === "record" && matchesValue(selector, kind)) ||
    (selector.column === "service" && matchesValue(selector, service));
  return { ...rule, for: rule.for.filter((selector) => !isAnswered(selector)) };
}

export function findUnknownValue({ columnsToKnow }: ServiceRules, record: ExportRecord): Outcome | undefined {
  for (const { column, reason, values } of columnsToKnow) {
    const value = record.text(column);
    if (!values.has(value)) return unknownValue(reason, column, value);
  }
  return undefined;
}

function unknownValue(reason: KnownColumn["reason"], column: string, value: string): Outcome {
  return {
    layer: "",
    rule: undefined,
    result: review(reason, `${column} is "${value}", which the policy does not name`),
  };
}

function decideLayers(layers: CompiledRules["layers"], record: ExportRecord, atFirst: Situation): Decision {
  let outcomes: Outcome[] | undefined;
  let reason: UnaffectedReason | undefined;
  let situation = atFirst;
  for (const layer of layers) {
    const tried = HIT[layer.hit](layer.rulesFor(record), record, situation);
    if (tried.overlapping !== undefined) return { kind: "overlapping", layer: layer.name, rules: tried.overlapping };
    if (tried.reason !== undefined) reason = firstReason(reason, tried.reason);
    if (tried.given === undefined) continue;
    const outcome = { layer: layer.name, rule: tried.given.rule.name, result: tried.given.result };
    if (outcomes === undefined) outcomes = [outcome];
    else outcomes.push(outcome);
    if (layer !== layers.at(-1)) situation = afterwards(situation, tried.given.result);
  }
  if (outcomes === undefined) return unaffected(reason ?? "not-matched");
  return { kind: "affected", outcomes, otherwise: firstReason(reason, "limit") };
}

export const NOTHING_CHANGED: Situation["changed"] = new Map();

/** Layers add up: the next one starts from the end that this one gave, and from what the ceilings leave. */
export function afterwards(situation: Situation, result: Benefit | Review): Situation {
  if (result.kind === "adjustment") {
    const end = { time: timeOf(result, situation.zone), text: result.newValue };
    return { ...situation, changed: new Map([...situation.changed, [result.field, end]]) };
  }
  const left = result.kind === "payment" ? situation.ceilings.credit.get(result.amount.currency) : undefined;
  if (result.kind !== "payment" || left === undefined) return situation;
  const credit = new Map([...situation.ceilings.credit, [result.amount.currency, left - result.amount.minor]]);
  return { ...situation, ceilings: { ...situation.ceilings, credit } };
}

/** The new end as it would be read; a wall time that exists twice is the first, as it was meant. */
function timeOf({ newValue, newEnd, shape }: Adjustment, zone: Zone): Timestamp {
  const time = parseTimestamp(newValue, "end", zone);
  if (typeof time !== "string") return time;
  return { instant: newEnd, wall: zone.wallAt(newEnd), offset: zone.offsetAt(newEnd), shape };
}

/** One shared object per reason: most records are unaffected, and none of them should cost an allocation. */
const UNAFFECTED = new Map(
  UNAFFECTED_REASONS.map((reason): [UnaffectedReason, Decision] => [reason, { kind: "unaffected", reason }]),
);

function unaffected(reason: UnaffectedReason): Decision {
  const decision = UNAFFECTED.get(reason);
  if (decision === undefined) throw new Error(`no such reason: ${reason}`);
  return decision;
}

const WITHOUT_RULE = unaffected("no-rule");
