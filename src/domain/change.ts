/**
 * Gifts as outputs hold them, and how gifts differ between two plans or runs.
 *
 * A gift is named by its compensation id, which is made of outage, layer, kind, service and record. So the same id on
 * both sides is the same promise to the same record, however the policy words it.
 */

/** One row of `adjusted-expiry.csv` or `refund-credit.csv`, cell by cell; the cells of columns that the file lacks are empty. */
export interface Gift {
  readonly compensation_id: string;
  readonly rule: string;
  readonly action: string;
  readonly record: string;
  readonly record_id: string;
  readonly user_id: string;
  readonly service: string;
  readonly channel: string;
  /** The column whose end changes; empty for a payment. */
  readonly field: string;
  readonly old_value: string;
  readonly new_value: string;
  readonly extended_by: string;
  /** Major units as a plain decimal; empty for a changed end. */
  readonly amount: string;
  readonly currency: string;
  readonly basis: string;
  readonly source: string;
  readonly line: string;
  readonly notes: string;
}

/** The columns that count as a difference: who gets what by which rule. The place of the row and the revision's name do not count. */
export const COMPARED_COLUMNS = [
  "rule",
  "action",
  "user_id",
  "field",
  "old_value",
  "new_value",
  "extended_by",
  "amount",
  "currency",
  "basis",
  "notes",
] as const satisfies readonly (keyof Gift)[];
export type ComparedColumn = (typeof COMPARED_COLUMNS)[number];

/** In the order in which they are shown. `given` is what one plan or run gives, compared with nothing. */
export const CHANGE_KINDS = ["given", "changed", "added", "removed"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

export type Change =
  | { readonly kind: "given" | "added"; readonly after: Gift }
  | { readonly kind: "removed"; readonly before: Gift }
  | {
      readonly kind: "changed";
      readonly before: Gift;
      readonly after: Gift;
      /** The columns that differ. */
      readonly columns: readonly ComparedColumn[];
    };

/** The changes of one kind under one rule for one service. */
export interface ChangeGroup {
  readonly kind: ChangeKind;
  readonly service: string;
  /** Of the later side, where both have the gift. */
  readonly rule: string;
  readonly rows: number;
  /** Rows that change an end, by their later side, or by the earlier side where there is no later side; and rows that pay. */
  readonly ends: number;
  readonly payments: number;
  /** Lines that a unified diff takes and adds. */
  readonly minus: number;
  readonly plus: number;
  /** Sums by currency and unit, before and after, as plain decimals. */
  readonly before: { readonly [currency: string]: string };
  readonly after: { readonly [currency: string]: string };
}
