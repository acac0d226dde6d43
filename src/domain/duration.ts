/**
 * Lengths of time as people say them, and where they lead.
 *
 * Days, weeks and months are steps on the calendar of a zone: the wall clock stays, month ends are clamped. Hours and
 * minutes are elapsed time. Neither is ever turned into the other: in New York, 2022-11-05T12:00-04:00 plus 3 days is
 * 2022-11-08T12:00-05:00, plus 72 hours 2022-11-08T11:00-05:00. Calendar steps are taken first.
 */
import { addMonths, type Day, dayOfWall } from "./civil.ts";
import { DAY, HOUR, type Instant, instantAt, later, lengthOf, MINUTE, type Millis, SECOND } from "./instant.ts";
import type { Zone } from "./zone.ts";

export interface Duration {
  readonly months: number;
  readonly days: number;
  readonly millis: Millis;
}

export const NO_TIME: Duration = { months: 0, days: 0, millis: lengthOf(0) };

/** Where a period ends: at a moment, with a last usable day, or before the day of a charge. */
export type End = Moment | DayEnd;

export interface Moment {
  readonly kind: "moment";
  readonly at: Instant;
  /** The digits below the millisecond, where it is the end of a record or was counted from one; see `Timestamp`. */
  readonly below?: number | undefined;
}

export interface DayEnd {
  readonly kind: "last-day" | "charge-day";
  readonly day: Day;
  /** Fixed, where the day is not the zone's own: `2023-01-30Z`. */
  readonly offset?: Millis | undefined;
  /** The zone of which it is a day, where a form names another than the policy's. */
  readonly zone?: Zone | undefined;
}

const UNITS: ReadonlyMap<string, Duration> = new Map([
  ["second", elapsed(SECOND)],
  ["minute", elapsed(MINUTE)],
  ["hour", elapsed(HOUR)],
  ["day", { ...NO_TIME, days: 1 }],
  ["week", { ...NO_TIME, days: 7 }],
  ["month", { ...NO_TIME, months: 1 }],
  ["year", { ...NO_TIME, months: 12 }],
]);

const IN_WORDS = /^(\d{1,6}) +(second|minute|hour|day|week|month|year)s?$/;
const ISO =
  /^P(?:(\d{1,6})Y)?(?:(\d{1,6})M)?(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,6})S)?)?$/;

export function elapsed(millis: Millis): Duration {
  return { months: 0, days: 0, millis };
}

/** Reads `3 days`, `72 hours` or `P3D`, `PT72H`; undefined for anything else, and for no time at all. */
export function parseDuration(text: string): Duration | undefined {
  const duration = parseInWords(text) ?? parseIso(text);
  return duration === undefined || isNoTime(duration) ? undefined : duration;
}

export function isNoTime({ months, days, millis }: Duration): boolean {
  return months === 0 && days === 0 && millis === 0;
}

/** Whether it is made of hours, minutes and seconds alone. */
export function isElapsed({ months, days }: Duration): boolean {
  return months === 0 && days === 0;
}

function parseInWords(text: string): Duration | undefined {
  const match = IN_WORDS.exec(text);
  const unit = UNITS.get(match?.[2] ?? "");
  return unit === undefined ? undefined : times(unit, Number(match?.[1]));
}

function parseIso(text: string): Duration | undefined {
  const match = ISO.exec(text);
  if (match === null || text.endsWith("T")) return undefined;
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((digits) => Number(digits ?? 0));
  return {
    months: (years ?? 0) * 12 + (months ?? 0),
    days: (weeks ?? 0) * 7 + (days ?? 0),
    millis: lengthOf((hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0) * SECOND),
  };
}

function times({ months, days, millis }: Duration, count: number): Duration {
  return { months: months * count, days: days * count, millis: lengthOf(millis * count) };
}

/** Texts of lengths made of hours, minutes and seconds alone: of these, exports have a few again and again. */
const elapsedTexts = new Map<Millis, string>();
const MOST_TEXTS = 4096;

/** `3 days`, `1 month 2 hours`, `1 hour 29 minutes`: the largest units that lose nothing. */
export function durationText(duration: Duration): string {
  if (!isElapsed(duration)) return textOf(duration);
  const known = elapsedTexts.get(duration.millis);
  if (known !== undefined) return known;
  const text = textOf(duration);
  if (elapsedTexts.size < MOST_TEXTS) elapsedTexts.set(duration.millis, text);
  return text;
}

function textOf({ months, days, millis }: Duration): string {
  if (months === 0 && millis === 0 && days !== 0) return count(days, "day");
  const parts = [count(months, "month"), count(days, "day"), elapsedText(millis)].filter((part) => part !== "");
  return parts.length === 0 ? "no time" : parts.join(" ");
}

function elapsedText(millis: Millis): string {
  if (millis % HOUR === 0) return count(millis / HOUR, "hour");
  const hours = Math.floor(millis / HOUR);
  const minutes = Math.floor((millis % HOUR) / MINUTE);
  const seconds = (millis % MINUTE) / SECOND;
  return [count(hours, "hour"), count(minutes, "minute"), count(seconds, "second")]
    .filter((part) => part !== "")
    .join(" ");
}

function count(amount: number, unit: string): string {
  if (amount === 0) return "";
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}

/** The first instant at which nothing is usable any more. */
export function endInstant(end: End, zone: Zone): Instant {
  if (end.kind === "moment") return end.at;
  const unusable = end.kind === "last-day" ? end.day + 1 : end.day;
  return end.offset === undefined ? (end.zone ?? zone).startOfDay(unusable) : instantAt(unusable * DAY - end.offset);
}

/** A day stays a day under calendar steps, and goes on to the next one where the zone has no such day; elapsed time makes it a moment. */
export function addToEnd(end: End, { months, days, millis }: Duration, zone: Zone): End {
  if (end.kind !== "moment") {
    const day = addMonths(end.day, months) + days;
    const stepped: DayEnd = { ...end, day: end.offset === undefined ? existingDay(day, end.zone ?? zone) : day };
    return millis === 0 ? stepped : { kind: "moment", at: later(endInstant(stepped, zone), millis) };
  }
  return { kind: "moment", at: addToInstant(end.at, { months, days, millis }, zone), below: end.below };
}

export function addToInstant(at: Instant, { months, days, millis }: Duration, zone: Zone): Instant {
  if (months === 0 && days === 0) return later(at, millis);
  const wall = zone.wallAt(at);
  const day = dayOfWall(wall);
  const landed = zone.landWall((addMonths(day, months) + days) * DAY + (wall - day * DAY));
  return later(landed, millis);
}

/**
 * The last usable day of a validity that is counted from an instant onto a date: the instant's own day is the first.
 * 7 days from any moment of 2022-10-19 are usable through 2022-10-25.
 */
export function lastDayCountedFrom(at: Instant, { months, days }: Duration, zone: Zone): Day {
  return existingDay(addMonths(dayOfWall(zone.wallAt(at)), months) + days - 1, zone);
}

/** A day, or the next one that the zone had: Apia went from 2011-12-29 to 2011-12-31. */
function existingDay(day: Day, zone: Zone): Day {
  return zone.startOfDay(day) < zone.startOfDay(day + 1) ? day : existingDay(day + 1, zone);
}
