/** `plan` and `whatif` read the same export: where it cannot be decided, they say the same, and what comes first. */
import { describe, expect, test } from "vitest";
import { whatIf } from "../../src/commands/whatif.ts";
import { Failure } from "../../src/domain/failure.ts";
import { LONGEST_RECORD } from "../../src/kernel/numbers.ts";
import { RULES, smallCase } from "../support/small-case.ts";
import { createTestWorld } from "../support/test-world.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at,note";
const SOUND = "r1,u1,melon,2022-10-14,2022-10-31,";
const OVERLAPPING = "r2,u1,kakaopage,2022-10-14,2022-10-31,";
const ENDLESS = "x".repeat(9 * LONGEST_RECORD);

const POLICY = `
policy: both
revision: 1
zone: Asia/Seoul
hit: unique
rules:
  - { rule: one, for: { record: rental, service: kakaopage }, if: { held: during-outage }, give: { extend: 1 day } }
  - { rule: two, for: { record: rental, service: kakaopage }, if: { held: during-outage }, give: { extend: 2 days } }
`;

async function whatIfIn(cwd: string): Promise<string> {
  const rest = { outageId: undefined, zone: undefined, asOf: undefined, jobs: 1, json: true, showValues: false };
  const exports = [{ path: "rentals.csv", kind: undefined }];
  const files = { policies: ["policy.yaml", "policy.yaml"], outages: ["outage.yaml"], exports };
  try {
    await whatIf({ ...files, ...rest }, createTestWorld({ cwd }));
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
  return "";
}

describe("of what is wrong with an export, the first is told", () => {
  test.for([
    ["two rules for a record", [OVERLAPPING, SOUND], "rentals.csv:2: ", "one and two in layer"],
    ["two rules for a record, then damage", [SOUND, OVERLAPPING, 'a"b'], "rentals.csv:3: ", "one and two in layer"],
    ["damage, then two rules for a record", [SOUND, "\0", OVERLAPPING], "rentals.csv:3: ", "NUL"],
    ["a misplaced quote in a record without an end", [SOUND, `a"b${ENDLESS}`], "rentals.csv:3: ", "a quote stands"],
    ["a record without an end", [SOUND, ENDLESS], "rentals.csv:3: ", "1 MiB"],
  ] as const)("%s", async ([, lines, place, words]) => {
    const story = await smallCase({ "policy.yaml": POLICY, "rentals.csv": [HEADER, ...lines, ""].join("\n") });
    const { message } = await story.run(`plan ${RULES} --out plan rentals.csv`);
    expect(message).toContain(place);
    expect(message).toContain(words);
    expect(await whatIfIn(story.folder)).toBe(message);
  });
});
