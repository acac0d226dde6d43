/** Ids that went through a spreadsheet: which they are, and that the kernel counts the same ones. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isDamagedId } from "../../src/domain/remark.ts";
import { csvText } from "../../src/input/csv-writer.ts";
import { layoutOf } from "../../src/input/layout.ts";
import { describeExport } from "../../src/kernel/describe-export.ts";
import { countDamaged, createScanKernel, loadBlock, nextBatch } from "../../src/kernel/scan-kernel.ts";
import { runs } from "../domain/runs.ts";
import { readRow } from "../support/export-row.ts";

const DAMAGED = [
  ...["1.23457E+15", "1.23457E+11", "1E+12", "1,2E+11", "9.9e+99", "1.0E+10"],
  ...['="00123"', '="', "'00123", "'a", "''", "'가"],
];
const SOUND = [
  ...[
    "",
    "1",
    "1E5",
    "1E15",
    "12E+15",
    "0.5E+15",
    "0E+12",
    "1.E+15",
    "1.2.3E+15",
    "-1.2E+15",
    "+1.2E+15",
    "1.23457E+5",
  ],
  ...[
    "1.23457E+150",
    "1.23457E-15",
    "1.23457E+1x",
    "1.23457E+x1",
    "1:2E+15",
    "AE+15",
    "E+15",
    "+15",
    "1E+15 ",
    " 1E+15",
    "S-1E+15",
  ],
  ...["=", "=1", "=00123", '"', "'", "00123'", '00123"', "00123", "a'b", 'a="b"'],
];

describe("an id went through a spreadsheet", () => {
  test.for(DAMAGED.map((text) => [text] as const))("%s", ([text]) => {
    expect(isDamagedId(text)).toBe(true);
  });

  test.for(SOUND.map((text) => [text] as const))("unlike %j", ([text]) => {
    expect(isDamagedId(text)).toBe(false);
  });
});

const COLUMNS = ["rental_id", "user_id", "service", "started_at", "expires_at"];
const COMMA = 0x2c;

/** How many rows the kernel counts with such an id, or such a user, and the first of them, from 0. */
function counted(
  rows: readonly (readonly string[])[],
  of: "ids" | "users" = "ids",
  columns = COLUMNS,
): readonly [number, number | undefined] {
  const header = { kind: "rental", delimiter: COMMA, columns, length: 0, line: 1, byteOrderMark: false } as const;
  const kernel = createScanKernel();
  describeExport(kernel, layoutOf(header, new Set()));
  loadBlock(kernel, Buffer.from(csvText(rows, ",")), COMMA);
  let count = 0;
  let first: number | undefined;
  for (let before = 0; nextBatch(kernel); before += kernel.rows) {
    const found = countDamaged(kernel)?.[of];
    if (found === undefined || found.rows === 0) continue;
    first ??= before + found.first;
    count += found.rows;
  }
  return [count, first];
}

function rowWith(id: string, user: string): readonly string[] {
  return [id, user, "melon", "2022-10-01", "2022-11-01"];
}

describe("the kernel counts", () => {
  test.for([...DAMAGED, ...SOUND].map((text) => [text] as const))("%j", ([text]) => {
    // Bytes around the cell must not be taken for a part of it.
    for (const other of ["1E+15", "5", "'"]) {
      expect(counted([rowWith(text, other)])[0]).toBe(isDamagedId(text) ? 1 : 0);
      expect(counted([rowWith(other, text)], "users")[0]).toBe(isDamagedId(text) ? 1 : 0);
    }
  });

  test("what a text is told to be, in any rows", () => {
    const piece = fc.constantFrom(
      "1",
      "0",
      "9",
      ".",
      ",",
      "E",
      "e",
      "+",
      "-",
      "1E+",
      "15",
      "'",
      '"',
      "=",
      "가",
      " ",
      "\n",
    );
    const id = fc.oneof(
      fc.array(piece, { maxLength: 7 }).map((pieces) => pieces.join("")),
      fc.constantFrom(...DAMAGED),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id), { minLength: 1, maxLength: 20 }), (ids) => {
        const rows = ids.map(([one, other]) => rowWith(one, other));
        const damaged = (column: 0 | 1) => ids.flatMap((pair, row) => (isDamagedId(pair[column]) ? [row] : []));
        expect(counted(rows, "ids")).toEqual([damaged(0).length, damaged(0)[0]]);
        expect(counted(rows, "users")).toEqual([damaged(1).length, damaged(1)[0]]);
      }),
      runs(300),
    );
  });

  test("no row with another number of cells", () => {
    expect(counted([["1E+15"], rowWith("1E+15", "u"), ["1E+15", "u"]])).toEqual([1, 1]);
  });

  test("over many batches, with the first of them all", () => {
    const rows = Array.from({ length: 9000 }, (_, row) =>
      rowWith(row === 7000 || row === 8999 ? "'7" : `r${row}`, "u"),
    );
    expect(counted(rows)).toEqual([2, 7000]);
  });

  test("no users where an export has none", () => {
    expect(counted([["1E+15", "melon"]], "users", ["rental_id", "service"])).toEqual([0, undefined]);
    expect(counted([["1E+15", "melon"]], "ids", ["rental_id", "service"])).toEqual([1, 0]);
  });
});

describe("where ids are strict", () => {
  test.for<readonly [string, string, string]>([
    ["1.23457E+15", "u1", "id-damaged rental_id"],
    ["R-1", "'00123", "id-damaged user_id"],
    ["'1", "'2", "id-damaged rental_id, id-damaged user_id"],
    ["R-1", "u1", "read"],
  ])("%s of %s", ([rental_id, user_id, expected]) => {
    const cells = { rental_id, user_id, service: "melon", started_at: "2022-10-01", expires_at: "2022-11-01" };
    const { faults } = readRow("rental", cells, { strictIds: true });
    expect(faults?.map(({ code, column }) => `${code} ${column}`).join(", ") ?? "read").toBe(expected);
    expect(readRow("rental", cells).faults).toBeUndefined();
  });
});
