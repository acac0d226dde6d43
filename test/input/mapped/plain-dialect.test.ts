/** Text of other dialects as CSV: held to tellings line by line, and to csv-parse, whatever pieces the text comes in. */
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Failure } from "../../../src/domain/failure.ts";
import { type Dialect, translating } from "../../../src/input/mapped/plain-dialect.ts";
import { memoryStream } from "../../support/memory-stream.ts";
import { patienceMs, sampling } from "../../support/sampling.ts";

async function translated(text: string, dialect: Dialect, lengths: readonly number[]): Promise<string> {
  const next = translating(memoryStream(Buffer.from(text), lengths).read, dialect, "export.csv");
  const pieces: Buffer[] = [];
  for (let piece = await next(); piece !== undefined; piece = await next()) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString();
}

function asCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const content = fc.string({
  unit: fc.constantFrom("a", "N", "웹", ",", "^", '"', "\n", "\r", "\r\n", " ", "\\"),
  maxLength: 30,
});
const lengths = fc.constantFrom([], [1], [2, 5], [7]);
const NONE = { quote: "none", escape: undefined } as const;

test.for([",", "^"])(
  "without quoting, each cell between delimiters is its text: %s",
  { timeout: patienceMs },
  async (mark) => {
    const property = fc.asyncProperty(content, lengths, async (text, each) => {
      const lines = text.split("\n").map((line, index, all) => {
        const [, body = "", end = ""] = (index < all.length - 1 ? /^(.*?)(\r?)$/s : /^(.*)()$/s).exec(line) ?? [];
        return body.split(mark).map(asCell).join() + end;
      });
      expect(await translated(text, { ...NONE, delimiter: mark.charCodeAt(0) }, each)).toBe(lines.join("\n"));
    });
    await fc.assert(property, sampling(0.25));
  },
);

test(
  "an escaped character is part of its cell, and letters keep their backslash",
  async () => {
    const escaped = fc.constantFrom(...'abtnrN0Z,\\"\n\r웹');
    const plain = fc.constantFrom("a", "웹", '"', " ");
    const piece = fc.oneof(
      plain,
      escaped.map((each) => `\\${each}`),
    );
    const rows = fc.array(fc.array(fc.array(piece, { maxLength: 5 }), { minLength: 1, maxLength: 3 }), {
      maxLength: 4,
    });
    const property = fc.asyncProperty(rows, lengths, async (table, each) => {
      const text = table.map((row) => row.map((cells) => cells.join("")).join()).join("\n");
      const meant = (part: string) => (/^\\[ntr0bZN]$/.test(part) ? part : part.replace(/^\\/, ""));
      const expected = table.map((row) => row.map((cells) => asCell(cells.map(meant).join(""))).join()).join("\n");
      expect(await translated(text, { quote: "none", escape: "\\", delimiter: 0x2c }, each)).toBe(expected);
    });
    await fc.assert(property, sampling(0.25));
  },
  patienceMs,
);

test(
  "with quotes and another delimiter, it is what csv-parse reads",
  async () => {
    const cells = fc.array(fc.array(content, { minLength: 2, maxLength: 3 }), { maxLength: 4 });
    const property = fc.asyncProperty(cells, lengths, async (table, each) => {
      const text = table.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join("^")).join("\n");
      const read = await translated(text, { quote: "standard", escape: undefined, delimiter: 0x5e }, each);
      expect(parse(read, { record_delimiter: "\n", relax_column_count: true })).toEqual(table);
    });
    await fc.assert(property, sampling(0.25));
  },
  patienceMs,
);

test("a cell without an end is refused with its line, and one that just ends in time is not", async () => {
  const dialect = { ...NONE, delimiter: 0x2c };
  const long = "x".repeat(1024 * 1024);
  expect((await translated(`a\n${long}\n`, dialect, [])).length).toBe(long.length + 3);
  const failure = await translated(`a\nb\n${long}${long}`, dialect, []).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(Failure);
  if (failure instanceof Failure) expect([failure.code, failure.place?.line]).toEqual(["record-too-long", 3]);
});

describe("quotes whose cell cannot be told are refused with their line, whatever pieces the text comes in", () => {
  const dialect = { quote: "standard", escape: "\\", delimiter: 0x3b } as const;
  test.for<readonly [name: string, text: string, outcome: string | readonly [code: string, line: number]]>([
    ["quotes around a cell", 'a;b\n"x";"y"\n', 'a;b\n"x";"y"\n'],
    ["a doubled quote", 'a;b\n"x""y";z\n', 'a;b\n"x""y";z\n'],
    ["an escaped quote", 'a;b\n"x\\"y";z\n', 'a;b\n"x""y";z\n'],
    ["a line end of Windows behind quotes", 'a;b\r\nx;"y"\r\nz;"w"\r\n', 'a;b\r\nx;"y"\r\nz;"w"\r\n'],
    ["quotes that end with the file", 'a;b\nx;"y"', 'a;b\nx;"y"'],
    ["a quote in a cell without quotes", 'a;b\n3" pipe;x\n', 'a;b\n"3"" pipe";x\n'],
    ["a letter behind quotes", 'a;b\n"x"y;z\n', ["quote-misplaced", 2]],
    ["a blank behind quotes", 'a;b\n"x" ;z\n', ["quote-misplaced", 2]],
    ["an escape behind quotes", 'a;b\n"x"\\;z\n', ["quote-misplaced", 2]],
    ["a quote of a row before, which would swallow a row", 'a;b\n"x;1\ny;2\nz;"w"\n', ["quote-misplaced", 4]],
    ["a carriage return alone behind quotes", 'a;b\n"x"\r;z\n', ["bare-return", 2]],
    ["two carriage returns behind quotes", 'a;b\nx;"y"\r\r\n', ["bare-return", 2]],
    ["a quote behind a carriage return behind quotes", 'a;b\nx;"y"\r"\n', ["bare-return", 2]],
    ["a carriage return behind quotes at the end", 'a;b\nx;"y"\r', ["bare-return", 2]],
    ["a file that ends within quotes", 'a;b\n"x\ny";1\nz;"w\nv', ["quote-unclosed", 4]],
    ["a file that ends behind an escape within quotes", 'a;b\nz;"w\\', ["quote-unclosed", 2]],
  ])("%s", async ([, text, outcome]) => {
    for (const lengths of [[], [1], [2, 3]]) {
      const result = await translated(text, dialect, lengths).catch((error: unknown) => error);
      expect(result instanceof Failure ? [result.code, result.place?.line] : result).toEqual(outcome);
    }
  });
});
