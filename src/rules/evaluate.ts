/**
 * Which rule of each layer wins, and the decision that comes of it. No other module says so: `trace.ts` and
 * `fixture-cases/` listen, and `lint/` asks the same functions.
 *
 * `first`: rules are asked in order, and a rule that applies ends the layer, even if the rule gives nothing. `unique`: all
 * rules are asked, and a second rule that applies contradicts the policy. `best`: all rules are asked, and the larger
 * benefit is given, the later end or the higher amount of one currency; benefits that cannot be compared are for a person.
 * Under each hit policy, a rule whose `for` and `unless` both fit ends the layer, and nothing of the layer is given.
 *
 * Layers add up (`layers.ts`). Where nothing is given at all, the reason is the first in the order of `UNAFFECTED_REASONS`
 * that held anywhere.
 */
import {
  type Benefit,
  type Decision,
  firstReason,
  type Outcome,
  type Review,
  UNAFFECTED_REASONS,
  type UnaffectedReason,
} from "../domain/decision.ts";
import type { ExportRecord } from "../domain/record.ts";
import { unreachable } from "../domain/unreachable.ts";
import { situationAfter, situationIn } from "./layers.ts";
import type { Listener, Standing } from "./listener.ts";
import type { NarrowLayer } from "./narrow.ts";
import type { HitPolicy, Rule } from "./policy.ts";
import { askRule } from "./rule-answer.ts";
import { type Given, review, type Situation } from "./situation.ts";

export function evaluate(
  layers: readonly NarrowLayer[],
  record: ExportRecord,
  atFirst: Situation,
  listener?: Listener,
): Decision {
  let outcomes: Outcome[] | undefined;
  let reason: UnaffectedReason | undefined;
  let situation = atFirst;
  for (const layer of layers) {
    const answer = evaluateLayer(layer, record, situationIn(layer.name, situation), listener);
    if (answer.overlapping !== undefined) return { kind: "overlapping", layer: layer.name, rules: answer.overlapping };
    if (answer.reason !== undefined) reason = firstReason(reason, answer.reason);
    if (answer.given === undefined) continue;
    const outcome = { layer: layer.name, rule: answer.given.rule.name, result: answer.given.result };
    if (outcomes === undefined) outcomes = [outcome];
    else outcomes.push(outcome);
    if (layer !== layers.at(-1)) situation = situationAfter(situation, outcome);
  }
  if (outcomes === undefined) return unaffected(reason ?? "not-matched");
  return { kind: "affected", outcomes, otherwise: firstReason(reason, "limit") };
}

/** The answer of all rules of a layer together. */
interface LayerAnswer {
  readonly given: RuleResult | undefined;
  /** Why rules that were about this record gave nothing: the first reason in order of precedence. */
  readonly reason: UnaffectedReason | undefined;
  /** The first two rules that applied where only one may. */
  readonly overlapping?: readonly [string, string];
}

interface RuleResult {
  readonly rule: Rule;
  readonly result: Benefit | Review;
}

export function evaluateLayer(
  layer: NarrowLayer,
  record: ExportRecord,
  situation: Situation,
  listener?: Listener,
): LayerAnswer {
  if (listener !== undefined) listener.onLayer(layer, situation);
  switch (layer.hit) {
    case "first":
      return askUntilOne(layer, record, situation, listener);
    case "unique":
      return onlyOf(askAll(layer, record, situation, listener));
    case "best":
      return bestOf(askAll(layer, record, situation, listener));
    default:
      return unreachable(layer.hit);
  }
}

/**
 * Whether a rule ends its layer. Under every hit policy an exclusion does; under `first` also a rule that applies.
 * @param given the answer of the rule, where it is known: a rule that gives nothing on purpose excludes.
 */
export function endsLayer(hit: HitPolicy, standing: Standing, given?: Given): boolean {
  return standing === "excluded" || given === "excluded" || (hit === "first" && standing === "applies");
}

function askUntilOne(
  { hit, rulesFor }: NarrowLayer,
  record: ExportRecord,
  situation: Situation,
  listener: Listener | undefined,
): LayerAnswer {
  let reason: UnaffectedReason | undefined;
  for (const rule of rulesFor(record)) {
    const answer = askRule(rule, record, situation, listener);
    if (listener !== undefined) listener.onRule(rule, answer, situation);
    if (answer === undefined) continue;
    const { given, standing } = answer;
    if (typeof given !== "string") return { given: { rule, result: given }, reason };
    reason = firstReason(reason, given);
    if (endsLayer(hit, standing, given)) break;
  }
  return { given: undefined, reason };
}

interface AllAnswers {
  /** Rules that applied, also rules that gave nothing. */
  readonly applied: readonly Rule[];
  readonly results: readonly RuleResult[];
  readonly reason: UnaffectedReason | undefined;
}

/** Asks every rule. A rule that ends the layer leaves no benefit of the layer. */
function askAll(
  { hit, rulesFor }: NarrowLayer,
  record: ExportRecord,
  situation: Situation,
  listener: Listener | undefined,
): AllAnswers {
  const applied: Rule[] = [];
  const results: RuleResult[] = [];
  let reason: UnaffectedReason | undefined;
  for (const rule of rulesFor(record)) {
    const answer = askRule(rule, record, situation, listener);
    if (listener !== undefined) listener.onRule(rule, answer, situation);
    if (answer === undefined) continue;
    const { given, standing } = answer;
    if (standing === "applies") applied.push(rule);
    if (typeof given !== "string") results.push({ rule, result: given });
    else reason = firstReason(reason, given);
    if (endsLayer(hit, standing, given)) return { applied: [], results: [], reason };
  }
  return { applied, results, reason };
}

function onlyOf({ applied: [one, other], results, reason }: AllAnswers): LayerAnswer {
  if (one !== undefined && other !== undefined)
    return { given: undefined, reason, overlapping: [one.name, other.name] };
  return { given: results[0], reason };
}

function bestOf({ results: [first, ...others], reason }: AllAnswers): LayerAnswer {
  return { given: first && others.reduce((a, b) => largerOf(a, b), first), reason };
}

function largerOf(a: RuleResult, b: RuleResult): RuleResult {
  if (a.result.kind === "adjustment" && b.result.kind === "adjustment" && a.result.field === b.result.field) {
    return b.result.newEnd > a.result.newEnd ? b : a;
  }
  if (
    a.result.kind === "payment" &&
    b.result.kind === "payment" &&
    a.result.amount.currency === b.result.amount.currency
  ) {
    return b.result.amount.minor > a.result.amount.minor ? b : a;
  }
  const because = `${a.rule.name} and ${b.rule.name} both apply, and what they give cannot be compared`;
  return { rule: a.rule, result: review("not-comparable", because) };
}

/** One shared object per reason: most records are unaffected, and no such record should cost an allocation. */
const UNAFFECTED = new Map(
  UNAFFECTED_REASONS.map((reason): [UnaffectedReason, Decision] => [reason, { kind: "unaffected", reason }]),
);

export function unaffected(reason: UnaffectedReason): Decision {
  const decision = UNAFFECTED.get(reason);
  if (decision === undefined) throw new Error(`no such reason: ${reason}`);
  return decision;
}
