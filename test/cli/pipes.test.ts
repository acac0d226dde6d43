/** Where a file is meant, a pipe, a socket or a device is refused at once: nobody waits for what never comes. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Ended, ended, startBinary } from "../support/binary.ts";
import { POLICY, RULES, type SmallCase, smallCase } from "../support/small-case.ts";

const RENTALS = `rental_id,user_id,service,started_at,expires_at
r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00
`;
const LISTED = POLICY.replace(
  "record: rental, service: kakaopage",
  "record: rental, user_id: { listed-in: users.csv }",
);

/** Like `runBinary`; but a process that waits for ever is ended with its test. */
async function run(line: string, { folder }: SmallCase): Promise<Ended> {
  const child = startBinary(line, { cwd: folder });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  child.stdin?.end();
  return ended(child);
}

/** A plan, a run of the book made from it, and a plan of the same that was not applied. */
async function story(): Promise<SmallCase> {
  const made = await smallCase({ "rentals.csv": RENTALS, "other.csv": RENTALS.replace("r1", "r2") });
  for (const line of [`apply ${RULES} --yes rentals.csv`, `plan ${RULES} --out plan other.csv`])
    expect(await made.run(line)).toMatchObject({ exit: 0 });
  return made;
}

type Plant = (path: string) => void;

function plantPipe(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  execFileSync("mkfifo", [path]);
}

const PLANTS: { readonly [what: string]: Plant } = {
  "a named pipe": plantPipe,
  "a link to a device that never ends": (path) => symlinkSync("/dev/zero", path),
  "a link to a pipe": (path) => {
    plantPipe(`${path}.pipe`);
    symlinkSync(`${path}.pipe`, path);
  },
};

const COMMIT = "apply plan --yes";
const PLAN = `plan ${RULES} --out next rentals.csv`;

test("a link to itself in the place of an output of a run is told as a missing file", async () => {
  const made = await story();
  const output = made.path("compensations/0001/refund-credit.csv");
  rmSync(output);
  symlinkSync("refund-credit.csv", output);
  const ran = await run("verify", made);
  expect(ran.out + ran.err).toContain("refund-credit.csv: it is missing");
  expect(ran.exit).toBe(1);
});

describe.for(Object.entries(PLANTS))("%s in the place of", ([, plant]) => {
  test.for([
    ["a file of a run, proved", "compensations/0001/keys", "verify", 1, "keys: this is a link or a device, not a file"],
    [
      "an output of a run, proved",
      "compensations/0001/refund-credit.csv",
      "verify",
      1,
      "refund-credit.csv: it is missing",
    ],
    ["the summary of a run, proved", "compensations/0001/summary.json", "verify", 1, "summary.json: it is missing"],
    ["a run's manifest, proved", "compensations/0001/manifest.json", "verify", 1, "is missing or cannot be read"],
    ["a run's manifest, listed", "compensations/0001/manifest.json", "history", 5, "the book is damaged"],
    ["the keys of a run, looked up", "compensations/0001/keys", PLAN, 5, "keys is missing"],
    [
      "an output of a run, shown",
      "compensations/0001/adjusted-expiry.csv",
      "show 1",
      5,
      "adjusted-expiry.csv is missing",
    ],
    ["an output of a run, compared", "compensations/0001/adjusted-expiry.csv", "diff 1", 5, "it is missing"],
    ["an output of a run, taken back", "compensations/0001/adjusted-expiry.csv", "revert 1 --yes", 5, "is missing"],
    ["a file of a plan", "plan/keys", COMMIT, 5, "keys is missing"],
    ["a plan's manifest", "plan/manifest.json", COMMIT, 5, "it has no manifest that can be read"],
    ["an export that a plan was made from", "other.csv", COMMIT, 5, "other.csv  is not there any more"],
    ["the manifest of an earlier plan", "next/manifest.json", PLAN, 6, "is not a plan of ours"],
    ["the policy", "policy.yaml", PLAN, 3, "policy.yaml: cannot be read: it is no file"],
    ["the outage", "outage.yaml", PLAN, 3, "outage.yaml: cannot be read: it is no file"],
    [
      "the control totals",
      "control.csv",
      `${PLAN} --control control.csv`,
      3,
      "control.csv: cannot be read: it is no file",
    ],
    ["a policy to lint", "policy.yaml", "lint --policy policy.yaml", 3, "policy.yaml: cannot be read: it is no file"],
    ["what a fixture case expects", "case/expected/summary.json", "check case", 1, "it is no file"],
  ] as const)("%s", async ([, place, line, exit, says]) => {
    const { path, ...rest } = await story();
    const made = { path, ...rest };
    if (place.startsWith("case/")) {
      for (const file of ["outage.yaml", "policy.yaml"]) made.write(`case/${file}`, made.read(file));
      made.write("case/exports/rentals.csv", RENTALS);
      mkdirSync(path("case/expected"));
    }
    mkdirSync(dirname(path(place)), { recursive: true });
    rmSync(path(place), { force: true });
    plant(path(place));
    const ran = await run(line, made);
    expect(ran.out + ran.err).toContain(says);
    expect(ran.exit).toBe(exit);
  });

  test("a list that the policy names", async () => {
    const made = await story();
    made.write("policy.yaml", LISTED);
    plant(made.path("users.csv"));
    const ran = await run(PLAN, made);
    expect(ran).toMatchObject({ exit: 4, err: expect.stringContaining('there is no readable file "users.csv"') });
  });

  test("a policy among others is no reason to wait for lint", async () => {
    const made = await story();
    plant(made.path("other.yaml"));
    expect([0, 3]).toContain((await run("lint .", made)).exit);
  });
});

test("a socket in the place of a file of a plan is refused", async () => {
  const made = await story();
  rmSync(made.path("plan/keys"));
  const server = createServer().listen(made.path("plan/keys"));
  onTestFinished(() => {
    server.close();
  });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  expect(await run(COMMIT, made)).toMatchObject({ exit: 5, err: expect.stringContaining("keys is missing") });
});

test("a named pipe is still an export", async () => {
  const made = await story();
  plantPipe(made.path("pipe.csv"));
  const child = startBinary(`plan ${RULES} --out next --jobs 1 pipe.csv`, { cwd: made.folder });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  child.stdin?.end();
  writeFileSync(join(made.folder, "pipe.csv"), RENTALS);
  expect(await ended(child)).toMatchObject({ exit: 0 });
});
