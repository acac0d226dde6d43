/** A block from bytes to outcomes: scanned, and the rows that are for a rule decided. */
import { createRowDecider } from "./decide-rows.ts";
import type { BlockJob, BlockResult, DecidedRows, ScannedBlock, Setup } from "./job.ts";
import { createOutcomeList } from "./outcomes.ts";
import { createBlockScanner } from "./scan-block.ts";

/** @param firstLine number of the block's first line in the file. */
export type DecideBlock = (job: BlockJob, firstLine: number) => BlockResult;

/** Does both on this thread. */
export function createBlockDecider(setup: Setup): DecideBlock {
  const scanBlock = createBlockScanner(setup);
  const decideRows = createRowDecider(setup);
  return (job, firstLine) => {
    const scanned = scanBlock(job);
    const { candidates } = scanned;
    return resultOf(scanned, candidates.count === 0 ? nothingDecided() : decideRows({ ...job, firstLine, candidates }));
  };
}

/** What a block comes to of which no row is for a rule. */
export function nothingDecided(): DecidedRows {
  return { codes: new Uint8Array(0), outcomes: createOutcomeList().take(), layered: [], overlap: undefined };
}

export function resultOf({ candidates, codes, ...scanned }: ScannedBlock, decided: DecidedRows): BlockResult {
  const { codes: decidedCodes, ...rest } = decided;
  for (let index = 0; index < candidates.count; index += 1) {
    codes[candidates.row[index] ?? 0] = decidedCodes[index] ?? 0;
  }
  return { ...scanned, codes, ...rest };
}
