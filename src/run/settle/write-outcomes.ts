/**
 * Writes the entries that are given to the outputs, and counts them. Nearly every record keeps all its entries, so entries that
 * follow each other are written at once.
 */
import type { StagingFolder } from "../../book/staging.ts";
import type { Policy } from "../../rules/policy.ts";
import { OUTPUT_COLUMNS } from "../decide/render.ts";
import { type OutcomeTable, TARGETS } from "../rows/outcomes.ts";
import { addFigures, createFigures, type GatheredFigures } from "./figures.ts";
import type { GivenIds } from "./given-ids.ts";
import { isGift, startOfRow } from "./outcome-entries.ts";
import { createRowWriter, type RowWriter } from "./row-writer.ts";
import { countGiven, createRuleTallies, type RuleTallies } from "./rule-tallies.ts";

export interface Outputs {
  /** By position in `TARGETS`. */
  readonly writers: readonly RowWriter[];
  readonly ruleTallies: RuleTallies;
  readonly figures: GatheredFigures;
  /** Ids of the gifts that were written. */
  readonly given: GivenIds;
}

export function openOutputs(staging: StagingFolder, policy: Policy, given: GivenIds): Outputs {
  return {
    writers: TARGETS.map((target) => createRowWriter(staging.create(`${target}.csv`), OUTPUT_COLUMNS[target])),
    ruleTallies: createRuleTallies(policy),
    figures: createFigures(policy),
    given,
  };
}

/** Writes the entries `from … to` (exclusive). */
export function writeEntries(
  outcomes: OutcomeTable,
  from: number,
  to: number,
  { writers, ruleTallies, figures, given }: Outputs,
): void {
  if (from === to) return;
  const { target, end, hashes } = outcomes;
  for (const [code, writer] of writers.entries()) {
    let first = -1;
    let last = -1;
    let count = 0;
    for (let at = from; at < to; at += 1) {
      if (target[at] !== code) continue;
      if (first < 0) first = at;
      last = at;
      count += 1;
      writer.addHash(hashes[at * 2] ?? 0, hashes[at * 2 + 1] ?? 0);
    }
    if (count === 0) continue;
    writer.write(outcomes.bytes[code] ?? NO_BYTES, startOfRow(outcomes, first), end[last] ?? 0, count);
  }
  for (let at = from; at < to; at += 1) {
    countGiven(ruleTallies, outcomes, at);
    addFigures(figures, outcomes, at);
    if (isGift(outcomes, at)) given.add(outcomes.ids, at);
  }
}

const NO_BYTES = new Uint8Array(0);
