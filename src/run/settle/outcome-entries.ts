/** Single entries of outcome tables: one benefit or review of one record. */
import { type OutcomeTable, TARGETS } from "../rows/outcomes.ts";

/** The entry at a position of a table. */
export interface Entry {
  readonly table: OutcomeTable;
  readonly at: number;
}

/** Where the output row of an entry begins: where the row before it in the same target ends. */
export function startOfRow({ target, end }: OutcomeTable, at: number): number {
  let before = at - 1;
  while (before >= 0 && target[before] !== target[at]) before -= 1;
  return before < 0 ? 0 : (end[before] ?? 0);
}

export function countGifts(outcomes: OutcomeTable, from: number, to: number): number {
  let gifts = 0;
  for (let at = from; at < to; at += 1) if (isGift(outcomes, at)) gifts += 1;
  return gifts;
}

export function isGift({ target }: OutcomeTable, at: number): boolean {
  return TARGETS[target[at] ?? 0] !== "review";
}

export function isAdjustment({ target }: OutcomeTable, at: number): boolean {
  return TARGETS[target[at] ?? 0] === "adjusted-expiry";
}

export function entriesOf(table: OutcomeTable, from: number, to: number): readonly Entry[] {
  return Array.from({ length: to - from }, (_, index) => ({ table, at: from + index }));
}
