/** Rows that were read again because another row has the same identity; the rows of one record are marked together. */
import type { Fault } from "../../domain/reject.ts";
import type { Zone } from "../../domain/zone.ts";
import type { ExportFacts } from "../rows/read-rows.ts";
import { CONFLICT, DUPLICATE, SUPERSEDED } from "../rows/row-codes.ts";
import type { RowPages } from "../rows/row-pages.ts";
import { contentOf, type Fate, fatesOf, identityOf, newnessOf, type RowOfRecord } from "./belonging.ts";

export interface ConflictingRow {
  readonly ordinal: number;
  readonly exportIndex: number;
  /** Line in the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
  /** What is wrong with it; undefined where it only contradicts another row. */
  readonly fault?: Fault;
}

export interface SuspectRow extends ConflictingRow, RowOfRecord {
  readonly exportIndex: number;
  readonly identity: string;
}

/** The mark of each fate; a row that stands has none. */
const MARKS: { readonly [fate in Fate]: number } = {
  stands: 0,
  again: DUPLICATE,
  superseded: SUPERSEDED,
  contradicts: CONFLICT,
  unclear: CONFLICT,
};

/** Marks the rows of a record, and returns those that contradict each other. */
export function markRecord(group: readonly SuspectRow[], rows: RowPages): readonly ConflictingRow[] {
  const fates = fatesOf(group);
  return group.flatMap((row, at): ConflictingRow[] => {
    const fate = fates[at] ?? "stands";
    rows.mark(row.ordinal, MARKS[fate]);
    if (fate === "unclear" && row.newness.kind === "column")
      return [{ ...row, fault: { code: "newest-unclear", column: row.newness.name, value: row.newness.text } }];
    return fate === "contradicts" ? [row] : [];
  });
}

/** @param zone of times without an offset, where a mapping names no other. */
export function suspectRow(
  cells: readonly string[],
  { layout }: ExportFacts,
  zone: Zone,
  place: Pick<ConflictingRow, "ordinal" | "exportIndex" | "line">,
): SuspectRow {
  return {
    ...place,
    cells,
    identity: identityOf(cells, layout),
    content: contentOf(cells, layout),
    newness: newnessOf(cells, layout, zone),
  };
}
