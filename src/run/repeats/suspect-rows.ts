/** Rows that were read again because another row has the same identity; the rows of one record are marked together. */
import type { Zone } from "../../domain/zone.ts";
import { rowTexts } from "../../input/cells.ts";
import type { Layout } from "../../input/layout.ts";
import type { RowCells } from "../../kernel/row-cells.ts";
import { CONFLICT, DUPLICATE, SUPERSEDED } from "../rows/row-codes.ts";
import type { RowPages } from "../rows/row-pages.ts";
import { contentReader, type Fate, fatesOf, identityOf, newnessOf, type RowOfRecord } from "./belonging.ts";

export interface SuspectPlace {
  readonly ordinal: number;
  readonly exportIndex: number;
  /** Line in the file, from 1. */
  readonly line: number;
}

export interface SuspectRow extends RowOfRecord {
  readonly ordinal: number;
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

/** Marks the rows of a record, which were suspects, and calls `onConflict` for each that contradicts another. */
export function markRecord(
  group: readonly SuspectRow[],
  rows: RowPages,
  onConflict: (ordinal: number, isUnclear: boolean) => void,
): void {
  const fates = fatesOf(group);
  for (const [at, { ordinal }] of group.entries()) {
    const fate = fates[at] ?? "stands";
    rows.clear(ordinal, CONFLICT);
    rows.mark(ordinal, MARKS[fate]);
    if (fate === "contradicts" || fate === "unclear") onConflict(ordinal, fate === "unclear");
  }
}

/** Reads the cells of suspects of an export. @param zone of times without an offset, where a mapping names no other. */
export function createSuspectReader(
  layout: Layout,
  exportIndex: number,
  zone: Zone,
): (ordinal: number, bytes: Buffer, row: RowCells) => SuspectRow {
  const contentOf = contentReader(layout);
  return (ordinal, bytes, row) => {
    const cells = rowTexts(bytes, row);
    return {
      ordinal,
      exportIndex,
      identity: identityOf(cells, layout),
      content: contentOf(cells),
      newness: newnessOf(cells, layout, zone),
    };
  };
}
