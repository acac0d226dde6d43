import { describe, expect, test } from "vitest";
import { type Currency, createCurrencyTable, isIsoCurrency } from "../../src/domain/currency.ts";
import { ENDED_CURRENCIES, endedText } from "../../src/domain/ended-currencies.ts";
import { instantAt } from "../../src/domain/instant.ts";

const table = createCurrencyTable(new Map());

describe("money that has ended", () => {
  test.for([
    ["HRK", 2, "2023-01-01", "EUR"],
    ["BYR", 0, "2017-01-01", "BYN"],
    ["ANG", 2, "2025-03-31", "XCG"],
    ["BGN", 2, "2026-01-01", "EUR"],
    ["VEF", 2, "2018-08-20", "VES"],
    ["VEB", 2, "2008-01-01", "VEF"],
  ] as const)("%s has %i decimals, ended on %s and became %s", ([code, decimals, day, became]) => {
    const found = table.find(code);
    expect(found && table.decimalsOf(found)).toBe(decimals);
    expect(endedText(code)).toBe(`${code}, which ended on ${day} and became ${became}`);
  });

  test.for([
    ["money of today", "EUR"],
    ["what came after it", "XCG"],
    ["nobody's", "HRX"],
    ["a property of every object", "constructor"],
  ] as const)("is not %s", ([, code]) => {
    expect(endedText(code)).toBeUndefined();
  });

  test("each became what is money, or has ended as well", () => {
    for (const [code, { became }] of ENDED_CURRENCIES) {
      expect(isIsoCurrency(became), code).toBe(true);
      expect(became).not.toBe(code);
    }
  });

  test("each ended on a day, of which the table knows no later one", () => {
    for (const [code, { day, at }] of ENDED_CURRENCIES) {
      expect(day, code).toMatch(/^20\d\d-\d\d-\d\d$/);
      expect(new Date(at).toISOString().slice(0, 10), code).toBe(day);
    }
  });

  test("it is not proposed where a code was misspelt", () => {
    expect(table.codes.filter((code) => ENDED_CURRENCIES.has(code))).toEqual([]);
  });

  test.for([
    ["just before", -1, false],
    ["as it ends", 0, true],
    ["long after", 1e12, true],
  ] as const)("has ended for an outage that begins %s: %i ms", ([, after, expected]) => {
    const at = ENDED_CURRENCIES.get("HRK")?.at ?? Number.NaN;
    const read = createCurrencyTable(new Map(), instantAt(at + after));
    expect(read.endedAt("HRK" as Currency)).toBe(expected ? at : undefined);
    expect(read.endedAt("EUR" as Currency)).toBeUndefined();
  });
});
