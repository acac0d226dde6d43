/**
 * Which record an output row is for, read from the row's own bytes. Few rows are asked about, so no names are kept beside
 * the rows.
 */

import { rowTexts } from "../input/cells.ts";
import { createRow, scanRows } from "../input/scanner.ts";
import { OUTPUT_COLUMNS } from "../run/decide/render.ts";
import { type OutcomeTable, TARGETS } from "../run/rows/outcomes.ts";
import { startOfRow } from "../run/settle/outcome-entries.ts";

export interface RecordNames {
  readonly id: string;
  /** The holder; a claim that has none stands for itself, as it does for limits per user. */
  readonly user: string;
  readonly service: string;
}

/** Names the record of an entry. */
export type NameRecord = (outcomes: OutcomeTable, at: number) => RecordNames;

const COMMA = 0x2c;

export function createRecordNamer(): NameRecord {
  const row = createRow();
  return (outcomes, at) => {
    const code = outcomes.target[at] ?? 0;
    const columns = OUTPUT_COLUMNS[TARGETS[code] ?? "review"];
    const bytes = Buffer.from(outcomes.bytes[code]?.subarray(startOfRow(outcomes, at), outcomes.end[at]) ?? []);
    scanRows(bytes, COMMA, row, () => {});
    const cells = rowTexts(bytes, row);
    const cell = (column: string) => cells[columns.indexOf(column)] ?? "";
    const [kind, service, id] = [cell("record"), cell("service"), cell("record_id")];
    return { id, user: cell("user_id") || `${kind} ${service} ${id}`, service };
  };
}
