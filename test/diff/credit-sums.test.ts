/** Sums of amounts as text, by currency. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createCreditSums } from "../../src/diff/credit-sums.ts";
import { sampling } from "../support/sampling.ts";

function sumOf(amounts: readonly (readonly [string, string])[]) {
  const sums = createCreditSums();
  for (const [amount, currency] of amounts) sums.add(amount, currency);
  return sums.texts();
}

describe("adds amounts exactly", () => {
  test.for([
    ["nothing", [], {}],
    ["an empty amount, which pays nothing", [["", "KRW"]], {}],
    [
      "amounts of money in any letters, and units as they are",
      [
        ["1.50", "USD"],
        ["2", "usd"],
        ["3", "points"],
        ["4", "POINTS"],
      ],
      { POINTS: "4", USD: "3.50", points: "3" },
    ],
    [
      "whole amounts",
      [
        ["378", "KRW"],
        ["2", "KRW"],
      ],
      { KRW: "380" },
    ],
    [
      "decimals",
      [
        ["3.87", "USD"],
        ["0.13", "USD"],
      ],
      { USD: "4.00" },
    ],
    [
      "what a float would get wrong",
      [
        ["0.1", "USD"],
        ["0.2", "USD"],
      ],
      { USD: "0.3" },
    ],
    [
      "other numbers of decimals",
      [
        ["3.9", "X"],
        ["0.25", "X"],
        ["1", "X"],
      ],
      { X: "5.15" },
    ],
    [
      "what is taken back",
      [
        ["3.50", "USD"],
        ["-4.25", "USD"],
        ["-378", "KRW"],
      ],
      { KRW: "-378", USD: "-0.75" },
    ],
    [
      "less than one",
      [
        ["0.001", "BHD"],
        ["0.002", "BHD"],
      ],
      { BHD: "0.003" },
    ],
    [
      "currencies apart, in the order of their names",
      [
        ["2", "USD"],
        ["1", "KRW"],
      ],
      { KRW: "1", USD: "2" },
    ],
    [
      "more than a float can hold",
      [
        ["9007199254740993", "KRW"],
        ["1", "KRW"],
      ],
      { KRW: "9007199254740994" },
    ],
  ] as const)("%s", ([, amounts, expected]) => {
    expect(sumOf(amounts)).toEqual(expected);
    expect(Object.keys(sumOf(amounts))).toEqual(Object.keys(expected));
  });

  test("in any order", () => {
    const amount = fc.tuple(fc.nat(999), fc.integer({ min: 0, max: 3 })).map(([n, decimals]) => {
      const digits = String(n).padStart(decimals + 1, "0");
      return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
    });
    fc.assert(
      fc.property(fc.array(amount), (amounts) => {
        const forward = sumOf(amounts.map((text) => [text, "X"] as const));
        const backward = sumOf(amounts.toReversed().map((text) => [text, "X"] as const));
        expect(backward).toEqual(forward);
      }),
      sampling(),
    );
  });
});
