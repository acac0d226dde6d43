/** Every mistake that the author of an outage file can make is one complaint, under the wrong word. */
import { describe, expect, test } from "vitest";
import { readOutage, readShortOutage, type ShortOutage } from "../../src/policy/read-outage.ts";
import { complaintsOf, failureOf, marked } from "./marked.ts";
import { type OutageParts, outageText } from "./written.ts";

/** What it is called, what is written instead, and the message of each complaint in file order. */
type Row = readonly [name: string, parts: OutageParts, ...messages: string[]];

const FILE = "outage.yaml";
const NAMED = ["melon", "kakaopage"];

function expectComplaints([, parts, ...messages]: Row): void {
  const { text, places } = marked(outageText(parts));
  const expected = messages.map((message, index) => `${places[index]} ${message}`);
  expect(complaintsOf(() => readOutage(text, FILE, NAMED), FILE)).toEqual(expected);
}

describe("complains, under the wrong word, about", () => {
  describe("the head of an outage", () => {
    test.for<Row>([
      [
        "an unknown key",
        { rest: "§reason: fire" },
        'unknown key "reason"; the keys here are outage, title, zone, window, services, exclude, source',
      ],
      [
        "a key that is nearly right",
        { rest: "§service: { melon: §x }" },
        'unknown key "service"; did you mean "services"?',
        '"x" is not an interval; write it as 2022-10-15T15:30/2022-10-20T23:00',
      ],
      [
        "an id that cannot be one",
        { outage: "§SK C&C" },
        '"SK C&C" cannot be a name; use letters, digits, ".", "_" and "-", at most 100',
      ],
      ["an empty title", { rest: '§title: ""' }, '"title" must not be empty'],
      ["a title that is a list", { rest: "§title: [a]" }, '"title" must be a single value, not a list'],
      [
        "a zone that does not exist",
        { zone: "§Asia/Seol" },
        '"Asia/Seol" is not a time zone; did you mean "Asia/Seoul"?',
      ],
      ["an empty source", { rest: "§source: ''" }, '"source" must not be empty'],
    ])("%s", (row) => expectComplaints(row));
  });

  describe("windows", () => {
    test.for<Row>([
      ["a word", { window: "§always" }, '"always" is not an interval; write it as 2022-10-15T15:30/2022-10-20T23:00'],
      [
        "one moment",
        { window: "§2022-10-15T15:30" },
        '"2022-10-15T15:30" is not an interval; write it as 2022-10-15T15:30/2022-10-20T23:00',
      ],
      [
        "three moments",
        { window: "§2022-10-15T15:30/2022-10-16/2022-10-17" },
        '"2022-10-15T15:30/2022-10-16/2022-10-17" is not an interval; write it as 2022-10-15T15:30/2022-10-20T23:00',
      ],
      [
        "a dash between",
        { window: "§2022-10-15T15:30 - 2022-10-20T23:00" },
        '"2022-10-15T15:30 - 2022-10-20T23:00" is not an interval; write it as 2022-10-15T15:30/2022-10-20T23:00',
      ],
      [
        "a length after the slash",
        { window: "§2022-10-15T15:30/PT3H" },
        '"PT3H" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
      ],
      [
        "reversed",
        { window: "§2022-10-20T23:00/2022-10-15T15:30" },
        '"2022-10-20T23:00/2022-10-15T15:30" ends before it starts',
      ],
      [
        "no length",
        { window: "§2022-10-15T15:30/2022-10-15T15:30" },
        '"2022-10-15T15:30/2022-10-15T15:30" has no length',
      ],
      [
        "no length, at two offsets",
        { window: "§2022-10-15T15:30+09:00/2022-10-15T06:30Z" },
        '"2022-10-15T15:30+09:00/2022-10-15T06:30Z" has no length',
      ],
      [
        "a start that does not exist",
        { window: "§2022-02-30/2022-10-20" },
        '"2022-02-30" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
      ],
      [
        "an end that does not exist",
        { window: "§2022-10-15/2022-10-32" },
        '"2022-10-32" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
      ],
      [
        "a start without a slash after it",
        { window: "§/2022-10-20" },
        '"" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
      ],
      [
        "an end left out",
        { window: "§2022-10-15/" },
        '"" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
      ],
      [
        "a wall time that was skipped",
        { zone: "America/New_York", window: "§2022-03-13T02:30/2022-03-14" },
        '"2022-03-13T02:30" does not exist in America/New_York, or exists twice; add its offset',
      ],
      [
        "a wall time that came twice",
        { zone: "America/New_York", window: "§2022-11-05/2022-11-06T01:30" },
        '"2022-11-06T01:30" does not exist in America/New_York, or exists twice; add its offset',
      ],
      [
        "a list with a list",
        { window: "[2022-10-15T15:30/2022-10-20T23:00, §[2022-10-15T15:30/2022-10-20T23:00]]" },
        '"window" must be a single value, not a list',
      ],
      [
        "a second one whose end is through the day before it begins",
        { window: "[2022-10-15T15:30/2022-10-20T23:00, §2022-10-22/2022-10-21]" },
        '"2022-10-22/2022-10-21" has no length',
      ],
      [
        "a block with an unknown key",
        { rest: "services: { melon: { window: 2022-10-15T15:30/2022-10-20T23:00, §were: { platform: pc } } }" },
        'unknown key "were"; did you mean "where"?',
      ],
    ])("%s", (row) => expectComplaints(row));
  });

  describe("services", () => {
    test.for<Row>([
      [
        "a list where the block is meant",
        { rest: "§services: [melon]" },
        '"services" must be a block of keys, not a list',
      ],
      ["a service without a window", { rest: "services:\n  §melon:" }, '"melon" must not be empty'],
      ["a service with an empty list", { rest: "services:\n  §melon: []" }, '"melon" must not be empty'],
      [
        "a service that is a word",
        { rest: "services:\n  melon: §down" },
        '"down" is not an interval; write it as 2022-10-15T15:30/2022-10-20T23:00',
      ],
      [
        "a service reversed",
        { rest: "services:\n  melon: §2022-10-16/2022-10-14" },
        '"2022-10-16/2022-10-14" ends before it starts',
      ],
      [
        "the second window of a service reversed",
        { rest: "services:\n  melon: [2022-10-16/2022-10-17, §2022-10-16/2022-10-14]" },
        '"2022-10-16/2022-10-14" ends before it starts',
      ],
      [
        "an empty value in where",
        { rest: 'services:\n  melon: [{ window: 2022-10-16/2022-10-17, where: { §platform: "" } }]' },
        '"platform" must not be empty',
      ],
      [
        "an empty list in where",
        { rest: "services:\n  melon: [{ window: 2022-10-16/2022-10-17, where: { §platform: [] } }]" },
        '"platform" must not be empty',
      ],
      [
        "a comparison in where",
        { rest: "services:\n  melon: [{ window: 2022-10-16/2022-10-17, where: { §platform: { not: pc } } }]" },
        '"platform" must be a single value, not a block of keys',
      ],
      [
        "a list for where",
        { rest: "services:\n  melon: [{ window: 2022-10-16/2022-10-17, §where: [pc] }]" },
        '"where" must be a block of keys, not a list',
      ],
      [
        "nearly a service of the policy",
        { rest: "services:\n  §mellon: 2022-10-16/2022-10-17" },
        'no rule names the service "mellon"; did you mean "melon"? If it is another service, say what it gets, such as give: nothing',
      ],
      [
        "a service of the policy in the wrong case",
        { rest: "services:\n  §Melon: 2022-10-16/2022-10-17" },
        'no rule names the service "Melon"; did you mean "melon"? If it is another service, say what it gets, such as give: nothing',
      ],
      [
        "two of them",
        { rest: "services:\n  §mellon: 2022-10-16/2022-10-17\n  §kakao-page: 2022-10-16/2022-10-17" },
        'no rule names the service "mellon"; did you mean "melon"? If it is another service, say what it gets, such as give: nothing',
        'no rule names the service "kakao-page"; did you mean "kakaopage"? If it is another service, say what it gets, such as give: nothing',
      ],
    ])("%s", (row) => expectComplaints(row));
  });

  describe("what is excluded", () => {
    test.for<Row>([
      [
        "a single interval",
        { rest: "exclude: §2022-10-16/2022-10-17" },
        '"exclude" must be a list, not "2022-10-16/2022-10-17"',
      ],
      [
        "a block",
        { rest: "§exclude: { window: 2022-10-16/2022-10-17 }" },
        '"exclude" must be a list, not a block of keys',
      ],
      [
        "an interval that is reversed",
        { rest: "exclude: [§2022-10-17/2022-10-15]" },
        '"2022-10-17/2022-10-15" ends before it starts',
      ],
      [
        "an interval that is none",
        { rest: "exclude: [2022-10-16/2022-10-17, §maintenance]" },
        '"maintenance" is not an interval; write it as 2022-10-15T15:30/2022-10-20T23:00',
      ],
      [
        "an interval with a condition",
        { rest: "exclude: [§{ window: 2022-10-16/2022-10-17, where: { a: b } }]" },
        '"exclude" must be a single value, not a block of keys',
      ],
    ])("%s", (row) => expectComplaints(row));
  });
});

describe("what has no word to stand under is placed at the key, or at the block that lacks it:", () => {
  const WINDOW = "2022-10-15T15:30/2022-10-20T23:00";
  const LIMITED = `{ window: ${WINDOW}, where: { platform: pc } }`;

  test.for<readonly [string, string, ...string[]]>([
    ["an outage without an id", `zone: UTC\nwindow: ${WINDOW}`, '1:1 "outage" is missing'],
    ["an outage without a zone", `outage: o\nwindow: ${WINDOW}`, '1:1 "zone" is missing'],
    ["an outage without a window", "outage: o\nzone: UTC", "1:1 the outage has no window; write window: or services:"],
    [
      "an outage with only an exclusion",
      "outage: o\nzone: UTC\nexclude: [2022-10-15/2022-10-16]",
      "1:1 the outage has no window; write window: or services:",
    ],
    ["an outage that is a list", "- outage: o", "1:1 the file must be a block of keys, not a list"],
    ["an outage that is an interval", WINDOW, `1:1 the file must be a block of keys, not "${WINDOW}"`],
    ["an empty id", outageText({ outage: '""' }), '1:1 "outage" must not be empty'],
    ["an empty zone", outageText({ zone: '""' }), '2:1 "zone" must not be empty'],
    ["an empty window", outageText({ window: "" }), '3:1 "window" must not be empty'],
    ["an empty list of windows", outageText({ window: "[]" }), '3:1 "window" must not be empty'],
    [
      "a block without a window",
      outageText({ rest: "services: { melon: { where: { platform: pc } } }" }),
      '4:13 "window" is missing',
    ],
    [
      "a general window that depends on a column",
      outageText({ window: LIMITED }),
      "3:1 only the window of a service can depend on a column; list the service",
    ],
    [
      "two moments that do not exist",
      outageText({ window: "2022-02-30/2022-10-32" }),
      '3:9 "2022-02-30" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
      '3:9 "2022-10-32" is not a date or time; write it as 2022-10-15 or 2022-10-15T15:30+09:00',
    ],
    ["no services", outageText({ rest: "services:" }), '4:1 "services" must be a block of keys, not empty'],
    ["no exclusions", outageText({ rest: "exclude:" }), '4:1 "exclude" must be a list, not empty'],
  ])("%s", ([, text, ...expected]) => {
    expect(complaintsOf(() => readOutage(text, FILE, NAMED), FILE)).toEqual(expected);
  });

  test("the one general window of several that depends on a column", () => {
    const { text, places } = marked(outageText({ window: `[${WINDOW}, §${LIMITED}]` }));
    const found = complaintsOf(() => readOutage(text, FILE), FILE);
    expect(found).toEqual([`${places[0]} only the window of a service can depend on a column; list the service`]);
  });
});

describe("a mistake that is easily made", () => {
  test.for<readonly [string, OutageParts]>([
    ["an empty list of exclusions", { rest: "exclude: []" }],
    [
      "a window without its own zone",
      { zone: "America/New_York", window: "2022-03-13T02:30/2022-03-14T00:00".replace("02:30", "03:30") },
    ],
    ["a day that is one day long", { window: "2022-10-15/2022-10-15" }],
    ["intervals that overlap", { window: "[2022-10-15/2022-10-17, 2022-10-16/2022-10-18]" }],
    ["the same interval twice", { window: "[2022-10-15/2022-10-17, 2022-10-15/2022-10-17]" }],
    [
      "a service that no rule names, and that resembles none",
      { rest: "services: { kakaotalk: 2022-10-15/2022-10-16 }" },
    ],
    [
      "columns that objects already have",
      { rest: "services: { melon: { window: 2022-10-15/2022-10-16, where: { constructor: __proto__ } } }" },
    ],
  ])("is no mistake: %s", ([, parts]) => {
    expect(complaintsOf(() => readOutage(outageText(parts), FILE, NAMED), FILE)).toEqual([]);
  });
});

test("a service called like what objects have is a service as any other", () => {
  const rest = "services: { toString: 2022-10-15/2022-10-16, constructor: 2022-10-15/2022-10-17 }";
  const { services } = readOutage(outageText({ rest }), FILE, NAMED);
  expect([...services.keys()]).toEqual(["toString", "constructor"]);
});

test("a service called __proto__ is refused, never lost", () => {
  const { text, places } = marked(outageText({ rest: "services: { §__proto__: 2022-10-15/2022-10-16 }" }));
  expect(complaintsOf(() => readOutage(text, FILE, NAMED), FILE)).toEqual([`${places[0]} "__proto__" cannot be a key`]);
});

test("faults of several kinds are reported at once, in file order", () => {
  const { text, places } = marked(
    outageText({
      window: "§2022-10-20/2022-10-15",
      rest: "services:\n  §mellon: §now\n  kakaopage: [2022-10-15/2022-10-16, §then]\nexclude: [§soon]",
    }),
  );
  expect(complaintsOf(() => readOutage(text, FILE, NAMED), FILE).map((line) => line.split(" ")[0])).toEqual(places);
});

describe("a window on the command line", () => {
  const whole: ShortOutage = { window: "2022-10-15T15:30/2022-10-20T23:00", id: undefined, zone: "Asia/Seoul" };

  test.for<readonly [string, Partial<ShortOutage>, readonly string[]]>([
    ["as it should be", {}, []],
    ["reversed", { window: "2022-10-20/2022-10-15" }, ['--outage: "2022-10-20/2022-10-15" ends before it starts']],
    [
      "that is none",
      { window: "2022-10-15" },
      ['--outage: "2022-10-15" is not an interval; write it as 2022-10-15T15:30/2022-10-20T23:00'],
    ],
    [
      "with an id that cannot be one",
      { id: "a b" },
      ['--outage-id: "a b" cannot be a name; use letters, digits, ".", "_" and "-", at most 100'],
    ],
    [
      "in a zone that does not exist",
      { zone: "Asia/Soul" },
      ['--zone: "Asia/Soul" is not a time zone; did you mean "Asia/Seoul"?'],
    ],
    [
      "with two faults",
      { window: "2022-10-20/2022-10-15", id: "" },
      [
        '--outage: "2022-10-20/2022-10-15" ends before it starts',
        '--outage-id: "" cannot be a name; use letters, digits, ".", "_" and "-", at most 100',
      ],
    ],
  ])("%s", ([, change, expected]) => {
    const failure = failureOf(() => readShortOutage({ ...whole, ...change }));
    expect(failure?.exit).toBe(expected.length === 0 ? undefined : 4);
    expect((failure?.message ?? "").split("\n").filter((line) => /^--[a-z-]+: "/.test(line))).toEqual(expected);
  });
});
