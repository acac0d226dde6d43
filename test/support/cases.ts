/** Fixture cases as `compensate check` runs them. */

import { planCase } from "../../src/commands/steps/plan-case.ts";
import { checkCase } from "../../src/fixture-cases/check-case.ts";
import { findCases } from "../../src/fixture-cases/find-cases.ts";
import { caseDifferenceText } from "../../src/report/check.ts";
import { checkEn } from "../../src/report/sentences/check-en.ts";
import { tempFolder } from "./temp-folder.ts";
import { createTestWorld } from "./test-world.ts";

const cwd = process.cwd();

export function casesIn(folder: string): readonly string[] {
  return findCases([folder], cwd);
}

/** Every difference between what a case expects and what it gets, in words; none when it passes. */
export async function differencesOf(folder: string): Promise<readonly unknown[]> {
  const scratch = await tempFolder();
  const { failure, differences } = await checkCase(folder, {
    cwd,
    planCase: (name) => planCase(name, scratch, createTestWorld({ cwd })),
    update: false,
    ci: true,
    onCoverage: undefined,
  });
  return [
    ...(failure === undefined ? [] : [failure.message]),
    ...differences.map((difference) => caseDifferenceText(difference, checkEn)),
  ];
}
