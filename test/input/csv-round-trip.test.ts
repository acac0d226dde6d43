import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "../../src/input/csv-reader.ts";
import { cellAsCsv, csvText } from "../../src/input/csv-writer.ts";
import { cellText } from "../support/csv-files.ts";
import { parseStrictly } from "../support/csv-oracle.ts";
import { patienceMs, sampling } from "../support/sampling.ts";
import { scan } from "../support/scan.ts";
import { tempFolder } from "../support/temp-folder.ts";

const delimiter = fc.constantFrom(",", ";", "\t", "|");
/** Two columns at least: a row of a single empty cell is a blank line, and that is no row. */
const table = fc.array(fc.array(cellText, { minLength: 3, maxLength: 3 }), { maxLength: 5 });

async function readBack(content: string): Promise<readonly (readonly (readonly [string, string])[])[]> {
  const path = join(await tempFolder(), "written.csv");
  await writeFile(path, content);
  const rows: (readonly [string, string])[][] = [];
  for await (const row of readCsv(path)) rows.push([...row]);
  return rows;
}

describe("what the writer writes", () => {
  test(
    "the scanner reads as it was, so that rejects can be mended and fed back",
    () => {
      fc.assert(
        fc.property(table, delimiter, (rows, mark) => {
          expect(scan(Buffer.from(csvText(rows, mark)), mark)).toMatchObject({ rows, damage: undefined });
        }),
        sampling(0.5),
      );
    },
    patienceMs,
  );

  test(
    "is the same when its cells are written one by one",
    () => {
      fc.assert(
        fc.property(table, delimiter, (rows, mark) => {
          const lines = rows.map((cells) => `${cells.map((cell) => cellAsCsv(cell, mark)).join(mark)}\n`);
          expect(lines.join("")).toBe(csvText(rows, mark));
        }),
        sampling(0.5),
      );
    },
    patienceMs,
  );

  test(
    "csv-parse reads as it was",
    () => {
      fc.assert(
        fc.property(table, delimiter, (rows, mark) => {
          expect(parseStrictly(csvText(rows, mark), mark)).toEqual(rows);
        }),
        sampling(0.5),
      );
    },
    patienceMs,
  );

  test(
    "the reader reads as it was",
    async () => {
      const header = ["a", "b", "c"];
      await fc.assert(
        fc.asyncProperty(table, async (rows) => {
          const expected = rows.map((row) => row.map((cell, index) => [header[index], cell]));
          expect(await readBack(csvText([header, ...rows]))).toEqual(expected);
        }),
        sampling(0.025),
      );
    },
    patienceMs,
  );

  test.for([
    [
      "plain cells",
      [
        ["a", "b"],
        ["c", "d"],
      ],
      "a,b\nc,d\n",
    ],
    ["empty cells", [["", ""]], ",\n"],
    ["a delimiter", [["a,b", "c"]], '"a,b",c\n'],
    ["quotes", [['a "b"', "c"]], '"a ""b""",c\n'],
    ["a line feed", [["a\nb", "c"]], '"a\nb",c\n'],
    ["a carriage return", [["a\rb", "c"]], '"a\rb",c\n'],
    ["a carriage return at the end of a line", [["a", "b\r"]], 'a,"b\r"\n'],
    ["nothing that a spreadsheet would change", [["-4900", "+8210", "=1+1", "@x"]], "-4900,+8210,=1+1,@x\n"],
    ["no rows", [], ""],
  ] as const)("is what it was given: %s", ([, rows, expected]) => {
    expect(csvText(rows)).toBe(expected);
  });

  test("has the delimiter that was asked for", () => {
    expect(csvText([["a;b", "c,d"]], ";")).toBe('"a;b";c,d\n');
  });
});

describe("the reader", () => {
  test.for([
    ["gives cells by column", "a,b\n1,2\n3,4\n", ["a=1 b=2", "a=3 b=4"]],
    ["takes a byte order mark off", "\ufeffa,b\n1,2\n", ["a=1 b=2"]],
    ["needs no final line end", "a,b\n1,2", ["a=1 b=2"]],
    ["finds no rows below a header alone", "a,b\n", []],
    ["finds no rows in an empty file", "", []],
    ["keeps columns that are called like what objects have", "__proto__,a\n1,2\n", ["__proto__=1 a=2"]],
  ] as const)("%s", async ([, content, expected]) => {
    const rows = await readBack(content);
    expect(rows.map((row) => row.map((cell) => cell.join("=")).join(" "))).toEqual(expected);
  });

  test.for([
    ["a row with a cell too few", "a,b\n1\n"],
    ["a row with a cell too many", "a,b\n1,2,3\n"],
    ["a quote inside a cell", 'a,b\n1,2"\n'],
    ["a quote that never closes", 'a,b\n1,"2\n'],
  ] as const)("refuses %s", async ([, content]) => {
    await expect(readBack(content)).rejects.toThrow();
  });

  test("refuses a missing file", async () => {
    const path = join(await tempFolder(), "missing.csv");
    await expect(readCsv(path).next()).rejects.toThrow("ENOENT");
  });

  test("can be left before its end", async () => {
    const path = join(await tempFolder(), "long.csv");
    await writeFile(path, `a,b\n${"1,2\n".repeat(200_000)}`);
    let rows = 0;
    for await (const row of readCsv(path)) {
      rows += row.size > 0 ? 1 : 0;
      if (rows === 3) break;
    }
    expect(rows).toBe(3);
  });
});
