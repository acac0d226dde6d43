import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, type Instant, instantAt, lengthOf, MINUTE } from "../../src/domain/instant.ts";
import { hasZone, openZone, zoneNames } from "../../src/domain/zone.ts";
import {
  clockChanges,
  firstOfDay,
  landing,
  offsetAt,
  readings,
  shown,
  wall,
  wallAt,
  ZONES,
  zonedInstant,
  zonedWall,
} from "./oracle.ts";
import { runs } from "./runs.ts";

/** What our zone should make of a wall time when luxon has these readings of it. */
function refusedUnlessOne(found: readonly number[]): number {
  const [first] = found;
  return found.length === 1 && first !== undefined ? first : Number.NaN;
}

describe("reads a wall time, and lands on one after a calendar step", () => {
  test.for([
    ["an ordinary time", "Asia/Seoul", "2022-10-15T15:30", "2022-10-15T15:30+09:00", "2022-10-15T15:30+09:00"],
    [
      "just before a gap",
      "America/New_York",
      "2022-03-13T01:59:59.999",
      "2022-03-13T01:59:59.999-05:00",
      "2022-03-13T01:59:59.999-05:00",
    ],
    ["as a gap begins", "America/New_York", "2022-03-13T02:00", "none", "2022-03-13T03:00-04:00"],
    ["inside a gap", "America/New_York", "2022-03-13T02:30", "none", "2022-03-13T03:30-04:00"],
    [
      "the last moment of a gap",
      "America/New_York",
      "2022-03-13T02:59:59.999",
      "none",
      "2022-03-13T03:59:59.999-04:00",
    ],
    ["as a gap ends", "America/New_York", "2022-03-13T03:00", "2022-03-13T03:00-04:00", "2022-03-13T03:00-04:00"],
    [
      "just before an overlap",
      "America/New_York",
      "2022-11-06T00:59:59.999",
      "2022-11-06T00:59:59.999-04:00",
      "2022-11-06T00:59:59.999-04:00",
    ],
    ["as an overlap begins", "America/New_York", "2022-11-06T01:00", "none", "2022-11-06T01:00-04:00"],
    [
      "the last moment of an overlap",
      "America/New_York",
      "2022-11-06T01:59:59.999",
      "none",
      "2022-11-06T01:59:59.999-04:00",
    ],
    ["as an overlap ends", "America/New_York", "2022-11-06T02:00", "2022-11-06T02:00-05:00", "2022-11-06T02:00-05:00"],
    ["a gap of half an hour", "Australia/Lord_Howe", "2022-10-02T02:15", "none", "2022-10-02T02:45+11:00"],
    ["as it ends", "Australia/Lord_Howe", "2022-10-02T02:30", "2022-10-02T02:30+11:00", "2022-10-02T02:30+11:00"],
    ["an overlap of half an hour", "Australia/Lord_Howe", "2022-04-03T01:45", "none", "2022-04-03T01:45+11:00"],
    ["just before it", "Australia/Lord_Howe", "2022-04-03T01:29", "2022-04-03T01:29+11:00", "2022-04-03T01:29+11:00"],
    ["a gap at midnight", "America/Sao_Paulo", "2018-11-04T00:00", "none", "2018-11-04T01:00-02:00"],
    ["an overlap before midnight", "America/Sao_Paulo", "2019-02-16T23:30", "none", "2019-02-16T23:30-02:00"],
    ["an overlap after midnight", "America/Havana", "2022-11-06T00:30", "none", "2022-11-06T00:30-04:00"],
    ["a gap one minute after midnight", "America/St_Johns", "2010-03-14T00:01", "none", "2010-03-14T01:01-02:30"],
    [
      "the minute before it",
      "America/St_Johns",
      "2010-03-14T00:00",
      "2010-03-14T00:00-03:30",
      "2010-03-14T00:00-03:30",
    ],
    ["a gap of a quarter hour", "Asia/Kathmandu", "1986-01-01T00:10", "none", "1986-01-01T00:25+05:45"],
    ["summer time in Seoul begins", "Asia/Seoul", "1987-05-10T02:30", "none", "1987-05-10T03:30+10:00"],
    ["summer time in Seoul", "Asia/Seoul", "1988-08-01T12:00", "1988-08-01T12:00+10:00", "1988-08-01T12:00+10:00"],
    ["summer time in Seoul ends", "Asia/Seoul", "1988-10-09T02:30", "none", "1988-10-09T02:30+10:00"],
    ["a change at a quarter to", "Pacific/Chatham", "2022-09-25T03:00", "none", "2022-09-25T04:00+13:45"],
    ["a midnight gap in spring", "Asia/Tehran", "2022-03-22T00:30", "none", "2022-03-22T01:30+04:30"],
    ["clocks go back for Ramadan", "Africa/Casablanca", "2022-03-27T02:30", "none", "2022-03-27T02:30+01:00"],
    ["clocks go forward after Ramadan", "Africa/Casablanca", "2022-05-08T02:30", "none", "2022-05-08T03:30+01:00"],
    ["winter time counted as the exception", "Europe/Dublin", "2022-10-30T01:30", "none", "2022-10-30T01:30+01:00"],
    ["the first moment of a skipped day", "Pacific/Apia", "2011-12-30T00:00", "none", "2011-12-31T00:00+14:00"],
    ["noon of a skipped day", "Pacific/Apia", "2011-12-30T12:00", "none", "2011-12-31T12:00+14:00"],
    [
      "the last moment before it",
      "Pacific/Apia",
      "2011-12-29T23:59",
      "2011-12-29T23:59-10:00",
      "2011-12-29T23:59-10:00",
    ],
    [
      "the first moment after it",
      "Pacific/Apia",
      "2011-12-31T00:00",
      "2011-12-31T00:00+14:00",
      "2011-12-31T00:00+14:00",
    ],
  ] as const)("%s, %s %s", ([, name, text, read, landed]) => {
    const zone = openZone(name);
    expect(shown(zone.readWall(wall(text)), name)).toBe(read);
    expect(shown(zone.landWall(wall(text)), name)).toBe(landed);
  });
});

describe("finds the first instant of a day", () => {
  test.for([
    ["at midnight", "Asia/Seoul", "2022-10-16", "2022-10-16T00:00+09:00"],
    ["after a gap at midnight", "America/Sao_Paulo", "2018-11-04", "2018-11-04T01:00-02:00"],
    ["the first of two midnights", "America/Havana", "2022-11-06", "2022-11-06T00:00-04:00"],
    ["the day after two midnights", "America/Havana", "2022-11-07", "2022-11-07T00:00-05:00"],
    ["when the hour before midnight comes twice", "America/Sao_Paulo", "2019-02-17", "2019-02-17T00:00-03:00"],
    ["after a skipped day", "Pacific/Apia", "2011-12-31", "2011-12-31T00:00+14:00"],
    ["of a skipped day: of the one after it", "Pacific/Apia", "2011-12-30", "2011-12-31T00:00+14:00"],
  ] as const)("%s, %s %s", ([, name, date, expected]) => {
    const day = wall(`${date}T00:00`) / DAY;
    expect(shown(openZone(name).startOfDay(day), name)).toBe(expected);
  });

  test("as luxon does, in every zone", () => {
    fc.assert(
      fc.property(zonedInstant, fc.integer({ min: -1, max: 1 }), ({ zone, at }, shift) => {
        const day = Math.floor(wallAt(zone, at) / DAY) + shift;
        expect(shown(openZone(zone).startOfDay(day), zone)).toBe(shown(firstOfDay(zone, day), zone));
      }),
      runs(2_000),
    );
  });

  test("no instant shows a day before that day starts", () => {
    fc.assert(
      fc.property(zonedInstant, ({ zone: name, at }) => {
        const zone = openZone(name);
        const day = Math.floor(wallAt(name, at) / DAY);
        expect(zone.startOfDay(day)).toBeLessThanOrEqual(at);
      }),
      runs(2_000),
    );
  });
});

describe("agrees with luxon at every clock change from 1970 to 2100", () => {
  test.for(ZONES.map((name) => [name] as const))("%s", ([name]) => {
    const zone = openZone(name);
    const changes = clockChanges(name);
    expect(changes.length).toBeGreaterThan(0);
    for (const { at, before, after } of changes) {
      expect(zone.offsetAt(instantAt(at - 1))).toBe(before);
      expect(zone.offsetAt(instantAt(at))).toBe(after);

      const [low, high] = [Math.min(before, after), Math.max(before, after)];
      const [begins, ends] = [at + low, at + high];
      for (const edge of [begins - 1, begins, Math.floor((begins + ends) / 2), ends - 1, ends]) {
        const inside = edge >= begins && edge < ends;
        const found = readings(name, edge);
        expect(found).toHaveLength(inside ? (after > before ? 0 : 2) : 1);
        expect(shown(zone.readWall(edge), name)).toBe(shown(refusedUnlessOne(found), name));
        expect(shown(zone.landWall(edge), name)).toBe(shown(landing(name, edge), name));
      }
    }
  });
});

describe("agrees with luxon anywhere from 1970 to 2100", () => {
  test("on the offset and on what the clock shows", () => {
    fc.assert(
      fc.property(zonedInstant, ({ zone: name, at }) => {
        expect(openZone(name).offsetAt(at)).toBe(offsetAt(name, at));
        expect(openZone(name).wallAt(at)).toBe(wallAt(name, at));
      }),
      runs(2_500),
    );
  });

  test("on which wall times do not exist, or exist twice", () => {
    fc.assert(
      fc.property(zonedWall, ({ zone: name, wall }) => {
        const found = readings(name, wall);
        expect(openZone(name).readWall(wall)).toBe(refusedUnlessOne(found));
      }),
      runs(2_500),
    );
  });

  test("on overlaps as luxon itself names them, in zones that never skipped a day", () => {
    fc.assert(
      fc.property(zonedInstant, ({ zone: name, at }) => {
        fc.pre(name !== "Pacific/Apia");
        const possible = DateTime.fromMillis(at, { zone: name }).getPossibleOffsets();
        const zone = openZone(name);
        expect(Number.isNaN(zone.readWall(zone.wallAt(at)))).toBe(possible.length === 2);
        expect(zone.landWall(zone.wallAt(at))).toBe(Math.min(...possible.map((time) => time.toMillis())));
      }),
      runs(2_000),
    );
  });

  test("on where a calendar step lands: forward by a gap, on the first of two", () => {
    fc.assert(
      fc.property(zonedWall, ({ zone: name, wall }) => {
        const landed = openZone(name).landWall(wall);
        expect(landed).toBe(landing(name, wall));
        const change = clockChanges(name).find(({ at }) => Math.abs(at - landed) < 1.5 * DAY);
        const inGap = readings(name, wall).length === 0 && change !== undefined;
        expect(wallAt(name, landed) - wall).toBe(inGap ? change.after - change.before : 0);
      }),
      runs(2_500),
    );
  });

  test("a wall time that was read shows itself again", () => {
    fc.assert(
      fc.property(zonedWall, ({ zone: name, wall }) => {
        const zone = openZone(name);
        const read: Instant = zone.readWall(wall);
        if (!Number.isNaN(read)) expect(zone.wallAt(read)).toBe(wall);
      }),
      runs(2_000),
    );
  });

  test("asking about the days in between changes no answer", () => {
    fc.assert(
      fc.property(zonedInstant, fc.integer({ min: -4, max: 4 }), ({ zone: name, at }, halfDays) => {
        const zone = openZone(name);
        zone.offsetAt(instantAt(at + halfDays * 12 * HOUR));
        zone.landWall(at + halfDays * 12 * HOUR);
        expect(zone.offsetAt(at)).toBe(lengthOf(offsetAt(name, at)));
      }),
      runs(1_000),
    );
  });
});

describe("knows the names of the tz database and no others", () => {
  test.for([
    ["a city", "Asia/Seoul", true],
    ["a city in a state", "America/Indiana/Knox", true],
    ["UTC", "UTC", true],
    ["an older name", "Asia/Calcutta", true],
    ["the name of a country", "ROK", true],
    ["a rule without a place", "EST5EDT", true],
    ["an offset without a place", "Etc/GMT+9", true],
    ["the same without its area", "GMT+9", false],
    ["an abbreviation that is a name", "EST", true],
    ["one that is none", "EDT", false],
    ["one that some platforms take for Dhaka", "BST", false],
    ["an offset, which some platforms take", "+09:00", false],
    ["small letters, which all platforms take", "asia/seoul", false],
    ["what stands for a zone that nobody has chosen", "Factory", false],
    ["an area alone", "Asia/", false],
    ["a name that is gone, which some platforms still have", "US/Pacific-New", false],
    ["a misspelt city", "Asia/Soul", false],
    ["a city without its continent", "Seoul", false],
    ["nothing", "", false],
    ["a blank", " ", false],
  ] as const)("%s: %s", ([, name, expected]) => {
    expect(zoneNames().has(name)).toBe(expected);
  });

  test("it has every zone that this platform lists", () => {
    const listed = Intl.supportedValuesOf("timeZone");
    expect(listed.length).toBeGreaterThan(400);
    // When one is missing: node scripts/write-zone-names.js, with a newer tz database.
    expect(listed.filter((name) => !zoneNames().has(name))).toEqual([]);
  });

  test("this platform has every one of them, but for the newest", () => {
    const unknown = [...zoneNames()].filter((name) => !hasZone(name));
    expect(unknown.filter((name) => name !== "America/Coyhaique")).toEqual([]);
  });
});

describe("opens what the platform has", () => {
  test.for([
    ["a city", "Asia/Seoul", true],
    ["UTC", "UTC", true],
    ["what an older book may say", "asia/seoul", true],
    ["a misspelt city", "Asia/Soul", false],
    ["nothing", "", false],
  ] as const)("%s: %s", ([, name, expected]) => {
    expect(hasZone(name)).toBe(expected);
    if (expected) expect(openZone(name).name).toBe(name);
    else expect(() => openZone(name)).toThrow(RangeError);
  });

  test("the same zone twice is one zone", () => {
    expect(openZone("Asia/Seoul")).toBe(openZone("Asia/Seoul"));
  });

  test("UTC shows the instant itself", () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 }), (at) => {
        expect(openZone("UTC").wallAt(instantAt(at))).toBe(at);
        expect(openZone("UTC").readWall(at)).toBe(at);
      }),
      runs(500),
    );
  });

  test("a clock that shows itself again, from the year 1 to the year 9999", () => {
    const anytime = fc.integer({ min: wall("0001-01-02T00:00"), max: wall("9999-12-30T00:00") });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), anytime, (name, at) => {
        const zone = openZone(name);
        expect(zone.wallAt(instantAt(at))).toBe(wallAt(name, at));
        const read = zone.readWall(zone.wallAt(instantAt(at)));
        if (!Number.isNaN(read)) expect(read).toBe(at);
      }),
      runs(1_000),
    );
  });

  test("an offset of seconds, as Liberia had until 1972, is exact", () => {
    expect(openZone("Africa/Monrovia").offsetAt(instantAt(Date.UTC(1971, 0, 1)))).toBe(-44.5 * MINUTE);
  });
});
