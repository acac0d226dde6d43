/**
 * What does not fit into memory lies in scratch files beside the plan. A plan that is interrupted, or whose disk is full, leaves none of
 * them; one that is killed leaves its staging folder, and the next plan removes it.
 */
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ended } from "../support/binary.ts";
import { treeOf } from "../support/tree.ts";
import { type Fault, hasTools, removeFolder } from "./faultline.ts";
import { type Run, run, start, stopped, type WarmProgram, warmProgram } from "./runner.ts";
import { copyOf, difference, type Stage, type Story, setStage, visibleIn } from "./stage.ts";
import { countCalls, pointsOf } from "./trial.ts";

const PATIENCE_MS = 900_000;
/** As many as put every scratch file on disk: ids of gifts from 65,536 on, rows that contradict each other from 8 MiB on. */
const GIFTS = 70_000;
const PAIRS = 20_000;
const NOTE = "n".repeat(260);

const RULES =
  "--outage outage.yaml --policy policy.yaml --as-of 2022-10-21T11:00:00+09:00 --jobs 1 --quiet --book book";
const STORY: Story = {
  name: "plan with scratch files",
  line: `plan ${RULES} --out plan rows.csv`,
  book: "book",
  before: [`apply ${RULES} --yes first.csv`],
};
const SCRATCH = ["conflicts", "given", "suspects"];

function rowsOf(): string {
  const row = (id: string, user: string, note: string) => `${id},${user},kakaopage,2022-10-14,2022-10-31,${note}\n`;
  const gifts = Array.from({ length: GIFTS }, (_, index) => row(`g${index}`, `u${index}`, ""));
  const pairs = Array.from({ length: PAIRS }, (_, index) =>
    ["u1", "u2"].map((user) => row(`c${index}`, user, NOTE)).join(""),
  );
  return ["rental_id,user_id,service,started_at,expires_at,note\n", ...gifts, ...pairs].join("");
}

let place: string;
let warm: WarmProgram;
let stage: Stage;
let points: readonly number[];
let tries = 0;

beforeAll(async () => {
  if (!hasTools("gcc")) return;
  place = mkdtempSync(join(tmpdir(), "compensate-scratch-files-"));
  warm = warmProgram();
  stage = await setStage(STORY, join(place, "stage"), warm, { "rows.csv": rowsOf() });
  points = pointsOf(await countCalls(stage, "change", place), 5);
}, PATIENCE_MS);
afterAll(() => {
  warm?.close();
  if (place !== undefined) removeFolder(place);
}, PATIENCE_MS);

/** Makes the plan in a folder of its own, where a fault befalls it. */
async function tryWith(fault: Fault, signal?: NodeJS.Signals): Promise<{ readonly folder: string; readonly ran: Run }> {
  tries += 1;
  const folder = copyOf(stage, join(place, `try-${tries}`));
  if (signal === undefined) return { folder, ran: await run(STORY.line, { cwd: folder, fault }) };
  const child = start(STORY.line, { cwd: folder, fault });
  const end = ended(child);
  await stopped(child.pid ?? 0);
  child.kill(signal);
  child.kill("SIGCONT");
  return { folder, ran: { ...(await end), signal: child.signalCode } };
}

/** Names in the folder that were not there before, but for the plan. */
const leftIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith(".plan."));

describe.skipIf(!hasTools("gcc"))("scratch files are gone after", () => {
  test.for<readonly [name: string, fault: Fault, signal: NodeJS.Signals | undefined, exit: number]>([
    ["Ctrl-C", { what: "stop" }, "SIGINT", 130],
    ["a full disk", { what: "ENOSPC" }, undefined, 6],
  ])("%s", { timeout: PATIENCE_MS }, async ([, fault, signal, exit]) => {
    // The last call may come too late for both.
    for (const at of points.slice(0, -1)) {
      const { folder, ran } = await tryWith({ ...fault, at }, signal);
      expect(ran.exit, ran.err).toBe(exit);
      expect(treeOf(folder)).toEqual(treeOf(stage.folder));
      removeFolder(folder);
    }
  });

  test("a kill, and the next plan", { timeout: PATIENCE_MS }, async () => {
    const seen = new Set<string>();
    for (const at of points) {
      const { folder, ran } = await tryWith({ what: "kill", at });
      expect(ran.signal).toBe("SIGKILL");
      for (const left of leftIn(folder)) for (const file of readdirSync(join(folder, left))) seen.add(file);
      expect(await warm.run(STORY.line, folder)).toMatchObject({ exit: 0 });
      expect(difference(visibleIn(folder), stage.finish)).toBe("");
      expect(treeOf(folder)).toEqual(stage.finishTree);
      removeFolder(folder);
    }
    expect([...seen]).toEqual(expect.arrayContaining(SCRATCH));
  });
});
