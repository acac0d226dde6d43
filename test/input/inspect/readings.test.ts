/** How cells can be read: the forms of one cell, and of all cells of a column, held against luxon. */
import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { numberFormText, numberShapeOf } from "../../../src/input/inspect/number-forms.ts";
import { NOT_A_TIME, numbersIn, readTimeText, timeOf } from "../../../src/input/inspect/time-of.ts";
import { timePlansOf } from "../../../src/input/inspect/time-plan.ts";

/** Each way to read the text that makes a time: its forms, and the time. */
function readingsOf(text: string): readonly string[] {
  return timePlansOf(text).flatMap((plan) => {
    const time = timeOf(plan, numbersIn(text), 0);
    return time === NOT_A_TIME ? [] : [`${plan.forms.join(" | ")} = ${readTimeText(plan, time)}`];
  });
}

test.for([
  ["a date", "2024-04-10", ["iso = 2024-04-10 00:00:00"]],
  ["the last day of all", "9999-12-31", ["iso = 9999-12-31 00:00:00"]],
  ["a moment with decimals and an offset", "2024-04-01T10:15:17.961971+09:00", ["iso = 2024-04-01 10:15:17"]],
  ["a day that is none", "2023-02-29", []],
  ["the 29th of February", "2024-02-29", ["iso = 2024-02-29 00:00:00"]],
  ["nothing in digits", "0000-00-00", []],
  ["slashes", "2024/04/10", ["yyyy/MM/dd | yyyy/M/d = 2024-04-10 00:00:00"]],
  ["no marks", "20240410", ["yyyyMMdd = 2024-04-10 00:00:00"]],
  ["no marks, with a clock", "20240410153000", ["yyyyMMddHHmmss = 2024-04-10 15:30:00"]],
  ["eight digits that are no day", "20241310", []],
  ["eight digits of a year before times", "19691231", []],
  [
    "a day that may be a month",
    "03/04/2024",
    ["dd/MM/yyyy | d/M/yyyy = 2024-04-03 00:00:00", "MM/dd/yyyy | M/d/yyyy = 2024-03-04 00:00:00"],
  ],
  ["a day that is no month", "13/12/2024", ["dd/MM/yyyy | d/M/yyyy = 2024-12-13 00:00:00"]],
  ["a month that is no day", "12/13/2024", ["MM/dd/yyyy | M/d/yyyy = 2024-12-13 00:00:00"]],
  ["no zeros", "1.4.2024", ["d.M.yyyy = 2024-04-01 00:00:00", "M.d.yyyy = 2024-01-04 00:00:00"]],
  ["Korean words", "2024년 4월 1일 9시 05분", ["yyyy년 M월 d일 H시 mm분 = 2024-04-01 09:05:00"]],
  [
    "morning in Korean",
    "2024. 4. 1. 오전 12:30:15",
    ["yyyy. M. d. a h:mm:ss | yyyy. M. d. a hh:mm:ss = 2024-04-01 00:30:15"],
  ],
  ["afternoon in Korean", "2024. 4. 1. 오후 9:30:15", ["yyyy. M. d. a h:mm:ss = 2024-04-01 21:30:15"]],
  [
    "PM",
    "2024-04-01 12:30 PM",
    ["yyyy-MM-dd hh:mm a | yyyy-M-d h:mm a | yyyy-MM-dd h:mm a | yyyy-M-d hh:mm a = 2024-04-01 12:30:00"],
  ],
  ["an hour of no half", "2024-04-01 13:30 PM", []],
  ["a name of a month", "01-Apr-2024", ["dd-MMM-yyyy | d-MMM-yyyy = 2024-04-01 00:00:00"]],
  [
    "a year of two digits",
    "24/04/30",
    ["yy/MM/dd | yy/M/d = 2024-04-30 00:00:00", "dd/MM/yy | d/M/yy = 2030-04-24 00:00:00"],
  ],
  ["seconds", "1712300000", ["epoch-seconds = 2024-04-05 06:53:20"]],
  ["milliseconds", "1712300000123", ["epoch-millis = 2024-04-05 06:53:20"]],
  ["seconds of another age", "4102444800", []],
  ["the last second", "4102444799", ["epoch-seconds = 2099-12-31 23:59:59"]],
  ["a spreadsheet's day", "45387", ["excel-days = 2024-04-05 00:00:00"]],
  ["a spreadsheet's moment", "45387.5", ["excel-days = 2024-04-05 12:00:00"]],
  ["the last minute", "2024-04-10 23:59", ["iso = 2024-04-10 23:59:00"]],
  ["a minute too much", "2024-04-10 23:60", []],
  ["an hour too much", "2024/04/10 24:00", []],
  ["a phone number", "010-1234-5678", []],
  ["an address of a machine", "10.20.30.40", []],
  ["an id", "SUB-0000012345", []],
  ["a version", "v2024-04-10", []],
] as const)("%s: %s", ([, text, expected]) => {
  expect(readingsOf(text)).toEqual(expected);
});

test("every form that luxon prints is found again, with its time", () => {
  const forms = [
    ...["yyyy/MM/dd", "yyyy.MM.dd HH:mm", "dd.MM.yyyy", "d/M/yyyy H:mm", "M/d/yyyy h:mm a", "yyyy. M. d. H:mm:ss"],
    ...[
      "yyyyMMdd",
      "yyyyMMddHHmmss",
      "dd-MMM-yyyy",
      "yyyy년 MM월 dd일",
      "yyyy-MM-dd HH:mm:ss.SSS",
      "dd MMM yyyy HH:mm",
    ],
  ];
  const property = fc.property(
    fc.constantFrom(...forms),
    fc.integer({ min: 0, max: 4_000_000_000 }),
    (form, second) => {
      const at = DateTime.fromSeconds(second, { zone: "utc", locale: "en" });
      const text = at.toFormat(form);
      const read = DateTime.fromFormat(text, form, { zone: "utc", locale: "en" });
      const found = readingsOf(text).filter((reading) =>
        reading
          .split(" = ")[0]
          ?.split(" | ")
          .some((each) => each === form || each === "iso"),
      );
      expect(found.map((reading) => reading.split(" = ")[1])).toEqual([read.toFormat("yyyy-MM-dd HH:mm:ss")]);
    },
  );
  fc.assert(property, { numRuns: 2000 });
});

describe("amounts", () => {
  test.for([
    ["4900", "plain"],
    ["-4900.50", "plain"],
    ["4,900", 'group: ","'],
    ["1,234,567.89", 'group: ","'],
    ["12,5", 'decimal: ","'],
    ["1.234,50", 'group: ".", decimal: ","'],
    ["1 234,50", 'group: " ", decimal: ","'],
    ["₩4,900", 'group: ",", affix: "₩"'],
    ["4900원", 'affix: "원"'],
    ["₩ 4900 원", 'affix: ["₩", "원"]'],
    ["4,9000", 'decimal: ","'],
    ["4,,900", undefined],
    ["R-100", undefined],
    ["1.2.3", undefined],
    ["--5", undefined],
    ["", undefined],
  ] as const)("%s is %s", ([text, expected]) => {
    const shape = numberShapeOf(text);
    expect(shape && numberFormText(shape.forms, shape.affixes)).toBe(expected);
  });
});
