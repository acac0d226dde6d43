/**
 * The recipes of CONTRIBUTING are complete, and name nothing too much: the modules that a recipe names are those that say
 * the word of an example that was made by it.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/**
 * Title of the recipe; how the code of `src` says the word of an example; the modules that the recipe names besides, because
 * they concern the reader and need no change for most examples.
 */
const EXAMPLES: readonly (readonly [title: string, example: string, said: RegExp, besides?: readonly string[]])[] = [
  ["A new benefit.", "restore", /"restore"|\brestore[,:]/],
  ["A new condition.", "began", /"began"|\bbegan:|\.began\b/],
  ["A new reject code.", "flag-invalid", /"flag-invalid"/, ["input/sound-cells.ts", "kernel/wasm/check.ts"]],
  ["A new failure.", "gzip-bomb", /"gzip-bomb"/],
  ["A new command.", "history", /\baddHistory\b|\bhistory\(/],
  [
    "A new column of outcomes.",
    "otherwise",
    /\botherwise: column\(|\.otherwise\[/,
    ["run/rows/job.ts", "run/scan/scan-block.ts"],
  ],
  ["A new column of an output.", "extended_by", /\bextended_by\b/],
  ["A sentence of `explain`.", "notForIt", /\bnotForIt\b/],
];

const contributing = readFileSync("CONTRIBUTING.md", "utf8");

const modules = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => ({ path, code: withoutComments(readFileSync(join("src", path), "utf8")) }));

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*.*?\*\//gs, "").replaceAll(/^\s*\/\/.*$/gm, "");
}

/** The modules that a recipe names: a path in backquotes, from `src/` on. */
function namedIn(title: string): readonly string[] {
  const recipe = contributing.split(`**${title}**`)[1]?.split("\n\n")[0] ?? "";
  const paths = [...recipe.matchAll(/`([\w-]+\/[\w/-]+\.ts)`/g)].map((match) => match[1] ?? "");
  return paths.filter((path) => modules.some((module) => module.path === path)).sort();
}

test.for(EXAMPLES)("%s names the modules that have the word %s, and no other", ([title, , said, besides = []]) => {
  const found = modules.filter(({ code }) => said.test(code)).map(({ path }) => path);
  expect(found.length).toBeGreaterThan(1);
  expect([...found, ...besides].sort()).toEqual([...new Set(namedIn(title))]);
});

test("a new benefit takes five modules of src", () => {
  expect(namedIn("A new benefit.").length).toBe(5);
});
