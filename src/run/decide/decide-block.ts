/** Takes a block from bytes to outcomes: scans it, and decides its candidates. */
import type { BlockJob, BlockResult, DecidedRows, ScannedBlock, Setup } from "../rows/job.ts";
import { noKeptRows } from "../rows/kept-rows.ts";
import { noOutcomes } from "../rows/outcomes.ts";
import { createBlockScanner } from "../scan/scan-block.ts";
import { createRowDecider } from "./decide-rows.ts";

/** @param firstLine number of the block's first line in the file. @param without layers to leave out. */
export type DecideBlock = (job: BlockJob, firstLine: number, without?: ReadonlySet<string>) => BlockResult;

/** Scans and decides on this thread. */
export function createBlockDecider(setup: Setup): DecideBlock {
  const scanBlock = createBlockScanner(setup);
  const decideRows = createRowDecider(setup);
  return (job, firstLine, without) => {
    const scanned = scanBlock(job);
    const { candidates } = scanned;
    if (candidates.count === 0) return resultOf(scanned, nothingDecided());
    const { source, exportIndex, layout } = job;
    return resultOf(scanned, decideRows({ source, exportIndex, layout, firstLine, candidates, without }));
  };
}

/** The decided rows of a block without candidates. */
export function nothingDecided(): DecidedRows {
  return { codes: new Uint8Array(0), outcomes: noOutcomes(), layered: noKeptRows(), overlap: undefined };
}

/** The answer for a block, put together from its scanned and its decided rows. */
export function resultOf({ candidates, codes, ...scanned }: ScannedBlock, decided: DecidedRows): BlockResult {
  const { codes: decidedCodes, ...rest } = decided;
  for (let index = 0; index < candidates.count; index += 1) {
    codes[candidates.row[index] ?? 0] = decidedCodes[index] ?? 0;
  }
  return { ...scanned, codes, ...rest };
}
