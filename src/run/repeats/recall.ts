/**
 * Reads the rows again whose fingerprints repeat, compares them cell by cell, and tells conflicts from coincidence.
 *
 * Two different rows with the same kind, service and id contradict each other, and neither row is compensated, unless a mapping
 * says which one is newer (`belonging.ts`). Two rows with the same cells in another order of columns are a record and its duplicate.
 * Two rows with different identities are a coincidence.
 */
import { Failure } from "../../domain/failure.ts";
import { join } from "../../domain/path.ts";
import type { Zone } from "../../domain/zone.ts";
import { rowAlone } from "../../input/cells.ts";
import { describeLayout } from "../../input/describe-layout.ts";
import { createRow } from "../../input/scanner.ts";
import {
  createScanKernel,
  fillRow,
  loadBlock,
  memoryOfRows,
  nextBatch,
  printRows,
  type ScanKernel,
} from "../../kernel/scan-kernel.ts";
import type { ExportFacts, ReadRows } from "../rows/read-rows.ts";
import { isContradicted } from "../rows/row-codes.ts";
import { type ConflictList, type Conflicts, createConflicts, NO_CONFLICTS } from "./conflicts.ts";
import { type LookAt, readSuspects } from "./read-suspects.ts";
import { createSuspectGroups, type SuspectGroups } from "./suspect-groups.ts";
import { markRecord } from "./suspect-rows.ts";
import { addSuspect, countSuspects, hasSameSuspects, identityPrint, noSuspects, type SuspectSums } from "./suspects.ts";

export interface Recall {
  /** Of times without an offset, where a mapping names no other. */
  readonly zone: Zone;
  /** A folder for what does not fit into memory. */
  readonly scratch: string;
}

/**
 * Marks duplicates, superseded rows and conflicts among the suspects, and returns the conflicts; the caller closes them.
 * @param sums of the suspects, which are marked in the rows.
 */
export async function recallSuspects(
  sums: SuspectSums,
  read: Pick<ReadRows, "rows" | "exports">,
  { zone, scratch }: Recall,
): Promise<Conflicts> {
  const { rows, exports } = read;
  const count = exports.reduce((sum, _, exportIndex) => sum + countSuspects(sums, exportIndex), 0);
  if (count === 0) return NO_CONFLICTS;
  const conflicts = createConflicts(join(scratch, "conflicts"), read);
  const groups = createSuspectGroups({ path: join(scratch, "suspects"), count, exports, zone });
  const again: ReadAgain = { rows, kernel: createScanKernel(), groups, conflicts, sums: noSuspects(exports.length) };
  try {
    for (const [exportIndex, facts] of exports.entries()) {
      if (countSuspects(sums, exportIndex) === 0) continue;
      await readSuspects(facts, rows, createLook(facts, exportIndex, again));
      // The rows must be the same rows that were read the first time.
      if (!hasSameSuspects(sums, again.sums, exportIndex))
        throw new Failure("input-changed", { place: { file: facts.path } });
    }
    for (const record of groups.records()) markRecord(record, rows, conflicts.note);
    return conflicts;
  } catch (error) {
    conflicts.close();
    throw error;
  } finally {
    groups.close();
  }
}

/** What all exports are read again with, and what comes of it. */
interface ReadAgain extends Pick<ReadRows, "rows"> {
  readonly kernel: ScanKernel;
  readonly groups: SuspectGroups;
  readonly conflicts: ConflictList;
  /** The suspects that were read so far. */
  readonly sums: SuspectSums;
}

/** Looks for suspects of an export among its rows, and adds them to their groups. */
function createLook(facts: ExportFacts, exportIndex: number, again: ReadAgain): LookAt {
  const { rows, kernel, groups, conflicts, sums } = again;
  const { layout, lines } = facts;
  describeLayout(kernel, layout);
  const cells = createRow();
  const end = facts.firstRow + facts.rows;
  return (bytes, { ordinal: first, line: firstLine }) => {
    let ordinal = first;
    loadBlock(kernel, bytes, layout.delimiter);
    while (nextBatch(kernel)) {
      const prints = printRows(kernel);
      for (let index = 0; index < kernel.rows; index += 1, ordinal += 1) {
        // A file may have more rows than it had.
        if (ordinal >= end || !isContradicted(rows.code(ordinal))) continue;
        const [one = 0, middle = 0, last = 0] = prints.subarray(index * 3, index * 3 + 3);
        addSuspect(sums, exportIndex, [ordinal, one, middle, last]);
        fillRow(kernel, index, cells, 0);
        const line = firstLine + cells.line;
        const place = { ordinal, exportIndex, line: lines?.of(line) ?? line };
        const memory = memoryOfRows(kernel);
        const alone = rowAlone(memory, cells, layout);
        groups.add(alone.bytes, alone.row, place, identityPrint(one, middle));
        conflicts.keep(alone.bytes, alone.row, place);
      }
    }
  };
}
