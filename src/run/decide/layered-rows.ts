/** Rows in which the benefit of one layer can build on the benefit of another: they may have to be decided again without a layer. */
import type { Outcome } from "../../domain/decision.ts";
import { endOfCell, startOfCell } from "../../input/scanner.ts";
import { QUOTINGS } from "../../kernel/numbers.ts";
import type { RowCells } from "../../kernel/row-cells.ts";
import type { KeptRowList } from "../rows/kept-rows.ts";

/** Keeps a row from its first cell to its last, with the quotes around cells. */
export function keepRow(
  into: KeptRowList,
  bytes: Buffer,
  cells: RowCells,
  place: { readonly row: number; readonly line: number },
): void {
  const { first, count, quoting } = cells;
  const from = startOfCell(cells, 0) - (quoting[first] === QUOTINGS.bare ? 0 : 1);
  const to = endOfCell(cells, count - 1) + (quoting[first + count - 1] === QUOTINGS.bare ? 0 : 1);
  into.add(bytes, from, to, place);
}

/** Whether a layer's new end builds on the new end of an earlier layer, and so changes when the earlier layer is left out. */
export function isLayered(outcomes: readonly Outcome[]): boolean {
  // Nearly every record has few outcomes, and is asked about here: no list is made for it.
  return outcomes.some((outcome, index) =>
    outcomes.some((other, later) => later > index && changeSameEnd(outcome, other)),
  );
}

function changeSameEnd({ result: one }: Outcome, { result: other }: Outcome): boolean {
  return one.kind === "adjustment" && other.kind === "adjustment" && one.field === other.field;
}
