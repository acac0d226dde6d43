/** Reads an output row back from a table of outcomes, for the few rows that are shown. */
import { rowTexts } from "../../input/cells.ts";
import { createRow, scanRows } from "../../input/scanner.ts";
import { OUTPUT_COLUMNS } from "../decide/render.ts";
import { type OutcomeTable, TARGETS } from "../rows/outcomes.ts";
import { startOfRow } from "./outcome-entries.ts";

/** Cells by column. */
export type OutputCells = ReadonlyMap<string, string>;

const COMMA = 0x2c;

/** @param at the row's entry. */
export function readOutputRow(table: OutcomeTable, at: number): OutputCells {
  const code = table.target[at] ?? 0;
  const target = TARGETS[code] ?? "review";
  const all = table.bytes[code] ?? new Uint8Array(0);
  const bytes = Buffer.from(all.subarray(startOfRow(table, at), table.end[at]));
  const row = createRow();
  const cells = new Map<string, string>();
  scanRows(bytes, COMMA, row, () => {
    for (const [index, text] of rowTexts(bytes, row).entries()) cells.set(OUTPUT_COLUMNS[target][index] ?? "", text);
  });
  return cells;
}
