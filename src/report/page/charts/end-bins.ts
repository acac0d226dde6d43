/**
 * Days of ends, put together so that a chart has room for them.
 *
 * Every end is in one bin. Where a few ends lie years away from the others, the first or the last bin is open and holds them all;
 * the days between are cut into at most sixty bins of the same length.
 *
 *     2022-10-15 … 2022-12-14, and one end in 2031     61 days in 31 bins of two days, then "since 2022-12-16"
 */
import { type Day, findDay } from "../../../domain/civil.ts";
import type { DayFigures } from "../../figures.ts";

/** First and last day, both included. */
export interface Days {
  readonly from: Day;
  readonly to: Day;
}

/** The first or last day is infinite where the bin is open. */
export interface EndBin extends Days {
  readonly before: number;
  readonly after: number;
  readonly dead: number;
}

const MOST_BINS = 60;
/** At most one end in so many, on either side, may be put into an open bin. */
const TAIL = 100;
/** As long as all ends lie within so many days, none is put into an open bin. */
const NEAR = 120;

/** @param ends ascending. */
export function endBins(ends: readonly DayFigures[]): readonly EndBin[] {
  const days = ends.map((figures) => ({ ...figures, at: dayFrom(figures.day) }));
  const [first, last] = [days.at(0)?.at, days.at(-1)?.at];
  if (first === undefined || last === undefined) return [];
  const isWide = last - first > NEAR;
  const from = isWide ? withoutTail(days) : first;
  const to = isWide ? withoutTail([...days].reverse()) : last;
  const length = Math.max(1, Math.ceil((to - from + 1) / MOST_BINS));
  const count = Math.ceil((to - from + 1) / length);
  const closed = Array.from({ length: count }, (_, index): EndBin => {
    const start = from + index * length;
    return binOf(start, start + length - 1);
  });
  const tails = [
    binOf(Number.NEGATIVE_INFINITY, from - 1),
    binOf(from + count * length, Number.POSITIVE_INFINITY),
  ] as const;
  const holds = (bin: EndBin) => bin.before + bin.after > 0;
  return [...(holds(tails[0]) ? [tails[0]] : []), ...closed, ...(holds(tails[1]) ? [tails[1]] : [])];

  function binOf(start: Day, end: Day): EndBin {
    const own = days.filter(({ at }) => at >= start && at <= end);
    const sum = (of: "before" | "after" | "dead") => own.reduce((total, day) => total + day[of], 0);
    return { from: start, to: end, before: sum("before"), after: sum("after"), dead: sum("dead") };
  }
}

/** The first of the days that more than a hundredth of all ends reach. @param days from one side: ascending, or from the last one back. */
function withoutTail(days: readonly (DayFigures & { readonly at: Day })[]): Day {
  const all = days.reduce((sum, { before, after }) => sum + before + after, 0);
  let seen = 0;
  for (const { at, before, after } of days) {
    seen += before + after;
    if (seen * TAIL > all) return at;
  }
  return Number.NaN;
}

/** Positions of the first and the last bin that have a day in common with these; undefined where none has. */
export function binsWithin(
  bins: readonly EndBin[],
  { from, to }: Days,
): { readonly first: number; readonly last: number } | undefined {
  const first = bins.findIndex((bin) => bin.to >= from && bin.from <= to);
  const last = bins.findLastIndex((bin) => bin.to >= from && bin.from <= to);
  return first < 0 ? undefined : { first, last };
}

/** Of `2022-10-15`. */
function dayFrom(iso: string): Day {
  const [year = 0, month = 0, day = 0] = iso.split("-").map(Number);
  return findDay(year, month, day);
}
