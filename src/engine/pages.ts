/**
 * Fourteen bytes for every row read: 48 bits of its identity, 48 of its content, its code, and how far it is from the
 * row before, in input order.
 *
 * Kept in pages of equal size, so that a row is found by its ordinal (its position among all rows of the run, from 0)
 * and growing never copies. The memory is shared, so that threads can look for repeats side by side.
 */
export const PAGE_BITS = 16;
const PAGE_ROWS = 1 << PAGE_BITS;
export const IN_PAGE = PAGE_ROWS - 1;

export interface Page {
  /** Three words per row: the identity's, half of the identity's other and half of the row's other, the row's. */
  readonly words: Uint32Array;
  readonly codes: Uint8Array;
  /** See `row-places.ts`. */
  readonly gaps: Uint8Array;
}

/** What is kept of the rows of a block. */
export interface RowMarks {
  readonly codes: Uint8Array;
  readonly fingerprints: Uint32Array;
  readonly gaps: Uint8Array;
}

export interface RowPages {
  readonly length: number;
  /** All pages in order; the last may hold fewer rows than it has room for. */
  readonly pages: readonly Page[];
  append(marks: RowMarks): void;
  gap(ordinal: number): number;
  code(ordinal: number): number;
  mark(ordinal: number, mark: number): void;
  clear(ordinal: number, mark: number): void;
  word(ordinal: number, which: 0 | 1 | 2): number;
  /** How many of the rows `from … to` (exclusive) have each code. */
  countCodes(from: number, to: number): Uint32Array;
}

function createPage(): Page {
  return {
    words: new Uint32Array(new SharedArrayBuffer(PAGE_ROWS * 3 * Uint32Array.BYTES_PER_ELEMENT)),
    codes: new Uint8Array(new SharedArrayBuffer(PAGE_ROWS)),
    gaps: new Uint8Array(new SharedArrayBuffer(PAGE_ROWS)),
  };
}

export function createRowPages(): RowPages {
  const pages: Page[] = [];
  let length = 0;

  function pageOf(ordinal: number): Page {
    const page = pages[ordinal >>> PAGE_BITS];
    if (page === undefined) throw new RangeError(`no row ${ordinal}`);
    return page;
  }

  function append({ codes, fingerprints, gaps }: RowMarks): void {
    for (let done = 0; done < codes.length; ) {
      const at = length & IN_PAGE;
      if (at === 0) pages.push(createPage());
      const page = pageOf(length);
      const count = Math.min(codes.length - done, PAGE_ROWS - at);
      page.codes.set(codes.subarray(done, done + count), at);
      page.gaps.set(gaps.subarray(done, done + count), at);
      page.words.set(fingerprints.subarray(done * 3, (done + count) * 3), at * 3);
      done += count;
      length += count;
    }
  }

  function countCodes(from: number, to: number): Uint32Array {
    const counts = new Uint32Array(256);
    for (let ordinal = from; ordinal < to; ) {
      const { codes } = pageOf(ordinal);
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

  return {
    get length() {
      return length;
    },
    countCodes,
    pages,
    append,
    code: (ordinal) => pageOf(ordinal).codes[ordinal & IN_PAGE] ?? 0,
    gap: (ordinal) => pageOf(ordinal).gaps[ordinal & IN_PAGE] ?? 0,
    mark: (ordinal, mark) => {
      const { codes } = pageOf(ordinal);
      codes[ordinal & IN_PAGE] = (codes[ordinal & IN_PAGE] ?? 0) | mark;
    },
    clear: (ordinal, mark) => {
      const { codes } = pageOf(ordinal);
      codes[ordinal & IN_PAGE] = (codes[ordinal & IN_PAGE] ?? 0) & ~mark;
    },
    word: (ordinal, which) => pageOf(ordinal).words[(ordinal & IN_PAGE) * 3 + which] ?? 0,
  };
}
