/** What befalls the built program on Windows: a folder in use, a rival, an end at any call. */
import { cpSync, readFileSync, watch, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { complaintsAbout } from "../faults/book-check.ts";
import { runBinary } from "../support/binary.ts";
import { OUTAGE, POLICY } from "../support/small-case.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { contentsOf, treeOf } from "../support/tree.ts";
import { LEFT_OUT, runOnWindows, type Started, startOnWindows, windowsPath } from "./wine.ts";

const RENTALS = `rental_id,user_id,service,started_at,expires_at
R-1,u-1,kakaopage,2022-10-14T10:00,2022-10-20T10:00
R-2,u-2,kakaopage,soon,2022-10-20T10:00
`;
const PLAN = "plan --outage outage.yaml --policy policy.yaml --as-of 2022-10-21T11:00:00+09:00 rentals.csv";
const APPLY = "apply --yes --max-rejects 1 compensation-plan";

/** A folder with a small case and its plan. */
async function plannedCase(): Promise<string> {
  const cwd = await tempFolder();
  writeFileSync(join(cwd, "outage.yaml"), OUTAGE);
  writeFileSync(join(cwd, "policy.yaml"), POLICY);
  writeFileSync(join(cwd, "rentals.csv"), RENTALS);
  expect(await runOnWindows(PLAN, { cwd })).toMatchObject({ exit: 0 });
  return cwd;
}

async function copyOf(folder: string): Promise<string> {
  const copy = await tempFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

/** Starts another program that has a place open, and waits until it has. */
async function hold(kind: "folder" | "file", place: string, cwd: string): Promise<Started> {
  const elsewhere = await tempFolder();
  const seen = new Promise<void>((done) => {
    const watcher = watch(elsewhere, () => {
      watcher.close();
      done();
    });
  });
  const holder = resolve("test/windows/holder.cjs");
  const words = [holder, join(cwd, place), join(elsewhere, "held")].map(windowsPath);
  const started = startOnWindows([words[0] ?? "", kind, ...words.slice(1)], { cwd });
  onTestFinished(started.end);
  await seen;
  return started;
}

describe.skipIf(LEFT_OUT !== "")(`a folder in use on Windows${LEFT_OUT}`, { timeout: 120_000 }, () => {
  test.for([
    ["a terminal stands in it", "folder", "compensation-plan"],
    ["a file of it is open in another program", "file", "compensation-plan/refund-credit.csv"],
  ] as const)("%s: the earlier plan stays, and the next try replaces it", async ([, kind, place]) => {
    const cwd = await plannedCase();
    const before = [treeOf(cwd), contentsOf(cwd)];
    const holder = await hold(kind, place, cwd);
    const again = PLAN.replace("11:00:00", "12:00:00");
    const refused = await runOnWindows(again, { cwd });
    expect(refused).toMatchObject({
      exit: 6,
      err: expect.stringMatching(
        /compensation-plan: cannot be written: E(BUSY|PERM), as when another program has .* open\n {2}Close what is open/,
      ),
    });
    expect([treeOf(cwd), contentsOf(cwd)]).toEqual(before);
    holder.end();
    await holder.ended;
    expect(await runOnWindows(again, { cwd })).toMatchObject({ exit: 0 });
    expect(treeOf(cwd)).toEqual(before[0]);
    expect(readFileSync(join(cwd, "compensation-plan/manifest.json"), "utf8")).toContain("12:00:00");
    expect(await runOnWindows(APPLY, { cwd })).toMatchObject({ exit: 0 });
  });

  test("a plan of which a file is open is applied, for it is only read", async () => {
    const cwd = await plannedCase();
    const holder = await hold("file", "compensation-plan/adjusted-expiry.csv", cwd);
    expect(await runOnWindows(APPLY, { cwd })).toMatchObject({ exit: 0 });
    expect(complaintsAbout(join(cwd, "compensations"))).toEqual([]);
    holder.end();
    await holder.ended;
  });

  test("what a virus scanner looks into for a moment is waited for", async () => {
    const cwd = await plannedCase();
    expect(await runOnWindows(APPLY, { cwd, env: { SCANNED: "3" } })).toMatchObject({ exit: 0 });
    expect(complaintsAbout(join(cwd, "compensations"))).toEqual([]);
  });

  test("what stays in use is not committed, and the next try commits it", async () => {
    const cwd = await plannedCase();
    const before = treeOf(cwd);
    const refused = await runOnWindows(APPLY, { cwd, env: { SCANNED: "1000" } });
    expect(refused).toMatchObject({ exit: 6, err: expect.stringContaining("nothing was committed") });
    expect(treeOf(cwd)).toEqual(before);
    expect(await runOnWindows(APPLY, { cwd })).toMatchObject({ exit: 0 });
    expect(complaintsAbout(join(cwd, "compensations"))).toEqual([]);
  });

  test("of two that take the same number one commits, and the other is told", async () => {
    const [cwd, rival] = [await plannedCase(), await plannedCase()];
    expect(await runOnWindows(APPLY, { cwd: rival })).toMatchObject({ exit: 0 });
    const run = join(rival, "compensations/0001");
    const told = await runOnWindows(APPLY, { cwd, env: { RIVAL: windowsPath(run) } });
    expect(told).toMatchObject({ exit: 5, err: expect.stringContaining("another process committed first") });
    expect(contentsOf(join(cwd, "compensations/0001"))).toEqual(contentsOf(run));
    expect(complaintsAbout(join(cwd, "compensations"))).toEqual([]);
    expect(treeOf(join(cwd, "compensations/.staging"))).toEqual([]);
  });
});

test.skipIf(LEFT_OUT !== "")(`folders are flushed on Windows, before and after the rename${LEFT_OUT}`, async () => {
  const cwd = await plannedCase();
  const eventsTo = join(await tempFolder(), "events");
  await runOnWindows(APPLY, { cwd, env: { EVENTS_TO: windowsPath(eventsTo) } });
  const events = readFileSync(eventsTo, "utf8")
    .split("\n")
    .filter((event) => event.includes(`${windowsPath(cwd)}\\`))
    .map((event) => event.replaceAll(`${windowsPath(cwd)}\\`, "").replace(/staging\\[\w.]+/, "staging\\*"));
  expect(events).toEqual([
    "flush compensations\\.staging\\*",
    "flush compensations\\.staging\\*\\rejects",
    "rename compensations\\.staging\\* compensations\\0001",
    "flush compensations",
  ]);
});

/** How many calls of a command may change a file. */
async function callsOf(line: string, cwd: string): Promise<number> {
  const countTo = join(await tempFolder(), "count");
  expect(await runOnWindows(line, { cwd, env: { COUNT_TO: windowsPath(countTo) } })).toMatchObject({ exit: 0 });
  return Number(readFileSync(countTo, "utf8"));
}

describe.skipIf(LEFT_OUT !== "")(`ended at a call on Windows${LEFT_OUT}`, { timeout: 300_000 }, () => {
  test("apply: nothing torn, and the same command again completes it", async () => {
    const planned = await plannedCase();
    const done = await copyOf(planned);
    const count = await callsOf(APPLY, done);
    const whole = contentsOf(done);
    // Spread over all calls; the last ones, with the rename among them, each.
    const points = [count >> 2, count >> 1, (count * 3) >> 2, ...Array.from({ length: 5 }, (_, back) => count - back)];
    const seen = new Set<string>();
    for (const point of points) {
      const cwd = await copyOf(planned);
      const killed = await runOnWindows(APPLY, { cwd, env: { KILL_AT: String(point) } });
      expect([point, killed.exit === 0]).toEqual([point, false]);
      const book = join(cwd, "compensations");
      const runs = treeOf(book).filter((path) => /^\d+\/$/.test(path));
      seen.add(runs.join());
      if (runs.length > 0) expect([point, complaintsAbout(book)]).toEqual([point, []]);
      expect(await runOnWindows(APPLY, { cwd })).toMatchObject({ exit: 0 });
      expect([point, contentsOf(cwd)]).toEqual([point, whole]);
      expect([point, complaintsAbout(book), treeOf(join(book, ".staging"))]).toEqual([point, [], []]);
      expect(await runBinary("verify --recompute", { cwd })).toMatchObject({ exit: 0 });
    }
    // Points on both sides of the rename.
    expect([...seen].sort()).toEqual(["", "0001/"]);
  });

  test("plan over an earlier one: one of them whole, or none, and the same command again completes it", async () => {
    const planned = await plannedCase();
    const done = await copyOf(planned);
    const again = PLAN.replace("11:00:00", "12:00:00");
    const count = await callsOf(again, done);
    const whole = [treeOf(done), contentsOf(done)];
    for (const point of [count >> 1, ...Array.from({ length: 7 }, (_, back) => count - back)]) {
      const cwd = await copyOf(planned);
      const earlier = contentsOf(join(cwd, "compensation-plan"));
      await runOnWindows(again, { cwd, env: { KILL_AT: String(point) } });
      const found = contentsOf(join(cwd, "compensation-plan"));
      const states = [new Map(), earlier, contentsOf(join(done, "compensation-plan"))];
      expect([point, states]).toEqual([point, expect.arrayContaining([found])]);
      expect(await runOnWindows(again, { cwd })).toMatchObject({ exit: 0 });
      expect([point, treeOf(cwd), contentsOf(cwd)]).toEqual([point, ...whole]);
    }
  });
});
