/** Rows are written in pieces of a mebibyte, and come out as they went in, with their number and control total. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createRowTotal } from "../../src/book/row-total.ts";
import type { StagedFile } from "../../src/book/staging.ts";
import { createRowWriter } from "../../src/run/settle/row-writer.ts";
import { runs } from "../domain/runs.ts";

const PIECE = 1 << 20;

test("whatever the sizes of the runs, and wherever each lies in its bytes", () => {
  const size = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constantFrom(PIECE - 7, PIECE - 6, PIECE, PIECE + 1));
  // Rows of one block lie in the same bytes; some are left out.
  const block = fc.array(fc.record({ size, rows: fc.integer({ min: 1, max: 9 }), isLeftOut: fc.boolean() }), {
    maxLength: 6,
  });
  const property = fc.property(fc.array(block, { maxLength: 4 }), (blocks) => {
    const parts: Buffer[] = [];
    let rows = 0;
    let total = "";
    const file: StagedFile = {
      append: (bytes, count = 0) => {
        parts.push(Buffer.from(bytes));
        rows += count;
      },
      finish: (text = "") => {
        total = text;
        return { file: "", bytes: 0, rows, sha256: "" };
      },
    };
    const writer = createRowWriter(file, ["a", "b"]);
    const expected: Buffer[] = [Buffer.from("a,b\n")];
    const expectedTotal = createRowTotal();
    let expectedRows = 0;
    for (const [index, pieces] of blocks.entries()) {
      const bytes = Buffer.concat(pieces.map((piece, at) => Buffer.alloc(piece.size, 0x61 + ((index * 6 + at) % 26))));
      let from = 0;
      for (const piece of pieces) {
        const to = from + piece.size;
        if (!piece.isLeftOut) {
          writer.write(bytes, from, to, piece.rows);
          writer.addHash(piece.size, index);
          expected.push(Buffer.from(bytes.subarray(from, to)));
          expectedTotal.addHash(piece.size, index);
          expectedRows += piece.rows;
        }
        from = to;
      }
      // Bytes of the next block may lie in the same memory.
      writer.release();
      bytes.fill(0);
    }
    writer.finish();
    expect(Buffer.concat(parts).equals(Buffer.concat(expected))).toBe(true);
    expect([rows, total]).toEqual([expectedRows, expectedTotal.text()]);
  });
  fc.assert(property, runs(100));
});
