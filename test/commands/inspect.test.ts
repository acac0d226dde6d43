/** What `inspect` says of files: of each column, of odd rows, and of files that are no table. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { inspect } from "../../src/commands/inspect.ts";
import { findEncoding } from "../../src/domain/encodings.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { createTestWorld } from "../support/test-world.ts";

interface Shown {
  readonly [key: string]: unknown;
  readonly columns: readonly { readonly [key: string]: unknown }[];
}

interface Asked {
  readonly showValues?: boolean;
  readonly language?: "en" | "ko";
}

async function textOf(
  content: string | Uint8Array,
  { showValues = false, language = "en" }: Asked = {},
): Promise<string> {
  const cwd = await tempFolder();
  writeFileSync(join(cwd, "a.csv"), content);
  const world = createTestWorld({ cwd, language });
  await inspect(
    {
      exports: ["a.csv"],
      json: false,
      quiet: false,
      write: undefined,
      encoding: undefined,
      jobs: 1,
      showValues,
    },
    world,
  );
  return world.printed();
}

async function factsOf(content: string | Uint8Array, { showValues = false }: Asked = {}): Promise<Shown> {
  const cwd = await tempFolder();
  writeFileSync(join(cwd, "a.csv"), content);
  const world = createTestWorld({ cwd });
  await inspect(
    {
      exports: ["a.csv"],
      json: true,
      quiet: false,
      write: undefined,
      encoding: undefined,
      jobs: 1,
      showValues,
    },
    world,
  );
  const { files } = JSON.parse(world.printed()) as { readonly files: readonly Shown[] };
  return files[0] ?? { columns: [] };
}

async function columnOf(header: string, cells: readonly string[], asked: Asked = {}) {
  const { columns } = await factsOf(`${header},x\n${cells.map((cell) => `${cell},1\n`).join("")}`, asked);
  return columns[0] ?? {};
}

/** Days of 2022, the 13th of September and many others among them. */
function days(count: number): readonly (readonly [day: string, month: string])[] {
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.UTC(2022, 7, 1 + index)).toISOString();
    return [at.slice(8, 10), at.slice(5, 7)] as const;
  });
}

describe("the table", () => {
  test.for([
    ["commas", "a,b,c\n1,2,3\n", { delimiter: ",", header_line: 1, before_header: 0, rows: 1 }],
    ["semicolons, with commas in cells", "a;b\n1,5;2,5\n3,5;4\n", { delimiter: ";", header_line: 1, rows: 2 }],
    ["tabs", "a\tb\n1\t2\n", { delimiter: "\t" }],
    ["bars and quotes", '"a"|"b"\n"x|y"|"z"\n', { delimiter: "|", rows: 1 }],
    ["one column", "a\nx\ny\n", { delimiter: ",", rows: 2 }],
    ["a mark and CRLF", "\ufeffa,b\r\n1,2\r\n", { encoding: { name: "utf-8", known: "mark" }, rows: 1 }],
    [
      "titles and an empty line above",
      "구독 현황\n\n출력 2024\n구독번호,상품,금액\nS-1,멜론,100\nS-2,멜론,100\n",
      {
        header_line: 4,
        before_header: 2,
        rows: 2,
      },
    ],
    ["ids of one column without a header", "S-0\nS-1\nS-12\n", { header_line: null, rows: 3 }],
    ["names with numbers", "field 1,field 2\na,b\n", { header_line: 1, rows: 1 }],
    ["a name like some cells below", "S-0,x\nS-1,a\nT,b\n", { header_line: 1, rows: 2 }],
    ["no header", "S-1,melon,2022-10-01\nS-2,melon,2022-10-02\n", { header_line: null, rows: 2 }],
    ["a header only", "subscription_id,service\n", { header_line: 1, rows: 0 }],
    ["a header only, without a line end", "subscription_id,service", { header_line: 1, rows: 0 }],
    ["no line end at the end", "a,b\nx,y", { rows: 1 }],
    ["uneven rows", "a,b,c\n1,2,3\n1,2\n1,2,3\n1,2,3,4\n", { uneven: { count: 2, line: 3 } }],
    ["line feeds in quotes", 'a,b\n"x\ny",1\nz,2\n', { rows: 2 }],
  ] as const)("%s", async ([, content, expected]) => {
    expect(await factsOf(content)).toMatchObject(expected);
  });

  test("is the same from gzip, and from standard input", async () => {
    const content = "구독번호,상품\nS-1,melon\nS-2,genie\n";
    const plain = await factsOf(content);
    const packed = gzipSync(content);
    expect(await factsOf(packed)).toEqual({ ...plain, bytes: packed.length });
    const world = createTestWorld({ cwd: await tempFolder(), stdin: [Buffer.from(content)] });
    await inspect(
      {
        exports: ["-"],
        json: true,
        quiet: false,
        write: undefined,
        encoding: undefined,
        jobs: 1,
        showValues: false,
      },
      world,
    );
    expect(JSON.parse(world.printed()).files).toEqual([{ ...plain, file: "-" }]);
  });
});

describe("a file that is no table", () => {
  test.for([
    ["nothing", "", "export-empty"],
    ["empty lines", "\n\r\n\n", "export-empty"],
    ["a zip archive that is cut off", Buffer.from("PK\x03\x04\x14\0\0\0\0\0abc"), "zip-damaged"],
    ["a document", "%PDF-1.7\n%x\n", "not-a-csv"],
    ["bytes of a program", Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 0, 0, 0xff, 0xfe]), "nul-byte"],
    [
      "letters that are not UTF-8",
      Buffer.from([0x61, 0x2c, 0x62, 0x0a, 0xff, 0xff, 0x2c, 0x63, 0x0a]),
      "bytes-undecodable",
    ],
    ["a quote that does not close", 'a,b\n"1","x\n2,y\n', "quote-unclosed"],
    ["a quote inside a cell, beside quoted ones", 'a,b\n"1",x"y\n', "quote-misplaced"],
    ["a quote inside a cell, and uneven rows", 'a,b\n1,x"y\n2\n', "quote-misplaced"],
    ["a record without an end", `a,b\n1,"${"x".repeat(2 ** 21)}`, "record-too-long"],
    ["1,001 columns", `${Array.from({ length: 1001 }, (_, index) => `c${index}`).join(",")}\n`, "header-invalid"],
  ] as const)("%s is refused", async ([, content, code]) => {
    await expect(factsOf(content)).rejects.toMatchObject({ code });
  });

  test("is told to name its encoding, where nobody can tell it", async () => {
    const french = Buffer.from("Num\xe9ro;D\xe9but\n1;2\n", "latin1");
    await expect(factsOf(french)).rejects.toMatchObject({
      code: "bytes-undecodable",
      message: expect.stringContaining("--encoding, such as windows-1252"),
    });
  });

  test("has its place", async () => {
    await expect(factsOf('a,b\n"1",2\n3,x"y\n')).rejects.toMatchObject({ place: { file: "a.csv", line: 3 } });
  });
});

describe("a dialect", () => {
  test.for([
    ["quotes are letters", 'a;b\n27" tv;1\n"x;2\n', { quote: "none", escape: null, delimiter: ";", rows: 2 }],
    ["a quote that opens at last", 'a,b\n1,2\n3,"x\n', { quote: "none", escape: null, rows: 2 }],
    ["a backslash before delimiters", "a\tb\nx\\\ty\t1\nz\t2\n", { quote: "standard", escape: "\\", rows: 2 }],
    ["a backslash before a line end", "a,b\nx,y\\\nz\nu,v\n", { quote: "standard", escape: "\\", rows: 2 }],
    ["a backslash before quotes", 'a,b\n"x \\"y, z\\"",1\n"u",2\n', { quote: "standard", escape: "\\", rows: 2 }],
    ["a backslash, and quotes that are letters", 'a,b\nx\\,y,27"\nz,2\n', { quote: "none", escape: "\\", rows: 2 }],
    ["a backslash at the end of a cell", "a,b\nx\\,1\ny,2\n", { quote: "standard", escape: null, rows: 2 }],
    ["uneven rows without a backslash", "a,b\nx,y,1\ny,2\n", { quote: "standard", escape: null, rows: 2 }],
    [
      "uneven rows in any dialect",
      "a,b\nx\\,y,1\ny,2\nz,1,2\nw,2\nv,2\n",
      { quote: "standard", escape: null, uneven: { count: 2, line: 2 } },
    ],
  ] as const)("%s", async ([, content, expected]) => {
    expect(await factsOf(content)).toMatchObject(expected);
  });

  test("is said to be a guess", async () => {
    const content = 'a;b\n27" tv;1\n"x;2\n';
    expect((await textOf(content)).replaceAll(/\s+/g, " ")).toContain(
      "quotes are letters like any other (a guess: only so is every row even)",
    );
    expect((await textOf(content, { language: "ko" })).replaceAll(/\s+/g, " ")).toContain("따옴표는 보통 글자(추정: ");
  });
});

describe("an encoding", () => {
  /** 구독번호,상품 and S-1,멜론, as Korean Windows writes them. */
  const korean = Buffer.from("b1b8b5b6b9f8c8a32cbbf3c7b00a532d312cb8e1b7d00a", "hex");

  test("is CP949 where nothing else was said and all of the file reads so, which is a guess", async () => {
    expect(await factsOf(korean)).toMatchObject({
      encoding: { name: "cp949", known: "likely" },
      columns: [{ column: "구독번호" }, { column: "상품", common: [] }],
    });
  });

  test("is the declared one, whatever else the file could be", async () => {
    const cwd = await tempFolder();
    writeFileSync(join(cwd, "a.csv"), korean);
    const world = createTestWorld({ cwd });
    const encoding = findEncoding("euc-kr");
    const rest = { json: true, quiet: false, write: undefined, showValues: false, jobs: 1 } as const;
    await inspect({ exports: ["a.csv"], encoding, ...rest }, world);
    expect(JSON.parse(world.printed()).files[0]).toMatchObject({ encoding: { name: "cp949", known: "declared" } });
  });

  test("is told by the mark of UTF-16", async () => {
    const content = Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from("구독번호\t상품\r\nS-1\t멜론\r\n", "utf16le"),
    ]);
    expect(await factsOf(content)).toMatchObject({
      encoding: { name: "utf-16le", known: "mark" },
      delimiter: "\t",
      rows: 1,
    });
  });
});

describe("large rows", () => {
  test("a row of 1 MiB is read, and its cell is cut where it is shown", async () => {
    const { columns, rows } = await factsOf(`a,b\n1,${"x".repeat(2 ** 20 - 10)}\n2,y\n`);
    expect(rows).toBe(2);
    expect(columns[1]).toMatchObject({ filled: 2, distinct: { count: 2, exact: true } });
  });

  test("1,000 columns are read", async () => {
    const line = (mark: string) => Array.from({ length: 1000 }, (_, index) => `${mark}${index}`).join(",");
    const { columns } = await factsOf(`${line("c")}\n${line("v")}\n${line("w")}\n`);
    expect(columns.length).toBe(1000);
    expect(columns[999]).toMatchObject({ column: "c999", filled: 2, distinct: { count: 2, exact: true } });
  });
});

describe("the values of a column", () => {
  const values = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);

  test.for([
    ["999 different values", 999, true],
    ["1,000 different values", 1000, true],
    ["1,001 different values", 1001, false],
  ] as const)("%s", async ([, count, exact]) => {
    const { distinct } = (await columnOf("word", values(count))) as { distinct: { count: number; exact: boolean } };
    expect(distinct.exact).toBe(exact);
    expect(Math.abs(distinct.count - count)).toBeLessThanOrEqual(exact ? 0 : 30);
  });

  test("the commonest come first, with their cells", async () => {
    const cells = [...values(50), "b", "b", "b", "a", "a", "a", "v1"];
    expect(await columnOf("service", cells)).toMatchObject({
      common: [
        { value: "a", cells: 3, exact: true },
        { value: "b", cells: 3, exact: true },
        { value: "v1", cells: 2, exact: true },
      ],
    });
  });

  test("200,000 different values are about as many, and what is common among them is found", async () => {
    const cells = values(200_000).flatMap((value, index) => (index % 4 === 0 ? [value, "common"] : [value]));
    const { distinct, common } = (await columnOf("service", cells)) as never as {
      distinct: { count: number; exact: boolean };
      common: readonly { value: string; cells: number; exact: boolean }[];
    };
    expect(distinct.exact).toBe(false);
    expect(Math.abs(distinct.count - 200_001)).toBeLessThan(6_000);
    expect(common[0]).toMatchObject({ value: "common", exact: false });
    expect(common[0]?.cells).toBeLessThanOrEqual(50_000);
    expect(common[0]?.cells).toBeGreaterThan(40_000);
  });

  test("a rare value is no common one, however often it may have been forgotten", async () => {
    const cells = values(20_000).flatMap((value) => [value, value, "common"]);
    expect(await columnOf("service", cells)).toMatchObject({ common: [{ value: "common", exact: false }] });
  });

  test("a value that is the start of the one before, and one that comes again, are told apart", async () => {
    const cells = ["abc", "abc", "ab", "abc", "abd", "abd", "abc"];
    expect(await columnOf("service", cells)).toMatchObject({
      distinct: { count: 3, exact: true },
      common: [
        { value: "abc", cells: 4 },
        { value: "abd", cells: 2 },
      ],
    });
  });

  test("texts for nothing are told, and fit every form", async () => {
    const cells = ["2024-04-01", "NULL", "\\N", "0000-00-00", "2024-04-02", "NULL"];
    expect(await columnOf("end date", cells)).toMatchObject({
      missing: [
        { value: "NULL", cells: 2 },
        { value: "0000-00-00", cells: 1 },
        { value: "\\N", cells: 1 },
      ],
      readings: [{ form: "iso", fits: 2, misfits: null }],
    });
  });
});

describe("times", () => {
  test("that can be read in two ways are told with the cells that cannot", async () => {
    const cells = days(40).map(([day, month]) => `${day}/${month}/2022`);
    const cannot = days(40).filter(([day]) => Number(day) > 12);
    expect(await columnOf("start", cells)).toMatchObject({
      readings: [
        { form: "dd/MM/yyyy", fits: 40, misfits: null, between: ["2022-08-01 00:00:00", "2022-09-09 00:00:00"] },
        {
          form: "MM/dd/yyyy",
          fits: 40 - cannot.length,
          misfits: { count: cannot.length, line: 14, value: "13/08/2022" },
        },
      ],
    });
  });

  test("of which every one can be read in two ways are ambiguous", async () => {
    const text = await textOf("start,x\n03/04/2024,1\n05/06/2024,2\n");
    expect(text).toContain("ambiguous: every cell fits dd/MM/yyyy | MM/dd/yyyy");
  });

  test("one contradiction among many is told with its line", async () => {
    const cells = days(30).map(([day, month], index) => (index === 20 ? "soon" : `2022.${month}.${day}`));
    expect(await columnOf("만료일", cells)).toMatchObject({
      readings: [{ form: "yyyy.MM.dd", fits: 29, misfits: { count: 1, line: 22, value: "soon" } }],
    });
  });

  test("a repeated contradiction counts each time", async () => {
    const cells = ["2022-02-30", "2022-03-01", "2022-02-30", "2022-02-30", "2022-03-02", "2022-03-03", "2022-03-04"];
    expect(await columnOf("end", cells)).toMatchObject({
      readings: [{ form: "iso", fits: 4, misfits: { count: 3, line: 2, value: "2022-02-30" } }],
    });
  });

  test("of thousands of different cells are all looked at, whatever stands between them", async () => {
    const odd = new Map([
      [6000, "2021-01-01T00:00:01"],
      [7000, "2022-09-31T10:00:00"],
      [7500, "2022-09-10T24:00:00"],
      [8000, "2022-09-09"],
      [8200, "soon"],
      [8500, "2023-12-31T23:59:59"],
      [8600, "2022-09-31T11:00:00"],
    ]);
    const cells = Array.from(
      { length: 9000 },
      (_, index) => odd.get(index) ?? new Date(Date.UTC(2022, 8, 1) + index * 61_000).toISOString().slice(0, 19),
    );
    expect(await columnOf("end", cells)).toMatchObject({
      readings: [
        {
          form: "iso",
          fits: 8996,
          misfits: { count: 4, line: 7002, value: "2022-09-31T10:00:00" },
          between: ["2021-01-01 00:00:01", "2023-12-31 23:59:59"],
        },
      ],
    });
  });

  test("numbers are times only under a name that says so, and days of spreadsheets never otherwise", async () => {
    const cells = ["45387", "45388", "45389"];
    expect(await columnOf("시작일", cells)).toMatchObject({ readings: [{ form: "excel-days" }] });
    expect(await columnOf("금액", cells)).toMatchObject({ readings: [{ kind: "number", form: "plain" }] });
    expect(await columnOf("code", cells)).toMatchObject({ readings: [{ kind: "number", form: "plain" }] });
  });
});

describe("amounts", () => {
  test.for([
    ["one mark that may be either", ["4,900", "10,900"], ['group: ","', 'decimal: ","']],
    ["two groups", ["4,900", "1,000,900"], ['group: ","']],
    ["a point that may be either", ["4.900", "10.900"], ["plain", 'group: ".", decimal: ","']],
    ["two decimals", ["4.90", "10.90"], ["plain"]],
    ["a comma in won, which have no decimals", ["₩4,900", "₩10,900"], ['group: ",", affix: "₩"']],
    ["a comma in yen", ["4,900円", "10,900円"], ['group: ",", affix: "円"']],
    ["a point in won", ["4.900원", "10.900원"], ['group: ".", decimal: ",", affix: "원"']],
    ["a comma in euros", ["€4,900"], ['group: ",", affix: "€"', 'decimal: ",", affix: "€"']],
  ] as const)("%s", async ([, cells, forms]) => {
    const { readings } = (await columnOf(
      "price",
      cells.map((cell) => `"${cell}"`),
    )) as never as {
      readings: readonly { form: string }[];
    };
    expect(readings.map(({ form }) => form)).toEqual(forms);
  });
});

describe("ids", () => {
  test.for([
    ["none twice", ["1", "2", "3"], { ids: { count: 0, exact: true }, first: undefined }],
    ["one three times", ["1", "2", "1", "1"], { ids: { count: 1, exact: true }, first: { line: 4, value: "1" } }],
  ] as const)("%s", async ([, cells, repeats]) => {
    const column = await columnOf("구독번호", cells);
    expect(column.repeats).toEqual(JSON.parse(JSON.stringify(repeats)));
  });

  test("that a spreadsheet damaged are told with the first of them", async () => {
    expect(await columnOf("subscription_id", ["S-1", "1.23457E+15", "1.23458E+15"])).toMatchObject({
      damaged: { count: 2, line: 3, value: "1.23457E+15" },
    });
    // No spreadsheet writes 0.2E+15, wherever it stands.
    expect(await columnOf("subscription_id", ["1.2E+15", "0.2E+15", "0.3E+15"])).toMatchObject({
      damaged: { count: 1, line: 2, value: "1.2E+15" },
    });
  });

  test("of digits of several lengths may have lost zeros", async () => {
    expect(await columnOf("subscription_id", ["00123", "124"])).toMatchObject({ widths: [3, 5] });
    expect(await columnOf("subscription_id", ["00123", "00124"])).toMatchObject({ widths: null });
  });
});

describe("totals", () => {
  const rows = "S-1,melon,100\nS-2,melon,200\nS-3,melon,300\n";

  test.for([
    ["a word, first", `${rows}합계,,600\n`, [{ line: 5, column: "id", word: "합계", filled: 2 }]],
    ["a word, later", `${rows},Total:,600\n`, [{ line: 5, column: "name", word: "Total:", filled: 2 }]],
    [
      "words in the middle",
      `S-0,x,1\n소계,,1\n${rows}소계,,600\n`,
      [
        { line: 3, column: "id", word: "소계", filled: 2 },
        { line: 7, column: "id", word: "소계", filled: 2 },
      ],
    ],
    ["no word", `${rows},,600\n`, [{ line: 5, column: "id", word: null, filled: 1 }]],
    ["a service of that name", `${rows}S-4,total,100\n`, []],
    ["none", rows, []],
  ] as const)("%s", async ([, content, totals]) => {
    expect(await factsOf(`id,name,price\n${content}`)).toMatchObject({ totals });
  });
});

describe("how full a total is", () => {
  const header = "id,name,place,kind,price";

  test.for([
    ["with a word, three of four cells", "id,name,place,price", "S,a,b,1\n", "합계,x,,3", true],
    ["with a word, four of five cells", header, "S,a,b,c,1\n", "합계,x,y,,3", false],
    ["without a word, two of four cells", "id,name,place,price", "S,a,b,1\n", ",,x,3", true],
    ["without a word, three of five cells", header, "S,a,b,c,1\n", ",,x,y,3", false],
    ["without a word, two of five cells", header, "S,a,b,c,1\n", ",,,y,3", true],
  ] as const)("%s", async ([, columns, row, last, isTotal]) => {
    const { totals } = await factsOf(`${columns}\n${row.repeat(5)}${last}\n`);
    expect((totals as readonly unknown[]).length).toBe(isTotal ? 1 : 0);
  });

  test.for([
    [2, 1],
    [1, 0],
  ] as const)("with %i rows above it, %i totals", async ([rows, found]) => {
    const { totals } = await factsOf(`id,name,price\n${"S,a,1\n".repeat(rows)}합계,,1\n`);
    expect((totals as readonly unknown[]).length).toBe(found);
  });
});

describe("values about people", () => {
  const secret = "kim.minsu@example.com";

  test.for([
    ["by our name", "user_id", "kim-minsu"],
    ["by a Korean word", "회원번호", "kim-minsu"],
    ["by a word for names", "고객명", "kim-minsu"],
    ["by the shape of e-mail", "contact", secret],
    ["by the shape of a phone", "x2", "010-1234-5678"],
  ] as const)("are masked %s, and shown where that is asked for", async ([, name, value]) => {
    const content = `${name},service\n${value},melon\n${value},melon\n`;
    expect(await textOf(content)).not.toContain(value);
    expect(JSON.stringify(await factsOf(content))).not.toContain(value);
    expect(await textOf(content, { showValues: true })).toContain(value);
  });

  test.for([
    ["19 values, each once", 19, 0, false],
    ["20 values, each once", 20, 0, true],
    ["20 values in 39 cells", 20, 19, true],
    ["20 values in 40 cells", 20, 20, false],
  ] as const)("of an unknown column: %s", async ([, values, again, masked]) => {
    const people = Array.from({ length: values }, (_, index) => `kim ${"x".repeat(index + 1)}`);
    expect(await columnOf("whose", [...people, ...people.slice(0, again)])).toMatchObject({ masked });
  });

  test("are masked where hardly any value of an unknown column comes twice", async () => {
    const people = Array.from({ length: 40 }, (_, index) => `kim-${index}-x`);
    expect(await columnOf("whose", [...people, "kim-7-x", "kim-7-x"])).toMatchObject({
      masked: true,
      common: [{ value: "••••-x" }],
    });
  });
});

describe("the text", () => {
  test.for([["en"], ["ko"]] as const)("fits 80 columns, in %s", async ([language]) => {
    const long = "아주 긴 이름의 열 ".repeat(3);
    const cells = days(30).map(([day, month]) => `${day}/${month}/2022,${"word ".repeat(12)}${day},Z`);
    const text = await textOf(`${long},b,c\n${cells.join("\n")}\n`, { language });
    for (const line of text.split("\n")) {
      const width = [...line].reduce(
        (sum, mark) => sum + (/[\u1100-\u11ff\u3000-\u9fff\uac00-\ud7af]/.test(mark) ? 2 : 1),
        0,
      );
      expect(width).toBeLessThanOrEqual(80);
    }
  });

  test("says what an empty column may be, and shows a backslash once", async () => {
    expect(await textOf("구독번호,상품\n")).toContain("      empty, may be subscription_id");
    expect(await textOf("plan,x\n\\N,1\n\\N,2\n")).toContain("      stand for nothing: \\N 2\n");
  });

  test("names what else lies in a folder", async () => {
    const cwd = await tempFolder();
    mkdirSync(join(cwd, "in"));
    writeFileSync(join(cwd, "in/a.csv"), "a,b\n1,2\n");
    writeFileSync(join(cwd, "in/b.csv"), "c,d\n1,2\n");
    writeFileSync(join(cwd, "in/notes.md"), "x");
    const world = createTestWorld({ cwd });
    await inspect(
      {
        exports: ["in"],
        json: false,
        quiet: false,
        write: undefined,
        encoding: undefined,
        jobs: 1,
        showValues: false,
      },
      world,
    );
    expect(world.printed()).toMatch(/^in\/a\.csv\n[\s\S]*\n\nin\/b\.csv\n/);
    expect(world.said()).toEqual(["passed over in in/: notes.md"]);
  });
});
