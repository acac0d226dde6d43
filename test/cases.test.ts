/** Every fixture case: what a policy, an outage and exports must come to. Adding a case adds no code. */
import { relative } from "node:path";
import { describe, expect, test } from "vitest";
import { findCases, runCase } from "./support/run-case.ts";

describe("fixture cases", () => {
  const cases = findCases("fixtures");

  test("there are some", () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  test.for(cases.map((folder) => [relative("fixtures", folder), folder] as const))("%s", async ([, folder]) => {
    expect(await runCase(folder)).toEqual([]);
  });
});
