/** What cannot be read, because the operating system or its bytes forbid it, ends with a reason in every command that reads it. */
import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { runBinary } from "../support/binary.ts";
import { OUTAGE, POLICY, RULES, type SmallCase, smallCase } from "../support/small-case.ts";

const RENTALS = `rental_id,user_id,service,started_at,expires_at
r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00
`;
/** Every permission is the superuser's; somebody else is asked then. */
const NOBODY = 65534;
const user = process.getuid?.() === 0 ? NOBODY : undefined;

let canRun = false;
beforeAll(async () => {
  // The checkout itself may be out of reach for anybody else.
  canRun = (await runBinary("--version", { cwd: "/", user })).exit === 0;
});

async function story(): Promise<SmallCase> {
  const made = await smallCase({ "exports/a.csv": RENTALS, "locked/a.csv": RENTALS, "shut/a.csv": RENTALS });
  mkdirSync(made.path("out"));
  symlinkSync("loop", made.path("loop"));
  chmodSync(made.folder, 0o755);
  chmodSync(made.path("out"), 0o777);
  chmodSync(made.path("locked"), 0o311);
  chmodSync(made.path("shut"), 0o444);
  return made;
}

const COMMANDS = [
  ["plan", (path: string) => `plan ${RULES} --out out/plan ${path}`],
  ["apply", (path: string) => `apply ${RULES} --dry-run --book out/book ${path}`],
  ["explain", (path: string) => `explain r1 ${RULES} ${path}`],
  ["whatif", (path: string) => `whatif --policy policy.yaml --policy policy.yaml --outage outage.yaml ${path}`],
  ["lint", (path: string) => `lint ${path}`],
  ["check", (path: string) => `check ${path}`],
] as const;

describe("a folder without permission", () => {
  test.for(COMMANDS)("%s", async ([, command], { skip }) => {
    if (!canRun) skip();
    const made = await story();
    const ran = await runBinary(command("locked"), { cwd: made.folder, user });
    expect(ran).toMatchObject({ exit: 3, out: "" });
    expect(ran.err).toMatch(/^locked: cannot be read(: permission denied \(EACCES\))?\n {2}Check its permissions/);
  });

  test("reached by a glob is no folder without exports", async ({ skip }) => {
    if (!canRun) skip();
    const made = await story();
    const ran = await runBinary(`plan ${RULES} --out out/plan */*.csv`, { cwd: made.folder, user });
    expect(ran).toMatchObject({ exit: 3, out: "" });
    expect(ran.err).toContain("locked: cannot be read: permission denied (EACCES)");
  });

  test("that shows its names and nothing more", async ({ skip }) => {
    if (!canRun) skip();
    const made = await story();
    const ran = await runBinary(`plan ${RULES} --out out/plan shut`, { cwd: made.folder, user });
    expect(ran).toMatchObject({ exit: 3, out: "" });
    expect(ran.err).toContain("shut/a.csv: cannot be read: permission denied (EACCES)");
  });
});

describe("a link in a circle", () => {
  test.for(COMMANDS)("%s", async ([, command]) => {
    const made = await story();
    const ran = await runBinary(command("loop"), { cwd: made.folder });
    expect(ran).toMatchObject({ exit: 3, out: "" });
    expect(ran.err).toMatch(/^loop: cannot be read/);
  });
});

describe("as a policy, an outage, or a control file", () => {
  test.for([
    ["a link in a circle", "loop", "its links lead to each other and to no file (ELOOP)"],
    ["a path through a file", "policy.yaml/x", "a part of its path is a file and no folder (ENOTDIR)"],
    ["a name that is too long", "x".repeat(300), "its name is too long (ENAMETOOLONG)"],
    ["a folder", "exports", "it is a folder (EISDIR)"],
  ] as const)("%s", async ([, path, why]) => {
    const made = await story();
    const run = (line: string) => runBinary(line, { cwd: made.folder });
    const control = `plan ${RULES} --control ${path} --out out/plan exports`;
    for (const line of [`lint --policy ${path}`, `lint --policy policy.yaml --outage ${path}`, control]) {
      const ran = await run(line);
      expect([line, ran.exit, ran.out]).toEqual([line, 3, ""]);
      expect(ran.err).toBe(`${path}: cannot be read: ${why}\n  Check the path.\n`);
    }
  });
});

test("a byte order mark at the start of a policy, an outage or a list is no part of it", async () => {
  const made = await smallCase({
    "a.csv": RENTALS,
    "policy.yaml": `\ufeff${POLICY.trimStart().replace("service: kakaopage", "service: kakaopage, user_id: { listed-in: b.csv }")}`,
    "outage.yaml": `\ufeff${OUTAGE.trimStart()}`,
    "b.csv": "\ufeffuser_id\nu1\n",
  });
  const ran = await runBinary(`plan ${RULES} --out plan a.csv`, { cwd: made.folder });
  expect(ran).toMatchObject({ exit: 0, err: "" });
  expect(made.rows("plan/adjusted-expiry.csv")).toHaveLength(1);
});

test("a policy in CP949 is refused", async () => {
  const made = await smallCase({
    "a.csv": RENTALS,
    "policy.yaml": Buffer.concat([Buffer.from(`${POLICY}# `), Buffer.from([0xb0, 0xa1])]),
  });
  const ran = await runBinary(`plan ${RULES} --out plan a.csv`, { cwd: made.folder });
  expect(ran).toMatchObject({ exit: 4, out: "" });
  expect(ran.err).toContain(`at byte ${POLICY.length + 2}; save it as UTF-8`);
});
