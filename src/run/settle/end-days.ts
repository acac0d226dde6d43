/**
 * Counts adjusted ends by the day on which they lie, before and after.
 *
 * The day of an end is the last day of the zone on which the record still lasts: a period does not include its end.
 *
 *     2022-10-20T00:00:00+09:00       2022-10-19; the date 2022-10-19 as well, which lasts through its day
 *     2022-10-20T00:00:00.001+09:00   2022-10-20
 */
import { type Day, dayOfWall } from "../../domain/civil.ts";
import { instantAt } from "../../domain/instant.ts";
import type { Zone } from "../../domain/zone.ts";

export interface EndDays {
  readonly zone: Zone;
  /** Three counts for each day of a page: before, after, and of these dead on arrival. */
  readonly pages: Map<number, Uint32Array>;
  /** The page that was counted in last: neighboring records end in neighboring days. */
  page: number;
  counts: Uint32Array;
}

export interface EndDay {
  readonly day: Day;
  readonly before: number;
  readonly after: number;
  readonly dead: number;
}

const PAGE_BITS = 10;
const PAGE_DAYS = 1 << PAGE_BITS;
const BEFORE = 0;
const AFTER = 1;
const DEAD = 2;
const COUNTS = 3;

export function createEndDays(zone: Zone): EndDays {
  return { zone, pages: new Map(), page: Number.NaN, counts: new Uint32Array(0) };
}

/** @param newEnd in milliseconds since 1970. @param later by how many milliseconds it is later than the old end. */
export function countEnd(days: EndDays, newEnd: number, later: number, isDead: boolean): void {
  countOn(days, dayOfEnd(days.zone, newEnd - later), BEFORE);
  const day = dayOfEnd(days.zone, newEnd);
  countOn(days, day, AFTER);
  if (isDead) countOn(days, day, DEAD);
}

function dayOfEnd(zone: Zone, end: number): Day {
  return dayOfWall(zone.wallAt(instantAt(end - 1)));
}

function countOn(days: EndDays, day: Day, which: number): void {
  const page = day >> PAGE_BITS;
  if (page !== days.page) turnTo(days, page);
  const place = (day & (PAGE_DAYS - 1)) * COUNTS + which;
  days.counts[place] = (days.counts[place] ?? 0) + 1;
}

function turnTo(days: EndDays, page: number): void {
  days.page = page;
  days.counts = days.pages.get(page) ?? new Uint32Array(PAGE_DAYS * COUNTS);
  days.pages.set(page, days.counts);
}

/** The days on which some end lies, ascending. */
export function endDaysOf({ pages }: EndDays): readonly EndDay[] {
  return [...pages]
    .sort(([a], [b]) => a - b)
    .flatMap(([page, counts]) =>
      Array.from({ length: PAGE_DAYS }, (_, index) => {
        const [before = 0, after = 0, dead = 0] = counts.subarray(index * COUNTS, (index + 1) * COUNTS);
        return { day: page * PAGE_DAYS + index, before, after, dead };
      }),
    )
    .filter(({ before, after }) => before + after > 0);
}
