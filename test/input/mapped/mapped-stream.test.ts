/** An export under a mapping, as bytes: held to csv-parse and to a mapping of its own, row by row. */
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Failure } from "../../../src/domain/failure.ts";
import type { ColumnMapping, ExportMapping } from "../../../src/domain/mapping.ts";
import { rowTexts } from "../../../src/input/cells.ts";
import { linesBefore } from "../../../src/input/damage.ts";
import { firstLineStart, lineFrom, readLine } from "../../../src/input/header-line.ts";
import { mapStream } from "../../../src/input/mapped/mapped-stream.ts";
import { planCells } from "../../../src/input/mapped/plan-cells.ts";
import { createRow } from "../../../src/input/scanner.ts";
import {
  createScanKernel,
  fillRow,
  loadBlock,
  memoryOfRows,
  nextBatch,
  rowsLeftOut,
} from "../../../src/kernel/scan-kernel.ts";
import { takeCellPlan } from "../../../src/kernel/take-cell-plan.ts";
import { memoryStream } from "../../support/memory-stream.ts";
import { PLAIN_MAPPING } from "../../support/plain-mapping.ts";
import { patienceMs, sampling } from "../../support/sampling.ts";

function column(name: string, from: string | readonly string[], more: Partial<ColumnMapping> = {}): ColumnMapping {
  const names = typeof from === "string" ? [from] : from;
  return {
    name,
    source: { kind: "from", names },
    words: undefined,
    otherwise: { kind: "keep" },
    missing: undefined,
    number: undefined,
    time: undefined,
    ...more,
  };
}

function always(name: string, text: string): ColumnMapping {
  return { ...column(name, []), source: { kind: "always", text } };
}

/** An export under a mapping: its header, its rows as text with the line of each in the file, and what the stream says of itself. */
async function mapped(content: string, mapping: Partial<ExportMapping>, lengths: readonly number[] = []) {
  const stream = await mapStream(
    memoryStream(Buffer.from(content), lengths),
    { ...PLAIN_MAPPING, ...mapping },
    "subs.csv",
  );
  const pieces: Buffer[] = [];
  for (;;) {
    const into = Buffer.alloc(1000);
    const got = await stream.read(into);
    if (got === 0) break;
    pieces.push(into.subarray(0, got));
  }
  const bytes = Buffer.concat(pieces);
  const { meaning } = stream;
  const above = firstLineStart(bytes);
  const header = lineFrom(bytes, above);
  const { delimiter } = readLine(header);
  const body = bytes.subarray(above + header.length);
  const firstLine = linesBefore(bytes, above) + 2 - (meaning?.linesAdded ?? 0);
  takeCellPlan(KERNEL, meaning?.cells && planCells(meaning.cells, delimiter));
  loadBlock(KERNEL, body, delimiter);
  const row = createRow();
  const rows: string[][] = [];
  const lines: number[] = [];
  while (nextBatch(KERNEL)) {
    for (let index = 0; index < KERNEL.rows; index += 1) {
      fillRow(KERNEL, index, row, 0);
      rows.push(rowTexts(memoryOfRows(KERNEL), row));
      lines.push(firstLine + row.line);
    }
  }
  const text = bytes.toString();
  return { text, header: header.toString().trimEnd(), rows, lines, leftOut: rowsLeftOut(KERNEL), meaning };
}

const KERNEL = createScanKernel();

async function refused(content: string, mapping: Partial<ExportMapping>): Promise<Failure> {
  try {
    await mapped(content, mapping);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("not refused");
}

describe("the text of a mapped export", () => {
  test("has the names of the mapping, and the names of columns that are not mapped", async () => {
    const { text } = await mapped("번호,회원,비고\n1,u1,x\n", {
      columns: [column("subscription_id", "번호"), column("user_id", "회원")],
    });
    expect(text).toBe("subscription_id,user_id,비고\n1,u1,x\n");
  });

  test("has names compared in NFC, without blanks and without a byte order mark", async () => {
    const { text } = await mapped(`\ufeff 번호 ,${"회원".normalize("NFD")}\n1,u1\n`, {
      columns: [column("subscription_id", "번호"), column("user_id", ["회원번호", "회원"])],
    });
    expect(text).toBe("subscription_id,user_id\n1,u1\n");
  });

  test("has the constants behind the columns of the file", async () => {
    const { header, rows, lines } = await mapped("번호\r\n1\r\n\r\n2", {
      delimiter: 0x3b,
      columns: [column("subscription_id", "번호"), always("service", 'a;"b"'), always("currency", "KRW")],
    });
    expect(header).toBe("subscription_id;service;currency");
    expect(rows).toEqual([
      ["1", 'a;"b"', "KRW"],
      ["2", 'a;"b"', "KRW"],
    ]);
    expect(lines).toEqual([2, 4]);
  });

  test("has a column of the file under two names, the second one behind its own columns", async () => {
    const { header, rows } = await mapped('번호,상품,비고\n1,멜론 월정액,x\n2,"카카오,웹툰",y\n3\n', {
      delimiter: 0x2c,
      columns: [
        column("subscription_id", "번호"),
        column("plan", "상품"),
        column("service", "상품", { words: new Map([["멜론 월정액", "melon"]]) }),
      ],
    });
    expect(header).toBe("subscription_id,plan,비고,service");
    expect(rows).toEqual([
      ["1", "멜론 월정액", "x", "melon"],
      ["2", "카카오,웹툰", "y", "카카오,웹툰"],
      ["3", ""],
    ]);
  });

  test("keeps its bytes where the mapping only renames", async () => {
    const rows = '1,"a,b"\r\n\n"2\n","x""y"\n3,z';
    expect((await mapped(`번호,b\n${rows}`, { columns: [column("subscription_id", "번호")] })).text).toBe(
      `subscription_id,b\n${rows}`,
    );
  });

  test("leaves rows out that are no records, counts them, and keeps the lines of all others", async () => {
    const { header, rows, lines, leftOut } = await mapped('번호,상태\n1,사용\n"합\n계","소\n계"\n2,합계\n3,해지\n', {
      skip: [{ column: "상태", values: new Set(["합계", "소\n계"]), negated: false }],
      columns: [column("subscription_id", "번호")],
    });
    expect(header).toBe("subscription_id,상태");
    expect(rows).toEqual([
      ["1", "사용"],
      ["3", "해지"],
    ]);
    expect([lines, leftOut]).toEqual([[2, 7], 2]);
  });

  test("leaves out all rows but some, where the test is negated", async () => {
    const { rows, leftOut } = await mapped("번호,상태\n1,사용\n2,합계\n", {
      skip: [{ column: "상태", values: new Set(["사용"]), negated: true }],
      columns: [column("subscription_id", "번호")],
    });
    expect([rows, leftOut]).toEqual([[["1", "사용"]], 1]);
  });

  test("has empty lines in place of the lines above the header, also where a quote stands in them", async () => {
    for (const lengths of [[], [1], [3]]) {
      const { text } = await mapped(
        '가입 "현황\n2022-10-15\n번호\n1\n',
        {
          beforeHeader: 2,
          columns: [column("subscription_id", "번호")],
        },
        lengths,
      );
      expect(text).toBe("\n\nsubscription_id\n1\n");
    }
  });

  test("has the header of the mapping where the file has none, and says that it is one line longer", async () => {
    const { text, meaning } = await mapped("1;u1\n2;u2\n", {
      header: ["번호", "회원"],
      delimiter: 0x3b,
      columns: [column("subscription_id", "번호"), column("user_id", "회원")],
    });
    expect(text).toBe("subscription_id;user_id\n1;u1\n2;u2\n");
    expect(meaning?.linesAdded).toBe(1);
  });

  test("is quoted where a dialect without quotes needs it", async () => {
    const { text } = await mapped('번호;말\n1;3" pipe\n2;"a"\n3;x\n', {
      quote: "none",
      delimiter: 0x3b,
      columns: [column("subscription_id", "번호")],
    });
    expect(text).toBe('subscription_id;말\n1;"3"" pipe"\n2;"""a"""\n3;x\n');
  });

  test("has the characters that a backslash escapes, and the words that it makes as they are written", async () => {
    const { rows, lines } = await mapped("번호,말,끝\r\n1,a\\,b\\\\c,\\N\r\n2,x\\\ny,a\\nb\r\n", {
      quote: "none",
      escape: "\\",
      delimiter: 0x2c,
      missing: new Set(["\\N"]),
      columns: [column("subscription_id", "번호"), column("expires_at", "끝")],
    });
    expect(rows).toEqual([
      ["1", "a,b\\c", ""],
      ["2", "x\ny", "a\\nb"],
    ]);
    expect(lines).toEqual([2, 3]);
  });

  test("keeps a carriage return in a cell that is quoted or escapes it, at the end of a line, too", async () => {
    for (const lengths of [[], [1], [2]]) {
      const { text } = await mapped(
        '번호,말\r\n1,"a\r"\r\n2,"b\r"\n3,c\\\r\n4,d\r\n',
        { escape: "\\", delimiter: 0x2c, columns: [column("subscription_id", "번호")] },
        lengths,
      );
      expect(text).toBe('subscription_id,말\n1,"a\r"\r\n2,"b\r"\n3,"c\r"\n4,d\r\n');
    }
  });

  test("has commas where no export may have the delimiter", async () => {
    const { text } = await mapped("번호^말\n1^a,b\n", {
      delimiter: 0x5e,
      columns: [column("subscription_id", "번호")],
    });
    expect(text).toBe('subscription_id,말\n1,"a,b"\n');
  });
});

const cell = fc.oneof(
  fc.constantFrom("", "NULL", "-", "웹", "애플", "합계", "4,900", "₩4,900", "4.90", "x"),
  fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", ";", "웹", " "), maxLength: 5 }),
);

test(
  "is what csv-parse and the mapping say, row by row",
  async () => {
    const table = fc.array(fc.tuple(cell, cell, cell), { maxLength: 8 });
    const property = fc.asyncProperty(
      table,
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom([], [1], [7, 3]),
      async (rows, hasConstant, skips, lengths) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const source = [["번호", "채널", "금액"], ...rows]
          .map((row, at) => row.map((text) => (at % 2 === 0 || /[",\n\r]/.test(text) ? quoted(text) : text)).join(","))
          .join("\n");
        const words = new Map([["웹", "web"]]);
        const number = { group: ",", decimal: ".", affix: ["₩"] } as const;
        const { rows: found, leftOut } = await mapped(
          source,
          {
            delimiter: 0x2c,
            missing: new Set(["NULL", "-"]),
            skip: skips ? [{ column: "채널", values: new Set(["합계"]), negated: false }] : [],
            columns: [
              column("subscription_id", "번호"),
              column("channel", "채널", { words }),
              column("price", "금액", { number }),
              ...(hasConstant ? [always("service", "mel,on")] : []),
            ],
          },
          lengths,
        );
        const parsed: string[][] = parse(source, { skip_empty_lines: true });
        const missing = (value: string) => (value === "NULL" || value === "-" ? "" : value);
        const numbers: Record<string, string> = { "4,900": "4900", "₩4,900": "4900", "4.90": "4.90", "": "" };
        const expected = parsed
          .slice(1)
          .filter((row) => !(skips && row[1] === "합계"))
          .map(([id = "", channel = "", price = ""]) => {
            const bare = missing(price);
            const amount = numbers[bare] ?? (/^\d+$/.test(bare.trim()) ? bare.trim() : `?${bare}`);
            return [missing(id), missing(words.get(channel) ?? channel), amount, ...(hasConstant ? ["mel,on"] : [])];
          });
        expect(found).toEqual(expected);
        expect(leftOut).toBe(rows.length - expected.length);
      },
    );
    await fc.assert(property, sampling(0.25));
  },
  patienceMs,
);

describe("a mapping that does not fit the file", () => {
  test("is told with every column that is missing or there twice, and the list of what is there", async () => {
    const failure = await refused("번호,회원,회원 ,상태\n1,u,u,x\n", {
      columns: [
        column("subscription_id", "구독번호"),
        column("user_id", "회원"),
        column("status", "상태"),
        column("channel", "상태"),
      ],
      skip: [{ column: "구분", values: new Set(["합계"]), negated: false }],
    });
    expect(failure.code).toBe("header-invalid");
    expect(failure.message).toContain('there is no column "구독번호" for subscription_id');
    expect(failure.message).toContain("the file has 번호, 회원, 회원");
    expect(failure.message).toContain("both fit user_id");
    expect(failure.message).toContain('there is no column "구분" for skip');
  });

  test("is told where the file has a column of a name that the mapping makes", async () => {
    const failure = await refused("번호,service\n1,x\n", {
      columns: [column("subscription_id", "번호"), always("service", "melon")],
    });
    expect(failure.message).toContain('"service" of its own');
  });
});
