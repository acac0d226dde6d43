/**
 * The decision: what one record gets, and why.
 *
 * Layer by layer, rule by rule: `for`, then `unless`, then `if`, then `give`. A rule whose `for` fits and whose
 * `unless` fits ends the layer, and so does one that applies, even when what it gives comes to nothing. Where nothing
 * is given, the reason is the first in the order of `UNAFFECTED_REASONS` that held anywhere.
 *
 * `compileRules` sorts the rules by service and kind once; `decide` is then a pure function of the record.
 */

import { createCurrencyTable } from "../domain/currency.ts";
import { type Decision, type Outcome, UNAFFECTED_REASONS, type UnaffectedReason } from "../domain/decision.ts";
import type { Instant } from "../domain/instant.ts";
import type { Outage } from "../domain/outage.ts";
import { type ExportRecord, RECORD_KINDS, type RecordKind } from "../domain/record.ts";
import { unreachable } from "../domain/unreachable.ts";
import { openZone } from "../domain/zone.ts";
import { findUnmet } from "./conditions.ts";
import { extend } from "./extend.ts";
import { move } from "./move.ts";
import { pay } from "./pay.ts";
import type { Give, Policy, Rule } from "./policy.ts";
import { renew } from "./renew.ts";
import { matchesAll, matchesAny, namedValues } from "./select.ts";
import { type Given, review, type Situation } from "./situation.ts";
import { beganAt, type WindowFor, windowsFor } from "./windows.ts";

export interface Rules {
  readonly policy: Policy;
  readonly outage: Outage;
  readonly asOf: Instant;
  decide(record: ExportRecord): Decision;
}

export function compileRules(policy: Policy, outage: Outage, asOf: Instant): Rules {
  const surroundings = {
    zone: openZone(policy.zone),
    currencies: createCurrencyTable(policy.units),
    asOf,
    outageBegan: beganAt(outage),
  };
  const byKind = new Map(RECORD_KINDS.map((kind) => [kind, new Map<string, ServiceRules>()]));

  function rulesFor(kind: RecordKind, service: string): ServiceRules {
    const known = byKind.get(kind)?.get(service);
    if (known !== undefined) return known;
    const compiled = compileFor(kind, service, policy, outage);
    byKind.get(kind)?.set(service, compiled);
    return compiled;
  }

  function decide(record: ExportRecord): Decision {
    const rules = rulesFor(record.kind, record.service);
    if (rules.layers.length === 0) return unaffected("no-rule");
    const unknown = findUnknownValue(rules, record);
    if (unknown !== undefined) return { kind: "affected", outcomes: [unknown] };
    const window = rules.windowFor(record);
    if (window !== undefined && "kind" in window) {
      return { kind: "affected", outcomes: [unknownValue("unknown-value", window.column, window.value)] };
    }
    return decideLayers(rules.layers, record, { ...surroundings, window });
  }

  return { policy, outage, asOf, decide };
}

interface ServiceRules {
  /** Layers that have a rule for this service and kind, with those rules. */
  readonly layers: readonly { readonly name: string; readonly rules: readonly Rule[] }[];
  readonly columnsToKnow: readonly KnownColumn[];
  readonly windowFor: WindowFor;
}

interface KnownColumn {
  readonly column: string;
  readonly reason: "unknown-channel" | "unknown-value";
  readonly values: ReadonlySet<string>;
}

function compileFor(kind: RecordKind, service: string, policy: Policy, outage: Outage): ServiceRules {
  const layers = policy.layers
    .map(({ name, rules }) => ({ name, rules: rules.filter((rule) => isFor(rule, kind, service)) }))
    .filter(({ rules }) => rules.length > 0);
  const rules = layers.flatMap((layer) => layer.rules);
  const selected = new Set(rules.flatMap((rule) => rule.for.map(({ column }) => column)));
  const columnsToKnow: KnownColumn[] = [];
  if (selected.has("channel")) {
    const selectors = rules
      .flatMap((rule) => [...rule.for, ...rule.unless])
      .filter(({ column }) => column === "channel");
    const values = new Set(selectors.flatMap(({ test }) => namedValues(test)));
    columnsToKnow.push({ column: "channel", reason: "unknown-channel", values });
  }
  for (const [column, values] of policy.declaredValues) {
    if (selected.has(column)) columnsToKnow.push({ column, reason: "unknown-value", values });
  }
  return { layers, columnsToKnow, windowFor: windowsFor(outage, service) };
}

function isFor({ kinds, services }: Rule, kind: RecordKind, service: string): boolean {
  return (kinds?.has(kind) ?? true) && (services?.has(service) ?? true);
}

function findUnknownValue({ columnsToKnow }: ServiceRules, record: ExportRecord): Outcome | undefined {
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

function decideLayers(layers: ServiceRules["layers"], record: ExportRecord, situation: Situation): Decision {
  const outcomes: Outcome[] = [];
  let reason: UnaffectedReason | undefined;
  for (const layer of layers) {
    for (const rule of layer.rules) {
      const tried = tryRule(rule, record, situation);
      if (tried === undefined) continue;
      const { given, endsLayer } = tried;
      if (typeof given === "string") reason = firstOf(reason, given);
      else outcomes.push({ layer: layer.name, rule: rule.name, result: given });
      if (endsLayer) break;
    }
  }
  if (outcomes.length > 0) return { kind: "affected", outcomes };
  return unaffected(reason ?? "not-matched");
}

/** Undefined when the rule is not about this record at all. */
function tryRule(
  rule: Rule,
  record: ExportRecord,
  situation: Situation,
): { readonly given: Given; readonly endsLayer: boolean } | undefined {
  if (!matchesAll(rule.for, record)) return undefined;
  if (matchesAny(rule.unless, record)) return { given: "excluded", endsLayer: true };
  if (needsEnd(rule.give, record)) return { given: "no-expiry", endsLayer: false };
  for (const condition of rule.if) {
    const unmet = findUnmet(condition, record, situation.window, situation.zone);
    if (unmet !== undefined) return { given: unmet, endsLayer: false };
  }
  return { given: giveTo(rule.give, record, situation), endsLayer: true };
}

/** Whether the benefit would change an end that the record does not have. */
function needsEnd(give: Give, record: ExportRecord): boolean {
  switch (give.kind) {
    case "extend":
    case "move":
      return record.time(give.field ?? record.endColumn) === undefined;
    case "reissue":
    case "restore":
      return record.time(record.endColumn) === undefined;
    default:
      return false;
  }
}

function giveTo(give: Give, record: ExportRecord, situation: Situation): Given {
  switch (give.kind) {
    case "extend":
      return extend(give, record, situation);
    case "move":
      return move(give, record, situation);
    case "reissue":
    case "restore":
      return renew(give, record, situation);
    case "credit":
    case "grant":
      return pay(give, record, situation);
    case "review":
      return review("asked-for", give.because);
    case "nothing":
      return "excluded";
    default:
      return unreachable(give);
  }
}

const PRECEDENCE = new Map(UNAFFECTED_REASONS.map((reason, index) => [reason, index]));

function firstOf(known: UnaffectedReason | undefined, next: UnaffectedReason): UnaffectedReason {
  if (known === undefined) return next;
  return (PRECEDENCE.get(next) ?? 0) < (PRECEDENCE.get(known) ?? 0) ? next : known;
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
