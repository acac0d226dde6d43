/** `check` as it is installed: what the environment says reaches it, and nothing else does. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { RIGHT, userProject, WRONG } from "../support/project.ts";

const CHECK = "node_modules/.bin/compensate check";

describe("CI", () => {
  test.for([
    ["not set", {}, 0],
    ["empty", { CI: "" }, 0],
    ["false", { CI: "false" }, 0],
    ["true", { CI: "true" }, 2],
    ["1", { CI: "1" }, 2],
    ["the name of a service", { CI: "woodpecker" }, 2],
  ] as const)("%s: --update", async ([, env, exit]) => {
    const project = await userProject(WRONG);
    const ran = await project.bash(`${CHECK} --update fixtures`, env);
    expect(ran.exit).toBe(exit);
    const expected = readFileSync(join(project.folder, "fixtures/one/expected/adjusted-expiry.csv"), "utf8");
    expect(expected).toBe(exit === 0 ? RIGHT : WRONG);
    if (exit === 2) expect(ran.err).toContain("expected files are not rewritten where CI is set");
  });
});

describe("the exit code", () => {
  test.for([
    ["0: every case passes", RIGHT, "fixtures", 0, ""],
    ["1: a case differs", WRONG, "fixtures", 1, ""],
    ["1: there is no case", RIGHT, "node_modules/.bin", 1, 'no fixture case found: "node_modules/.bin"'],
    ["2: a reporter that there is not", RIGHT, "--reporter tap", 2, "Allowed choices are text, json, junit, github"],
    ["2: a threshold that is no share", RIGHT, "--threshold 101", 2, "a whole number from 0 to 100"],
    ["3: a folder that there is not", RIGHT, "nowhere", 3, "nowhere: there is no such file or folder"],
  ] as const)("%s", async ([, expected, rest, exit, said]) => {
    const ran = await (await userProject(expected)).bash(`${CHECK} ${rest}`, {});
    expect(ran.exit).toBe(exit);
    expect(ran.err).toContain(said);
  });
});

test("a full disk is no pass", async () => {
  const ran = await (await userProject(RIGHT)).bash(`${CHECK} fixtures >/dev/full`, {});
  expect(ran.exit).toBe(6);
});

test("--help begins with examples", async () => {
  const ran = await (await userProject(RIGHT)).bash(`${CHECK} --help`, {});
  expect(ran.exit).toBe(0);
  for (const part of ["Examples:", "--update", "--coverage", "--threshold", "--reporter", "--output"]) {
    expect(ran.out).toContain(part);
  }
});
