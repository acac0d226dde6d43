/**
 * Limits over several records, applied in input order.
 *
 * Per user, a benefit that would pass a limit is not given; a smaller one after it may still fit. What earlier runs gave
 * for the outage is counted first, so that running again, or over other exports, never makes room. Per run, a limit is a budget: everything is
 * counted, and a plan past it is marked as not applicable.
 */

import { createCurrencyTable } from "../domain/currency.ts";
import { formatMoney } from "../domain/money.ts";
import type { Limit, Policy } from "../rules/policy.ts";
import { createUserTable, digestOf } from "./user-table.ts";

export interface LimitedBenefit {
  readonly layer: string;
  /** Empty for an adjustment, which no sum can hold. */
  readonly currency: string;
  readonly amount: bigint;
}

/** A benefit that an earlier run has given for the same outage. */
export interface EarlierBenefit extends LimitedBenefit {
  readonly user: string;
  /** Names the record it was for. */
  readonly record: string;
}

export interface RecordLimits {
  /** Counts the benefit, or refuses it. */
  admit(benefit: LimitedBenefit): boolean;
}

export interface Limits {
  /** Counts what an earlier run gave, before any record of this one. */
  countEarlier(benefit: EarlierBenefit): void;
  /**
   * Limits for the benefits of one record; undefined where there are none.
   * @param digests digests of users, of which the record's is at `at`.
   */
  forRecord(digests: Uint8Array, at: number): RecordLimits | undefined;
  /** Budgets that were passed, in words. */
  overBudget(): readonly string[];
}

export function hasUserLimits({ limits }: Policy): boolean {
  return limits.some(({ per }) => per === "user");
}

export function createLimits(policy: Policy): Limits {
  const perUser = policy.limits.filter(({ per }) => per === "user");
  const perRun = policy.limits.filter(({ per }) => per === "run");
  const users = createUserTable(perUser.length);
  const spent = perRun.map(() => 0n);
  // Which limits an earlier record was counted in: its benefits may stand in several files and runs.
  const earlierRecords = createUserTable(perUser.length);

  function forRecord(digests: Uint8Array, at: number): RecordLimits | undefined {
    if (perUser.length === 0 && perRun.length === 0) return undefined;
    const user = perUser.length === 0 ? 0 : users.positionOf(digests, at);
    const counted = new Set<Limit>();
    const costOf = (limit: Limit, benefit: LimitedBenefit): bigint =>
      limit.most.kind === "records" && counted.has(limit) ? 0n : cost(limit, benefit);
    const fits = (limit: Limit, index: number, benefit: LimitedBenefit) => {
      const amount = costOf(limit, benefit);
      return amount === 0n || BigInt(users.get(user, index)) + amount <= most(limit);
    };
    return {
      admit: (benefit) => {
        if (!perUser.every((limit, index) => fits(limit, index, benefit))) return false;
        for (const [index, limit] of perRun.entries()) spent[index] = (spent[index] ?? 0n) + costOf(limit, benefit);
        for (const limit of perRun) if (isAbout(limit, benefit)) counted.add(limit);
        for (const [index, limit] of perUser.entries()) {
          users.add(user, index, Number(costOf(limit, benefit)));
          if (isAbout(limit, benefit)) counted.add(limit);
        }
        return true;
      },
    };
  }

  function countEarlier(benefit: EarlierBenefit): void {
    const user = users.positionOf(digestOf(benefit.user), 0);
    const record = earlierRecords.positionOf(digestOf(benefit.record), 0);
    for (const [index, limit] of perUser.entries()) {
      const again = limit.most.kind === "records" && earlierRecords.get(record, index) > 0;
      if (!again) users.add(user, index, Number(cost(limit, benefit)));
      if (isAbout(limit, benefit)) earlierRecords.add(record, index, 1);
    }
  }

  return {
    countEarlier,
    forRecord,
    overBudget: () =>
      perRun.flatMap((limit, index) => {
        const sum = spent[index] ?? 0n;
        return sum > most(limit) ? [budgetText(limit, sum, policy)] : [];
      }),
  };
}

function isAbout({ layer }: Limit, benefit: LimitedBenefit): boolean {
  return layer === undefined || layer === benefit.layer;
}

/** What a benefit takes of a limit: one record, or its amount where it is in the limit's currency. */
function cost(limit: Limit, benefit: LimitedBenefit): bigint {
  if (!isAbout(limit, benefit)) return 0n;
  if (limit.most.kind === "records") return 1n;
  return limit.most.kind === "credit" && limit.most.money.currency === benefit.currency ? benefit.amount : 0n;
}

function most({ most: ceiling }: Limit): bigint {
  if (ceiling.kind === "records") return BigInt(ceiling.count);
  return ceiling.kind === "credit" ? ceiling.money.minor : 0n;
}

function budgetText({ layer, most: ceiling }: Limit, sum: bigint, policy: Policy): string {
  const where = layer === undefined ? "" : ` in layer ${layer}`;
  if (ceiling.kind !== "credit")
    return `${sum} records${where}, the limit is ${most({ per: "run", layer, most: ceiling })}`;
  const currencies = createCurrencyTable(policy.units);
  const { currency } = ceiling.money;
  return `${formatMoney({ minor: sum, currency }, currencies)}${where}, the limit is ${formatMoney(ceiling.money, currencies)}`;
}
