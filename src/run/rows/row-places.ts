/**
 * Finds the bytes of a few rows of an export, so that they can be read again without the rows around them.
 *
 * One byte per row says how far the start of the row is from the start of the row before (`row-pages.ts`). A block has to be
 * scanned again where a distance does not fit into its byte, or where the block has blank lines or line feeds in quotes.
 */
import { FAR } from "../../kernel/numbers.ts";
import type { RowPages } from "./row-pages.ts";

/** A block of an export: the place of its bytes where they are read again, and the place of its rows among all rows of the run. */
export interface BlockPlace {
  readonly offset: number;
  readonly length: number;
  readonly firstRow: number;
  readonly rows: number;
  /** Number of the block's first line in the text that blocks are cut from, which of a table is no line of the file. */
  readonly firstLine: number;
  /** Whether every row is one line and every line is a row. */
  readonly lineByLine: boolean;
}

export interface RowPlace {
  readonly ordinal: number;
  readonly line: number;
  /** The row's bytes in its block, `from … to` (exclusive), with its line end. */
  readonly from: number;
  readonly to: number;
}

/** The places of some rows of a block; undefined when only a scan can tell the places. @param ordinals ascending. */
export function placesOf(
  block: BlockPlace,
  ordinals: readonly number[],
  pages: RowPages,
): readonly RowPlace[] | undefined {
  if (!block.lineByLine) return undefined;
  const places: RowPlace[] = [];
  const end = block.firstRow + block.rows;
  let from = 0;
  let ordinal = block.firstRow;
  for (const wanted of ordinals) {
    const distance = pages.distance(ordinal + 1, wanted + 1);
    if (distance === undefined) return undefined;
    from += distance;
    ordinal = wanted;
    const next = wanted + 1 < end ? pages.gap(wanted + 1) : block.length - from;
    if (wanted + 1 < end && next === FAR) return undefined;
    places.push({ ordinal: wanted, line: block.firstLine + wanted - block.firstRow, from, to: from + next });
  }
  return places;
}
