/**
 * The ten largest payments of each currency, largest first; of equal ones the first of the input stay.
 *
 * Which record a payment is for stands in its output row. That row is read when its table is done with, and is still there, so that in a run of
 * ever larger payments few rows are read.
 */
import type { OutcomeTable } from "../rows/outcomes.ts";
import type { Value } from "./counted-values.ts";
import { type OutputCells, readOutputRow } from "./output-row.ts";

export interface PaymentLists {
  readonly byCurrency: Map<string, LargestList>;
  /** Whether the rows of some payments of the last table were not read. */
  hasUnread: boolean;
}

export interface LargestList {
  readonly payments: LargePayment[];
  /** A payment has to be larger than this; below all amounts while there is room. */
  least: Value;
}

export interface LargePayment {
  readonly amount: Value;
  readonly at: number;
  row: OutputCells | undefined;
}

const MOST_LISTED = 10;

export function createPaymentLists(): PaymentLists {
  return { byCurrency: new Map(), hasUnread: false };
}

export function largestIn({ byCurrency }: PaymentLists, currency: string): LargestList {
  const list = byCurrency.get(currency) ?? { payments: [], least: -1 };
  byCurrency.set(currency, list);
  return list;
}

/** Lists a payment that is larger than `list.least`. @param at its entry in the table that is read last. */
export function listPayment(lists: PaymentLists, list: LargestList, amount: Value, at: number): void {
  const { payments } = list;
  const payment = { amount, at, row: undefined };
  const place = payments.findIndex((other) => other.amount < amount);
  payments.splice(place < 0 ? payments.length : place, 0, payment);
  lists.hasUnread = true;
  if (payments.length > MOST_LISTED) payments.pop();
  if (payments.length === MOST_LISTED) list.least = payments.at(-1)?.amount ?? -1;
}

/** Reads the rows of the payments that are still listed. @param table that all of them are entries of. */
export function readListed(lists: PaymentLists, table: OutcomeTable): void {
  if (!lists.hasUnread) return;
  lists.hasUnread = false;
  for (const { payments } of lists.byCurrency.values())
    for (const payment of payments) payment.row ??= readOutputRow(table, payment.at);
}
