/**
 * The periods that conditions can tell apart.
 *
 * Conditions compare the start and the end of a period with fixed moments: the edges of the window, days, instants. A
 * start or an end before, at, after or between those moments stands for all starts or ends like it, so every pair is tried,
 * to the second. For lengths of lost time, each start is joined by the ends that lose just the bound, a second less and a
 * second more, and each end by such starts.
 */
import { DAY, type Instant, instantAt, OPEN_ENDED, SECOND, SINCE_ALWAYS } from "../domain/instant.ts";
import { sharedTime, type Window } from "../domain/interval.ts";
import type { RecordKind } from "../domain/record.ts";
import type { Zone } from "../domain/zone.ts";
import { edgesOf } from "../rules/conditions.ts";
import type { Rule } from "../rules/policy.ts";

export interface Period {
  readonly starts: Instant;
  readonly ends: Instant;
}

/** A point with a lower oddity is more like a time of an export, and is shown first. */
interface Point {
  readonly at: number;
  readonly oddity: number;
}

export interface PeriodNeeds {
  readonly kind: RecordKind;
  readonly rules: readonly Rule[];
  readonly window: Window | undefined;
  readonly zone: Zone;
  /** The moment to look around where neither the window nor a condition names one. */
  readonly around: Instant;
  /** The most moments, and the most lengths, that are tried; where there are more, those that are tried are spread over all. */
  readonly mostMoments: number;
}

export interface Periods {
  readonly periods: readonly Period[];
  /** Whether every moment was tried. */
  readonly complete: boolean;
}

/** Long before and after everything that matters. */
const FAR = 30 * DAY;

export function periodsOf(needs: PeriodNeeds): Periods {
  const { kind, window, mostMoments } = needs;
  const all = momentsOf(needs);
  const bounds = kind === "claim" ? [] : boundsOf(needs);
  if (window === undefined || all.length + bounds.length > FEW_MOMENTS) return periodsAround(all, bounds, needs);
  const key = [kind === "claim", mostMoments, ...all, "", ...bounds].join();
  const known = periodsByWindow.get(window) ?? new Map<string, Periods>();
  periodsByWindow.set(window, known);
  const found = known.get(key) ?? periodsAround(all, bounds, needs);
  known.set(key, found);
  return found;
}

/** Thousands of services may have the same window and ask about the same moments. */
const periodsByWindow = new WeakMap<Window, Map<string, Periods>>();
const FEW_MOMENTS = 64;

function periodsAround(all: readonly number[], bounds: readonly number[], needs: PeriodNeeds): Periods {
  const { mostMoments } = needs;
  const points = pointsAround(thinned(all, mostMoments));
  const starts = [...points, { at: SINCE_ALWAYS, oddity: 4 }];
  // A claim has no end; records of other kinds may lack theirs.
  const ends = needs.kind === "claim" ? [{ at: OPEN_ENDED, oddity: 0 }] : [...points, { at: OPEN_ENDED, oddity: 4 }];
  const pairs = starts.flatMap((from) => ends.map((to) => ({ from, to })));
  const lost = pairsByLength(starts, ends, thinned(bounds, mostMoments), needs.window);
  const periods = [...pairs, ...lost]
    .filter(({ from, to }) => from.at < to.at)
    .sort((a, b) => a.from.oddity + a.to.oddity - b.from.oddity - b.to.oddity)
    .map(({ from, to }) => ({ starts: instantAt(from.at), ends: instantAt(to.at) }));
  return { periods, complete: all.length <= mostMoments && bounds.length <= mostMoments };
}

/** At most `most` items of a list, the first and the last among them. */
function thinned<Item>(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  const step = (items.length - 1) / (most - 1);
  return Array.from({ length: most }, (_, index) => items[Math.round(index * step)]).filter(
    (item) => item !== undefined,
  );
}

function momentsOf({ rules, window, zone, around }: PeriodNeeds): readonly number[] {
  const moments = new Set<number>((window?.intervals ?? []).flatMap(({ start, end }) => [start, end]));
  for (const condition of rules.flatMap((rule) => rule.if)) {
    for (const edge of edgesOf(condition, zone) ?? []) moments.add(edge);
  }
  if (moments.size === 0) moments.add(around);
  return [...moments].sort((a, b) => a - b);
}

function pointsAround(moments: readonly number[]): readonly Point[] {
  const first = moments[0] ?? 0;
  const last = moments.at(-1) ?? 0;
  const near = moments.flatMap((at, index): Point[] => {
    const next = moments[index + 1];
    const middle = next === undefined ? [] : [{ at: wholeSecond((at + next) / 2), oddity: 1 }];
    return [{ at: at - SECOND, oddity: 3 }, { at, oddity: 2 }, { at: at + SECOND, oddity: 3 }, ...middle];
  });
  return [{ at: first - FAR, oddity: 0 }, ...near, { at: last + FAR, oddity: 0 }];
}

function wholeSecond(at: number): number {
  return Math.floor(at / SECOND) * SECOND;
}

interface Pair {
  readonly from: Point;
  readonly to: Point;
}

function pairsByLength(
  starts: readonly Point[],
  ends: readonly Point[],
  bounds: readonly number[],
  window: Window | undefined,
): readonly Pair[] {
  if (window === undefined) return [];
  const lengths = bounds.flatMap((bound) => [bound - SECOND, bound, bound + SECOND]);
  const wanted = lengths.filter((length) => length > 0 && length <= window.length);
  const after = starts.flatMap((from) =>
    wanted.flatMap((length): Pair[] => {
      const at = endThatLoses(window, from.at, length);
      return at === undefined ? [] : [{ from, to: { at, oddity: 2 } }];
    }),
  );
  const before = ends.flatMap((to) =>
    wanted.flatMap((length): Pair[] => {
      const at = startThatLoses(window, to.at, length);
      return at === undefined ? [] : [{ from: { at, oddity: 2 }, to }];
    }),
  );
  return [...after, ...before];
}

function boundsOf({ rules }: PeriodNeeds): readonly number[] {
  return rules.flatMap((rule) =>
    rule.if.flatMap((condition) => (condition.kind === "length" && condition.of === "lost" ? [condition.bound] : [])),
  );
}

/** The end with which a period from `starts` loses exactly `length`, if there is such an end. */
export function endThatLoses(window: Window, starts: number, length: number): number | undefined {
  let missing = length;
  for (const { start, end } of window.intervals) {
    const from = Math.max(start, starts);
    if (end - from >= missing) return from + missing;
    if (end > from) missing -= end - from;
  }
  return undefined;
}

function startThatLoses(window: Window, ends: number, length: number): number | undefined {
  const all = sharedTime(window, SINCE_ALWAYS, instantAt(ends));
  // The time of the window before the start is all its time before the end, less `length`.
  return all < length ? undefined : endThatLoses(window, SINCE_ALWAYS, all - length);
}
