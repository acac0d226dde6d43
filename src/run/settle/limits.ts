/**
 * Limits over several records, applied in input order.
 *
 * Per user, a benefit that would exceed a limit is not given; a smaller benefit after it may still fit. The gifts of earlier
 * runs for the outage are counted first, so that another run, or a run over other exports, never makes room. Per run, a limit
 * is a budget: every benefit is counted, and a plan that exceeds the budget cannot be applied.
 */
import { createCurrencyTable } from "../../domain/currency.ts";
import { formatMoney } from "../../domain/money.ts";
import type { Limit, Policy } from "../../rules/policy.ts";
import { digestOf } from "../rows/user-digest.ts";
import { createUserTable, type UserTable } from "./user-table.ts";

export interface LimitedBenefit {
  readonly layer: string;
  /** Empty for an adjustment, which adds to no sum. */
  readonly currency: string;
  readonly amount: bigint;
}

/** A benefit that an earlier run has given for the same outage. */
export interface EarlierBenefit extends LimitedBenefit {
  readonly user: string;
  /** Names the record that the benefit was for. */
  readonly record: string;
}

export interface RecordLimits {
  /** Counts the benefit, or refuses it. */
  admit(benefit: LimitedBenefit): boolean;
}

export interface Limits {
  /** Counts a benefit of an earlier run. The caller counts all of them before any record of this run. */
  countEarlier(benefit: EarlierBenefit): void;
  /**
   * Limits for the benefits of one record; undefined where the policy has no limits.
   * @param digests digests of users; the digest at position `at` is the one of the record's user.
   */
  forRecord(digests: Uint8Array, at: number): RecordLimits | undefined;
  /** Budgets that were exceeded, in words. */
  overBudget(): readonly string[];
}

/** The limits of a policy, and the amounts that were counted against each limit so far. */
interface Counted {
  readonly perUser: readonly Limit[];
  readonly perRun: readonly Limit[];
  /** One counter per user and limit, in the order of `perUser`; a counter stays at its limit when it would pass it. */
  readonly users: UserTable;
  /** The amounts that the run gives, in the order of `perRun`. */
  readonly spent: bigint[];
  /** Whether a limit counts an earlier record already: the benefits of a record may lie in several files and runs. */
  readonly earlierRecords: UserTable;
}

/** @param records how many records of this run may count against the limits. */
export function createLimits(policy: Policy, records = 0): Limits {
  const perUser = policy.limits.filter(({ per }) => per === "user");
  const perRun = policy.limits.filter(({ per }) => per === "run");
  const counted: Counted = {
    perUser,
    perRun,
    users: createUserTable(
      perUser.map((limit) => Number(most(limit))),
      perUser.length === 0 ? 0 : records,
    ),
    spent: perRun.map(() => 0n),
    earlierRecords: createUserTable(perUser.map(() => 1)),
  };
  return {
    countEarlier: (benefit) => countEarlier(counted, benefit),
    forRecord: (digests, at) => limitsForRecord(counted, digests, at),
    overBudget: () =>
      perRun.flatMap((limit, index) => {
        const sum = counted.spent[index] ?? 0n;
        return sum > most(limit) ? [budgetText(limit, sum, policy)] : [];
      }),
  };
}

function countEarlier({ perUser, users, earlierRecords }: Counted, benefit: EarlierBenefit): void {
  const user = users.positionOf(digestOf(benefit.user), 0);
  const record = earlierRecords.positionOf(digestOf(benefit.record), 0);
  for (const [index, limit] of perUser.entries()) {
    const again = limit.most.kind === "records" && earlierRecords.get(record, index) > 0;
    if (!again) users.add(user, index, Number(cost(limit, benefit)));
    if (isAbout(limit, benefit)) earlierRecords.add(record, index, 1);
  }
}

function limitsForRecord(counted: Counted, digests: Uint8Array, at: number): RecordLimits | undefined {
  const { perUser, perRun, users } = counted;
  if (perUser.length === 0 && perRun.length === 0) return undefined;
  const user = perUser.length === 0 ? 0 : users.positionOf(digests, at);
  const limited: LimitedRecord = { user, countedIn: new Set() };
  return { admit: (benefit) => admit(counted, limited, benefit) };
}

interface LimitedRecord {
  /** Position of the record's user in `users`. */
  readonly user: number;
  /** Limits that count this record already; a limit on the number of records counts it once. */
  readonly countedIn: Set<Limit>;
}

/** Refuses a benefit that would exceed a limit per user; else counts the benefit in all limits. */
function admit({ perUser, perRun, users, spent }: Counted, record: LimitedRecord, benefit: LimitedBenefit): boolean {
  const { user, countedIn } = record;
  for (const [index, limit] of perUser.entries()) {
    const amount = costOnce(limit, benefit, countedIn);
    if (amount !== 0n && BigInt(users.get(user, index)) + amount > most(limit)) return false;
  }
  for (const [index, limit] of perRun.entries())
    spent[index] = (spent[index] ?? 0n) + costOnce(limit, benefit, countedIn);
  for (const limit of perRun) if (isAbout(limit, benefit)) countedIn.add(limit);
  for (const [index, limit] of perUser.entries()) {
    users.add(user, index, Number(costOnce(limit, benefit, countedIn)));
    if (isAbout(limit, benefit)) countedIn.add(limit);
  }
  return true;
}

function costOnce(limit: Limit, benefit: LimitedBenefit, countedIn: ReadonlySet<Limit>): bigint {
  return limit.most.kind === "records" && countedIn.has(limit) ? 0n : cost(limit, benefit);
}

function isAbout({ layer }: Limit, benefit: LimitedBenefit): boolean {
  return layer === undefined || layer === benefit.layer;
}

/** How much of a limit a benefit uses up: one record, or the benefit's amount where it is in the limit's currency. */
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
