/**
 * The rows that contradict another row, in input order, from a file: when a suspect is read again, nobody knows yet whether it
 * contradicts another, so all suspects are kept there, and their marks tell afterwards.
 */
import type { Fault } from "../../domain/reject.ts";
import { cellFault } from "../../input/cell-fault.ts";
import type { RowCells } from "../../kernel/row-cells.ts";
import { createScanKernel } from "../../kernel/scan-kernel.ts";
import { createKeptRows, type KeptRowCells, type KeptRows, rowsIn } from "../rows/kept-rows.ts";
import type { ExportFacts, ReadRows } from "../rows/read-rows.ts";
import { isContradicted } from "../rows/row-codes.ts";
import { createSpool } from "../rows/spool.ts";
import type { SuspectPlace } from "./suspect-rows.ts";

/** Valid until the next one is asked for. */
export interface ConflictingRow extends SuspectPlace {
  readonly bytes: Buffer;
  readonly cells: RowCells;
  readonly fault: Fault;
}

export interface Conflicts {
  readonly count: number;
  /** In input order. */
  rows(): Generator<ConflictingRow, void, void>;
  close(): void;
}

export interface ConflictList extends Conflicts {
  /** Keeps a suspect, which is the bytes `from … to` (exclusive). Suspects come in input order. */
  keep(bytes: Uint8Array, cells: RowCells, place: SuspectPlace): void;
  /** Takes notice of a suspect that contradicts another row. @param isUnclear whether it cannot be told if it is the newest. */
  note(ordinal: number, isUnclear: boolean): void;
}

/** Suspects of one export, each with its ordinal as its row and its line in the file. */
interface Part extends KeptRows {
  readonly exportIndex: number;
}

const MEMORY = 8 * 1024 * 1024;
const BYTES_AT_ONCE = 256 * 1024;
const CONTRADICTS: Fault = { code: "duplicate-conflict", column: "", value: "" };

/** @param path of a file for what does not fit into memory. */
export function createConflicts(path: string, { rows, exports }: Pick<ReadRows, "rows" | "exports">): ConflictList {
  const spool = createSpool<Part>(path, MEMORY);
  const kept = createKeptRows();
  const unclear: number[] = [];
  let exportIndex = 0;
  let count = 0;

  function flush(): void {
    if (kept.count === 0) return;
    const part = { ...kept.take(), exportIndex };
    spool.append(part, part.bytes.length + part.count * 12);
  }

  function keep(bytes: Uint8Array, { from, to }: RowCells, place: SuspectPlace): void {
    if (place.exportIndex !== exportIndex || kept.size > BYTES_AT_ONCE) flush();
    exportIndex = place.exportIndex;
    kept.add(bytes, from, to, { row: place.ordinal, line: place.line });
  }

  function* conflicting(): Generator<ConflictingRow, void, void> {
    flush();
    unclear.sort((a, b) => a - b);
    let nextUnclear = 0;
    // A kernel of its own finds the cells, so that others can scan between two rows.
    const kernel = createScanKernel();
    for (const part of spool.parts()) {
      const facts = exports[part.exportIndex];
      if (facts === undefined) throw new Error(`no export ${part.exportIndex}`);
      for (const row of rowsIn(part, facts.layout.delimiter, kernel)) {
        const { row: ordinal, line, bytes, cells } = row;
        if (!isContradicted(rows.code(ordinal))) continue;
        const isUnclear = unclear[nextUnclear] === ordinal;
        if (isUnclear) nextUnclear += 1;
        const fault = isUnclear ? unclearFault(row, facts) : CONTRADICTS;
        yield { ordinal, exportIndex: part.exportIndex, line, bytes, cells, fault };
      }
    }
  }

  return {
    get count() {
      return count;
    },
    keep,
    note: (ordinal, isUnclear) => {
      count += 1;
      if (isUnclear) unclear.push(ordinal);
    },
    rows: conflicting,
    close: spool.close,
  };
}

/** No conflicts, and nothing to close. */
export const NO_CONFLICTS: Conflicts = { count: 0, *rows() {}, close: () => {} };

function unclearFault({ bytes, cells }: KeptRowCells, { layout: { columns, newer } }: ExportFacts): Fault {
  if (newer?.kind !== "column") throw new Error("an export without a column that tells the newest row");
  return { ...cellFault("newest-unclear", newer.index, { bytes, row: cells, columns }), column: newer.name };
}
