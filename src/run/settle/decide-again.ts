/** Decides one row again as if the policy did not have some layers: the row's bytes become a block of one row. */

import { layoutOfMapped } from "../../input/layout.ts";
import { createBlockDecider, type DecideBlock } from "../decide/decide-block.ts";
import type { Setup } from "../rows/job.ts";
import type { OutcomeTable } from "../rows/outcomes.ts";
import type { ExportFacts } from "../rows/read-rows.ts";

/** A row whose layers can build on each other. */
export interface LayeredRow {
  /** Line in the file. */
  readonly line: number;
  /** With its line end. */
  readonly bytes: Uint8Array;
}

export type DecideAgain = (row: LayeredRow, facts: ExportFacts, without: ReadonlySet<string>) => OutcomeTable;

export function createDecideAgain(setup: Setup): DecideAgain {
  let decideBlock: DecideBlock | undefined;
  return ({ bytes, line }, { name, layout, firstRow }, without) => {
    decideBlock ??= createBlockDecider(setup);
    const source = { source: name, exportIndex: firstRow, layout: layoutOfMapped(layout) };
    // No two exports that have rows share their first row, so its ordinal tells exports apart as well as their position.
    const { outcomes, damage } = decideBlock({ ...source, bytes }, line, without);
    if (damage !== undefined) throw new Error(`a row that was read cannot be read again: ${damage.code}`);
    return outcomes;
  };
}
