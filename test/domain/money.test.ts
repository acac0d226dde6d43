import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCurrencyTable } from "../../src/domain/currency.ts";
import { formatMinor, formatMoney, parseMinor, parseMinorUp, parseMoney } from "../../src/domain/money.ts";
import { runs } from "./runs.ts";

const currencies = createCurrencyTable(new Map([["MELON-CASH", 0]]));

describe("reads an earlier amount in minor units, rounded up", () => {
  test.for([
    ["as many decimals", "1.5", 1, 15n],
    ["more decimals now", "1.5", 2, 150n],
    ["none any more", "1.5", 0, 2n],
    ["none any more, of a hundredth", "1.01", 0, 2n],
    ["none any more, of zeros", "1.00", 0, 1n],
    ["one less", "0.99", 1, 10n],
    ["one less, which is exact", "0.90", 1, 9n],
    ["nothing", "0.00", 0, 0n],
    ["more digits than a column may have", "12345678901234567890.01", 1, 123_456_789_012_345_678_901n],
    ["a minus", "-1", 0, undefined],
    ["no digits", "", 0, undefined],
    ["a text", "1.5 POINT", 0, undefined],
  ] as const)("%s", ([, text, decimals, expected]) => {
    expect(parseMinorUp(text, decimals)).toBe(expected);
  });
});

describe("reads a plain amount in minor units", () => {
  test.for([
    ["won have no decimals", "3900", 0, 3_900n],
    ["zeros where there are no decimals", "3900.00", 0, 3_900n],
    ["a decimal where there are none", "3900.5", 0, undefined],
    ["a hidden decimal where there are none", "3900.001", 0, undefined],
    ["cents", "3.87", 2, 387n],
    ["one decimal of two", "3.8", 2, 380n],
    ["no decimals of two", "3", 2, 300n],
    ["three decimals of which the last is zero", "3.870", 2, 387n],
    ["three decimals of which the last is not", "3.871", 2, undefined],
    ["three decimals", "1.234", 3, 1_234n],
    ["zero", "0", 2, 0n],
    ["zero in full", "0.00", 2, 0n],
    ["less than a unit", "0.01", 2, 1n],
    ["leading zeros", "0010.50", 2, 1_050n],
    ["fifteen digits", "999999999999999", 0, 999_999_999_999_999n],
    ["sixteen digits", "1000000000000000", 0, 1_000_000_000_000_000n],
    ["forty digits", "1".repeat(40), 0, BigInt("1".repeat(40))],
    ["forty-one digits", "1".repeat(41), 0, undefined],
    ["fifteen decimals", "1.000000000000000", 2, 100n],
    ["sixteen decimals", "1.0000000000000000", 2, undefined],
    ["more than a float can hold", "999999999999999.99", 2, 99_999_999_999_999_999n],
  ] as const)("%s", ([, text, decimals, expected]) => {
    expect(parseMinor(text, decimals)).toBe(expected);
  });

  test.for([
    ["nothing", ""],
    ["a blank", " "],
    ["a sign", "-5"],
    ["a plus", "+5"],
    ["grouping", "3,900"],
    ["a comma for the point", "3,90"],
    ["grouping with blanks", "3 900"],
    ["an exponent", "1E5"],
    ["a currency sign", "$5"],
    ["a currency", "5 USD"],
    ["no whole part", ".50"],
    ["no decimals after the point", "5."],
    ["two points", "1.2.3"],
    ["hexadecimal", "0x10"],
    ["not a number", "NaN"],
    ["infinity", "Infinity"],
    ["wide digits", "３９００"],
    ["a blank before", " 5"],
    ["a blank after", "5 "],
    ["a line end", "5\n"],
  ] as const)("refuses %s", ([, text]) => {
    expect(parseMinor(text, 2)).toBeUndefined();
  });
});

describe("writes an amount with its currency's decimals", () => {
  test.for([
    ["no decimals", 378n, 0, "378"],
    ["two decimals", 387n, 2, "3.87"],
    ["a zero at the end", 380n, 2, "3.80"],
    ["less than a unit", 7n, 2, "0.07"],
    ["exactly a unit", 100n, 2, "1.00"],
    ["one less than a unit", 99n, 2, "0.99"],
    ["nothing", 0n, 2, "0.00"],
    ["nothing without decimals", 0n, 0, "0"],
    ["three decimals", 1_234n, 3, "1.234"],
    ["four decimals", 5n, 4, "0.0005"],
  ] as const)("%s", ([, minor, decimals, expected]) => {
    expect(formatMinor(minor, decimals)).toBe(expected);
  });

  test("what was written is read as it was", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n - 1n }), fc.nat(6), (minor, decimals) => {
        expect(parseMinor(formatMinor(minor, decimals), decimals)).toBe(minor);
      }),
      runs(1_000),
    );
  });

  test("it stands for minor units over a power of ten", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.nat(6), (minor, decimals) => {
        const text = formatMinor(minor, decimals);
        const [whole = "", fraction = ""] = text.split(".");
        expect(fraction).toHaveLength(decimals);
        expect(text).toMatch(/^(0|[1-9]\d*)(\.\d+)?$/);
        expect(BigInt(whole) * 10n ** BigInt(decimals) + BigInt(fraction === "" ? "0" : fraction)).toBe(minor);
      }),
      runs(1_000),
    );
  });

  test("zeros added after it change nothing", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.nat(4), fc.nat(5), (minor, decimals, zeros) => {
        const text = formatMinor(minor, decimals);
        const padded = zeros === 0 ? text : (text.includes(".") ? text : `${text}.`) + "0".repeat(zeros);
        expect(parseMinor(padded, decimals)).toBe(minor);
      }),
      runs(500),
    );
  });
});

describe("reads an amount with its currency", () => {
  test.for([
    ["won", "1500 KRW", "1500 KRW"],
    ["won with zeros", "1500.00 KRW", "1500 KRW"],
    ["dollars", "1.5 USD", "1.50 USD"],
    ["a unit of the policy", "1500 MELON-CASH", "1500 MELON-CASH"],
    ["blanks around and between", "  1500   KRW ", "1500 KRW"],
    ["too fine for the currency", "1500.5 KRW", "none"],
    ["no currency", "1500", "none"],
    ["no amount", "KRW", "none"],
    ["the currency first", "KRW 1500", "none"],
    ["an unknown currency", "1500 KRX", "none"],
    ["small letters", "1500 krw", "none"],
    ["something after it", "1500 KRW net", "none"],
    ["no blank", "1500KRW", "none"],
    ["a sign", "-1500 KRW", "none"],
    ["nothing", "", "none"],
    ["blanks", "   ", "none"],
  ] as const)("%s", ([, text, expected]) => {
    const money = parseMoney(text, currencies);
    expect(money === undefined ? "none" : formatMoney(money, currencies)).toBe(expected);
  });

  test("what was written is read as it was, in every currency", () => {
    fc.assert(
      fc.property(fc.constantFrom(...currencies.codes), fc.bigInt({ min: 0n, max: 10n ** 14n }), (code, minor) => {
        const currency = currencies.find(code);
        if (currency === undefined) expect.fail(`${code} is listed and not found`);
        expect(parseMoney(formatMoney({ minor, currency }, currencies), currencies)).toEqual({ minor, currency });
      }),
      runs(1_000),
    );
  });
});
