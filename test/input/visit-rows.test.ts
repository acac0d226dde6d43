/** Rows that hold a value are found by its bytes, as a reader of every row would find them. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellText } from "../../src/input/cells.ts";
import { openExport } from "../../src/input/open-export.ts";
import { fileSource } from "../../src/input/source.ts";
import { visitRows } from "../../src/input/visit-rows.ts";
import { sampling } from "../support/sampling.ts";
import { tempFolder } from "../support/temp-folder.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at\n";

async function find(text: string, value: string | undefined): Promise<readonly string[]> {
  const path = join(await tempFolder(), "a.csv");
  await writeFile(path, text);
  const opened = await openExport(fileSource("a.csv", path), { kind: undefined });
  const found: string[] = [];
  try {
    await visitRows(
      opened,
      (bytes, cells, line) => {
        const id = cellText(bytes, cells, 0);
        if (value === undefined || id === value) found.push(`${line} ${id}`);
      },
      value,
    );
  } finally {
    await opened.close();
  }
  return found;
}

describe("finds rows", () => {
  test.for([
    ["the first", "a,1\nb,2\n", "a", ["2 a"]],
    ["the last, without a line end", "a,1\nb,2", "b", ["3 b"]],
    ["every one", "a,1\nb,2\na,3\n", "a", ["2 a", "4 a"]],
    ["none", "a,1\n", "b", []],
    ["not a part of another id", "ab,1\na,2\n", "a", ["3 a"]],
    ["quoted", '"a",1\n', "a", ["2 a"]],
    ["with quotes inside", '"a ""b""",1\n', 'a "b"', ['2 a "b"']],
    ["after a line end in quotes", '"x\ny",1\na,2\n', "a", ["4 a"]],
    ["of several bytes a letter", "가나,1\n가,2\n", "가", ["3 가"]],
  ] as const)("%s", async ([, rows, value, expected]) => {
    expect(await find(HEADER + rows, value)).toEqual(expected);
  });

  test("in any block, with its line number, as reading every row does", async () => {
    const row = fc.tuple(fc.constantFrom("a", "b", "aa"), fc.constantFrom(0, 200_000)).map(([id, length]) => {
      const note = length === 0 ? '"\n"' : "x".repeat(length);
      return `${id},${note}\n`;
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 30 }), async (rows) => {
        const text = HEADER + rows.join("");
        const all = await find(text, undefined);
        expect(all).toHaveLength(rows.length);
        expect(await find(text, "a")).toEqual(all.filter((found) => found.endsWith(" a")));
      }),
      { ...sampling(), numRuns: 25 },
    );
  });

  test("a block that is damaged fails with its line", async () => {
    await expect(find(`${HEADER}a,1\nb"x,2\n`, "a")).rejects.toMatchObject({
      code: "quote-misplaced",
      place: { file: "a.csv", line: 3 },
    });
  });
});
