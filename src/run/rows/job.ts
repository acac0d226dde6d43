/**
 * The seams between who reads, who scans and who decides: a block goes out, candidates come back and go out again, what was
 * decided comes back; all plain data.
 *
 * A worker thread stands behind it today; anything that can run a process and hand it bytes could.
 */
import type { Instant } from "../../domain/instant.ts";
import type { Outage } from "../../domain/outage.ts";
import type { Fault } from "../../domain/reject.ts";
import type { Layout } from "../../input/layout.ts";
import { buffersOfCandidates, type Candidates } from "../../kernel/candidates.ts";
import { buffersOf, type Columns, column } from "../../kernel/columns.ts";
import type { Damage } from "../../kernel/row-cells.ts";
import type { Policy } from "../../rules/policy.ts";
import { buffersOfOutcomes, type OutcomeTable } from "./outcomes.ts";
import type { PricedTable } from "./priced-before.ts";

/** What is the same for every block of a run. */
export interface Setup {
  readonly policy: Policy;
  readonly outage: Outage;
  readonly asOf: Instant;
  /** What runs that stand gave; only where the layers of all could together come to more than a price. */
  readonly pricedBefore?: PricedTable | undefined;
}

/** What is to be known of the export that rows are of. */
export interface RowsOrigin {
  /** Name of the export, as outputs give it. */
  readonly source: string;
  /** Position of the export in the run; blocks of one export share their readers. */
  readonly exportIndex: number;
  readonly layout: Layout;
}

export interface BlockJob extends RowsOrigin {
  /** On shared memory; it must stay as it is until it was scanned. */
  readonly bytes: Uint8Array;
}

/** What a scanned block leaves to be decided. */
export interface DecideJob extends RowsOrigin {
  /** Number of the block's first line in the file. */
  readonly firstLine: number;
  readonly candidates: Candidates;
  /** Layers to leave out; see `settle.ts`. */
  readonly without?: ReadonlySet<string> | undefined;
}

/** What is said of every row of a scanned block, in the order of its rows. */
export const SCANNED_COLUMNS = {
  /** A code; see `row-codes.ts`. The codes of candidates are only known once they are decided. */
  codes: column(Uint8Array),
  /** Three words; see `fingerprints.ts`. */
  fingerprints: column(Uint32Array, 3),
  /** Bytes from the start of the row before (or of the block) to the start of the row; see `row-places.ts`. */
  gaps: column(Uint8Array),
};

export interface ScannedBlock extends Columns<typeof SCANNED_COLUMNS> {
  readonly candidates: Candidates;
  /** Line feeds in the block. */
  readonly lines: number;
  readonly rejects: readonly RejectedRow[];
  /** Services that were not met before on this thread, in the order of their rows. */
  readonly services: readonly string[];
  /** Services that no rule is for, in the order of their rows; those that an earlier block named may be left out. */
  readonly unruled: readonly string[];
  readonly damage: (Damage & { readonly line: number }) | undefined;
}

export interface DecidedRows {
  /** One code per candidate. */
  readonly codes: Uint8Array<ArrayBuffer>;
  readonly outcomes: OutcomeTable;
  /** Rows in which one layer's benefit can build on another's. */
  readonly layered: readonly LayeredRow[];
  /** The first record to which two rules apply where the policy says that only one can. */
  readonly overlap: RuleOverlap | undefined;
}

export type BlockResult = Omit<ScannedBlock, "candidates"> & DecidedRows;

export interface LayeredRow {
  readonly row: number;
  /** Line in the file. */
  readonly line: number;
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

/** The memory of a scanned block that a thread hands over instead of a copy. */
export function buffersOfScanned(block: ScannedBlock): readonly ArrayBuffer[] {
  return [...buffersOf(SCANNED_COLUMNS, block), ...buffersOfCandidates(block.candidates)];
}

/** The memory of decided rows that a thread hands over instead of a copy. */
export function buffersOfDecided({ codes, outcomes }: DecidedRows): readonly ArrayBuffer[] {
  return [codes.buffer, ...buffersOfOutcomes(outcomes)];
}
