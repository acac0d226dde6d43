/**
 * The rule language as the rules work with it: every duration, amount and time already understood.
 *
 * `policy/` makes these from files; nothing here was written by a user any more, and all of it is plain data that can
 * travel to a worker. Layers add up; within one layer the
 * first rule that applies wins (or the best, or more than one is an error: see `HitPolicy`).
 */
import type { Day } from "../domain/civil.ts";
import type { Duration } from "../domain/duration.ts";
import type { Fraction, Rounding } from "../domain/fraction.ts";
import type { Instant, Millis } from "../domain/instant.ts";
import type { Money } from "../domain/money.ts";
import type { MoneyColumn, RecordKind } from "../domain/record.ts";

export interface Policy {
  readonly name: string;
  readonly revision: string;
  /** IANA name of the zone in which dates and wall times are meant. */
  readonly zone: string;
  /** Decimals by unit that the policy declares. */
  readonly units: ReadonlyMap<string, number>;
  readonly layers: readonly Layer[];
  /** Whether a service that was down in two outages at once is compensated for both. */
  readonly overlap: "refuse" | "sum";
  /** Columns whose values the policy lists in full; any other value is for a person to decide. */
  readonly declaredValues: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Layer {
  readonly name: string;
  readonly rules: readonly Rule[];
}

export interface Rule {
  readonly name: string;
  readonly why: string | undefined;
  /** Kinds and services it is for; undefined for all of them. */
  readonly kinds: ReadonlySet<RecordKind> | undefined;
  readonly services: ReadonlySet<string> | undefined;
  readonly for: readonly Selector[];
  readonly unless: readonly Selector[];
  readonly if: readonly Condition[];
  readonly give: Give;
}

export interface Selector {
  readonly column: string;
  readonly test: ColumnTest;
}

export type ColumnTest =
  | { readonly kind: "any-of"; readonly values: ReadonlySet<string> }
  | { readonly kind: "none-of"; readonly values: ReadonlySet<string> }
  | { readonly kind: "empty"; readonly wanted: boolean }
  | { readonly kind: "number"; readonly comparison: Comparison; readonly bound: Fraction };

export const COMPARISONS = ["at-least", "more-than", "at-most", "less-than"] as const;
export type Comparison = (typeof COMPARISONS)[number];

export type Condition =
  | { readonly kind: "held" }
  | { readonly kind: "held-throughout" }
  | { readonly kind: "ended" }
  | { readonly kind: "began" }
  | { readonly kind: "held-on-day"; readonly day: Day }
  | { readonly kind: "held-at"; readonly at: Instant }
  | { readonly kind: "length"; readonly of: "lost" | "down"; readonly comparison: Comparison; readonly bound: Millis };

/** From where a new end is counted; `later` is the later of the old end and the outage's. */
export const ORIGINS = ["ends", "outage-end", "later", "as-of"] as const;
export type Origin = (typeof ORIGINS)[number];

/** A length of time, stated or measured on the record. */
export type Span =
  | { readonly kind: "stated"; readonly duration: Duration }
  | {
      readonly kind: "measured";
      readonly of: "lost" | "outage";
      readonly times: Fraction;
      /** Rounded up to whole multiples of this. */
      readonly upTo: Millis | undefined;
      readonly plus: Duration;
    };

export type Divisor =
  | { readonly kind: "billing-period" }
  | { readonly kind: "month" }
  | { readonly kind: "stated"; readonly duration: Duration };

export interface Bounds {
  readonly atMost: Money | undefined;
  /** The least that is paid: a smaller result is raised to it. */
  readonly atLeast: Money | undefined;
  /** A result not above this is not paid at all, `below-minimum`. */
  readonly moreThan: Money | undefined;
}

export interface RoundingStep {
  readonly rounding: Rounding;
  /** The step in minor units, undefined for the currency's own smallest unit. */
  readonly to: Money | undefined;
}

export type Amount =
  | { readonly kind: "flat"; readonly money: Money }
  | ({ readonly kind: "share"; readonly share: Span; readonly of: MoneyColumn; readonly over: Divisor } & RoundingStep &
      Bounds)
  | ({ readonly kind: "percent"; readonly percent: Fraction; readonly of: MoneyColumn } & RoundingStep & Bounds);

export type Give =
  | {
      readonly kind: "extend";
      readonly by: Span;
      readonly from: Origin;
      readonly atMost: Duration | undefined;
      readonly field: string | undefined;
    }
  | {
      readonly kind: "move";
      readonly to: { readonly day: Day } | { readonly at: Instant };
      readonly field: string | undefined;
    }
  | { readonly kind: "reissue" | "restore"; readonly valid: Duration; readonly from: "as-of" | "outage-end" | "ends" }
  | { readonly kind: "credit" | "grant"; readonly amount: Amount }
  | { readonly kind: "review"; readonly because: string }
  | { readonly kind: "nothing" };
