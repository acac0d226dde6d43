/**
 * In every shape of the bench the built program makes the same folder with 1, 2 and 4 jobs, in any time zone of the machine, through a pipe and
 * packed. `bench/same.js` says in what the manifest may differ. A new shape is in the table by itself.
 */
import { execFile } from "node:child_process";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);
/** More than 8 MiB in every shape, so that threads start. */
const ROWS = 90_000;
/** An export and five plans of it, on a machine that may have other things to do. */
const PATIENCE_MS = 240_000;

const { SHAPES }: { readonly SHAPES: object } = await import(pathToFileURL("bench/shapes.js").href);

test.for(Object.keys(SHAPES))("%s", { timeout: PATIENCE_MS }, async (shape) => {
  const { stdout } = await run(process.execPath, ["bench/same.js", "--shape", shape, "--rows", String(ROWS)]);

  expect(stdout).toBe(`${shape}, 90,000 rows: the same\n`);
});
