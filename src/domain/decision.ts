/**
 * The decision for one record, and its reason.
 *
 * The reasons of `UNAFFECTED_REASONS` stand in order of precedence: where several hold, the first is given.
 */
import type { Instant, Millis } from "./instant.ts";
import type { Money } from "./money.ts";
import type { TimeShape } from "./time-shape.ts";

export const UNAFFECTED_REASONS = [
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
] as const;
export type UnaffectedReason = (typeof UNAFFECTED_REASONS)[number];

const PRECEDENCE = new Map(UNAFFECTED_REASONS.map((reason, index) => [reason, index]));

/** The reason that is given where both hold. */
export function firstReason(known: UnaffectedReason | undefined, next: UnaffectedReason): UnaffectedReason {
  if (known === undefined) return next;
  return (PRECEDENCE.get(next) ?? 0) < (PRECEDENCE.get(known) ?? 0) ? next : known;
}

export const REVIEW_REASONS = [
  "asked-for",
  "unknown-channel",
  "unknown-value",
  "period-unknown",
  "price-unknown",
  "currency-differs",
  "value-unknown",
  "beyond-tiers",
  "not-comparable",
  "time-out-of-range",
] as const;
export type ReviewReason = (typeof REVIEW_REASONS)[number];

export type AdjustmentAction = "extend" | "move" | "reissue" | "restore";
export type PaymentAction = "credit" | "grant";

/** A new end for a field of the record. */
export interface Adjustment {
  readonly kind: "adjustment";
  readonly action: AdjustmentAction;
  /** The name of the column that changes. */
  readonly field: string;
  /** Byte for byte as it was read, or as an earlier layer left it. */
  readonly oldValue: string;
  readonly newValue: string;
  readonly shape: TimeShape;
  /** The instant that `newValue` stands for. */
  readonly newEnd: Instant;
  /** By how much `newEnd` is later than the end that `oldValue` stands for. */
  readonly later: Millis;
  readonly extendedBy: string;
  readonly notes: readonly Note[];
  /** The amount that a `restore` gives again. */
  readonly restored: Money | undefined;
}

/** An amount of money, or of a unit, for the record's holder. */
export interface Payment {
  readonly kind: "payment";
  readonly action: PaymentAction;
  readonly amount: Money;
  /** The sum in words and figures. */
  readonly basis: string;
  readonly notes: readonly Note[];
  /** Whether it is a credit that was worked out from a price, which holds it over all layers. */
  readonly isOfPrice: boolean;
}

export interface Review {
  readonly kind: "review";
  readonly reason: ReviewReason;
  readonly because: string;
  /** The cell with the value that nobody named, where that is the reason. */
  readonly unnamed?: UnnamedCell;
}

export interface UnnamedCell {
  readonly column: string;
  readonly value: string;
}

export type Benefit = Adjustment | Payment;

/**
 * `clock-change`: moved out of the hour that clocks show twice; `dead-on-arrival`: over before the outage was, or before it
 * could be given; `moves-charge`: postpones a bill.
 */
export const NOTES = ["capped", "clock-change", "dead-on-arrival", "moves-charge"] as const;
export type Note = (typeof NOTES)[number];

export interface Outcome {
  readonly layer: string;
  /** The rule that applied; undefined for a review that no single rule asked for. */
  readonly rule: string | undefined;
  readonly result: Benefit | Review;
}

export type Decision =
  | {
      readonly kind: "affected";
      readonly outcomes: readonly Outcome[];
      /** The reason for nothing, should a limit over several records take all of it away. */
      readonly otherwise: UnaffectedReason;
    }
  /** Two rules applied in a layer where the policy says that only one can. */
  | { readonly kind: "overlapping"; readonly layer: string; readonly rules: readonly [string, string] }
  | { readonly kind: "unaffected"; readonly reason: UnaffectedReason };
