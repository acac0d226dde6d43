/**
 * Half-open stretches of time, `[start, end)`, and windows made of several of them.
 *
 * A `Window` holds disjoint intervals in order, so overlapping statements count once:
 * 15:30–18:00 and 17:00–20:00 are one interval of 4.5 hours.
 */
import { type Instant, instantAt, lengthOf, type Millis } from "./instant.ts";

export interface Interval {
  readonly start: Instant;
  readonly end: Instant;
}

export interface Window {
  readonly intervals: readonly Interval[];
  /** Sum of the intervals' lengths. */
  readonly length: Millis;
  readonly start: Instant;
  readonly end: Instant;
}

/** The union of intervals less the excluded ones; undefined when nothing remains. */
export function windowOf(intervals: readonly Interval[], excluded: readonly Interval[] = []): Window | undefined {
  const remaining = without(unionOf(intervals), unionOf(excluded));
  const [first] = remaining;
  const last = remaining.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const length = remaining.reduce((sum, { start, end }) => sum + (end - start), 0);
  return { intervals: remaining, length: lengthOf(length), start: first.start, end: last.end };
}

/** How much of the period `[starts, ends)` lies inside the window. */
export function sharedTime(window: Window, starts: Instant, ends: Instant): Millis {
  let shared = 0;
  for (const { start, end } of window.intervals) {
    const length = Math.min(end, ends) - Math.max(start, starts);
    if (length > 0) shared += length;
  }
  return lengthOf(shared);
}

/** The parts of the period `[starts, ends)` that lie inside the window. */
export function sharedIntervals({ intervals }: Window, starts: Instant, ends: Instant): readonly Interval[] {
  return intervals
    .map(({ start, end }) => ({ start: instantAt(Math.max(start, starts)), end: instantAt(Math.min(end, ends)) }))
    .filter(({ start, end }) => start < end);
}

function unionOf(intervals: readonly Interval[]): Interval[] {
  const union: Interval[] = [];
  for (const next of intervals.toSorted((a, b) => a.start - b.start)) {
    const last = union.at(-1);
    if (last !== undefined && next.start <= last.end) {
      union[union.length - 1] = { start: last.start, end: instantAt(Math.max(last.end, next.end)) };
    } else if (next.end > next.start) {
      union.push(next);
    }
  }
  return union;
}

/** The parts of disjoint intervals outside of the holes; holes are disjoint as well, and both are in order. */
function without(intervals: readonly Interval[], holes: readonly Interval[]): readonly Interval[] {
  const left: Interval[] = [];
  let next = 0;
  for (const { start, end } of intervals) {
    while ((holes[next]?.end ?? end) <= start) next += 1;
    let from = start;
    // The last hole may go on into the interval that follows, so it is looked at again there.
    for (let at = next; at < holes.length; at += 1) {
      const hole = holes[at];
      if (hole === undefined || hole.start >= end) break;
      if (hole.start > from) left.push({ start: from, end: hole.start });
      from = instantAt(Math.max(from, hole.end));
    }
    if (from < end) left.push({ start: from, end });
  }
  return left;
}
