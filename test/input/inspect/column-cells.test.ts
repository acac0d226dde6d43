/** What the kernel tells of the cells of a column, held against a telling byte by byte. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scanBatches } from "../../../src/input/scanner.ts";
import { batchCells, takeColumn } from "../../../src/kernel/batch-cells.ts";
import { SHAPE_NUMBERS } from "../../../src/kernel/numbers.ts";
import { toldCells } from "../../support/column-cells.ts";

/** A text without its numbers: digits are 0, of a run of letters the first three are kept. A first number of 0 is told. */
function marksOf(text: string): string {
  if (Buffer.byteLength(text) > 64) return "long";
  const first = /\d+/.exec(text)?.[0];
  const isNothing = first !== undefined && /^0+$/.test(first);
  return `${isNothing}${text.replaceAll(/[a-z]{4,}/gi, (run) => run.slice(0, 3)).replaceAll(/\d/g, "0")}`;
}

function numbersOf(text: string): readonly number[] {
  if (Buffer.byteLength(text) > 64) return [];
  return [...text.matchAll(/\d+/g)].slice(0, SHAPE_NUMBERS).map(([run]) => Number(run));
}

/** Cells of few shapes, some as long as others, so that cells that are alike stand below each other and between others. */
const cell = fc.oneof(
  fc.stringMatching(/^20[0-9]{2}-[01][0-9]-[0-3][0-9]$/),
  fc.stringMatching(/^[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}$/),
  fc.stringMatching(/^[a-c]{1,6}-[0-9]{1,3}$/),
  fc.stringMatching(/^[0-9]{1,15}$/),
  fc.stringMatching(/^0{0,4}[0-9]?[.,][0-9]{2}$/),
  fc.stringMatching(/^([0-9][a-z.]){6,9}$/),
  fc.stringMatching(/^₩[0-9]{1,3},[0-9]{3}$/),
  fc.stringMatching(/^[0-9a-f]{14,18}$/),
  fc.stringMatching(/^x[0-9x]{60,66}$/),
  fc.string({ minLength: 1 }).filter((text) => !/["\0]/.test(text)),
);

describe("cells of a column", () => {
  test("have one shape where they are the same but for their numbers, and only there", () => {
    const property = fc.property(fc.array(cell, { minLength: 1, maxLength: 40 }), (texts) => {
      const told = toldCells(texts);
      const shapes = new Map<string, string>();
      for (const [index, text] of texts.entries()) {
        const { shape, check, numbers } = told[index] ?? { shape: 0, check: 0, numbers: new Float64Array() };
        const marks = marksOf(text);
        expect(shapes.get(marks) ?? `${shape} ${check}`).toBe(`${shape} ${check}`);
        shapes.set(marks, `${shape} ${check}`);
        const wanted = numbersOf(text).filter((_, run) => (text.match(/\d+/g)?.[run]?.length ?? 0) <= 15);
        const exact = [...numbers].filter((_, run) => (text.match(/\d+/g)?.[run]?.length ?? 99) <= 15);
        if (marks !== "long") expect(exact).toEqual(wanted);
      }
      expect(new Set(shapes.values()).size).toBe(shapes.size);
    });
    fc.assert(property, { numRuns: 2000 });
  });

  test.for([
    ["a digit more", "S-12", "S-123", false],
    ["other digits", "S-12", "S-99", true],
    ["another mark in its last byte", "2024-04-10T10:15:17Z", "2024-04-10T10:15:17z", false],
    ["another mark behind 16 bytes", "0123456789012345-1", "0123456789012345/1", false],
    ["a first number of nothing", "1000-00-00", "0000-00-00", false],
    ["another number of nothing", "2024-00", "2024-11", true],
    ["a fourth letter", "abcd-1", "abce-1", true],
    ["a third letter", "abcd-1", "abed-1", false],
    ["a run of letters that goes on", "abcd-1", "abcdefgh-1", true],
    ["a letter behind a number", "abcd1e", "abcd1f", false],
    ["64 bytes", "x".repeat(63).concat("1"), "y".repeat(63).concat("1"), false],
    ["65 bytes", "x".repeat(64).concat("1"), "y".repeat(64).concat("1"), true],
  ] as const)("%s", ([, one, other, isSame]) => {
    const [a, b, c] = toldCells([one, other, one]);
    expect([a?.shape, a?.check]).toEqual([c?.shape, c?.check]);
    expect(a?.shape === b?.shape && a?.check === b?.check).toBe(isSame);
  });

  test("keep the numbers of the first runs, those of many digits nearly", () => {
    const [time, many, long, longer] = toldCells([
      "2024-04-01T10:15:17.961971+09:00",
      "1.2.3.4.5.6.7",
      "999999999999999",
      "12345678901234567890",
    ]);
    expect([...(time?.numbers ?? [])]).toEqual([2024, 4, 1, 10, 15, 17]);
    expect([...(many?.numbers ?? [])]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(long?.numbers[0]).toBe(999_999_999_999_999);
    expect(longer?.numbers[0]).toBeCloseTo(1.234567890123457e19, -6);
  });

  test("are those that are filled, of the rows that have the column", () => {
    const told: (readonly number[])[] = [];
    scanBatches(Buffer.from('a,b,c\n\n,"",c\na\na,b\n,b,c,d,e\n'), ",".charCodeAt(0), (kernel) => {
      const { column, filled } = batchCells(kernel, 3);
      told.push([...filled]);
      for (const index of [0, 1, 2]) told.push([...column.rows.subarray(0, takeColumn(kernel, index))]);
    });
    expect(told).toEqual([
      [3, 1, 1, 2, 2],
      [0, 2, 3],
      [0, 3, 4],
      [0, 1, 4],
    ]);
  });
});
