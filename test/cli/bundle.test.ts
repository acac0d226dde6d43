/** What was compiled when the program was built is used for the very same program, and the program runs without it. */
import { spawnSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import { tempFolder } from "../support/temp-folder.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const WORD = "what customers are owed";
const OTHER_WORD = "WHAT CUSTOMERS ARE OWED";

/** A copy of the installed program, changed, says what it is for, and whether it had to be compiled. */
async function installed(
  change: (bundle: string, cache: string) => void,
): Promise<{ wasCompiled: string; help: string }> {
  const folder = await tempFolder();
  for (const part of ["bin", "package.json", "dist/bin"]) {
    cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
  }
  const bundle = join(folder, "dist/bin/main.js");
  change(bundle, `${bundle}.cache`);
  const node = (...words: string[]) => spawnSync(process.execPath, words, { encoding: "utf8" });
  const loader = pathToFileURL(join(folder, "bin/bundle.js")).href;
  const question = `import { runBundle } from "${loader}"; console.log(runBundle().wasCompiled);`;
  return {
    wasCompiled: node("--input-type=module", "-e", question).stdout.trim(),
    help: node(join(folder, "bin/compensate.js"), "--help").stdout,
  };
}

function overwrite(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

describe("the program", () => {
  test("as it was built does not have to be compiled", async () => {
    const { wasCompiled, help } = await installed(() => {});
    expect(wasCompiled).toBe("true");
    expect(help).toContain(WORD);
  });

  test.for([
    ["without what was compiled", (_: string, cache: string) => rmSync(cache)],
    ["with nothing of it", (_: string, cache: string) => truncateSync(cache)],
    ["with a part of it", (_: string, cache: string) => truncateSync(cache, 500_000)],
    ["with another byte in it", (_: string, cache: string) => overwrite(cache, 500_000)],
    ["with another digest", (_: string, cache: string) => overwrite(cache, 0)],
  ] as const)("%s is compiled", async ([, change]) => {
    const { wasCompiled, help } = await installed(change);
    expect(wasCompiled).toBe("false");
    expect(help).toContain(WORD);
  });

  test("that was changed afterwards, if only by a letter, runs as it is now", async () => {
    const { wasCompiled, help } = await installed((bundle) => {
      const code = readFileSync(bundle, "latin1");
      expect(code).toContain(WORD);
      writeFileSync(bundle, code.replaceAll(WORD, OTHER_WORD), "latin1");
    });
    expect(wasCompiled).toBe("false");
    expect(help).toContain(OTHER_WORD);
  });
});
