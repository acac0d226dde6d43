/**
 * What the kernel is sure of in cells that are written in a form. It may leave any cell to the careful reader, but where it is
 * sure, the careful reader has the same period; and of ordinary cells it has to be sure, or an export under a mapping would be slow.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TimeForm } from "../../src/domain/time-form.ts";
import { layoutOf } from "../../src/input/layout.ts";
import { createRow } from "../../src/input/scanner.ts";
import { describeExport } from "../../src/kernel/describe-export.ts";
import { MEANINGS, VERDICTS } from "../../src/kernel/numbers.ts";
import { checkRows, createScanKernel, fillRow, loadBlock, nextBatch } from "../../src/kernel/scan-kernel.ts";
import { learnWord } from "../../src/kernel/teach-kernel.ts";
import { formOf } from "../domain/forms.ts";
import { patienceMs, sampling } from "../support/sampling.ts";
import { type Cells, COLUMNS, PLAIN, type Seen, type SeenOptions, seenTwice } from "../support/seen-rows.ts";

type TimeColumn = "started_at" | "expires_at" | "next_billing_at";
const NO_TIMES = { ...PLAIN, started_at: "", expires_at: "", next_billing_at: "" };

/** A row with one time alone, after a row that teaches the kernel the words. */
function seenAlone(column: TimeColumn, text: string, form: TimeForm, options: SeenOptions = {}): Seen {
  // All times of an export are in one zone.
  const other = formOf("iso", { zone: form.zone });
  const forms = { started_at: other, expires_at: other, next_billing_at: other, [column]: form };
  const [, seen] = seenTwice([NO_TIMES, { ...NO_TIMES, [column]: text }], { ...options, forms });
  if (seen === undefined) throw new Error("no row");
  return seen;
}

describe("an ordinary cell is sure", () => {
  test.for<[string, string | TimeForm, string]>([
    ["digits alone", "yyyyMMdd", "20221101"],
    ["dots", "dd.MM.yyyy", "01.11.2022"],
    ["a number of one digit", "M/d/yyyy", "1/4/2022"],
    ["a number of two digits", "M/d/yyyy", "11/14/2022"],
    ["slashes and a time", "yyyy/MM/dd HH:mm:ss", "2022/11/01 10:15:17"],
    ["minutes", "yyyy/MM/dd H:mm", "2022/11/01 9:15"],
    ["a time without anything between", "yyyyMMddHHmmss", "20221101101517"],
    ["one decimal", "yyyyMMddHHmmss.S", "20221101101517.9"],
    ["milliseconds", "yyyyMMddHHmmssSSS", "20221101101517961"],
    ["nanoseconds", "yyyyMMddHHmmss.SSSSSSSSS", "20221101101517.999999999"],
    ["Korean words", "yyyy년 M월 d일", "2022년 4월 11일"],
    ["the first half of a day", "yyyy-MM-dd hh:mm a", "2022-11-01 11:59 AM"],
    ["the second half of a day", "yyyy-MM-dd hh:mm a", "2022-11-01 01:00 PM"],
    ["midnight as 12 AM", "yyyy-MM-dd h:mm a", "2022-11-01 12:00 AM"],
    ["noon as 12 PM", "yyyy-MM-dd h:mm a", "2022-11-01 12:00 PM"],
    ["the last minute of a day", "yyyy-MM-dd h:mm a", "2022-11-01 11:59 pm"],
    ["small letters", "MM/dd/yyyy hh:mm:ss a", "11/01/2022 12:59:59 am"],
    ["오전", "yyyy. M. d. a h:mm:ss", "2022. 11. 1. 오전 12:00:01"],
    ["오후", "yyyy. M. d. a h:mm:ss", "2022. 11. 1. 오후 12:00:00"],
    ["오후 with an hour", "yyyy. M. d. a h:mm:ss", "2022. 11. 1. 오후 8:09:05"],
    ["12 AM as its date", formOf("yyyy-MM-dd h:mm a", { midnight: "day" }), "2022-11-01 12:00 AM"],
    ["a quoted T", "yyyy-MM-dd'T'HH:mm", "2022-11-01T10:15"],
    ["a date through its day", formOf("dd.MM.yyyy", { through: "before" }), "01.11.2022"],
    ["the last minute", "yyyyMMddHHmm", "202211012359"],
    ["the last second", "yyyyMMddHHmmss.SSS", "20221101235959.999"],
    ["a midnight that is a date", formOf("yyyyMMddHHmmss", { midnight: "day" }), "20221101000000"],
    ["a moment after midnight", formOf("yyyyMMddHHmmss.SSSSSS", { midnight: "day" }), "20221101000000.000001"],
    ["a second after midnight", formOf("yyyyMMddHHmmss", { midnight: "day" }), "20221101000001"],
    ["a midnight that is a moment", "yyyyMMddHHmmss", "20221101000000"],
    ["29 February", "yyyyMMdd", "20240229"],
    ["the first year", "yyyyMMdd", "19000105"],
    ["the last year", "yyyyMMdd", "21991225"],
    ["as many steps as a program has", `yyyyMMdd'${"x".repeat(30)}'`, `20221101${"x".repeat(30)}`],
    ["text before it", "'until 'd.M.yyyy", "until 1.11.2022"],
    ["four decimals", "yyyyMMddHHmmssSSSS", "202211011015179619"],
    ["seconds since 1970", "epoch-seconds", "1667300400"],
    ["with decimals", "epoch-seconds", "1667300400.961971"],
    ["0", "epoch-seconds", "0"],
    ["milliseconds since 1970", "epoch-millis", "1667300400123"],
    ["a midnight in seconds, as its date", formOf("epoch-seconds", { midnight: "day" }), "1667228400"],
    ["a moment after midnight", formOf("epoch-seconds", { midnight: "day" }), "1667228400.000000001"],
    ["a second before a midnight", formOf("epoch-seconds", { midnight: "day" }), "1667228399"],
    ["the last second of a day in milliseconds", "epoch-millis", "1667228399500"],
    ["ISO 8601 in a form", "iso", "2022-11-01"],
    ["with an offset", "iso", "2022-11-01T10:15:00+02:00"],
    ["a midnight that is a date", formOf("iso", { midnight: "day" }), "2022-11-01T00:00:00.000000"],
    ["a moment after midnight", formOf("iso", { midnight: "day" }), "2022-11-01T00:00:00.000001"],
    ["until before a day", formOf("iso", { through: "before" }), "2022-11-01"],
    ["in another zone", formOf("iso", { zone: "America/New_York" }), "2022-11-01"],
    ["digits in another zone", formOf("yyyyMMddHHmm", { zone: "UTC" }), "202211012359"],
  ])("%s", ([, form, text]) => {
    for (const column of ["started_at", "expires_at", "next_billing_at"] as const) {
      const { verdict, isSound, period, read } = seenAlone(
        column,
        text,
        typeof form === "string" ? formOf(form) : form,
      );
      expect({ column, verdict, isSound }).toEqual({ column, verdict: VERDICTS.someRule, isSound: true });
      expect(period).toEqual(read);
    }
  });
});

describe("a cell that does not fit is not sure, and neither is one that only the careful reader knows", () => {
  test.for<[string, string | TimeForm | readonly string[], string]>([
    ["a digit less", "yyyyMMdd", "2022110"],
    ["a digit more", "yyyyMMdd", "202211011"],
    ["a blank behind", "yyyyMMdd", "20221101 "],
    ["another separator", "dd.MM.yyyy", "01-11-2022"],
    ["a separator that is no byte of the pattern's", "yyyy년 M월 d일", "2022녅 4월 1일"],
    ["nothing behind the last separator", "yyyy/MM/dd HH:mm:ss", "2022/11/01 10:15:"],
    ["a letter for a digit", "yyyyMMdd", "2022110l"],
    ["a colon for a digit", "yyyyMMdd", "2022110:"],
    ["a slash for a digit", "yyyyMMdd", "2022110/"],
    ["three digits for two", "M/d/yyyy", "111/1/2022"],
    ["one digit for two", "MM/dd/yyyy", "1/11/2022"],
    ["30 February", "yyyyMMdd", "20220230"],
    ["month 13", "yyyyMMdd", "20221301"],
    ["month 0", "yyyyMMdd", "20220001"],
    ["day 0", "yyyyMMdd", "20221100"],
    ["hour 24", "yyyyMMddHHmm", "202211012400"],
    ["a letter among the last digits", "yyyy/MM/dd HH:mm:ss", "2022/11/01 10:15:3x"],
    ["another byte between the last digits", "yyyy/MM/dd HH:mm:ss", "2022/11/01 10:15.30"],
    ["a digit for a separator", "yyyy/MM/dd HH:mm:ss", "2022/11/01910:15:30"],
    ["a byte less", "yyyy/MM/dd HH:mm:ss", "2022/11/01 10:15:3"],
    ["a byte more", "yyyy/MM/dd HH:mm:ss", "2022/11/01 10:15:300"],
    ["minute 60", "yyyyMMddHHmm", "202211011060"],
    ["second 60", "yyyyMMddHHmmss", "20221101101560"],
    ["ISO 8601 where digits belong", "yyyyMMdd", "2022-11-01"],
    ["no number", "epoch-seconds", "1e9"],
    ["a sign", "epoch-seconds", "-1"],
    ["a zero before it", "epoch-seconds", "01667300400"],
    ["a point without decimals", "epoch-seconds", "1667300400."],
    ["decimals alone", "epoch-seconds", ".5"],
    ["ten decimals", "epoch-seconds", "1667300400.0123456789"],
    ["a comma", "epoch-seconds", "1667300400,5"],
    ["decimals of a millisecond", "epoch-millis", "1667300400123.5"],
    ["a year after 9999", "epoch-seconds", "253402300800"],
    ["nothing but a list of patterns", ["yyyyMMdd", "dd.MM.yyyy"], "20221101"],
    ["an hour of 0 beside AM", "yyyy-MM-dd h:mm a", "2022-11-01 0:15 AM"],
    ["an hour of 13 beside PM", "yyyy-MM-dd h:mm a", "2022-11-01 13:15 PM"],
    ["an hour of 0 beside PM", "yyyy-MM-dd hh:mm a", "2022-11-01 00:15 PM"],
    ["a half of a day in other letters", "yyyy-MM-dd h:mm a", "2022-11-01 1:15 Pm"],
    ["a word that is nearly one for it", "yyyy. M. d. a h:mm", "2022. 11. 1. 오휴 1:15"],
    ["a half of a day that is cut off", "yyyy-MM-dd h:mm a", "2022-11-01 1:15 P"],
    ["a Korean one that is cut off", "yyyy-MM-dd h:mm a", "2022-11-01 1:15 오"],
    ["no half of a day", "yyyy-MM-dd h:mm a", "2022-11-01 1:15 "],
    ["an offset in a pattern", "yyyyMMddHHmmX", "202211011015Z"],
    ["a month's name", "dd-MMM-yyyy", "01-Nov-2022"],
    ["a year of two digits", formOf("yyMMdd", { century: 2000 }), "221101"],
    ["a day of a spreadsheet", "excel-days", "44866"],
    ["a year before 1900", "yyyyMMdd", "18991231"],
    ["a year after 2199", "yyyyMMdd", "22000101"],
    ["an epoch after 2199", "epoch-seconds", "7258118400"],
    ["a midnight with an offset as its date", formOf("iso", { midnight: "day" }), "2022-11-01T00:00:00Z"],
    ["another byte at the end of the longest pattern", `yyyyMMdd'${"x".repeat(24)}'`, `20221101${"x".repeat(23)}y`],
    ["more steps than a program has", `yyyyMMdd'${"x".repeat(31)}'`, `20221101${"x".repeat(31)}`],
  ])("%s", ([, form, text]) => {
    const isText = typeof form === "string" || Array.isArray(form);
    const { verdict } = seenAlone("expires_at", text, isText ? formOf(form) : (form as TimeForm));
    expect(verdict).toBe(VERDICTS.unsure);
  });

  test.for([
    ["in a gap", "America/New_York", "20220313023000"],
    ["twice", "America/New_York", "20221106013000"],
    ["on the day of a change, and once", "America/New_York", "20221106103000"],
    ["on a day that was left out", "Pacific/Apia", "20111230000000"],
  ] as const)("a wall time near a change of clocks: %s", ([, zone, text]) => {
    const form = formOf("yyyyMMddHHmmss", { twice: "later", never: "forward" });
    expect(seenAlone("expires_at", text, form, { zone }).verdict).toBe(VERDICTS.unsure);
    expect(seenAlone("expires_at", text, { ...form, zone }).verdict).toBe(VERDICTS.unsure);
  });

  test("a column in another zone than the columns before it", () => {
    const forms = { started_at: formOf("iso", { zone: "UTC" }), expires_at: formOf("iso", { zone: "Asia/Tokyo" }) };
    const rows = [NO_TIMES, { ...NO_TIMES, started_at: "2022-11-01" }, { ...NO_TIMES, expires_at: "2022-11-01" }];
    const { someRule, unsure } = VERDICTS;
    expect(seenTwice(rows, { forms }).map(({ verdict }) => verdict)).toEqual([someRule, someRule, unsure]);
  });
});

test("the half of a day of one column is not that of the next", () => {
  const forms = { started_at: formOf("yyyy-MM-dd h:mm a"), expires_at: formOf("yyyyMMddHHmm") };
  const row = { ...NO_TIMES, started_at: "2022-11-01 1:15 PM", expires_at: "202211020915" };
  const [, seen] = seenTwice([NO_TIMES, row], { forms });
  expect([seen?.verdict, seen?.isSound]).toEqual([VERDICTS.someRule, true]);
  expect(seen?.period).toEqual(seen?.read);
});

test("an export in another zone than the export before it has the days of its own zone", () => {
  const header = {
    kind: "subscription",
    delimiter: 0x2c,
    columns: COLUMNS,
    length: 0,
    line: 1,
    byteOrderMark: false,
  } as const;
  const asked: (string | undefined)[] = [];
  const kernel = createScanKernel({
    steadyOffset: (_, zone) => {
      asked.push(zone);
      return 0;
    },
  });
  const layout = layoutOf(header, new Set());
  const cells = { ...NO_TIMES, currency: "", auto_renew: "", expires_at: "2022-11-01" };
  const line = Buffer.from(`${COLUMNS.map((column) => cells[column]).join(",")}\n`);
  for (const zone of ["UTC", "UTC", undefined, "Asia/Tokyo"]) {
    const times = layout.times.map((time) => (zone === undefined ? time : { ...time, form: formOf("iso", { zone }) }));
    describeExport(kernel, { ...layout, times });
    loadBlock(kernel, line, 0x2c);
    expect(nextBatch(kernel)).toBe(true);
    fillRow(kernel, 0, createRow());
    learnWord(kernel, "service", layout.service, MEANINGS.someRule);
    expect([...checkRows(kernel)]).toEqual([VERDICTS.someRule]);
  }
  expect(asked).toEqual(["UTC", undefined, "Asia/Tokyo"]);
});

const PATTERNS = [
  "yyyyMMdd",
  "dd.MM.yyyy",
  "M/d/yyyy",
  "yyyy년 M월 d일",
  "yyyyMMddHHmmss",
  "yyyy/MM/dd HH:mm:ss",
  "HH:mm dd.MM.yyyy",
  "yyyy년 MM월 dd일",
  "yyyy년 MM월 dd일 HH시 mm분 ss초",
  "d.M.yyyy H:mm",
  "yyyyMMddHHmmss.S",
  "yyyyMMddHHmmssSSS",
  "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS",
  "yyyy-MM-dd h:mm a",
  "yyyy. M. d. a h:mm:ss",
  "MM/dd/yyyy hh:mm:ss.SSSS a",
  "epoch-seconds",
  "epoch-millis",
  "iso",
] as const;

/** Days with and without a change of clocks, and days that do not exist. */
const days = fc.oneof(
  fc.constantFrom(
    [2022, 3, 13],
    [2022, 11, 6],
    [2022, 10, 30],
    [2011, 12, 30],
    [1988, 5, 8],
    [1908, 4, 1],
    [2022, 10, 2],
  ),
  fc.tuple(
    fc.constantFrom(1899, 1900, 1970, 2021, 2022, 2022, 2199, 2200),
    fc.integer({ min: 0, max: 13 }),
    fc.integer({ min: 0, max: 32 }),
  ),
);
const clocks = fc.oneof(
  fc.constantFrom([0, 0, 0], [23, 59, 0], [23, 59, 59], [23, 59, 58], [1, 30, 0], [2, 30, 0], [24, 0, 0]),
  fc.tuple(fc.integer({ min: 0, max: 25 }), fc.integer({ min: 0, max: 61 }), fc.integer({ min: 0, max: 61 })),
);
const fractions = fc.oneof(fc.constant("000000000"), fc.constant("000000001"), fc.stringMatching(/^[0-9]{9}$/));

/** Cells of a pattern, as they should be and nearly so. */
function cellsOf(pattern: string): fc.Arbitrary<string> {
  const written = fc.tuple(days, clocks, fractions, fc.boolean()).map(([day, clock, fraction, isPadded]) => {
    const [year = 0, month = 0, date = 0] = day;
    const [hour = 0, minute = 0, second = 0] = clock;
    const millis = Date.UTC(year, month - 1, date, hour - 9, minute, second);
    if (pattern === "epoch-millis") return String(millis + Number(fraction.slice(0, 3)));
    if (pattern === "epoch-seconds") return `${millis / 1000}${/^0+$/.test(fraction) ? "" : `.${fraction}`}`;
    const letters = pattern === "iso" ? "yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSS" : pattern;
    const numbers = { y: year, M: month, d: date, H: hour, h: hour % 12 || 12, m: minute, s: second };
    return letters.replace(/'([^']*)'|([A-Za-z])\2*/g, (run: string, literal: string | undefined, letter: string) => {
      if (literal !== undefined) return literal;
      if (letter === "S") return fraction.slice(0, run.length);
      if (letter === "a") return (hour < 12 ? ["AM", "am", "오전"] : ["PM", "pm", "오후"])[minute % 3] ?? "";
      const number = String(numbers[letter as keyof typeof numbers]);
      return number.padStart(isPadded && run.length === 1 ? 2 : run.length, "0");
    });
  });
  const spoiled = fc
    .tuple(written, fc.nat(), fc.constantFrom("", "0", "1", "9", ":", "/", " ", "x", "Z", "+09:00", "."), fc.nat(2))
    .map(([text, place, put, taken]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + put + text.slice(at + taken);
    });
  return fc.oneof({ weight: 3, arbitrary: written }, { weight: 1, arbitrary: spoiled });
}

const forms = fc.record({
  text: fc.constantFrom(...PATTERNS),
  through: fc.constantFrom("day" as const, "before" as const),
  midnight: fc.constantFrom("day" as const, "moment" as const),
  twice: fc.constantFrom("earlier" as const, "later" as const, undefined),
  never: fc.constantFrom("forward" as const, undefined),
});
const ZONES = ["Asia/Seoul", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia", "UTC"];

test.for(ZONES.map((zone) => [zone] as const))(
  "whatever the cells hold, in whatever form, what is sure has the period that the careful reader has, in %s",
  { timeout: patienceMs },
  ([zone]) => {
    const counts = { sure: 0, sound: 0, rows: 0 };
    const rowsInForm = forms.chain(({ text, ...change }) =>
      fc.record({
        form: fc.constant(formOf(text, change)),
        isOwnZone: fc.boolean(),
        texts: fc.array(cellsOf(text), { minLength: 1, maxLength: 60 }),
        // A start before all ends, and one that is nearly always after them.
        other: fc.constantFrom("", "1900-01-02", "2022-11-06"),
      }),
    );
    fc.assert(
      fc.property(rowsInForm, ({ form, isOwnZone, texts, other }) => {
        const own = isOwnZone ? { ...form, zone } : form;
        const plain = isOwnZone ? formOf("iso", { zone }) : undefined;
        const columns = ["started_at", "expires_at", "next_billing_at"] as const;
        for (const column of columns) {
          const rows = texts.map((text): Cells => {
            const start = column === "started_at" ? {} : { started_at: other };
            return { ...NO_TIMES, ...start, [column]: text };
          });
          const formed = { ...(plain === undefined ? {} : { started_at: plain }), [column]: own };
          const options = { zone: isOwnZone ? "Asia/Tokyo" : zone, forms: formed };
          for (const [index, { verdict, isSound, period, read }] of seenTwice([NO_TIMES, ...rows], options).entries()) {
            if (index === 0) continue;
            counts.rows += 1;
            if (isSound) counts.sound += 1;
            if (verdict === VERDICTS.unsure) continue;
            counts.sure += 1;
            expect({ text: texts[index - 1], isSound, period }).toEqual({
              text: texts[index - 1],
              isSound: true,
              period: read,
            });
          }
        }
      }),
      sampling(0.01),
    );
    expect(counts.sound).toBeGreaterThan(counts.rows / 10);
    expect(counts.sure).toBeGreaterThan(counts.sound / 4);
  },
);
