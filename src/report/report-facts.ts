/** What a report is made from: the summary, the figures, and what the manifest says of the plan or run. */
import type { Terms } from "../domain/terms.ts";
import type { Figures } from "./figures.ts";
import type { Summary } from "./summary.ts";

export interface ReportFacts {
  readonly summary: Summary;
  /** Undefined for plans and runs of a version that gathered none. */
  readonly figures: Figures | undefined;
  readonly origins: Origins;
  readonly state: ReportState;
  /** The newest earlier run of the same outage that stands; undefined where there is none. */
  readonly earlier: EarlierRun | undefined;
}

/** A plan is told as a plan also when it is read in the book later: its bytes are those that were reviewed. */
export type ReportState =
  | { readonly kind: "plan" }
  | {
      readonly kind: "run";
      /** `0003`. */
      readonly run: string;
      /** How many runs the book has. */
      readonly runs: number;
      readonly revertedBy: string | undefined;
    };

export interface EarlierRun {
  readonly run: string;
  readonly as_of: string;
  readonly policy: string;
  readonly revision: string;
  /** Records by bucket. */
  readonly totals: { readonly [bucket: string]: number };
  readonly benefits: number;
  readonly credits: Summary["credits"];
}

/** The part of a manifest that people are told; see `book/manifest.ts`. */
export interface Origins {
  readonly tool: string;
  readonly language?: number;
  readonly time_zone_data: string;
  readonly zone: string;
  readonly windows: readonly ToldWindow[];
  readonly terms?: Terms;
  readonly rules: readonly { readonly role: string; readonly path: string; readonly sha256: string }[];
  readonly inputs: readonly {
    readonly path: string;
    readonly kind: string;
    readonly rows: number;
    readonly bytes: number;
    readonly sha256: string;
  }[];
  readonly outputs: readonly { readonly file: string; readonly bytes: number; readonly sha256: string }[];
  readonly over_budget: readonly string[];
  readonly book: { readonly runs: number; readonly head: string | null };
}

export interface ToldWindow {
  /** Undefined for every service that has no window of its own. */
  readonly service?: string;
  /** UTC. */
  readonly start: string;
  readonly end: string;
}
