/** What was compiled when the program was built is used for the very same program, and the program runs without it. */
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { tempFolder } from "../support/temp-folder.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const WORDS = "what customers are owed";
const OTHER_WORDS = "WHAT CUSTOMERS ARE OWED";

interface Asked {
  readonly exit: number | null;
  readonly out: string;
}

interface Copy {
  readonly bundle: string;
  readonly cache: string;
  /** Whether a bundle does not have to be compiled. */
  wasCompiled(name: "main" | "main-plan" | "worker"): string;
  help(): Asked;
  version(): Asked;
}

async function copyOfProgram(): Promise<Copy> {
  const folder = await tempFolder();
  for (const part of ["bin", "package.json", "dist/bin"]) {
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  }
  const bundle = join(folder, "dist/bin/main.js");
  return {
    bundle,
    cache: `${bundle}.cache`,
    wasCompiled: (name) => {
      const question = `console.log(require("./bin/bundle.js").runBundle("${name}").wasCompiled)`;
      return spawnSync(process.execPath, ["-e", question], { cwd: folder, encoding: "utf8" }).stdout.trim();
    },
    help: () => ask(folder, "--help"),
    version: () => ask(folder, "--version"),
  };
}

function ask(folder: string, option: string): Asked {
  const words = [join(folder, "bin/compensate.js"), option];
  const { status, stdout } = spawnSync(process.execPath, words, { encoding: "utf8" });
  return { exit: status, out: stdout };
}

function overwrite(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

function replace(file: string, text: string, by: string): void {
  const code = readFileSync(file, "latin1");
  expect(code).toContain(text);
  writeFileSync(file, code.replaceAll(text, by), "latin1");
}

describe("the program", () => {
  test("as it was built does not have to be compiled", async () => {
    const { wasCompiled, help } = await copyOfProgram();
    const names = ["main", "main-plan", "worker"] as const;
    expect(names.map((name) => [name, wasCompiled(name)])).toEqual(names.map((name) => [name, "true"]));
    expect(help()).toEqual({ exit: 0, out: expect.stringContaining(WORDS) });
  });

  test.for([
    ["without what was compiled", (cache: string) => rmSync(cache)],
    ["with nothing of it", (cache: string) => truncateSync(cache)],
    ["with a part of it", (cache: string) => truncateSync(cache, 50_000)],
    ["with another byte in it", (cache: string) => overwrite(cache, 50_000)],
    ["with another digest", (cache: string) => overwrite(cache, 0)],
  ] as const)("%s is compiled", async ([, change]) => {
    const { cache, wasCompiled, help } = await copyOfProgram();
    change(cache);
    expect(wasCompiled("main")).toBe("false");
    expect(help()).toEqual({ exit: 0, out: expect.stringContaining(WORDS) });
  });

  test("that was changed afterwards, if only in its letters, runs as it is now", async () => {
    const { bundle, wasCompiled, help } = await copyOfProgram();
    replace(bundle, WORDS, OTHER_WORDS);
    expect(wasCompiled("main")).toBe("false");
    expect(help().out).toContain(OTHER_WORDS);
  });

  test("that only says its version reads no more than its entry", async () => {
    const { bundle, version } = await copyOfProgram();
    for (const part of readdirSync(dirname(bundle)))
      if (/^main-(?!rolldown-runtime)/.test(part)) rmSync(join(dirname(bundle), part));
    expect(version()).toEqual({ exit: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  test("that waits for what nobody does has not succeeded", async () => {
    const { bundle, help } = await copyOfProgram();
    replace(bundle, "await program.parseAsync(argv);", "await new Promise(() => {});");
    expect(help()).toEqual({ exit: 70, out: "" });
  });
});
