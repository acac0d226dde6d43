/**
 * Finds records that appear more than once, by their fingerprints.
 *
 * A later row with the same identity and the same content is marked `DUPLICATE`. Where the content differs, the later row and
 * the first row are suspects, and only their cells can tell (`recall.ts`): the rows may be a conflict, the same record in
 * another order of columns, or two records whose fingerprints collide.
 *
 * Rows are sorted into partitions by their identity (`fingerprints.ts`). No row is in two partitions, so each thread can take
 * some of the partitions: threads mark different rows.
 */
import { createPartitionSearch, type SortedRow } from "../../kernel/repeat-kernel.ts";
import { DUPLICATE, SUPERSEDED } from "../rows/row-codes.ts";
import { IN_PAGE, PAGE_BITS, type Page, type RowPages } from "../rows/row-pages.ts";
import { openPartitions, type SortedPrints } from "./fingerprints.ts";
import { createSuspectList, identityPrint, type SuspectRule } from "./suspects.ts";

/** A part of the search, as plain data on shared memory. */
export interface RepeatSearch {
  readonly pages: readonly Page[];
  readonly prints: SortedPrints;
  /** Every `step`th partition from `first` on. */
  readonly first: number;
  readonly step: number;
  readonly rule: SuspectRule;
}

/** Divides the search into at most so many parts. */
export function shareSearch(
  { pages }: RowPages,
  prints: SortedPrints,
  parts: number,
  rule: SuspectRule,
): readonly RepeatSearch[] {
  const step = Math.min(parts, prints.partitions);
  return Array.from({ length: step }, (_, first) => ({ pages, prints, first, step, rule }));
}

/** Marks the duplicates of a part and returns its suspects: four numbers for each, in no order. A suspect may be there twice. */
export function searchRepeats({ pages, prints, first, step, rule }: RepeatSearch): Uint32Array<ArrayBuffer> {
  const kernel = createPartitionSearch();
  const partitions = openPartitions(prints);
  const suspects = createSuspectList(rule);
  const whole = rule === "whole-records";
  /** The rows of a partition that say the same as the first of their identity, and the identities of which some rows differ. */
  let again: SortedRow[] = [];
  let differing = new Set<number>();

  function notePair(earlier: SortedRow | undefined, row: SortedRow): void {
    if (whole && earlier === undefined) again.push(row);
    else if (earlier === undefined) markDuplicate(pages, row[0]);
    else suspects.add(earlier, row);
    if (whole && earlier !== undefined) differing.add(identityPrint(row[1], row[2]));
  }

  function settleAgain(): void {
    for (const row of again) {
      if (differing.has(identityPrint(row[1], row[2]))) suspects.add(row);
      else markDuplicate(pages, row[0]);
    }
    again = [];
    differing = new Set();
  }

  try {
    for (let partition = first; partition < prints.partitions; partition += step) {
      const size = partitions.size(partition);
      partitions.read(partition, kernel.open(size));
      kernel.search(size, notePair);
      if (whole) settleAgain();
    }
  } finally {
    partitions.close();
  }
  return suspects.take();
}

function markDuplicate(pages: readonly Page[], ordinal: number): void {
  const codes = pages[ordinal >>> PAGE_BITS]?.codes;
  if (codes === undefined) throw new RangeError(`no row ${ordinal}`);
  const at = ordinal & IN_PAGE;
  codes[at] = (codes[at] ?? 0) | DUPLICATE;
}

/** Gives the rows of `to` the marks of `from`, where the same rows were decided twice. */
export function copyMarks(from: RowPages, to: RowPages): void {
  for (const [index, { codes }] of from.pages.entries()) {
    const into = to.pages[index]?.codes;
    if (into === undefined) throw new RangeError(`no page ${index}`);
    for (let at = 0; at < codes.length; at += 1) into[at] = (into[at] ?? 0) | ((codes[at] ?? 0) & SUPERSEDED);
  }
}
