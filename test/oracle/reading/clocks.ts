/** Instants as plain milliseconds, wall times, and durations; every question about clocks goes to luxon. */
import { DateTime } from "luxon";

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;

export function offsetAt(at: number, zone: string): number {
  return DateTime.fromMillis(at, { zone }).offset * MINUTE;
}

/** Every instant at which the clocks of the zone show this wall time: one, none, or two. */
export function instantsOf(wall: number, zone: string): number[] {
  const offsets = new Set([offsetAt(wall - DAY, zone), offsetAt(wall + DAY, zone)]);
  return [...offsets]
    .map((offset) => wall - offset)
    .filter((at) => at + offsetAt(at, zone) === wall)
    .sort((a, b) => a - b);
}

/** "moves forward by the gap; on one that exists twice, takes the first" */
export function firstInstantOf(wall: number, zone: string): number {
  return instantsOf(wall, zone)[0] ?? wall - offsetAt(wall - DAY, zone);
}

/** The midnight of the calendar day that a wall time lies on. */
export function dayOf(wall: number): number {
  return Math.floor(wall / DAY) * DAY;
}

/** The calendar day that the clocks of the zone show. */
export function dayAt(at: number, zone: string): number {
  return dayOf(at + offsetAt(at, zone));
}

/** Whether the zone has this date: it left out 30 December 2011 where the clocks went forward by a day. */
export function hasDay(day: number, zone: string): boolean {
  return dayAt(firstInstantOf(day, zone), zone) === day;
}

/** This day, or the next one that the zone has. */
export function dayFrom(day: number, zone: string): number {
  return hasDay(day, zone) ? day : dayFrom(day + DAY, zone);
}

/** This day, or the last one before it that the zone has. */
export function dayUpTo(day: number, zone: string): number {
  return hasDay(day, zone) ? day : dayUpTo(day - DAY, zone);
}

export function isMidnight(at: number, zone: string): boolean {
  return firstInstantOf(dayAt(at, zone), zone) === at;
}

export interface Duration {
  readonly months: number;
  readonly days: number;
  readonly millis: number;
}

export const NO_TIME: Duration = { months: 0, days: 0, millis: 0 };

export function durationOf(text: string): Duration {
  const words = /^(\d+) (second|minute|hour|day|week|month|year)s?$/.exec(text);
  if (words !== null) {
    const [, count = "", unit = ""] = words;
    return inUnits({ [unit]: Number(count) });
  }
  const iso = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (iso === null) throw new Error(`not a duration: ${text}`);
  const [year = 0, month = 0, week = 0, day = 0, hour = 0, minute = 0, second = 0] = iso
    .slice(1)
    .map((part) => Number(part ?? 0));
  return inUnits({ year, month, week, day, hour, minute, second });
}

function inUnits(count: { readonly [unit: string]: number }): Duration {
  const { year = 0, month = 0, week = 0, day = 0, hour = 0, minute = 0, second = 0 } = count;
  return { months: 12 * year + month, days: 7 * week + day, millis: hour * HOUR + minute * MINUTE + second * SECOND };
}

export function stepWall(wall: number, { months, days }: Duration): number {
  return DateTime.fromMillis(wall, { zone: "utc" }).plus({ months }).plus({ days }).toMillis();
}

export function stepInstant(at: number, duration: Duration, zone: string): number {
  if (duration.months === 0 && duration.days === 0) return at + duration.millis;
  const wall = at + offsetAt(at, zone);
  return firstInstantOf(stepWall(wall, duration), zone) + duration.millis;
}
