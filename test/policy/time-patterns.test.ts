/** Patterns of times: which are read, what is said about the others, and that each one that is read says one day. */
import fc from "fast-check";
import { DateTime } from "luxon";
import { describe, expect, test } from "vitest";
import { hasShortYear, mayBeDate, readTimePattern } from "../../src/policy/time-patterns.ts";
import { runs } from "../domain/runs.ts";

function faultsOf(text: string): readonly string[] {
  const read = readTimePattern(text);
  return read.kind === "faults" ? read.faults : [];
}

describe("is a pattern", () => {
  test.for([
    ["yyyy-MM-dd"],
    ["yyyyMMdd"],
    ["yyyyMMddHHmmss"],
    ["yyyyMMddHHmmssSSS"],
    ["yyyy-MM-dd'T'HH:mm:ss"],
    ["yyyy. M. d. a h:mm:ss"],
    ["yyyy년 M월 d일 HH시 mm분"],
    ["d/M/yyyy"],
    ["dd.MM.yyyy HH:mm"],
    ["dd-MMM-yyyy"],
    ["d MMM yyyy"],
    ["dMMMyyyy"],
    ["yy/MM/dd"],
    ["yyyy-MM-dd HH:mm:ss.SSSSSSSSS"],
    ["yyyy-MM-dd HH:mm:ssXXX"],
    ["yyyy-MM-dd HH:mm:ss Z"],
    ["yyyy-MM-dd h:mma"],
    ["yyyy-MM-dd ''HH:mm"],
    ["'yyyy'yyyy-MM-dd"],
    ["yyyyMMd"],
  ] as const)("%s", ([text]) => {
    expect(readTimePattern(text)).toEqual({ kind: "pattern", pattern: { kind: "letters", text } });
  });

  test.for([
    ["iso", { kind: "iso" }],
    ["epoch-seconds", { kind: "epoch", unit: "seconds" }],
    ["epoch-millis", { kind: "epoch", unit: "millis" }],
    ["excel-days", { kind: "excel-days" }],
  ] as const)("%s, by its name", ([text, pattern]) => {
    expect(readTimePattern(text)).toEqual({ kind: "pattern", pattern });
  });
});

describe("is no pattern", () => {
  test.for<readonly [text: string, ...says: string[]]>([
    ["ISO", 'is no pattern; did you mean "iso"?'],
    ["epoch-milis", 'is no pattern; did you mean "epoch-millis"?'],
    ["%Y-%m-%d", "has %, which no pattern has; write it as yyyy-MM-dd HH:mm:ss"],
    ["yyyy-MM-dd'T HH:mm", "has a quote that is never closed"],
    ["", "has no year; a year is yyyy", "has no month; a month is MM", "has no day; a day is dd"],
    ["2024", "has no year; a year is yyyy", "has no month; a month is MM", "has no day; a day is dd"],
    ["YYYY-MM-dd", 'has "YYYY", which is not read; a year is yyyy or yy'],
    ["uuuu-MM-dd", 'has "uuuu", which is not read; a year is yyyy or yy'],
    ["yyy-MM-dd", 'has "yyy", which is not read; a year is yyyy or yy'],
    ["y-MM-dd", 'has "y", which is not read; a year is yyyy or yy'],
    ["yyyy-MMMM-dd", 'has "MMMM", which is not read; a month is MM or M or MMM'],
    [
      "YYYY-MM-DD",
      'has "YYYY", which is not read; a year is yyyy or yy',
      'has "DD", which is not read; a day is dd or d',
    ],
    ["yyyy-MM-ddd", 'has "ddd", which is not read; a day is dd or d'],
    ["yyyy-MM-dd kk:mm", 'has "kk", which is not read; an hour is HH or H'],
    ["yyyy-MM-dd HH:mm A", 'has "A", which is not read; AM or PM is a'],
    ["yyyy-MM-dd HH:mm z", 'has "z", which is not read; an offset is X or XX or XXX'],
    ["yyyy-MM-ddTHH:mm", `has "T", which is not read; a letter that stands for itself is in quotes, 'T'`],
    ["EEE yyyy-MM-dd", `has "EEE", which is not read; a letter that stands for itself is in quotes, 'T'`],
    ["yyyy-MM-dd HH:mm:ss.SSSSSSSSSS", 'has "SSSSSSSSSS", which is not read; a part of a second is S or SS or SSS'],
    ["MM-dd", "has no year; a year is yyyy"],
    ["yyyy-dd", "has no month; a month is MM"],
    ["yyyy-MM", "has no day; a day is dd"],
    ["yyyy-mm-dd", "has no month; a month is MM, and mm is a minute", "has a minute and no hour; an hour is HH"],
    ["yyyy-MM-dd HH:MM", "has a month twice, MM and MM; a minute is mm", "has an hour and no minute; a minute is mm"],
    ["yyyy-MM-dd HH:mm:mm", "has a minute twice, mm and mm; a month is MM"],
    ["yyyy-MM-dd HH hh:mm a", "has an hour twice, HH and hh"],
    ["yyyy-MM-dd yy", "has a year twice, yyyy and yy"],
    ["yyyy-MM-dd XXZ", "has an offset twice, XX and Z"],
    ["yyyy-MM-dd hh:mm", "has an hour of AM or PM, and no a, which says which; an hour of 24 is HH"],
    ["yyyy-MM-dd HH:mm a", "has a, which is AM or PM, and no hour beside it; that hour is hh"],
    ["yyyy-MM-dd a", "has a, which is AM or PM, and no hour beside it; that hour is hh"],
    ["yyyy-MM-dd mm", "has a minute and no hour; an hour is HH"],
    ["yyyy-MM-dd HH", "has an hour and no minute; a minute is mm"],
    ["yyyy-MM-dd HH.ss", "has an hour and no minute; a minute is mm", "has a second and no minute; a minute is mm"],
    ["yyyy-MM-dd HH:mm.SSS", "has a part of a second and no second; a second is ss"],
    ["yyyyMd", "has M right before d, so that its digits cannot be told; write MM"],
    [
      "dMyyyy",
      "has d right before M, so that its digits cannot be told; write dd",
      "has M right before yyyy, so that its digits cannot be told; write MM",
    ],
    ["yyyy-MM-dd H0:mm", "has H right before 0:, so that its digits cannot be told; write HH"],
    ["yyyy-MM-dd H'0':mm", "has H right before '0', so that its digits cannot be told; write HH"],
  ])("%s", ([text, ...says]) => {
    expect(faultsOf(text)).toEqual(says.map((each) => `${JSON.stringify(text)} ${each}`));
  });
});

describe("knows of a pattern", () => {
  test.for([
    ["yyyyMMdd", false, true],
    ["yy.MM.dd", true, true],
    ["yyyy-MM-dd HH:mm", false, false],
    ["yyyy-MM-dd a h:mm", false, false],
    ["'yy H'yyyy-MM-dd", false, true],
    ["iso", false, true],
    ["excel-days", false, true],
    ["epoch-seconds", false, false],
    ["epoch-millis", false, false],
  ] as const)("%s whether its years are short, and whether it can be a date", ([text, short, date]) => {
    const read = readTimePattern(text);
    if (read.kind === "faults") throw new Error(read.faults.join());
    expect([hasShortYear(read.pattern), mayBeDate(read.pattern)]).toEqual([short, date]);
  });
});

const part = fc.constantFrom(
  ...["yyyy", "MM", "M", "MMM", "dd", "d", "HH", "H", "hh", "h", "mm", "m", "ss", "s", "SSS", "a"],
  ...["-", ".", "/", " ", ":", "년 ", "'T'", "''"],
);

/** Half of them at random, half of them a date that other parts follow. */
const text = fc
  .tuple(fc.constantFrom("", "yyyy-MM-dd ", "yyyyMMdd", "d/M/yyyy ", "dd-MMM-yyyy "), fc.array(part, { maxLength: 7 }))
  .map(([date, parts]) => date + parts.join(""));

test("whatever is a pattern writes two moments alike only where it reads them alike, as luxon does", () => {
  let read = 0;
  fc.assert(
    fc.property(
      text,
      fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true }),
      (pattern, date) => {
        // luxon knows no quote that is doubled outside of quotes.
        if (readTimePattern(pattern).kind === "faults" || pattern.includes("''")) return;
        read += 1;
        const options = { zone: "UTC", locale: "en" } as const;
        const written = DateTime.fromJSDate(date, options).toFormat(pattern, { locale: "en" });
        const again = DateTime.fromFormat(written, pattern, options);
        expect([pattern, again.toFormat("yyyy-MM-dd")]).toEqual([pattern, date.toISOString().slice(0, 10)]);
        expect(again.toFormat(pattern, { locale: "en" })).toBe(written);
      },
    ),
    runs(2000),
  );
  expect(read).toBeGreaterThan(50);
});
