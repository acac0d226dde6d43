/** The recipes of CONTRIBUTING are complete: each names every module that says the word of an example that was made by it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Title of the recipe, and how the code of `src` says the word of an example. */
const EXAMPLES: readonly (readonly [title: string, example: string, said: RegExp])[] = [
  ["A new benefit.", "restore", /"restore"|\brestore[,:]/],
  ["A new reject code.", "flag-invalid", /"flag-invalid"/],
  ["A new failure.", "gzip-bomb", /"gzip-bomb"/],
  ["A new command.", "history", /\baddHistory\b|\bhistory\(/],
  ["A new column of outcomes.", "otherwise", /\botherwise: column\(|\.otherwise\[/],
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

test.for(EXAMPLES)("%s names every module that has the word %s", ([title, , said]) => {
  const found = modules.filter(({ code }) => said.test(code)).map(({ path }) => path);
  expect(found.length).toBeGreaterThan(1);
  expect(found.filter((path) => !namedIn(title).includes(path))).toEqual([]);
});
