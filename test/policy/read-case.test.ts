/** `case.yaml`: what it may say, and that a slip of the pen is not taken for silence. */
import { describe, expect, test } from "vitest";
import { openZone } from "../../src/domain/zone.ts";
import { readCase } from "../../src/policy/read-case.ts";

const seoul = openZone("Asia/Seoul");

function read(text: string): string {
  try {
    const { policy, outage, asOf, neverReached } = readCase(text, "case.yaml");
    const never = neverReached.map(({ rule, line }) => `${rule}@${line}`).join(" ");
    return `${policy} ${outage} ${asOf(seoul)} ${never}`.trim();
  } catch (error) {
    return String(error);
  }
}

describe("case.yaml", () => {
  test.for([
    ["nothing at all", "", "policy.yaml outage.yaml undefined"],
    ["a comment alone", "# nothing to say\n", "policy.yaml outage.yaml undefined"],
    ["an instant", "as-of: 2022-10-21T11:00+09:00\n", "policy.yaml outage.yaml 2022-10-21T11:00+09:00"],
    ["rules that lie elsewhere", "policy: ../p.yaml\noutage: ../o.yaml\n", "../p.yaml ../o.yaml undefined"],
    ["rules never reached", "never-reached:\n  - one\n  - two\n", "policy.yaml outage.yaml undefined one@2 two@3"],
  ] as const)("%s", ([, text, expected]) => {
    expect(read(text)).toBe(expected);
  });

  test.for([
    ["an unknown key", "asof: 2022-10-21\n", 'case.yaml:1:1: unknown key "asof"; did you mean "as-of"?'],
    ["no time", "as-of: soon\n", "case.yaml:1:8: the files cannot be used as they are: 1 problem"],
    ["a wall time that exists twice", "as-of: 2022-10-33\n", '"2022-10-33" is not a date or time'],
    ["an empty list", "never-reached: []\n", "case.yaml:1:1"],
  ] as const)("%s is refused with its place", ([, text, expected]) => {
    expect(read(text)).toContain(expected);
  });
});
