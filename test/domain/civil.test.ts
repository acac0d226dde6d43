import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import {
  addMonths,
  civilOf,
  dayOf,
  dayOfWall,
  daysInMonth,
  isLeapYear,
  isWritableDay,
} from "../../src/domain/civil.ts";
import { DAY } from "../../src/domain/instant.ts";
import { runs } from "./runs.ts";

function dayFrom(text: string): number {
  const [year = 0, month = 0, day = 0] = text.split("-").map(Number);
  return dayOf(year, month, day);
}

function textOf(day: number): string {
  const date = civilOf(day);
  return [
    String(date.year).padStart(4, "0"),
    ...[date.month, date.day].map((part) => String(part).padStart(2, "0")),
  ].join("-");
}

describe("counts days from 1970-01-01", () => {
  test.for([
    ["the epoch is day 0", "1970-01-01", 0],
    ["the day before it", "1969-12-31", -1],
    ["the day of the Pangyo fire", "2022-10-15", 19_280],
    ["the leap day of a century divisible by 400", "2000-02-29", 11_016],
    ["the day after it", "2000-03-01", 11_017],
    ["the end of February in a century that is not", "1900-02-28", -25_509],
    ["the day after it", "1900-03-01", -25_508],
    ["the first day that can be written", "0001-01-01", -719_162],
    ["the last day that can be written", "9999-12-31", 2_932_896],
  ] as const)("%s", ([, text, expected]) => {
    expect(dayFrom(text)).toBe(expected);
    expect(textOf(expected)).toBe(text);
  });

  test("every day of the years 1 to 9999 follows the one before it", () => {
    let [year, month, date] = [1, 1, 1];
    for (let day = -719_162; year < 10_000; day += 1) {
      const got = civilOf(day);
      if (got.year !== year || got.month !== month || got.day !== date || dayOf(year, month, date) !== day) {
        expect.fail(`day ${day} is ${year}-${month}-${date}, got ${textOf(day)} and ${dayOf(year, month, date)}`);
      }
      const february = new Date(Date.UTC(2000 + (year % 400), 2, 0)).getUTCDate();
      const last = month === 2 ? february : [4, 6, 9, 11].includes(month) ? 30 : 31;
      date += 1;
      if (date > last) [month, date] = [month + 1, 1];
      if (month > 12) [year, month] = [year + 1, 1];
    }
  });

  test("dates and days agree with luxon", () => {
    const anyDay = fc.integer({ min: dayOf(1, 1, 1), max: dayOf(9999, 12, 31) });
    fc.assert(
      fc.property(anyDay, (day) => {
        const { year, month, day: date } = DateTime.fromMillis(day * DAY, { zone: "utc" });
        expect(civilOf(day)).toEqual({ year, month, day: date });
        expect(dayOf(year, month, date)).toBe(DateTime.utc(year, month, date).toMillis() / DAY);
      }),
      runs(3_000),
    );
  });
});

describe("knows leap years and the lengths of months", () => {
  test.for([
    ["a year divisible by four", 2024, true],
    ["a year that is not", 2023, false],
    ["a century", 1900, false],
    ["the next century that is none", 2100, false],
    ["a century divisible by 400", 2000, true],
  ] as const)("%s", ([, year, expected]) => {
    expect(isLeapYear(year)).toBe(expected);
    expect(daysInMonth(year, 2)).toBe(expected ? 29 : 28);
  });

  test("lengths of months agree with luxon", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
        expect(daysInMonth(year, month)).toBe(DateTime.utc(year, month).daysInMonth);
        expect(isLeapYear(year)).toBe(DateTime.utc(year).isInLeapYear);
      }),
      runs(1_000),
    );
  });
});

describe("steps whole months and clamps at their end", () => {
  test.for([
    ["T4: months clamp", "2013-01-31", 1, "2013-02-28"],
    ["one day past the end of February", "2013-01-29", 1, "2013-02-28"],
    ["exactly the end of February", "2013-01-28", 1, "2013-02-28"],
    ["one day before it", "2013-01-27", 1, "2013-02-27"],
    ["past the end of a leap February", "2012-01-30", 1, "2012-02-29"],
    ["exactly the leap day", "2012-01-29", 1, "2012-02-29"],
    ["the clamp is not remembered", "2013-01-31", 2, "2013-03-31"],
    ["a 31st in a month of 30 days", "2022-10-31", 1, "2022-11-30"],
    ["over the end of the year", "2022-12-15", 1, "2023-01-15"],
    ["up to the end of the year", "2022-11-15", 1, "2022-12-15"],
    ["a leap day and a year", "2012-02-29", 12, "2013-02-28"],
    ["a leap day and four years", "2012-02-29", 48, "2016-02-29"],
    ["no month at all", "2012-02-29", 0, "2012-02-29"],
  ] as const)("%s", ([, from, months, expected]) => {
    expect(textOf(addMonths(dayFrom(from), months))).toBe(expected);
  });

  test("steps of months agree with luxon", () => {
    const anyDay = fc.integer({ min: dayOf(1970, 1, 1), max: dayOf(2100, 1, 1) });
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 1_200 }), (day, months) => {
        const expected =
          DateTime.fromMillis(day * DAY, { zone: "utc" })
            .plus({ months })
            .toMillis() / DAY;
        expect(addMonths(day, months)).toBe(expected);
      }),
      runs(3_000),
    );
  });

  test("a later day never steps to an earlier one", () => {
    const anyDay = fc.integer({ min: dayOf(1970, 1, 1), max: dayOf(2100, 1, 1) });
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 60 }), (day, months) => {
        expect(addMonths(day + 1, months)).toBeGreaterThanOrEqual(addMonths(day, months));
      }),
      runs(1_000),
    );
  });
});

describe("tells the day of a wall time", () => {
  test.for([
    ["the first moment of a day", 19_280 * DAY, 19_280],
    ["the last moment of the day before", 19_280 * DAY - 1, 19_279],
    ["the last moment before the epoch", -1, -1],
    ["the first moment of the day before the epoch", -DAY, -1],
    ["the last moment of the day before that", -DAY - 1, -2],
  ] as const)("%s", ([, wall, expected]) => {
    expect(dayOfWall(wall)).toBe(expected);
  });
});

describe("only days with a four-digit year can be written", () => {
  test.for([
    ["the first", dayOf(1, 1, 1), true],
    ["the day before the first", dayOf(1, 1, 1) - 1, false],
    ["the last", dayOf(9999, 12, 31), true],
    ["the day after the last", dayOf(9999, 12, 31) + 1, false],
    ["the day of an open end", Number.POSITIVE_INFINITY, false],
  ] as const)("%s", ([, day, expected]) => {
    expect(isWritableDay(day)).toBe(expected);
  });
});
