import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rowTexts } from "../../src/input/cells.ts";
import { createRow, scanRows } from "../../src/input/scanner.ts";
import { MOST_COLUMNS } from "../../src/kernel/numbers.ts";
import { anyFile, damagedFile, wellFormedFile } from "../support/csv-files.ts";
import { parseStrictly } from "../support/csv-oracle.ts";
import { patienceMs, sampling } from "../support/sampling.ts";
import { scan } from "../support/scan.ts";

describe("agrees with csv-parse", () => {
  test(
    "on every cell of a well-formed file",
    () => {
      fc.assert(
        fc.property(wellFormedFile, ({ text, delimiter }) => {
          const { rows, damage, lines } = scan(Buffer.from(text), delimiter);
          expect(damage).toBeUndefined();
          expect(rows).toEqual(parseStrictly(text, delimiter));
          expect(lines).toBe(text.split("\n").length - 1);
        }),
        sampling(),
      );
    },
    patienceMs,
  );

  test(
    "on which files are damaged, and on every cell of the others",
    () => {
      const seen = { whole: 0, damaged: 0 };
      fc.assert(
        fc.property(anyFile, ({ text, delimiter }) => {
          const { rows, damage } = scan(Buffer.from(text), delimiter);
          const expected = parseStrictly(text, delimiter);
          seen[expected === undefined ? "damaged" : "whole"] += 1;
          expect(damage === undefined ? rows : undefined).toEqual(expected);
        }),
        sampling(),
      );
      // A generator that only made files of one sort would prove nothing.
      expect(Math.min(seen.whole, seen.damaged)).toBeGreaterThan(0.1 * (seen.whole + seen.damaged));
    },
    patienceMs,
  );

  test(
    "that a file with one fault is damaged, and names the fault and its byte",
    () => {
      fc.assert(
        fc.property(damagedFile, ({ text, delimiter, code, offset, before }) => {
          const { rows, damage } = scan(Buffer.from(text), delimiter);
          expect(damage).toEqual({ code, offset });
          expect(rows).toEqual(parseStrictly(before, delimiter));
          expect(parseStrictly(text, delimiter)).toBeUndefined();
        }),
        sampling(),
      );
    },
    patienceMs,
  );
});

describe("reads cells", () => {
  test.for([
    ["bare", "a,b\n", [["a", "b"]]],
    [
      "in CRLF lines",
      "a,b\r\nc,d\r\n",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["in lines that end either way", "a\r\nb\nc\r\n", [["a"], ["b"], ["c"]]],
    [
      "without a final line end",
      "a,b\nc,d",
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["quoted, at the end of the file", '"a"', [["a"]]],
    ["empty, at both ends", ",a,\n", [["", "a", ""]]],
    ["empty, at the end of the file", "a,", [["a", ""]]],
    ["empty and quoted, alone on a line", '""\n', [[""]]],
    ["doubled quotes", '"a ""b"" c","""",""""""\n', [['a "b" c', '"', '""']]],
    ["delimiter in quotes", '"a,b",c\n', [["a,b", "c"]]],
    ["line ends in quotes", '"a\r\nb\nc",d\n', [["a\r\nb\nc", "d"]]],
    ["carriage return in quotes", '"a\rb"\n', [["a\rb"]]],
    ["spaces as they are", " a , b\n", [[" a ", " b"]]],
    ["characters of several bytes", "é,한글,😀\n", [["é", "한글", "😀"]]],
    ["a byte order mark as text", "a\n\ufeffb\n", [["a"], ["\ufeffb"]]],
    ["nothing from an empty file", "", []],
    ["nothing from blank lines", "\n\r\n\na\n\n\n", [["a"]]],
  ] as const)("%s", ([, text, rows]) => {
    expect(scan(Buffer.from(text))).toMatchObject({ rows, damage: undefined });
  });

  test("another mark than the delimiter is text", () => {
    expect(scan(Buffer.from("a,b;c\td|e\n"), ";").rows).toEqual([["a,b", "c\td|e"]]);
  });
});

describe("stops at damage", () => {
  test.for([
    ["a quote inside a bare cell", 'a"b', "quote-misplaced", 1],
    ["a quote at the end of a bare cell", 'x,a"\n', "quote-misplaced", 3],
    ["a quote after a space", ' "a"\n', "quote-misplaced", 1],
    ["text after a closing quote", '"a"b\n', "quote-misplaced", 3],
    ["a space after a closing quote", '"a" ,b\n', "quote-misplaced", 3],
    ["a quoted cell directly after another", '"a" "b"\n', "quote-misplaced", 3],
    ["a quote that never closes", 'a,"b\nc,d\n', "quote-unclosed", 2],
    ["a lone quote", '"', "quote-unclosed", 0],
    ["doubled quotes instead of a closing one", 'a\n"b""', "quote-unclosed", 2],
    ["a carriage return in a line", "a\rb\n", "bare-return", 1],
    ["a carriage return at the end of the file", "a\n\r", "bare-return", 2],
    ["a carriage return after a closing quote", '"a"\rb\n', "bare-return", 3],
    ["two carriage returns before a line feed", "a\r\r\n", "bare-return", 1],
    ["offsets count bytes, not characters", '한,😀,é"\n', "quote-misplaced", 11],
    ["the first of two", 'a\rb\n"c"d\n', "bare-return", 1],
  ] as const)("%s", ([, text, code, offset]) => {
    expect(scan(Buffer.from(text)).damage).toEqual({ code, offset });
  });

  test("keeps the rows before it", () => {
    expect(scan(Buffer.from('a,b\nc,d"\ne,f\n')).rows).toEqual([["a", "b"]]);
  });
});

describe("knows where a row is", () => {
  test("counts the lines before it, blank ones and those in quotes included", () => {
    const { rowLines, lines } = scan(Buffer.from('a\n\n"b\nc"\r\nd\n'));
    expect(rowLines).toEqual([0, 2, 4]);
    expect(lines).toBe(5);
  });

  test("gives its bytes without the line end", () => {
    const bytes = Buffer.from('a,b\r\n"c\nd",e\nf');
    const row = createRow();
    const found: string[] = [];
    scanRows(bytes, 0x2c, row, () => found.push(bytes.toString("utf8", row.from, row.to)));
    expect(found).toEqual(["a,b", '"c\nd",e', "f"]);
  });

  test.for([
    ["just under", MOST_COLUMNS - 1],
    ["exactly", MOST_COLUMNS],
    ["just over", MOST_COLUMNS + 1],
    ["far over", 3 * MOST_COLUMNS],
    ["more than a batch has room for, 150 times", 150 * MOST_COLUMNS],
  ] as const)("counts all cells of a row, %s the most that an export may have", ([, count]) => {
    const bytes = Buffer.from(`${Array.from({ length: count }, (_, index) => index).join()}\nx,y\n`);
    const row = createRow();
    const found: { readonly count: number; readonly texts: readonly string[] }[] = [];
    scanRows(bytes, 0x2c, row, () => found.push({ count: row.count, texts: rowTexts(bytes, row) }));
    expect(found.map((each) => each.count)).toEqual([count, 2]);
    expect(found[0]?.texts.slice(0, MOST_COLUMNS)).toEqual(
      Array.from({ length: Math.min(count, MOST_COLUMNS) }, (_, index) => String(index)),
    );
    expect(found[1]?.texts).toEqual(["x", "y"]);
  });
});

describe("where one batch of the kernel ends and the next begins", () => {
  const BATCH = 128 * 1024;
  const filler = `${"a".repeat(995)},b,c\n`;
  const tail = 'x,"q""r","s"\r\n"","t\nu",v\r\n\n,,\r\nlast,"""",w';

  test.for(Array.from({ length: tail.length + 3 }, (_, back) => [back] as const))(
    "finds the same as csv-parse, %i bytes into what is there",
    ([back]) => {
      const head = filler.repeat(Math.floor((BATCH - 2000) / filler.length));
      const pad = `${"p".repeat(BATCH - head.length - back - 5)},b,c\n`;
      const text = head + pad + tail;
      expect(text.length).toBe(BATCH - back + tail.length);
      const { rows, damage, lines } = scan(Buffer.from(text), ",");
      expect(damage).toBeUndefined();
      expect(rows).toEqual(parseStrictly(text, ","));
      expect(lines).toBe(text.split("\n").length - 1);
    },
  );
});
