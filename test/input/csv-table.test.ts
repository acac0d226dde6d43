/** A small CSV read as a whole: where each row begins, and what is wrong with one that is none. */
import { describe, expect, test } from "vitest";
import { readCsvTable } from "../../src/input/csv-reader.ts";

function lines(text: string): readonly (readonly [number, string])[] | string {
  const table = readCsvTable(Buffer.from(text));
  if ("fault" in table) return `${table.line}: ${table.fault}`;
  return table.rows.map(({ line, cells }) => [line, [...cells.values()].join("|")]);
}

describe("the line of a row is the one on which it begins", () => {
  test.for([
    [
      "one line each",
      "a,b\n1,2\n3,4\n",
      [
        [2, "1|2"],
        [3, "3|4"],
      ],
    ],
    [
      "CRLF",
      "a,b\r\n1,2\r\n3,4\r\n",
      [
        [2, "1|2"],
        [3, "3|4"],
      ],
    ],
    ["a byte order mark", "\ufeffa,b\n1,2\n", [[2, "1|2"]]],
    [
      "a cell of two lines, and what follows it",
      'a,b\n1,"x\ny"\n3,4\n',
      [
        [2, "1|x\ny"],
        [4, "3|4"],
      ],
    ],
    ["a header of two lines", '"a\nb",c\n1,2\n', [[3, "1|2"]]],
    ["no last line end", "a,b\n1,2", [[2, "1|2"]]],
    ["a header alone", "a,b\n", []],
  ] as const)("%s", ([, text, expected]) => {
    expect(lines(text)).toEqual(expected);
  });
});

describe("what is no table says why, and where", () => {
  test.for([
    ["nothing", "", "the file is empty"],
    ["a row too short", "a,b\n1,2\n3\n", "3: Invalid Record Length"],
    ["a quote inside", 'a,b\n1,x"y"\n', "2: Invalid Opening Quote"],
    ["a quote that never closes", 'a,b\n1,"x\n', "Quote Not Closed"],
  ] as const)("%s", ([, text, expected]) => {
    expect(lines(text)).toContain(expected);
  });
});
