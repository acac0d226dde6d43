/** JSON lines come out as a CSV with the same texts; what is no flat object is refused with its line and column. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type JsonLinesOptions, readJsonLines } from "../../../src/input/json-lines/read-json-lines.ts";
import { createSourceLines } from "../../../src/input/table/source-lines.ts";
import { patienceMs, sampling } from "../../support/sampling.ts";
import { csvOf, failureOf, rowsOf } from "../../support/table-csv.ts";

async function* pieces(bytes: Uint8Array, size = bytes.length) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function read(text: string | Buffer, options: JsonLinesOptions = {}, size?: number) {
  return readJsonLines(pieces(Buffer.from(text as string), size), "a.jsonl", options);
}

describe("a file of JSON lines comes out as a CSV", () => {
  test.for<readonly [name: string, json: string, csv: string]>([
    ["the keys of the first line are the header", '{"id":"a","n":"b"}', "id,n\na,b\n"],
    ["keys may come in any order", '{"id":"a","n":"b"}\n{"n":"d","id":"c"}\n', "id,n\na,b\nc,d\n"],
    ["a missing key is an empty cell", '{"id":"a","n":"b"}\n{"n":"d"}\n{}\n', "id,n\na,b\n,d\n,\n"],
    ["null is an empty cell, as an empty text is", '{"id":null,"n":""}', "id,n\n,\n"],
    ["one empty cell is a row", '{"id":"a"}\n{"id":""}\n', 'id\na\n""\n'],
    ["true and false", '{"a":true,"b":false}', "a,b\ntrue,false\n"],
    ["more digits than a double has", '{"a":12345678901234567890,"b":0.10}', "a,b\n12345678901234567890,0.10\n"],
    ["zeros at the end, and the minus of 0", '{"a":4900.10,"b":-0}', "a,b\n4900.10,-0\n"],
    ["exponents are written out", '{"a":4.90e3,"b":1.5E-2,"c":12e0}', "a,b,c\n4900,0.015,12\n"],
    ["a number of letters stays a text", '{"a":"1e3","b":"007"}', "a,b\n1e3,007\n"],
    ["what CSV has to quote", '{"a":"x,y","b":"say \\"hi\\""}', 'a,b\n"x,y","say ""hi"""\n'],
    ["escapes", '{"a":"\\ud55c\\uae00 \\u00e9\\/","b":"\\t"}', "a,b\n한글 é/,\t\n"],
    ["a pair of surrogates", '{"a":"\\ud83d\\ude00","b":"😀"}', "a,b\n😀,😀\n"],
    ["line ends in a text", '{"a":"x\\ny\\r\\nz"}\n{"a":"w"}', 'a\n"x\ny\r\nz"\nw\n'],
    ["escapes in a key", '{"\\u0061":"x"}\n{"a":"y"}\n', "a\nx\ny\n"],
    ["blanks between everything", ' { "a" : "x" ,\t"b" : 1 } ', "a,b\nx,1\n"],
    ["CRLF", '{"a":"x"}\r\n{"a":"y"}\r\n', "a\nx\ny\n"],
    ["a byte order mark", '\ufeff{"a":"x"}\n', "a\nx\n"],
    ["blank lines stay", '\n{"a":"x"}\n\n \r\n{"a":"y"}\n', "\na\nx\n\n\ny\n"],
    ["a key that objects have by themselves", '{"__proto__":"x","constructor":"y"}', "__proto__,constructor\nx,y\n"],
    ["nothing", "", ""],
  ])("%s", async ([, json, csv]) => {
    expect(await csvOf(read(json))).toBe(csv);
    expect(await csvOf(read(json, {}, 1))).toBe(csv);
  });

  test("the columns may be given", async () => {
    expect(await csvOf(read('{"b":"x"}\n{"a":"y"}\n', { header: ["a", "b"] }))).toBe("a,b\n,x\ny,\n");
  });

  test("chunks leave before the file ends", async () => {
    const sizes: number[] = [];
    for await (const chunk of read('{"a":"x"}\n'.repeat(400_000), {}, 64 * 1024)) sizes.push(chunk.length);
    expect(sizes.length).toBeGreaterThan(2);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(2 + 400_000 * 2);
  });
});

describe("is refused with its line and column", () => {
  const first = '{"a":"x","b":1}\n';
  test.for<readonly [name: string, line: string, code: string, column: number, found: string]>([
    ["an object as a value", '{"a":{"c":1}}', "json-value-nested", 6, '"a" is an object'],
    ["a list as a value", '{"a":"x","b":[]}', "json-value-nested", 14, '"b" is a list'],
    ["an unknown key", '{"a":"x","c":1}', "json-key-unknown", 11, '"c"'],
    ["a key that is nearly known", '{"A":"x"}', "json-key-unknown", 3, 'did you mean "a"?'],
    ["a key that appears twice", '{"a":"x","a":"x"}', "json-key-repeated", 11, '"a"'],
    ["a key that appears twice, once with an escape", '{"a":1,"\\u0061":1}', "json-key-repeated", 9, '"a"'],
    ["a list", '[{"a":1}]', "json-line-invalid", 1, "an object, which begins with { is expected"],
    ["a text", '"a"', "json-line-invalid", 1, "an object"],
    ["an object that goes on", "{", "json-line-invalid", 2, "a key in quotes"],
    ["a key without quotes", "{a:1}", "json-line-invalid", 2, "a key in quotes"],
    ["a comma too many", '{"a":1,}', "json-line-invalid", 8, "a key in quotes"],
    ["a comma that is missing", '{"a":1 "b":2}', "json-line-invalid", 8, ", or } is expected"],
    ["a colon that is missing", '{"a" 1}', "json-line-invalid", 6, ": is expected"],
    ["a value that is missing", '{"a":}', "json-line-invalid", 6, "a value is expected"],
    ["two objects", '{"a":1}{"a":2}', "json-line-invalid", 8, "something follows the object"],
    ["a word that is none", '{"a":True}', "json-line-invalid", 6, "a value is expected"],
    ["a word that goes on", '{"a":nulls}', "json-line-invalid", 10, ", or } is expected"],
    ["no number", '{"a":NaN}', "json-line-invalid", 6, "a value is expected"],
    ["a zero in front", '{"a":007}', "json-line-invalid", 6, "needless 0"],
    ["a point at the end", '{"a":1.}', "json-line-invalid", 8, "after the decimal point"],
    ["a point in front", '{"a":.5}', "json-line-invalid", 6, "a value is expected"],
    ["a minus alone", '{"a":-}', "json-line-invalid", 7, "a digit is expected"],
    ["an exponent without digits", '{"a":1e+}', "json-line-invalid", 9, "in the exponent"],
    ["an exponent beyond reason", '{"a":1e401}', "json-line-invalid", 6, "exponent beyond 400"],
    ["a text that never ends", '{"a":"한', "json-line-invalid", 8, "the line ends inside a text"],
    ["a tab in a text", '{"a":"\t"}', "json-line-invalid", 7, "control character"],
    ["an escape that is none", '{"a":"\\x41"}', "json-line-invalid", 7, "an escape that JSON does not have"],
    ["an escape that is cut off", '{"a":"\\u00"}', "json-line-invalid", 7, "an escape that JSON does not have"],
    ["half of a character", '{"a":"\\ud83d"}', "json-line-invalid", 7, "half of a character"],
    ["a byte order mark in the middle", '\ufeff{"a":1}', "json-line-invalid", 1, "an object"],
  ])("%s", async ([, line, code, column, found]) => {
    const failure = await failureOf(read(`${first}\n${line}\n${first}`));
    expect(failure).toMatchObject({ code, exit: 3, place: { file: "a.jsonl", line: 3, column } });
    expect(failure.message).toContain(found);
  });

  test.for<readonly [name: string, text: string | Buffer, code: string, line: number]>([
    ["a first object without keys", "\n{}\n", "json-line-invalid", 2],
    ["a first object with a key twice", '{"a":1,"a":2}\n', "json-key-repeated", 1],
    ["bytes that are not UTF-8", Buffer.from('{"a":"x"}\n{"a":"\xe9"}\n', "latin1"), "bytes-undecodable", 2],
    ["a line of more than 1 MiB", `{"a":"x"}\n{"a":"${"한".repeat(500_000)}"}\n`, "record-too-long", 2],
    ["a line of more than 1 MiB of blanks", `{"a":"x"}\n${" ".repeat(2_000_000)}\n{"a":"y"}\n`, "record-too-long", 2],
    [
      "an object and blanks up to more than 1 MiB",
      `\ufeff{"a":"x"}${" ".repeat(1024 * 1024)}\n{"a":"y"}\n`,
      "record-too-long",
      1,
    ],
    ["a line that never ends", `{"a":"${"한".repeat(900_000)}`, "record-too-long", 1],
  ])("%s", async ([, text, code, line]) => {
    expect(await failureOf(read(text, {}, 64 * 1024))).toMatchObject({ code, place: { line } });
  });

  test("a line that is cut off is never read, wherever it is cut", async () => {
    const start = '\ufeff{"a":"x"}';
    for (const beyond of [1, 2, 3, 4]) {
      const text = Buffer.from(`${start}${" ".repeat(1024 * 1024 + 8 - start.length)}\n{"a":"y"}\n`);
      const read = readJsonLines(pieces(text, 1024 * 1024 + beyond), "a.jsonl");
      expect(await failureOf(read)).toMatchObject({ code: "record-too-long", place: { line: 1 } });
    }
  });

  test("an exponent of 400 is written out", async () => {
    expect(await csvOf(read('{"a":1e400,"b":1e-400}'))).toBe(`a,b\n1${"0".repeat(400)},0.${"0".repeat(399)}1\n`);
  });
});

describe("lines keep their numbers", () => {
  test("a line of the CSV is told as a line of the file", async () => {
    const lines = createSourceLines();
    const csv = await csvOf(read('\n{"a":"x"}\n{"a":"y\\nz\\nw"}\n\n{"a":"v"}\n{"a":"u"}\n', { lines }));
    expect(csv.split("\n").map((text, index) => [text, lines.of(index + 1)])).toEqual([
      ["", 1],
      ["a", 1],
      ["x", 2],
      ['"y', 3],
      ["z", 3],
      ['w"', 3],
      ["", 4],
      ["v", 5],
      ["u", 6],
      ["", 7],
    ]);
  });

  test("many rows with line ends", async () => {
    const lines = createSourceLines();
    await csvOf(read('{"a":"x\\ny"}\n'.repeat(1000), { lines }));
    const told = Array.from({ length: 2000 }, (_, index) => lines.of(index + 2));
    expect(told).toEqual(Array.from({ length: 2000 }, (_, index) => (index >> 1) + 1));
  });
});

const text = fc
  .array(fc.constantFrom("a", '"', ",", "\n", "\r", "\\", "한", "😀", " ", "\u0001", "e5"))
  .map((parts) => parts.join(""));
const value = fc.oneof(
  text,
  fc.constantFrom(null, true, false),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

test(
  "whatever JSON.stringify writes comes out as JSON.parse reads it",
  async () => {
    const objects = fc.array(fc.dictionary(fc.constantFrom("a", "b", "한", 'q"', "x,y"), value, { minKeys: 1 }), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(objects, fc.integer({ min: 1, max: 40 }), async (rows, size) => {
        const header = ["a", "b", "한", 'q"', "x,y"];
        const json = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
        const [names, ...read_] = await rowsOf(read(json, { header }, size));
        expect(names).toEqual(header);
        expect(read_.length).toBe(rows.length);
        for (const index of rows.keys()) {
          for (const [column, name] of header.entries()) {
            const cell = read_[index]?.[column] ?? "";
            const given = (JSON.parse(json.split("\n")[index] ?? "") as { [key: string]: unknown })[name] ?? "";
            if (typeof given === "number") expect([Number(cell), /e/i.test(cell)]).toEqual([given, false]);
            else expect(cell).toBe(String(given));
          }
        }
      }),
      sampling(0.2),
    );
  },
  patienceMs,
);

test(
  "a line is taken exactly when JSON.parse takes it for a flat object",
  async () => {
    const parts = [
      "{",
      "}",
      '"a"',
      ":",
      ",",
      '"b"',
      "1",
      "-",
      "0",
      ".5",
      "e3",
      "E-1",
      '"\\u00',
      "41",
      '"',
      "\\n",
      "null",
      "true",
      " ",
      "\t",
      "x",
    ];
    const well = fc.constantFrom(
      '{"a":1}',
      '{"a":"\\u0041"}',
      '{"a":-0.5e3,"b":null}',
      '{ "a" : true }',
      '{"a":"","b":"\\n"}',
    );
    // A well-formed line with a piece put in, or pieces alone.
    const line = fc.oneof(
      fc.array(fc.constantFrom(...parts), { maxLength: 9 }).map((pieces_) => pieces_.join("")),
      fc
        .tuple(well, fc.nat(24), fc.constantFrom(...parts), fc.nat(1))
        .map(([base, at, part, cut]) => base.slice(0, at) + part + base.slice(at + cut)),
    );
    await fc.assert(
      fc.asyncProperty(line, async (json) => {
        fc.pre(json.trim() !== "");
        const taken = await csvOf(read(json, { header: ["a", "b", "A", "aA"] })).then(
          () => true,
          ({ code }: { code: string }) => (code === "json-line-invalid" ? false : undefined),
        );
        if (taken !== undefined) expect(taken).toBe(isFlatObject(json));
      }),
      sampling(2),
    );
  },
  patienceMs,
);

function isFlatObject(json: string): boolean {
  try {
    const read_: unknown = JSON.parse(json);
    return typeof read_ === "object" && read_ !== null && !Array.isArray(read_);
  } catch {
    return false;
  }
}
