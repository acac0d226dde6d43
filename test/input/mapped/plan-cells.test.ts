/** The cells of rows under a mapping: held to a telling in text, whatever the texts, the blocks and the room for them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { joinedRow } from "../../../src/input/cells.ts";
import type { CellMapping } from "../../../src/input/mapped/map-cell.ts";
import { mapCell } from "../../../src/input/mapped/map-cell.ts";
import { mapRow } from "../../../src/input/mapped/map-row.ts";
import { planCells } from "../../../src/input/mapped/plan-cells.ts";
import type { AddedColumn, ResolvedSkip, RowMapping } from "../../../src/input/mapped/resolve-mapping.ts";
import { createRow, scanBatches } from "../../../src/input/scanner.ts";
import type { CellPlan } from "../../../src/kernel/cell-plan.ts";
import { FAR, KEPT_CELLS } from "../../../src/kernel/numbers.ts";
import {
  createScanKernel,
  fillRow,
  gapsOfRows,
  loadBlock,
  memoryOfRows,
  nextBatch,
  rowsLeftOut,
} from "../../../src/kernel/scan-kernel.ts";
import { takeCellPlan } from "../../../src/kernel/take-cell-plan.ts";
import { patienceMs, sampling } from "../../support/sampling.ts";

const COMMA = 0x2c;
const NOTHING: RowMapping = { cells: [], added: [], skip: [] };

function cell(more: Partial<CellMapping>): CellMapping {
  return { missing: new Set(), words: new Map(), otherwise: { kind: "keep" }, number: undefined, ...more };
}

function always(text: string): AddedColumn {
  return { kind: "always", text };
}

function again(index: number, mapping?: CellMapping): AddedColumn {
  return { kind: "again", index, mapping };
}

/** A row as its cells one after the other, with the number of line feeds before it. */
interface Row {
  readonly text: string;
  readonly line: number;
}

/** Maps rows in blocks that end at the given places. */
function mapped(mapping: RowMapping, rows: string | Buffer, ends: readonly number[] = [], plan?: CellPlan) {
  const bytes = Buffer.from(rows);
  takeCellPlan(KERNEL, plan ?? planCells(mapping, COMMA));
  const found: Row[] = [];
  const row = createRow();
  let leftOut = 0;
  let lines = 0;
  let from = 0;
  for (const end of [...ends, bytes.length]) {
    loadBlock(KERNEL, bytes.subarray(from, end), COMMA);
    while (nextBatch(KERNEL)) {
      const memory = memoryOfRows(KERNEL);
      for (let index = 0; index < KERNEL.rows; index += 1) {
        fillRow(KERNEL, index, row, 0);
        found.push({ text: joinedRow(memory, row, COMMA).bytes.toString(), line: lines + row.line });
      }
    }
    expect(KERNEL.damage).toBe(undefined);
    leftOut += rowsLeftOut(KERNEL);
    lines += KERNEL.lines;
    from = end;
  }
  return { rows: found, leftOut, lines };
}

const KERNEL = createScanKernel();

/** The same told in text: a cell and what comes after it, one after the other. */
function told({ cells, added, skip }: RowMapping, rows: string): { rows: Row[]; leftOut: number } {
  const out: Row[] = [];
  let leftOut = 0;
  let line = 0;
  let row: string[] = [];
  for (const [, raw = "", end = ""] of rows.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/g)) {
    row.push(raw);
    if (end === ",") continue;
    const texts = row.map((each) => (each.startsWith('"') ? each.slice(1, -1).replaceAll('""', '"') : each));
    const isSkipped = skip.some(({ index, values, negated }) => {
      const text = texts[index];
      return text !== undefined && values.has(text) !== negated;
    });
    if (row.join() !== "" && isSkipped) leftOut += 1;
    if (row.join() !== "" && !isSkipped) {
      const become = (index: number, mapping: CellMapping | undefined) => {
        const text = texts[index] ?? "";
        const becomes = mapping === undefined ? text : mapCell(text, mapping);
        return becomes === text ? (row[index] ?? "") : asCell(becomes);
      };
      const behind = added.map((column) =>
        column.kind === "always" ? asCell(column.text) : become(column.index, column.mapping),
      );
      const all = [...row.map((_, index) => become(index, cells[index])), ...behind];
      // A row is no empty line.
      out.push({ text: all.slice(0, KEPT_CELLS).join() || '""', line });
    }
    line += row.join().split("\n").length - 1 + (end === "" ? 0 : 1);
    row = [];
  }
  return { rows: out, leftOut };
}

function asCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function expectAsTold(mapping: RowMapping, rows: string, ends: readonly number[] = []): void {
  const expected = told(mapping, rows);
  const found = mapped(mapping, rows, ends);
  const wrong = found.rows.findIndex(({ text, line }, index) => {
    const other = expected.rows[index];
    return text !== other?.text || line !== other.line;
  });
  // A difference of megabytes cannot be printed.
  const shown = (row: Row | undefined) => row && { ...row, text: row.text.slice(0, 200) };
  expect(shown(found.rows[wrong])).toEqual(shown(expected.rows[wrong]));
  expect([wrong, found.rows.length, found.leftOut]).toEqual([-1, expected.rows.length, expected.leftOut]);
  expect(found.lines).toBe(rows.split("\n").length - 1);
}

const WON = { group: ",", decimal: ".", affix: ["원"] } as const;
const CHANNEL = cell({
  missing: new Set(["NULL", 'no "one"']),
  words: new Map([
    ["웹", "web"],
    ['a"b', 'say "a", b'],
    ["the very long word for a thing", "thing"],
    ["same", "same"],
  ]),
});
const REST = cell({ words: new Map([["웹", "web"]]), otherwise: { kind: "word", word: "other, all" } });
const AMOUNT = cell({ missing: new Set(["-"]), number: WON });
const skip: readonly ResolvedSkip[] = [
  { index: 0, values: new Set(["합계", "x\ny", ""]), negated: false },
  { index: 2, values: new Set(["-", "1,000원"]), negated: true },
];

const text = fc.oneof(
  fc.constantFrom(
    "",
    "NULL",
    'no "one"',
    "웹",
    'a"b',
    "same",
    "합계",
    "x\ny",
    "-",
    "1,000원",
    "1,00",
    "12.5 원",
    "a,b",
  ),
  fc.constantFrom(
    "the very long word for a thing",
    "the very long WORD for a thing",
    "the very long word for a thingy",
  ),
  fc.string({ unit: fc.constantFrom("a", "웹", '"', ",", "\n", " "), maxLength: 40 }),
);
const written = fc
  .tuple(text, fc.boolean())
  .map(([each, isQuoted]) => (isQuoted || /[",\n\r]/.test(each) ? quoted(each) : each));
const line = fc
  .tuple(fc.array(written, { maxLength: 5 }), fc.constantFrom("\n", "\r\n"))
  .map(([cells, end]) => cells.join() + end);

test(
  "are what the mapping says of each cell, with all other cells and lines as they were, in blocks of any size",
  () => {
    const mapping = fc.record({
      cells: fc.array(fc.constantFrom(undefined, CHANNEL, REST, AMOUNT), { maxLength: 4 }),
      added: fc.array(
        fc.constantFrom(
          always("KRW"),
          always('a constant, of "more" than sixteen bytes'),
          again(0),
          again(1, CHANNEL),
          again(1, REST),
          again(3, AMOUNT),
        ),
        { maxLength: 4 },
      ),
      skip: fc.subarray([...skip]),
    });
    const property = fc.property(
      mapping,
      fc.array(line, { maxLength: 12 }),
      fc.infiniteStream(fc.boolean()),
      (...all) => {
        const [under, lines, cuts] = all;
        const ends: number[] = [];
        let at = 0;
        for (const each of lines.slice(0, -1)) {
          at += Buffer.byteLength(each);
          if (cuts.next().value) ends.push(at);
        }
        expectAsTold(under, lines.join(""), ends);
      },
    );
    fc.assert(property, sampling(0.5));
  },
  patienceMs,
);

describe("rows of many blocks and batches", () => {
  const rows = Array.from({ length: 9000 }, (_, row) => {
    const channel = ["웹", "NULL", "apple", '"웹"', '"a""b"'][row % 5];
    return `${row % 97 === 0 ? "합계" : `r${row}`},${channel},${row % 13 === 0 ? '"-"' : `"${row % 999},000원"`},"line\n${row}"`;
  });
  const mapping = { ...NOTHING, cells: [undefined, CHANNEL, AMOUNT], added: [always("KRW")], skip: skip.slice(0, 1) };

  test.for([
    ["without a line end at the end", rows.join("\n")],
    ["with CR LF and empty lines", `\r\n\n${rows.join("\r\n\r\n")}\r\n\r\n`],
    ["around a record of nearly a mebibyte", [...rows, `big,웹,-,"${'""\n'.repeat(349_000)}"`, ...rows].join("\n")],
  ] as const)("%s", ([, content]) => {
    expectAsTold(mapping, content);
  });

  test("a row each", () => {
    const ends: number[] = [];
    let at = 0;
    for (const row of rows.slice(0, 300)) {
      at += Buffer.byteLength(row) + 1;
      ends.push(at);
    }
    expectAsTold(mapping, rows.slice(0, 301).join("\n"), ends);
  });

  test("that grow to many times their bytes", () => {
    const long = cell({ words: new Map([["x", "long, ".repeat(4000)]]) });
    expectAsTold({ ...NOTHING, cells: [long, long] }, "x,x\ny,x\n".repeat(500), [4, 8]);
  });
});

describe("texts that the kernel has no room for", () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `word ${index}`);

  test("because a mapping names too many", () => {
    const words = new Map(many(40_000).map((word, index) => [word, `말 ${index}`]));
    const rows = [...many(40_050), "other", ""].map((word) => `${word},${word}\n`).join("");
    const mapping = {
      ...NOTHING,
      cells: [cell({ words }), cell({ words, otherwise: { kind: "word", word: "none" } })],
    };
    expectAsTold(mapping, rows + rows);
  });

  test("because there are more amounts than one column may learn", () => {
    const rows = Array.from({ length: 12_000 }, (_, row) => `"${1 + (row % 900)},${100 + (row % 899)}",웹,${row}원\n`);
    expectAsTold({ ...NOTHING, cells: [AMOUNT, CHANNEL, AMOUNT] }, [...rows, ...rows].join(""));
  });

  test.for([
    ["of the most bytes that are kept", 0xffff],
    ["of more bytes than are kept", 0x10000],
    ["of far more bytes", 900_000],
  ] as const)("a word %s, and an answer as long", ([, length]) => {
    const word = "w".repeat(length);
    const words = new Map([
      [word, `a${word}`],
      ["웹", "web"],
    ]);
    const rows = `${word},1\nw${word},2\n웹,3\n${word.slice(1)},4\n${word},5`;
    expectAsTold({ ...NOTHING, cells: [cell({ words })] }, rows);
    expectAsTold({ ...NOTHING, skip: [{ index: 0, values: new Set([word]), negated: false }] }, rows);
  });

  test("because their bytes are too many, in each kind of column", () => {
    const long = Array.from({ length: 120 }, (_, index) => `${"x".repeat(20_000)}${index}${"y".repeat(20_000)}`);
    const words = new Map(long.map((word, index) => [word, `w${index}`]));
    const unknown = ["z", `${"x".repeat(20_000)}?${"y".repeat(20_000)}`];
    const rows = [...long.slice(0, 110), ...Array.from({ length: 40 }, () => unknown).flat()];
    const content = rows.map((word) => `${word},${word},${word}\n`).join("");
    const cells = [cell({ words }), cell({ words, otherwise: { kind: "word", word: "o".repeat(70_000) } })];
    const values = new Set(long.slice(100));
    expectAsTold({ ...NOTHING, cells, skip: [{ index: 2, values, negated: false }] }, content);
    expectAsTold({ ...NOTHING, cells, skip: [{ index: 2, values, negated: true }] }, content);
  });

  test("a number of more bytes than are learned", () => {
    const zeros = "0".repeat(100);
    expectAsTold({ ...NOTHING, cells: [AMOUNT] }, `${zeros}원\n1${zeros}원\n${zeros}원\n`);
  });
});

describe("texts that are alike", () => {
  test("share a place in the table, and are told apart", () => {
    // So many texts in the kernel's 65,536 places leave hardly any text alone.
    const words = Array.from({ length: 30_000 }, (_, index) => index.toString(36).padStart(9, "abcdefghi"));
    const map = new Map(words.map((word, index) => [word, `w${index}`]));
    const content = words.map((word) => `${word},${word}!\n`).join("");
    expectAsTold({ ...NOTHING, cells: [cell({ words: map }), cell({ words: map })] }, content);
  });

  test("in their length, their first and their last bytes, and share a place, are told apart", () => {
    const words = Array.from({ length: 20_000 }, (_, index) => `firstone ${String(index).padStart(9, "0")} lastone`);
    const known = new Map(words.slice(0, 10_000).map((word, index) => [word, `w${index}`]));
    const content = words.map((word) => `${word}\n`).join("");
    expectAsTold({ ...NOTHING, cells: [cell({ words: known })] }, content);
  });

  test("mean what their own column says", () => {
    const cells = ["a", "b", "c"].map((answer) => cell({ words: new Map([["웹", answer]]) }));
    expect(textsOf({ ...NOTHING, cells }, '웹,웹,"웹",웹\n')).toEqual(["a,b,c,웹"]);
  });

  test("but for the quotes that are doubled are told apart", () => {
    const words = new Map([
      ['a"b', "one"],
      ['a""b', "two"],
    ]);
    expect(textsOf({ ...NOTHING, cells: [cell({ words })] }, '"a""b"\n"a""""b"\n"a""""""b"\n')).toEqual([
      "one",
      "two",
      '"a""""""b"',
    ]);
  });
});

describe("columns", () => {
  const wide = Array.from({ length: 1000 }, (_, index) => (index % 7 === 0 ? "NULL" : `c${index}`));

  test("may be a thousand, each with words of its own", () => {
    const cells = wide.map((_, index) =>
      cell({ missing: new Set(["NULL"]), words: new Map([[`c${index}`, `${index}`]]) }),
    );
    const tests = [{ index: 999, values: new Set(["out"]), negated: false }];
    const out = [...wide.slice(0, -1), "out"];
    expectAsTold(
      { ...NOTHING, cells, skip: tests },
      [wide, out, wide, wide.slice(0, 500)].map((row) => `${row.join()}\n`).join(""),
    );
  });

  test("may all come again, as they are and changed", () => {
    const behind = wide.map((_, index) => again(index, index % 2 === 0 ? CHANNEL : undefined));
    expectAsTold({ ...NOTHING, added: behind }, [wide, wide.slice(0, 3)].map((row) => `${row.join()}\n`).join(""));
  });

  test("beyond the end of a row have no cell, which is not an empty one", () => {
    const tests = [{ index: 2, values: new Set([""]), negated: false }];
    const mapping = { ...NOTHING, cells: [CHANNEL, CHANNEL, CHANNEL], added: [always("z")], skip: tests };
    expect(textsOf(mapping, "웹\n웹,웹\n웹,웹,\n웹,웹,웹,웹\n")).toEqual(["web,z", "web,web,z", "web,web,web,웹,z"]);
  });

  test("beyond those that an export may have stay as they are", () => {
    const cells = Array.from({ length: 1200 }, () => CHANNEL);
    const row = Array.from({ length: 1200 }, () => "웹").join();
    const tests = [{ index: 1100, values: new Set(["웹"]), negated: false }];
    const { rows, leftOut } = mapped({ ...NOTHING, cells, skip: tests }, `${row}\n${row}`);
    // A row keeps no more cells than an export may have.
    expect(rows[1]?.text.split(",").slice(998)).toEqual(["web", "web", "web"]);
    expect([leftOut, rows.length]).toEqual([0, 2]);
  });

  test("behind a row that has as many cells as are kept, or nearly as many", () => {
    const constants = { ...NOTHING, added: [always("x"), always("y")] };
    const row = (count: number) => Array.from({ length: count }, () => "c").join();
    const counts = [998, 999, 1000, 1001, 1002];
    const { rows } = mapped(constants, counts.map((count) => `${row(count)}\n`).join(""));
    expect(rows.map(({ text }) => text.split(",").slice(997).join())).toEqual([
      "c,x,y",
      "c,c,x,y",
      "c,c,c,x",
      "c,c,c,c",
      "c,c,c,c",
    ]);
  });
});

test("a row has the distance from the row before that stayed, whatever was left out between them", () => {
  const out = { index: 0, values: new Set(["out"]), negated: false };
  const rows = ["out,1", "a,22", "out,3", "out,4", "b,5", `out,${"6".repeat(300)}`, "c,7", "d,8"];
  takeCellPlan(KERNEL, planCells({ ...NOTHING, skip: [out] }, COMMA));
  loadBlock(KERNEL, Buffer.from(rows.map((row) => `${row}\n`).join("")), COMMA);
  expect(nextBatch(KERNEL)).toBe(true);
  expect([...gapsOfRows(KERNEL)]).toEqual([6, 17, FAR, 4]);
});

test("two exports that are read in turns keep their own words", () => {
  const one = planCells({ ...NOTHING, cells: [cell({ words: new Map([["x", "one"]]) })] }, COMMA);
  const other = planCells({ ...NOTHING, cells: [cell({ words: new Map([["x", "other"]]) })] }, COMMA);
  const read = (plan: CellPlan) => mapped(NOTHING, "x,x\n", [], plan).rows[0]?.text;
  expect([one, other, one].map(read)).toEqual(["one,x", "other,x", "one,x"]);
  // What an earlier export taught is forgotten.
  expect(textsOf({ ...NOTHING, cells: [CHANNEL], added: [always("z")] }, "x,x\n")).toEqual(["x,x,z"]);
});

describe("a row that is longer than a record may be, once it is mapped, is told as damage", () => {
  const most = 1024 * 1024;
  test.for([
    ["a constant", { added: [always("c".repeat(most - 3))] }, "x\n", undefined],
    ["a constant of one byte more", { added: [always("c".repeat(most - 2))] }, "x\n", 0],
    ["a cell that comes again", { added: [again(0)] }, `${"x".repeat(most / 2 - 1)}\n`, undefined],
    ["a cell of one byte more that comes again", { added: [again(0)] }, `${"x".repeat(most / 2)}\n`, 0],
    ["a row behind others", { added: [again(0), again(0)] }, `y\nz\n${"x".repeat(most / 2)}\nlast\n`, 4],
  ] as const)("%s", ([, more, rows, offset]) => {
    const plan = planCells({ ...NOTHING, ...more }, COMMA);
    let count = 0;
    const { damage, lines } = scanBatches(Buffer.from(rows), COMMA, (kernel) => (count += kernel.rows), plan);
    const before = offset === undefined ? rows : rows.slice(0, offset);
    expect(damage).toEqual(offset === undefined ? undefined : { code: "record-too-long", offset });
    expect([count, lines]).toEqual([before.split("\n").length - 1, before.split("\n").length - 1]);
  });
});

test("a row of a small table is mapped like a row of an export", () => {
  const mapping = {
    cells: [CHANNEL, undefined, AMOUNT, REST],
    added: [always("KRW"), again(0, REST), again(9)],
    skip: [...skip],
  };
  const rows = [
    ["웹", "x", "1,000원", ""],
    ["합계", "x", "1,000원"],
    ["NULL", "x", "-", "웹", "more"],
    ["z", "x", "other"],
  ];
  const expected = rows.map((row) => told(mapping, `${row.map(asCell).join()}\n`).rows.map(({ text }) => text));
  expect(rows.map((row) => mapRow(row, mapping)).map((row) => (row ? [row.map(asCell).join()] : []))).toEqual(expected);
});

function textsOf(mapping: RowMapping, rows: string): readonly string[] {
  return mapped(mapping, rows).rows.map(({ text }) => text);
}
