/** Mapped exports of more than one block: their damage is told with its place in the file, and the memory for blocks is used again. */
import { describe, expect, test } from "vitest";
import { Failure } from "../../../src/domain/failure.ts";
import type { ColumnMapping, ExportMapping } from "../../../src/domain/mapping.ts";
import { joinedRow } from "../../../src/input/cells.ts";
import { mapStream } from "../../../src/input/mapped/mapped-stream.ts";
import { openExport } from "../../../src/input/open-export.ts";
import { visitRows } from "../../../src/input/visit-rows.ts";
import { memoryStream } from "../../support/memory-stream.ts";
import { PLAIN_MAPPING } from "../../support/plain-mapping.ts";

const COLUMN = {
  words: undefined,
  otherwise: { kind: "keep" },
  missing: undefined,
  number: undefined,
  time: undefined,
} as const;
const COLUMNS: readonly ColumnMapping[] = [
  { ...COLUMN, name: "rental_id", source: { kind: "from", names: ["번호"] } },
  { ...COLUMN, name: "user_id", source: { kind: "from", names: ["회원"] } },
  ...["service", "started_at", "expires_at"].map(
    (name): ColumnMapping => ({ ...COLUMN, name, source: { kind: "always", text: name } }),
  ),
];
const MAPPING: ExportMapping = {
  ...PLAIN_MAPPING,
  record: "rental",
  delimiter: 0x2c,
  beforeHeader: 1,
  missing: new Set(["NULL"]),
  columns: COLUMNS,
};
const HEAD = "가입 현황\n번호,회원\n";
/** Some 1.3 MB, in three blocks. */
const ROWS = Array.from({ length: 90_000 }, (_, row) => `r${row},${row % 9 === 0 ? "NULL" : `u${row}`}\n`);

/** All rows of an export under a mapping, or the failure that ended it. */
async function readAll(content: Uint8Array, mapping: Partial<ExportMapping> = {}): Promise<string | Failure> {
  const open = () => mapStream(memoryStream(content, [100_000]), { ...MAPPING, ...mapping }, "rentals.csv");
  try {
    const opened = await openExport({ path: "rentals.csv", open }, { kind: undefined });
    const texts: string[] = [];
    await visitRows(opened, (bytes, cells) => texts.push(`${joinedRow(bytes, cells, COMMA).bytes}\n`));
    return texts.join("");
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

const COMMA = 0x2c;

test("all rows are there, in their order, export after export", async () => {
  const expected = ROWS.map((row) => row.replace("NULL", "").replace("\n", ",service,started_at,expires_at\n")).join(
    "",
  );
  const content = Buffer.from(HEAD + ROWS.join(""));
  const all = await Promise.all([content, content].map((each) => readAll(each)));
  for (const text of [...all, await readAll(content)]) expect(text === expected).toBe(true);
});

describe("damage in a later block has its line in the file, and no byte", () => {
  const before = ROWS.slice(0, 70_000).join("");
  const behind = ROWS.slice(70_000).join("");
  test.for([
    ["a quote", 'x,"u"v\n', "quote-misplaced"],
    ["a carriage return", "x,u\rv\n", "bare-return"],
    ["a NUL byte", "x,\0\n", "nul-byte"],
    ["a byte that is no text, before a quote", Buffer.from([0x78, 0x2c, 0xff, 0x22, 0x0a]), "bytes-undecodable"],
  ] as const)("%s", async ([, damaged, code]) => {
    const content = Buffer.concat([Buffer.from(HEAD + before), Buffer.from(damaged), Buffer.from(behind)]);
    const failure = await readAll(content);
    expect(failure).toBeInstanceOf(Failure);
    if (!(failure instanceof Failure)) return;
    expect([failure.code, failure.place?.line]).toEqual([code, 70_003]);
    expect(failure.message).not.toContain("at byte");
  });

  test("a quote that nothing closes", async () => {
    const failure = await readAll(Buffer.from(`${HEAD}${before}x,"${behind}${behind}${behind}${behind}`));
    expect(failure).toBeInstanceOf(Failure);
    if (failure instanceof Failure) expect([failure.code, failure.place?.line]).toEqual(["record-too-long", 70_003]);
  });
});

test("a file without a header line keeps the empty lines above its rows", async () => {
  const text = await readAll(Buffer.from("x\n\r\n\nr1,u1\n"), { header: ["번호", "회원"] });
  expect(text).toBe("r1,u1,service,started_at,expires_at\n");
});

test("a mapping that only renames gives the cells of the rows as they are", async () => {
  const names = ["번호", "회원", "상품", "시작", "끝"];
  const columns = COLUMNS.map(
    (column, index): ColumnMapping => ({ ...column, source: { kind: "from", names: [names[index] ?? ""] } }),
  );
  const rows = ROWS.map((row) => row.replace("\n", ',s,"t\n""",e\r\n')).join("");
  const text = await readAll(Buffer.from(`\n${names.join()}\n${rows}`), { columns, missing: new Set() });
  expect(text === rows.replaceAll("\r\n", "\n")).toBe(true);
});
