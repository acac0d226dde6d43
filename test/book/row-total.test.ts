/** The control total of rows: the same in any order, and not fooled by a row that appears twice. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRowTotal } from "../../src/book/row-total.ts";
import { runs } from "../domain/runs.ts";

function totalOf(rows: readonly string[]): string {
  const total = createRowTotal();
  for (const row of rows) {
    // Somewhere in a larger piece, as the writer has it.
    const piece = Buffer.from(`before${row}after`);
    total.add(piece, 6, piece.length - 5);
  }
  return total.text();
}

describe("the total of rows", () => {
  test("does not depend on their order", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.infiniteStream(fc.nat()), (rows, order) => {
        const shuffled = rows
          .map((row) => ({ row, at: order.next().value }))
          .sort((a, b) => a.at - b.at)
          .map(({ row }) => row);
        expect(totalOf(shuffled)).toBe(totalOf(rows));
      }),
      runs(300),
    );
  });

  test("tells any other rows apart", () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (a, b) => {
        const same = JSON.stringify(a.toSorted()) === JSON.stringify(b.toSorted());
        expect(totalOf(a) === totalOf(b)).toBe(same);
      }),
      runs(300),
    );
  });

  test("goes on adding past a million rows", () => {
    const rows = 2 ** 20 + 2;
    const total = createRowTotal();
    for (let row = 0; row < rows; row += 1) total.add(Buffer.from("a"), 0, 1);
    const one = BigInt(`0x${totalOf(["a"])}`);
    expect(total.text()).toBe(
      BigInt.asUintN(64, one * BigInt(rows))
        .toString(16)
        .padStart(16, "0"),
    );
  });

  test.for([
    ["nothing", []],
    ["a row", ["a"]],
    ["the row twice", ["a", "a"]],
    ["the row four times", ["a", "a", "a", "a"]],
    ["an empty row", [""]],
  ] as const)("%s has sixteen digits of its own", ([, rows]) => {
    const others = [[], ["a"], ["a", "a"], ["a", "a", "a", "a"], [""]].filter(
      (other) => other.length !== rows.length || other[0] !== rows[0],
    );
    expect(totalOf(rows)).toMatch(/^[0-9a-f]{16}$/);
    expect(others.map(totalOf)).not.toContain(totalOf(rows));
  });
});
