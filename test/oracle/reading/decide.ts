/**
 * A second reading of the rule language, slow and obvious, written from the specification alone.
 *
 * It shares no code with `src`: instants are plain milliseconds, every question about clocks goes to luxon, money is a
 * fraction of two BigInts, and rules are the plain objects that the generator also writes as YAML. Where the
 * specification is silent, the comment `Sharpened` names what was settled beside it.
 */

import type { Answer, Give, Hit, Layer, Outage, Outcome, Policy, Row, Rule } from "../language.ts";
import type { Case, Given } from "./case.ts";
import { failingConditions } from "./conditions.ts";
import { type End, endOf } from "./end.ts";
import { give } from "./give.ts";
import { moneyLookedAt, rulesAbout } from "./looked-at.ts";
import { moneyOf } from "./money.ts";
import { cell, endColumnsFor, faultsOf, ownFieldOf, periodOf } from "./records.ts";
import { fits, isExcluded, unknownReasons } from "./selectors.ts";
import { isOutsideEveryWindow, windowFor } from "./windows.ts";

const REASONS = [
  "no-rule",
  "not-matched",
  "excluded",
  "no-expiry",
  "not-held",
  "not-ended",
  "not-begun",
  "not-held-on",
  "below-threshold",
  "zero-amount",
  "below-minimum",
  "already-later",
  "limit",
];

function layersOf(policy: Policy): readonly Layer[] {
  const { layers, rules = [], hit = "first" } = policy;
  return layers ?? [{ layer: "default", hit, rules }];
}

export function decide(row: Row, policy: Policy, outage: Outage, asOf: number): Answer {
  const faults = faultsOf(row, policy, moneyLookedAt(row, policy, outage));
  if (faults.length > 0) return { rejected: faults };
  const about = rulesAbout(row, policy);
  if (about.length === 0) return { unaffected: "no-rule" };
  const unknown = unknownReasons(row, policy, about);
  if (isOutsideEveryWindow(row, outage)) unknown.push("unknown-value");
  if (unknown.length > 0) return { review: unknown };

  const ends = new Map<string, End>();
  for (const column of endColumnsFor(row, policy)) {
    const text = cell(row, column);
    if (text !== "") ends.set(column, endOf(text, column, policy.zone));
  }
  const period = periodOf(row, policy.zone);
  const all: Case = {
    row,
    policy,
    outage,
    asOf,
    period,
    tested: period,
    window: windowFor(row, outage),
    rowEnds: new Map(ends),
    ends,
    left: creditLeft(policy),
    fromPrice: new Map(),
  };
  const outcomes: Outcome[] = [];
  const reasons = new Set<string>(["not-matched"]);
  for (const layer of layersOf(policy)) {
    const won = HIT[layer.hit ?? "first"](layer.rules, all, reasons);
    if (won === "overlapping") return { unaffected: `overlapping in ${layer.layer}` };
    if (won !== undefined) outcomes.push(taken(layer.layer, won, all));
  }
  if (outcomes.length > 0) return { outcomes };
  if (reasons.size > 1) reasons.delete("not-matched");
  return { unaffected: REASONS.find((reason) => reasons.has(reason)) ?? "none" };
}

/** Of several limits the lowest holds. */
function creditLeft(policy: Policy): Map<string, bigint> {
  const left = new Map<string, bigint>();
  for (const { credit } of policy.limits ?? []) {
    if (credit === undefined || credit === "price" || credit === "none") continue;
    const { minor, currency } = moneyOf(credit, policy);
    const known = left.get(currency);
    left.set(currency, known === undefined || minor < known ? minor : known);
  }
  return left;
}

interface Won {
  readonly rule: string;
  readonly given: Given;
}

/** Layers add up: what this one gave is what the next one starts from. */
function taken(layer: string, { rule, given }: Won, all: Case): Outcome {
  if ("review" in given) return { layer, rule, ...given };
  if ("end" in given) {
    const { end, ...rest } = given;
    all.ends.set(given.field, end);
    return { layer, rule, ...rest };
  }
  const { minor, isOfPrice, ...rest } = given;
  if (isOfPrice) all.fromPrice.set(given.currency, (all.fromPrice.get(given.currency) ?? 0n) + minor);
  const left = all.left.get(given.currency);
  if (left !== undefined) all.left.set(given.currency, left - minor);
  return { layer, rule, ...rest };
}

interface Tried {
  /** `for` and `if` held, and `unless` did not. */
  readonly applies: boolean;
  readonly excluded: boolean;
  readonly reasons: readonly string[];
  readonly won: Won | undefined;
}

/** Undefined when the rule is not about the row. */
function tryRule({ rule, for: whom, unless, if: when = {}, give: benefit }: Rule, row: Case): Tried | undefined {
  if (!fits(whom, row.row)) return undefined;
  if (isExcluded(unless, row.row)) return { applies: false, excluded: true, reasons: ["excluded"], won: undefined };
  const tested = when.field ?? ownFieldOf(benefit);
  const all = tested === undefined ? row : { ...row, tested: periodOf(row.row, row.policy.zone, tested) };
  const isOpen = [when.field, fieldOf(benefit, all)].some((field) => field !== undefined && !all.ends.has(field));
  const failing = failingConditions(when, all);
  const reasons = isOpen ? ["no-expiry", ...failing] : failing;
  // There is no end of the rule's own to ask about: its conditions do not hold.
  const isUnasked = tested !== undefined && !all.ends.has(tested) && Object.keys(when).some((key) => key !== "field");
  if (failing.length > 0 || isOpen)
    return { applies: failing.length === 0 && !isUnasked, excluded: false, reasons, won: undefined };
  const given = give(benefit, all);
  if (typeof given !== "string") return { applies: true, excluded: false, reasons, won: { rule, given } };
  return { applies: true, excluded: given === "excluded", reasons: [given], won: undefined };
}

type Choose = (rules: readonly Rule[], all: Case, reasons: Set<string>) => Won | "overlapping" | undefined;

const HIT: { readonly [hit in Hit]: Choose } = { first, unique, best };

function first(rules: readonly Rule[], all: Case, reasons: Set<string>): Won | undefined {
  for (const rule of rules) {
    const tried = tryRule(rule, all);
    for (const reason of tried?.reasons ?? []) reasons.add(reason);
    if (tried?.applies || tried?.excluded) return tried.won;
  }
  return undefined;
}

/** Sharpened: where all rules are tried, one that excludes leaves nothing of the layer. */
function tryAll(rules: readonly Rule[], all: Case, reasons: Set<string>): readonly Tried[] {
  const tried: Tried[] = [];
  for (const rule of rules) {
    const one = tryRule(rule, all);
    if (one === undefined) continue;
    for (const reason of one.reasons) reasons.add(reason);
    if (one.excluded) return [];
    tried.push(one);
  }
  return tried;
}

function unique(rules: readonly Rule[], all: Case, reasons: Set<string>): Won | "overlapping" | undefined {
  const applying = tryAll(rules, all, reasons).filter(({ applies }) => applies);
  return applying.length > 1 ? "overlapping" : applying[0]?.won;
}

function best(rules: readonly Rule[], all: Case, reasons: Set<string>): Won | undefined {
  const won = tryAll(rules, all, reasons).flatMap((tried) => (tried.won === undefined ? [] : [tried.won]));
  let largest = won[0];
  for (const other of won.slice(1)) {
    if (largest === undefined) break;
    const scale = scaleOf(largest.given);
    // Sharpened: the rule named is the one that was the larger until then.
    if (scale === "none" || scaleOf(other.given) !== scale) {
      return { rule: largest.rule, given: { review: ["not-comparable"] } };
    }
    if (sizeOf(other.given) > sizeOf(largest.given)) largest = other;
  }
  return largest;
}

/** What it can be compared with: ends of the same column, or sums of the same currency. */
function scaleOf(given: Given): string {
  if ("review" in given) return "none";
  return "end" in given ? `ends of ${given.field}` : `sums of ${given.currency}`;
}

function sizeOf(given: Given): bigint {
  if ("review" in given) return 0n;
  return "end" in given ? BigInt(given.end.at) : given.minor;
}

/** The column that a benefit would change. */
function fieldOf(benefit: Give, { period }: Case): string | undefined {
  if (benefit === "nothing") return undefined;
  const isEnd = "extend" in benefit || "move" in benefit || "reissue" in benefit || "restore" in benefit;
  return isEnd ? (ownFieldOf(benefit) ?? period.field) : undefined;
}
