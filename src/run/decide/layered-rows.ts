/** Rows in which the benefit of one layer can build on the benefit of another: they may have to be decided again without a layer. */
import type { Outcome } from "../../domain/decision.ts";
import { endOfCell, startOfCell } from "../../input/scanner.ts";
import { QUOTINGS } from "../../kernel/numbers.ts";
import type { RowCells } from "../../kernel/row-cells.ts";

/** The bytes of a row from its first cell to its last, with the quotes around cells: a character for each byte. */
export function bytesOfRow(bytes: Buffer, row: RowCells): string {
  const { first, count, quoting } = row;
  const from = startOfCell(row, 0) - (quoting[first] === QUOTINGS.bare ? 0 : 1);
  const to = endOfCell(row, count - 1) + (quoting[first + count - 1] === QUOTINGS.bare ? 0 : 1);
  return bytes.toString("latin1", from, to);
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
