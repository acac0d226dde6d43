/** What reading leaves: facts about each export, and what the rules of each side came to, block after block. */
import type { RecordKind } from "../domain/record.ts";
import type { SourceFacts } from "../exports/byte-stream.ts";
import type { Layout } from "../exports/layout.ts";
import type { BlockResult } from "./job.ts";
import { createRowPages, type RowPages } from "./pages.ts";
import type { Pool } from "./pool.ts";
import type { BlockPlace } from "./row-places.ts";
import { createServicesSeen, type ServicesSeen } from "./services-seen.ts";
import type { Spool } from "./spool.ts";

/** What was read from one export. */
export interface ExportFacts extends SourceFacts {
  readonly path: string;
  readonly name: string;
  readonly kind: RecordKind;
  readonly encoding: "utf-8" | "utf-8 with BOM";
  readonly gzip: boolean;
  readonly delimiter: string;
  readonly columns: readonly string[];
  readonly rows: number;
  /** Ordinal of its first row among all rows of the run. */
  readonly firstRow: number;
  readonly endsWithNewline: boolean;
  readonly layout: Layout;
  /** Where its rows lie; none when that was not noted. */
  readonly blocks: readonly BlockPlace[];
}

/** The part of a block's answer that waits until rows were compared with each other. */
export interface PendingBlock extends Pick<BlockResult, "outcomes" | "rejects" | "layered"> {
  readonly exportIndex: number;
  /** Ordinal of the block's first row, and number of its first line in the file. */
  readonly firstRow: number;
  readonly firstLine: number;
}

export interface ReadRows {
  readonly exports: readonly ExportFacts[];
  /** Benefits and reviews of all blocks. */
  readonly outcomes: number;
  readonly rejects: number;
  readonly rows: RowPages;
  /** Services in the exports that no rule is for. */
  readonly unruled: ReadonlySet<string>;
}

/** Rules by which every row is decided, and what they came to so far. A plan has one side, a comparison of rules two. */
export interface Side extends ReadRows {
  readonly pool: Pool;
  readonly pending: Spool<PendingBlock>;
  /** Further columns that the rules change; read as ends of periods. */
  readonly fields: ReadonlySet<string>;
  readonly services: ServicesSeen;
  readonly exports: ExportFacts[];
  readonly unruled: Set<string>;
  outcomes: number;
  rejects: number;
}

export function createSide(given: Pick<Side, "pool" | "pending" | "fields">): Side {
  const nothingYet = { exports: [], outcomes: 0, rejects: 0, rows: createRowPages(), unruled: new Set<string>() };
  return { ...given, ...nothingYet, services: createServicesSeen() };
}

/** The first side is the one that a plan has, and that speaks for all where all are alike. */
export type Sides = readonly [Side, ...Side[]];

export interface DecidedBlock extends BlockResult {
  /** Number of the block's first line in the file. */
  readonly firstLine: number;
}

/** Adds a block's answer to those of the blocks before it. */
export function addBlock(result: DecidedBlock, side: Side, { exportIndex, path }: ExportPlace): void {
  const { firstLine, outcomes, rejects, layered } = result;
  side.services.see(result.services, path);
  const block: PendingBlock = { exportIndex, firstRow: side.rows.length, firstLine, outcomes, rejects, layered };
  if (outcomes.count > 0 || rejects.length > 0) side.pending.append(block, sizeOf(block));
  side.rows.append(result);
  for (const service of result.unruled) side.unruled.add(service);
  side.outcomes += outcomes.count;
  side.rejects += rejects.length;
}

interface ExportPlace {
  readonly exportIndex: number;
  readonly path: string;
}

function sizeOf({ outcomes, rejects, layered }: PendingBlock): number {
  const bytes = outcomes.bytes.reduce((sum, { length }) => sum + length, 0);
  return bytes + outcomes.count * 64 + (rejects.length + layered.length) * 512;
}
