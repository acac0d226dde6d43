/** Any part of a stream, read again, is what came the first time, whatever the stream was made from. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findEncoding } from "../../src/domain/encodings.ts";
import type { ColumnMapping, ExportMapping } from "../../src/domain/mapping.ts";
import { exportFileSource } from "../../src/input/export-source.ts";
import { PLAIN_MAPPING } from "../support/plain-mapping.ts";
import { tempFolder } from "../support/temp-folder.ts";

const TEXT = Array.from(
  { length: 40_000 },
  (_, row) => `구독-${row},회원 ${row * 7919},${row % 9 === 0 ? "NULL" : "x"}\n`,
);
const HEADER = "번호,회원,비고\n";

const COLUMN = {
  words: undefined,
  otherwise: { kind: "keep" },
  missing: undefined,
  number: undefined,
  time: undefined,
} as const;
const RENAMED: readonly ColumnMapping[] = [
  { ...COLUMN, name: "rental_id", source: { kind: "from", names: ["번호"] } },
  { ...COLUMN, name: "user_id", source: { kind: "from", names: ["회원"] } },
];
const PLAIN: ExportMapping = { ...PLAIN_MAPPING, record: "rental", columns: RENAMED };

interface Case {
  readonly content: Uint8Array;
  readonly mapping?: Partial<ExportMapping>;
  readonly encoding?: string;
}

const utf8 = Buffer.from(HEADER + TEXT.join(""));
const utf16 = Buffer.from(`\ufeff${utf8.toString()}`, "utf16le");
// Letters of CP949 take two bytes each; these are 가 and 나, after a run of ASCII.
const cp949 = Buffer.concat([
  Buffer.from("a,b,c\n"),
  ...TEXT.map((_, row) =>
    Buffer.concat([Buffer.from(`${row},`), Buffer.from([0xb0, 0xa1, 0xb3, 0xaa]), Buffer.from(",x\n")]),
  ),
]);

describe("a stream is read again in parts", () => {
  test.for<[string, Case]>([
    ["as it lies", { content: utf8 }],
    ["in UTF-16", { content: utf16 }],
    ["in CP949", { content: cp949, encoding: "cp949" }],
    ["with other names", { content: utf8, mapping: {} }],
    ["with a byte order mark", { content: Buffer.concat([Buffer.from("\ufeff"), utf8]), mapping: {} }],
    [
      "below other lines",
      { content: Buffer.concat([Buffer.from("제목\n\n가\n"), utf8]), mapping: { beforeHeader: 3 } },
    ],
    ["with a header of the mapping", { content: utf8, mapping: { header: ["번호", "회원", "비고"] } }],
    ["rewritten", { content: utf8, mapping: { missing: new Set(["NULL"]) } }],
    [
      "rewritten, with a header of the mapping",
      { content: utf8, mapping: { header: ["번호", "회원", "비고"], missing: new Set(["x"]) } },
    ],
    [
      "without some rows",
      { content: utf8, mapping: { skip: [{ column: "비고", values: new Set(["NULL"]), negated: false }] } },
    ],
    [
      "rewritten below other lines, in UTF-16",
      {
        content: Buffer.from(`\ufeff제목\n${utf8.toString()}`, "utf16le"),
        mapping: { beforeHeader: 1, missing: new Set(["NULL"]) },
      },
    ],
  ])("%s", async ([name, { content, mapping, encoding }]) => {
    const folder = await tempFolder();
    const path = join(folder, `${name}.csv`);
    writeFileSync(path, content);
    const file = { path, encoding: encoding === undefined ? undefined : findEncoding(encoding) };
    const whole = mapping === undefined ? undefined : { ...PLAIN, ...mapping };
    const stream = await exportFileSource({ ...file, mapping: whole }, folder).open();
    const pieces: Buffer[] = [];
    for (let got = -1; got !== 0; ) {
      const into = Buffer.alloc(100_000);
      got = await stream.read(into);
      pieces.push(into.subarray(0, got));
    }
    await stream.close();
    const bytes = Buffer.concat(pieces);
    const top = bytes.indexOf("\n", /[^\n]/.exec(bytes.toString("latin1"))?.index) + 1;
    const ranges = await stream.openRanges?.();
    if (ranges === undefined) throw new Error("it cannot be read again in parts");
    const parts = fc.array(
      fc.tuple(fc.integer({ min: top, max: bytes.length - 1 }), fc.oneof(fc.nat(300), fc.nat(700_000))),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    const property = fc.asyncProperty(parts, async (asked) => {
      const read = asked.map(([from, length]) => ranges.read(from, Math.min(length, bytes.length - from)));
      for (const [index, part] of (await Promise.all(read)).entries()) {
        const [from = 0] = asked[index] ?? [];
        expect(part.equals(bytes.subarray(from, from + part.length))).toBe(true);
      }
    });
    await fc.assert(property, { seed: 20221015, numRuns: 60 });
    await ranges.close();
  });

  test("but not where it is in another dialect", async () => {
    const folder = await tempFolder();
    const path = join(folder, "dialect.csv");
    writeFileSync(path, utf8);
    const mapping: ExportMapping = { ...PLAIN, quote: "none" };
    const stream = await exportFileSource({ path, encoding: undefined, mapping }, folder).open();
    expect(stream.openRanges).toBeUndefined();
    await stream.close();
  });
});
