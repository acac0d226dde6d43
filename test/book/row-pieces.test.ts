/** Files of a run are cut where a row ends, wherever the reading of the disk happens to end. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { endOfFirstRow, rowPieces, shapeOfRows } from "../../src/book/row-pieces.ts";
import { runs } from "../domain/runs.ts";
import { tempFolder } from "../support/temp-folder.ts";

test("every piece but the last ends with a row, and all together are the file", async () => {
  const file = join(await tempFolder(), "rows.csv");
  const row = fc.constantFrom("a,b\n", 'a,"b\nc"\n', '"say ""yes""",\n', ",\n", "é,멜론\n");
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 30 }),
      fc.boolean(),
      fc.integer({ min: 1, max: 40 }),
      (rows, isCut, bytes) => {
        const text = isCut ? rows.join("").slice(0, -1) : rows.join("");
        writeFileSync(file, text);
        const pieces = [...rowPieces(file, bytes)].map(String);
        expect(pieces.join("")).toBe(text);
        const ends = new Set(rows.map((_, index) => rows.slice(0, index + 1).join("").length));
        let length = 0;
        for (const piece of pieces.slice(0, -1)) {
          length += piece.length;
          expect(ends).toContain(length);
        }
      },
    ),
    runs(200),
  );
});

test("a quote that is not closed is not read on for ever", async () => {
  const file = join(await tempFolder(), "rows.csv");
  writeFileSync(file, `a,b\n"${"c,d\n".repeat(3_000_000)}`);
  const lengths = [...rowPieces(file)].map(({ length }) => length);
  expect(lengths.reduce((sum, length) => sum + length, 0)).toBe(12_000_005);
  expect(Math.max(...lengths)).toBeLessThan(6_000_000);
});

test.for([
  ["id,user\n1,2\n", ["id", "user"], ","],
  ['"a,b",c\n', ["a,b", "c"], ","],
  ["id;_line;_message\n1;2;3\n", ["id", "_line", "_message"], ";"],
  ["id;_message;_mapping\n1;2;used\n", ["id", "_message", "_mapping"], ";"],
  ["id|_message", ["id", "_message"], "|"],
  ["id,user", ["id", "user"], ","],
] as const)("the header of %j", ([text, columns, delimiter]) => {
  expect(shapeOfRows(Buffer.from(text))).toEqual({ columns, delimiter });
  expect(endOfFirstRow(Buffer.from(text))).toBe(text.includes("\n") ? text.indexOf("\n") + 1 : text.length);
});
