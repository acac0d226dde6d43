/** Decides one row again as if the policy did not have some layers: as a block of its own, put together from its cells. */
import { csvText } from "../../input/csv-writer.ts";
import { createBlockDecider, type DecideBlock } from "../decide/decide-block.ts";
import type { LayeredRow, Setup } from "../rows/job.ts";
import type { OutcomeTable } from "../rows/outcomes.ts";
import type { ExportFacts } from "../rows/read-rows.ts";

export type DecideAgain = (row: LayeredRow, facts: ExportFacts, without: ReadonlySet<string>) => OutcomeTable;

export function createDecideAgain(setup: Setup): DecideAgain {
  let decideBlock: DecideBlock | undefined;
  return ({ cells, line }, { name, layout, delimiter, firstRow }, without) => {
    decideBlock ??= createBlockDecider(setup);
    const bytes = Buffer.from(csvText([cells], delimiter));
    // Exports that have rows differ in their first one, so it tells them apart as well as their position would.
    const { outcomes, damage } = decideBlock({ source: name, exportIndex: firstRow, layout, bytes }, line, without);
    if (damage !== undefined) throw new Error(`a row that was read cannot be read again: ${damage.code}`);
    return outcomes;
  };
}
