/** The rows of each output that are shown as examples: the first of each of the first few rules. */
import { BY_NO_RULE, type OutcomeTable } from "../rows/outcomes.ts";
import { type OutputCells, readOutputRow } from "./output-row.ts";

/** So many rows of an output are shown, among so many that were looked at. */
export const MOST_SHOWN = 4;
export const MOST_LOOKED_AT = 1000;

export interface FirstRows {
  seen: number;
  /** By position of the rule. */
  readonly rows: Map<number, OutputCells>;
}

export function noFirstRows(): FirstRows {
  return { seen: 0, rows: new Map() };
}

/** Looks at the next row of an output. */
export function lookAtRow(first: FirstRows, outcomes: OutcomeTable, at: number): void {
  const { rows } = first;
  if (first.seen === MOST_LOOKED_AT || rows.size === MOST_SHOWN) return;
  first.seen += 1;
  const rule = outcomes.rule[at] ?? BY_NO_RULE;
  if (!rows.has(rule)) rows.set(rule, readOutputRow(outcomes, at));
}
