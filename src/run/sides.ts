/** The sides of a reading: a plan decides every row under one set of rules, a comparison of rules under two sets. */
import type { Remark } from "../domain/remark.ts";
import type { Zone } from "../domain/zone.ts";
import type { Pool } from "./pool.ts";
import type { BlockResult } from "./rows/job.ts";
import type { ExportFacts, PendingBlock, ReadRows } from "./rows/read-rows.ts";
import { addRemarks, type RemarkTable } from "./rows/remarks.ts";
import { createRowPages } from "./rows/row-pages.ts";
import type { Spool } from "./rows/spool.ts";
import { createServicesSeen, type ServicesSeen } from "./scan/services-seen.ts";

/** One set of rules by which every row is decided, and the answers so far. */
export interface Side extends ReadRows {
  readonly pool: Pool;
  readonly pending: Spool<PendingBlock>;
  /** Further columns that the rules change; they are read as ends of periods. */
  readonly fields: ReadonlySet<string>;
  /** All columns that the rules look at. */
  readonly used: ReadonlySet<string>;
  /** The policy's zone. */
  readonly zone: Zone;
  readonly services: ServicesSeen;
  readonly exports: ExportFacts[];
  readonly unruled: Set<string>;
  /** By position of the export; none for an export without remarks. */
  readonly remarks: Map<number, RemarkTable>;
  outcomes: number;
  rejects: number;
}

export function createSide(given: Pick<Side, "pool" | "pending" | "fields" | "used" | "zone">): Side {
  const nothingYet = { exports: [], outcomes: 0, rejects: 0, rows: createRowPages(), unruled: new Set<string>() };
  return { ...given, ...nothingYet, services: createServicesSeen(), remarks: new Map() };
}

/** A plan has only the first side. Where all sides are alike, the first side is asked. */
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
  if (outcomes.count > 0 || rejects.count > 0) side.pending.append(block, sizeOf(block));
  side.rows.append(result);
  for (const service of result.unruled) side.unruled.add(service);
  addExportRemarks(side, exportIndex, result.remarks, firstLine);
  side.outcomes += outcomes.count;
  side.rejects += rejects.count;
}

/** Adds remarks about rows of an export. @param firstLine the line that the lines of the remarks count from. */
export function addExportRemarks(
  { remarks }: Side,
  exportIndex: number,
  added: readonly Remark[],
  firstLine: number,
): void {
  if (added.length === 0) return;
  const table: RemarkTable = remarks.get(exportIndex) ?? new Map();
  addRemarks(table, added, firstLine);
  remarks.set(exportIndex, table);
}

interface ExportPlace {
  readonly exportIndex: number;
  readonly path: string;
}

function sizeOf({ outcomes, rejects, layered }: PendingBlock): number {
  const bytes = outcomes.bytes.reduce((sum, { length }) => sum + length, 0);
  const kept = rejects.bytes.length + layered.bytes.length + (rejects.count + layered.count) * 32;
  return bytes + outcomes.count * 64 + kept;
}

/** A remark about cells of an export. */
export interface ExportRemark extends Remark {
  /** Name of the export, as outputs write it. */
  readonly export: string;
}

/** All remarks of a side, by export, line and column: their order does not depend on the size of blocks. */
export function remarksOf({ exports, remarks }: Pick<Side, "exports" | "remarks">): readonly ExportRemark[] {
  return exports.flatMap(({ name, columns }, index) =>
    [...(remarks.get(index)?.values() ?? [])]
      .sort((a, b) => a.line - b.line || columns.indexOf(a.column) - columns.indexOf(b.column))
      .map((remark) => ({ ...remark, export: name })),
  );
}
