/**
 * Every fixture case: what a policy, an outage and exports must come to. Adding a case adds no code.
 *
 * They run as `compensate check` runs them. What differs is shown as it would show it; to accept it, run
 * `node bin/compensate.js check --update` on the folder and look at what changed.
 */
import { describe, expect, test } from "vitest";
import { casesIn, differencesOf } from "./support/cases.ts";

describe("fixture cases", () => {
  const cases = casesIn("fixtures");

  test("there are some", () => {
    expect(cases.length).toBeGreaterThan(0);
  });

  test.for(cases.map((folder) => [folder] as const))("%s", async ([folder]) => {
    expect(await differencesOf(folder)).toEqual([]);
  });
});
