/** One row on its way through a policy. */
import type { Outage, Policy, Row } from "../language.ts";
import type { End } from "./end.ts";
import type { Period } from "./records.ts";
import type { Interval } from "./windows.ts";

export interface Case {
  readonly row: Row;
  readonly policy: Policy;
  readonly outage: Outage;
  readonly asOf: number;
  /** The row's own. */
  readonly period: Period;
  /** The one that the rule in hand asks about: it may end with another column. */
  readonly tested: Period;
  readonly window: readonly Interval[];
  /** The ends as the row has them. */
  readonly rowEnds: ReadonlyMap<string, End>;
  /** How they stand after the layers so far. */
  readonly ends: Map<string, End>;
  /** What the limits per record leave of each currency after the layers so far. */
  readonly left: Map<string, bigint>;
  /** What credits worked out from a price gave of each currency in the layers so far. */
  readonly fromPrice: Map<string, bigint>;
}

export function lost({ tested, window }: Case): Interval[] {
  return within(tested.starts, tested.ends, window);
}

export function within(starts: number, ends: number, window: readonly Interval[]): Interval[] {
  return window
    .map(({ from, to }) => ({ from: Math.max(from, starts), to: Math.min(to, ends) }))
    .filter(({ from, to }) => from < to);
}

export type Given =
  | {
      readonly action: "extend" | "move" | "reissue" | "restore";
      readonly field: string;
      readonly old: string;
      readonly new: string;
      readonly amount?: string;
      readonly currency?: string;
      readonly notes: readonly string[];
      readonly end: End;
    }
  | {
      readonly action: "credit" | "grant";
      readonly amount: string;
      readonly currency: string;
      readonly notes: readonly string[];
      readonly minor: bigint;
      /** It was worked out from a price, so it counts towards it. */
      readonly isOfPrice: boolean;
    }
  | { readonly review: readonly string[] };

export function outageEnd({ window }: Case): number | undefined {
  return window.at(-1)?.to;
}
