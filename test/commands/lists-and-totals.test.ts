/** Lists that a policy names and control totals are read as exports are: in any encoding, packed, in a workbook, under a mapping. */
import { gzipSync } from "node:zlib";
import { createMultibyteEncoder } from "@exodus/bytes/multi-byte.js";
import { describe, expect, test } from "vitest";
import { POLICY, rowText, type SmallCase, smallCase } from "../support/small-case.ts";
import { workbookOf } from "../support/workbook.ts";

const EXPORT = `rental_id,user_id,service,started_at,expires_at
r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00
r2,회원2,kakaopage,2022-10-14T10:00,2022-10-20T10:00
r3,u3,kakaopage,2022-10-14T10:00,2022-10-20T10:00
`;
const LISTING = POLICY.replace("service: kakaopage", "service: kakaopage, user_id: { listed-in: LIST }");
const GIVEN = ["r1 2022-10-20T10:00 -> 2022-10-24T10:00", "r2 2022-10-20T10:00 -> 2022-10-24T10:00"];

const cp949 = (text: string) => createMultibyteEncoder("euc-kr")(text);
const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, "utf16le");

async function workbook(...rows: readonly (readonly string[])[]): Promise<Uint8Array> {
  const cells = rows.map((row, index) =>
    row.map((cell, at) => `<c r="${"ABC"[at]}${index + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`).join(""),
  );
  return new Uint8Array(await (await workbookOf({ rows: cells })).arrayBuffer());
}

/** One mapping for the list of `LIST` and for totals. */
const MAPPING = `mapping: beside
exports:
  - match: "vip*"
    record: rental
    encoding: cp949
    columns: { user_id: 회원번호 }
  - match: "totals*"
    record: rental
    columns: { file: 파일, rows: { from: 건수, number: { group: "," } } }
`;

interface Given {
  readonly name: string;
  readonly content: Uint8Array | string;
  readonly options?: string;
  readonly files?: { readonly [file: string]: string };
}

async function story({ name, content, files = {} }: Given): Promise<SmallCase> {
  return smallCase({ "rentals.csv": EXPORT, "list.yaml": LISTING.replace("LIST", name), [name]: content, ...files });
}

const RULES = "--outage outage.yaml --policy list.yaml";

describe("a list is read", () => {
  test.for<readonly [name: string, given: () => Promise<Given> | Given]>([
    ["in UTF-8", () => ({ name: "vip.csv", content: "user_id\nu1\n회원2\n" })],
    ["with another delimiter", () => ({ name: "vip.csv", content: "name;user_id\nA;u1\nB;회원2\n" })],
    ["in UTF-16", () => ({ name: "vip.csv", content: utf16("name\tuser_id\nA\tu1\nB\t회원2\n") })],
    ["packed", () => ({ name: "vip.csv.gz", content: gzipSync("user_id\nu1\n회원2\n") })],
    ["of JSON lines", () => ({ name: "vip.jsonl", content: '{"user_id":"u1"}\n{"user_id":"회원2"}\n' })],
    ["in a workbook", async () => ({ name: "vip.xlsx", content: await workbook(["user_id"], ["u1"], ["회원2"]) })],
    [
      "in the encoding of the command line",
      () => ({ name: "vip.csv", content: cp949("user_id\nu1\n회원2\n"), options: "--encoding cp949" }),
    ],
    [
      "as UTF-8 where it is that, whatever exports are in",
      () => ({ name: "vip.csv", content: "user_id\nu1\n회원2\n", options: "--encoding cp949" }),
    ],
    [
      "by the mapping beside it",
      () => ({
        name: "vip.csv",
        content: cp949("이름,회원번호\nA,u1\nB,회원2\n"),
        files: { "mapping.yaml": MAPPING },
      }),
    ],
    [
      "by the mapping of the command line",
      () => ({
        name: "vip.csv",
        content: cp949("회원번호\nu1\n회원2\n"),
        options: "--mapping in/m.yaml",
        files: { "in/m.yaml": MAPPING },
      }),
    ],
  ])("%s", async ([, given]) => {
    const { name, content, options = "", files } = await given();
    const one = await story({ name, content, ...(files === undefined ? {} : { files }) });
    // Exports in CP949 are read as such, so that this one is not.
    const encoded = options.startsWith("--encoding");
    if (encoded) one.write("rentals.csv", cp949(EXPORT));
    expect(await one.run(`apply ${RULES} ${options} --yes rentals.csv`)).toMatchObject({ exit: 0, message: "" });
    expect(one.rows("compensations/0001/adjusted-expiry.csv").map(rowText)).toEqual(GIVEN);
    expect(await one.run("verify --recompute")).toMatchObject({ exit: 0, message: "" });
    const { rules } = JSON.parse(one.read("compensations/0001/manifest.json")) as {
      rules: readonly { readonly role: string; readonly path: string }[];
    };
    const mapping = Object.keys(files ?? {}).map((path) => `mapping ${path}`);
    expect(rules.map(({ role, path }) => `${role} ${path}`)).toEqual([
      "policy list.yaml",
      `list ${name}`,
      ...mapping,
      "outage outage.yaml",
    ]);
  });

  test("by no mapping that describes every file, which is about exports", async () => {
    const mapping = "mapping: m\nrecord: rental\ncolumns: { rental_id: rental_id }\n";
    const one = await story({
      name: "vip.csv",
      content: "user_id\nu1\n회원2\n",
      files: { "mapping.yaml": mapping },
    });
    expect(await one.run(`plan ${RULES} --out plan rentals.csv`)).toMatchObject({ exit: 0, message: "" });
    expect(one.rows("plan/adjusted-expiry.csv").map(rowText)).toEqual(GIVEN);
  });

  test("by lint and by check as by plan", async () => {
    const one = await story({
      name: "vip.csv",
      content: cp949("회원번호\nu1\n"),
      files: { "mapping.yaml": MAPPING, "expected/review.csv": "record_id\n", "exports/rentals.csv": EXPORT },
    });
    one.write("policy.yaml", one.read("list.yaml"));
    expect((await one.run("lint --policy list.yaml")).exit).not.toBe(4);
    expect((await one.run("check .")).out).toContain("1 case: 1 passes");
  });
});

test("a changed mapping of a list makes a plan stale", async () => {
  const one = await story({
    name: "vip.csv",
    content: cp949("회원번호\nu1\n"),
    files: { "mapping.yaml": MAPPING },
  });
  await one.run(`plan ${RULES} --out plan rentals.csv`);
  one.write("mapping.yaml", `${MAPPING}# changed\n`);
  expect(await one.run("apply plan --yes")).toMatchObject({ exit: 5, failure: "plan-stale" });
});

describe("a list is refused at the rule that names it, with what is wrong", () => {
  test.for<readonly [name: string, file: string, content: () => Uint8Array | string, mapping: string, message: string]>(
    [
      [
        "in CP949 that nobody declared",
        "vip.csv",
        () => cp949("user_id\nu1\n회원2\n"),
        "",
        "vip.csv:3: these bytes are not UTF-8: at byte 13. The file reads as cp949, the encoding of Korean Windows, throughout: --encoding cp949 reads it so.",
      ],
      [
        "with a byte that its encoding lacks",
        "vip.csv",
        () => Buffer.from("user_id\nu1\n\xff\n", "latin1"),
        MAPPING.replace("    columns: { user_id: 회원번호 }\n", ""),
        "vip.csv:3: these bytes do not exist in the encoding in which the file is read: ff 0a at byte 11 is no text in cp949",
      ],
      [
        "without a column of its mapping",
        "vip.csv",
        () => "user_id\nu1\n",
        MAPPING,
        'vip.csv:1: the header cannot be used: there is no column "회원번호" for user_id',
      ],
      [
        "that is a page",
        "vip.csv",
        () => "<!doctype html>\n\0",
        "",
        "vip.csv: this is no CSV in UTF-8: it is a web page (HTML)",
      ],
      ["without the column", "vip.csv", () => "id;name\n1;A\n", "", 'vip.csv has no column "user_id", or is no CSV'],
    ],
  )("%s", async ([, file, content, mapping, message]) => {
    const one = await story({
      name: file,
      content: content(),
      files: mapping === "" ? {} : { "mapping.yaml": mapping },
    });
    const ran = await one.run(`plan ${RULES} --out plan rentals.csv`);
    expect(ran).toMatchObject({ exit: 4, failure: "policy-invalid" });
    expect(ran.message).toContain(`list.yaml:7:70: ${message}`);
  });
});

describe("control totals are read", () => {
  test.for<readonly [name: string, given: () => Promise<Given> | Given]>([
    ["with another delimiter", () => ({ name: "totals.csv", content: "rows;file\n3;rentals.csv\n" })],
    ["in UTF-16", () => ({ name: "totals.csv", content: utf16("file\trows\nrentals.csv\t3\n") })],
    [
      "in a workbook",
      async () => ({ name: "t.xlsx", content: await workbook(["file", "rows"], ["rentals.csv", "3"]) }),
    ],
    [
      "by the mapping beside them",
      () => ({ name: "totals.csv", content: '파일,건수\nrentals.csv,"3"\n', files: { "mapping.yaml": MAPPING } }),
    ],
    [
      "in the encoding of the command line",
      () => ({ name: "t.csv", content: cp949("file,rows\nrentals.csv,3\n"), options: "--encoding cp949" }),
    ],
  ])("%s", async ([, given]) => {
    const { name, content, options = "", files = {} } = await given();
    const one = await smallCase({ "rentals.csv": EXPORT.replace("회원2", "u2"), [name]: content, ...files });
    const rules = "--outage outage.yaml --policy policy.yaml";
    const line = `plan ${rules} ${options} --control ${name} --out plan rentals.csv`;
    expect(await one.run(line)).toMatchObject({ exit: 0, message: "" });
    expect(await one.run(`apply plan --yes --control ${name}`)).toMatchObject({ exit: 0, message: "" });
    const manifest = JSON.parse(one.read("compensations/0001/manifest.json")) as {
      rules: readonly { readonly role: string; readonly path: string }[];
    };
    const mapping = Object.keys(files).map((path) => `mapping ${path}`);
    expect(
      manifest.rules
        .map(({ role, path }) => `${role} ${path}`)
        .slice(2)
        .sort(),
    ).toEqual([`control ${name}`, ...mapping].sort());
    one.write("rentals.csv", EXPORT.replace("회원2", "u2").replace(/r3.*\n/, ""));
    expect((await one.run(line)).message).toContain("rentals.csv  rows  expected 3, found 2");
  });

  test("with the line of the file in what is wrong with them", async () => {
    const one = await smallCase({
      "rentals.csv": EXPORT,
      "totals.csv": "파일,건수\n\nrentals.csv,many\n",
      "mapping.yaml": MAPPING,
    });
    const ran = await one.run(
      "plan --outage outage.yaml --policy policy.yaml --control totals.csv --out plan rentals.csv",
    );
    expect(ran.message).toContain("totals.csv:3: ");
    expect(ran.message).toContain("rows is no count");
  });
});
