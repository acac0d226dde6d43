/** What becomes of the cells of an export under a mapping, in the bytes of cells; `take-cell-plan.ts` teaches it to the kernel. */

/** The text that takes the place of a cell, as it stands between quotes; undefined where the cell stays as it is. */
export type CellAnswer = CellText | undefined;

export interface CellText {
  /** Quotes among the bytes are doubled. */
  readonly bytes: Uint8Array;
  /** One of `QUOTINGS`: how a cell with these bytes is quoted. */
  readonly quoting: number;
}

/** What becomes of the texts of a column. A text is the bytes between the quotes of its cell; quotes in it are doubled. */
export interface Vocabulary {
  /** The texts whose answer may be another than that for all others. */
  readonly named: readonly Uint8Array[];
  /** What becomes of any other text; `ask` where that depends on the text. */
  readonly others: CellAnswer | "ask";
  /** Bytes of the longest answer, beyond those of its text where it depends on the text. */
  readonly longest: number;
  answer(text: Uint8Array): CellAnswer;
}

/** A column with what becomes of its cells. */
export interface PlannedColumn {
  readonly index: number;
  readonly vocabulary: Vocabulary;
}

/** Columns are in ascending order, below `KEPT_CELLS`, and no column stands twice in a list. */
export interface CellPlan {
  readonly delimiter: number;
  readonly changing: readonly PlannedColumn[];
  /** Columns by which rows are left out: a cell with an answer leaves its row out. */
  readonly leavingOut: readonly PlannedColumn[];
  /** The cells that come behind those of a row: a constant, or a cell of the row again; at most `KEPT_CELLS`. */
  readonly appended: readonly (CellText | PlannedColumn)[];
}
