/**
 * Remarks: odd cells of rows that were read all the same. They are counted by export and column, and told with the first of them.
 *
 * A fault in a cell that nobody looks at is a remark.
 */
import type { RejectCode } from "./reject.ts";

export const REMARK_CODES = ["unread-fault"] as const;
export type RemarkCode = (typeof REMARK_CODES)[number];

export interface Remark {
  readonly code: RemarkCode;
  readonly column: string;
  /** What is wrong with the cells. */
  readonly fault: RejectCode;
  /** How many rows have such a cell, repeated rows included. */
  readonly rows: number;
  /** The first of them: its line, and the cell's text. */
  readonly line: number;
  readonly value: string;
}
