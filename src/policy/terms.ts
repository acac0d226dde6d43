/**
 * The single terms of a policy or outage file, understood or complained about: durations, amounts, times, zones.
 *
 * Each takes the written text with its path and returns the value, or complains and returns undefined.
 */
import { type Duration, isElapsed, parseDuration } from "../domain/duration.ts";
import { quoted } from "../domain/failure.ts";
import type { Fraction } from "../domain/fraction.ts";
import type { Millis } from "../domain/instant.ts";
import type { Interval } from "../domain/interval.ts";
import { formatMoney, MOST_MINOR, type Money, parseMoney } from "../domain/money.ts";
import { parseTimestamp } from "../domain/parse-timestamp.ts";
import { didYouMean } from "../domain/suggest.ts";
import { isDateOnly, type TimeRole, type Timestamp, writtenInstant } from "../domain/timestamp.ts";
import { hasZone, openZone, type Zone, zoneNames } from "../domain/zone.ts";
import { TZ_DATABASE } from "../domain/zone-names.ts";
import { parseNumber } from "../rules/select.ts";
import type { GiveContext } from "./give-context.ts";
import type { Complain, Path } from "./problem.ts";
import { likelyZones } from "./zone-hints.ts";

const SIMPLE_NAME = /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u;

/** Names of outages, layers, rules and units: letters, digits, dot, dash and underscore. */
export function readName(text: string, path: Path, complain: Complain): string | undefined {
  if (SIMPLE_NAME.test(text) && text.length <= 100) return text;
  return complain(path, `${quoted(text)} cannot be a name; use letters, digits, ".", "_" and "-", at most 100`);
}

/** A zone by its name in the tz database, whatever else the platform would take for one. */
export function readZone(name: string, path: Path, complain: Complain): Zone | undefined {
  const names = zoneNames();
  if (!names.has(name)) return complain(path, `${quoted(name)} is not a time zone${likelyZones(name, [...names])}`);
  if (hasZone(name)) return openZone(name);
  const here = `a time zone of the tz database ${TZ_DATABASE} that this Node.js does not know`;
  return complain(path, `${quoted(name)} is ${here}; run it with a newer one`);
}

export function readDuration(text: string, path: Path, complain: Complain): Duration | undefined {
  const duration = parseDuration(text);
  if (duration !== undefined) return duration;
  return complain(
    path,
    `${quoted(text)} is not a length of time; write a whole number above zero, such as 3 days or 72 hours`,
  );
}

/** A duration of hours and minutes only, in milliseconds. */
export function readElapsed(text: string, path: Path, complain: Complain): Millis | undefined {
  const duration = readDuration(text, path, complain);
  if (duration === undefined) return undefined;
  if (isElapsed(duration)) return duration.millis;
  return complain(
    path,
    `${quoted(text)} is a calendar step, whose length depends on the calendar; write it in hours or minutes`,
  );
}

/** A duration without months, which have no fixed length to share. */
export function readShareable(text: string, path: Path, complain: Complain): Duration | undefined {
  const duration = readDuration(text, path, complain);
  if (duration === undefined || duration.months === 0) return duration;
  return complain(path, `${quoted(text)} has no fixed length; write it in days or hours`);
}

export function readMoney(
  text: string,
  path: Path,
  { complain, currencies, noteCurrency }: GiveContext,
): Money | undefined {
  const money = parseMoney(text, currencies);
  if (money !== undefined) noteCurrency(money.currency, path);
  if (money !== undefined && money.minor > MOST_MINOR) {
    const most = formatMoney({ minor: MOST_MINOR, currency: money.currency }, currencies);
    return complain(path, `${quoted(text)} is more than ${most}, which is the most that an amount may be`);
  }
  if (money !== undefined && money.minor > 0n) return money;
  if (money !== undefined) return complain(path, `${quoted(text)} is no amount; it must be above zero`);
  const code = text.trim().split(/\s+/)[1];
  if (code === undefined) return complain(path, `${quoted(text)} has no currency; write it as 1500 KRW`);
  if (currencies.find(code) === undefined) {
    const near = didYouMean(code, currencies.codes) || "; declare it under units if it is one of yours";
    return complain(path, `${quoted(code)} is neither an ISO 4217 currency nor a declared unit${near}`);
  }
  return complain(path, `${quoted(text)} is not an amount of ${code}; write digits, with no more decimals than it has`);
}

export function readNumber(text: string, path: Path, complain: Complain): Fraction | undefined {
  return parseNumber(text) ?? complain(path, `${quoted(text)} is not a number; write digits, such as 10 or 2.5`);
}

/** A number above zero, as a factor or a percentage. */
export function readFactor(text: string, path: Path, complain: Complain): Fraction | undefined {
  const number = readNumber(text, path, complain);
  return number?.over === 0n ? complain(path, `${quoted(text)} is nothing; it must be above zero`) : number;
}

export function readWrittenTime(text: string, path: Path, complain: Complain, meant: TimeMeant): Timestamp | undefined {
  const time = parseTimestamp(text, meant.role, meant.zone);
  if (typeof time !== "string") {
    return time.below === 0
      ? time
      : complain(path, `${quoted(text)} is finer than a millisecond; cut it to three decimals`);
  }
  if (time === "time-ambiguous") {
    return complain(path, `${quoted(text)} does not exist in ${meant.zone.name}, or exists twice; add its offset`);
  }
  return complain(path, `${quoted(text)} is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00`);
}

/** A day of the policy's zone, or a moment; a day with an offset of its own would be another day. */
export function readDayOrMoment(text: string, path: Path, complain: Complain, meant: TimeMeant): Timestamp | undefined {
  const time = readWrittenTime(text, path, complain, meant);
  if (time === undefined || !isDateOnly(time) || time.shape.offsetStyle === "none") return time;
  return complain(
    path,
    `${quoted(text)} is a day with an offset; a day is one of ${meant.zone.name}, or write its hour`,
  );
}

export interface TimeMeant {
  readonly role: TimeRole;
  readonly zone: Zone;
}

/** Reads `2022-10-15T15:30/2022-10-20T23:00`. A date alone begins with its day and ends through it. */
export function readInterval(text: string, path: Path, complain: Complain, zone: Zone): Interval | undefined {
  const [from, to, ...more] = text.split("/");
  if (from === undefined || to === undefined || more.length > 0) {
    return complain(path, `${quoted(text)} is not an interval; write it as 2022-10-15T15:30/2022-10-20T23:00`);
  }
  const start = readWrittenTime(from, path, complain, { role: "start", zone })?.instant;
  const last = readWrittenTime(to, path, complain, { role: "end", zone });
  if (start === undefined || last === undefined) return undefined;
  // A stated 23:59 is meant to the minute: only a 23:59 in an export means midnight.
  const end = isDateOnly(last) ? last.instant : writtenInstant(last);
  if (end === start) return complain(path, `${quoted(text)} has no length`);
  return end > start ? { start, end } : complain(path, `${quoted(text)} ends before it starts`);
}
