/** The bundles are written as bin/bundle.js reads them, no others are built, and what they say is what their source says. */
import { isAscii } from "node:buffer";
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { literalsIn } from "../support/literals.ts";
import { tempFolder } from "../support/temp-folder.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const SCRIPT = new URL("../../scripts/ascii.js", import.meta.url).href;
const { asciiOf }: { asciiOf(code: string, name: string): string } = await import(SCRIPT);
const { readSource }: { readSource(file: string): string } = createRequire(import.meta.url)("../../bin/bundle.js");

describe("code in ASCII", () => {
  test.for([
    ["a string", 'f("구독");', 'f("\\uad6c\\ub3c5");'],
    ["a string beyond the first 65,536 characters", 'f("🎁");', 'f("\\ud83c\\udf81");'],
    ["a template", "f(`행`);", "f(`\\ud589`);"],
    ["a class of a regular expression", "f(/[가-힣]/);", "f(/[\\uac00-\\ud7a3]/);"],
    ["a class of whole characters", "f(/[🎁]/u);", "f(/[\\ud83c\\udf81]/u);"],
    ["a name", "const 값 = 1n;", "const \\uac12 = 1n;"],
    ["a comment", "f(); // 값", "f(); // \\uac12"],
    ["nothing to write differently", 'f("\\\\n", /\\u00e9/);', 'f("\\\\n", /\\u00e9/);'],
  ] as const)("%s says the same", ([, code, expected]) => {
    expect(asciiOf(code, "main.js")).toBe(expected);
  });

  test.for([
    ["String.raw", "f();\nf(String.raw`구독`);", "main.js:2: "],
    ["a character after a backslash", "f();\n\nf(`\\구`);", "main.js:3: "],
    ["a line that ends with a separator", "f(); //\u2028g();", "main.js:1: "],
    ["a blank that is no blank", "f(\u00a0);", "Parse failed"],
  ] as const)("%s would say something else, and is refused", ([, code, place]) => {
    expect(() => asciiOf(code, "main.js")).toThrow(place);
  });
});

describe("the build", () => {
  test.for([
    [
      "reads otherwise than it writes",
      "bin/bundle.js",
      '"latin1"',
      '"utf16le"',
      "bin/bundle.js does not read dist/bin/main.js as it was written",
    ],
    ["leaves a character as it is", "scripts/bundle.js", "asciiOf(code, fileName)", "code", "has bytes beyond ASCII"],
    [
      "cannot write a character in ASCII",
      "src/report/sentences/ko.ts",
      '"이용 기간의 길이가 없습니다"',
      "String.raw`이용 기간의 길이가 없습니다`",
      "what stands here says something else when it is written in ASCII",
    ],
  ] as const)("fails where it %s", async ([, file, text, other, message]) => {
    const folder = await tempFolder();
    for (const part of ["bin", "scripts", "src", "package.json"])
      cpSync(join(PROJECT, part), join(folder, part), { recursive: true });
    symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
    const code = readFileSync(join(folder, file), "utf8");
    expect(code).toContain(text);
    writeFileSync(join(folder, file), code.replace(text, other));
    const { status, stderr } = spawnSync(process.execPath, ["scripts/bundle.js"], { cwd: folder, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toContain(message);
  });
});

describe("the bundles that were built", () => {
  const bundles = readdirSync("dist/bin").filter((file) => file.endsWith(".js"));

  test.for(bundles)("%s is in ASCII", (bundle) => {
    expect(isAscii(readFileSync(join("dist/bin", bundle)))).toBe(true);
  });

  test("have every text of every module, with the same characters", () => {
    const built = new Set(bundles.flatMap((name) => [...literalsIn(readSource(`dist/bin/${name}`), "js")]));
    const all = [...built].join("\n");
    const modules = readdirSync("src", { recursive: true, encoding: "utf8" }).filter(
      (path) => path.endsWith(".ts") && !path.endsWith(".d.ts") && !path.startsWith("kernel/wasm/"),
    );
    const texts = modules.flatMap((path) => [...literalsIn(readFileSync(join("src", path), "utf8"), "ts")]);
    expect(texts.length).toBeGreaterThan(3_000);
    expect(texts.filter((text) => /[^\0-\x7f]/.test(text)).length).toBeGreaterThan(150);
    // Rolldown joins what is added up of several lines.
    expect(texts.filter((text) => !built.has(text) && !all.includes(text))).toEqual([]);
  });
});
