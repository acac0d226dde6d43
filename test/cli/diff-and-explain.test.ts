/** `diff` and `explain` as they are installed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runBinary } from "../support/binary.ts";
import { RULES, smallCase } from "../support/small-case.ts";

const RENTALS = `rental_id,user_id,service,started_at,expires_at
r1,user-000001,kakaopage,2022-10-14T10:00,2022-10-20T10:00
r2,user-000002,kakaopage,2022-10-14T10:00,2022-10-15T15:03
`;

test("a plan is made, shown, and explained", async () => {
  const { folder: cwd } = await smallCase({ "rentals.csv": RENTALS });
  await runBinary(`plan ${RULES} --out plan rentals.csv`, { cwd });
  const shown = await runBinary("diff plan --exit-code", { cwd });
  expect(shown).toMatchObject({ exit: 1, err: "" });
  expect(shown.out).toContain("r1  ••••01  expires_at 2022-10-20T10:00 -> 2022-10-24T10:00  96 hours");
  const told = await runBinary(`explain r2 ${RULES} rentals.csv`, { cwd });
  expect(told).toMatchObject({ exit: 0, err: "" });
  expect(told.out).toContain("ended 2022-10-15 15:03, 27 minutes before the outage");
  const missing = await runBinary(`explain r3 ${RULES} rentals.csv`, { cwd });
  expect(missing).toMatchObject({ exit: 1, out: "" });
});

test.for([
  ["diff", "compensate diff compensation-plan"],
  ["explain", "compensate explain SUB-000123"],
] as const)("the help of %s begins with examples", async ([command, example]) => {
  const { out } = await runBinary(`${command} --help`, { cwd: "." });
  expect(out.startsWith(`Examples:\n  ${example}`)).toBe(true);
});

test.for([
  ["a format that there is none of", "diff plan --format xml", "text, csv, json, html, unified"],
  ["a sample that is none", "diff plan --sample 0", "a whole number from 1, or all"],
  ["a language that there is none of", `explain r1 ${RULES} --lang fr rentals.csv`, "en, ko"],
  ["nothing to compare", "diff", "plan-or-run"],
] as const)("usage: %s", async ([, line, expected]) => {
  const ran = await runBinary(line, { cwd: "." });
  expect(ran).toMatchObject({ exit: 2, out: "" });
  expect(ran.err).toContain(expected);
});

test.for([
  ["diff", "diff plan"],
  ["explain", `explain r1 ${RULES} rentals.csv`],
  ["whatif", `whatif ${RULES} --policy policy.yaml rentals.csv`],
  ["check", "check ."],
] as const)("without a temporary folder, %s ends with 6 and names it", async ([, line]) => {
  const { folder: cwd, write } = await smallCase({ "rentals.csv": RENTALS });
  for (const name of ["outage.yaml", "policy.yaml"]) write(`case/${name}`, readFileSync(join(cwd, name)));
  write("case/exports/rentals.csv", RENTALS);
  write("case/expected/adjusted-expiry.csv", "record_id\nr1\n");
  await runBinary(`plan ${RULES} --out plan rentals.csv`, { cwd });
  const ran = await runBinary(line, { cwd, env: { TMPDIR: join(cwd, "nowhere") } });
  expect(ran).toMatchObject({ exit: 6, out: "" });
  expect(ran.err).toContain("nowhere: cannot be written: ENOENT");
});
