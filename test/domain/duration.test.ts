import fc from "fast-check";
import { DateTime, Duration as LuxonDuration } from "luxon";
import { describe, expect, test } from "vitest";
import {
  addToEnd,
  addToInstant,
  type Duration,
  durationText,
  type End,
  elapsed,
  endInstant,
  isElapsed,
  isNoTime,
  lastDayCountedFrom,
  NO_TIME,
  parseDuration,
} from "../../src/domain/duration.ts";
import { DAY, HOUR, instantAt, lengthOf, MINUTE, SECOND } from "../../src/domain/instant.ts";
import { openZone } from "../../src/domain/zone.ts";
import { firstOfDay, instant, landing, readings, shown, wall, wallAt, zonedInstant } from "./oracle.ts";
import { runs } from "./runs.ts";

const SEOUL = "Asia/Seoul";
const NEW_YORK = "America/New_York";

/** Reads what is known to be a duration. */
function duration(text: string): Duration {
  const read = parseDuration(text);
  if (read === undefined) throw new Error(`not a duration: ${text}`);
  return read;
}

function lastDay(date: string): End {
  return { kind: "last-day", day: dayFrom(date) };
}

function dayFrom(date: string): number {
  return wall(`${date}T00:00`) / DAY;
}

function dayText(day: number): string {
  return DateTime.fromMillis(day * DAY, { zone: "utc" }).toISODate() ?? "invalid";
}

/** An end as a date, or as an instant with the zone's offset. */
function endText(end: End, zone: string): string {
  return end.kind === "moment" ? shown(end.at, zone) : dayText(end.day);
}

function show({ months, days, millis }: Duration): string {
  return `${months}m ${days}d ${millis}ms`;
}

describe("reads durations in words and in ISO 8601", () => {
  test.for([
    ["days", "3 days", "0m 3d 0ms"],
    ["one day", "1 day", "0m 1d 0ms"],
    ["hours are not days", "72 hours", "0m 0d 259200000ms"],
    ["days are not hours", "3 days", "0m 3d 0ms"],
    ["minutes", "90 minutes", "0m 0d 5400000ms"],
    ["seconds", "30 seconds", "0m 0d 30000ms"],
    ["weeks are seven days", "2 weeks", "0m 14d 0ms"],
    ["a month", "1 month", "1m 0d 0ms"],
    ["a year is twelve months", "1 year", "12m 0d 0ms"],
    ["several blanks", "3   days", "0m 3d 0ms"],
    ["six digits", "999999 hours", "0m 0d 3599996400000ms"],
    ["ISO days", "P3D", "0m 3d 0ms"],
    ["ISO hours", "PT72H", "0m 0d 259200000ms"],
    ["ISO months", "P1M", "1m 0d 0ms"],
    ["ISO minutes", "PT1M", "0m 0d 60000ms"],
    ["ISO weeks", "P2W", "0m 14d 0ms"],
    ["ISO days and hours stay apart", "P1DT24H", "0m 1d 86400000ms"],
    ["everything ISO has", "P1Y2M3W4DT5H6M7S", "14m 25d 18367000ms"],
  ] as const)("%s: %s", ([, text, expected]) => {
    expect(show(duration(text))).toBe(expected);
  });

  test.for([
    ["nothing", ""],
    ["no unit", "3"],
    ["no number", "days"],
    ["no blank", "3days"],
    ["seven digits", "1000000 hours"],
    ["an unknown unit", "3 fortnights"],
    ["a unit cut short", "3 d"],
    ["a capital", "3 Days"],
    ["a fraction", "1.5 hours"],
    ["a negative", "-3 days"],
    ["a plus", "+3 days"],
    ["two units in words", "1 month 2 hours"],
    ["a blank before", " 3 days"],
    ["a blank after", "3 days "],
    ["a line end", "3 days\n"],
    ["no time in words", "0 days"],
    ["no time in ISO", "P0D"],
    ["no time in two units of ISO", "P0DT0H"],
    ["ISO without anything", "P"],
    ["ISO without anything after T", "PT"],
    ["a T without anything", "P1DT"],
    ["hours without T", "P72H"],
    ["ISO in the wrong order", "P1D1M"],
    ["a small p", "p3d"],
    ["an ISO fraction", "PT1.5H"],
    ["a negative ISO duration", "-P3D"],
    ["a property of every object", "3 constructor"],
  ] as const)("refuses %s", ([, text]) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  const amounts = {
    months: fc.nat(600),
    days: fc.nat(999),
    hours: fc.nat(9_999),
    minutes: fc.nat(9_999),
    seconds: fc.nat(9_999),
  };

  test("what luxon writes as ISO 8601 is read as it was meant", () => {
    fc.assert(
      fc.property(fc.record(amounts), (parts) => {
        const { months, days, hours, minutes, seconds } = parts;
        const text = LuxonDuration.fromObject(parts).toISO();
        const millis = ((hours * 60 + minutes) * 60 + seconds) * 1000;
        const expected = months + days + millis === 0 ? undefined : { months, days, millis };
        expect(parseDuration(text)).toEqual(expected);
      }),
      runs(500),
    );
  });
});

describe("says durations in words", () => {
  test.for([
    ["days", "3 days", "3 days"],
    ["one of them", "1 day", "1 day"],
    ["hours stay hours", "72 hours", "72 hours"],
    ["one hour", "PT60M", "1 hour"],
    ["weeks in days", "2 weeks", "14 days"],
    ["a year in months", "1 year", "12 months"],
    ["a month and hours", "P1MT2H", "1 month 2 hours"],
    ["everything", "P1M1DT1H1M1S", "1 month 1 day 1 hour 1 minute 1 second"],
    ["a minute short of an hour", "59 minutes", "59 minutes"],
    ["seconds", "PT59S", "59 seconds"],
    ["T11: minutes that are no whole hours", "89 minutes", "1 hour 29 minutes"],
  ] as const)("%s", ([, text, expected]) => {
    expect(durationText(duration(text))).toBe(expected);
  });

  test("no time at all", () => {
    expect(durationText(NO_TIME)).toBe("no time");
  });

  test("days, months and whole hours read back as they were", () => {
    const one = fc.oneof(
      fc.integer({ min: 1, max: 999_999 }).map((days) => ({ ...NO_TIME, days })),
      fc.integer({ min: 1, max: 999_999 }).map((months) => ({ ...NO_TIME, months })),
      fc.integer({ min: 1, max: 999_999 }).map((hours) => elapsed(lengthOf(hours * HOUR))),
      fc.integer({ min: 1, max: 59 }).map((minutes) => elapsed(lengthOf(minutes * MINUTE))),
      fc.integer({ min: 1, max: 59 }).map((seconds) => elapsed(lengthOf(seconds * SECOND))),
    );
    fc.assert(
      fc.property(one, (written) => {
        expect(parseDuration(durationText(written))).toEqual(written);
      }),
      runs(500),
    );
  });

  test("the words add up to the whole", () => {
    const size: Record<string, number> = { hour: HOUR, minute: MINUTE, second: SECOND };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 7 }), (seconds) => {
        const words = durationText(elapsed(lengthOf(seconds * SECOND))).split(" ");
        let sum = 0;
        for (let at = 0; at < words.length; at += 2) {
          sum += Number(words[at]) * (size[(words[at + 1] ?? "").replace(/s$/, "")] ?? Number.NaN);
        }
        expect(sum).toBe(seconds * SECOND);
      }),
      runs(500),
    );
  });
});

describe("tells elapsed time from calendar steps", () => {
  test.for([
    ["hours", "72 hours", true],
    ["days", "3 days", false],
    ["a month", "1 month", false],
    ["days and hours", "P1DT1H", false],
  ] as const)("%s: %s", ([, text, expected]) => {
    expect(isElapsed(duration(text))).toBe(expected);
    expect(isNoTime(duration(text))).toBe(false);
  });

  test("no time is no time, and no calendar step", () => {
    expect([isNoTime(NO_TIME), isElapsed(NO_TIME)]).toEqual([true, true]);
  });
});

describe("adds a duration to a moment", () => {
  test.for([
    ["T2: elapsed hours", SEOUL, "2022-10-15T20:00+09:00", "72 hours", "2022-10-18T20:00+09:00"],
    ["T3: days keep the wall clock", NEW_YORK, "2022-11-05T12:00-04:00", "3 days", "2022-11-08T12:00-05:00"],
    ["T3: hours are elapsed time", NEW_YORK, "2022-11-05T12:00-04:00", "72 hours", "2022-11-08T11:00-05:00"],
    ["the same in spring: days", NEW_YORK, "2022-03-12T12:00-05:00", "3 days", "2022-03-15T12:00-04:00"],
    ["the same in spring: hours", NEW_YORK, "2022-03-12T12:00-05:00", "72 hours", "2022-03-15T13:00-04:00"],
    ["T4: months clamp", SEOUL, "2013-01-31T10:00+09:00", "1 month", "2013-02-28T10:00+09:00"],
    ["T5: from the old end", SEOUL, "2022-10-15T16:00+09:00", "72 hours", "2022-10-18T16:00+09:00"],
    ["T6: from the outage's end", SEOUL, "2022-10-16T07:00+09:00", "72 hours", "2022-10-19T07:00+09:00"],
    ["T8: four days of hours", SEOUL, "2022-10-15T16:00+09:00", "96 hours", "2022-10-19T16:00+09:00"],
    ["a year from a leap day", SEOUL, "2024-02-29T10:00+09:00", "1 year", "2025-02-28T10:00+09:00"],
    ["weeks", SEOUL, "2022-10-15T20:00+09:00", "2 weeks", "2022-10-29T20:00+09:00"],
    ["into a gap: forward by the gap", NEW_YORK, "2022-03-12T02:30-05:00", "1 day", "2022-03-13T03:30-04:00"],
    ["past a gap", NEW_YORK, "2022-03-12T02:30-05:00", "2 days", "2022-03-14T02:30-04:00"],
    ["into a gap by hours: there is none", NEW_YORK, "2022-03-12T02:30-05:00", "24 hours", "2022-03-13T03:30-04:00"],
    ["onto an overlap: the first of two", NEW_YORK, "2022-11-05T01:30-04:00", "1 day", "2022-11-06T01:30-04:00"],
    ["from the second of two", NEW_YORK, "2022-11-06T01:30-05:00", "1 day", "2022-11-07T01:30-05:00"],
    ["back onto an overlap from the far side", NEW_YORK, "2022-10-06T01:30-04:00", "1 month", "2022-11-06T01:30-04:00"],
    ["a half-hour gap", "Australia/Lord_Howe", "2022-10-01T02:15+10:30", "1 day", "2022-10-02T02:45+11:00"],
    ["a midnight gap", "America/Sao_Paulo", "2018-11-03T00:00-03:00", "1 day", "2018-11-04T01:00-02:00"],
    ["a midnight overlap", "America/Havana", "2022-11-05T00:30-04:00", "1 day", "2022-11-06T00:30-04:00"],
    ["onto a skipped day", "Pacific/Apia", "2011-12-29T12:00-10:00", "1 day", "2011-12-31T12:00+14:00"],
    ["summer time in Seoul, days", SEOUL, "1987-05-09T12:00+09:00", "1 day", "1987-05-10T12:00+10:00"],
    ["summer time in Seoul, hours", SEOUL, "1987-05-09T12:00+09:00", "24 hours", "1987-05-10T13:00+10:00"],
    ["calendar steps come first, then hours", NEW_YORK, "2022-03-12T01:30-05:00", "P1DT1H", "2022-03-13T03:30-04:00"],
    ["months come before days", SEOUL, "2013-01-31T10:00+09:00", "P1M1D", "2013-03-01T10:00+09:00"],
  ] as const)("%s", ([, zone, at, by, expected]) => {
    expect(shown(addToInstant(instant(at), duration(by), openZone(zone)), zone)).toBe(expected);
  });
});

describe("adds a duration to an end", () => {
  test.for([
    ["T1: a date stays a date", "2022-11-10", "3 days", "2022-11-13"],
    ["T4: months clamp", "2013-01-31", "1 month", "2013-02-28"],
    ["T17: hours make it a moment", "2022-10-15", "15 hours", "2022-10-16T15:00+09:00"],
    ["T10: days after 26 lost ones", "2011-06-26", "30 days", "2011-07-26"],
    ["over the end of a year", "2022-12-31", "1 day", "2023-01-01"],
    ["days, then hours", "2022-10-15", "P1DT1H", "2022-10-17T01:00+09:00"],
  ] as const)("%s", ([, date, by, expected]) => {
    expect(endText(addToEnd(lastDay(date), duration(by), openZone(SEOUL)), SEOUL)).toBe(expected);
  });

  test("a moment stays a moment", () => {
    const end: End = { kind: "moment", at: instant("2022-11-05T12:00-04:00") };
    expect(endText(addToEnd(end, duration("3 days"), openZone(NEW_YORK)), NEW_YORK)).toBe("2022-11-08T12:00-05:00");
  });

  test("no time changes nothing", () => {
    expect(addToEnd(lastDay("2022-11-10"), NO_TIME, openZone(SEOUL))).toEqual(lastDay("2022-11-10"));
  });

  test.for([
    ["with the day after it", SEOUL, "2022-10-15", "2022-10-16T00:00+09:00"],
    ["where that day has no midnight", "America/Sao_Paulo", "2018-11-03", "2018-11-04T01:00-02:00"],
    ["where that day has two", "America/Havana", "2022-11-05", "2022-11-06T00:00-04:00"],
  ] as const)("a last day is over %s", ([, zone, date, expected]) => {
    expect(shown(endInstant(lastDay(date), openZone(zone)), zone)).toBe(expected);
  });

  test("a moment is over at that moment", () => {
    const at = instant("2022-10-16T07:00+09:00");
    expect(endInstant({ kind: "moment", at }, openZone(SEOUL))).toBe(at);
  });
});

describe("adds a duration to a last day with an offset of its own", () => {
  test.for([
    ["3 days in UTC", "2022-11-10", 0, "3 days", "2022-11-14T09:00+09:00"],
    ["a month from a month's last day but one", "2023-01-30", 0, "1 month", "2023-03-01T09:00+09:00"],
    ["a month and an hour", "2023-01-30", 0, "P1MT1H", "2023-03-01T10:00+09:00"],
    ["hours alone", "2022-11-10", -5 * HOUR, "24 hours", "2022-11-12T14:00+09:00"],
  ] as const)("%s", ([, date, offset, by, expected]) => {
    const day: End = { kind: "last-day", day: dayFrom(date), offset: lengthOf(offset) };
    const zone = openZone(SEOUL);
    expect(shown(endInstant(addToEnd(day, duration(by), zone), zone), SEOUL)).toBe(expected);
  });
});

describe("counts a validity from an instant onto a date", () => {
  test.for([
    ["A25: the instant's day is the first", SEOUL, "2022-10-19T12:00+09:00", "7 days", "2022-10-25"],
    ["from the first moment of the day", SEOUL, "2022-10-19T00:00+09:00", "7 days", "2022-10-25"],
    ["from the last moment of the day before", SEOUL, "2022-10-18T23:59:59.999+09:00", "7 days", "2022-10-24"],
    ["the day is that of the zone", NEW_YORK, "2022-10-19T12:00+09:00", "7 days", "2022-10-24"],
    ["one day is that day", SEOUL, "2022-10-19T12:00+09:00", "1 day", "2022-10-19"],
    ["a month", SEOUL, "2022-10-19T12:00+09:00", "1 month", "2022-11-18"],
    ["a week", SEOUL, "2022-10-19T12:00+09:00", "1 week", "2022-10-25"],
  ] as const)("%s", ([, zone, at, by, expected]) => {
    expect(dayText(lastDayCountedFrom(instant(at), duration(by), openZone(zone)))).toBe(expected);
  });
});

const anyStep = fc.record({ months: fc.nat(30), days: fc.nat(800), millis: fc.nat(400 * DAY).map(lengthOf) });

/** The wall time of luxon's calendar, without a zone, that many months and days later. */
function stepWall(wallMillis: number, { months, days }: Duration): number {
  return DateTime.fromMillis(wallMillis, { zone: "utc" }).plus({ months, days }).toMillis();
}

describe("agrees with luxon from 1970 to 2100", () => {
  test("calendar steps keep the wall clock, move forward out of a gap, and take the first of two", () => {
    fc.assert(
      fc.property(zonedInstant, anyStep, ({ zone, at }, by) => {
        fc.pre(by.months + by.days > 0);
        const expected = landing(zone, stepWall(wallAt(zone, at), by)) + by.millis;
        expect(addToInstant(at, by, openZone(zone))).toBe(expected);
      }),
      runs(2_000),
    );
  });

  test("steps that land next to a clock change do so too", () => {
    fc.assert(
      fc.property(zonedInstant, fc.integer({ min: 1, max: 45 }), ({ zone, at }, days) => {
        const target = wallAt(zone, at);
        const from = instantAt(landing(zone, target - days * DAY));
        fc.pre(wallAt(zone, from) === target - days * DAY);
        expect(addToInstant(from, { ...NO_TIME, days }, openZone(zone))).toBe(landing(zone, target));
      }),
      runs(3_000),
    );
  });

  test("luxon's own sum is the same wherever the wall time it leads to exists once", () => {
    fc.assert(
      fc.property(zonedInstant, anyStep, ({ zone, at }, { months, days }) => {
        fc.pre(months + days > 0);
        fc.pre(readings(zone, stepWall(wallAt(zone, at), { ...NO_TIME, months, days })).length === 1);
        const expected = DateTime.fromMillis(at, { zone }).plus({ months, days }).toMillis();
        expect(addToInstant(at, { ...NO_TIME, months, days }, openZone(zone))).toBe(expected);
      }),
      runs(2_000),
    );
  });

  test("elapsed time is elapsed, whatever the clocks do", () => {
    fc.assert(
      fc.property(zonedInstant, fc.nat(400 * DAY), ({ zone, at }, millis) => {
        const sum = addToInstant(at, elapsed(lengthOf(millis)), openZone(zone));
        expect(sum).toBe(DateTime.fromMillis(at, { zone }).plus(millis).toMillis());
      }),
      runs(1_000),
    );
  });

  test("a last day moves like a date, and is over when the next begins", () => {
    fc.assert(
      fc.property(zonedInstant, anyStep, ({ zone, at }, by) => {
        const day = Math.floor(wallAt(zone, at) / DAY);
        const moved = stepWall(day * DAY, by) / DAY;
        const end = addToEnd({ kind: "last-day", day }, by, openZone(zone));
        expect(end.kind).toBe(by.millis === 0 ? "last-day" : "moment");
        expect(endInstant(end, openZone(zone))).toBe(firstOfDay(zone, moved + 1) + by.millis);
      }),
      runs(2_000),
    );
  });
});
