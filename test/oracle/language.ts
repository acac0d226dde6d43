/** What there is to decide: rows, policies and outages as they are written, and the answers to compare. */

export type Kind = "subscription" | "rental" | "coupon" | "claim";

export interface Row {
  readonly kind: Kind;
  readonly cells: { readonly [column: string]: string };
}

export type Values = string | readonly string[];

export interface Comparisons {
  readonly "at-least"?: string;
  readonly "more-than"?: string;
  readonly "at-most"?: string;
  readonly "less-than"?: string;
}

export interface Test extends Comparisons {
  readonly not?: Values;
  readonly empty?: boolean;
}

export type Selector = Values | Test;

export type Selectors = { readonly [column: string]: Selector };

export interface Conditions {
  /** The column that ends the period for these conditions, and for what the rule gives by them. */
  readonly field?: string;
  readonly held?: "during-outage" | "throughout-outage";
  readonly ended?: "during-outage";
  readonly began?: "during-outage";
  readonly "held-on"?: string;
  readonly lost?: Comparisons;
  readonly down?: Comparisons;
}

export type Origin = "ends" | "outage-end" | "later" | "as-of" | "latest";

/** A duration, `outage`, `lost`, or a multiple. */
export type Span =
  | string
  | { readonly times?: string; readonly of: "lost" | "outage"; readonly plus?: string; readonly "up-to"?: string };

export type Rounding = "up" | "down" | "half-up" | "half-even";

export type MoneyColumn = "price" | "amount" | "remaining" | "loss_amount";

export interface Bounds {
  /** An amount; in a share or a percentage also `none`. */
  readonly "at-most"?: string;
  readonly "at-least"?: string;
  readonly "more-than"?: string;
}

interface Rounded {
  readonly of?: MoneyColumn;
  readonly round: Rounding;
  readonly to?: string;
  readonly in?: string;
}

export interface Share extends Bounds, Rounded {
  readonly share: Span;
  readonly over: string;
}

export interface Percent extends Bounds, Rounded {
  readonly percent: string;
}

export interface Each extends Bounds {
  readonly each: string;
  readonly per: string;
  readonly round: Rounding;
  readonly by: "lost" | "down";
}

export interface TierStep {
  readonly "at-least"?: string;
  readonly above?: string;
  readonly "at-most"?: string;
  readonly below?: string;
  readonly give: string | { readonly review: true } | Percent;
}

export interface Tiers {
  readonly tiers: { readonly by: string; readonly steps: readonly TierStep[] };
}

export type Computed = Share | Percent | Each | Tiers;

export type Renewal = string | { readonly valid: string; readonly from?: "as-of" | "outage-end" | "ends" };

export interface Extend {
  readonly by: Span;
  readonly from?: Origin;
  readonly "at-most"?: string;
  readonly field?: string;
}

export type Give =
  | "nothing"
  | { readonly extend: string | Extend }
  | { readonly move: string | { readonly to: string; readonly field?: string } }
  | { readonly reissue: Renewal }
  | { readonly restore: Renewal }
  | { readonly credit: string | Computed }
  | { readonly grant: string | Each | Share | Percent }
  | { readonly review: true | { readonly because: string } };

export interface Rule {
  readonly rule: string;
  readonly for: Selectors;
  readonly unless?: Selectors;
  readonly if?: Conditions;
  readonly give: Give;
}

export type Hit = "first" | "unique" | "best";

export interface Layer {
  readonly layer: string;
  readonly hit?: Hit;
  readonly rules: readonly Rule[];
}

/** Those over several records are the engine's. */
export interface Limit {
  readonly per: "record";
  readonly extend?: string;
  /** An amount, `price` or `none`. */
  readonly credit?: string;
}

export interface Policy {
  readonly policy: string;
  readonly revision: string;
  readonly zone: string;
  readonly units?: { readonly [unit: string]: { readonly decimals: number } };
  readonly columns?: { readonly [column: string]: readonly string[] };
  readonly limits?: readonly Limit[];
  readonly hit?: Hit;
  readonly rules?: readonly Rule[];
  readonly layers?: readonly Layer[];
}

export type WindowEntry = string | { readonly window: string; readonly where?: { readonly [column: string]: Values } };

export type Windows = WindowEntry | readonly WindowEntry[];

export interface Outage {
  readonly outage: string;
  readonly zone: string;
  readonly window?: Windows;
  readonly services?: { readonly [service: string]: Windows };
  readonly exclude?: readonly string[];
}

export type Outcome =
  | {
      readonly layer: string;
      readonly rule: string;
      readonly action: "extend" | "move" | "reissue" | "restore";
      readonly field: string;
      readonly old: string;
      readonly new: string;
      readonly amount?: string;
      readonly currency?: string;
      readonly notes: readonly string[];
    }
  | {
      readonly layer: string;
      readonly rule: string;
      readonly action: "credit" | "grant";
      readonly amount: string;
      readonly currency: string;
      readonly notes: readonly string[];
    }
  /** Any of the reasons: the specification gives none of them precedence. */
  | { readonly layer: string; readonly rule: string; readonly review: readonly string[] };

export type Answer =
  | { readonly rejected: readonly string[] }
  | { readonly unaffected: string }
  | { readonly review: readonly string[] }
  | { readonly outcomes: readonly Outcome[] };
