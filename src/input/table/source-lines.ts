/**
 * Which line of a table file is which line of the CSV that the file was turned into.
 *
 * The two differ where the header takes no line of its own, as in JSON lines, and after every cell with a line end, which is
 * several lines of the CSV and one row of the file. Only places at which the difference changes are kept: none for most files, and
 * sixteen bytes for each row with a line end in it.
 *
 *     JSON lines                          CSV
 *                                         1  id,note
 *     1  {"id":"a","note":"x\ny"}         2  a,"x
 *                                         3  y"
 *     2  {"id":"b"}                       4  b,            of(4) = 2
 */
export interface SourceLines extends LineNotes {
  /** The line or row of the file, from 1, for a line of the CSV, from 1. */
  of(csvLine: number): number;
}

export interface LineNotes {
  /** Says that a row or an empty line begins, in the order in which they are written, and at last where the next one would. */
  begins(csvLine: number, sourceLine: number): void;
}

/** Hands on only what is said of lines at which the difference changes. */
export function whereLinesDiffer(begins: LineNotes["begins"]): LineNotes["begins"] {
  let difference = 0;
  return (csvLine, sourceLine) => {
    if (csvLine - sourceLine === difference) return;
    difference = csvLine - sourceLine;
    begins(csvLine, sourceLine);
  };
}

export function createSourceLines(): SourceLines {
  let places = new Float64Array(64);
  let count = 0;

  function add(csvLine: number, sourceLine: number): void {
    if (count * 2 === places.length) {
      const more = new Float64Array(places.length * 2);
      more.set(places);
      places = more;
    }
    places[count * 2] = csvLine;
    places[count * 2 + 1] = sourceLine;
    count += 1;
  }

  function of(csvLine: number): number {
    const found = lastAtOrBefore(places, count, csvLine);
    const next = found + 1 < count ? (places[found * 2 + 3] ?? 0) : Number.POSITIVE_INFINITY;
    const line = found < 0 ? csvLine : csvLine - (places[found * 2] ?? 0) + (places[found * 2 + 1] ?? 0);
    // The later lines of a row are lines of that row, not of the next one. Nothing of the file comes before its first line.
    return Math.max(1, Math.min(line, next - 1));
  }

  return { of, begins: whereLinesDiffer(add) };
}

/** The index of the last place whose line of the CSV is not after a line; -1 where all are after it. */
function lastAtOrBefore(places: Float64Array, count: number, csvLine: number): number {
  let low = -1;
  let high = count;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((places[middle * 2] ?? 0) <= csvLine) low = middle;
    else high = middle;
  }
  return low;
}
