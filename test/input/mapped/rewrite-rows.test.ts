/** Rows under a mapping, byte by byte: held to a telling in text, whatever the texts, the blocks and the room for them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CellMapping } from "../../../src/input/mapped/map-cell.ts";
import { mapCell } from "../../../src/input/mapped/map-cell.ts";
import type { AddedColumn, ResolvedMapping, ResolvedSkip } from "../../../src/input/mapped/resolve-mapping.ts";
import { createRowRewriter } from "../../../src/input/mapped/rewrite-rows.ts";
import { lastCutOf } from "../../support/last-cut.ts";
import { patienceMs, sampling } from "../../support/sampling.ts";

const COMMA = 0x2c;
const NOTHING: ResolvedMapping = {
  header: "",
  cells: [],
  added: [],
  skip: [],
  forms: new Map(),
  words: new Map(),
  reviewed: new Map(),
};

function cell(more: Partial<CellMapping>): CellMapping {
  return { missing: new Set(), words: new Map(), otherwise: { kind: "keep" }, number: undefined, ...more };
}

function always(text: string): AddedColumn {
  return { kind: "always", text };
}

function again(index: number, mapping?: CellMapping): AddedColumn {
  return { kind: "again", index, mapping };
}

/** Rewrites rows in blocks that end at the given places. */
function rewritten(mapping: ResolvedMapping, rows: string | Buffer, ends: readonly number[] = []) {
  const bytes = Buffer.from(rows);
  const rewriter = createRowRewriter(mapping, COMMA);
  const pieces: string[] = [];
  let leftOut = 0;
  let lines = 0;
  let from = 0;
  for (const end of [...ends, bytes.length]) {
    rewriter.room.take(end - from).set(bytes.subarray(from, end));
    const done = rewriter.rewrite(end - from);
    expect(done.damage).toBe(undefined);
    expect(done.block.equals(bytes.subarray(from, end))).toBe(true);
    pieces.push(done.bytes.toString());
    leftOut += done.leftOut;
    lines += done.lines;
    from = end;
  }
  rewriter.close();
  return { text: pieces.join(""), leftOut, lines };
}

/** The same told in text: a cell and what comes after it, one after the other. */
function told({ cells, added, skip }: ResolvedMapping, rows: string): { text: string; leftOut: number } {
  const out: string[] = [];
  let leftOut = 0;
  let row: string[] = [];
  for (const [, raw = "", end = ""] of rows.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/g)) {
    row.push(raw);
    if (end === ",") continue;
    const texts = row.map((each) => (each.startsWith('"') ? each.slice(1, -1).replaceAll('""', '"') : each));
    const isSkipped = skip.some(({ index, values, negated }) => {
      const text = texts[index];
      return text !== undefined && values.has(text) !== negated;
    });
    if (row.join() === "") out.push(end);
    else if (isSkipped) {
      leftOut += 1;
      out.push("\n".repeat(row.join().split("\n").length - 1), end);
    } else {
      const become = (index: number, mapping: CellMapping | undefined) => {
        const text = texts[index] ?? "";
        const becomes = mapping === undefined ? text : mapCell(text, mapping);
        return becomes === text ? (row[index] ?? "") : asCell(becomes);
      };
      const behind = added.map((column) =>
        column.kind === "always" ? asCell(column.text) : become(column.index, column.mapping),
      );
      const becomes = [...row.map((_, index) => become(index, cells[index])), ...behind].join();
      const lost = row.join().split("\n").length - becomes.split("\n").length;
      // Where a row has fewer lines than it had, empty ones follow it.
      out.push(becomes, end, end === "" ? "" : "\n".repeat(Math.max(0, lost)));
    }
    row = [];
  }
  return { text: out.join(""), leftOut };
}

function asCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function expectAsTold(mapping: ResolvedMapping, rows: string, ends: readonly number[] = []): void {
  const { text, leftOut } = told(mapping, rows);
  const found = rewritten(mapping, rows, ends);
  // A difference of megabytes cannot be printed.
  if (linesIn(found.text) !== linesIn(text)) expect(differenceOf(linesIn(found.text), linesIn(text))).toBe("");
  expect(found.leftOut).toBe(leftOut);
  expect(found.lines).toBe(rows.split("\n").length - 1);
}

/** Empty lines that follow each other, in an order of their own: those for lost line feeds come before the next row or block. */
function linesIn(text: string): string {
  return text.replace(/(?<=\n)(?:\r?\n){2,}/g, (lines) =>
    lines
      .split(/(?<=\n)/)
      .sort()
      .join(""),
  );
}

function differenceOf(found: string, expected: string): string {
  let at = 0;
  while (found[at] === expected[at]) at += 1;
  return `at ${at}: ${found.slice(at - 20, at + 40)} instead of ${expected.slice(at - 20, at + 40)}`;
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
  "are what the mapping says of each cell, with all other bytes as they were, in blocks of any size",
  () => {
    const mapping = fc.record({
      ...Object.fromEntries(Object.entries(NOTHING).map(([key, value]) => [key, fc.constant(value)])),
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
        expectAsTold({ ...NOTHING, ...under }, lines.join(""), ends);
      },
    );
    fc.assert(property, sampling(0.5));
  },
  patienceMs,
);

test("the room tells where a block is cut, whatever lies behind the block", () => {
  const { room, close } = createRowRewriter(NOTHING, COMMA);
  for (let length = 0; length <= 130; length += 1) {
    for (const pattern of ["x", "\n", '"\n', 'x"\n', 'xx"xx\n', `${"x".repeat(15)}"\n`, `"${"x".repeat(16)}\n`]) {
      const text = pattern.repeat(130).slice(0, length);
      room.take(200).fill("\n");
      const block = room.take(length);
      block.set(Buffer.from(text));
      expect([text, room.cutOf?.(block)]).toEqual([text, lastCutOf(block)]);
    }
  }
  close();
});

test.for([16_383, 16_384, 16_385, 16_447, 16_448, 40_000])(
  "the room of a block of %i bytes tells the cut, wherever it is",
  (length) => {
    const { room, close } = createRowRewriter(NOTHING, COMMA);
    const block = room.take(length);
    for (const quote of [undefined, 0, 70, length - 16_385, length - 200].filter((at) => at === undefined || at >= 0)) {
      for (const feed of [undefined, 1, 75, length - 16_384, length - 100, length - 1]) {
        block.fill("x");
        if (quote !== undefined) block.write('"', quote);
        if (feed !== undefined && feed >= 0) block.write("\n", feed);
        expect([quote, feed, room.cutOf?.(block)]).toEqual([quote, feed, lastCutOf(block)]);
      }
    }
    close();
  },
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
    expect(rewritten({ ...NOTHING, cells }, '웹,웹,"웹",웹\n').text).toBe("a,b,c,웹\n");
  });

  test("but for the quotes that are doubled are told apart", () => {
    const words = new Map([
      ['a"b', "one"],
      ['a""b', "two"],
    ]);
    expect(rewritten({ ...NOTHING, cells: [cell({ words })] }, '"a""b"\n"a""""b"\n"a""""""b"\n').text).toBe(
      'one\ntwo\n"a""""""b"\n',
    );
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
    expect(rewritten(mapping, "웹\n웹,웹\n웹,웹,\n웹,웹,웹,웹\n").text).toBe("web,z\nweb,web,z\n\nweb,web,web,웹,z\n");
  });

  test("beyond those that an export may have stay as they are", () => {
    const cells = Array.from({ length: 1200 }, () => CHANNEL);
    const row = Array.from({ length: 1200 }, () => "웹").join();
    const tests = [{ index: 1100, values: new Set(["웹"]), negated: false }];
    const { text, leftOut } = rewritten({ ...NOTHING, cells, skip: tests }, `${row}\n${row}`);
    expect(text.split("\n")[1]?.split(",").slice(998, 1003)).toEqual(["web", "web", "web", "웹", "웹"]);
    expect([leftOut, text.length]).toEqual([0, 2 * (1001 * 4 + 199 * 2) - 1]);
  });
});

test("two exports that are read in turns keep their own words", () => {
  const one = createRowRewriter({ ...NOTHING, cells: [cell({ words: new Map([["x", "one"]]) })] }, COMMA);
  const other = createRowRewriter({ ...NOTHING, cells: [cell({ words: new Map([["x", "other"]]) })] }, COMMA);
  const rewrite = (rewriter: typeof one) => {
    rewriter.room.take(4).set(Buffer.from("x,x\n"));
    return rewriter.rewrite(4).bytes.toString();
  };
  expect([one, other, one].map(rewrite)).toEqual(["one,x\n", "other,x\n", "one,x\n"]);
  one.close();
  other.close();
  // What an earlier export taught is forgotten.
  expect(rewritten({ ...NOTHING, cells: [CHANNEL], added: [always("z")] }, "x,x\n").text).toBe("x,x,z\n");
});

test("a constant of more bytes than a record may have makes each record too long, which its reader tells", () => {
  const { text } = rewritten(
    { ...NOTHING, added: [always("c".repeat(3_000_000)), again(0), always("c".repeat(3_000_000))] },
    "x\n",
  );
  expect(text.length).toBeGreaterThan(1024 * 1024);
});
