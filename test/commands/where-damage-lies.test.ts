/** The place of damage is a place of the file: a line, and a byte only where the file is read as it lies. What to mend is named. */
import { gzipSync } from "node:zlib";
import { createMultibyteEncoder } from "@exodus/bytes/multi-byte.js";
import { describe, expect, test } from "vitest";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { workbookOf } from "../support/workbook.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at,note\n";
const ROW = "r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00,구름\n";
/** The quote stands behind 153 bytes in UTF-8. */
const DAMAGED = `${HEADER}${ROW}r2,u2"x,kakaopage,2022-10-14,2022-10-20,\n`;
const QUOTE_AT = Buffer.from(DAMAGED).indexOf('"');
const QUOTE = "a quote stands where none may stand";

const MAPPING = "mapping: m\nrecord: rental\ncolumns: { rental_id: rental_id }\n";

async function messageOf(files: Parameters<typeof smallCase>[0], named: string): Promise<string> {
  const story: SmallCase = await smallCase(files);
  return (await story.run(`plan ${RULES} --out plan ${named}`)).message;
}

describe("a quote that stands where none may", () => {
  test.for<
    readonly [name: string, files: Parameters<typeof smallCase>[0], named: string, place: string, byte: boolean]
  >([
    ["in UTF-8", { "a.csv": DAMAGED }, "a.csv", "a.csv:3: ", true],
    ["packed", { "a.csv.gz": gzipSync(DAMAGED) }, "a.csv.gz", "a.csv.gz:3: ", true],
    ["in UTF-16", { "a.csv": Buffer.from(`\ufeff${DAMAGED}`, "utf16le") }, "a.csv", "a.csv:3: ", false],
    ["in CP949", { "a.csv": createMultibyteEncoder("euc-kr")(DAMAGED) }, "--encoding cp949 a.csv", "a.csv:3: ", false],
    ["under a mapping", { "a.csv": DAMAGED, "m.yaml": MAPPING }, "--mapping m.yaml a.csv", "a.csv:3: ", false],
    [
      "under a mapping of another text",
      { "a.csv": DAMAGED, "m.yaml": `${MAPPING}missing: NULL\n` },
      "--mapping m.yaml a.csv",
      "a.csv:3: ",
      false,
    ],
  ])("%s", async ([, files, named, place, byte]) => {
    const message = await messageOf(files, named);
    const [first = ""] = message.split("\n");
    expect(first.startsWith(place)).toBe(true);
    expect(first).toContain(QUOTE);
    expect(/at byte (\d+)/.exec(first)?.[1]).toBe(byte ? String(QUOTE_AT) : undefined);
  });

  test("in a header in UTF-16 is told without a byte, alone and beside another", async () => {
    const wide = Buffer.from(`\ufeff${HEADER.replace("user_id", 'user"_id')}`, "utf16le");
    const files = { "a.csv": wide, "b.csv": HEADER };
    for (const named of ["a.csv", "a.csv b.csv"]) {
      const message = await messageOf(files, named);
      expect(message).toMatch(
        /^a\.csv:1: a quote stands where none may stand, so columns cannot be told apart from here on\n/,
      );
    }
  });
});

describe("a header that cannot be used is mended", () => {
  const given = (columns: string) =>
    `mapping: m\nrecord: rental\nheader: [번호, user_id, service, started_at, end]\ncolumns: { ${columns} }\n`;
  const rows = "r1,u1,kakaopage,2022-10-14,2022-10-20\n";

  test.for<readonly [name: string, content: string, mapping: string | undefined, first: string, next: string]>([
    [
      "in the file where its names count",
      HEADER.replace("expires_at", "end"),
      undefined,
      "a.csv:1: the header cannot be used: a rental export needs expires_at",
      "Mend the header line and run the command again.",
    ],
    [
      "in the mapping or the file where the mapping names columns of the file",
      HEADER.replace("expires_at", "end"),
      MAPPING,
      "a.csv:1: the header cannot be used: a rental export needs expires_at",
      "Mend columns in the mapping, or the header line, and run the command again.",
    ],
    [
      "likewise where the file lacks a column of the mapping",
      HEADER,
      MAPPING.replace("rental_id: rental_id", "rental_id: 번호"),
      'a.csv:1: the header cannot be used: there is no column "번호" for rental_id',
      "Mend columns in the mapping, or the header line, and run the command again.",
    ],
    [
      "in the mapping alone where it gives the header, which is no line of the file",
      rows,
      given("rental_id: 번호"),
      "a.csv: the header cannot be used: a rental export needs expires_at",
      "Mend header or columns in the mapping, and run the command again.",
    ],
  ])("%s", async ([, content, mapping, first, next]) => {
    const files = { "a.csv": content, ...(mapping === undefined ? {} : { "m.yaml": mapping }) };
    const message = await messageOf(files, `${mapping === undefined ? "" : "--mapping m.yaml "}a.csv`);
    const lines = message.split("\n");
    expect(lines[0]).toContain(first);
    expect(lines.at(-1)).toBe(`  ${next}`);
  });

  test("in both places where exports of both sorts are at fault", async () => {
    const one = await smallCase({
      "in/a.csv": rows,
      "in/mapping.yaml": `mapping: m\nexports:\n  - match: a.csv\n    record: rental\n    header: [번호, user_id, service, started_at, end]\n    columns: { rental_id: 번호 }\n`,
      "in/b.csv": HEADER.replace("expires_at", "end"),
    });
    const { message } = await one.run(`plan ${RULES} --out plan in`);
    expect(message.split("\n").slice(-2)).toEqual([
      "  Mend header or columns in the mapping, and run the command again.",
      "  Mend the header line and run the command again.",
    ]);
    expect(message).toContain("in/a.csv: a rental export needs expires_at");
    expect(message).toContain("in/b.csv:1: a rental export needs expires_at");
  });
});

test("a policy that is no text is told what it is", async () => {
  const book = new Uint8Array(await (await workbookOf({ rows: ['<c r="A1"><v>1</v></c>'] })).arrayBuffer());
  const one = await smallCase({ "a.csv": HEADER + ROW, "policy.yaml": book });
  const { message } = await one.run(`plan ${RULES} --out plan a.csv`);
  expect(message).toContain("it is an Excel workbook (.xlsx), and no text; write it as text in UTF-8");
});
