/** Counts in bounded memory: exact while there is room, and near the truth after that. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addToSketch, createSketch, estimateDistinct } from "../../../src/input/inspect/distinct-sketch.ts";
import { addIds, countRepeated, createIdSample } from "../../../src/input/inspect/id-sample.ts";
import {
  addWord,
  createWordCounts,
  MOST_WORDS,
  slotOf,
  sweepWords,
  wordsByCount,
} from "../../../src/input/inspect/word-counts.ts";
import { toldCells } from "../../support/column-cells.ts";

describe("a print", () => {
  test("is the same for the same bytes, wherever they lie", () => {
    const property = fc.property(fc.string({ minLength: 1 }), fc.nat(9), (text, offset) => {
      const [, print] = toldCells([`x${"x".repeat(offset)}`, text]);
      expect(print?.key).toBe(toldCells([text])[0]?.key);
    });
    fc.assert(property);
  });

  test("tells a hundred thousand near numbers apart, and texts that differ in one byte", () => {
    const texts = Array.from({ length: 100_000 }, (_, index) => `SUB-${String(index).padStart(9, "0")}`);
    expect(new Set(keysOf(texts)).size).toBe(texts.length);
    const others = ["a", "b", "ab", "ba", "abc", "abcd", "abce", "abcde", "\0", "\0\0", "\0\0\0\0", "\0\0\0\0\0"];
    expect(new Set(keysOf(others)).size).toBe(others.length);
  });

  // Estimates are made of prints: with other prints, files that were inspected before would be told differently.
  test.for([
    ["a", -1014848920, 1693420],
    ["abc", -1023292305, 1315782],
    ["abcd", -512746707, 1744088],
    ["melon-7", -74859195, 273179],
    ["SUB-0000000001", -1278309149, 1978606],
    ["2024-04-10T10:15:17", 592170336, 1522431],
  ] as const)("of %s stays as it is", ([text, low, high]) => {
    expect(toldCells([text])[0]).toMatchObject({ low, high });
  });
});

function keysOf(texts: readonly string[]): readonly number[] {
  return toldCells(texts).map(({ key }) => key);
}

describe("an estimate", () => {
  test.for([[1], [100], [1_001], [20_000], [60_000], [300_000]])(
    "of %i values is off by less than 3 %",
    ([count = 0]) => {
      const sketch = createSketch();
      for (const { low, high } of toldCells(Array.from({ length: count }, (_, index) => `user-${index * 7}`))) {
        addToSketch(sketch, low, high);
        addToSketch(sketch, low, high);
      }
      expect(Math.abs(estimateDistinct(sketch) - count)).toBeLessThanOrEqual(count * 0.03);
    },
  );

  test("of nothing is 0", () => {
    expect(estimateDistinct(createSketch())).toBe(0);
  });
});

describe("repeated ids", () => {
  function repeatsIn(ids: readonly number[], most: number) {
    const sample = createIdSample(most);
    const prints = toldCells(ids.map((id) => `id-${id}`));
    const halfOf = (half: "low" | "high") => Int32Array.from(prints, (print) => print[half]);
    addIds(sample, halfOf("low"), halfOf("high"), prints.length);
    return { ...countRepeated(sample), size: sample.size };
  }

  test("are counted exactly while all ids fit, each once", () => {
    const property = fc.property(fc.array(fc.nat(60)), (ids) => {
      const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) < index)).size;
      expect(repeatsIn(ids, 1000)).toMatchObject({ count: repeated, exact: true, size: new Set(ids).size });
    });
    fc.assert(property);
  });

  test("are exact at the limit, and an estimate with one id more", () => {
    const ids = Array.from({ length: 64 }, (_, index) => index);
    expect(repeatsIn(ids, 64)).toMatchObject({ exact: true });
    expect(repeatsIn([...ids, 64], 64)).toMatchObject({ exact: false });
  });

  test("are estimated where they come before the sample is thinned again and again", () => {
    const twice = Array.from({ length: 40_000 }, (_, index) => [index >> 1, 1_000_000 + index]).flat();
    const once = Array.from({ length: 200_000 }, (_, index) => 2_000_000 + index);
    const { count } = repeatsIn([...twice, ...once], 10_000);
    expect(Math.abs(count - 20_000)).toBeLessThan(3_000);
  });

  test("are estimated from a sample, in which all rows of an id are or none", () => {
    const once = Array.from({ length: 200_000 }, (_, index) => index);
    const { count, exact, size } = repeatsIn([...once, ...once.slice(0, 20_000)], 10_000);
    expect(exact).toBe(false);
    expect(size).toBeLessThanOrEqual(10_000);
    expect(Math.abs(count - 20_000)).toBeLessThan(3_000);
  });
});

describe("common values", () => {
  /** What a column does with its table, for texts that are no shape of anything. */
  function count(texts: readonly string[]) {
    const words = createWordCounts();
    for (const [index, { key, low }] of toldCells(texts).entries()) {
      const text = texts[index] ?? "";
      const slot = slotOf(words, key, low);
      if (words.keys[slot] === key) {
        words.counts[slot] = (words.counts[slot] ?? 0) + 1;
        continue;
      }
      if (words.size === MOST_WORDS) sweepWords(words, 1);
      addWord(words, slotOf(words, key, low), { key, text, shape: 0, faults: 0 });
    }
    return words;
  }

  test("are exact up to the size of the table", () => {
    const texts = Array.from({ length: MOST_WORDS }, (_, index) => `w${index}`);
    const words = count([...texts, "w7", "w7", "w3"]);
    expect(words.lost).toBe(0);
    expect(wordsByCount(words).slice(0, 3)).toEqual([
      ["w7", 3],
      ["w3", 2],
      ["w0", 1],
    ]);
  });

  test("keep every value that is commoner than what was lost, and never count it too often", () => {
    const rare = Array.from({ length: 40_000 }, (_, index) => `rare-${index}`);
    const texts = rare.flatMap((text, index) =>
      index % 10 === 0 ? [text, "common"] : index % 10 === 1 ? [text, "second", "common"] : [text],
    );
    const words = count(texts);
    expect(words.lost).toBeGreaterThan(0);
    expect(words.size).toBeLessThanOrEqual(MOST_WORDS);
    const found = new Map(wordsByCount(words));
    for (const [text, truth] of [
      ["common", 8_000],
      ["second", 4_000],
    ] as const) {
      expect(found.get(text)).toBeLessThanOrEqual(truth);
      expect(found.get(text)).toBeGreaterThanOrEqual(truth - words.lost);
    }
  });
});
