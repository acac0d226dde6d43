/**
 * Goes over the affected records in input order: leaves out duplicates and conflicts, and withholds the parts of a record that
 * an earlier run gave or that exceed a limit.
 *
 * Until here every row was decided on its own; here the rows meet each other and the book. The caller takes what every record
 * keeps: a plan writes it, a comparison counts it.
 */
import type { OutcomeTable } from "../rows/outcomes.ts";
import type { PendingBlock, ReadRows } from "../rows/read-rows.ts";
import { isDropped } from "../rows/row-codes.ts";
import type { LayeredRow } from "./decide-again.ts";
import { type Rest, type Withholding, withhold } from "./withhold.ts";

export interface Settling {
  readonly read: ReadRows;
  readonly withholding: Withholding;
  /** The number of entries in all blocks before the next block. */
  position: number;
}

/** The records of a block. `from`, `to` and `rest` are about the record that was settled last; the next record overwrites them. */
export interface BlockRecords {
  readonly block: PendingBlock;
  readonly outcomes: OutcomeTable;
  /** The record's entries are `from … to` (exclusive). */
  from: number;
  to: number;
  /** The part of the record that is given where another part is withheld; undefined where all its entries are given. */
  rest: Rest | undefined;
  /** Position of the next row that is layered, among those of the block. */
  nextLayered: number;
  /** Position of the block's first entry among all entries of the run. */
  readonly firstPosition: number;
}

/** The records of the next block; no record is settled yet. */
export function openRecords(block: PendingBlock, settling: Settling): BlockRecords {
  const { outcomes } = block;
  const firstPosition = settling.position;
  settling.position += outcomes.count;
  return { block, outcomes, from: 0, to: 0, rest: undefined, nextLayered: 0, firstPosition };
}

/** Settles the next record that is not left out; false when the block has no more records. */
export function settleNext(records: BlockRecords, { read, withholding }: Settling): boolean {
  const { block, outcomes } = records;
  while (records.to < outcomes.count) {
    const from = records.to;
    const row = outcomes.row[from] ?? 0;
    let to = from + 1;
    while (to < outcomes.count && outcomes.row[to] === row) to += 1;
    records.from = from;
    records.to = to;
    if (isDropped(read.rows.code(block.firstRow + row))) continue;
    const layered = layeredRow(records, row);
    const facts = read.exports[block.exportIndex];
    records.rest = withhold(
      { outcomes, from, to, layered, facts, position: records.firstPosition + from },
      withholding,
    );
    return true;
  }
  return false;
}

/** The row where it is layered. @param row within the block; later than that of the call before. */
function layeredRow(records: BlockRecords, row: number): LayeredRow | undefined {
  const { row: rows, line, end, bytes } = records.block.layered;
  while ((rows[records.nextLayered] ?? Number.POSITIVE_INFINITY) < row) records.nextLayered += 1;
  const at = records.nextLayered;
  if (rows[at] !== row) return undefined;
  return { line: line[at] ?? 0, bytes: bytes.subarray(at === 0 ? 0 : end[at - 1], end[at]) };
}
