/** Pages hold a code and a distance per row, found by ordinal, over any number of pages. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CodesAndGaps, createRowPages } from "../../src/run/rows/row-pages.ts";
import { runs } from "../domain/runs.ts";

const PAGE = 65_536;

/** Rows whose code and distance can be told from their ordinal. */
function block(from: number, count: number): CodesAndGaps {
  const codes = Uint8Array.from({ length: count }, (_, index) => (from + index) % 61);
  const gaps = Uint8Array.from({ length: count }, (_, index) => (from + index) % 251);
  return { codes, gaps };
}

function rowAt(ordinal: number): readonly number[] {
  return [ordinal % 61, ordinal % 251];
}

describe("rows are found by their ordinal", () => {
  test("whatever the sizes of the blocks they came in", () => {
    const size = fc.oneof(fc.nat(10), fc.constantFrom(PAGE - 1, PAGE, PAGE + 1, 2 * PAGE + 3));
    fc.assert(
      fc.property(fc.array(size, { maxLength: 5 }), (sizes) => {
        const pages = createRowPages();
        let length = 0;
        for (const count of sizes) {
          pages.append(block(length, count));
          length += count;
        }
        expect(pages.length).toBe(length);
        const wanted = [0, 1, PAGE - 1, PAGE, PAGE + 1, length - 1].filter((at) => at >= 0 && at < length);
        for (const at of wanted) expect([pages.code(at), pages.gap(at)]).toEqual(rowAt(at));
      }),
      runs(40),
    );
  });

  test("and an ordinal past the last page is a bug that says so", () => {
    const pages = createRowPages();
    expect(() => pages.code(0)).toThrow("no row 0");
    pages.append(block(0, 1));
    expect(() => pages.code(PAGE)).toThrow(`no row ${PAGE}`);
  });
});

describe("marks", () => {
  test("are added to a code and taken away again, on that row alone", () => {
    const pages = createRowPages();
    pages.append(block(0, PAGE + 2));
    pages.mark(PAGE, 0x80);
    pages.mark(PAGE, 0x40);
    expect(pages.code(PAGE)).toBe((PAGE % 61) | 0xc0);
    pages.clear(PAGE, 0x80);
    expect(pages.code(PAGE)).toBe((PAGE % 61) | 0x40);
    expect([pages.code(PAGE - 1), pages.code(PAGE + 1), pages.code(0)]).toEqual([(PAGE - 1) % 61, (PAGE + 1) % 61, 0]);
  });
});
