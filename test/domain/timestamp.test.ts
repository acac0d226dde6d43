import fc from "fast-check";
import { DateTime, FixedOffsetZone } from "luxon";
import { describe, expect, test } from "vitest";
import { formatDay, formatInstant, instantText } from "../../src/domain/format-timestamp.ts";
import { DAY, type Instant, later, lengthOf, MINUTE, OPEN_ENDED } from "../../src/domain/instant.ts";
import { parseTimestamp } from "../../src/domain/parse-timestamp.ts";
import { createTimeReader } from "../../src/domain/time-reader.ts";
import type { OffsetStyle, TimeShape } from "../../src/domain/time-shape.ts";
import { isDateOnly, type TimeRole, type Timestamp, writtenInstant } from "../../src/domain/timestamp.ts";
import { openZone } from "../../src/domain/zone.ts";
import { firstOfDay, instant, offsetAt, readings, shown, wall, ZONES, zonedInstant, zonedWall } from "./oracle.ts";
import { runs } from "./runs.ts";

const SEOUL = "Asia/Seoul";
const NEW_YORK = "America/New_York";
const CAIRO = "Africa/Cairo";
/** The day that Samoa went without when it crossed the date line. */
const SKIPPED = "2011-12-30";

/** Reads what is known to be readable. */
function read(text: string, role: TimeRole, zone: string): Timestamp {
  const time = parseTimestamp(text, role, openZone(zone));
  if (typeof time === "string") throw new Error(`${text}: ${time}`);
  return time;
}

/** Reads a part of some bytes as an end in Seoul. */
function readBytes(bytes: Uint8Array, from: number, to: number): Timestamp | string {
  const reader = createTimeReader("end", openZone(SEOUL));
  return reader.read(bytes, from, to) ?? reader.time;
}

/** The instant in the zone, or why there is none. */
function reading(text: string, role: TimeRole, zone: string): string {
  const time = parseTimestamp(text, role, openZone(zone));
  return typeof time === "string" ? time : shown(time.instant, zone);
}

/** Writes an instant in the shape of an end. */
function rewrite(like: string, at: Instant, zone: string): string | undefined {
  return formatInstant(at, read(like, "end", zone), openZone(zone));
}

describe("reads dates and times as they stand", () => {
  test.for([
    ["a date as an end lasts through its day", "2022-10-15", "end", "2022-10-16T00:00+09:00"],
    ["a date as a start begins with its day", "2022-10-15", "start", "2022-10-15T00:00+09:00"],
    ["a time without seconds", "2022-10-15T15:30", "end", "2022-10-15T15:30+09:00"],
    ["the same as a start", "2022-10-15T15:30", "start", "2022-10-15T15:30+09:00"],
    ["seconds", "2022-10-15T15:30:07", "end", "2022-10-15T15:30:07+09:00"],
    ["milliseconds", "2022-10-15T15:30:07.123", "end", "2022-10-15T15:30:07.123+09:00"],
    ["one decimal", "2022-10-15T15:30:07.1", "end", "2022-10-15T15:30:07.100+09:00"],
    ["a space", "2022-10-15 15:30:07.123", "end", "2022-10-15T15:30:07.123+09:00"],
    ["four decimals", "2022-10-15T15:30:07.1239", "end", "2022-10-15T15:30:07.123+09:00"],
    ["microseconds of PostgreSQL", "2022-10-15 15:30:07.961971+00", "end", "2022-10-16T00:30:07.961+09:00"],
    ["nanoseconds", "2022-10-15T15:30:07.999999999Z", "end", "2022-10-16T00:30:07.999+09:00"],
    ["the last nanosecond of a day", "2022-10-15 23:59:59.999999999", "end", "2022-10-16T00:00+09:00"],
    ["a nanosecond before the last second", "2022-10-15T23:59:58.999999999", "end", "2022-10-15T23:59:58.999+09:00"],
    ["a millisecond into the last minute", "2022-10-15T23:59:00.001000", "end", "2022-10-15T23:59:00.001+09:00"],
    ["less than one into it, which decides nothing", "2022-10-15T23:59:00.000999", "end", "2022-10-16T00:00+09:00"],
    ["UTC", "2022-10-15T15:30:07Z", "end", "2022-10-16T00:30:07+09:00"],
    ["an offset", "2022-10-15T15:30+09:00", "end", "2022-10-15T15:30+09:00"],
    ["an offset without a colon", "2022-10-15T15:30+0900", "end", "2022-10-15T15:30+09:00"],
    ["an offset of hours", "2022-10-15 15:30+09", "end", "2022-10-15T15:30+09:00"],
    ["an offset behind UTC", "2022-10-15T15:30-03:30", "end", "2022-10-16T04:00+09:00"],
    ["E2: an evening in Los Angeles", "2024-07-04T22:30-07:00", "end", "2024-07-05T14:30+09:00"],
    ["a date with an offset, as an end", "2022-10-15+09:00", "end", "2022-10-16T00:00+09:00"],
    ["a date with an offset, as a start", "2022-10-15+0900", "start", "2022-10-15T00:00+09:00"],
    ["a date in UTC", "2022-10-15Z", "end", "2022-10-16T09:00+09:00"],
    ["the first second of a day", "2022-10-15T00:00:00", "end", "2022-10-15T00:00+09:00"],
    ["the last second of a day, as an end", "2022-10-15T23:59:59", "end", "2022-10-16T00:00+09:00"],
    ["the last second of a day, as a start", "2022-10-15T23:59:59", "start", "2022-10-15T23:59:59+09:00"],
    ["a moment within it", "2022-10-15T23:59:59.001", "end", "2022-10-16T00:00+09:00"],
    ["the last millisecond of a day", "2022-10-15 23:59:59.999", "end", "2022-10-16T00:00+09:00"],
    ["a moment before the last second", "2022-10-15T23:59:58.999", "end", "2022-10-15T23:59:58.999+09:00"],
    ["the last minute of a day", "2022-10-15T23:59", "end", "2022-10-16T00:00+09:00"],
    ["the last minute of a day, with seconds", "2022-10-15T23:59:00", "end", "2022-10-16T00:00+09:00"],
    ["a second into the last minute", "2022-10-15T23:59:01", "end", "2022-10-15T23:59:01+09:00"],
    ["a second before the last minute", "2022-10-15T23:58:59", "end", "2022-10-15T23:58:59+09:00"],
    ["the last minute of a day of its own offset", "2022-10-15T23:59-03:30", "end", "2022-10-16T12:30+09:00"],
    ["the last minute that is one in the zone only", "2022-10-15T14:59Z", "end", "2022-10-15T23:59+09:00"],
    ["a charge at the last minute", "2022-10-15T23:59", "charge", "2022-10-16T00:00+09:00"],
    ["the day of a charge", "2022-10-15", "charge", "2022-10-15T00:00+09:00"],
    ["the day of a charge, with an offset", "2022-10-15Z", "charge", "2022-10-15T09:00+09:00"],
    ["the moment of a charge", "2022-10-15T15:30", "charge", "2022-10-15T15:30+09:00"],
    ["a leap day", "2024-02-29", "start", "2024-02-29T00:00+09:00"],
    ["an end that stands for never", "9999-12-31", "end", "+010000-01-01T00:00+09:00"],
    ["the last second that can be written", "9999-12-31T23:59:59", "start", "9999-12-31T23:59:59+09:00"],
  ] as const)("%s: %s", ([, text, role, expected]) => {
    expect(reading(text, role, SEOUL)).toBe(expected);
  });

  test.for([
    ["a gap", NEW_YORK, "2022-03-13T02:30", "time-ambiguous"],
    ["the minute before it", NEW_YORK, "2022-03-13T01:59", "2022-03-13T01:59-05:00"],
    ["the minute after it", NEW_YORK, "2022-03-13T03:00", "2022-03-13T03:00-04:00"],
    ["an overlap", NEW_YORK, "2022-11-06T01:30", "time-ambiguous"],
    ["an overlap with its offset", NEW_YORK, "2022-11-06T01:30-04:00", "2022-11-06T01:30-04:00"],
    ["the same with the other offset", NEW_YORK, "2022-11-06 01:30-05", "2022-11-06T01:30-05:00"],
    ["a date whose next day has no midnight", "America/Sao_Paulo", "2018-11-03", "2018-11-04T01:00-02:00"],
    ["a date whose next day has two midnights", "America/Havana", "2022-11-05", "2022-11-06T00:00-04:00"],
    ["a date before a day that was skipped", "Pacific/Apia", "2011-12-29", "2011-12-31T00:00+14:00"],
  ] as const)("%s: %s %s", ([, zone, text, expected]) => {
    expect(reading(text, "end", zone)).toBe(expected);
  });
});

describe("refuses anything else", () => {
  test.for([
    ["nothing", ""],
    ["a blank", " "],
    ["a word", "unlimited"],
    ["a year", "2022"],
    ["a month", "2022-10"],
    ["a date that does not exist", "2022-02-30"],
    ["29 February of a year without one", "2023-02-29"],
    ["month 13", "2022-13-01"],
    ["month 0", "2022-00-10"],
    ["day 0", "2022-10-00"],
    ["day 32", "2022-10-32"],
    ["year 0", "0000-12-31"],
    ["a year of five digits", "12022-10-15"],
    ["a short month", "2022-1-15"],
    ["slashes", "2022/10/15"],
    ["dots", "2022.10.15"],
    ["no separators", "20221015"],
    ["the American order", "10-15-2022"],
    ["a date with a letter for a digit", "2O22-10-15"],
    ["a date and then a blank", "2022-10-15 "],
    ["a date and then a T", "2022-10-15T"],
    ["a blank and then a date", " 2022-10-15"],
    ["two spaces", "2022-10-15  15:30"],
    ["a small t", "2022-10-15t15:30"],
    ["a small z", "2022-10-15T15:30z"],
    ["an hour alone", "2022-10-15T15"],
    ["an hour of one digit", "2022-10-15T5:30"],
    ["no colon", "2022-10-15T1530"],
    ["hour 24", "2022-10-15T24:00"],
    ["minute 60", "2022-10-15T15:60"],
    ["a leap second", "2022-10-15T23:59:60"],
    ["seconds of one digit", "2022-10-15T15:30:7"],
    ["a colon at the end", "2022-10-15T15:30:"],
    ["a dot at the end", "2022-10-15T15:30:07."],
    ["ten decimals", "2022-10-15T15:30:07.1234567890"],
    ["nine decimals and then a letter", "2022-10-15T15:30:07.123456789x"],
    ["four decimals and then a blank", "2022-10-15T15:30:07.1234 "],
    ["a zone by name after microseconds", "2022-10-15 15:30:07.123456 UTC"],
    ["a comma for the dot", "2022-10-15T15:30:07,123"],
    ["decimals of a minute", "2022-10-15T15:30.5"],
    ["an offset after a blank", "2022-10-15T15:30 +09:00"],
    ["an offset of one digit", "2022-10-15T15:30+9"],
    ["an offset of three digits", "2022-10-15T15:30+900"],
    ["half an offset", "2022-10-15T15:30+09:"],
    ["an offset with a short minute", "2022-10-15T15:30+09:0"],
    ["an offset with seconds", "2022-10-15T15:30+09:00:00"],
    ["an offset of 24 hours", "2022-10-15T15:30+24:00"],
    ["an offset of 60 minutes", "2022-10-15T15:30+09:60"],
    ["a real minus sign", "2022-10-15T15:30−03:00"],
    ["Z and more", "2022-10-15T15:30Z0"],
    ["an offset and a zone", "2022-10-15T15:30+09:00[Asia/Seoul]"],
    ["the name of a zone", "2022-10-15T15:30 KST"],
    ["two timestamps", "2022-10-15T15:30/2022-10-16T07:00"],
    ["wide digits", "２０２２-10-15"],
    ["a sign before the year", "+2022-10-15"],
    ["half a day", "2022-10-15 03:30 PM"],
    ["a line end", "2022-10-15\n"],
  ] as const)("%s", ([, text]) => {
    expect(parseTimestamp(text, "end", openZone(SEOUL))).toBe("time-invalid");
    expect(parseTimestamp(text, "start", openZone(SEOUL))).toBe("time-invalid");
  });

  test("no text makes it throw", () => {
    const almost = fc.stringMatching(/^2022-1[0-9]-[0-3][0-9][T ]?[0-2]?[0-9]?:?[0-6]?[0-9]?:?[.Z+0-9:-]{0,9}$/);
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), almost), fc.constantFrom(...ZONES), (text, zone) => {
        const time = parseTimestamp(text, "end", openZone(zone));
        if (typeof time === "string") expect(["time-invalid", "time-ambiguous"]).toContain(time);
        else expect(Number.isInteger(time.instant)).toBe(true);
      }),
      runs(1_000),
    );
  });
});

describe("reads no byte outside the bounds it is given", () => {
  test.for([
    ["digits and colons follow a date", "2022-10-15", "T15:30:00"],
    ["seconds follow a time", "2022-10-15T15:30", ":59"],
    ["decimals follow", "2022-10-15T15:30:07", ".123"],
    ["more decimals follow", "2022-10-15T15:30:07.1", "23"],
    ["an offset follows", "2022-10-15T15:30", "+05:00"],
    ["the minutes of an offset follow", "2022-10-15T15:30+09", "30"],
    ["a Z follows", "2022-10-15", "Z"],
  ] as const)("%s", ([, text, after]) => {
    const bytes = new TextEncoder().encode(`1999-${text}${after}`);
    const from = "1999-".length;
    expect(readBytes(bytes, from, from + text.length)).toEqual(parseTimestamp(text, "end", openZone(SEOUL)));
  });

  test.for([
    ["a cut date", "2022-10-1", "5"],
    ["a cut minute", "2022-10-15T15:3", "0"],
    ["a cut second", "2022-10-15T15:30:0", "0"],
    ["a cut offset", "2022-10-15T15:30+09:0", "0"],
  ] as const)("%s stays cut", ([, text, after]) => {
    const bytes = new TextEncoder().encode(text + after);
    expect(readBytes(bytes, 0, text.length)).toBe("time-invalid");
  });
});

describe("writes a new value in the shape of the old", () => {
  test.for([
    ["a date stays a date", SEOUL, "2022-11-10", "2022-11-14T00:00+09:00", "2022-11-13"],
    ["T17: a part of a day rounds up to the day", SEOUL, "2022-10-15", "2022-10-16T15:00+09:00", "2022-10-16"],
    ["exactly the end of a day", SEOUL, "2022-10-15", "2022-10-17T00:00+09:00", "2022-10-16"],
    ["just over the end of a day", SEOUL, "2022-10-15", "2022-10-17T00:00:00.001+09:00", "2022-10-17"],
    ["T stays T, no seconds", SEOUL, "2022-10-15T20:00", "2022-10-18T20:00+09:00", "2022-10-18T20:00"],
    ["a space stays a space", SEOUL, "2022-10-15 20:00:00", "2022-10-18T20:00+09:00", "2022-10-18 20:00:00"],
    ["milliseconds stay", SEOUL, "2022-10-15T20:00:00.500", "2022-10-18T20:00:00.500+09:00", "2022-10-18T20:00:00.500"],
    [
      "microseconds stay, and none is made up",
      SEOUL,
      "2022-10-15T20:00:00.000971",
      "2022-10-18T20:00:00.5+09:00",
      "2022-10-18T20:00:00.500971",
    ],
    [
      "four decimals stay four",
      SEOUL,
      "2022-10-15T20:00:00.1230",
      "2022-10-18T20:00:00.123+09:00",
      "2022-10-18T20:00:00.1230",
    ],
    [
      "nanoseconds stay over the end of a year",
      SEOUL,
      "2022-10-15T20:00:00.000000001Z",
      "2023-01-01T08:59:59.999+09:00",
      "2022-12-31T23:59:59.999000001Z",
    ],
    [
      "a time that had to move begins with its millisecond",
      NEW_YORK,
      "2022-03-01T12:00:00.000971",
      "2022-11-06T01:30-04:00",
      "2022-11-06T02:00:00.000000",
    ],
    ["one decimal stays one", SEOUL, "2022-10-15T20:00:00.5", "2022-10-18T20:00:00.5+09:00", "2022-10-18T20:00:00.5"],
    [
      "finer than the decimals rounds up",
      SEOUL,
      "2022-10-15T20:00:00.5",
      "2022-10-18T20:00:00.501+09:00",
      "2022-10-18T20:00:00.6",
    ],
    [
      "finer than seconds rounds up",
      SEOUL,
      "2022-10-15T20:00:00",
      "2022-10-18T20:00:00.001+09:00",
      "2022-10-18T20:00:01",
    ],
    ["exactly a second", SEOUL, "2022-10-15T20:00:00", "2022-10-18T20:00:01+09:00", "2022-10-18T20:00:01"],
    ["finer than minutes rounds up", SEOUL, "2022-10-15T20:00", "2022-10-18T20:00:01+09:00", "2022-10-18T20:01"],
    ["rounding up carries into the year", SEOUL, "2022-10-15T20:00", "2022-12-31T23:59:01+09:00", "2023-01-01T00:00"],
    ["UTC stays UTC", SEOUL, "2022-10-15T20:00Z", "2022-10-18T20:00+09:00", "2022-10-18T11:00Z"],
    ["a date in UTC", SEOUL, "2022-10-15Z", "2022-10-16T09:00:01+09:00", "2022-10-16Z"],
    [
      "an offset stays as it is spelled",
      SEOUL,
      "2022-10-15T20:00+0900",
      "2022-10-18T20:00+09:00",
      "2022-10-18T20:00+0900",
    ],
    ["an offset of hours", SEOUL, "2022-10-15T20:00+09", "2022-10-18T20:00+09:00", "2022-10-18T20:00+09"],
    [
      "an offset that is not the zone's",
      SEOUL,
      "2022-10-15T20:00-07:00",
      "2022-10-18T20:00+09:00",
      "2022-10-18T04:00-07:00",
    ],
    [
      "the zone's offset changed",
      NEW_YORK,
      "2022-11-05T12:00-04:00",
      "2022-11-08T12:00-05:00",
      "2022-11-08T12:00-05:00",
    ],
    ["it changed back again", NEW_YORK, "2022-11-05T12:00-04:00", "2023-04-05T12:00-04:00", "2023-04-05T12:00-04:00"],
    [
      "the zone's changed, but it was another's",
      NEW_YORK,
      "2022-11-05T12:00-07:00",
      "2022-11-08T12:00-05:00",
      "2022-11-08T10:00-07:00",
    ],
    [
      "none was written and the zone's changed",
      NEW_YORK,
      "2022-11-05 12:00",
      "2022-11-08T12:00-05:00",
      "2022-11-08 12:00",
    ],
    [
      "a date with the zone's offset, which changed",
      NEW_YORK,
      "2022-11-05-04:00",
      "2022-11-09T00:00-05:00",
      "2022-11-08-05:00",
    ],
    [
      "hours were enough for the old offset, not for the new",
      "Australia/Lord_Howe",
      "2022-04-02T12:00+11",
      "2022-04-04T12:00+10:30",
      "2022-04-04T12:00+1030",
    ],
    [
      "the last day before a day without midnight",
      "America/Sao_Paulo",
      "2018-10-31",
      "2018-11-04T01:00-02:00",
      "2018-11-03",
    ],
    ["the last day before a skipped one", "Pacific/Apia", "2011-12-20", "2011-12-31T00:00+14:00", "2011-12-29"],
  ] as const)("%s", ([, zone, like, at, expected]) => {
    expect(rewrite(like, instant(at), zone)).toBe(expected);
  });

  test.for([
    ["the last day that can be written", "9999-12-30", "+010000-01-01T00:00+09:00", "9999-12-31"],
    ["the day after it", "9999-12-30", "+010000-01-01T00:00:01+09:00", undefined],
    ["the last minute that can be written", "9999-12-30T12:00", "9999-12-31T23:59+09:00", "9999-12-31T23:59"],
    ["a second later, which rounds into the next year", "9999-12-30T12:00", "9999-12-31T23:59:01+09:00", undefined],
  ] as const)("%s", ([, like, at, expected]) => {
    expect(rewrite(like, instant(at), SEOUL)).toBe(expected);
  });

  test("an open end cannot be written", () => {
    expect(rewrite("2022-10-15", OPEN_ENDED, SEOUL)).toBeUndefined();
    expect(rewrite("2022-10-15T15:30", OPEN_ENDED, SEOUL)).toBeUndefined();
  });

  test("an offset of minus zero is refused: it stands for an offset that nobody knows", () => {
    expect(parseTimestamp("2022-01-15T12:00-00:00", "end", openZone("Europe/London"))).toBe("time-invalid");
  });

  test("the date of a day that the zone skipped is refused", () => {
    expect(parseTimestamp(SKIPPED, "end", openZone("Pacific/Apia"))).toBe("time-ambiguous");
    expect(parseTimestamp(SKIPPED, "start", openZone("Pacific/Apia"))).toBe("time-ambiguous");
  });

  test("rounding up onto a clock change is written with the offset after it", () => {
    const written = rewrite("2023-10-26T23:59+03:00", instant("2023-10-26T23:59:30+03:00"), CAIRO);
    expect(written).toBe("2023-10-26T23:00+02:00");
  });

  test("rounding up never ends in a gap, at a time that nobody can read", () => {
    const written = rewrite("2022-03-01T12:00", instant("2022-03-13T01:59:30-05:00"), NEW_YORK);
    expect(written).toBe("2022-03-13T03:00");
  });

  test("rounding up over the end of an overlap gives the hour that comes again, and never takes it", () => {
    const written = rewrite("2022-03-01T12:00", instant("2022-11-06T01:59:30-04:00"), NEW_YORK);
    expect(written).toBe("2022-11-06T02:00");
  });

  test("when the last half hour of a day comes twice, a date written for its second time is not over before it", () => {
    const at = instant("2000-10-28T23:31-03:30");
    const written = rewrite("2000-10-01", at, "America/St_Johns") ?? "nothing";
    expect(read(written, "end", "America/St_Johns").instant).toBeGreaterThanOrEqual(at);
  });
});

describe("writes a day of the zone as a date", () => {
  test.for([
    ["a plain date", "2022-11-13", 0, "2022-11-13"],
    ["over the end of a month", "2022-11-30", 1, "2022-12-01"],
    ["the last day with four digits", "9999-12-31", 0, "9999-12-31"],
    ["the day after it", "9999-12-31", 1, undefined],
    ["the first day with four digits", "0001-01-01", 0, "0001-01-01"],
    ["the day before it", "0001-01-01", -1, undefined],
  ] as const)("%s", ([, day, more, expected]) => {
    expect(formatDay(wall(`${day}T00:00`) / DAY + more)).toBe(expected);
  });
});

describe("writes a date with the offset of its last moment", () => {
  test.for([
    ["in UTC", SEOUL, "2022-11-10Z", "2022-11-14T00:00Z", "2022-11-13Z"],
    ["with the zone's offset", SEOUL, "2022-11-10+0900", "2022-11-14T00:00+09:00", "2022-11-13+0900"],
    ["with the zone's, which changed", NEW_YORK, "2022-11-03-04:00", "2022-11-09T00:00-05:00", "2022-11-08-05:00"],
    ["onto a day that ends as clocks go forward", CAIRO, "2023-04-20+02", "2023-04-28T00:00+02:00", "2023-04-27+02"],
    ["from a day that ends as clocks go forward", CAIRO, "2023-04-27+02", "2023-04-29T00:00+03:00", "2023-04-28+03"],
    ["a part of a day elsewhere, which rounds up", NEW_YORK, "2024-07-07Z", "2024-07-31T00:00-04:00", "2024-07-31Z"],
  ] as const)("%s", ([, zone, like, at, expected]) => {
    expect(rewrite(like, instant(at), zone)).toBe(expected);
  });
});

describe("writes an instant for reports", () => {
  test.for([
    ["with the zone's offset", SEOUL, "2022-10-15T06:30Z", "2022-10-15T15:30:00+09:00"],
    ["in summer time", NEW_YORK, "2022-11-06T05:59:59Z", "2022-11-06T01:59:59-04:00"],
    ["a second later, in winter time", NEW_YORK, "2022-11-06T06:00Z", "2022-11-06T01:00:00-05:00"],
    ["with an offset of three quarters", "Asia/Kathmandu", "2022-10-15T00:00Z", "2022-10-15T05:45:00+05:45"],
    ["in UTC", "UTC", "2022-10-15T06:30Z", "2022-10-15T06:30:00+00:00"],
  ] as const)("%s", ([, zone, at, expected]) => {
    expect(instantText(instant(at), openZone(zone))).toBe(expected);
  });

  test("an open end is never", () => {
    expect(instantText(OPEN_ENDED, openZone(SEOUL))).toBe("never");
  });

  test("as luxon does", () => {
    fc.assert(
      fc.property(zonedInstant, ({ zone, at }) => {
        const upToSecond = Math.ceil(at / 1000) * 1000;
        const expected = DateTime.fromMillis(upToSecond)
          .setZone(FixedOffsetZone.instance(offsetAt(zone, upToSecond) / MINUTE))
          .toFormat("yyyy-MM-dd'T'HH:mm:ssZZ");
        expect(instantText(at, openZone(zone))).toBe(expected);
      }),
      runs(1_000),
    );
  });
});

/** Every accepted shape, as exports may use it. */
const anyShape: fc.Arbitrary<TimeShape> = fc.oneof(
  fc.constantFrom<OffsetStyle>("none", "Z", "+hh:mm", "+hhmm", "+hh").map((offsetStyle) => ({
    separator: "none" as const,
    seconds: false,
    decimals: 0,
    offsetStyle,
    form: undefined,
  })),
  fc
    .record({
      separator: fc.constantFrom("T" as const, "space" as const),
      seconds: fc.boolean(),
      decimals: fc.nat(9),
      offsetStyle: fc.constantFrom<OffsetStyle>("none", "Z", "+hh:mm", "+hhmm", "+hh"),
    })
    .map((shape) => ({ ...shape, decimals: shape.seconds ? shape.decimals : 0, form: undefined })),
);

const someOffset = fc.constantFrom(
  0,
  9 * 60,
  -(3 * 60 + 30),
  5 * 60 + 45,
  13 * 60 + 45,
  -12 * 60,
  14 * 60,
  -4 * 60,
  60,
);

function offsetIn(style: OffsetStyle, minutes: number): string {
  const time = DateTime.fromMillis(0).setZone(FixedOffsetZone.instance(minutes));
  if (style === "none") return "";
  if (style === "Z") return "Z";
  if (style === "+hh:mm") return time.toFormat("ZZ");
  return style === "+hh" && minutes % 60 === 0 ? time.toFormat("ZZ").slice(0, 3) : time.toFormat("ZZZ");
}

/** A wall time in a shape, by luxon; what is finer than the shape is cut off. */
function textIn(
  { separator, seconds, decimals, offsetStyle }: TimeShape,
  wallMillis: number,
  minutes: number,
  below: number,
): string {
  const time = DateTime.fromMillis(wallMillis, { zone: "utc" });
  const date = time.toFormat("yyyy-MM-dd");
  const clock = seconds ? time.toFormat("HH:mm:ss") : time.toFormat("HH:mm");
  const digits = time.toFormat("SSS") + (decimals > 3 ? String(below).padStart(decimals - 3, "0") : "");
  const fraction = decimals === 0 ? "" : `.${digits.slice(0, decimals)}`;
  const rest = separator === "none" ? "" : (separator === "T" ? "T" : " ") + clock + fraction;
  return date + rest + offsetIn(offsetStyle, minutes);
}

/** Minutes of an offset that a style can hold. */
function offsetFor(style: OffsetStyle, minutes: number): number {
  if (style === "Z") return 0;
  return style === "+hh" ? Math.trunc(minutes / 60) * 60 + 0 : minutes;
}

function grainOf({ separator, seconds, decimals }: TimeShape): number {
  if (separator === "none") return DAY;
  return seconds ? Math.max(1, 1000 / 10 ** decimals) : MINUTE;
}

/** The next multiple of the grain, or the value itself when it is one. */
function upTo(value: number, grain: number): number {
  const over = ((value % grain) + grain) % grain;
  return over === 0 ? value : value - over + grain;
}

/** A timestamp as text: its shape, the wall time that it shows, and its offset in minutes where it has one. */
const anyWritten = fc
  .record({ place: zonedWall, shape: anyShape, elsewhere: someOffset, own: fc.boolean(), digits: fc.nat(999_999) })
  .map(({ place: { zone, wall: fine }, shape, elsewhere, own, digits }) => {
    const below = shape.decimals > 3 ? digits % 10 ** (shape.decimals - 3) : 0;
    const grain = grainOf(shape);
    const shownWall = Math.floor(fine / grain) * grain;
    const wanted = own ? offsetAt(zone, shownWall - offsetAt(zone, shownWall)) / MINUTE : elsewhere;
    const minutes = offsetFor(shape.offsetStyle, wanted);
    return { zone, shape, wall: shownWall, minutes, below, text: textIn(shape, shownWall, minutes, below) };
  });

/** Whether people who write an end like this mean the next midnight. */
function isEndOfDay(wall: number): boolean {
  const clock = DateTime.fromMillis(wall, { zone: "utc" }).toFormat("HH:mm:ss.SSS");
  return clock === "23:59:00.000" || clock.startsWith("23:59:59.");
}

/** Samoa had no 2011-12-30. */
function isDay(zone: string, day: number): boolean {
  return firstOfDay(zone, day) < firstOfDay(zone, day + 1);
}

describe("reads every accepted shape as luxon does", () => {
  test("the instant, the wall time and the shape, or that it does not exist, or exists twice", () => {
    fc.assert(
      fc.property(
        anyWritten,
        fc.constantFrom<TimeRole>("start", "end", "charge"),
        ({ zone, shape, wall, minutes, below, text }, role) => {
          const day = wall / DAY + (role === "end" ? 1 : 0);
          const isMidnight = role !== "start" && shape.separator !== "none" && isEndOfDay(wall);
          const nextDay = Math.floor(wall / DAY) + 1;
          const meant = shape.separator === "none" ? day * DAY : isMidnight ? nextDay * DAY : wall;
          const possible =
            shape.offsetStyle !== "none"
              ? [meant - minutes * MINUTE]
              : shape.separator === "none"
                ? [firstOfDay(zone, day)].filter(() => isDay(zone, wall / DAY))
                : readings(zone, wall).map((at) => (isMidnight ? firstOfDay(zone, nextDay) : at));
          const time = parseTimestamp(text, role, openZone(zone));
          if (possible.length !== 1) {
            expect(time).toBe("time-ambiguous");
            return;
          }
          expect(time).toMatchObject({ instant: possible[0], wall, below, shape });
          if (typeof time !== "string") expect(isDateOnly(time)).toBe(shape.separator === "none");
        },
      ),
      runs(2_500),
    );
  });

  test("what luxon reads with an offset is the same instant", () => {
    fc.assert(
      fc.property(anyWritten, ({ zone, shape, text }) => {
        fc.pre(shape.separator !== "none" && shape.offsetStyle !== "none");
        const byLuxon = DateTime.fromISO(text.replace(" ", "T"), { setZone: true });
        expect(read(text, "start", zone).instant).toBe(byLuxon.toMillis());
        expect(writtenInstant(read(text, "end", zone))).toBe(byLuxon.toMillis());
      }),
      runs(1_500),
    );
  });
});

describe("writes what it read", () => {
  test("an end is printed as it was, in every accepted shape", () => {
    fc.assert(
      fc.property(anyWritten, ({ zone, text }) => {
        const time = parseTimestamp(text, "end", openZone(zone));
        fc.pre(time !== "time-ambiguous" && !text.startsWith(SKIPPED));
        if (typeof time === "string") expect.fail(`${text}: ${time}`);
        const end = isDateOnly(time) ? time.instant : writtenInstant(time);
        expect(formatInstant(end, time, openZone(zone))).toBe(text);
        expect(formatInstant(end, time, openZone(zone), "down")).toBe(text);
      }),
      runs(2_500),
    );
  });

  test("so is a charge, in every accepted shape", () => {
    fc.assert(
      fc.property(anyWritten, ({ zone, text }) => {
        const time = parseTimestamp(text, "charge", openZone(zone));
        fc.pre(time !== "time-ambiguous" && !text.startsWith(SKIPPED));
        if (typeof time === "string") expect.fail(`${text}: ${time}`);
        const end = isDateOnly(time) ? time.instant : writtenInstant(time);
        expect(formatInstant(end, time, openZone(zone))).toBe(text);
        expect(formatInstant(end, time, openZone(zone), "down")).toBe(text);
      }),
      runs(2_500),
    );
  });

  test("so is a start that has a time, and the day of any date without an offset", () => {
    fc.assert(
      fc.property(anyWritten, ({ zone, shape, text, wall }) => {
        const dateOnly = shape.separator === "none";
        fc.pre(!dateOnly || shape.offsetStyle === "none");
        const time = parseTimestamp(text, dateOnly ? "end" : "start", openZone(zone));
        fc.pre(time !== "time-ambiguous");
        if (typeof time === "string") expect.fail(`${text}: ${time}`);
        expect(dateOnly ? formatDay(wall / DAY) : formatInstant(time.instant, time, openZone(zone))).toBe(text);
      }),
      runs(2_000),
    );
  });
});

interface Rewritten {
  readonly zone: string;
  readonly old: Timestamp;
  /** The offset that the old value was written with, in milliseconds; 0 where it had none. */
  readonly written: number;
  readonly at: Instant;
  readonly text: string | undefined;
}

/** A written end, and what becomes of it when an instant near a clock change, or soon after it, takes its place. */
const anyRewrite = fc
  .record({ from: anyWritten, near: zonedInstant, more: fc.option(fc.integer({ min: 0, max: 90 * DAY })) })
  .map(({ from, near, more }): Rewritten | undefined => {
    const { zone, minutes } = from;
    const old = parseTimestamp(from.text, "end", openZone(zone));
    if (typeof old === "string") return undefined;
    const at = more === null ? near.at : later(old.instant, lengthOf(more));
    return { zone, old, written: minutes * MINUTE, at, text: formatInstant(at, old, openZone(zone)) };
  })
  .filter((done) => done !== undefined);

describe("writes any instant in any accepted shape", () => {
  test("with the shape and the offset that luxon's arithmetic gives", () => {
    fc.assert(
      fc.property(anyRewrite, ({ zone, old, written, at, text }) => {
        const { separator, offsetStyle } = old.shape;
        const dateOnly = separator === "none";
        // A time is written with the offset of what it rounds up to, a date with that of its last moment.
        const last = dateOnly ? at - 1 : upTo(at, grainOf(old.shape));
        const oldLast = dateOnly ? old.instant - 1 : writtenInstant(old);
        const ofZone = offsetStyle !== "Z" && offsetAt(zone, oldLast) === written;
        const kept = ofZone ? offsetAt(zone, last) : written;
        const offset = offsetStyle === "none" ? offsetAt(zone, last) : kept;
        const there = DateTime.fromMillis(last).setZone(FixedOffsetZone.instance(offset / MINUTE));
        const local = there.setZone("utc", { keepLocalTime: true }).toMillis();
        const up = dateOnly ? local : upTo(local, grainOf(old.shape));
        // Without an offset, a wall time must be there, and be read as the instant; both are properties of their own.
        fc.pre(offsetStyle !== "none" || dateOnly || readings(zone, up).length === 1);
        expect(text).toBe(textIn(old.shape, up, offset / MINUTE, old.below));
      }),
      runs(2_500),
    );
  });

  test("with an offset, reading it again gives the instant or less than a grain more", () => {
    fc.assert(
      fc.property(anyRewrite, ({ zone, old, at, text }) => {
        fc.pre(old.shape.offsetStyle !== "none" && text !== undefined);
        const again = read(text ?? "", "end", zone);
        const back = isDateOnly(again) ? again.instant : writtenInstant(again);
        expect(back).toBeGreaterThanOrEqual(at);
        expect(back - at).toBeLessThan(grainOf(old.shape));
      }),
      runs(2_500),
    );
  });

  test("without one, the clock of the zone shows what was written at the instant or less than a grain after it", () => {
    fc.assert(
      fc.property(anyRewrite, ({ zone, old, at, text }) => {
        fc.pre(old.shape.offsetStyle === "none" && !isDateOnly(old) && text !== undefined);
        const grain = grainOf(old.shape);
        // Rounding up across a clock change is a case of its own above.
        fc.pre(offsetAt(zone, at) === offsetAt(zone, at + grain));
        const [first, second] = readings(zone, wall((text ?? "").replace(" ", "T")));
        const before = readings(zone, upTo(at + offsetAt(zone, at), grain));
        // There is one reading only: never earlier than meant, and later only past an hour shown twice.
        expect(second).toBeUndefined();
        expect(first).toBeGreaterThanOrEqual(at);
        if (before.length === 1) expect((first ?? 0) - at).toBeLessThan(grain);
      }),
      runs(1_000),
    );
  });

  test("as a date, the day that was written is not over before the instant", () => {
    fc.assert(
      fc.property(zonedInstant, ({ zone, at }) => {
        // Newfoundland's clocks went back from one minute past midnight; that is a case of its own above.
        fc.pre(zone !== "America/St_Johns");
        const text = rewrite("2022-10-15", at, zone) ?? "nothing";
        expect(text).toBe(DateTime.fromMillis(at - 1, { zone }).toISODate());
        expect(read(text, "end", zone).instant).toBeGreaterThanOrEqual(at);
      }),
      runs(2_500),
    );
  });
});
