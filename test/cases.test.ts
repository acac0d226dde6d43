/**
 * Every fixture case: what a policy, an outage and exports must come to. Adding a case adds no code.
 *
 * They run as `compensate check` runs them. What differs is shown as it would show it; to accept it, run
 * `node bin/compensate.js check --update` on the folder and look at what changed.
 */
import { describe, expect, test } from "vitest";
import { findCases } from "../src/cases/find-cases.ts";
import { runCase } from "../src/cases/run-case.ts";
import { planCase } from "../src/commands/plan-case.ts";
import { differenceText } from "../src/report/check.ts";
import { tempFolder } from "./support/temp-folder.ts";
import { createTestWorld } from "./support/test-world.ts";

describe("fixture cases", () => {
  const cwd = process.cwd();
  const cases = findCases(["fixtures"], cwd);

  test("there are some", () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  test.for(cases.map((folder) => [folder] as const))("%s", async ([folder]) => {
    const scratch = await tempFolder();
    const { failure, differences } = await runCase(folder, {
      cwd,
      planCase: (name) => planCase(name, scratch, createTestWorld({ cwd })),
      update: false,
      ci: true,
      watch: () => () => {},
    });
    expect(failure?.message).toBe(undefined);
    expect(differences.map(differenceText)).toEqual([]);
  });
});
