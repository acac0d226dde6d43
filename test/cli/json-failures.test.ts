/** With `--json`, standard output has exactly one JSON document, also where the command cannot go on. */
import { describe, expect, test } from "vitest";
import { runBinary } from "../support/binary.ts";
import { POLICY, RULES, smallCase } from "../support/small-case.ts";

const RENTALS = "rental_id,user_id,service,started_at,expires_at\nr1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00\n";
const BAD = "--outage outage.yaml --policy bad.yaml";
const PROBLEM = { file: "bad.yaml", line: 4, column: 1, message: 'unknown key "timezone"; did you mean "zone"?' };

const story = () =>
  smallCase({
    "a.csv": RENTALS,
    "all-bad.csv": RENTALS.replace("2022-10-20T10:00", "soon"),
    "bad.yaml": POLICY.replace("zone:", "timezone:"),
  });

describe("a failure is one document, and its message stays on standard error:", () => {
  test.for([
    [`plan ${BAD} --out p a.csv --json`, 4, "policy-invalid"],
    [`apply ${BAD} --yes a.csv --json`, 4, "policy-invalid"],
    [`explain r1 ${BAD} a.csv --json`, 4, "policy-invalid"],
    [`whatif ${BAD} --policy policy.yaml a.csv --json`, 4, "policy-invalid"],
    ["apply nowhere --json", 3, "file-missing"],
    ["apply a.csv --json", 2, "not-a-plan"],
    ["verify 9 --book empty --json", 3, "file-missing"],
    ["show 9 --json", 3, "run-missing"],
    ["revert 9 --yes --json", 3, "run-missing"],
    ["diff nowhere --format json", 3, "file-missing"],
    ["inspect nowhere --json", 3, "file-missing"],
    ["check nowhere --reporter=json", 3, "file-missing"],
    ["lint nowhere --reporter json", 3, "file-missing"],
    ["plan --no-such-option --json", 2, "usage"],
    ["no-such-command --json", 2, "usage"],
  ] as const)("%s", async ([line, exit, code]) => {
    const ran = await runBinary(line, { cwd: (await story()).folder });
    const document = JSON.parse(ran.out);
    expect([ran.exit, document.failure.exit, document.failure.code]).toEqual([exit, exit, code]);
    expect(document.failure.problems).toEqual(code === "policy-invalid" ? [PROBLEM] : []);
    expect(ran.err).toContain(document.failure.message.split("\n")[0]);
  });

  test("without --json nothing is printed", async () => {
    const { folder } = await story();
    for (const line of [`plan ${BAD} --out p a.csv`, "apply nowhere", "diff nowhere --format csv", "plan -- --json"])
      expect((await runBinary(line, { cwd: folder })).out).toBe("");
  });
});

test.for([
  ["a plan that gives something, and should not", `plan ${RULES} --out q a.csv --expect-no-changes --json`],
  ["a plan in which every row was rejected", `plan ${RULES} --out r all-bad.csv --json`],
] as const)("%s has printed its summary, and no second document", async ([, line]) => {
  const ran = await runBinary(line, { cwd: (await story()).folder });
  expect([ran.exit, JSON.parse(ran.out).totals.read]).toEqual([1, 1]);
});
