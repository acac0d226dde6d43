/**
 * What luxon says about clocks, for comparison with ours.
 *
 * Everything here is found by asking luxon about single instants: clock changes by stepping through the years and
 * bisecting, readings of a wall time by trying every offset in force around it. Nothing of our `zone.ts` is used.
 * Wall times are milliseconds on a clock without a zone; a change at 02:00 in New York has `before` -4 h, `after` -5 h.
 */
import fc from "fast-check";
import { DateTime } from "luxon";
import { DAY, HOUR, type Instant, instantAt, MINUTE } from "../../src/domain/instant.ts";

/** Zones that differ in kind: half and quarter hours, summer time of half an hour or two, midnight changes, a skipped day. */
export const ZONES = [
  "America/New_York",
  "Europe/London",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/St_Johns",
  "Pacific/Apia",
  "Asia/Seoul",
  "America/Sao_Paulo",
  "Africa/Casablanca",
  "Pacific/Chatham",
  "Asia/Tehran",
  "Europe/Dublin",
  "America/Havana",
  "Atlantic/Azores",
  "Antarctica/Troll",
  "Africa/Cairo",
] as const;
export type ZoneName = (typeof ZONES)[number];

const FIRST = Date.UTC(1970, 0, 1);
const LAST = Date.UTC(2100, 0, 1);

export interface ClockChange {
  /** The first instant with the new offset. */
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

export function offsetAt(zone: string, at: number): number {
  return DateTime.fromMillis(at, { zone }).offset * MINUTE;
}

/** What the clock of the zone shows, put together from luxon's fields. */
export function wallAt(zone: string, at: number): number {
  const { year, month, day, hour, minute, second, millisecond } = DateTime.fromMillis(at, { zone });
  return DateTime.utc(year, month, day, hour, minute, second, millisecond).toMillis();
}

/** No zone of `ZONES` changes its clock twice in so short a time; Morocco comes closest, before and after Ramadan. */
const STRIDE = 20 * DAY;
/** Calendar steps from the instants below lead some years further. */
const SEARCHED_FROM = Date.UTC(1969, 0, 1);
const SEARCHED_TO = Date.UTC(2106, 0, 1);
const changesByZone = new Map<string, readonly ClockChange[]>();

/** The clock changes of a zone from 1970 to 2100. */
export function clockChanges(zone: string): readonly ClockChange[] {
  return allChanges(zone).filter(({ at }) => at >= FIRST && at < LAST);
}

function allChanges(zone: string): readonly ClockChange[] {
  const known = changesByZone.get(zone);
  if (known !== undefined) return known;
  const found = searchChanges(zone);
  changesByZone.set(zone, found);
  return found;
}

function searchChanges(zone: string): readonly ClockChange[] {
  const found: ClockChange[] = [];
  let before = offsetAt(zone, SEARCHED_FROM);
  for (let until = SEARCHED_FROM + STRIDE; until < SEARCHED_TO; until += STRIDE) {
    const after = offsetAt(zone, until);
    if (after === before) continue;
    let same = until - STRIDE;
    let changed = until;
    while (changed - same > 1) {
      const middle = Math.floor((same + changed) / 2);
      if (offsetAt(zone, middle) === before) same = middle;
      else changed = middle;
    }
    found.push({ at: changed, before, after });
    before = after;
  }
  return found;
}

/** The clock change, if there is one, that may touch this wall time; a day and a half reaches across every offset. */
function changeNear(zone: string, wall: number): ClockChange | undefined {
  return allChanges(zone).find((change) => Math.abs(change.at - wall) < 1.5 * DAY);
}

/** Every instant at which the clock of the zone shows the wall time, earliest first. */
export function readings(zone: string, wall: number): readonly number[] {
  const change = changeNear(zone, wall);
  const offsets = change === undefined ? [offsetAt(zone, wall)] : [change.before, change.after];
  return offsets
    .map((offset) => wall - offset)
    .filter((at) => offsetAt(zone, at) === wall - at)
    .toSorted((a, b) => a - b);
}

/** Where a calendar step onto this wall time ends: the first reading; in a gap, as far past it as it was inside. */
export function landing(zone: string, wall: number): number {
  const [first] = readings(zone, wall);
  if (first !== undefined) return first;
  const change = changeNear(zone, wall);
  if (change === undefined) throw new Error(`no reading of ${wall} in ${zone}, and no clock change`);
  const intoTheGap = wall - (change.at + change.before);
  return change.at + intoTheGap;
}

/** The first instant that belongs to a day; for a day that was skipped, to the one after it. */
export function firstOfDay(zone: string, day: number): number {
  const midnight = day * DAY;
  const change = changeNear(zone, midnight);
  const candidates = [...readings(zone, midnight), ...(change === undefined ? [] : [change.at])];
  const inside = candidates.filter((at) => Math.floor(wallAt(zone, at) / DAY) === day);
  return inside.length > 0 ? Math.min(...inside) : landing(zone, midnight);
}

/** An instant from ISO text with an offset. */
export function instant(text: string): Instant {
  const read = DateTime.fromISO(text, { setZone: true });
  if (!read.isValid) throw new Error(`not ISO 8601: ${text}`);
  return instantAt(read.toMillis());
}

/** A wall time from ISO text without an offset. */
export function wall(text: string): number {
  return instant(`${text}Z`);
}

/** An instant as ISO text with the zone's offset, no finer than it has to be; `none` for NaN. */
export function shown(at: number, zone: string): string {
  if (Number.isNaN(at)) return "none";
  return DateTime.fromMillis(at, { zone }).toISO({ suppressSeconds: true, suppressMilliseconds: true }) ?? "invalid";
}

/** Mostly round distances from a clock change, for nothing happens elsewhere. */
const distance = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.integer({ min: -120, max: 120 }).map((minutes) => minutes * MINUTE),
  fc.integer({ min: -120, max: 120 }).map((minutes) => minutes * MINUTE - 1),
  fc.integer({ min: -40 * HOUR, max: 40 * HOUR }),
);

export interface ZonedInstant {
  readonly zone: ZoneName;
  readonly at: Instant;
}

/** Instants from 1970 to 2100, three of four of them around a clock change of their zone. */
export const zonedInstant: fc.Arbitrary<ZonedInstant> = fc
  .record({
    zone: fc.constantFrom(...ZONES),
    anywhere: fc.integer({ min: FIRST, max: LAST }),
    pick: fc.nat(9_999),
    distance: fc.option(distance, { freq: 3 }),
  })
  .map((drawn) => {
    const changes = clockChanges(drawn.zone);
    const near = changes[drawn.pick % changes.length];
    const at = near === undefined || drawn.distance === null ? drawn.anywhere : near.at + drawn.distance;
    return { zone: drawn.zone, at: instantAt(at) };
  });

/** Wall times of the same kind, many of them in a gap or an overlap. */
export const zonedWall: fc.Arbitrary<{ readonly zone: ZoneName; readonly wall: number }> = fc
  .tuple(zonedInstant, fc.boolean())
  .map(([{ zone, at }, viaEarlier]) => ({ zone, wall: at + offsetAt(zone, viaEarlier ? at - 12 * HOUR : at) }));
