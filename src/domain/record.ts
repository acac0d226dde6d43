/**
 * Records: the contents of a row of an export, as the rules see them.
 *
 * The period is half-open, `[starts, ends)`. Which field ends it depends on the kind: a subscription ends at
 * `next_billing_at` when that is filled and it renews by itself, else at `expires_at`, and only where that is empty at
 * `next_billing_at` after all; everything else at `expires_at`.
 *
 * A date in `next_billing_at` is the day of the charge, the first that is not paid for: the period from 1 March to a billing
 * on 1 April ends with 31 March.
 */
import type { Instant } from "./instant.ts";
import type { Money } from "./money.ts";
import type { TimeCell, TimeRole } from "./timestamp.ts";

export const RECORD_KINDS = ["subscription", "rental", "coupon", "claim"] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

export type MoneyColumn = "price" | "amount" | "remaining" | "loss_amount";

interface KindColumns {
  readonly id: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
  readonly money: readonly MoneyColumn[];
}

/** The canonical columns of each kind; any other column is kept, and a policy may name it. */
export const COLUMNS: { readonly [kind in RecordKind]: KindColumns } = {
  subscription: {
    id: "subscription_id",
    required: ["user_id", "service", "started_at"],
    optional: ["plan", "channel", "status", "price", "currency", "expires_at", "next_billing_at", "auto_renew"],
    money: ["price"],
  },
  rental: {
    id: "rental_id",
    required: ["user_id", "service", "started_at", "expires_at"],
    optional: ["item_id", "channel", "status", "price", "currency"],
    money: ["price"],
  },
  coupon: {
    id: "coupon_id",
    required: ["user_id", "service", "expires_at"],
    optional: ["type", "channel", "status", "amount", "remaining", "currency", "started_at"],
    money: ["amount", "remaining"],
  },
  claim: {
    id: "claim_id",
    required: ["service", "received_at"],
    optional: ["user_id", "category", "email", "phone", "title", "body", "loss_amount", "currency", "decision"],
    money: ["loss_amount"],
  },
};

/** The column that says when the next charge falls due. */
export const CHARGE_COLUMN = "next_billing_at";

/** What the times in a column are that ends a period. */
export function endRole(column: string): Exclude<TimeRole, "start"> {
  return column === CHARGE_COLUMN ? "charge" : "end";
}

/** The columns that begin and end the periods of each kind. */
export const KIND_PERIODS: {
  readonly [kind in RecordKind]: { readonly start: string; readonly ends: readonly string[] };
} = {
  subscription: { start: "started_at", ends: ["expires_at", "next_billing_at"] },
  rental: { start: "started_at", ends: ["expires_at"] },
  coupon: { start: "started_at", ends: ["expires_at"] },
  claim: { start: "received_at", ends: [] },
};

/** What the times in a canonical column are; undefined for a column that holds no times, and for one that is not canonical. */
export function timeRoleOf(kind: RecordKind, column: string): TimeRole | undefined {
  const { start, ends } = KIND_PERIODS[kind];
  if (column === start) return "start";
  return ends.includes(column) ? endRole(column) : undefined;
}

export function canonicalColumns(kind: RecordKind): readonly string[] {
  const { id, required, optional } = COLUMNS[kind];
  return [id, ...required, ...optional];
}

export interface ExportRecord {
  readonly kind: RecordKind;
  /** Made when asked for: most records are never asked. */
  id(): string;
  readonly service: string;
  /** `SINCE_ALWAYS` when the row does not say. */
  readonly starts: Instant;
  /** `OPEN_ENDED` when the row does not say. */
  readonly ends: Instant;
  /** The column that ends the period. */
  readonly endColumn: string;
  /** Whether it is a subscription that goes on by itself, with the charge of `next_billing_at`; true where that does not say. */
  readonly renews: boolean;
  /** The text of a column, `""` when it is empty or the export lacks it. */
  text(column: string): string;
  /** The time columns of the export, each to be read by `timeIn`. */
  readonly times: Pick<ReadonlyMap<string, TimeCell>, "get">;
  /**
   * The word that the export's mapping leaves to a person, because the mapping does not name it; that of the service before all
   * others. Undefined for nearly every record; absent where the mapping leaves no word to a person.
   */
  readonly unnamed?: (() => UnnamedWord | undefined) | undefined;
  /** A money column as read, undefined when it is empty or the row names no currency. */
  money(column: MoneyColumn): Money | undefined;
}

/** A word that a mapping does not name, where the mapping leaves the unknown words of that column to a person. */
export interface UnnamedWord {
  readonly column: string;
  readonly word: string;
  /** The words that the mapping names. */
  readonly known: ReadonlySet<string>;
}

/** Names a record among all that an outage is about, in what stays inside the program. */
export function recordKey(kind: string, service: string, id: string): string {
  return `${kind}\0${service}\0${id}`;
}
