/** The same rows as CSV, Parquet and JSON lines come to the same, wherever rows of one record lie, with any number of threads. */
import { readFileSync, writeFileSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { treeOf } from "../support/tree.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at,note";
/** Three row groups, of which the last one has one row. */
const ROWS = 2 * 2048 + 1;
const LAST = ROWS - 1;

/** Every seventh row is three lines of a CSV; a few have no sound time. */
const cellsOf = (row: number): readonly string[] => [
  ...[`r${row}`, "u1", row % 3 === 0 ? "kakaopage" : "melon", "2022-10-14", row % 500 === 9 ? "soon" : "2022-10-31"],
  row % 7 === 0 ? `two\nlines, "${row}"\n` : "",
];

const csvCell = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The rows, of which those that are named here say something else. */
function tableOf(others: { readonly [row: number]: readonly string[] }): readonly (readonly string[])[] {
  return Array.from({ length: ROWS }, (_, row) => others[row] ?? cellsOf(row));
}

async function caseOf(rows: readonly (readonly string[])[]): Promise<SmallCase> {
  const columns = HEADER.split(",");
  const csv = [HEADER, ...rows.map((cells) => cells.map(csvCell).join()), ""].join("\n");
  const objects = rows.map((cells) => JSON.stringify(Object.fromEntries(cells.map((cell, at) => [columns[at], cell]))));
  const story = await smallCase({ "rentals.csv": csv, "rentals.jsonl": `${objects.join("\n")}\n` });
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(`CREATE TABLE t (${columns.map((column) => `${column} VARCHAR`).join()})`);
  const values = rows.map((cells) => `(${cells.map((cell) => `'${cell.replaceAll("'", "''")}'`).join()})`);
  await connection.run(`INSERT INTO t VALUES ${values.join()}`);
  await connection.run(
    `COPY t TO '${story.path("rentals.parquet")}' (FORMAT parquet, ROW_GROUP_SIZE 2048, WRITE_BLOOM_FILTER false)`,
  );
  return story;
}

/** What a plan gives and rejects, each row without the export's name and with its number among the rows of the table. */
async function outcomeOf(story: SmallCase, file: string, rowOf: (line: number) => number, jobs: number) {
  const out = `plan-${jobs}-${file}`;
  const ran = await story.run(`plan ${RULES} --jobs ${jobs} --out ${out} ${file}`);
  expect(ran).toMatchObject({ exit: 0, message: "" });
  const rejects = treeOf(story.path(out)).filter((path) => /^rejects\/.+/.test(path));
  const found = [
    ...story.rows(`${out}/adjusted-expiry.csv`).map((row) => ({ row, line: "line" })),
    ...rejects.flatMap((path) => story.rows(`${out}/${path}`).map((row) => ({ row, line: "_line" }))),
  ];
  const rows = found.map(({ row, line }) => ({
    ...Object.fromEntries(row),
    source: "",
    [line]: rowOf(Number(row.get(line))),
  }));
  return {
    rows,
    files: treeOf(story.path(out)).map((path) => path.replace(/rentals\..*/, "FILE")),
    totals: story.summary(out).totals,
  };
}

describe("records that contradict each other", () => {
  test.for<readonly [name: string, others: { readonly [row: number]: readonly string[] }]>([
    ["nowhere", {}],
    ["in the first row group", { 5: ["r3", "u2", ...cellsOf(3).slice(2)] }],
    ["in the row group of one row", { [LAST]: ["r3", "u2", ...cellsOf(3).slice(2)] }],
    ["behind rows of several lines", { 3000: ["r2999", "u2", ...cellsOf(14).slice(2)] }],
    [
      "in all of them",
      { 1: ["r0", "u2", ...cellsOf(0).slice(2)], 2050: cellsOf(0), [LAST]: ["r2100", "u2", ...cellsOf(7).slice(2)] },
    ],
  ])("%s", async ([, others]) => {
    const rows = tableOf(others);
    const story = await caseOf(rows);
    const starts = new Map<number, number>();
    let next = 2;
    for (const [row, cells] of rows.entries()) {
      starts.set(next, row + 1);
      next += cells.join("").split("\n").length;
    }
    const expected = await outcomeOf(story, "rentals.csv", (line) => starts.get(line) ?? 0, 1);
    const runs = [["rentals.jsonl", 2], ...[1, 2, 4].map((jobs) => ["rentals.parquet", jobs] as const)] as const;
    for (const [file, jobs] of runs)
      expect(await outcomeOf(story, file, (line) => line, jobs), `${file} ${jobs}`).toEqual(expected);
  });
});

test("a table that is damaged in its last row group is refused, and nothing stays behind", async () => {
  const story = await caseOf(tableOf({}));
  const file = story.path("rentals.parquet");
  const damaged = readFileSync(file);
  // The footer says where it begins; the pages of the last row group lie before it.
  const footer = damaged.length - 8 - damaged.readUInt32LE(damaged.length - 8);
  damaged.fill(0xff, footer - 60, footer);
  writeFileSync(file, damaged);
  const before = treeOf(story.folder);
  for (const jobs of [1, 2, 4]) {
    const ran = await story.run(`plan ${RULES} --jobs ${jobs} --out plan rentals.parquet`);
    expect(ran).toMatchObject({ exit: 3, failure: "parquet-damaged" });
    expect(treeOf(story.folder)).toEqual(before);
  }
});
