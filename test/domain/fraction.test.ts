import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ROUNDINGS, type Rounding, roundFraction, roundToStep } from "../../src/domain/fraction.ts";
import { runs } from "./runs.ts";

describe("rounds a division once, the way it is told", () => {
  test.for([
    // over, under, up, down, half-up, half-even
    ["nothing to round", 12n, 4n, "3 3 3 3"],
    ["zero", 0n, 7n, "0 0 0 0"],
    ["exactly a half, after an even number", 5n, 2n, "3 2 3 2"],
    ["exactly a half, after an odd number", 7n, 2n, "4 3 4 4"],
    ["exactly a half, after zero", 1n, 2n, "1 0 1 0"],
    ["just under a half", 49n, 100n, "1 0 0 0"],
    ["just over a half", 51n, 100n, "1 0 1 1"],
    ["just over a whole number", 301n, 100n, "4 3 3 3"],
    ["just under a whole number", 399n, 100n, "4 3 4 4"],
    [
      "more digits than a float has",
      2n ** 80n + 1n,
      2n,
      `${2n ** 79n + 1n} ${2n ** 79n} ${2n ** 79n + 1n} ${2n ** 79n}`,
    ],
    ["C6: 980 JPY for 2 of 31 days", 980n * 2n, 31n, "64 63 63 63"],
  ] as const)("%s", ([, over, under, expected]) => {
    expect(ROUNDINGS).toEqual(["up", "down", "half-up", "half-even"]);
    expect(ROUNDINGS.map((rounding) => roundFraction({ over, under }, rounding)).join(" ")).toBe(expected);
  });

  test.for([
    ["A4: 15 hours of 30 days, 50,000", 50_000n * 15n, 30n * 24n, 1n, "half-up", 1_042n],
    ["A4: 15 hours of 31 days, 50,000", 50_000n * 15n, 31n * 24n, 1n, "half-up", 1_008n],
    ["A4: 72 hours of 31 days, 3,900", 3_900n * 72n, 31n * 24n, 1n, "half-up", 377n],
    ["A4: the same, up", 3_900n * 72n, 31n * 24n, 1n, "up", 378n],
    ["A4: the same, up to 10 KRW", 3_900n * 72n, 31n * 24n, 10n, "up", 380n],
    ["A4: the same, down to 10 KRW", 3_900n * 72n, 31n * 24n, 10n, "down", 370n],
    ["A2: 6 of 31 days of 39,000, to 10 KRW", 39_000n * 6n, 31n, 10n, "half-up", 7_550n],
    ["A2: 6 of 31 days of 22,000, to 10 KRW", 22_000n * 6n, 31n, 10n, "half-up", 4_260n],
    ["A3: 2 of 31 days of 10 pounds, in pence", 1_000n * 2n, 31n, 1n, "half-up", 65n],
    ["A3: the same, down", 1_000n * 2n, 31n, 1n, "down", 64n],
    ["A3: 3 of 30 days of 7,900", 7_900n * 3n, 30n, 1n, "half-up", 790n],
    ["A14: 107 of 744 hours of 3,900", 3_900n * 107n, 744n, 1n, "half-up", 561n],
    ["A14: 127 and a half of 744 hours", 3_900n * 255n, 744n * 2n, 1n, "half-up", 668n],
    ["T11: 890 minutes up to hours", 89n * 10n, 1n, 60n, "up", 900n],
    ["exactly a step", 370n, 1n, 10n, "up", 370n],
    ["just over a step", 3_701n, 10n, 10n, "up", 380n],
    ["half a step, after an even one", 25n, 1n, 10n, "half-even", 20n],
    ["half a step, after an odd one", 35n, 1n, 10n, "half-even", 40n],
    ["half a step, half up", 25n, 1n, 10n, "half-up", 30n],
    ["just under half a step", 249n, 10n, 10n, "half-up", 20n],
    ["less than a step, down", 9n, 1n, 10n, "down", 0n],
  ] as const)("%s", ([, over, under, step, rounding, expected]) => {
    expect(roundToStep({ over, under }, step, rounding)).toBe(expected);
  });

  test.for([
    ["no denominator", 1n, 0n],
    ["a negative denominator", 1n, -2n],
    ["a negative numerator", -1n, 2n],
  ] as const)("refuses %s", ([, over, under]) => {
    const refused = new RangeError(`cannot round ${over}/${under}`);
    for (const rounding of ROUNDINGS) expect(() => roundFraction({ over, under }, rounding)).toThrow(refused);
  });

  test("refuses steps of nothing", () => {
    expect(() => roundToStep({ over: 1n, under: 2n }, 0n, "up")).toThrow(RangeError);
  });
});

const anyOver = fc.oneof(fc.bigInt({ min: 0n, max: 1_000n }), fc.bigInt({ min: 0n, max: 10n ** 40n }));
const anyUnder = fc.oneof(fc.bigInt({ min: 1n, max: 24n }), fc.bigInt({ min: 1n, max: 10n ** 20n }));
const anyRounding = fc.constantFrom(...ROUNDINGS);

/** The same four ways of rounding, each as one division after a shift. */
function naive(over: bigint, under: bigint, rounding: Rounding): bigint {
  const halfUp = (over + over + under) / (under + under);
  if (rounding === "down") return (over - (over % under)) / under;
  if (rounding === "up") return -(-over / under) + (over % under === 0n ? 0n : 1n);
  if (rounding === "half-up") return halfUp;
  const tie = (over + over) % under === 0n && ((over + over) / under) % 2n === 1n;
  return tie && halfUp % 2n === 1n ? halfUp - 1n : halfUp;
}

describe("agrees with plain arithmetic", () => {
  test("on every way of rounding", () => {
    fc.assert(
      fc.property(anyOver, anyUnder, anyRounding, (over, under, rounding) => {
        expect(roundFraction({ over, under }, rounding)).toBe(naive(over, under, rounding));
      }),
      runs(5_000),
    );
  });

  test("on exact halves, where the ways differ", () => {
    fc.assert(
      fc.property(anyOver, anyUnder, anyRounding, (whole, half, rounding) => {
        const even = whole % 2n === 0n ? whole : whole + 1n;
        const expected = { up: whole + 1n, down: whole, "half-up": whole + 1n, "half-even": even }[rounding];
        expect(roundFraction({ over: (2n * whole + 1n) * half, under: 2n * half }, rounding)).toBe(expected);
      }),
      runs(2_000),
    );
  });

  test("rounding is never a whole unit away, and halves never more than half", () => {
    fc.assert(
      fc.property(anyOver, anyUnder, anyRounding, (over, under, rounding) => {
        const error = roundFraction({ over, under }, rounding) * under - over;
        const size = error < 0n ? -error : error;
        expect(size < under).toBe(true);
        if (rounding === "up") expect(error >= 0n).toBe(true);
        if (rounding === "down") expect(error <= 0n).toBe(true);
        if (rounding.startsWith("half")) expect(2n * size <= under).toBe(true);
      }),
      runs(2_000),
    );
  });

  test("a fraction and the same fraction, not reduced, round alike", () => {
    fc.assert(
      fc.property(
        anyOver,
        anyUnder,
        fc.bigInt({ min: 1n, max: 1_000n }),
        anyRounding,
        (over, under, times, rounding) => {
          const reduced = roundFraction({ over, under }, rounding);
          expect(roundFraction({ over: over * times, under: under * times }, rounding)).toBe(reduced);
        },
      ),
      runs(1_000),
    );
  });

  test("more never rounds to less", () => {
    fc.assert(
      fc.property(anyOver, anyOver, anyUnder, anyRounding, (over, more, under, rounding) => {
        const less = roundFraction({ over, under }, rounding);
        expect(roundFraction({ over: over + more, under }, rounding) >= less).toBe(true);
      }),
      runs(1_000),
    );
  });

  test("steps: the nearest multiple in the direction of the rounding", () => {
    const small = fc.bigInt({ min: 0n, max: 500n });
    const smallUnder = fc.bigInt({ min: 1n, max: 20n });
    fc.assert(
      fc.property(small, smallUnder, fc.bigInt({ min: 1n, max: 50n }), anyRounding, (over, under, step, rounding) => {
        // Every multiple of the step, from below to the first one above.
        let low = 0n;
        while ((low + step) * under <= over) low += step;
        const high = low * under === over ? low : low + step;
        const [fromLow, toHigh] = [over - low * under, high * under - over];
        const even = (low / step) % 2n === 0n ? low : high;
        const nearest = fromLow < toHigh ? low : high;
        const expected = {
          up: high,
          down: low,
          "half-up": nearest,
          "half-even": fromLow === toHigh ? even : nearest,
        }[rounding];
        expect(roundToStep({ over, under }, step, rounding)).toBe(expected);
      }),
      runs(3_000),
    );
  });
});
