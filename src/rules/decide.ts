/**
 * The decision: what one record gets, and why.
 *
 * `compileRules` sorts the rules by service and kind once; `decide` is then a pure function of the record: `evaluate.ts`
 * evaluates the rules that can be for the record.
 */

import { createCurrencyTable } from "../domain/currency.ts";
import type { Decision, Outcome, UnnamedCell } from "../domain/decision.ts";
import type { Instant } from "../domain/instant.ts";
import type { Window } from "../domain/interval.ts";
import type { Outage } from "../domain/outage.ts";
import type { ExportRecord, RecordKind, UnnamedWord } from "../domain/record.ts";
import { openZone } from "../domain/zone.ts";
import { columnsReadBy } from "./columns-read.ts";
import { evaluate, unaffected } from "./evaluate.ts";
import { type Horizon, horizonOf } from "./horizon.ts";
import { AT_FIRST, situationWith } from "./layers.ts";
import type { Listener } from "./listener.ts";
import { isFor, type NarrowLayer, narrowing, rulesNaming, wholeLayer } from "./narrow.ts";
import type { Layer, Limit, Policy, Rule, Selector } from "./policy.ts";
import { matchesValue, namedValues } from "./select.ts";
import { type Ceilings, type PricedBefore, review, type Situation } from "./situation.ts";
import { type WindowFor, windowsFor } from "./windows.ts";

export interface Rules {
  readonly policy: Policy;
  readonly outage: Outage;
  readonly asOf: Instant;
  /** Whether any rule is for records of a kind and service; all others get nothing, `no-rule`, but for unnamed services. */
  concern(kind: RecordKind, service: string): boolean;
  /** How far the rules for a kind and service look; undefined where they set no bounds. */
  horizon(kind: RecordKind, service: string): Horizon | undefined;
  /** The columns that the rules for a kind and service look at; a faulty amount or currency in any other column rejects no row. */
  reads(kind: RecordKind, service: string): ReadonlySet<string>;
  /**
   * With a listener every rule is asked, also a rule that need not be asked; the decision is the same. The listener is told
   * of no layer where no rule is for the record's kind and service, or where an unnamed value goes to a person first.
   */
  decide(record: ExportRecord, besides?: Besides, listener?: Listener): Decision;
}

/** Facts that count for one record, besides the policy and the outage. */
export interface Besides {
  /** Layers to leave out, as if the policy did not have them. */
  readonly without?: ReadonlySet<string> | undefined;
  /** The sums that runs that stand gave the record already, worked out from its price. */
  readonly pricedBefore?: PricedBefore | undefined;
}

export function compileRules(policy: Policy, outage: Outage, asOf: Instant): Rules {
  const compiled = nothingCompiled(policy, outage, asOf);

  function decide(
    record: ExportRecord,
    { without, pricedBefore }: Besides = NOTHING_BESIDES,
    listener?: Listener,
  ): Decision {
    const rules = rulesFor(record.kind, record.service, compiled);
    const unnamed = record.unnamed?.();
    // Where the service is such a word, nobody can say which rules are for the record.
    if (rules.layers.length === 0 && unnamed?.column !== "service") return WITHOUT_RULE;
    const unknown = unnamed === undefined ? findUnknownValue(rules, record) : unnamedWord(unnamed);
    if (unknown !== undefined) return { kind: "affected", outcomes: [unknown], otherwise: "limit" };
    const window = rules.windowFor(record);
    if (window !== undefined && "kind" in window) {
      const outcome = unknownValue("unknown-value", window.column, window.value);
      return { kind: "affected", outcomes: [outcome], otherwise: "limit" };
    }
    const all = listener === undefined ? rules.layers : wholeLayersFor(record, policy);
    const layers = without === undefined ? all : all.filter(({ name }) => !without.has(name));
    return evaluate(layers, record, situationWith(pricedBefore, situationFor(window, compiled)), listener);
  }

  return {
    policy,
    outage,
    asOf,
    concern: (kind, service) => rulesFor(kind, service, compiled).layers.length > 0,
    horizon: (kind, service) => rulesFor(kind, service, compiled).horizon,
    reads: (kind, service) => rulesFor(kind, service, compiled).reads,
    decide,
  };
}

const NOTHING_BESIDES: Besides = {};

/** The rules of a policy for an outage, as far as records asked for them; each is compiled once. */
interface CompiledSoFar {
  readonly policy: Policy;
  readonly outage: Outage;
  readonly surroundings: Surroundings;
  /** By kind, then by service. */
  readonly byKind: { readonly [kind in RecordKind]: Map<string, CompiledRules> };
  readonly situations: Map<Window | undefined, Situation>;
}

function nothingCompiled(policy: Policy, outage: Outage, asOf: Instant): CompiledSoFar {
  const byKind: CompiledSoFar["byKind"] = {
    subscription: new Map(),
    rental: new Map(),
    coupon: new Map(),
    claim: new Map(),
  };
  return { policy, outage, surroundings: surroundingsOf(policy, asOf), byKind, situations: new Map() };
}

function rulesFor(kind: RecordKind, service: string, compiled: CompiledSoFar): CompiledRules {
  const known = compiled.byKind[kind].get(service);
  if (known !== undefined) return known;
  const { policy, outage, surroundings } = compiled;
  const named = compileFor(kind, service, policy, outage);
  const layers = named.layers.map((layer) => {
    const rules = layer.rules.map((rule) => withoutAnswered(rule, kind, service));
    return { ...layer, rules, rulesFor: narrowing(rules) };
  });
  const horizon = horizonOf({ ...named, kind }, service, outage, surroundings.zone);
  const chosenBy = (outage.services.get(service) ?? []).flatMap(({ where }) => [...where.keys()]);
  const reads = columnsReadBy(
    named.layers.flatMap((layer) => layer.rules),
    chosenBy,
  );
  const rules = { ...named, layers, horizon, reads };
  compiled.byKind[kind].set(service, rules);
  return rules;
}

/** All rules but those that name other kinds or other services. Only `withoutAnswered` and `narrowing` leave out more rules. */
function wholeLayersFor({ kind, service }: ExportRecord, policy: Policy): readonly NarrowLayer[] {
  return policy.layers.map((layer) => wholeLayer({ ...layer, rules: rulesNaming(kind, service, layer) }));
}

/** There are few windows, each with many records, which share one situation. */
function situationFor(window: Window | undefined, { surroundings, situations }: CompiledSoFar): Situation {
  const known = situations.get(window);
  if (known !== undefined) return known;
  const situation: Situation = { ...surroundings, window, ...AT_FIRST };
  if (situations.size < MOST_SITUATIONS) situations.set(window, situation);
  return situation;
}

const MOST_SITUATIONS = 4096;

type Surroundings = Omit<Situation, "window" | keyof typeof AT_FIRST>;

/** The parts of a situation that are the same for every record. */
export function surroundingsOf({ zone, units, limits }: Policy, asOf: Instant): Surroundings {
  return { zone: openZone(zone), currencies: createCurrencyTable(units), asOf, ceilings: ceilingsOf(limits) };
}

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
  return {
    extend: perRecord.flatMap((most) => (most.kind === "extend" ? [most.by] : [])),
    credit,
    price: perRecord.every((most) => most.kind !== "price" || most.holds),
  };
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
  readonly reads: ReadonlySet<string>;
}

export interface KnownColumn {
  readonly column: string;
  readonly reason: "unknown-channel" | "unknown-value";
  readonly values: ReadonlySet<string>;
}

export function compileFor(kind: RecordKind, service: string, policy: Policy, outage: Outage): ServiceRules {
  const layers = policy.layers
    .map((layer) => ({
      ...layer,
      rules: rulesNaming(kind, service, layer).filter((rule) => isFor(rule, kind, service)),
    }))
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

/** The rule without the selectors that every record of this kind and service answers alike. */
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
  return unknownOutcome(reason, { column, value }, "policy");
}

function unknownOutcome(reason: KnownColumn["reason"], unnamed: UnnamedCell, file: "policy" | "mapping"): Outcome {
  const because = `${unnamed.column} is "${unnamed.value}", which the ${file} does not name`;
  return { layer: "", rule: undefined, result: { ...review(reason, because), unnamed } };
}

function unnamedWord({ column, word }: UnnamedWord): Outcome {
  return unknownOutcome("unknown-value", { column, value: word }, "mapping");
}

const WITHOUT_RULE = unaffected("no-rule");
