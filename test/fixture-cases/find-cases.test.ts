/** Which folders are cases, in which order, each once. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { findCases } from "../../src/fixture-cases/find-cases.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function folders(...paths: readonly string[]): Promise<string> {
  const cwd = await tempFolder();
  for (const path of paths) mkdirSync(join(cwd, path), { recursive: true });
  return cwd;
}

test("a folder with expected/ is a case, at any depth, in the order of names", async () => {
  const cwd = await folders("b/expected", "a/z/expected", "a/B/expected", "a/none/exports", "c");
  expect(findCases(["."], cwd)).toEqual(["a/B", "a/z", "b"]);
  expect(findCases(["b", "a/z"], cwd)).toEqual(["b", "a/z"]);
  expect(findCases(["c"], cwd)).toEqual([]);
});

test("nothing below a case is another, and no case appears twice", async () => {
  const cwd = await folders("a/expected/expected", "a/exports/expected");
  expect(findCases([".", "a", "./a/"], cwd)).toEqual(["a"]);
});

test("hidden folders, node_modules, links and files are passed over", async () => {
  const cwd = await folders(".git/expected", "node_modules/x/expected", "real/expected", "b");
  symlinkSync(join(cwd, "real"), join(cwd, "link"));
  writeFileSync(join(cwd, "b/expected"), "");
  expect(findCases(["."], cwd)).toEqual(["real"]);
});

test.for([
  ["nowhere", "nowhere: there is no such file or folder"],
  ["a/file", "a/file: cannot be read: it is a file"],
] as const)("%s is a failure", async ([path, expected]) => {
  const cwd = await folders("a");
  writeFileSync(join(cwd, "a/file"), "");
  expect(() => findCases([path], cwd)).toThrow(expected);
});
