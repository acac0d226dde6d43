/**
 * Shares a table between this thread and another one: each counts some of the columns of every block.
 *
 * The columns are shared out once, when the first blocks have shown which of them take the most time. A block's memory is used again
 * once both threads are done with the block.
 */
import type { ColumnFacts } from "../../domain/inspection.ts";
import type { BlockRoom } from "../blocks.ts";
import type { ColumnTally } from "./column-tally.ts";
import { type TableTally, takeShare } from "./table-tally.ts";
import { mergeTotals, type TotalsTally } from "./totals-tally.ts";

/** Another thread that counts columns. */
export interface TallyHelper {
  /** Hands columns over, with what was counted of them so far. @param names of all columns of the table. */
  take(share: TableTally, names: readonly string[]): void;
  /** Counts a block, which must not change before the promise is kept. */
  count(block: Uint8Array): Promise<void>;
  finish(): Promise<CountedShare>;
  close(): Promise<void>;
}

/** What a helper counted. Plain data. */
export interface CountedShare {
  /** By position in the table; undefined for a column of another thread. */
  readonly columns: readonly (ColumnFacts | undefined)[];
  readonly totals: TotalsTally;
}

/** A table of which a helper counts a share. */
export interface SharedTally {
  readonly helper: TallyHelper;
  readonly room: BlockRoom;
  /** The blocks that the helper is not done with, oldest first. */
  readonly waiting: Promise<void>[];
}

/** A helper gets so many blocks ahead of what it counted. */
const MOST_WAITING = 16;

/** Hands about half of the work to a helper. */
export function shareOut(
  table: TableTally,
  names: readonly string[],
  { helper, room }: Omit<SharedTally, "waiting">,
): SharedTally {
  helper.take(takeShare(table, shareOf(table)), names);
  return { helper, room, waiting: [] };
}

/** The columns for the helper: the heaviest ones first, each goes to the thread with less to do. */
function shareOf({ columns, rows }: TableTally): readonly number[] {
  const weighed = columns.map((tally, index) => ({ index, weight: tally === undefined ? 0 : weightOf(tally) }));
  let here = rows * READING_WEIGHT;
  let there = 0;
  const share: number[] = [];
  for (const { index, weight } of weighed.toSorted((a, b) => b.weight - a.weight)) {
    if (there < here) {
      share.push(index);
      there += weight;
    } else here += weight;
  }
  return share;
}

/**
 * What it takes to read a row and to check its bytes, which this thread does alone. The unit is to find a value that came before; a table
 * of ids lies in no cache.
 */
const READING_WEIGHT = 2;
const NEW_VALUE_WEIGHT = 2;
const ID_WEIGHT = 7;

function weightOf({ filled, words, distinct, ids }: ColumnTally): number {
  const fresh = words === undefined ? filled : distinct;
  return filled + fresh * NEW_VALUE_WEIGHT + (ids === undefined ? 0 : filled * ID_WEIGHT);
}

/** Has the helper count a block, whose memory is given back when the helper is done; waits where it has too many already. */
export async function shareBlock({ helper, room, waiting }: SharedTally, bytes: Uint8Array): Promise<void> {
  const counted = helper.count(bytes).then(() => room.giveBack(bytes));
  // The error is thrown where the promise is awaited.
  counted.catch(() => {});
  waiting.push(counted);
  if (waiting.length > MOST_WAITING) await waiting.shift();
}

/** The facts of the helper's columns; its totals are merged into those of the table. */
export async function gather({ helper, waiting }: SharedTally, table: TableTally): Promise<CountedShare["columns"]> {
  for (const counted of waiting.splice(0)) await counted;
  const { columns, totals } = await helper.finish();
  table.totals = mergeTotals(table.totals, totals);
  return columns;
}
