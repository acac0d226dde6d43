import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellText as textOfCell } from "../../src/input/cells.ts";
import { createInterner, type Interner } from "../../src/input/interner.ts";
import { createRow, scanRows } from "../../src/input/scanner.ts";
import { cellText } from "../support/csv-files.ts";
import { csvLine } from "../support/csv-line.ts";
import { patienceMs, sampling } from "../support/sampling.ts";

/** The texts of a line's cells as the interner gives them, beside those decoded one by one. */
function texts(interner: Interner, line: string) {
  const bytes = Buffer.from(line);
  const row = createRow();
  const found: { interned: string; decoded: string }[] = [];
  scanRows(bytes, 0x2c, row, () => {
    for (let index = 0; index < row.count; index += 1) {
      found.push({ interned: interner.cell(bytes, row, index), decoded: textOfCell(bytes, row, index) });
    }
  });
  return { interned: found.map((each) => each.interned), decoded: found.map((each) => each.decoded) };
}

describe("gives the text of a cell", () => {
  test.for([
    ["bare", "melon", "melon"],
    ["quoted", '"melon"', "melon"],
    ["with doubled quotes", '"a ""b"" c"', 'a "b" c'],
    ["of doubled quotes alone", '""""', '"'],
    ["with an empty pair of quotes", '"",x', ""],
    ["of several bytes a character", "멜론😀", "멜론😀"],
    ["with a byte order mark", "\ufeffmelon", "\ufeffmelon"],
    ["as long as is kept", "x".repeat(64), "x".repeat(64)],
    ["longer than is kept", "x".repeat(65), "x".repeat(65)],
  ] as const)("%s, the first time and again", ([, line, expected]) => {
    const interner = createInterner();
    for (let time = 0; time < 3; time += 1) expect(texts(interner, line).interned[0]).toBe(expected);
  });

  test(
    "whatever was read before it",
    () => {
      const interner = createInterner();
      fc.assert(
        fc.property(fc.array(cellText, { minLength: 1, maxLength: 4 }), (cells) => {
          const line = csvLine(["x", ...cells]);
          expect(texts(interner, line).interned).toEqual(["x", ...cells]);
        }),
        sampling(),
      );
    },
    patienceMs,
  );

  test("of more values than it keeps, each of them twice", () => {
    const interner = createInterner();
    const values = Array.from({ length: 10_000 }, (_, index) => `service-${index}`);
    for (const value of [...values, ...values.toReversed()]) expect(texts(interner, value).interned).toEqual([value]);
  });

  test("of values whose hashes are the same", () => {
    // 31 * "A" + "a" equals 31 * "B" + "B", so all of these fall into one slot.
    const pairs = ["Aa", "BB"];
    const values = pairs.flatMap((a) => pairs.flatMap((b) => pairs.flatMap((c) => pairs.map((d) => a + b + c + d))));
    const interner = createInterner();
    for (const value of [...values, ...values]) expect(texts(interner, value).interned).toEqual([value]);
  });
});

test("tells a value from one that begins like it", () => {
  const interner = createInterner();
  for (const value of ["a", "aa", "aaa", "aa", "a", "\u0000a", "a\u0000"]) {
    expect(texts(interner, value).interned).toEqual([value]);
  }
});

test("keeps its texts when the block they came from is written over", () => {
  const interner = createInterner();
  const block = Buffer.from("Aa,web");
  const row = createRow();
  scanRows(block, 0x2c, row, () => {});
  // The two have the same hash, so that a look-up for one meets what was kept for the other.
  for (const value of ["Aa", "BB", "Aa", "BB"]) {
    block.set(Buffer.from(value));
    expect(interner.cell(block, row, 0)).toBe(value);
  }
});

test("has no text for a cell that the row does not have", () => {
  const interner = createInterner();
  const bytes = Buffer.from("a,b,c\nd\n");
  const row = createRow();
  scanRows(bytes, 0x2c, row, () => {});
  expect(row.count).toBe(1);
  expect([-1, 1, 2, 5000].map((index) => interner.cell(bytes, row, index))).toEqual(["", "", "", ""]);
  expect([1, 2, 5000].map((index) => textOfCell(bytes, row, index))).toEqual(["", "", ""]);
});
