/** Written amounts are added exactly, whatever their currency. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createDecimalSum, isSameDecimal, negated } from "../../src/domain/decimal-sum.ts";
import { runs } from "./runs.ts";

function sumOf(...amounts: readonly string[]): string {
  const sum = createDecimalSum();
  for (const amount of amounts) expect(sum.add(amount)).toBe(true);
  return sum.text();
}

describe("decimals add up", () => {
  test.for([
    ["nothing", [], "0"],
    ["whole numbers", ["378", "765"], "1143"],
    ["cents that carry", ["3.50", "0.55", "0.95"], "5.00"],
    ["different decimals", ["1", "0.5", "0.25"], "1.75"],
    ["less than one", ["0.001", "0.009"], "0.010"],
    ["below zero", ["-3.87", "1.00"], "-2.87"],
    ["just below zero", ["-0.07", "0.02"], "-0.05"],
    ["more than a float holds", ["9007199254740993", "0.01"], "9007199254740993.01"],
  ] as const)("%s", ([, amounts, expected]) => {
    expect(sumOf(...amounts)).toBe(expected);
  });

  test("as whole numbers of the smallest unit do", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })), (cents) => {
        const texts = cents.map((amount) => {
          const digits = (amount < 0n ? -amount : amount).toString().padStart(3, "0");
          return `${amount < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        });
        const total = cents.reduce((sum, amount) => sum + amount, 0n);
        expect(BigInt(sumOf("0.00", ...texts).replace(".", ""))).toBe(total);
      }),
      runs(300),
    );
  });

  test.for([[""], ["1e5"], ["0x10"], ["1,000"], [" 1"], ["1."], [".5"], ["+1"], ["--1"], ["١"]] as const)(
    "%j is no decimal, and adds nothing",
    ([text]) => {
      const sum = createDecimalSum();
      sum.add("5");
      expect(sum.add(text)).toBe(false);
      expect(sum.text()).toBe("5");
    },
  );
});

test.for([
  ["378", "-378"],
  ["-3.87", "3.87"],
  ["0", "0"],
  ["0.00", "0.00"],
] as const)("the opposite of %s is %s", ([amount, expected]) => {
  expect(negated(amount)).toBe(expected);
});

test.for([
  ["3900", "3900.00", true],
  ["0.10", "0.1", true],
  ["-0", "0.0", true],
  ["3900", "3900.01", false],
  ["39", "3900", false],
  ["-1", "1", false],
  ["1", "one", false],
] as const)("%s and %s are the same: %s", ([a, b, expected]) => {
  expect(isSameDecimal(a, b)).toBe(expected);
});
