/**
 * What `lint` finds, as facts: `lint/` finds them, `report/` puts them into sentences of a language.
 *
 * Names of rules, services and columns are as the policy writes them; the value of a cell is as an export would write it.
 */
import type { Adjustment, Note, Review, UnaffectedReason } from "./decision.ts";
import type { WrittenPlace } from "./failure.ts";
import type { RecordKind } from "./record.ts";

export type LintSeverity = "error" | "warning" | "info";

interface OfRule {
  readonly rule: string;
}

interface OfTwoRules extends OfRule {
  readonly other: string;
}

interface OfKind extends OfRule {
  /** Undefined where the rule is for every kind. */
  readonly kind: RecordKind | undefined;
}

/** What each check has to say, besides its name. */
export interface FindingFacts {
  readonly unreachable: OfRule & { readonly fate: "taken" | "excluded"; readonly by: readonly string[] };
  readonly "never-matches": OfRule;
  readonly overlap: OfTwoRules;
  readonly "gives-nothing": OfKind;
  readonly "column-unusual": OfKind;
  readonly "never-holds": OfRule;
  readonly "service-not-down": OfRule & { readonly service: string };
  readonly "service-unnamed": { readonly service: string };
  /** `value` is spelled nearly like `known`, which the rule names. */
  readonly spelling: OfRule & { readonly value: string; readonly known: string };
  readonly "tier-below": OfRule;
  /** @property until the latest old end that gets such a new one, ISO 8601. */
  readonly "dead-on-arrival": OfRule & { readonly until: string };
  readonly "moves-charge": OfRule;
  readonly "no-ceiling": OfRule;
  readonly "wrong-kind": OfRule & { readonly kind: RecordKind };
  /**
   * @property unit the currency or unit that is paid; undefined where only the row says the currency.
   * @property amount what one record gets, such as `1000 KRW`.
   */
  readonly "no-budget": OfRule & { readonly unit: string | undefined; readonly amount: string };
  readonly "channel-hole": OfRule & { readonly isFor: "others" | "nobody" };
  readonly "tier-above": OfRule;
  readonly "not-comparable": OfTwoRules;
  readonly "why-missing": OfRule;
}

export type LintCheck = keyof FindingFacts;

/** The name of a check with its facts. */
export type FindingFact<Check extends LintCheck = LintCheck> = {
  [Each in Check]: { readonly check: Each; readonly facts: FindingFacts[Each] };
}[Check];

/** What the policy decides for a made-up record. */
export type WitnessAnswer =
  | { readonly kind: "no-record" }
  | { readonly kind: "unaffected"; readonly reason: UnaffectedReason }
  | { readonly kind: "overlapping"; readonly rules: readonly string[] }
  | { readonly kind: "affected"; readonly gifts: readonly WitnessGift[] };

/** One benefit, or a question for a person. The rule is undefined for a review that no single rule asked for. */
export type WitnessGift = { readonly rule: string | undefined } & (
  | Pick<Review, "kind" | "reason" | "because">
  | Pick<Adjustment, "kind" | "field" | "newValue" | "extendedBy" | "notes">
  | { readonly kind: "payment" /** Such as `1000 KRW`. */; readonly amount: string; readonly notes: readonly Note[] }
);

/** What the record would get otherwise: were the rule the only one, or were the column spelled differently. */
export type WitnessInstead = { readonly answer: WitnessAnswer } & (
  | { readonly kind: "alone"; readonly rule: string }
  | { readonly kind: "spelled"; readonly column: string; readonly value: string }
);

/** A made-up record with what the policy gives it. */
export interface Witness {
  readonly record: RecordKind;
  /** The cells that are filled, by column. */
  readonly cells: { readonly [column: string]: string };
  /** What the policy as it stands decides for it. */
  readonly gets: WitnessAnswer;
  /** What it would get otherwise, where the difference shows the finding. */
  readonly instead?: WitnessInstead;
}

/** A finding as it is reported, with its place in the policy or in the outage file. */
export type LintFinding = FindingFact &
  WrittenPlace & {
    readonly severity: LintSeverity;
    /** The rule, service, currency or unit that it is about. */
    readonly about: string;
    readonly witness: Witness;
  };

export const UNTRIED = ["times", "combinations", "moments"] as const;
/** Columns of times have no classes; other columns may have more combinations, and time more moments, than can be tried. */
export type Untried = (typeof UNTRIED)[number];

/** Rules that were not looked at in full; `lint` claims nothing of them. */
export interface LeftOut {
  readonly rules: number;
  /** The name of the first of them. */
  readonly first: string;
  readonly why: Untried | "too-many";
  /** How many rules for the same records are asked. */
  readonly most: number;
}
