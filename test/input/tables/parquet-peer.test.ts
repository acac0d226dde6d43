/** A Parquet file of many rows, written by DuckDB, comes out as DuckDB itself writes its values as text. */
import { openAsBlob } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "vitest";
import { readParquet } from "../../../src/input/parquet/read-parquet.ts";
import { createSourceLines } from "../../../src/input/table/source-lines.ts";
import { rowsOf } from "../../support/table-csv.ts";
import { tempFolder } from "../../support/temp-folder.ts";

/** Enough for several batches, and two parts of the first one, in two row groups. */
const ROWS = 22_000;

/** Columns of values that differ from row to row, each with the text that is expected of it. */
const COLUMNS: readonly (readonly [name: string, value: string, text: string])[] = [
  ["id", "'S-' || i", "id"],
  [
    "note",
    "[NULL, '', 'a, b', 'say \"hi\"', 'two' || chr(10) || 'lines', '한글 😀', repeat('x', i % 50)][CAST(1 + h % 7 AS BIGINT)]",
    "note",
  ],
  ["long", "repeat(chr(97 + (i % 26)::INTEGER), (i % 6000)::INTEGER)", "long"],
  ["word", "['melon', 'kakao, page', NULL][CAST(1 + h % 3 AS BIGINT)]", "word"],
  ["tiny", "(h % 256)::INTEGER - 128", "tiny"],
  ["big", "if(i % 9 = 0, NULL, (h % 9223372036854775808)::BIGINT * if(i % 2 = 0, 1, -1))", "big"],
  ["whole", "h", "whole"],
  ["amount", "((h % 1000000)::DECIMAL(18, 2) / 100 - 5000)::DECIMAL(18, 2)", "amount"],
  ["wide", "(h::DECIMAL(38, 10) / 3 * if(i % 2 = 0, 1, -1))::DECIMAL(38, 10)", "wide"],
  ["flag", "if(i % 7 = 0, NULL, h % 2 = 0)", "flag"],
  ["day", "DATE '2000-02-28' + (h % 200000)::INTEGER - 100000", "day"],
  ["clock", "make_timestamp((h % 8000000000000000)::BIGINT - 4000000000000000)", "replace(clock::VARCHAR, ' ', 'T')"],
  ["moment", "to_timestamp((h % 4000000000)::BIGINT)", "replace(replace(moment::VARCHAR, ' ', 'T'), '+00', 'Z')"],
];

test.for(["snappy", "zstd"])("packed with %s", { timeout: 240_000 }, async (codec) => {
  const file = join(await tempFolder(), "peer.parquet");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run("SET TimeZone = 'UTC'");
  const values = COLUMNS.map(([name, value]) => `${value} AS "${name}"`).join();
  await connection.run(`CREATE TABLE t AS SELECT ${values} FROM (SELECT i, hash(i) AS h FROM range(${ROWS}) r(i))`);
  await connection.run(`COPY t TO '${file}' (FORMAT parquet, CODEC ${codec}, ROW_GROUP_SIZE 20480)`);
  const texts = COLUMNS.map(([name, , text]) => `coalesce((${text})::VARCHAR, '') AS "${name}"`).join();
  const expected = (await connection.runAndReadAll(`SELECT ${texts} FROM t`)).getRows();
  const lines = createSourceLines();
  const [header, ...rows] = await rowsOf(readParquet(await openAsBlob(file), file, { lines }));
  expect(header).toEqual(COLUMNS.map(([name]) => name));
  expect(rows.length).toBe(ROWS);
  expect(rows.find((row, index) => row.join("|") !== expected[index]?.join("|"))).toBeUndefined();
  // The header, the rows, and one line more for each row with a line end in a cell.
  const inner = expected.filter(([, note]) => String(note).includes("\n")).length;
  expect([lines.of(2), lines.of(1 + ROWS + inner)]).toEqual([1, ROWS]);
});
