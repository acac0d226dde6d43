/**
 * One file of rejects: first the original columns, unchanged and with the export's own delimiter, then columns that say what is wrong. A
 * row lists all its faults, separated by `; `. Rows that were read by a mapping say so in one more column, because their times are read
 * by it again. A row with too many cells keeps the surplus in `_value`, so that the columns stay in line.
 */
import type { StagedFile } from "../../book/staging.ts";
import { type Fault, MAPPED_COLUMN, REJECT_COLUMNS, rejectAdvice, rejectText } from "../../domain/reject.ts";
import { cellText, rowTexts } from "../../input/cells.ts";
import { cellAsCsv, csvText } from "../../input/csv-writer.ts";
import { QUOTINGS } from "../../kernel/numbers.ts";
import type { RowCells } from "../../kernel/row-cells.ts";
import type { ExportFacts } from "../rows/read-rows.ts";

export interface RejectFile {
  /** @param line of the row in its export. */
  add(row: RejectedCells, line: number, faults: readonly Fault[]): void;
  finish(): void;
}

export interface RejectedCells {
  readonly bytes: Buffer;
  readonly cells: RowCells;
}

const ADDED_COLUMNS: readonly string[] = [...REJECT_COLUMNS, MAPPED_COLUMN];
/** Characters that are gathered before they are written. */
const TEXT_AT_ONCE = 1 << 18;

export function createRejectFile(file: StagedFile, { columns: all, delimiter, mapping }: ExportFacts): RejectFile {
  // Rejects that are fed back have the added columns already. The old columns are replaced by new ones.
  const kept = all.flatMap((column, index) => (ADDED_COLUMNS.includes(column) ? [] : [index]));
  const columns = kept.map((index) => all[index] ?? "");
  const mapped = mapping === undefined ? [] : [MAPPED_COLUMN];
  const used = mapped.map(() => "used");
  let text = "";
  let rows = 0;

  function flush(): void {
    file.append(Buffer.from(text), rows);
    text = "";
    rows = 0;
  }

  function cellsAsWritten({ bytes, cells }: RejectedCells): string {
    const isWhole = kept.length === all.length && cells.count === all.length;
    if (isWhole && isBare(cells)) return bytes.toString("utf8", cells.from, cells.to);
    return kept.map((index) => cellAsCsv(cellText(bytes, cells, index), delimiter)).join(delimiter);
  }

  function valuesOf({ bytes, cells }: RejectedCells, faults: readonly Fault[]): string {
    const surplus = cells.count > all.length ? rowTexts(bytes, cells).slice(all.length).join(delimiter) : "";
    return faults.map(({ code, value }) => (code === "column-count" && surplus !== "" ? surplus : value)).join("; ");
  }

  file.append(Buffer.from(csvText([[...columns, ...REJECT_COLUMNS, ...mapped]], delimiter)));
  return {
    add: (row, line, faults) => {
      const added = [
        faults.map(({ code }) => code).join("; "),
        faults.map(({ column }) => column).join("; "),
        valuesOf(row, faults),
        String(line),
        faults.map((fault) => `${rejectText(fault)}. ${rejectAdvice(fault)}`).join("; "),
        ...used,
      ];
      text += `${cellsAsWritten(row)}${delimiter}${added.map((cell) => cellAsCsv(cell, delimiter)).join(delimiter)}\n`;
      rows += 1;
      if (text.length >= TEXT_AT_ONCE) flush();
    },
    finish: () => {
      flush();
      file.finish();
    },
  };
}

/** Whether no cell has quotes around it, so that the row's bytes are what would be written. */
function isBare({ quoting, first, count }: RowCells): boolean {
  for (let index = first; index < first + count; index += 1) if (quoting[index] !== QUOTINGS.bare) return false;
  return true;
}
