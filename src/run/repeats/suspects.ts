/**
 * The rows that have to be read again. They are marked in the codes of the rows, which takes no memory of its own: there may be
 * millions, where a mapping says which of several rows is the newest.
 *
 * For each export their number and a sum of their fingerprints are kept, so that an export that says something else when it is read
 * again is noticed:
 *
 *     4 numbers for each export    how many | first numbers | middle numbers | last numbers, each times an odd number of its row's own
 */
import { Failure } from "../../domain/failure.ts";
import type { SortedRow } from "../../kernel/repeat-kernel.ts";
import { CONFLICT } from "../rows/row-codes.ts";
import { IN_PAGE, PAGE_BITS, type Page } from "../rows/row-pages.ts";

/**
 * Which rows are suspects: those that differ from the first of their identity, and that first one; or, where two rows of a record
 * differ, all rows of the record, because only all of them can tell which one is the newest.
 */
export type SuspectRule = "differing-rows" | "whole-records";

/** The most suspects that are read again. */
const MOST: { readonly [rule in SuspectRule]: number } = { "differing-rows": 1_000_000, "whole-records": 8_000_000 };

const NUMBERS = 4;

/** Four numbers for each export. */
export type SuspectSums = Uint32Array<ArrayBuffer>;

export function noSuspects(exports: number): SuspectSums {
  return new Uint32Array(exports * NUMBERS);
}

/** Adds a suspect to the sums of its export. */
export function addSuspect(sums: SuspectSums, exportIndex: number, [ordinal, ...prints]: SortedRow): void {
  const at = exportIndex * NUMBERS;
  sums[at] = (sums[at] ?? 0) + 1;
  // A factor of its own for each row: two rows that changed places are noticed, too.
  const factor = ordinal * 2 + 1;
  for (const [which, print] of prints.entries())
    sums[at + 1 + which] = (sums[at + 1 + which] ?? 0) + Math.imul(print, factor);
}

/** The sums of the parts of a search. */
export function addSums(parts: readonly SuspectSums[]): SuspectSums {
  const sums = new Uint32Array(parts[0]?.length ?? 0);
  for (const part of parts) for (let at = 0; at < sums.length; at += 1) sums[at] = (sums[at] ?? 0) + (part[at] ?? 0);
  return sums;
}

/** How many suspects an export has. */
export function countSuspects(sums: SuspectSums, exportIndex: number): number {
  return sums[exportIndex * NUMBERS] ?? 0;
}

/** Whether an export has the same suspects in two sums. */
export function hasSameSuspects(one: SuspectSums, other: SuspectSums, exportIndex: number): boolean {
  const from = exportIndex * NUMBERS;
  return one.subarray(from, from + NUMBERS).every((number, at) => number === other[from + at]);
}

/** @throws Failure `exports-contradict` when there are more suspects than are read again. */
export function assertReadable(sums: SuspectSums, rule: SuspectRule): void {
  let count = 0;
  for (let at = 0; at < sums.length; at += NUMBERS) count += sums[at] ?? 0;
  if (count > MOST[rule]) throw new Failure("exports-contradict", { found: `more than ${MOST[rule]} rows` });
}

/** Marks suspects in the codes of rows, each once. */
export interface SuspectMarks {
  readonly sums: SuspectSums;
  add(row: SortedRow): void;
}

/** @param firstRows ordinal of the first row of each export, ascending. */
export function createSuspectMarks(pages: readonly Page[], firstRows: readonly number[]): SuspectMarks {
  const sums = noSuspects(firstRows.length);
  return {
    sums,
    add: (row) => {
      const [ordinal] = row;
      if (markOnce(pages, ordinal, CONFLICT)) addSuspect(sums, exportOf(firstRows, ordinal), row);
    },
  };
}

/** Sets a mark of a row; false where the row has it already. */
export function markOnce(pages: readonly Page[], ordinal: number, mark: number): boolean {
  const codes = pages[ordinal >>> PAGE_BITS]?.codes;
  if (codes === undefined) throw new RangeError(`no row ${ordinal}`);
  const at = ordinal & IN_PAGE;
  const code = codes[at] ?? 0;
  codes[at] = code | mark;
  return (code & mark) === 0;
}

/** The last export that begins at a row or before it. An export without rows begins where the next one does. */
function exportOf(firstRows: readonly number[], ordinal: number): number {
  let low = 0;
  let high = firstRows.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((firstRows[middle] ?? 0) <= ordinal) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The 48 bits of an identity as one number; see `fingerprints.ts`. */
export function identityPrint(first: number, middle: number): number {
  return first * 0x10000 + (middle >>> 16);
}
