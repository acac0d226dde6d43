/**
 * The data that goes between the reader, the scanner and the deciders: a block goes out, its candidates come back and go out
 * again, and the decided rows come back. All of it is plain data.
 *
 * The scanner and the deciders are worker threads today. Processes that can be given bytes could do the same.
 */
import type { Instant } from "../../domain/instant.ts";
import type { Outage } from "../../domain/outage.ts";
import type { Remark } from "../../domain/remark.ts";
import type { Layout } from "../../input/layout.ts";
import { buffersOfCandidates, type Candidates } from "../../kernel/candidates.ts";
import { buffersOf, type Columns, column } from "../../kernel/columns.ts";
import type { Damage } from "../../kernel/row-cells.ts";
import type { Policy } from "../../rules/policy.ts";
import { buffersOfKeptRows, type KeptRows } from "./kept-rows.ts";
import { buffersOfOutcomes, type OutcomeTable } from "./outcomes.ts";
import type { PricedTable } from "./priced-before.ts";
import { buffersOfRejects, type RejectTable } from "./reject-table.ts";

/** The data that every block of a run is decided with. */
export interface Setup {
  readonly policy: Policy;
  readonly outage: Outage;
  readonly asOf: Instant;
  /** The gifts of runs that stand; only where the layers of all runs together could give more than a price. */
  readonly pricedBefore?: PricedTable | undefined;
}

/** The facts about the export of some rows. */
export interface RowsOrigin {
  /** Name of the export, as outputs write it. */
  readonly source: string;
  /** Position of the export in the run; blocks of one export share their readers. */
  readonly exportIndex: number;
  readonly layout: Layout;
}

export interface BlockJob extends RowsOrigin {
  /** On shared memory, which must not change until the block was scanned. */
  readonly bytes: Uint8Array;
}

/** The candidates of a scanned block, which have to be decided. */
export interface DecideJob extends RowsOrigin {
  /** Number of the block's first line in the file. */
  readonly firstLine: number;
  readonly candidates: Candidates;
  /** Layers to leave out; see `settle/withhold.ts`. */
  readonly without?: ReadonlySet<string> | undefined;
}

/** The columns of a scanned block: one entry for every row, in the order of the rows. */
export const SCANNED_COLUMNS = {
  /** A code; see `row-codes.ts`. The code of a candidate is only known once the candidate is decided. */
  codes: column(Uint8Array),
  /** Three numbers; see `fingerprints.ts`. */
  fingerprints: column(Uint32Array, 3),
  /** Bytes from the start of the row before (or of the block) to the start of the row; see `row-places.ts`. */
  gaps: column(Uint8Array),
};

export interface ScannedBlock extends Columns<typeof SCANNED_COLUMNS> {
  readonly candidates: Candidates;
  /** Line feeds in the block. */
  readonly lines: number;
  /** The number of rows that a mapping left out because they are no records. */
  readonly leftOut: number;
  readonly rejects: RejectTable;
  /** Odd cells of rows that were read, with lines within the block, from 0; one for each column and fault. */
  readonly remarks: readonly Remark[];
  /** Services that this thread had not met before, in the order of their rows. */
  readonly services: readonly string[];
  /** Services that no rule is for, in the order of their rows. A service that an earlier block named may be left out. */
  readonly unruled: readonly string[];
  readonly damage: (Damage & { readonly line: number }) | undefined;
}

export interface DecidedRows {
  /** One code per candidate. */
  readonly codes: Uint8Array<ArrayBuffer>;
  readonly outcomes: OutcomeTable;
  /** Rows in which the benefit of one layer can build on the benefit of another, with their lines in the file. */
  readonly layered: KeptRows;
  /** The first record to which two rules of a layer apply where the policy says that only one can. */
  readonly overlap: RuleOverlap | undefined;
}

export type BlockResult = Omit<ScannedBlock, "candidates"> & DecidedRows;

export interface RuleOverlap {
  /** Line within the block, from 0. */
  readonly line: number;
  readonly layer: string;
  readonly rules: readonly [string, string];
}

/** The memory of a scanned block that a thread hands over instead of a copy. */
export function buffersOfScanned(block: ScannedBlock): readonly ArrayBuffer[] {
  const { candidates, rejects } = block;
  return [...buffersOf(SCANNED_COLUMNS, block), ...buffersOfCandidates(candidates), ...buffersOfRejects(rejects)];
}

/** The memory of decided rows that a thread hands over instead of a copy. */
export function buffersOfDecided({ codes, outcomes, layered }: DecidedRows): readonly ArrayBuffer[] {
  return [codes.buffer, ...buffersOfOutcomes(outcomes), ...buffersOfKeptRows(layered)];
}
