/**
 * Gathers the figures of a report from the entries that are given, as they are written: days of ends, spreads of amounts, the largest payments,
 * and why rows are under review. Memory does not grow with the number of entries.
 *
 * As in `rule-tallies.ts`, what an entry is counted in is found once for each rule, service and currency of a table.
 */
import { NOTES } from "../../domain/decision.ts";
import { openZone } from "../../domain/zone.ts";
import type { Policy } from "../../rules/policy.ts";
import { BY_NO_RULE, type OutcomeTable, TARGETS, type WhyReviewed } from "../rows/outcomes.ts";
import { amountHalvesOf, amountIn } from "./amount-halves.ts";
import {
  type CountedValues,
  countValue,
  createCountedValues,
  createValueRoom,
  type ValueRoom,
} from "./counted-values.ts";
import { countEnd, createEndDays, type EndDays } from "./end-days.ts";
import { type FirstRows, lookAtRow, noFirstRows } from "./first-rows.ts";
import {
  createPaymentLists,
  type LargestList,
  largestIn,
  listPayment,
  type PaymentLists,
  readListed,
} from "./largest-payments.ts";
import { countReview, type ReviewCount, reviewCountIn } from "./review-counts.ts";

/** What was gathered so far. */
export interface GatheredFigures {
  /** The names of the rules, in the order of the policy. */
  readonly rules: readonly string[];
  readonly ends: EndDays;
  readonly largest: PaymentLists;
  /** By name of the rule, then by service; reviews that are in no layer have no rule, "". */
  readonly groups: Map<string, Map<string, FigureGroup>>;
  /** Rows of `adjusted-expiry.csv` and of `refund-credit.csv`. */
  readonly adjusted: FirstRows;
  readonly paid: FirstRows;
  readonly room: ValueRoom;
  /** The table of the entry that was added last, and the halves of its amounts. */
  table: OutcomeTable | undefined;
  amountHalves: Int32Array;
  /** Where entries of that table are counted: by rule, service and currency as one number; reviews by rule, service and reason. */
  readonly gifts: Map<number, GiftPlace>;
  readonly reviews: Map<number, ReviewPlace>;
}

/** The figures of a rule and a service. */
export interface FigureGroup {
  /** By how many milliseconds new ends are later. */
  longer: CountedValues | undefined;
  /** Minor units by currency or unit. */
  readonly paid: Map<string, CountedValues>;
  /** In the order of the first row of each. */
  readonly reviews: ReviewCount[];
}

interface GiftPlace {
  readonly values: CountedValues;
  /** Undefined for ends. */
  readonly largest: LargestList | undefined;
}

interface ReviewPlace {
  readonly count: ReviewCount;
  readonly value: string;
}

const DEAD = 1 << NOTES.indexOf("dead-on-arrival");
const REVIEW = TARGETS.indexOf("review");

export function createFigures({ layers, zone }: Policy): GatheredFigures {
  return {
    rules: layers.flatMap(({ rules }) => rules.map(({ name }) => name)),
    ends: createEndDays(openZone(zone)),
    largest: createPaymentLists(),
    groups: new Map(),
    adjusted: noFirstRows(),
    paid: noFirstRows(),
    room: createValueRoom(),
    table: undefined,
    amountHalves: new Int32Array(0),
    gifts: new Map(),
    reviews: new Map(),
  };
}

/** Adds an entry that is given. */
export function addFigures(figures: GatheredFigures, outcomes: OutcomeTable, at: number): void {
  if (figures.table !== outcomes) openTable(figures, outcomes);
  const amount = amountIn(figures.amountHalves, at);
  if (outcomes.target[at] === REVIEW) {
    const { count, value } = reviewPlace(figures, outcomes, at, amount);
    countReview(count, value);
    return;
  }
  const { values, largest } = giftPlace(figures, outcomes, at);
  const exact = Number.isSafeInteger(amount) ? amount : (outcomes.amount[at] ?? 0n);
  countValue(values, exact);
  if (largest === undefined) {
    lookAtRow(figures.adjusted, outcomes, at);
    const isDead = ((outcomes.notes[at] ?? 0) & DEAD) !== 0;
    countEnd(figures.ends, outcomes.newEnd[at] ?? 0, amount, isDead);
    return;
  }
  lookAtRow(figures.paid, outcomes, at);
  if (exact > largest.least) listPayment(figures.largest, largest, exact, at);
}

function openTable(figures: GatheredFigures, outcomes: OutcomeTable): void {
  closeTable(figures);
  figures.table = outcomes;
  figures.amountHalves = amountHalvesOf(outcomes);
}

/** Takes what is only known as long as the last table is there; to be called before the memory of the table is used again. */
export function closeTable(figures: GatheredFigures): void {
  const { table, largest, gifts, reviews } = figures;
  if (table !== undefined) readListed(largest, table);
  figures.table = undefined;
  gifts.clear();
  reviews.clear();
}

function giftPlace(figures: GatheredFigures, outcomes: OutcomeTable, at: number): GiftPlace {
  const { gifts } = figures;
  const currency = outcomes.currency[at] ?? 0;
  // Small numbers: V8 makes an object of a key that is large.
  const key =
    ((outcomes.rule[at] ?? 0) * outcomes.services.length + (outcomes.service[at] ?? 0)) * outcomes.currencies.length +
    currency;
  const known = gifts.get(key);
  if (known !== undefined) return known;
  const code = outcomes.currencies[currency] ?? "";
  const place = openPlace(figures, groupAt(figures, outcomes, at), code);
  gifts.set(key, place);
  return place;
}

/** @param currency empty for ends. */
function openPlace({ largest, room }: GatheredFigures, group: FigureGroup, currency: string): GiftPlace {
  if (currency === "") {
    group.longer ??= createCountedValues(room);
    return { values: group.longer, largest: undefined };
  }
  const values = group.paid.get(currency) ?? createCountedValues(room);
  group.paid.set(currency, values);
  return { values, largest: largestIn(largest, currency) };
}

/** @param position of the reason among those of the table. */
function reviewPlace(figures: GatheredFigures, outcomes: OutcomeTable, at: number, position: number): ReviewPlace {
  const { reviews } = figures;
  const rule = outcomes.rule[at] ?? BY_NO_RULE;
  const key = ((outcomes.service[at] ?? 0) * outcomes.reviews.length + position) * (BY_NO_RULE + 1) + rule;
  const known = reviews.get(key);
  if (known !== undefined) return known;
  const why: WhyReviewed = JSON.parse(outcomes.reviews[position] ?? "");
  const place = { count: reviewCountIn(groupAt(figures, outcomes, at).reviews, why), value: why.value };
  reviews.set(key, place);
  return place;
}

function groupAt(figures: GatheredFigures, outcomes: OutcomeTable, at: number): FigureGroup {
  const rule = figures.rules[outcomes.rule[at] ?? BY_NO_RULE] ?? "";
  return groupFor(figures, { rule, service: outcomes.services[outcomes.service[at] ?? 0] ?? "" });
}

/** What was gathered for a rule and a service; nothing yet where there was no such entry. */
export function groupFor(
  { groups }: GatheredFigures,
  { rule, service }: { readonly rule: string; readonly service: string },
): FigureGroup {
  const ofRule = groups.get(rule) ?? new Map<string, FigureGroup>();
  const group = ofRule.get(service) ?? { longer: undefined, paid: new Map(), reviews: [] };
  groups.set(rule, ofRule.set(service, group));
  return group;
}
