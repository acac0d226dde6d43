/**
 * Writes the rejected rows of each export to a CSV that people mend and feed back: first the original columns, unchanged and
 * with the export's own delimiter, then columns that say what is wrong. A row lists all its faults, separated by `; `. Rows that were
 * read by a mapping say so in one more column, because their times are read by it again.
 *
 * Rows that could not be read come from their blocks, and rows that contradict another row come as a list; both are in input
 * order, and they are merged by their place. A row with too many cells keeps the surplus in `_value`, so that the columns stay
 * in line.
 */
import type { StagedFile, StagingFolder } from "../../book/staging.ts";
import {
  type Fault,
  MAPPED_COLUMN,
  REJECT_COLUMNS,
  rejectAdvice,
  rejectsFile,
  rejectText,
} from "../../domain/reject.ts";
import { csvText } from "../../input/csv-writer.ts";
import type { ConflictingRow } from "../repeats/suspect-rows.ts";
import type { RejectedRow } from "../rows/job.ts";
import type { ExportFacts, PendingBlock } from "../rows/read-rows.ts";

export interface RejectFiles {
  add(row: RejectedRow, block: PendingBlock): void;
  finish(): void;
}

type OnReject = (faults: readonly Fault[], exportIndex: number, line: number) => void;

const ADDED_COLUMNS: readonly string[] = [...REJECT_COLUMNS, MAPPED_COLUMN];
const ROWS_AT_ONCE = 1000;
const CONTRADICTS: Fault = { code: "duplicate-conflict", column: "", value: "" };

export function createRejectFiles(
  staging: StagingFolder,
  exports: readonly ExportFacts[],
  conflicts: readonly ConflictingRow[],
  onReject: OnReject,
): RejectFiles {
  const files = new Map<number, RejectFile>();
  let nextConflict = 0;

  function write(exportIndex: number, line: number, cells: readonly string[], faults: readonly Fault[]): void {
    const facts = exports[exportIndex];
    if (facts === undefined) throw new Error(`no export ${exportIndex}`);
    let file = files.get(exportIndex);
    if (file === undefined) {
      file = createRejectFile(staging.create(rejectsFile(facts.name)), facts);
      files.set(exportIndex, file);
    }
    file.add(cells, line, faults);
    onReject(faults, exportIndex, line);
  }

  function writeConflictsBefore(ordinal: number): void {
    for (
      let next = conflicts[nextConflict];
      next !== undefined && next.ordinal < ordinal;
      next = conflicts[nextConflict]
    ) {
      write(next.exportIndex, next.line, next.cells, [next.fault ?? CONTRADICTS]);
      nextConflict += 1;
    }
  }

  return {
    add: ({ row, line, cells, faults }, { exportIndex, firstRow, firstLine }) => {
      const ordinal = firstRow + row;
      writeConflictsBefore(ordinal);
      const conflict = conflicts[nextConflict];
      const contradicts = conflict?.ordinal === ordinal;
      if (contradicts) nextConflict += 1;
      const all = contradicts ? [...faults, conflict.fault ?? CONTRADICTS] : faults;
      write(exportIndex, firstLine + line, cells, all);
    },
    finish: () => {
      writeConflictsBefore(Number.POSITIVE_INFINITY);
      for (const file of files.values()) file.finish();
    },
  };
}

interface RejectFile {
  add(cells: readonly string[], line: number, faults: readonly Fault[]): void;
  finish(): void;
}

function createRejectFile(file: StagedFile, { columns: all, delimiter, mapping }: ExportFacts): RejectFile {
  // Rejects that are fed back have the added columns already. The old columns are replaced by new ones.
  const kept = all.flatMap((column, index) => (ADDED_COLUMNS.includes(column) ? [] : [index]));
  const columns = kept.map((index) => all[index] ?? "");
  const mapped = mapping === undefined ? [] : [MAPPED_COLUMN];
  let rows: (readonly string[])[] = [];

  function flush(): void {
    file.append(Buffer.from(csvText(rows, delimiter)), rows.length);
    rows = [];
  }

  file.append(Buffer.from(csvText([[...columns, ...REJECT_COLUMNS, ...mapped]], delimiter)));
  return {
    add: (cells, line, faults) => {
      const padded = kept.map((index) => cells[index] ?? "");
      const surplus = cells.slice(all.length).join(delimiter);
      const values = faults.map(({ code, value }) => (code === "column-count" && surplus !== "" ? surplus : value));
      rows.push([
        ...padded,
        faults.map(({ code }) => code).join("; "),
        faults.map(({ column }) => column).join("; "),
        values.join("; "),
        String(line),
        faults.map((fault) => `${rejectText(fault)}. ${rejectAdvice(fault)}`).join("; "),
        ...mapped.map(() => "used"),
      ]);
      if (rows.length === ROWS_AT_ONCE) flush();
    },
    finish: () => {
      flush();
      file.finish();
    },
  };
}
