import { describe, expect, test } from "vitest";
import { countedCode, createCurrencyTable, isIsoCurrency } from "../../src/domain/currency.ts";

const iso = createCurrencyTable(new Map());

/** The currencies of ISO 4217 whose minor unit is not a hundredth; all others have two decimals. */
const NOT_TWO_DECIMALS: ReadonlyMap<string, number> = new Map([
  ..."BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0] as const),
  ..."BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3] as const),
  ..."CLF UYW".split(" ").map((code) => [code, 4] as const),
]);

function decimalsOf(code: string): number | undefined {
  const currency = iso.find(code);
  return currency === undefined ? undefined : iso.decimalsOf(currency);
}

describe("knows the decimals of ISO 4217", () => {
  test.for([
    ["won", "KRW", 0],
    ["yen", "JPY", 0],
    ["dollars", "USD", 2],
    ["pounds", "GBP", 2],
    ["forints, which shops count without decimals", "HUF", 2],
    ["New Taiwan dollars, which Intl counts without decimals", "TWD", 2],
    ["rupiahs, which Intl counts without decimals", "IDR", 2],
    ["Icelandic krónur", "ISK", 0],
    ["dinars of Bahrain", "BHD", 3],
    ["unidades de fomento", "CLF", 4],
    ["ariary, of which five are one in circulation but not in ISO 4217", "MGA", 2],
    ["ouguiya, likewise", "MRU", 2],
  ] as const)("%s: %s", ([, code, expected]) => {
    expect(decimalsOf(code)).toBe(expected);
  });

  test("every other currency of the table has two, save the fifths of Madagascar and Mauritania above", () => {
    const others = iso.codes.filter((code) => code !== "MGA" && code !== "MRU");
    expect(others.length).toBeGreaterThan(150);
    const wrong = others.filter((code) => decimalsOf(code) !== (NOT_TWO_DECIMALS.get(code) ?? 2));
    expect(wrong).toEqual([]);
  });

  test("none of those with other decimals is missing", () => {
    expect([...NOT_TWO_DECIMALS.keys()].filter((code) => !isIsoCurrency(code))).toEqual([]);
  });
});

describe("finds what is a currency, and nothing else", () => {
  test.for([
    ["a currency", "KRW", true],
    ["small letters", "krw", false],
    ["a code of nobody", "KRX", false],
    ["a blank behind it", "KRW ", false],
    ["nothing", "", false],
    ["a property of every object", "constructor", false],
    ["another one", "__proto__", false],
  ] as const)("%s", ([, code, expected]) => {
    expect(isIsoCurrency(code)).toBe(expected);
    expect(iso.find(code)).toBe(expected ? code : undefined);
    expect(iso.codes.includes(code)).toBe(expected);
  });
});

describe("reads money in any letters, as a cell has it", () => {
  const table = createCurrencyTable(
    new Map([
      ["GOLD", 0],
      ["points", 0],
    ]),
  );

  test.for([
    ["capitals", "USD", "USD"],
    ["small letters", "usd", "USD"],
    ["both", "uSd", "USD"],
    ["money that has ended", "hrk", "HRK"],
    ["a unit", "GOLD", "GOLD"],
    ["a unit in small letters", "points", "points"],
    ["a unit in other letters than its own", "gold", undefined],
    ["a unit in capitals that are not its own", "POINTS", undefined],
    ["nobody's code", "won", undefined],
    ["a letter whose capital is another's, too", "ıdr", undefined],
    ["a blank", "usd ", undefined],
    ["nothing", "", undefined],
    ["a property of every object", "constructor", undefined],
  ] as const)("%s", ([, code, expected]) => {
    expect(table.read(code)).toBe(expected);
    expect(countedCode(code)).toBe(expected ?? code);
  });

  test("and a policy in capitals only", () => {
    expect(table.find("usd")).toBeUndefined();
  });
});

describe("adds the units of a policy", () => {
  const units = createCurrencyTable(
    new Map([
      ["GOLD", 0],
      ["POINTS", 2],
      ["KRW", 6],
    ]),
  );

  test.for([
    ["a unit without decimals", "GOLD", 0],
    ["a unit with decimals", "POINTS", 2],
    ["a currency is still there", "USD", 2],
    ["no unit takes the place of a currency", "KRW", 0],
    ["A26: a unit nobody declared", "GEM", undefined],
    ["A26: a unit in other letters", "Gold", undefined],
  ] as const)("%s", ([, code, expected]) => {
    const found = units.find(code);
    expect(found === undefined ? undefined : units.decimalsOf(found)).toBe(expected);
  });

  test("they are not currencies of ISO 4217", () => {
    expect(isIsoCurrency("GOLD")).toBe(false);
    expect(iso.find("GOLD")).toBeUndefined();
  });

  test("a unit of one policy is not one of another", () => {
    const gold = units.find("GOLD");
    if (gold === undefined) expect.fail("GOLD is not found");
    expect(() => iso.decimalsOf(gold)).toThrow(RangeError);
  });

  test("every code is listed once", () => {
    expect(new Set(units.codes).size).toBe(units.codes.length);
    expect(units.codes).toEqual(expect.arrayContaining(["GOLD", "POINTS", "KRW", "USD"]));
  });
});
