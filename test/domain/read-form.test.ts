/** What cells in the forms of a mapping mean. */
import { describe, expect, test } from "vitest";
import { parseTimestamp } from "../../src/domain/parse-timestamp.ts";
import type { TimeForm } from "../../src/domain/time-form.ts";
import { createTimeReader } from "../../src/domain/time-reader.ts";
import { isDateOnly, type TimeRole } from "../../src/domain/timestamp.ts";
import { openZone } from "../../src/domain/zone.ts";
import { formOf } from "./forms.ts";
import { shown } from "./oracle.ts";

const SEOUL = "Asia/Seoul";
const NEW_YORK = "America/New_York";

/** The instant, on the clock of the zone, and whether it was a date; or why there is none. */
function reading(text: string, form: TimeForm, zone = SEOUL, role: TimeRole = "end"): string {
  const time = parseTimestamp(text, role, openZone(zone), form);
  if (typeof time === "string") return time;
  return `${isDateOnly(time) ? "day " : ""}${shown(time.instant, zone)}${time.below === 0 ? "" : ` and ${time.below}`}`;
}

describe("reads patterns of letters", () => {
  test.for([
    ["digits alone", "yyyyMMdd", "20240401", "day 2024-04-02T00:00+09:00"],
    ["dots", "dd.MM.yyyy", "01.04.2024", "day 2024-04-02T00:00+09:00"],
    ["the American order", "M/d/yyyy", "4/1/2024", "day 2024-04-02T00:00+09:00"],
    ["the same with zeros", "M/d/yyyy", "04/01/2024", "day 2024-04-02T00:00+09:00"],
    ["the other order", "d/M/yyyy", "4/1/2024", "day 2024-01-05T00:00+09:00"],
    ["a time", "yyyy/MM/dd HH:mm:ss", "2024/04/01 10:15:17", "2024-04-01T10:15:17+09:00"],
    ["minutes", "yyyy-MM-dd HH:mm", "2024-04-01 10:15", "2024-04-01T10:15+09:00"],
    ["a time without anything between", "yyyyMMddHHmmss", "20240401101517", "2024-04-01T10:15:17+09:00"],
    ["a quoted T", "yyyy-MM-dd'T'HH:mm", "2024-04-01T10:15", "2024-04-01T10:15+09:00"],
    ["one decimal", "yyyyMMddHHmmss.S", "20240401101517.9", "2024-04-01T10:15:17.900+09:00"],
    ["milliseconds", "yyyyMMddHHmmssSSS", "20240401101517961", "2024-04-01T10:15:17.961+09:00"],
    ["microseconds", "yyyyMMddHHmmssSSSSSS", "20240401101517961971", "2024-04-01T10:15:17.961+09:00 and 971"],
    ["a name of a month", "dd-MMM-yyyy", "01-Apr-2024", "day 2024-04-02T00:00+09:00"],
    ["in capitals", "dd-MMM-yyyy", "01-APR-2024", "day 2024-04-02T00:00+09:00"],
    ["in small letters", "d MMM yyyy", "1 sep 2024", "day 2024-09-02T00:00+09:00"],
    ["Korean words", "yyyy년 M월 d일", "2024년 4월 1일", "day 2024-04-02T00:00+09:00"],
    ["Excel in Korean", "yyyy. M. d. a h:mm:ss", "2024. 4. 1. 오후 3:05:07", "2024-04-01T15:05:07+09:00"],
    ["the morning", "yyyy. M. d. a h:mm:ss", "2024. 4. 1. 오전 3:05:07", "2024-04-01T03:05:07+09:00"],
    ["noon", "yyyy-MM-dd h:mm a", "2024-04-01 12:00 PM", "2024-04-01T12:00+09:00"],
    ["midnight", "yyyy-MM-dd h:mm a", "2024-04-01 12:00 AM", "2024-04-01T00:00+09:00"],
    ["a minute before noon", "yyyy-MM-dd hh:mm a", "2024-04-01 11:59 am", "2024-04-01T11:59+09:00"],
    [
      "a minute before midnight, which is the next one",
      "yyyy-MM-dd hh:mm a",
      "2024-04-01 11:59 pm",
      "2024-04-02T00:00+09:00",
    ],
    ["an offset with a colon", "yyyy-MM-dd HH:mm ZZ", "2024-04-01 10:15 +02:00", "2024-04-01T17:15+09:00"],
    ["an offset without one", "yyyy-MM-dd HH:mm ZZZ", "2024-04-01 10:15 -0330", "2024-04-01T22:45+09:00"],
    ["an offset of hours", "yyyy-MM-dd HH:mmX", "2024-04-01 10:15+00", "2024-04-01T19:15+09:00"],
    ["Z", "yyyyMMdd'T'HHmmssX", "20240401T101517Z", "2024-04-01T19:15:17+09:00"],
    ["Z where an offset may have minutes", "yyyy-MM-dd HH:mmXXX", "2024-04-01 10:15Z", "2024-04-01T19:15+09:00"],
    ["a day with an offset", "yyyyMMddXXX", "20240401Z", "day 2024-04-02T09:00+09:00"],
    ["a leap day", "dd/MM/yyyy", "29/02/2024", "day 2024-03-01T00:00+09:00"],
    [
      "a text that is part of the pattern",
      "'until 'yyyy-MM-dd' incl.'",
      "until 2024-04-01 incl.",
      "day 2024-04-02T00:00+09:00",
    ],
  ] as const)("%s: %s %s", ([, text, cell, expected]) => {
    expect(reading(cell, formOf(text))).toBe(expected);
  });

  test.for([
    [2000, "24", "day 2024-04-02T00:00+09:00"],
    [2000, "00", "day 2000-04-02T00:00+09:00"],
    [1900, "99", "day 1999-04-02T00:00+09:00"],
  ] as const)("a year of two digits lies in the century %i: %s", ([century, year, expected]) => {
    expect(reading(`01.04.${year}`, formOf("dd.MM.yy", { century }))).toBe(expected);
  });

  test.for([
    ["31 February", "dd/MM/yyyy", "31/02/2024"],
    ["29 February of a year without one", "dd/MM/yyyy", "29/02/2023"],
    ["month 13, as days in America would have it", "d/M/yyyy", "1/13/2024"],
    ["month 0", "yyyyMMdd", "20240001"],
    ["year 0", "yyyyMMdd", "00000101"],
    ["hour 24", "yyyyMMddHHmm", "202404012400"],
    ["minute 60", "yyyyMMddHHmm", "202404011060"],
    ["second 60", "yyyyMMddHHmmss", "20240401101560"],
    ["hour 0 of half a day", "yyyy-MM-dd h:mm a", "2024-04-01 0:15 AM"],
    ["hour 13 of half a day", "yyyy-MM-dd h:mm a", "2024-04-01 13:15 PM"],
    ["a half in mixed letters", "yyyy-MM-dd h:mm a", "2024-04-01 1:15 Pm"],
    ["a month in mixed letters", "dd-MMM-yyyy", "01-aPr-2024"],
    ["a month by its whole name", "dd-MMM-yyyy", "01-April-2024"],
    ["a digit too few", "yyyyMMdd", "2024041"],
    ["a digit too many", "yyyyMMdd", "202404011"],
    ["a year of two digits", "d/M/yyyy", "1/4/24"],
    ["three digits of a day", "d/M/yyyy", "001/4/2024"],
    ["one digit where two are said", "dd/MM/yyyy", "1/04/2024"],
    ["another separator", "dd/MM/yyyy", "01-04-2024"],
    ["a blank before it", "yyyyMMdd", " 20240401"],
    ["a blank behind it", "yyyyMMdd", "20240401 "],
    ["nothing", "yyyyMMdd", ""],
    ["two decimals where three are said", "yyyyMMddHHmmssSSS", "2024040110151796"],
    ["an offset of a digit", "yyyy-MM-dd HH:mm ZZ", "2024-04-01 10:15 +9"],
    ["an offset without its colon", "yyyy-MM-dd HH:mmXXX", "2024-04-01 10:15+0900"],
    ["an offset of 24 hours", "yyyy-MM-dd HH:mmXXX", "2024-04-01 10:15+24:00"],
    ["no offset where one is said", "yyyy-MM-dd HH:mmXXX", "2024-04-01 10:15"],
    ["wide digits", "yyyyMMdd", "２０２４0401"],
    ["ISO 8601", "yyyyMMdd", "2024-04-01"],
  ] as const)("refuses %s: %s %s", ([, text, cell]) => {
    expect(reading(cell, formOf(text))).toBe("time-invalid");
    expect(reading(cell, formOf(text), SEOUL, "start")).toBe("time-invalid");
  });

  test("reads no byte outside of the cell", () => {
    const bytes = new TextEncoder().encode("9902024040199");
    const reader = createTimeReader("end", openZone(SEOUL), formOf("yyyyMMdd"));
    expect(reader.read(bytes, 3, 11)).toBeUndefined();
    expect(reader.read(bytes, 3, 10)).toBe("time-invalid");
    expect(reader.read(bytes, 3, 12)).toBe("time-invalid");
  });
});

describe("reads numbers", () => {
  test.for([
    ["seconds", "epoch-seconds", "1711966517", "2024-04-01T19:15:17+09:00"],
    ["seconds with microseconds", "epoch-seconds", "1711966517.961971", "2024-04-01T19:15:17.961+09:00 and 971"],
    ["seconds with a decimal", "epoch-seconds", "1711966517.5", "2024-04-01T19:15:17.500+09:00"],
    ["the first second", "epoch-seconds", "0", "1970-01-01T09:00+09:00"],
    ["milliseconds", "epoch-millis", "1711966517961", "2024-04-01T19:15:17.961+09:00"],
    ["the last second of a day there", "epoch-seconds", "1711983599", "2024-04-02T00:00+09:00"],
    ["the second before it", "epoch-seconds", "1711983598", "2024-04-01T23:59:58+09:00"],
    ["a midnight is a moment", "epoch-seconds", "1711897200", "2024-04-01T00:00+09:00"],
    ["a day of a spreadsheet", "excel-days", "45383", "day 2024-04-02T00:00+09:00"],
    ["a time as a spreadsheet shows it", "excel-days", "45383.42728", "2024-04-01T10:15:17+09:00"],
    ["the same as it keeps it", "excel-days", "45383.427280092596", "2024-04-01T10:15:17+09:00"],
    ["noon", "excel-days", "45383.5", "2024-04-01T12:00+09:00"],
    ["a midnight that is a time", "excel-days", "45383.0", "2024-04-01T00:00+09:00"],
    ["a millisecond", "excel-days", "45383.4272912153", "2024-04-01T10:15:17.961+09:00"],
    ["the second before noon", "excel-days", "45383.49999", "2024-04-01T11:59:59+09:00"],
    ["so near to midnight that it is", "excel-days", "45383.999999", "2024-04-02T00:00+09:00"],
    ["the first day", "excel-days", "1", "day 1900-01-02T00:00+08:27"],
    ["the last day before the one that was not", "excel-days", "59", "day 1900-03-01T00:00+08:27"],
    ["the first day after it", "excel-days", "61", "day 1900-03-02T00:00+08:27"],
  ] as const)("%s: %s %s", ([, kind, cell, expected]) => {
    expect(reading(cell, formOf(kind))).toBe(expected);
  });

  test.for([
    ["a sign", "epoch-seconds", "-1"],
    ["a zero before it", "epoch-seconds", "01711966517"],
    ["an exponent", "epoch-seconds", "1.711966517E9"],
    ["grouping", "epoch-seconds", "1,711,966,517"],
    ["milliseconds for seconds", "epoch-seconds", "1711966517961"],
    ["ten decimals", "epoch-seconds", "1711966517.1234567890"],
    ["a point at the end", "epoch-seconds", "1711966517."],
    ["decimals of a millisecond", "epoch-millis", "1711966517961.5"],
    ["microseconds for milliseconds", "epoch-millis", "1711966517961971"],
    ["a text", "epoch-seconds", "NULL"],
    ["nothing", "epoch-seconds", ""],
    ["the day that never was", "excel-days", "60"],
    ["a time of it", "excel-days", "60.5"],
    ["day 0", "excel-days", "0"],
    ["a time alone", "excel-days", "0.5"],
    ["a day before the first", "excel-days", "-1"],
    ["a day after the last", "excel-days", "2958466"],
    ["a comma", "excel-days", "45383,5"],
    ["an exponent", "excel-days", "4.5383E4"],
  ] as const)("refuses %s: %s %s", ([, kind, cell]) => {
    expect(reading(cell, formOf(kind))).toBe("time-invalid");
  });
});

describe("means what the form says", () => {
  test.for([
    ["through a day", "yyyyMMdd", "20240331", {}, "day 2024-04-01T00:00+09:00"],
    ["before a day", "yyyyMMdd", "20240331", { through: "before" }, "day 2024-03-31T00:00+09:00"],
    ["before has no say over a time", "iso", "2024-03-31T10:00", { through: "before" }, "2024-03-31T10:00+09:00"],
    ["before, in ISO 8601", "iso", "2024-03-31", { through: "before" }, "day 2024-03-31T00:00+09:00"],
    ["before, with an offset", "iso", "2024-03-31Z", { through: "before" }, "day 2024-03-31T09:00+09:00"],
    ["a midnight as a moment", "iso", "2024-03-31 00:00:00", {}, "2024-03-31T00:00+09:00"],
    ["a midnight as a day", "iso", "2024-03-31 00:00:00", { midnight: "day" }, "day 2024-04-01T00:00+09:00"],
    ["the same with an offset", "iso", "2024-03-31T00:00:00Z", { midnight: "day" }, "day 2024-04-01T09:00+09:00"],
    ["a second later it is none", "iso", "2024-03-31 00:00:01", { midnight: "day" }, "2024-03-31T00:00:01+09:00"],
    [
      "nor a microsecond later",
      "iso",
      "2024-03-31 00:00:00.000001",
      { midnight: "day" },
      "2024-03-31T00:00+09:00 and 1",
    ],
    [
      "a midnight before a day",
      "iso",
      "2024-03-31 00:00",
      { midnight: "day", through: "before" },
      "day 2024-03-31T00:00+09:00",
    ],
    ["12 AM", "M/d/yyyy h:mm a", "3/31/2024 12:00 AM", { midnight: "day" }, "day 2024-04-01T00:00+09:00"],
    ["a midnight by its number", "epoch-seconds", "1711810800", { midnight: "day" }, "day 2024-04-01T00:00+09:00"],
    [
      "a midnight elsewhere by its number",
      "epoch-seconds",
      "1711843200",
      { midnight: "day" },
      "2024-03-31T09:00+09:00",
    ],
    [
      "a midnight of the form's zone",
      "epoch-seconds",
      "1711843200",
      { midnight: "day", zone: "UTC" },
      "day 2024-04-01T09:00+09:00",
    ],
    ["a midnight of a spreadsheet", "excel-days", "45382.0", { midnight: "day" }, "day 2024-04-01T00:00+09:00"],
    ["the zone of the form", "iso", "2024-03-31 10:00:00", { zone: "UTC" }, "2024-03-31T19:00+09:00"],
    ["a day of the form's zone", "iso", "2024-03-31", { zone: "UTC" }, "day 2024-04-01T09:00+09:00"],
    ["the last minute there", "iso", "2024-03-31 23:59", { zone: "UTC" }, "2024-04-01T09:00+09:00"],
    ["the zone has no say over an offset", "iso", "2024-03-31 10:00:00Z", { zone: NEW_YORK }, "2024-03-31T19:00+09:00"],
    ["the zone of a spreadsheet", "excel-days", "45382.5", { zone: "UTC" }, "2024-03-31T21:00+09:00"],
  ] as const)("%s: %s %s", ([, text, cell, change, expected]) => {
    expect(reading(cell, formOf(text, change))).toBe(expected);
  });

  test("the day of a charge is not an end, whatever the form says of ends", () => {
    const form = formOf("yyyyMMdd", { through: "day" });
    expect(reading("20240331", form, SEOUL, "charge")).toBe("day 2024-03-31T00:00+09:00");
    expect(reading("20240331", { ...form, through: "before" }, SEOUL, "start")).toBe("day 2024-03-31T00:00+09:00");
  });

  test.for([
    ["twice, and nothing said", "2022-11-06 01:30", {}, "time-ambiguous"],
    ["twice, the earlier", "2022-11-06 01:30", { twice: "earlier" }, "2022-11-06T01:30-04:00"],
    ["twice, the later", "2022-11-06 01:30", { twice: "later" }, "2022-11-06T01:30-05:00"],
    ["the first minute of it", "2022-11-06 01:00", { twice: "later" }, "2022-11-06T01:00-05:00"],
    ["the minute before", "2022-11-06 00:59", { twice: "later" }, "2022-11-06T00:59-04:00"],
    ["the minute after", "2022-11-06 02:00", { twice: "earlier" }, "2022-11-06T02:00-05:00"],
    ["never, and nothing said", "2022-03-13 02:30", { twice: "earlier" }, "time-ambiguous"],
    ["never, forward", "2022-03-13 02:30", { never: "forward" }, "2022-03-13T03:30-04:00"],
    ["never is not twice", "2022-11-06 01:30", { never: "forward" }, "time-ambiguous"],
  ] as const)("a wall time that is there %s", ([, cell, change, expected]) => {
    expect(reading(cell, formOf("yyyy-MM-dd HH:mm", change), NEW_YORK)).toBe(expected);
    expect(reading(cell, formOf("iso", change), NEW_YORK)).toBe(expected);
  });

  test("a date that the zone left out stays without a meaning", () => {
    const form = formOf("yyyyMMdd", { never: "forward", twice: "later" });
    expect(reading("20111230", form, "Pacific/Apia")).toBe("time-ambiguous");
  });
});

describe("of several patterns, those that fit must mean one time", () => {
  test.for([
    ["the first fits", ["yyyyMMdd", "d/M/yyyy"], "20240401", "day 2024-04-02T00:00+09:00"],
    ["the second fits", ["yyyyMMdd", "d/M/yyyy"], "1/4/2024", "day 2024-04-02T00:00+09:00"],
    ["none fits", ["yyyyMMdd", "d/M/yyyy"], "2024-04-01", "time-invalid"],
    ["both fit, and mean two days", ["d/M/yyyy", "M/d/yyyy"], "3/4/2024", "time-two-ways"],
    ["both fit, and mean one", ["d/M/yyyy", "M/d/yyyy"], "4/4/2024", "day 2024-04-05T00:00+09:00"],
    ["one of them could not be", ["d/M/yyyy", "M/d/yyyy"], "25/4/2024", "day 2024-04-26T00:00+09:00"],
    ["a number", ["iso", "epoch-seconds"], "1711966517", "2024-04-01T19:15:17+09:00"],
    ["numbers of two kinds", ["epoch-seconds", "epoch-millis"], "1711966517", "time-two-ways"],
    ["a day and a number", ["yyyyMMdd", "epoch-seconds"], "20240401", "time-two-ways"],
    [
      "a day of the month, and one of a spreadsheet",
      ["excel-days", "yyyyMMdd"],
      "20240401",
      "day 2024-04-02T00:00+09:00",
    ],
  ] as const)("%s: %s %s", ([, texts, cell, expected]) => {
    expect(reading(cell, formOf(texts))).toBe(expected);
  });

  test("a pattern that fits a wall time that is not there settles nothing", () => {
    const form = formOf(["d/M/yyyy HH:mm", "M/d/yyyy HH:mm"]);
    expect(reading("3/13/2022 02:30", form, NEW_YORK)).toBe("time-ambiguous");
    expect(reading("11/6/2022 01:30", form, NEW_YORK)).toBe("time-two-ways");
  });
});
