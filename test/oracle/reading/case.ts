/** One row on its way through a policy. */
import type { Outage, Policy, Row } from "../language.ts";
import type { Period } from "./records.ts";
import type { End } from "./times.ts";
import type { Interval } from "./windows.ts";

export interface Case {
  readonly row: Row;
  readonly policy: Policy;
  readonly outage: Outage;
  readonly asOf: number;
  readonly period: Period;
  readonly window: readonly Interval[];
  /** The ends as the row has them. */
  readonly rowEnds: ReadonlyMap<string, End>;
  /** How they stand after the layers so far. */
  readonly ends: Map<string, End>;
  /** What the limits per record leave of each currency after the layers so far. */
  readonly left: Map<string, bigint>;
}

export function lost({ period, window }: Case): Interval[] {
  return window
    .map(({ from, to }) => ({ from: Math.max(from, period.starts), to: Math.min(to, period.ends) }))
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
    }
  | { readonly review: readonly string[] };

export function outageEnd({ window }: Case): number | undefined {
  return window.at(-1)?.to;
}
