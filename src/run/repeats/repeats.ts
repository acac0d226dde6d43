/**
 * Finds records that appear more than once, by their fingerprints.
 *
 * A later row with the same identity and the same content is marked `DUPLICATE`. Where the content differs, the later row and
 * the first row are marked as suspects, and only their cells can tell (`recall.ts`): the rows may be a conflict, the same record in
 * another order of columns, or two records whose fingerprints collide.
 *
 * Rows are sorted into partitions by their identity (`fingerprints.ts`). No row is in two partitions, so each thread can take
 * some of the partitions: threads mark different rows.
 */
import { createPartitionSearch, type SortedRow } from "../../kernel/repeat-kernel.ts";
import { DUPLICATE, SUPERSEDED } from "../rows/row-codes.ts";
import type { Page, RowPages } from "../rows/row-pages.ts";
import { openPartitions, type SortedPrints } from "./fingerprints.ts";
import { createSuspectMarks, identityPrint, markOnce, type SuspectRule, type SuspectSums } from "./suspects.ts";

/** What is searched, as plain data on shared memory. */
export interface SearchedRows {
  readonly pages: readonly Page[];
  readonly prints: SortedPrints;
  /** Ordinal of the first row of each export. */
  readonly firstRows: readonly number[];
  readonly rule: SuspectRule;
}

/** A part of the search: every `step`th partition from `first` on. */
export interface RepeatSearch extends SearchedRows {
  readonly first: number;
  readonly step: number;
}

/** Divides the search into at most so many parts. */
export function shareSearch(searched: SearchedRows, parts: number): readonly RepeatSearch[] {
  const step = Math.min(parts, searched.prints.partitions);
  return Array.from({ length: step }, (_, first) => ({ ...searched, first, step }));
}

/** Marks the duplicates and the suspects of a part, and returns the sums of its suspects. */
export function searchRepeats({ pages, prints, firstRows, first, step, rule }: RepeatSearch): SuspectSums {
  const kernel = createPartitionSearch();
  const partitions = openPartitions(prints);
  const suspects = createSuspectMarks(pages, firstRows);
  const whole = rule === "whole-records";
  /** The rows of a partition that say the same as the first of their identity, and the identities of which some rows differ. */
  let again: SortedRow[] = [];
  let differing = new Set<number>();

  function notePair(earlier: SortedRow | undefined, row: SortedRow): void {
    if (whole && earlier === undefined) again.push(row);
    else if (earlier === undefined) markOnce(pages, row[0], DUPLICATE);
    else {
      suspects.add(earlier);
      suspects.add(row);
    }
    if (whole && earlier !== undefined) differing.add(identityPrint(row[1], row[2]));
  }

  function settleAgain(): void {
    for (const row of again) {
      if (differing.has(identityPrint(row[1], row[2]))) suspects.add(row);
      else markOnce(pages, row[0], DUPLICATE);
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
  return suspects.sums;
}

/** Gives the rows of `to` the marks of `from`, where the same rows were decided twice. */
export function copyMarks(from: RowPages, to: RowPages): void {
  for (const [index, { codes }] of from.pages.entries()) {
    const into = to.pages[index]?.codes;
    if (into === undefined) throw new RangeError(`no page ${index}`);
    for (let at = 0; at < codes.length; at += 1) into[at] = (into[at] ?? 0) | ((codes[at] ?? 0) & SUPERSEDED);
  }
}
