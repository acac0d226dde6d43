/** A helper's side of a shared table: counts the columns that it was handed, block by block. */
import { createRow } from "../scanner.ts";
import { factsOfColumns } from "./column-facts.ts";
import type { CountedShare } from "./shared-tally.ts";
import { type TableTally, tallyBlock } from "./table-tally.ts";

export interface ShareCounter {
  /** Damage of a block is told by the thread that has all columns, which then asks for nothing more. */
  count(block: Uint8Array): void;
  counted(): CountedShare;
}

/** @param names of all columns of the table. */
export function createShareCounter(share: TableTally, names: readonly string[]): ShareCounter {
  const row = createRow();
  return {
    count: ({ buffer, byteOffset, length }) => {
      tallyBlock(share, Buffer.from(buffer, byteOffset, length), row);
    },
    counted: () => ({ columns: factsOfColumns(share, names), totals: share.totals }),
  };
}
