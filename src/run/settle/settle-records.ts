/**
 * Goes over the records that get something or go to review, in input order: leaves out those that appear twice, and withholds
 * what an earlier run gave or what exceeds a limit.
 *
 * Reading decided every row on its own; only here rows meet each other and the book. The caller says what happens to what a
 * record keeps: a plan writes it, a comparison counts it.
 */
import type { LayeredRow } from "../rows/job.ts";
import type { OutcomeTable } from "../rows/outcomes.ts";
import type { PendingBlock, ReadRows } from "../rows/read-rows.ts";
import { isDropped } from "../rows/row-codes.ts";
import { type Rest, type Withholding, withhold } from "./withhold.ts";

export interface Settling {
  readonly read: ReadRows;
  readonly withholding: Withholding;
  /** Entries of the blocks before the next one. */
  position: number;
}

/** The records of a block; `from`, `to` and `rest` say which one is settled, and are overwritten by the next one. */
export interface BlockRecords {
  readonly block: PendingBlock;
  readonly outcomes: OutcomeTable;
  /** The entries `from … to` (exclusive) are the record's. */
  from: number;
  to: number;
  /** What the record gets where a part of it is withheld; undefined where it gets all its entries. */
  rest: Rest | undefined;
  readonly layeredRows: ReadonlyMap<number, LayeredRow>;
  /** Position of the block's first entry among all entries of the run. */
  readonly firstPosition: number;
}

/** The records of the next block; none is settled yet. */
export function openRecords(block: PendingBlock, settling: Settling): BlockRecords {
  const { outcomes, layered } = block;
  const firstPosition = settling.position;
  settling.position += outcomes.count;
  const layeredRows = new Map(layered.map((row) => [row.row, row]));
  return { block, outcomes, from: 0, to: 0, rest: undefined, layeredRows, firstPosition };
}

/** Settles the next record that is not left out; false when the block has no more. */
export function settleNext(records: BlockRecords, { read, withholding }: Settling): boolean {
  const { block, outcomes, layeredRows } = records;
  while (records.to < outcomes.count) {
    const from = records.to;
    const row = outcomes.row[from] ?? 0;
    let to = from + 1;
    while (to < outcomes.count && outcomes.row[to] === row) to += 1;
    records.from = from;
    records.to = to;
    if (isDropped(read.rows.code(block.firstRow + row))) continue;
    const layered = layeredRows.get(row);
    const facts = read.exports[block.exportIndex];
    records.rest = withhold(
      { outcomes, from, to, layered, facts, position: records.firstPosition + from },
      withholding,
    );
    return true;
  }
  return false;
}
