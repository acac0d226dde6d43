/** New values in the forms of a mapping: in the pattern of the old value, in its style, on the form's clock. */
import fc from "fast-check";
import { DateTime, FixedOffsetZone } from "luxon";
import { describe, expect, test } from "vitest";
import { type Direction, formatInstant } from "../../src/domain/format-timestamp.ts";
import { DAY, HOUR, instantAt, MINUTE } from "../../src/domain/instant.ts";
import { parseTimestamp } from "../../src/domain/parse-timestamp.ts";
import type { TimeForm } from "../../src/domain/time-form.ts";
import { isDateOnly, type TimeRole, type Timestamp, writtenInstant } from "../../src/domain/timestamp.ts";
import { openZone } from "../../src/domain/zone.ts";
import { formOf } from "./forms.ts";
import { firstOfDay, instant, offsetAt, readings, ZONES, zonedInstant, zonedWall } from "./oracle.ts";
import { runs } from "./runs.ts";

const SEOUL = "Asia/Seoul";
const NEW_YORK = "America/New_York";

function read(text: string, form: TimeForm, zone: string, role: TimeRole = "end"): Timestamp {
  const time = parseTimestamp(text, role, openZone(zone), form);
  if (typeof time === "string") throw new Error(`${text}: ${time}`);
  return time;
}

/** The instant that is written where a time stays as it is. */
function endOf(time: Timestamp): number {
  return isDateOnly(time) ? time.instant : writtenInstant(time);
}

interface Rewrite {
  readonly zone?: string;
  readonly role?: TimeRole;
  readonly direction?: Direction;
}

function rewrite(like: string, at: string, form: TimeForm, { zone = SEOUL, role, direction }: Rewrite = {}) {
  return formatInstant(instant(at), read(like, form, zone, role), openZone(zone), direction);
}

describe("writes a new value in the pattern and the style of the old one", () => {
  test.for([
    ["digits alone", "yyyyMMdd", "20240331", "2024-04-04T00:00+09:00", "20240403"],
    ["a part of a day rounds up", "yyyyMMdd", "20240331", "2024-04-03T00:00:01+09:00", "20240403"],
    ["no zero appears", "d/M/yyyy", "31/3/2024", "2024-04-04T00:00+09:00", "3/4/2024"],
    ["no zero is lost", "d/M/yyyy", "01/04/2024", "2024-04-04T00:00+09:00", "03/04/2024"],
    ["one zero shows that all have them", "d/M/yyyy", "31/03/2024", "2024-04-04T00:00+09:00", "03/04/2024"],
    ["a zero at one number only stays there", "d/M/yyyy", "01/4/2024", "2024-05-04T00:00+09:00", "03/5/2024"],
    ["where no number shows it, there is none", "d/M/yyyy", "31/12/2024", "2025-01-04T00:00+09:00", "3/1/2025"],
    ["Korean words", "yyyy년 M월 d일", "2024년 3월 31일", "2024-04-04T00:00+09:00", "2024년 4월 3일"],
    ["a name of a month", "dd-MMM-yyyy", "31-Mar-2024", "2024-04-04T00:00+09:00", "03-Apr-2024"],
    ["a name in capitals", "dd-MMM-yyyy", "31-MAR-2024", "2024-04-04T00:00+09:00", "03-APR-2024"],
    ["a name in small letters", "dd-MMM-yyyy", "31-mar-2024", "2024-04-04T00:00+09:00", "03-apr-2024"],
    [
      "the other half of the day in Korean",
      "yyyy. M. d. a h:mm:ss",
      "2024. 3. 31. 오전 9:05:07",
      "2024-04-01T21:05:07+09:00",
      "2024. 4. 1. 오후 9:05:07",
    ],
    ["and in English", "M/d/yyyy h:mm a", "3/31/2024 9:05 PM", "2024-04-01T09:05+09:00", "4/1/2024 9:05 AM"],
    ["in small letters", "M/d/yyyy h:mm a", "3/31/2024 9:05 pm", "2024-04-01T00:05+09:00", "4/1/2024 12:05 am"],
    ["noon", "M/d/yyyy hh:mm a", "03/31/2024 09:05 AM", "2024-04-01T12:00+09:00", "04/01/2024 12:00 PM"],
    ["finer than minutes rounds up", "yyyyMMddHHmm", "202403311000", "2024-04-01T10:00:00.001+09:00", "202404011001"],
    [
      "microseconds are kept",
      "yyyyMMddHHmmssSSSSSS",
      "20240331100000000971",
      "2024-04-01T10:00:00.5+09:00",
      "20240401100000500971",
    ],
    [
      "an offset",
      "yyyy-MM-dd HH:mm ZZ",
      "2024-03-31 10:00 +02:00",
      "2024-04-01T17:00+09:00",
      "2024-04-01 10:00 +02:00",
    ],
    ["Z", "yyyyMMddHHmmssX", "20240331100000Z", "2024-04-01T19:00+09:00", "20240401100000Z"],
    ["an offset of hours", "yyyy-MM-dd HH:mmX", "2024-03-31 10:00+00", "2024-04-01T19:00+09:00", "2024-04-01 10:00+00"],
    ["literals", "'until 'd.M.yyyy", "until 1.4.2024", "2024-04-04T00:00+09:00", "until 3.4.2024"],
    ["seconds", "epoch-seconds", "1711966517", "2024-04-01T00:00:00+09:00", "1711897200"],
    ["finer than seconds rounds up", "epoch-seconds", "1711966517", "2024-04-01T00:00:00.001+09:00", "1711897201"],
    [
      "decimals of a second stay",
      "epoch-seconds",
      "1711966517.961971",
      "2024-04-01T00:00:00.001+09:00",
      "1711897200.001971",
    ],
    ["milliseconds", "epoch-millis", "1711966517961", "2024-04-01T00:00:00.001+09:00", "1711897200001"],
    ["a day of a spreadsheet", "excel-days", "45382", "2024-04-04T00:00+09:00", "45385"],
    ["a time of a spreadsheet", "excel-days", "45382.5", "2024-04-01T12:00+09:00", "45383.5"],
    ["as many decimals as it takes", "excel-days", "45382.5", "2024-04-01T10:15:17+09:00", "45383.42728"],
    ["as many decimals as it had", "excel-days", "45382.50000", "2024-04-01T12:00+09:00", "45383.50000"],
    ["a spreadsheet's midnight", "excel-days", "45382.5", "2024-04-01T00:00+09:00", "45383.0"],
    ["finer than its seconds rounds up", "excel-days", "45382.5", "2024-04-01T10:15:16.001+09:00", "45383.42728"],
  ] as const)("%s: %s %s", ([, text, like, at, expected]) => {
    expect(rewrite(like, at, formOf(text))).toBe(expected);
  });

  test.for([
    ["the last year of a century", "2099-12-31T00:00+09:00", "30.12.99"],
    ["its last day", "2100-01-01T00:00+09:00", "31.12.99"],
    ["the day after it", "2100-01-02T00:00+09:00", undefined],
  ] as const)("a year of two digits is never one of another century: %s", ([, at, expected]) => {
    expect(rewrite("31.03.24", at, formOf("dd.MM.yy", { century: 2000 }))).toBe(expected);
  });

  test("of two patterns that mean the same, the first one is written", () => {
    const at = "2024-05-08T00:00+09:00";
    expect(rewrite("05/05/2024", at, formOf(["d/M/yyyy", "M/d/yyyy"]))).toBe("07/05/2024");
    expect(rewrite("05/05/2024", at, formOf(["M/d/yyyy", "d/M/yyyy"]))).toBe("05/07/2024");
  });

  test("a new value is read again in its own pattern, also where it would fit another one", () => {
    const { shape } = read("25/03/2024", formOf(["d/M/yyyy", "M/d/yyyy"]), SEOUL);
    const again = parseTimestamp("05/04/2024", "end", openZone(SEOUL), shape.form?.form);
    expect(again).toMatchObject({ instant: instant("2024-04-06T00:00+09:00") });
  });

  test("cells that are written alike have the same shape", () => {
    const form = formOf("d/M/yyyy H:mm");
    const shapes = ["1/4/2024 9:00", "2/5/2024 8:30", "25/12/2024 23:00"].map((text) => read(text, form, SEOUL).shape);
    expect(new Set(shapes).size).toBe(1);
    expect(read("01/4/2024 9:00", form, SEOUL).shape).not.toBe(shapes[0]);
  });
});

describe("writes on the form's clock", () => {
  test.for([
    ["a date in UTC", "20240331", { zone: "UTC" }, "2024-04-03T09:00+09:00", "20240402"],
    ["a moment later", "20240331", { zone: "UTC" }, "2024-04-03T09:00:01+09:00", "20240403"],
    ["a date before which it ends", "20240331", { through: "before" }, "2024-04-03T00:00+09:00", "20240403"],
    ["a moment later", "20240331", { through: "before" }, "2024-04-03T00:00:01+09:00", "20240404"],
    ["the same in UTC", "20240331", { through: "before", zone: "UTC" }, "2024-04-03T09:00+09:00", "20240403"],
  ] as const)("%s %s", ([, like, change, at, expected]) => {
    expect(rewrite(like, at, formOf("yyyyMMdd", change))).toBe(expected);
  });

  test.for([
    ["a moment", "2024-03-31 10:00:00", "2024-04-03T10:00+09:00", "2024-04-03 10:00:00"],
    ["a midnight, which is the day before", "2024-03-31 10:00:00", "2024-04-03T00:00+09:00", "2024-04-02 00:00:00"],
    ["a second after it", "2024-03-31 10:00:00", "2024-04-03T00:00:01+09:00", "2024-04-03 00:00:01"],
    ["a day", "2024-03-31 00:00:00", "2024-04-03T00:00+09:00", "2024-04-02 00:00:00"],
    ["a part of a day", "2024-03-31 00:00:00", "2024-04-03T00:00:01+09:00", "2024-04-03 00:00:00"],
  ] as const)("where midnights are days: %s", ([, like, at, expected]) => {
    const form = formOf("iso", { midnight: "day" });
    expect(rewrite(like, at, form)).toBe(expected);
    expect(rewrite(like.replaceAll("-", ""), at, formOf("yyyyMMdd HH:mm:ss", { midnight: "day" }))).toBe(
      expected.replaceAll("-", ""),
    );
    const number = (text: string) => String(instant(`${text.replace(" ", "T")}+09:00`) / 1000);
    expect(rewrite(number(like), at, formOf("epoch-seconds", { midnight: "day" }))).toBe(number(expected));
  });

  test("a midnight before which it ends is that midnight", () => {
    const form = formOf("iso", { midnight: "day", through: "before" });
    expect(rewrite("2024-03-31 10:00:00", "2024-04-03T00:00+09:00", form)).toBe("2024-04-03 00:00:00");
  });

  test.for([
    ["nothing said: after it", {}, "2022-11-06T01:30-04:00", "up", "20221106 02:00"],
    ["the earlier, as it is", { twice: "earlier" }, "2022-11-06T01:30-04:00", "up", "20221106 01:30"],
    ["the later, after it", { twice: "earlier" }, "2022-11-06T01:30-05:00", "up", "20221106 02:00"],
    ["the later, as it is", { twice: "later" }, "2022-11-06T01:30-05:00", "up", "20221106 01:30"],
    ["the earlier, and no later", { twice: "later" }, "2022-11-06T01:30-04:00", "down", "20221106 00:59"],
  ] as const)("a time that clocks show twice: %s", ([, change, at, direction, expected]) => {
    const form = formOf("yyyyMMdd HH:mm", change);
    expect(rewrite("20220301 12:00", at, form, { zone: NEW_YORK, direction })).toBe(expected);
  });
});

/** A pattern of letters with the texts that it is made of, each by luxon. */
interface Sample {
  readonly pattern: string;
  /** The same for luxon, which has its own letters for offsets; undefined where luxon reads it otherwise. */
  readonly luxon: string | undefined;
  readonly text: string;
  readonly zone: string;
  readonly wall: number;
  readonly minutes: number | undefined;
  readonly grain: number;
}

const ORDERS = [
  ["year", "month", "day"],
  ["day", "month", "year"],
  ["month", "day", "year"],
  ["year", "day", "month"],
] as const;
const LETTERS = {
  year: ["yyyy", "yyyy", "yy"],
  month: ["M", "MM", "MMM"],
  day: ["d", "dd"],
} as const;
const CLOCKS = [
  "",
  "H:mm",
  "HH:mm",
  "HHmm",
  "HH:mm:ss",
  "H.m.s",
  "h:mm a",
  "a h:mm",
  "a hh:mm:ss",
  "H시 m분 s초",
] as const;
const OFFSET_LETTERS = ["", "", "", "ZZ", "ZZZ", "XX", "XXX"] as const;
const OFFSETS = [0, 540, -210, 345, 825, -720, 840] as const;

const anySample: fc.Arbitrary<Sample> = fc
  .record({
    place: zonedWall,
    order: fc.constantFrom(...ORDERS),
    year: fc.constantFrom(...LETTERS.year),
    month: fc.constantFrom(...LETTERS.month),
    day: fc.constantFrom(...LETTERS.day),
    between: fc.constantFrom("-", "/", ".", ". ", " ", "년 ", "''"),
    joint: fc.constantFrom(" ", ", ", "'T'", "' um '", " ("),
    clock: fc.constantFrom(...CLOCKS),
    decimals: fc.nat(9),
    offset: fc.constantFrom(...OFFSET_LETTERS),
    minutes: fc.constantFrom(...OFFSETS),
    zeros: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
    half: fc.constantFrom(0, 1, 2),
    name: fc.constantFrom(0, 1, 2),
    below: fc.nat(999_999),
  })
  .map((dice) => {
    const date = dice.order.map((field) => dice[field]).join(dice.between);
    const hasSeconds = dice.clock.includes("s");
    const decimals = hasSeconds && !dice.clock.includes("초") ? dice.decimals : 0;
    const fraction = decimals === 0 ? "" : `.${"S".repeat(decimals)}`;
    const time = dice.clock === "" ? "" : `${dice.joint}${dice.clock}${fraction}${dice.offset}`;
    const grain = dice.clock === "" ? DAY : hasSeconds ? Math.max(1, 1000 / 10 ** Math.min(decimals, 3)) : MINUTE;
    const wall = Math.floor(dice.place.wall / grain) * grain;
    const hasOffset = dice.clock !== "" && dice.offset !== "";
    const minutes = hasOffset ? dice.minutes : undefined;
    const at = DateTime.fromMillis(wall, { zone: "utc" }).setZone(FixedOffsetZone.instance(minutes ?? 0), {
      keepLocalTime: true,
    });
    let number = 0;
    const texts = tokens(date + time).map((token) => {
      if (/^[MdHhms]$/.test(token) && dice.zeros[number++ % 8]) return at.toFormat(token.repeat(2));
      if (/^S+$/.test(token)) return (at.toFormat("SSS") + String(dice.below).padStart(6, "0")).slice(0, token.length);
      if (token === "a")
        return (
          [
            ["AM", "PM"],
            ["am", "pm"],
            ["오전", "오후"],
          ][dice.half]?.[at.hour < 12 ? 0 : 1] ?? ""
        );
      if (token === "MMM")
        return (
          [at.toFormat("MMM"), at.toFormat("MMM").toUpperCase(), at.toFormat("MMM").toLowerCase()][dice.name] ?? ""
        );
      if (/^X+$/.test(token)) return minutes === 0 ? "Z" : at.toFormat(token === "XX" ? "ZZZ" : "ZZ");
      if (/^[A-Za-z]+$/.test(token)) return at.toFormat(token);
      return token === "''" ? "'" : token.replaceAll("'", "");
    });
    const pattern = date + time;
    const isLuxon =
      (decimals === 0 || decimals === 3) && !pattern.includes("X") && !pattern.includes("''") && dice.year !== "yy";
    return {
      pattern,
      luxon: isLuxon ? pattern : undefined,
      text: texts.join(""),
      zone: dice.place.zone,
      wall,
      minutes,
      grain,
    };
  });

/** Runs of one letter, quoted texts, and all other characters. */
function tokens(text: string): readonly string[] {
  return text.match(/''|'[^']*'|([A-Za-z])\1*|[^A-Za-z']+/g) ?? [];
}

function formFor({ pattern, wall }: Sample): TimeForm {
  const year = DateTime.fromMillis(wall, { zone: "utc" }).year;
  return formOf(pattern, { century: Math.floor(year / 100) * 100 });
}

describe("reads and writes every pattern as luxon does, and writes what it read", () => {
  test("the instant is that of the wall time, in every pattern and zone", () => {
    fc.assert(
      fc.property(anySample, (sample) => {
        const { text, zone, wall, minutes, grain } = sample;
        const time = parseTimestamp(text, "start", openZone(zone), formFor(sample));
        const possible =
          minutes !== undefined
            ? [wall - minutes * MINUTE]
            : grain === DAY
              ? [firstOfDay(zone, wall / DAY)].filter((at) => at < firstOfDay(zone, wall / DAY + 1))
              : readings(zone, wall);
        if (possible.length !== 1) expect(time).toBe("time-ambiguous");
        else expect(time).toMatchObject({ instant: possible[0], wall });
      }),
      runs(4_000),
    );
  });

  test("luxon reads the same instant", () => {
    let compared = 0;
    fc.assert(
      fc.property(anySample, (sample) => {
        const { text, zone, luxon } = sample;
        const time = parseTimestamp(text, "start", openZone(zone), formFor(sample));
        if (luxon === undefined || typeof time === "string") return;
        const english = text.replace("오전", "AM").replace("오후", "PM");
        const byLuxon = DateTime.fromFormat(english, luxon, { zone, locale: "en" });
        expect(byLuxon.invalidExplanation).toBeNull();
        // A day on which clocks change may begin twice, or never: luxon says of one that begins twice that it begins late.
        if (isDateOnly(time) && offsetAt(zone, time.instant - 3 * HOUR) !== offsetAt(zone, time.instant + 3 * HOUR))
          return;
        expect(time.instant).toBe(byLuxon.toMillis());
        compared += 1;
      }),
      runs(4_000),
    );
    expect(compared).toBeGreaterThan(1_000);
  });

  test.for(["up", "down"] as const)("an end or a charge is printed as it was, rounding %s", (direction) => {
    fc.assert(
      fc.property(anySample, fc.constantFrom<TimeRole>("end", "charge"), (sample, role) => {
        const zone = openZone(sample.zone);
        const time = parseTimestamp(sample.text, role, zone, formFor(sample));
        if (typeof time === "string") return;
        expect(formatInstant(instantAt(endOf(time)), time, zone, direction)).toBe(sample.text);
      }),
      runs(4_000),
    );
  });

  test("with all that a form may say besides, too", () => {
    const anyForm = fc.record({
      through: fc.constantFrom("day" as const, "before" as const),
      midnight: fc.constantFrom("moment" as const, "day" as const),
      twice: fc.constantFrom(undefined, "earlier" as const, "later" as const),
      zone: fc.option(fc.constantFrom(...ZONES, "UTC"), { nil: undefined }),
    });
    fc.assert(
      fc.property(anySample, anyForm, fc.constantFrom<TimeRole>("end", "charge"), (sample, change, role) => {
        const zone = openZone(SEOUL);
        const form = { ...formFor(sample), ...change, zone: change.zone ?? sample.zone };
        const time = parseTimestamp(sample.text, role, zone, form);
        if (typeof time === "string") return;
        expect(formatInstant(instantAt(endOf(time)), time, zone)).toBe(sample.text);
      }),
      runs(4_000),
    );
  });
});

/** What a new end is read as again: never before it was meant, and less than a grain after it, but for hours shown twice. */
describe("what is written is read again as what was meant", () => {
  const anyForm = fc.record({
    patterns: fc.constantFrom(
      "iso",
      "yyyyMMddHHmmss",
      "d/M/yyyy h:mm a",
      "epoch-seconds",
      "epoch-millis",
      "excel-days",
      "yyyyMMdd",
    ),
    through: fc.constantFrom("day" as const, "before" as const),
    midnight: fc.constantFrom("moment" as const, "day" as const),
    twice: fc.constantFrom(undefined, "earlier" as const, "later" as const),
    zone: fc.constantFrom(undefined, "UTC", "Europe/London", NEW_YORK),
  });
  const LIKE: { readonly [pattern: string]: readonly string[] } = {
    iso: ["2022-01-02 03:04:05", "2022-01-02", "2022-01-02 00:00:00", "2022-01-02T03:04:05.123456"],
    yyyyMMddHHmmss: ["20220102030405", "20220102000000"],
    "d/M/yyyy h:mm a": ["2/1/2022 3:04 AM", "2/1/2022 12:00 AM"],
    "epoch-seconds": ["1641092645", "1641081600", "1641092645.25"],
    "epoch-millis": ["1641092645123", "1641081600000"],
    "excel-days": ["44563.127835648", "44563", "44563.0", "44563.5"],
    yyyyMMdd: ["20220102"],
  };

  test("in every form, in zones that change their clocks", () => {
    fc.assert(
      fc.property(anyForm, fc.nat(3), zonedInstant, fc.nat(1), ({ patterns, ...change }, which, near, rounding) => {
        const { zone: name, at } = near;
        const zone = openZone(name);
        const form = formOf(patterns, change);
        const texts = LIKE[patterns] ?? [];
        const like = parseTimestamp(texts[which % texts.length] ?? "", "end", zone, form);
        if (typeof like === "string") return;
        const text = formatInstant(at, { ...like, below: 0 }, zone, rounding === 0 ? "up" : "down");
        // Nothing before 1970 is written as a number of seconds, and no year after 9999.
        if (text === undefined) return;
        const again = parseTimestamp(text, "end", zone, like.shape.form?.form);
        if (typeof again === "string") expect.fail(`${text}: ${again}`);
        const off = endOf(again) - at;
        const clock = change.zone ?? name;
        const isNearChange = offsetAt(clock, at - 30 * HOUR) !== offsetAt(clock, at + 30 * HOUR);
        if (isNearChange && change.twice === undefined && rounding === 1) return;
        const most = (isDateOnly(like) ? DAY : MINUTE) + (isNearChange ? 25 * HOUR : 0);
        if (rounding === 0) expect(off).toBeGreaterThanOrEqual(0);
        else expect(off).toBeLessThanOrEqual(0);
        expect(Math.abs(off)).toBeLessThan(most + 1);
      }),
      runs(6_000),
    );
  });

  test("every second of a day of a spreadsheet is written with five decimals, and read again", () => {
    const form = formOf("excel-days");
    const zone = openZone("UTC");
    const like = read("45382.50000", form, "UTC");
    const midnight = instant("2024-04-01T00:00Z");
    for (let second = 0; second < 86_400; second += 1) {
      const text = formatInstant(instantAt(midnight + second * 1000), like, zone) ?? "";
      if (second !== 86_399) expect(text).toMatch(/^45383\.\d{5}$/);
      expect(writtenInstant(read(text, form, "UTC"))).toBe(midnight + second * 1000);
    }
  });

  test("a spreadsheet's own number of a second is read as that second", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_958_465 }), fc.nat(86_399), (day, second) => {
        fc.pre(day !== 60);
        const time = read(String(day + second / 86_400), formOf("excel-days"), "UTC", "start");
        const first = Date.UTC(1899, 11, day < 60 ? 31 : 30);
        expect(time.instant).toBe(first + day * DAY + second * 1000);
      }),
      runs(3_000),
    );
  });
});
