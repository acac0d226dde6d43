/**
 * How every rule fared for one record: what was compared with what, in words' reach but without words.
 *
 * There is one way to decide, and this is not a second one: the decision is `compileRules(…).decide`'s, and every rule
 * is asked through the functions that the decision itself asks (`tryRule`, `matches`, `findUnmet`, `giveTo`). A rule
 * that was not reached because an earlier one ended the layer is asked all the same: what it would have done.
 */
import { createCurrencyTable } from "../domain/currency.ts";
import type { Decision, UnaffectedReason } from "../domain/decision.ts";
import type { Window } from "../domain/interval.ts";
import type { ExportRecord } from "../domain/record.ts";
import { openZone } from "../domain/zone.ts";
import { findUnmet } from "./conditions.ts";
import { type Besides, ceilingsOf, compileFor, findUnknownValue, type Rules } from "./decide.ts";
import { giveTo } from "./give.ts";
import { tryRule } from "./hit.ts";
import { AT_FIRST, situationAfter, situationFor } from "./layers.ts";
import type { Condition, Give, HitPolicy, Rule, Selector } from "./policy.ts";
import { matches } from "./select.ts";
import type { Given, Situation } from "./situation.ts";
import { findTime, type TimeFinding } from "./time-finding.ts";

export interface RecordTrace {
  readonly decision: Decision;
  /** The outage's window for this record; undefined when it had none, or none could be chosen. */
  readonly window: Window | undefined;
  /** A value that no rule or window names: a person decides before any rule is asked. */
  readonly unknown: UnknownValue | undefined;
  /** Layers that have a rule for this kind and service. */
  readonly layers: readonly LayerTrace[];
}

export interface UnknownValue {
  readonly column: string;
  readonly value: string;
  /** The values that are named. */
  readonly known: readonly string[];
}

export interface LayerTrace {
  readonly name: string;
  readonly hit: HitPolicy;
  readonly rules: readonly RuleTrace[];
}

export interface RuleTrace {
  readonly rule: Rule;
  /** Whether it was its turn; false after a rule that ended the layer. */
  readonly reached: boolean;
  /** Whether the decision has this rule's result. */
  readonly chosen: boolean;
  readonly for: readonly SelectorTrace[];
  readonly unless: readonly SelectorTrace[];
  readonly if: readonly ConditionTrace[];
  /** Whether `for` and `if` held and `unless` did not. */
  readonly applies: boolean;
  /** What it gives or would give, or why nothing; undefined when it is not about this record. */
  readonly given: Given | undefined;
  /** Where a minimum took it away: what it would have been without. */
  readonly beforeMinimum: Given | undefined;
}

export interface SelectorTrace {
  readonly selector: Selector;
  readonly value: string;
  readonly matches: boolean;
}

export interface ConditionTrace {
  readonly condition: Condition;
  readonly unmet: UnaffectedReason | undefined;
  readonly finding: TimeFinding;
}

export function traceRecord(rules: Rules, record: ExportRecord, besides: Besides = {}): RecordTrace {
  const { policy, outage, asOf } = rules;
  const { without, pricedBefore } = besides;
  const decision = rules.decide(record, besides);
  const compiled = compileFor(record.kind, record.service, policy, outage);
  const chosen = compiled.windowFor(record);
  const window = chosen !== undefined && "kind" in chosen ? undefined : chosen;
  const unnamed = chosen !== undefined && "kind" in chosen ? chosen : undefined;
  let situation: Situation = {
    zone: openZone(policy.zone),
    currencies: createCurrencyTable(policy.units),
    asOf,
    ceilings: ceilingsOf(policy.limits),
    window,
    ...AT_FIRST,
    ...(pricedBefore && { priced: pricedBefore.sums }),
  };
  const layers: LayerTrace[] = [];
  for (const layer of compiled.layers.filter(({ name }) => without?.has(name) !== true)) {
    const inLayer = situationFor(layer.name, situation, pricedBefore);
    layers.push({ name: layer.name, hit: layer.hit, rules: traceLayer(layer, record, inLayer, decision) });
    const outcome = outcomeOf(decision, layer.name);
    if (outcome !== undefined) situation = situationAfter(situation, outcome, pricedBefore);
  }
  return { decision, window, unknown: unknownIn(compiled, record) ?? (unnamed && unknownWindow(unnamed)), layers };

  function unknownWindow({ column, value }: { readonly column: string; readonly value: string }): UnknownValue {
    const windows = outage.services.get(record.service) ?? [];
    return { column, value, known: [...new Set(windows.flatMap(({ where }) => where.get(column) ?? []))] };
  }
}

function unknownIn(compiled: ReturnType<typeof compileFor>, record: ExportRecord): UnknownValue | undefined {
  if (findUnknownValue(compiled, record) === undefined) return undefined;
  const strange = compiled.columnsToKnow.find(({ column, values }) => !values.has(record.text(column)));
  return strange && { column: strange.column, value: record.text(strange.column), known: [...strange.values] };
}

function outcomeOf(decision: Decision, layer: string) {
  return decision.kind === "affected" ? decision.outcomes.find((outcome) => outcome.layer === layer) : undefined;
}

function traceLayer(
  { name, hit, rules }: { readonly name: string; readonly hit: HitPolicy; readonly rules: readonly Rule[] },
  record: ExportRecord,
  situation: Situation,
  decision: Decision,
): readonly RuleTrace[] {
  const given = outcomeOf(decision, name);
  let ended = false;
  return rules.map((rule) => {
    const trace = traceRule(rule, record, situation);
    const reached = !ended;
    ended ||= endsLayer(trace, hit);
    return { ...trace, reached, chosen: given?.rule === rule.name };
  });
}

/** Under every hit policy an exclusion ends the layer; under `first` also a rule that applies. */
function endsLayer({ given, applies }: Pick<RuleTrace, "given" | "applies">, hit: HitPolicy): boolean {
  return given === "excluded" || (hit === "first" && (applies || (given !== undefined && typeof given !== "string")));
}

function traceRule(rule: Rule, record: ExportRecord, situation: Situation): Omit<RuleTrace, "reached" | "chosen"> {
  const { window, zone } = situation;
  const tried = tryRule(rule, record, situation);
  const given = tried?.given;
  const withoutMinimum = given === "below-minimum" ? dropMinimum(rule.give) : undefined;
  return {
    rule,
    for: rule.for.map((selector) => traceSelector(selector, record)),
    unless: rule.unless.map((selector) => traceSelector(selector, record)),
    if: rule.if.map((condition) => ({
      condition,
      unmet: findUnmet(condition, record, window, zone),
      finding: findTime(condition, record, window, zone),
    })),
    applies: tried?.applies ?? false,
    given,
    beforeMinimum: withoutMinimum && giveTo(withoutMinimum, record, situation),
  };
}

function traceSelector(selector: Selector, record: ExportRecord): SelectorTrace {
  const value = selector.column === "record" ? record.kind : record.text(selector.column);
  return { selector, value, matches: matches(selector, record) };
}

function dropMinimum(give: Give): Give | undefined {
  if (give.kind === "tiers") {
    const steps = give.steps.map((step) => ({ ...step, give: dropMinimum(step.give) ?? step.give }));
    return { ...give, steps };
  }
  if ((give.kind !== "credit" && give.kind !== "grant") || give.amount.kind === "flat") return undefined;
  return { ...give, amount: { ...give.amount, moreThan: undefined } };
}
