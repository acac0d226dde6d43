/**
 * How every rule fared for one record: which values were compared with which, as data that `report/` puts into words.
 *
 * The trace listens to the decision and records which rules were asked, and their answers. A rule that was not reached,
 * because an earlier rule ended the layer, is asked afterwards for the benefit that it would have given.
 */
import type { Decision, Outcome, UnaffectedReason } from "../domain/decision.ts";
import type { Window } from "../domain/interval.ts";
import type { ExportRecord } from "../domain/record.ts";
import { findUnmet } from "./conditions.ts";
import { type Besides, compileFor, findUnknownValue, type Rules, surroundingsOf } from "./decide.ts";
import { evaluateLayer } from "./evaluate.ts";
import { giveTo } from "./give.ts";
import { AT_FIRST, situationIn, situationWith } from "./layers.ts";
import type { Listener, RuleAnswer } from "./listener.ts";
import { wholeLayer } from "./narrow.ts";
import type { Condition, Give, HitPolicy, Rule, Selector } from "./policy.ts";
import { askRule } from "./rule-answer.ts";
import { matches } from "./select.ts";
import type { Given, Situation } from "./situation.ts";
import { findTime, type TimeFinding } from "./time-finding.ts";

export interface RecordTrace {
  readonly decision: Decision;
  /** The outage's window for this record; undefined when the record had no window, or no window could be chosen. */
  readonly window: Window | undefined;
  /** A value that no rule or window names, or a word that no mapping names: a person decides before any rule is asked. */
  readonly unknown: UnknownValue | undefined;
  /** Layers that have a rule for this kind and service. */
  readonly layers: readonly LayerTrace[];
}

export interface UnknownValue {
  readonly column: string;
  readonly value: string;
  /** The values that are named. */
  readonly known: readonly string[];
  readonly namedBy: "policy" | "mapping";
}

export interface LayerTrace {
  readonly name: string;
  readonly hit: HitPolicy;
  readonly rules: readonly RuleTrace[];
}

export interface RuleTrace {
  readonly rule: Rule;
  /** Whether the rule was asked; false after a rule that ended the layer. */
  readonly reached: boolean;
  /** Whether the decision has this rule's result. */
  readonly chosen: boolean;
  readonly for: readonly SelectorTrace[];
  readonly unless: readonly SelectorTrace[];
  readonly if: readonly ConditionTrace[];
  /** Whether `for` and `if` held and `unless` did not. */
  readonly applies: boolean;
  /** The benefit that the rule gives or would give, or why it gives nothing; undefined when the rule is not about this record. */
  readonly given: Given | undefined;
  /** Where a minimum took the benefit away: the benefit without the minimum. */
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
  const recorded = recordLayers();
  const decision = rules.decide(record, besides, recorded.listener);
  const compiled = compileFor(record.kind, record.service, policy, outage);
  const chosen = compiled.windowFor(record);
  const window = chosen !== undefined && "kind" in chosen ? undefined : chosen;
  const unnamed = chosen !== undefined && "kind" in chosen ? chosen : undefined;
  const atFirst = situationWith(besides.pricedBefore, { ...surroundingsOf(policy, asOf), window, ...AT_FIRST });
  let last = atFirst;
  const layers = compiled.layers
    .filter(({ name }) => besides.without?.has(name) !== true)
    .map((layer): LayerTrace => {
      // The decision ended before this layer had its turn: the layer is asked as if the last layer asked gave nothing.
      if (!recorded.layers.has(layer.name)) {
        evaluateLayer(wholeLayer(layer), record, situationIn(layer.name, last), recorded.listener);
      }
      const { situation = last, answers = NO_ANSWERS } = recorded.layers.get(layer.name) ?? {};
      last = situation;
      const winner = outcomeOf(decision, layer.name)?.rule;
      const traced = layer.rules.map((rule): RuleTrace => {
        const reached = answers.has(rule);
        const answer = reached ? answers.get(rule) : askRule(rule, record, situation);
        return { ...traceRule(rule, answer, record, situation), reached, chosen: winner === rule.name };
      });
      return { name: layer.name, hit: layer.hit, rules: traced };
    });
  return { decision, window, unknown: unknownIn(compiled, record) ?? (unnamed && unknownWindow(unnamed)), layers };

  function unknownWindow({ column, value }: { readonly column: string; readonly value: string }): UnknownValue {
    const windows = outage.services.get(record.service) ?? [];
    return {
      column,
      value,
      namedBy: "policy",
      known: [...new Set(windows.flatMap(({ where }) => where.get(column) ?? []))],
    };
  }
}

interface RecordedLayer {
  readonly situation: Situation;
  readonly answers: Map<Rule, RuleAnswer | undefined>;
}

const NO_ANSWERS: ReadonlyMap<Rule, RuleAnswer | undefined> = new Map();

/** Records the layers that had their turn, by name, and the answers of the rules that were reached. */
function recordLayers(): { readonly listener: Listener; readonly layers: ReadonlyMap<string, RecordedLayer> } {
  const layers = new Map<string, RecordedLayer>();
  let answers: RecordedLayer["answers"] = new Map();
  const listener: Listener = {
    onLayer: ({ name }, situation) => {
      answers = new Map();
      layers.set(name, { situation, answers });
    },
    // All tests of a rule are shown, also tests that were not asked.
    onTest: () => {},
    onRule: (rule, answer) => {
      answers.set(rule, answer);
    },
  };
  return { listener, layers };
}

function unknownIn(compiled: ReturnType<typeof compileFor>, record: ExportRecord): UnknownValue | undefined {
  const unnamed = record.unnamed?.();
  // Nobody decides about a record that no rule is for, unless its service is the word.
  if (compiled.layers.length === 0 && unnamed?.column !== "service") return undefined;
  if (unnamed !== undefined)
    return { column: unnamed.column, value: unnamed.word, namedBy: "mapping", known: [...unnamed.known] };
  if (findUnknownValue(compiled, record) === undefined) return undefined;
  const strange = compiled.columnsToKnow.find(({ column, values }) => !values.has(record.text(column)));
  if (strange === undefined) return undefined;
  const { column, values } = strange;
  return { column, value: record.text(column), namedBy: "policy", known: [...values] };
}

function outcomeOf(decision: Decision, layer: string): Outcome | undefined {
  return decision.kind === "affected" ? decision.outcomes.find((outcome) => outcome.layer === layer) : undefined;
}

function traceRule(
  rule: Rule,
  answer: RuleAnswer | undefined,
  record: ExportRecord,
  situation: Situation,
): Omit<RuleTrace, "reached" | "chosen"> {
  const { window, zone } = situation;
  const given = answer?.given;
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
    applies: answer?.standing === "applies",
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
