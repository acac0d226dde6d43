/** Values that are counted: exactly up to a limit, in bins beyond it; against all values, sorted. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  countValue,
  createCountedValues,
  createValueRoom,
  rangesOf,
  type Value,
  type ValueRange,
  type ValueRoom,
} from "../../src/run/settle/counted-values.ts";
import { drawnRanges, spreadOf } from "../../src/run/settle/value-figures.ts";
import { runs } from "../domain/runs.ts";

function rangesFrom(values: Iterable<Value>, room: ValueRoom = createValueRoom()): readonly ValueRange[] {
  const counted = createCountedValues(room);
  for (const value of values) countValue(counted, value);
  return rangesOf(counted);
}

function upTo(last: number, from = 1): readonly number[] {
  return Array.from({ length: last - from + 1 }, (_, index) => from + index);
}

const sumOf = (values: readonly Value[]) => values.reduce<bigint>((sum, value) => sum + BigInt(value), 0n);

describe("values are counted", () => {
  test.for([
    ["one value", [378], 1],
    ["a value again and again", [378, 378, 378, 500, 378], 2],
    ["as many values as are exact", upTo(4096 + 99_999, 100_000), 4096],
    ["nothing", [0, 0], 1],
    ["values that numbers do not hold", [2n ** 53n, 2n ** 53n + 1n, 2n ** 62n, 5], 4],
  ] as const)("exactly: %s", ([, values, ranges]) => {
    const found = rangesFrom(values);
    expect(found.length).toBe(ranges);
    expect(found.every(({ least, most }) => least === most)).toBe(true);
    expect(found.reduce((sum, range) => sum + range.sum, 0n)).toBe(sumOf(values));
  });

  test("in bins at most a thousandth wide where there is one more, whatever the order", () => {
    const values = upTo(4097 + 99_999, 100_000);
    const found = rangesFrom(values);
    expect(found.some(({ least, most }) => least < most)).toBe(true);
    for (const { least, most } of found) expect((most - least + 1n) * 1000n).toBeLessThanOrEqual(least);
    expect(rangesFrom([...values].reverse())).toEqual(found);
    expect(rangesFrom([...values].sort((a, b) => (a % 97) - (b % 97)))).toEqual(found);
  });

  test("in bins also where the last exact value comes again, and the room of values that share a bin is free again", () => {
    const room = { left: 10_000 };
    const values = upTo(4097 + 99_999, 100_000);
    const found = rangesFrom([...values, 104_095, 104_095], room);
    expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(4099);
    expect(room.left).toBe(10_000 - found.length);
  });

  test("small values apart from each other also in bins", () => {
    const found = rangesFrom(upTo(5000));
    expect(found.filter(({ least }) => least < 2048n).every(({ least, most }) => least === most)).toBe(true);
    expect(found.find(({ least }) => least >= 2048n)).toMatchObject({ least: 2048n, most: 2049n, count: 2 });
  });

  test("with exact sums and ends, in however little room", () => {
    const value = fc.oneof(
      fc.nat(50),
      fc.nat(2 ** 31 - 1),
      fc.maxSafeNat(),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n - 1n }),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 400 }), fc.nat(300), (values, left) => {
        const found = rangesFrom(values, { left });
        const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
        let from = 0;
        for (const { count, least, most, sum } of found) {
          const own = sorted.slice(from, from + count);
          expect([BigInt(own[0] ?? -1), BigInt(own.at(-1) ?? -1), sumOf(own)]).toEqual([least, most, sum]);
          from += count;
        }
        expect(from).toBe(values.length);
      }),
      runs(300),
    );
  });

  test("in few bins each where there is no more room, which later values find again", () => {
    const room = { left: 100 };
    const first = createCountedValues(room);
    for (const value of upTo(100)) countValue(first, value);
    expect(room.left).toBe(0);
    const found = rangesFrom(upTo(4000), room);
    expect(found.length).toBeLessThanOrEqual(64);
    expect(found.reduce((sum, { count }) => sum + count, 0)).toBe(4000);
    expect(rangesOf(first).length).toBe(100);
  });
});

describe("a spread", () => {
  test.for([
    ["one value", [7], { count: 1, smallest: 7n, median: 7n, largest: 7n, isAbout: false }],
    ["an odd number", [9, 1, 5], { count: 3, smallest: 1n, median: 5n, largest: 9n, isAbout: false }],
    ["an even number", [9, 1, 5, 7], { count: 4, smallest: 1n, median: 5n, largest: 9n, isAbout: false }],
    ["half of them the same", [1, 1, 5, 7], { count: 4, smallest: 1n, median: 1n, largest: 7n, isAbout: false }],
    ["one fewer", [1, 5, 5, 7, 9], { count: 5, smallest: 1n, median: 5n, largest: 9n, isAbout: false }],
  ] as const)("of %s", ([, values, expected]) => {
    expect(spreadOf(rangesFrom(values))).toEqual(expected);
  });

  test("of many values is near the one in the middle, and says so", () => {
    const values = upTo(4097 + 99_999, 100_000);
    const { smallest, median, largest, isAbout, count } = spreadOf(rangesFrom(values));
    expect({ smallest, largest, isAbout, count }).toEqual({
      smallest: 100_000n,
      largest: 104_096n,
      isAbout: true,
      count: 4097,
    });
    expect(Math.abs(Number(median) - 102_048)).toBeLessThanOrEqual(102);
  });
});

describe("bins to draw", () => {
  test.for([
    ["each value, where there are 24", upTo(24).map((value) => value * 100), 24, true],
    ["wider ones, where there are 25: 2200 and 2300 share one", upTo(25).map((value) => value * 100), 24, false],
    ["eighths of doublings, where sixteenths are too many", upTo(40, 10).map((value) => value * 10), 16, false],
    ["few, where amounts are far apart", [1, 2 ** 20, 2 ** 40, 2n ** 62n], 4, true],
    ["several doublings each, where all lengths occur", upTo(62).map((length) => 2n ** BigInt(length)), 16, false],
  ] as const)("%s", ([, values, bins, areAlone]) => {
    const found = drawnRanges(rangesFrom(values));
    expect(found.length).toBe(bins);
    expect(found.every(({ least, most }) => least === most)).toBe(areAlone);
    expect(found.reduce((sum, range) => sum + range.sum, 0n)).toBe(sumOf(values));
  });

  test("hold each value once, ascending, whichever rules gave it", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(100_000), { maxLength: 60 }), { maxLength: 4 }), (rules) => {
        const found = drawnRanges(rules.flatMap((values) => rangesFrom(values)));
        const sorted = rules.flat().sort((a, b) => a - b);
        let from = 0;
        for (const { count, least, most, sum } of found) {
          const own = sorted.slice(from, from + count);
          expect([least, most, sum]).toEqual([BigInt(own[0] ?? -1), BigInt(own.at(-1) ?? -1), sumOf(own)]);
          from += count;
        }
        expect(from).toBe(sorted.length);
        expect(found.length).toBeLessThanOrEqual(24);
      }),
      runs(200),
    );
  });
});
