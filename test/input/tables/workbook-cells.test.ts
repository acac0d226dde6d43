/** Numbers, times and texts of a workbook in their canonical form. */
import { describe, expect, test } from "vitest";
import { columnLetters, readReference } from "../../../src/input/workbook/cell-reference.ts";
import { plainNumber, timeOfDays } from "../../../src/input/workbook/cell-value.ts";
import { builtInTimeFormat, timeFormatOf } from "../../../src/input/workbook/number-format.ts";
import { cellTextOf, xmlText } from "../../../src/input/workbook/xml-text.ts";

test.for<readonly [written: string, text: string | undefined]>([
  ["4900", "4900"],
  ["4900.10", "4900.10"],
  ["-0.5", "-0.5"],
  [".5", "0.5"],
  ["5.", "5"],
  ["+5", "5"],
  [" 5 ", "5"],
  ["1E5", "100000"],
  ["1.5e-7", "0.00000015"],
  ["1e-05", "0.00001"],
  // 15 digits and 16: what has decimals is shown with 15, what has none keeps all.
  ["0.123456789012345", "0.123456789012345"],
  ["0.1234567890123456", "0.123456789012346"],
  ["4900.0000000000009", "4900"],
  ["0.30000000000000004", "0.3"],
  ["-4900.4999999999995", "-4900.5"],
  ["99999999999999.995", "100000000000000"],
  ["1234567890123456", "1234567890123456"],
  ["12345678901234567890", "12345678901234567890"],
  ["1.23456789012345E+18", "1234567890123450000"],
  ["1.2345678901234567E+19", "12345678901234567000"],
  ["", undefined],
  [".", undefined],
  ["1,000", undefined],
  ["0x10", undefined],
  ["1e401", undefined],
  ["1e", undefined],
  ["NaN", undefined],
])("the number %s is %s", ([written, text]) => {
  expect(plainNumber(written)).toBe(text);
});

const DATE = { date: true, time: false };
const TIME = { date: false, time: true };
const BOTH = { date: true, time: true };

describe("a number of days", () => {
  test.for<readonly [days: number, format: typeof DATE, from1904: boolean, text: string | undefined]>([
    [44849, DATE, false, "2022-10-15"],
    [44849, BOTH, false, "2022-10-15T00:00:00"],
    [44849, TIME, false, "2022-10-15T00:00:00"],
    [44849.645833333336, BOTH, false, "2022-10-15T15:30:00"],
    [44849.645833333336, DATE, false, "2022-10-15T15:30:00"],
    [44849.64583333333, BOTH, false, "2022-10-15T15:30:00"],
    [44849.9999999999, BOTH, false, "2022-10-16T00:00:00"],
    [44849.5 + 0.5 / 86_400, BOTH, false, "2022-10-15T12:00:00.500"],
    [0.5, TIME, false, "12:00:00"],
    [0.5, BOTH, false, "1900-01-00T12:00:00"],
    [1.5, TIME, false, "1900-01-01T12:00:00"],
    // Excel counts a February 29 of 1900.
    [0, DATE, false, "1900-01-00"],
    [1, DATE, false, "1900-01-01"],
    [59, DATE, false, "1900-02-28"],
    [60, DATE, false, "1900-02-29"],
    [61, DATE, false, "1900-03-01"],
    [-1, DATE, false, undefined],
    [2_958_465, DATE, false, "9999-12-31"],
    [2_958_466, DATE, false, undefined],
    [0, DATE, true, "1904-01-01"],
    [43_387.645833333336, BOTH, true, "2022-10-15T15:30:00"],
    [2_957_003, DATE, true, "9999-12-31"],
    [2_957_004, DATE, true, undefined],
  ])("%d, shown as %o, is the time %s", ([days, format, from1904, text]) => {
    expect(timeOfDays(days, format, from1904)).toBe(text);
  });
});

describe("a format shows", () => {
  test.for<readonly [format: string, shows: typeof DATE | undefined]>([
    ["yyyy-mm-dd", DATE],
    ["m/d/yy", DATE],
    ["mm-dd", DATE],
    ["mmm", DATE],
    ['yyyy"년" m"월" d"일"', DATE],
    ["[$-412]yyyy년 mm월 dd일 dddd;@", DATE],
    ["[$-F800]dddd, mmmm dd, yyyy", DATE],
    ["[$-ko-KR]aaaa", DATE],
    ["ge.m.d", DATE],
    ["YYYY\\-MM\\-DD", DATE],
    ["h:mm", TIME],
    ["h:mm AM/PM", TIME],
    ["mm:ss.0", TIME],
    ["[$-F400]h:mm:ss AM/PM", TIME],
    ["yyyy-mm-dd hh:mm:ss", BOTH],
    ["[Red]d/m/yyyy h:mm;[Blue]General", BOTH],
    ["General", undefined],
    ["General;[Red]yyyy", undefined],
    ["0.00", undefined],
    ["#,##0", undefined],
    ['#,##0"원"', undefined],
    ['"days: "0', undefined],
    ["0.00E+00", undefined],
    ["##0.0e-0", undefined],
    ["[Red]0;[Yellow]0", undefined],
    ["_-* #,##0_-;\\-* #,##0_-", undefined],
    ["0_d", undefined],
    ["0\\d", undefined],
    ["*d0", undefined],
    ["@", undefined],
    ["[h]:mm", undefined],
    ["[mm]:ss", undefined],
    ["", undefined],
  ])("%s as %o", ([format, shows]) => {
    expect(timeFormatOf(format)).toEqual(shows);
  });

  test.for<readonly [id: number, shows: typeof DATE | undefined]>([
    [0, undefined],
    [13, undefined],
    [14, DATE],
    [17, DATE],
    [18, TIME],
    [21, TIME],
    [22, BOTH],
    [23, undefined],
    [31, DATE],
    [45, TIME],
    [46, undefined],
    [47, TIME],
    [48, undefined],
    [49, undefined],
    [58, DATE],
    [59, undefined],
  ])("built in as %i as %o", ([id, shows]) => {
    expect(builtInTimeFormat(id)).toEqual(shows);
  });
});

test.for<readonly [written: string, text: string | undefined]>([
  ["a &amp; b &lt;&gt;&quot;&apos;", "a & b <>\"'"],
  ["&#54620;&#xAE00;&#x1F600;", "한글😀"],
  ["&amp;lt;", "&lt;"],
  ["a\r\nb\rc&#13;", "a\nb\nc\r"],
  ["&nbsp;", undefined],
  ["&AMP;", undefined],
  ["a & b", undefined],
  ["a &amp", undefined],
  ["&#0;", undefined],
  ["&#xD83D;", undefined],
  ["&#x110000;", undefined],
])("the XML text %s is %s", ([written, text]) => {
  expect(xmlText(written)).toBe(text);
});

test.for<readonly [written: string, text: string | undefined]>([
  ["a_x000D_\nb", "a\r\nb"],
  ["_x005F_x000D_", "_x000D_"],
  ["_xD83D__xDE00_", "😀"],
  ["_xD83D_", undefined],
  ["_x00_ _x000D", "_x00_ _x000D"],
])("the cell's text %s is %j", ([written, text]) => {
  expect(cellTextOf(written)).toBe(text);
});

test.for<readonly [text: string, column: number, row: number]>([
  ["A1", 0, 1],
  ["Z9", 25, 9],
  ["AA10", 26, 10],
  ["XFD1048576", 16_383, 1_048_576],
])("%s is column %i of row %i", ([text, column, row]) => {
  expect(readReference(text)).toEqual({ column, row });
  expect(columnLetters(column) + row).toBe(text);
});

test.for(["", "A", "1", "A0", "XFE1", "A1048577", "a1", "$A$1", "AAAA1"])("%j is no cell", (text) => {
  expect(readReference(text)).toBeUndefined();
});
