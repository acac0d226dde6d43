/** The plain reader: sure of no row that csv-parse reads in another way, and sure of every row that we write. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvCell } from "../../src/domain/csv-cell.ts";
import { visitParsedRows } from "../../src/input/csv-reader.ts";
import { visitPlainRows } from "../../src/input/plain-rows.ts";
import { runs } from "../domain/runs.ts";

interface Read {
  readonly rows: readonly (readonly string[])[];
  readonly texts: readonly string[];
}

/** Undefined when the reader is not sure. */
function readPlain(text: string, columns: number, delimiter = ","): Read | undefined {
  const rows: (readonly string[])[] = [];
  const texts: string[] = [];
  const isPlain = visitPlainRows(text, { delimiter, columns }, (cells, from, to) => {
    rows.push(cells);
    texts.push(text.slice(from, to));
  });
  return isPlain ? { rows, texts } : undefined;
}

/** Undefined when a row is none. */
function readParsed(text: string, columns: number, delimiter = ","): Read | undefined {
  const rows: (readonly string[])[] = [];
  const texts: string[] = [];
  const fault = visitParsedRows(Buffer.from(text), delimiter, (cells, row) => {
    rows.push(cells);
    texts.push(row);
    return cells.length === columns ? undefined : "another number of cells";
  });
  return fault === undefined ? { rows, texts } : undefined;
}

describe("plain rows", () => {
  test.for([
    [
      "cells",
      "a,b\nc,d\n",
      2,
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "a last row without its line feed",
      "a,b\nc,d",
      2,
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    ["no rows", "", 2, []],
    [
      "empty cells",
      ",\n,\n",
      2,
      [
        ["", ""],
        ["", ""],
      ],
    ],
    ["quotes around a delimiter", '"a,b",c\n', 2, [["a,b", "c"]]],
    [
      "quotes around a line feed",
      'a,"b\nc"\nd,e\n',
      2,
      [
        ["a", "b\nc"],
        ["d", "e"],
      ],
    ],
    ["doubled quotes", '"say ""yes""",b\n', 2, [['say "yes"', "b"]]],
    [
      "an empty cell in quotes",
      '"",b\na,""\n',
      2,
      [
        ["", "b"],
        ["a", ""],
      ],
    ],
    ["a return within a cell", "a\rb,c\n", 2, [["a\rb", "c"]]],
    ["letters of several bytes", "멜론,é\n", 2, [["멜론", "é"]]],
  ] as const)("%s", ([, text, columns, rows]) => {
    expect(readPlain(text, columns)?.rows).toEqual(rows);
    expect(readParsed(text, columns)?.rows).toEqual(rows);
  });

  test.for([
    ["a cell less", "a\n"],
    ["a cell more", "a,b,c\n"],
    ["an empty line", "a,b\n\nc,d\n"],
    ["a quote within a cell", 'a"b,c\n'],
    ["letters after a closing quote", '"a"b,c\n'],
    ["a quote that is not closed", 'a,"b\n'],
  ] as const)("but not %s", ([, text]) => {
    expect(readPlain(text, 2)).toBeUndefined();
    expect(readParsed(text, 2)).toBeUndefined();
  });

  test("with another delimiter", () => {
    for (const delimiter of [";", "\t", "|"]) {
      const text = `a${delimiter}"b${delimiter}"\n`;
      expect(readPlain(text, 2, delimiter)?.rows).toEqual([["a", `b${delimiter}`]]);
    }
  });
});

describe("held to csv-parse", () => {
  test("whatever lies in a file: where the plain reader is sure, both read the same", () => {
    const piece = fc.constantFrom("a", "b", ",", ",", "\n", "\n", '"', '""', "\r", "é", "멜", " ");
    let sure = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), fc.integer({ min: 1, max: 4 }), (pieces, columns) => {
        const plain = readPlain(pieces.join(""), columns);
        if (plain === undefined) return;
        sure += 1;
        expect(readParsed(pieces.join(""), columns)).toEqual(plain);
      }),
      runs(20_000),
    );
    expect(sure).toBeGreaterThan(100);
  });

  test("whatever is in the cells that we write: the plain reader is sure", () => {
    const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "a", "é", "멜") }));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 }), (rows) => {
        const text = rows.map((cells) => `${cells.map(csvCell).join(",")}\n`).join("");
        expect(readPlain(text, 3)?.rows).toEqual(rows);
      }),
      runs(1000),
    );
  });
});
