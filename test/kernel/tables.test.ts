/** The kernels that were built, held against what their hosts believe of them. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SHAPE_FIELDS } from "../../src/kernel/fields.ts";
import { instantiate } from "../../src/kernel/instance.ts";
import * as numbers from "../../src/kernel/numbers.ts";
import {
  CUT_TABLES,
  DECODE_TABLES,
  OUTPUT_TABLES,
  REPEAT_TABLES,
  SCAN_TABLES,
  TABLE_TABLES,
} from "../../src/kernel/tables.ts";
import { AFFECTED, codeOf } from "../../src/run/rows/row-codes.ts";

const { NOT_STEADY, TO_DECIDE } = numbers;
const scan = instantiate("scan", {
  days: { steadyOffset: () => NOT_STEADY },
  horizon: { codeBeyond: () => TO_DECIDE },
  answers: { answerTo: () => 0 },
});
const built = {
  scan,
  cut: instantiate("cut", {}),
  decode: instantiate("decode", {}),
  output: instantiate("output", { calm: { calmOffset: () => NOT_STEADY } }),
  repeat: instantiate("repeat", {}),
  table: instantiate("table", {}),
};
const KERNELS = [
  ["scan", SCAN_TABLES],
  ["cut", CUT_TABLES],
  ["decode", DECODE_TABLES],
  ["output", OUTPUT_TABLES],
  ["repeat", REPEAT_TABLES],
  ["table", TABLE_TABLES],
] as const;

/** A number that a kernel exports. */
function numberIn(kernel: object, name: string): unknown {
  const exported: unknown = Object.entries(kernel).find(([each]) => each === name)?.[1];
  return exported instanceof Object && "value" in exported ? exported.value : undefined;
}

describe.for(KERNELS)("the kernel %s", ([name, tables]) => {
  const kernel = built[name];
  const places = Object.entries(tables).sort(([, a], [, b]) => a.at - b.at);

  test("has every table where its host looks for it", () => {
    expect(places.map(([table]) => [table, numberIn(kernel, table)])).toEqual(
      places.map(([table, { at }]) => [table, at]),
    );
  });

  test("has every table on a boundary of its elements, after what the compiler places", () => {
    expect(places.filter(([, { at, of }]) => at % of.BYTES_PER_ELEMENT !== 0)).toEqual([]);
    expect(places[0]?.[1].at).toBeGreaterThanOrEqual(2048);
    const data = endOfData(readFileSync(`dist/bin/${name}.wasm`));
    expect(data).toBeLessThanOrEqual(2048);
  });

  test("exports the functions of its type, with as many parameters", () => {
    const text = readFileSync("src/kernel/functions.ts", "utf8");
    const title = `${name[0]?.toUpperCase()}${name.slice(1)}Functions`;
    const body = text.split(`interface ${title} {`)[1]?.split("\n}")[0] ?? "";
    const typed = [...body.matchAll(/^ {2}(\w+)\((.*)\): /gm)].map(([, each, parameters = ""]) => [
      each,
      parameters === "" ? 0 : parameters.split(",").length,
    ]);
    const exported = Object.entries(kernel).filter(([, each]) => typeof each === "function");
    expect(typed.sort()).toEqual(exported.map(([each, code]) => [each, (code as () => void).length]).sort());
    const variables = [...body.matchAll(/^ {2}readonly (\w+): \{/gm)].map(([, each = ""]) => each);
    expect(variables.filter((each) => numberIn(kernel, each) === undefined)).toEqual([]);
  });
});

describe("the tables of a batch", () => {
  const BATCH = 128 * 1024;
  const places = Object.values(SCAN_TABLES).sort((a, b) => a.at - b.at);
  /** Bytes up to the next table. */
  const roomOf = ({ at }: { readonly at: number }) =>
    (places[places.findIndex((each) => each.at === at) + 1]?.at ?? 0) - at;

  const perRow = Object.entries(SCAN_TABLES).filter(([name]) => /^(ROW_|OUT_(?!CELL|QUOTING|BYTES))/.test(name));
  test.for(perRow)("%s has room for rows of one byte", ([name, table]) => {
    const rows = BATCH / 2 + 1;
    const perEach = name === "ROW_PRINTS" ? 3 : 1;
    expect(roomOf(table)).toBeGreaterThanOrEqual(rows * perEach * table.of.BYTES_PER_ELEMENT);
  });

  const perCell = Object.entries(SCAN_TABLES).filter(([name]) => /^(CELL_|OUT_CELL|OUT_QUOTING)/.test(name));
  test.for(perCell)("%s has room for cells without a byte, and one row more", ([, table]) => {
    expect(roomOf(table)).toBeGreaterThanOrEqual((BATCH + numbers.KEPT_CELLS) * table.of.BYTES_PER_ELEMENT);
  });

  test("have a mark for every byte of a batch that grew, and bytes for all of it", () => {
    expect(roomOf(SCAN_TABLES.STOPS)).toBeGreaterThanOrEqual(2 * numbers.LONGEST_RECORD * 4);
    expect(roomOf(SCAN_TABLES.OUT_BYTES)).toBeGreaterThanOrEqual(BATCH + numbers.LONGEST_RECORD + 16);
    expect(roomOf(SCAN_TABLES.SHAPE)).toBe(SHAPE_FIELDS.length * 4);
  });

  test("have room for every column under a mapping, and for the step of a copy behind what is kept", () => {
    expect(roomOf(SCAN_TABLES.CHANGING)).toBeGreaterThanOrEqual(numbers.KEPT_CELLS * 8);
    expect(roomOf(SCAN_TABLES.LEAVING_OUT)).toBeGreaterThanOrEqual(numbers.KEPT_CELLS * 8);
    expect(roomOf(SCAN_TABLES.KEPT)).toBeGreaterThanOrEqual(numbers.KEPT_BYTES + numbers.OVERHANG);
  });
});

test("limits and codes are the same in the kernel and its hosts", () => {
  const single = Object.entries(numbers).flatMap(([name, value]) => (typeof value === "number" ? [[name, value]] : []));
  expect(single.length).toBeGreaterThan(15);
  expect(numbers.KEPT_CELLS).toBe(numbers.MOST_COLUMNS + 1);
  expect(single.map(([name]) => [name, numberIn(scan, String(name))])).toEqual(single);
  const { QUOTINGS, OTHERS, VERDICTS, MEANINGS, ENDINGS, TIME_ROLES, WORD_ROLES, DAMAGES } = numbers;
  expect(DAMAGES.map((code) => numberIn(scan, `DAMAGE_${constantOf(code)}`))).toEqual([...DAMAGES.keys()]);
  const groups = {
    QUOTING: QUOTINGS,
    OTHERS,
    VERDICT: VERDICTS,
    MEANING: MEANINGS,
    ENDING: ENDINGS,
    TIME: TIME_ROLES,
    ROLE: WORD_ROLES,
    CODE: numbers.ROW_CODES,
    VALUE: numbers.VALUE_KINDS,
  };
  for (const [prefix, codes] of Object.entries(groups)) {
    const inKernel = Object.keys(codes).map((code) => [code, numberIn(scan, `${prefix}_${constantOf(code)}`)]);
    expect(Object.fromEntries(inKernel)).toEqual(codes);
  }
});

test("codes of rows are those of the engine", () => {
  expect(numberIn(scan, "CODE_NO_RULE")).toBe(codeOf("no-rule"));
  expect(numberIn(scan, "CODE_AFFECTED")).toBe(AFFECTED);
  expect(numberIn(built.repeat, "SIZES")).toBe(2048);
});

test("what is written from the declaration is current", () => {
  const { status, stderr } = spawnSync(process.execPath, ["scripts/write-kernel-tables.js", "--check"], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  expect(status).toBe(0);
});

function constantOf(code: string): string {
  return code
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .replaceAll("-", "_")
    .toUpperCase();
}

/** Where the last table of constants of a WebAssembly file ends: its data section has them all, each with its address. */
function endOfData(code: Uint8Array): number {
  let at = 8;
  const varint = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = code[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (at < code.length) {
    const section = code[at];
    at += 1;
    const size = varint();
    if (section !== 11) {
      at += size;
      continue;
    }
    let end = 0;
    for (let segments = varint(); segments > 0; segments -= 1) {
      // Mode 0, i32.const, the address, end.
      at += 2;
      const address = varint();
      at += 1;
      const length = varint();
      end = Math.max(end, address + length);
      at += length;
    }
    return end;
  }
  return 0;
}
