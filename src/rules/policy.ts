/**
 * The rule language as the rules work with it: every duration, amount and time already understood.
 *
 * `policy/` makes a policy from a file. A policy is plain data that can travel to a worker. Layers add up; within one layer
 * the first rule that applies wins (or the best rule, or a second rule is an error: see `HitPolicy`).
 */
import type { Day } from "../domain/civil.ts";
import type { Currency } from "../domain/currency.ts";
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
  readonly limits: readonly Limit[];
}

/** Which rule wins where several apply: the first, the only one (a second is an error), or the larger benefit. */
export const HIT_POLICIES = ["first", "unique", "best"] as const;
export type HitPolicy = (typeof HIT_POLICIES)[number];

/**
 * A ceiling over several benefits. Per record, a benefit is held to it; per user, the first in input order are kept and
 * the rest get nothing; per run, it is a budget, and a plan past it cannot be applied.
 */
export interface Limit {
  readonly per: "record" | "user" | "run";
  /** Undefined for all layers together. */
  readonly layer: string | undefined;
  readonly most:
    | { readonly kind: "records"; readonly count: number }
    | { readonly kind: "credit"; readonly money: Money }
    /** Per record only: whether parts of a price are held to that price together, or may come to any sum. */
    | { readonly kind: "price"; readonly holds: boolean }
    | { readonly kind: "extend"; readonly by: Duration };
}

export interface Layer {
  readonly name: string;
  readonly hit: HitPolicy;
  readonly rules: readonly Rule[];
}

export interface Rule {
  readonly name: string;
  readonly why: string | undefined;
  /** The kinds and services that the rule is for; undefined for all kinds, or all services. */
  readonly kinds: ReadonlySet<RecordKind> | undefined;
  readonly services: ReadonlySet<string> | undefined;
  readonly for: readonly Selector[];
  readonly unless: readonly Selector[];
  readonly if: readonly Condition[];
  readonly give: Give;
}

export interface Selector {
  /** A column, or `record` for the kind. */
  readonly column: string;
  /** All tests must hold, such as both ends of a range. */
  readonly tests: readonly ColumnTest[];
}

export type ColumnTest =
  | { readonly kind: "any-of"; readonly values: ReadonlySet<string> }
  | { readonly kind: "none-of"; readonly values: ReadonlySet<string> }
  | { readonly kind: "empty"; readonly wanted: boolean }
  /** The values stand in a file beside the policy. */
  | { readonly kind: "listed"; readonly file: string; readonly values: ReadonlySet<string> }
  | { readonly kind: "number"; readonly comparison: Comparison; readonly bound: Fraction };

export const COMPARISONS = ["at-least", "more-than", "at-most", "less-than"] as const;
export type Comparison = (typeof COMPARISONS)[number];

export type Condition = TestedPeriod &
  (
    | { readonly kind: "held" }
    | { readonly kind: "held-throughout" }
    | { readonly kind: "ended" }
    | { readonly kind: "began" }
    | { readonly kind: "held-on-day"; readonly day: Day }
    | { readonly kind: "held-at"; readonly at: Instant }
    | { readonly kind: "length"; readonly of: "lost" | "down"; readonly comparison: Comparison; readonly bound: Millis }
  );

/** Which period is asked about or measured. */
export interface TestedPeriod {
  /** The column that ends the period, where that is not the record's own end. */
  readonly field?: string | undefined;
}

/**
 * From where a new end is counted. `later` is the later of the old end and the outage's end; `latest` is the latest of these
 * two and as-of, so that no end that is counted from it can arrive dead.
 */
export const ORIGINS = ["ends", "outage-end", "later", "as-of", "latest"] as const;
export type Origin = (typeof ORIGINS)[number];

/** A length of time, stated or measured on the record. */
export type Span =
  | { readonly kind: "stated"; readonly duration: Duration }
  | (TestedPeriod & {
      readonly kind: "measured";
      readonly of: "lost" | "outage";
      readonly times: Fraction;
      /** Rounded up to whole multiples of this. */
      readonly upTo: Millis | undefined;
      readonly plus: Duration;
    });

export type Divisor =
  | { readonly kind: "billing-period" }
  | { readonly kind: "month" }
  | { readonly kind: "stated"; readonly duration: Duration };

export interface Bounds {
  /** `none`: not even the price that the amount is a part of is a ceiling. */
  readonly atMost: Money | "none" | undefined;
  /** The least that is paid: a smaller result is raised to it. */
  readonly atLeast: Money | undefined;
  /** A result not above this is not paid at all, `below-minimum`. */
  readonly moreThan: Money | undefined;
}

export interface RoundingStep {
  readonly rounding: Rounding;
  /** The step in minor units, undefined for the currency's own smallest unit. */
  readonly to: Money | undefined;
  /** The unit to pay in, one for one of the price's major units; undefined for the price's own currency. */
  readonly in: Currency | undefined;
}

export type Amount =
  | { readonly kind: "flat"; readonly money: Money }
  | ({ readonly kind: "share"; readonly share: Span; readonly of: MoneyColumn; readonly over: Divisor } & RoundingStep &
      Bounds)
  | ({ readonly kind: "percent"; readonly percent: Fraction; readonly of: MoneyColumn } & RoundingStep & Bounds)
  /** An amount for every started stretch of time, or for every full one, by the rounding. */
  | ({
      readonly kind: "each";
      readonly each: Money;
      readonly per: Millis;
      readonly by: "lost" | "down";
      readonly rounding: Rounding;
    } & TestedPeriod &
      Bounds);

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
  | { readonly kind: "tiers"; readonly by: TierMeasure; readonly steps: readonly TierStep[] }
  | { readonly kind: "review"; readonly because: string }
  | { readonly kind: "nothing" };

/** The measure that decides on the tier: a length of time in milliseconds, or a number in a column. */
export type TierMeasure =
  | (TestedPeriod & { readonly kind: "lost" | "down" })
  | { readonly kind: "column"; readonly column: string };

/** One tier; a tier without an edge is open on that side. Tiers stand in ascending order and leave no gap between them. */
export interface TierStep {
  readonly from: TierEdge | undefined;
  readonly to: TierEdge | undefined;
  readonly give: Give;
  /** The tier as the policy words it: `above 300000, at-most 500000`. */
  readonly text: string;
}

export interface TierEdge {
  readonly at: Fraction;
  /** Whether the edge itself belongs to the tier. */
  readonly included: boolean;
}
