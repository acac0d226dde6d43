/**
 * The words of an outage and a policy that no rule looks at, and the ceilings of the policy. A manifest keeps them for the readers of
 * a report, because the files themselves may be gone by then.
 */

export interface Terms {
  readonly title?: string;
  readonly source?: string;
  /** Taken out of the windows; UTC. */
  readonly excluded: readonly { readonly start: string; readonly end: string }[];
  /** Why a rule is there, by its name; rules that do not say are left out. */
  readonly why: { readonly [rule: string]: string };
  readonly limits: readonly Ceiling[];
}

/** A limit of the policy as it is told; see `Limit` in `rules/policy.ts`. */
export interface Ceiling {
  readonly per: "record" | "user" | "run";
  /** Undefined for all layers together. */
  readonly layer?: string;
  readonly kind: "records" | "credit" | "price" | "extend";
  /** A count, an amount in major units, a length of time, or empty for the price. */
  readonly most: string;
  /** Of `credit` alone. */
  readonly currency?: string;
}
