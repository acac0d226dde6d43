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
import { Failure } from "../../domain/failure.ts";
import { createPartitionSearch, type SortedRow } from "../../kernel/repeat-kernel.ts";
import { DUPLICATE, SUPERSEDED } from "../rows/row-codes.ts";
import { IN_PAGE, PAGE_BITS, type Page, type RowPages } from "../rows/row-pages.ts";
import { openPartitions, type SortedPrints } from "./fingerprints.ts";

const MOST_SUSPECTS = 1_000_000;
/** Numbers that a suspect takes: its ordinal, and the three numbers of its fingerprints. */
const NUMBERS = 4;

/** A part of the search, as plain data on shared memory. */
export interface RepeatSearch {
  readonly pages: readonly Page[];
  readonly prints: SortedPrints;
  /** Every `step`th partition from `first` on. */
  readonly first: number;
  readonly step: number;
  /** Whether all rows of a record are suspects where two of them differ, also those that say the same as the first. */
  readonly whole: boolean;
}

/** A row that has to be read again. */
export interface Suspect {
  readonly ordinal: number;
  /** The three numbers of its fingerprints. */
  readonly prints: readonly [number, number, number];
}

/** Divides the search into at most so many parts. @param whole see `RepeatSearch`. */
export function shareSearch(
  { pages }: RowPages,
  prints: SortedPrints,
  parts: number,
  whole = false,
): readonly RepeatSearch[] {
  const step = Math.min(parts, prints.partitions);
  return Array.from({ length: step }, (_, first) => ({ pages, prints, first, step, whole }));
}

/** Marks the duplicates of a part and returns its suspects: four numbers for each, in no order. A suspect may be there twice. */
export function searchRepeats({ pages, prints, first, step, whole }: RepeatSearch): Uint32Array<ArrayBuffer> {
  const kernel = createPartitionSearch();
  const partitions = openPartitions(prints);
  const suspects: number[] = [];
  /** The rows of a partition that say the same as the first of their identity, and the identities of which some rows differ. */
  let again: SortedRow[] = [];
  let differing = new Set<number>();

  function notePair(earlier: SortedRow | undefined, row: SortedRow): void {
    if (whole && earlier === undefined) again.push(row);
    else if (earlier === undefined) markDuplicate(pages, row[0]);
    else if (suspects.length <= MOST_SUSPECTS * 2 * NUMBERS) suspects.push(...earlier, ...row);
    if (whole && earlier !== undefined) differing.add(identityPrint(row));
  }

  function settleAgain(): void {
    for (const row of again) {
      if (!differing.has(identityPrint(row))) markDuplicate(pages, row[0]);
      else if (suspects.length <= MOST_SUSPECTS * 2 * NUMBERS) suspects.push(...row);
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
  return Uint32Array.from(suspects);
}

/** The 48 bits of an identity as one number; see `fingerprints.ts`. */
function identityPrint([, first, middle]: SortedRow): number {
  return first * 0x10000 + (middle >>> 16);
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

/**
 * All suspects, in input order.
 * @throws Failure `exports-contradict` when there are more suspects than can be read again.
 */
export function collectSuspects(found: readonly Uint32Array[]): readonly Suspect[] {
  const suspects = new Map<number, Suspect>();
  for (const part of found) {
    for (let at = 0; at < part.length; at += NUMBERS) {
      const [ordinal = 0, first = 0, middle = 0, last = 0] = part.subarray(at, at + NUMBERS);
      suspects.set(ordinal, { ordinal, prints: [first, middle, last] });
    }
  }
  if (suspects.size > MOST_SUSPECTS)
    throw new Failure("exports-contradict", { found: `more than ${MOST_SUSPECTS} rows` });
  return [...suspects.values()].sort((a, b) => a.ordinal - b.ordinal);
}
