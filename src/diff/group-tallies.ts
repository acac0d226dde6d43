/** Counts changes by kind, service and rule, in the order in which they are shown. */
import { CHANGE_KINDS, type ChangeGroup, type ChangeKind } from "../domain/change.ts";
import { type CreditSums, createCreditSums } from "./credit-sums.ts";

/** The part of a gift that is counted. */
export interface CountedSide {
  readonly amount: string;
  readonly currency: string;
  /** Whether the gift pays, instead of changing an end. */
  readonly pays: boolean;
}

export interface GroupTallies {
  /** The number of a group, by which changes are sorted. */
  groupOf(kind: ChangeKind, service: string, rule: string): number;
  count(group: number, before: CountedSide | undefined, after: CountedSide | undefined): void;
  /** Groups with their numbers, in order; only those that have rows. */
  finish(): readonly { readonly number: number; readonly group: ChangeGroup }[];
  /** Sums over all groups. */
  credits(): Pick<ChangeGroup, "before" | "after">;
}

interface Tally {
  rows: number;
  ends: number;
  payments: number;
  minus: number;
  plus: number;
  readonly before: CreditSums;
  readonly after: CreditSums;
}

/** More services and rules than any run has. */
const MOST_NAMES = 2 ** 32;

/** @param known services and rules in the order of the summaries; others follow as they come. */
export function createGroupTallies(
  known: readonly { readonly service: string; readonly rule: string }[],
): GroupTallies {
  const numbers = new Map<string, Map<string, number>>();
  const names: { readonly service: string; readonly rule: string }[] = [];
  const tallies = new Map<number, Tally>();

  function nameOf(service: string, rule: string): number {
    const rules = numbers.get(service) ?? new Map<string, number>();
    numbers.set(service, rules);
    const found = rules.get(rule) ?? names.length;
    if (found === names.length) {
      names.push({ service, rule });
      rules.set(rule, found);
    }
    return found;
  }

  for (const { service, rule } of known) nameOf(service, rule);

  function count(group: number, before: CountedSide | undefined, after: CountedSide | undefined): void {
    const tally = tallies.get(group) ?? newTally();
    tallies.set(group, tally);
    const shown = after ?? before;
    tally.rows += 1;
    if (shown?.pays === true) tally.payments += 1;
    else tally.ends += 1;
    const isGiven = kindOf(group) === "given";
    if (before !== undefined || (isGiven && shown?.pays === false)) tally.minus += 1;
    if (after !== undefined) tally.plus += 1;
    if (before?.pays === true) tally.before.add(before.amount, before.currency);
    if (after?.pays === true) tally.after.add(after.amount, after.currency);
  }

  function totalOf(side: "before" | "after"): ReturnType<CreditSums["texts"]> {
    const total = createCreditSums();
    for (const tally of tallies.values()) {
      for (const [currency, amount] of Object.entries(tally[side].texts())) total.add(amount, currency);
    }
    return total.texts();
  }

  function groupAt(number: number, tally: Tally): ChangeGroup {
    const { service = "", rule = "" } = names[number % MOST_NAMES] ?? {};
    return { kind: kindOf(number), service, rule, ...tally, before: tally.before.texts(), after: tally.after.texts() };
  }

  return {
    groupOf: (kind, service, rule) => CHANGE_KINDS.indexOf(kind) * MOST_NAMES + nameOf(service, rule),
    count,
    finish: () =>
      [...tallies].sort(([a], [b]) => a - b).map(([number, tally]) => ({ number, group: groupAt(number, tally) })),
    credits: () => ({ before: totalOf("before"), after: totalOf("after") }),
  };
}

function kindOf(group: number): ChangeKind {
  return CHANGE_KINDS[Math.floor(group / MOST_NAMES)] ?? "given";
}

function newTally(): Tally {
  return {
    rows: 0,
    ends: 0,
    payments: 0,
    minus: 0,
    plus: 0,
    before: createCreditSums(),
    after: createCreditSums(),
  };
}
