/** The bench works, and DuckDB still comes to the same bytes: a peer that has fallen behind the language would be noticed nowhere else. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);

test.for(["some", "quoted", "everybody", "wide", "again", "files-gzip", "mapped-utf8", "rejects", "digits", "parquet"])(
  "DuckDB agrees with us on the shape %s",
  { timeout: 120_000 },
  async (shape) => {
    const options = ["--shape", shape, "--rows", "2000", "--rounds", "1", "--peers", "duckdb-npm"];
    const { stdout } = await run(process.execPath, ["bench/run.js", ...options]);

    expect(stdout).toContain(`## ${shape}, 2,000 rows`);
    expect(stdout).toContain(shape === "again" ? "it keeps no book" : "| DuckDB ");
    expect(stdout).toContain("All that do the whole work agree: 2000 read");
  },
);

test("shapes and peers that the bench does not have are refused, and those that it has are told", async () => {
  await expect(run(process.execPath, ["bench/run.js", "--shape", "some,round"])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining("no such shape: round. There are some, quoted, everybody,"),
  });
  await expect(run(process.execPath, ["bench/run.js", "--peers", "abacus"])).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining("no such peer: abacus. There are duckdb, duckdb-npm,"),
  });
});

test("what comes after a plan is measured beside the plan", { timeout: 120_000 }, async () => {
  const { stdout } = await run(process.execPath, ["bench/book.js", "--rows", "2000", "--rounds", "1"]);

  expect(stdout.match(/^\| `[a-z -]+` \| \d+\.\d\d /gm)).toHaveLength(5);
});

test("the memory that rows take is measured by the bucket that they end in", { timeout: 120_000 }, async () => {
  const buckets = "rejects;given before;whatif";
  const options = ["--rows", "1000,2000", "--bucket", buckets];
  const { stdout } = await run(process.execPath, ["bench/buckets.js", ...options]);

  expect(
    stdout.match(/^\| (?:rejects|given before|whatif) \| \d+ \| \d+ \| -?\d+\.\d \| \d+\.\d\d \|$/gm),
  ).toHaveLength(3);
});
