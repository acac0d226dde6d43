/**
 * The seam between who reads and who decides: a block of rows goes out, what was decided comes back, all plain data.
 *
 * A worker thread stands behind it today; anything that can run a process and hand it bytes could.
 */
import type { Instant } from "../domain/instant.ts";
import type { Outage } from "../domain/outage.ts";
import type { Fault } from "../domain/reject.ts";
import type { Layout } from "../exports/layout.ts";
import type { Damage } from "../exports/scanner.ts";
import type { Policy } from "../rules/policy.ts";
import type { OutcomeTable } from "./outcomes.ts";
import type { RepeatSearch } from "./repeats.ts";

/** What is the same for every block of a run. */
export interface Setup {
  readonly policy: Policy;
  readonly outage: Outage;
  readonly asOf: Instant;
}

export interface BlockJob {
  /** Name of the export, as outputs give it. */
  readonly source: string;
  /** Position of the export in the run; blocks of one export share their readers. */
  readonly exportIndex: number;
  readonly layout: Layout;
  readonly bytes: Uint8Array;
  /** Layers to leave out; see `settle.ts`. */
  readonly without?: ReadonlySet<string>;
}

/** What a thread is asked to do. */
export type Task =
  | { readonly kind: "decide"; readonly job: BlockJob }
  | { readonly kind: "search"; readonly search: RepeatSearch };

/** What it answers, in the order it was asked. */
export type Answer =
  | { readonly kind: "decided"; readonly result: BlockResult }
  | { readonly kind: "found"; readonly suspects: Uint32Array };

export interface BlockResult {
  /** The block itself, given back so that its room can be used again. */
  readonly bytes: Uint8Array;
  /** One code per row, in order; see `rows.ts`. */
  readonly codes: Uint8Array<ArrayBuffer>;
  /** Three words per row: two of the identity's fingerprint, one of the whole row's. */
  readonly fingerprints: Uint32Array<ArrayBuffer>;
  readonly outcomes: OutcomeTable;
  readonly rejects: readonly RejectedRow[];
  /** Rows of which one layer's benefit builds on another's. */
  readonly layered: readonly LayeredRow[];
  /** The first record to which two rules apply where the policy says that only one can. */
  readonly overlap: RuleOverlap | undefined;
  /** Line feeds in the block. */
  readonly lines: number;
  /** Services that no rule is for. */
  readonly unruled: readonly string[];
  readonly damage: (Damage & { readonly line: number }) | undefined;
}

export interface LayeredRow {
  readonly row: number;
  readonly cells: readonly string[];
}

export interface RuleOverlap {
  /** Line within the block, from 0. */
  readonly line: number;
  readonly layer: string;
  readonly rules: readonly [string, string];
}

export interface RejectedRow {
  /** Row and line within the block, from 0. */
  readonly row: number;
  readonly line: number;
  readonly cells: readonly string[];
  readonly faults: readonly Fault[];
}
