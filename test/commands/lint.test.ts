/** `lint` as a command: which files it takes, what it exits with, and what it says of a file that it cannot understand. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { type LintOptions, lint } from "../../src/commands/lint.ts";
import { EXIT } from "../../src/domain/failure.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { createTestWorld } from "../support/test-world.ts";

const CLEAN = `policy: clean
revision: 1
zone: Asia/Seoul
rules:
  - rule: books
    why: Because it was promised
    for: { record: rental, service: books }
    if: { held: during-outage }
    give: { extend: { by: 3 days, from: latest } }
`;
const SHORT = CLEAN.replace("{ by: 3 days, from: latest }", "3 hours").replace("policy: clean", "policy: short");
const TWICE = `${CLEAN}${CLEAN.slice(CLEAN.indexOf("  - rule")).replace("books", "again")}`;
const OUTAGE = "outage: o\nzone: Asia/Seoul\nwindow: 2024-03-12T10:00/2024-03-13T16:00\n";

const USUAL: LintOptions = {
  policy: undefined,
  outage: undefined,
  folders: ["."],
  strict: false,
  quiet: false,
  reporter: "text",
};

async function run(files: { readonly [path: string]: string }, options: Partial<LintOptions> = {}) {
  const cwd = await tempFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true });
    writeFileSync(join(cwd, path), text);
  }
  const world = createTestWorld({ cwd });
  const exit = await lint({ ...USUAL, ...options }, world);
  return { exit, printed: world.printed(), last: world.printed().trimEnd().split("\n").at(-1) };
}

describe("the exit code and the last line", () => {
  test.for([
    ["nothing found", { "policy.yaml": CLEAN, "outage.yaml": OUTAGE }, {}, EXIT.done, "1 policy: nothing found"],
    ["a warning", { "policy.yaml": SHORT, "outage.yaml": OUTAGE }, {}, EXIT.done, "1 policy: 1 warning"],
    [
      "a warning, strictly",
      { "policy.yaml": SHORT, "outage.yaml": OUTAGE },
      { strict: true },
      EXIT.answerIsNo,
      "1 policy: 1 error",
    ],
    ["an error", { "policy.yaml": TWICE, "outage.yaml": OUTAGE }, {}, EXIT.answerIsNo, "1 policy: 1 error"],
    [
      "a note, strictly",
      { "policy.yaml": CLEAN.replace(/ +why.*\n/, ""), "outage.yaml": OUTAGE },
      { strict: true },
      EXIT.done,
      "1 policy: 1 note",
    ],
    ["without its outage, time is not judged", { "policy.yaml": SHORT }, {}, EXIT.done, "1 policy: nothing found"],
    [
      "an outage elsewhere",
      { "a/policy.yaml": SHORT, "outage.yaml": OUTAGE },
      {},
      EXIT.done,
      "1 policy: nothing found",
    ],
    ["any name, any depth", { "a/b/mine.yml": SHORT, "a/b/outage.yaml": OUTAGE }, {}, EXIT.done, "1 policy: 1 warning"],
    [
      "what is hidden is not looked at",
      { "p.yaml": CLEAN, ".old/p.yaml": TWICE, "node_modules/p.yaml": TWICE },
      {},
      EXIT.done,
      "1 policy: nothing found",
    ],
    [
      "only some folders",
      { "a/p.yaml": CLEAN, "b/p.yaml": TWICE },
      { folders: ["a"] },
      EXIT.done,
      "1 policy: nothing found",
    ],
    ["one file", { "a.yaml": CLEAN, "b.yaml": TWICE }, { policy: "b.yaml" }, EXIT.answerIsNo, "1 policy: 1 error"],
    [
      "one file with an outage",
      { "a.yaml": SHORT, "o.yaml": OUTAGE },
      { policy: "a.yaml", outage: "o.yaml" },
      EXIT.done,
      "1 policy: 1 warning",
    ],
    [
      "one cannot be understood",
      { "a.yaml": CLEAN.replace("zone", "zne"), "b.yaml": TWICE },
      {},
      EXIT.policy,
      "2 policies: 1 invalid, 1 error",
    ],
    [
      "its outage cannot be understood",
      { "a.yaml": CLEAN, "outage.yaml": OUTAGE.replace("zone", "zne") },
      {},
      EXIT.policy,
      "1 policy: 1 invalid",
    ],
  ] as const)("%s", async ([, files, options, exit, last]) => {
    const found = await run(files, options);
    expect([found.exit, found.last]).toEqual([exit, last]);
  });
});

test("a file that cannot be understood is shown as plan shows it", async () => {
  const { printed } = await run({ "a.yaml": CLEAN.replace("books }", "books, price: { at-least: x } }") });
  expect(printed).toMatch(/a\.yaml:7:63: .*"x" is not a number.*\n +7 \| .*\n +\| +\^/);
});

test("quiet shows errors only", async () => {
  const { printed } = await run({ "policy.yaml": SHORT, "outage.yaml": OUTAGE }, { quiet: true });
  expect(printed).not.toContain("warning:");
});

test("the JSON document names files, counts and places", async () => {
  const { printed } = await run({ "policy.yaml": TWICE, "outage.yaml": OUTAGE }, { reporter: "json" });
  const { files, ...counts } = JSON.parse(printed);
  expect(counts).toEqual({ policies: 1, invalid: 0, errors: 1, warnings: 0, infos: 0 });
  expect(files[0]).toMatchObject({ policy: "policy.yaml", outage: "outage.yaml" });
  expect(files[0].findings[0]).toMatchObject({ file: "policy.yaml", line: 10, column: 11, about: "again" });
  expect(files[0].findings[0].witness).toMatchObject({ record: "rental", cells: { service: "books" } });
});

test.for([
  ["no policy below", {}, "no policy found"],
  ["no such folder", { folders: ["nowhere"] }, "no such file or folder"],
] as const)("%s is a failure of the input", async ([, options, message]) => {
  await expect(run({ "outage.yaml": OUTAGE }, options)).rejects.toThrow(message);
});
