/**
 * Which rule of a layer wins.
 *
 * `first`: rules are tried in order, and one that applies ends the layer, whatever it comes to. `unique`: all are tried,
 * and a second that applies contradicts the policy. `best`: all are tried, and the larger benefit is given, the later
 * end or the higher amount of one currency; what cannot be compared is for a person. Under each, a rule whose `for` and
 * `unless` both fit ends the layer.
 */
import { type Benefit, firstReason, type Review, type UnaffectedReason } from "../domain/decision.ts";
import type { ExportRecord } from "../domain/record.ts";
import { findUnmet } from "./conditions.ts";
import { giveTo, lacksEnd } from "./give.ts";
import type { HitPolicy, Rule } from "./policy.ts";
import { matchesAll, matchesAny } from "./select.ts";
import { type Given, review, type Situation } from "./situation.ts";

export interface Hit {
  readonly given: RuleResult | undefined;
  /** Why rules that were about this record gave nothing: the first in order of precedence. */
  readonly reason: UnaffectedReason | undefined;
  /** The first two rules that applied where only one may. */
  readonly overlapping?: readonly [string, string];
}

export interface RuleResult {
  readonly rule: Rule;
  readonly result: Benefit | Review;
}

type ChooseRule = (rules: readonly Rule[], record: ExportRecord, situation: Situation) => Hit;

export const HIT: { readonly [hit in HitPolicy]: ChooseRule } = { first, unique, best };

function first(rules: readonly Rule[], record: ExportRecord, situation: Situation): Hit {
  let reason: UnaffectedReason | undefined;
  for (const rule of rules) {
    const tried = tryRule(rule, record, situation);
    if (tried === undefined) continue;
    const { given, applies } = tried;
    if (typeof given !== "string") return { given: { rule, result: given }, reason };
    reason = firstReason(reason, given);
    if (applies || given === "excluded") break;
  }
  return { given: undefined, reason };
}

function unique(rules: readonly Rule[], record: ExportRecord, situation: Situation): Hit {
  const { applied, ...hit } = tryAll(rules, record, situation);
  const [one, other] = applied;
  if (one !== undefined && other !== undefined)
    return { ...hit, given: undefined, overlapping: [one.name, other.name] };
  return { given: hit.results[0], reason: hit.reason };
}

function best(rules: readonly Rule[], record: ExportRecord, situation: Situation): Hit {
  const { results, reason } = tryAll(rules, record, situation);
  const [firstResult, ...others] = results;
  if (firstResult === undefined) return { given: undefined, reason };
  return { given: others.reduce((a, b) => largerOf(a, b), firstResult), reason };
}

interface AllTried {
  /** Rules that applied, also those that came to nothing. */
  readonly applied: readonly Rule[];
  readonly results: readonly RuleResult[];
  readonly reason: UnaffectedReason | undefined;
}

/** Tries every rule; an exclusion leaves nothing of the whole layer. */
function tryAll(rules: readonly Rule[], record: ExportRecord, situation: Situation): AllTried {
  const applied: Rule[] = [];
  const results: RuleResult[] = [];
  let reason: UnaffectedReason | undefined;
  for (const rule of rules) {
    const tried = tryRule(rule, record, situation);
    if (tried === undefined) continue;
    const { given, applies } = tried;
    if (given === "excluded") return { applied: [], results: [], reason: firstReason(reason, given) };
    if (applies) applied.push(rule);
    if (typeof given === "string") reason = firstReason(reason, given);
    else results.push({ rule, result: given });
  }
  return { applied, results, reason };
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

export interface Tried {
  readonly given: Given;
  /** Whether `for` and `if` held: such a rule ends the layer. */
  readonly applies: boolean;
}

/** Undefined when the rule is not about this record at all. */
export function tryRule(rule: Rule, record: ExportRecord, situation: Situation): Tried | undefined {
  if (!matchesAll(rule.for, record)) return undefined;
  if (matchesAny(rule.unless, record)) return { given: "excluded", applies: false };
  const unmet = firstUnmet(rule, record, situation);
  // That there is no end to change goes before any condition on it, as the reason; it ends the layer only if all hold.
  if (lacksEnd(rule, record)) return { given: "no-expiry", applies: unmet === undefined };
  if (unmet !== undefined) return { given: unmet, applies: false };
  return { given: giveTo(rule.give, record, situation), applies: true };
}

function firstUnmet(rule: Rule, record: ExportRecord, { window, zone }: Situation): UnaffectedReason | undefined {
  for (const condition of rule.if) {
    const unmet = findUnmet(condition, record, window, zone);
    if (unmet !== undefined) return unmet;
  }
  return undefined;
}
