/**
 * Keeps two bytes for every row that was read, in input order: the row's code, and its distance from the row before.
 *
 * All pages have the same size, so that a row is found by its ordinal (its position among all rows of the run, from 0) and
 * nothing is copied when more rows come. The memory is shared, so that threads can mark repeats at the same time.
 */
import { FAR } from "../../kernel/numbers.ts";
import { AFFECTED } from "./row-codes.ts";

export const PAGE_BITS = 16;
const PAGE_ROWS = 1 << PAGE_BITS;
export const IN_PAGE = PAGE_ROWS - 1;

export interface Page {
  readonly codes: Uint8Array;
  /** See `row-places.ts`. */
  readonly gaps: Uint8Array;
}

/** The codes and gaps of any number of rows, such as the rows of a block. */
export type CodesAndGaps = Page;

export interface RowPages {
  readonly length: number;
  /** All pages in order; the last may hold fewer rows than it has room for. */
  readonly pages: readonly Page[];
  append(rows: CodesAndGaps): void;
  gap(ordinal: number): number;
  /** The sum of the gaps of the rows `from … to` (exclusive); undefined when one of the gaps is `FAR`. */
  distance(from: number, to: number): number | undefined;
  code(ordinal: number): number;
  mark(ordinal: number, mark: number): void;
  clear(ordinal: number, mark: number): void;
  /** How many of the rows `from … to` (exclusive) have each code. */
  countCodes(from: number, to: number): Uint32Array;
}

export function createRowPages(): RowPages {
  const pages: Page[] = [];
  let length = 0;
  return {
    get length() {
      return length;
    },
    pages,
    append: (rows) => {
      appendTo(pages, length, rows);
      length += rows.codes.length;
    },
    countCodes: (from, to) => countCodes(pages, from, to),
    distance: (from, to) => distanceOver(pages, from, to),
    code: (ordinal) => pageOf(pages, ordinal).codes[ordinal & IN_PAGE] ?? 0,
    gap: (ordinal) => pageOf(pages, ordinal).gaps[ordinal & IN_PAGE] ?? 0,
    mark: (ordinal, mark) => {
      const { codes } = pageOf(pages, ordinal);
      codes[ordinal & IN_PAGE] = (codes[ordinal & IN_PAGE] ?? 0) | mark;
    },
    clear: (ordinal, mark) => {
      const { codes } = pageOf(pages, ordinal);
      codes[ordinal & IN_PAGE] = (codes[ordinal & IN_PAGE] ?? 0) & ~mark;
    },
  };
}

/** How many rows are affected, and not dropped because of other rows. */
export function countAffected({ length, countCodes: count }: RowPages): number {
  return count(0, length)[AFFECTED] ?? 0;
}

function createPage(): Page {
  return {
    codes: new Uint8Array(new SharedArrayBuffer(PAGE_ROWS)),
    gaps: new Uint8Array(new SharedArrayBuffer(PAGE_ROWS)),
  };
}

function pageOf(pages: readonly Page[], ordinal: number): Page {
  const page = pages[ordinal >>> PAGE_BITS];
  if (page === undefined) throw new RangeError(`no row ${ordinal}`);
  return page;
}

/** @param length the number of rows that the pages hold already. */
function appendTo(pages: Page[], length: number, { codes, gaps }: CodesAndGaps): void {
  for (let done = 0; done < codes.length; ) {
    const at = (length + done) & IN_PAGE;
    if (at === 0) pages.push(createPage());
    const page = pageOf(pages, length + done);
    const count = Math.min(codes.length - done, PAGE_ROWS - at);
    page.codes.set(codes.subarray(done, done + count), at);
    page.gaps.set(gaps.subarray(done, done + count), at);
    done += count;
  }
}

function countCodes(pages: readonly Page[], from: number, to: number): Uint32Array {
  const counts = new Uint32Array(256);
  for (let ordinal = from; ordinal < to; ) {
    const { codes } = pageOf(pages, ordinal);
    const start = ordinal & IN_PAGE;
    const end = Math.min(PAGE_ROWS, start + to - ordinal);
    for (let at = start; at < end; at += 1) {
      const code = codes[at] ?? 0;
      counts[code] = (counts[code] ?? 0) + 1;
    }
    ordinal += end - start;
  }
  return counts;
}

function distanceOver(pages: readonly Page[], from: number, to: number): number | undefined {
  let sum = 0;
  for (let ordinal = from; ordinal < to; ) {
    const { gaps } = pageOf(pages, ordinal);
    const start = ordinal & IN_PAGE;
    const end = Math.min(PAGE_ROWS, start + to - ordinal);
    for (let at = start; at < end; at += 1) {
      const gap = gaps[at] ?? 0;
      if (gap === FAR) return undefined;
      sum += gap;
    }
    ordinal += end - start;
  }
  return sum;
}
