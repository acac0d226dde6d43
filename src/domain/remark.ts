/**
 * Remarks: odd cells of rows that were read all the same. They are counted by export and column, and told with the first of them.
 *
 * A fault in a cell that nobody looks at is a remark, and so is an id that a spreadsheet seems to have written, or that is a number in
 * a workbook.
 */
import type { RejectCode } from "./reject.ts";

export const REMARK_CODES = ["unread-fault", "id-damaged", "id-numeric"] as const;
export type RemarkCode = (typeof REMARK_CODES)[number];

export interface Remark {
  readonly code: RemarkCode;
  readonly column: string;
  /** What is wrong with the cells; undefined for ids. */
  readonly fault: RejectCode | undefined;
  /** How many rows have such a cell, repeated rows included. */
  readonly rows: number;
  /** The first of them: its line, and the cell's text. */
  readonly line: number;
  readonly value: string;
}

/**
 * Whether a text is an id that went through a spreadsheet: a number that was rounded, or a text that was kept from being one.
 *
 *     1.23457E+15   1,2E+11   1E+12        rounded; other ids may have become the same text
 *     ="00123"      '00123                 the mark that keeps zeros is a part of the text now
 *
 * `1E5` is none: spreadsheets write the sign, and two digits.
 */
export function isDamagedId(text: string): boolean {
  return DAMAGED.test(text);
}

const DAMAGED = /^(?:="|'.|[1-9](?:[.,][0-9]+)?[Ee]\+[0-9]{2}$)/su;
