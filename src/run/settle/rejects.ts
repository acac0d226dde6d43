/**
 * Writes the rejected rows of each export to a CSV that people mend and feed back; `reject-file.ts` says what is in it.
 *
 * Rows that could not be read come from their blocks, and rows that contradict another row from the file that keeps them; both are in
 * input order, and they are merged by their place.
 */
import type { StagingFolder } from "../../book/staging.ts";
import { type Fault, rejectsFile } from "../../domain/reject.ts";
import type { ConflictingRow } from "../repeats/conflicts.ts";
import type { ExportFacts, PendingBlock } from "../rows/read-rows.ts";
import type { RejectedRow } from "../rows/reject-table.ts";
import { createRejectFile, type RejectedCells, type RejectFile } from "./reject-file.ts";

export interface RejectFiles {
  add(row: RejectedRow, block: PendingBlock): void;
  finish(): void;
}

type OnReject = (faults: readonly Fault[], exportIndex: number, line: number) => void;

/** @param conflicts in input order; each is valid until the next one is asked for. */
export function createRejectFiles(
  staging: StagingFolder,
  exports: readonly ExportFacts[],
  conflicts: Iterator<ConflictingRow, void>,
  onReject: OnReject,
): RejectFiles {
  const files = new Map<number, RejectFile>();
  let conflict = nextConflict();

  function nextConflict(): ConflictingRow | undefined {
    return conflicts.next().value ?? undefined;
  }

  function write(row: RejectedCells, exportIndex: number, line: number, faults: readonly Fault[]): void {
    const facts = exports[exportIndex];
    if (facts === undefined) throw new Error(`no export ${exportIndex}`);
    let file = files.get(exportIndex);
    if (file === undefined) {
      file = createRejectFile(staging.create(rejectsFile(facts.name)), facts);
      files.set(exportIndex, file);
    }
    file.add(row, line, faults);
    onReject(faults, exportIndex, line);
  }

  function writeConflictsBefore(ordinal: number): void {
    for (; conflict !== undefined && conflict.ordinal < ordinal; conflict = nextConflict())
      write(conflict, conflict.exportIndex, conflict.line, [conflict.fault]);
  }

  return {
    add: (reject, { exportIndex, firstRow, firstLine }) => {
      const ordinal = firstRow + reject.row;
      writeConflictsBefore(ordinal);
      const contradicting = conflict?.ordinal === ordinal ? conflict.fault : undefined;
      if (contradicting !== undefined) conflict = nextConflict();
      const { faults, line } = reject;
      write(reject, exportIndex, firstLine + line, contradicting === undefined ? faults : [...faults, contradicting]);
    },
    finish: () => {
      writeConflictsBefore(Number.POSITIVE_INFINITY);
      for (const file of files.values()) file.finish();
    },
  };
}
