/** Odd cells of rows that were read: counted in every row, with the first place, in blocks of any size. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openZone } from "../../src/domain/zone.ts";
import type { Source } from "../../src/input/source.ts";
import { createPool } from "../../src/run/pool.ts";
import { readExports } from "../../src/run/read-exports.ts";
import { createFingerprints } from "../../src/run/repeats/fingerprints.ts";
import type { PendingBlock } from "../../src/run/rows/read-rows.ts";
import { createScratchFile } from "../../src/run/rows/scratch-file.ts";
import { createSpool } from "../../src/run/rows/spool.ts";
import { createSide, remarksOf } from "../../src/run/sides.ts";
import { runs } from "../domain/runs.ts";
import { csvLine } from "../support/csv-line.ts";
import { memoryStream } from "../support/memory-stream.ts";
import { setupOf } from "./setup.ts";

const SEOUL = openZone("Asia/Seoul");

const COLUMNS = ["rental_id", "user_id", "service", "price", "currency", "started_at", "expires_at"];
type Cells = { readonly [column: string]: string };
const SOUND: Cells = {
  rental_id: "R-1",
  user_id: "u1",
  service: "kakaopage",
  price: "500",
  currency: "KRW",
  started_at: "2022-10-14",
  expires_at: "2022-10-20",
};

async function unasked(): Promise<never> {
  throw new Error("nothing is read a second time");
}

function sourceOf(path: string, rows: readonly Cells[]): Source {
  const lines = [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column] ?? ""))].map((cells) =>
    csvLine(cells),
  );
  const content = Buffer.from(lines.map((line) => `${line}\n`).join(""));
  return { path, open: async () => memoryStream(content, []), openRanges: unasked };
}

/** `rentals.csv: 2 x price "4,900" in line 3`, with the code of the fault where there is one. */
async function remarksIn(sources: readonly Source[], blockSize?: number): Promise<readonly string[]> {
  const pool = createPool(1, undefined);
  const setup = setupOf();
  pool.start(setup);
  const pending = createSpool<PendingBlock>("/nowhere", Number.POSITIVE_INFINITY);
  const side = createSide({ pool, pending, fields: new Set(), used: new Set(), zone: SEOUL });
  await readExports(
    sources.map((source) => ({ source, kind: undefined })),
    {
      sides: [side],
      fingerprints: createFingerprints("/nowhere"),
      keptText: createScratchFile("/nowhere"),
      blockSize,
      checkHeader: () => {},
      onProgress: () => {},
    },
  );
  return remarksOf(side).map(
    ({ export: file, rows, column, value, line, fault }) =>
      `${file}: ${rows} x ${column} ${JSON.stringify(value)} in line ${line}${fault === undefined ? "" : ` (${fault})`}`,
  );
}

describe("cells are told about", () => {
  test.for<readonly [string, readonly Partial<Cells>[], readonly string[]]>([
    ["none, where all are sound", [{}, {}], []],
    ["a price that no rule looks at", [{}, { price: "4,900" }], ['1 x price "4,900" in line 3 (price-invalid)']],
    ["in rows that no rule is for", [{ service: "melon", price: "x" }], ['1 x price "x" in line 2 (price-invalid)']],
    [
      "with the first of several, however often the row comes",
      [{ price: "a" }, { price: "a" }, {}, { price: "b" }],
      ['3 x price "a" in line 2 (price-invalid)'],
    ],
    [
      "each column for itself",
      [{ price: "a" }, { price: "b", currency: "Won" }],
      ['2 x price "a" in line 2 (price-invalid)', '1 x currency "Won" in line 3 (currency-unknown)'],
    ],
    [
      "ids and users that went through a spreadsheet",
      [{}, { rental_id: "1.2E+15" }, { user_id: "'7" }, { rental_id: "'R", user_id: "'8" }],
      ['2 x rental_id "1.2E+15" in line 3', '2 x user_id "\'7" in line 4'],
    ],
    [
      "such ids, also in rows that are rejects",
      [{ rental_id: "1E+12", expires_at: "soon" }],
      ['1 x rental_id "1E+12" in line 2'],
    ],
    ["prices not of rows that are rejects", [{ price: "a", expires_at: "soon" }], []],
  ])("%s", async ([, rows, expected]) => {
    const found = await remarksIn([
      sourceOf(
        "rentals.csv",
        rows.map((row) => ({ ...SOUND, ...row }) as Cells),
      ),
    ]);
    expect(found).toEqual(expected.map((text) => `rentals.csv: ${text}`));
  });

  test("each export for itself, in the order of the exports", async () => {
    const odd = { ...SOUND, price: "x" };
    expect(await remarksIn([sourceOf("b.csv", [SOUND, odd]), sourceOf("a.csv", [odd])])).toEqual([
      'b.csv: 1 x price "x" in line 3 (price-invalid)',
      'a.csv: 1 x price "x" in line 2 (price-invalid)',
    ]);
  });
});

test("the size of blocks changes nothing", async () => {
  const cells = fc.record({
    rental_id: fc.constantFrom("R-1", "R-2", "1.23457E+15", "'0012"),
    user_id: fc.constantFrom("u1", "u2", '="0012"'),
    service: fc.constantFrom("kakaopage", "melon"),
    price: fc.constantFrom("500", "", "4,900", "x"),
    currency: fc.constantFrom("KRW", "", "Won"),
    expires_at: fc.constantFrom("2022-10-20", "2022-10-20", "soon"),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(cells, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 300 }),
      async (rows, blockSize) => {
        const sources = () => [
          sourceOf(
            "rentals.csv",
            rows.map((row) => ({ ...SOUND, ...row })),
          ),
        ];
        expect(await remarksIn(sources(), blockSize)).toEqual(await remarksIn(sources()));
      },
    ),
    runs(60),
  );
});
