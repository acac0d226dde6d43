/** Numbers and texts of the summary. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { warningEn } from "../../src/report/sentences/warnings-en.ts";
import { countText, creditsText, grouped, summaryText, type Warning } from "../../src/report/summary.ts";
import { runs } from "../domain/runs.ts";
import { PLAIN_SUMMARY } from "../support/plain-summary.ts";

describe("numbers are grouped", () => {
  test.for([
    [0, "0"],
    [7, "7"],
    [999, "999"],
    [1000, "1,000"],
    [999_999, "999,999"],
    [1_204_331, "1,204,331"],
    ["431788000", "431,788,000"],
    ["0.05", "0.05"],
    ["1234.5678", "1,234.5678"],
    ["1000000000000000000000", "1,000,000,000,000,000,000,000"],
  ] as const)("%s as %s", ([count, expected]) => {
    expect(grouped(count)).toBe(expected);
  });

  test("so that the number is read again when the commas are taken out", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), (count) => {
        const text = grouped(String(count));
        expect(text).toMatch(/^\d{1,3}(,\d{3})*$/);
        expect(BigInt(text.replaceAll(",", ""))).toBe(count);
      }),
      runs(300),
    );
  });

  test.for([
    [0, "0 rows"],
    [1, "1 row"],
    [2, "2 rows"],
    [1001, "1,001 rows"],
  ] as const)("%d is counted as %s", ([count, expected]) => {
    expect(countText(count, "row")).toBe(expected);
  });
});

describe("money", () => {
  test.for([
    [{}, ""],
    [{ KRW: "378" }, "378 KRW"],
    [{ KRW: "431788", "MELON-CASH": "1500" }, "431,788 KRW, 1,500 MELON-CASH"],
    [{ USD: "1234.50" }, "1,234.50 USD"],
  ] as const)("%j is shown as %j", ([credits, expected]) => {
    expect(creditsText(credits)).toBe(expected);
  });
});

describe("summary.json", () => {
  test("is the summary, read back the same, with a line end", () => {
    const text = summaryText(PLAIN_SUMMARY);
    expect(JSON.parse(text)).toEqual(PLAIN_SUMMARY);
    expect(text.endsWith("}\n")).toBe(true);
  });
});

describe("every warning says what it is about", () => {
  test.for([
    ["dead-on-arrival", 2, "kakaopage: 2 records would already be over when they get their new end. "],
    ["dead-on-arrival", 1, "kakaopage: 1 record would already be over when it gets its new end. "],
    ["moves-charge", 1, "kakaopage: the next charge of 1 subscription comes later. "],
    ["rule-unused", 0, "kakaopage: no record"],
    ["service-unnamed", 0, "kakaopage: no rule is for this service, which the exports have. "],
    ["no-final-newline", 0, "kakaopage: the last line has no line end"],
    ["mapping-changed", 0, "kakaopage: that run read the exports of this outage by another mapping"],
    ["rows-skipped", 1, "kakaopage: 1 row was left out, because the mapping says that it is no record"],
    ["rows-skipped", 2, "kakaopage: 2 rows were left out, because the mapping says that they are no records"],
  ] as const)("%s", ([code, records, expected]) => {
    const warning: Warning = { code, about: "kakaopage", records };
    expect(warningEn(warning).slice(0, expected.length)).toBe(expected);
  });

  test("and about which id", () => {
    const example = { line: 2, column: "rental_id", value: "1.2E+15" };
    const text = warningEn({ code: "id-damaged", about: "rentals.csv", records: 2, example });
    expect(text).toContain(
      'rentals.csv: 2 rows have a rental_id that a spreadsheet changed, first in line 2: "1.2E+15". ',
    );
  });

  test.for([
    [1, undefined, 'subs.csv: 1 row has a price that cannot be read, first in line 12000: "4,900". '],
    [
      1200,
      "price-invalid",
      'subs.csv: 1,200 rows have a price that cannot be read, first in line 12000: "4,900" (price-invalid). ',
    ],
  ] as const)("and about which cell: %d", ([records, fault, expected]) => {
    const example = { line: 12_000, column: "price", value: "4,900", ...(fault === undefined ? {} : { fault }) };
    const warning: Warning = { code: "unread-fault", about: "subs.csv", records, example };
    expect(warningEn(warning).slice(0, expected.length)).toBe(expected);
  });
});
