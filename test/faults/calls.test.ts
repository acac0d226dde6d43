/** Killed, torn or failing at one system call after the other: the run is whole or not there, and run again completes. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ERRORS, type ErrorName, type Fault, hasTools, removeFolder } from "./faultline.ts";
import { reportTried } from "./report.ts";
import { type WarmProgram, warmProgram } from "./runner.ts";
import { STORIES, type Stage, type Story, setStage } from "./stage.ts";
import { complaintsAfter, countCalls, pointsOf, tryAll } from "./trial.ts";

const ERROR_NAMES = Object.keys(ERRORS) as ErrorName[];
const A_WHILE = 3_600_000;

describe.skipIf(!hasTools("gcc")).for(Object.values<Story>(STORIES))("$name", (story) => {
  let scratch: string;
  let warm: WarmProgram;
  let stage: Stage;
  let changes: number;
  let reads: number;

  beforeAll(async () => {
    scratch = mkdtempSync(join(tmpdir(), "compensate-faults-"));
    warm = warmProgram();
    stage = await setStage(story, scratch, warm);
    changes = await countCalls(stage, "change", scratch);
    reads = await countCalls(stage, "read", scratch);
  }, 120_000);
  afterAll(() => {
    warm.close();
    removeFolder(scratch);
  }, 120_000);

  async function tryFaults(name: string, faults: readonly Fault[]): Promise<void> {
    const complaints = await tryAll(faults, (fault) => complaintsAfter({ stage, fault, warm, scratch }));
    reportTried({ fault: name, of: story.name, points: faults.length, complaints: complaints.length });
    expect(complaints).toEqual([]);
  }

  test("killed at a call that changes a file", { timeout: A_WHILE }, async () => {
    await tryFaults(
      "SIGKILL",
      pointsOf(changes, 20).map((at) => ({ calls: "change", at, what: "kill" })),
    );
  });

  test("killed in the middle of a write, or right after a call", { timeout: A_WHILE }, async () => {
    await tryFaults(
      "torn write, then SIGKILL",
      pointsOf(changes, 10).map((at) => ({ calls: "change", at, what: "torn" })),
    );
  });

  test("a call that changes a file fails", { timeout: A_WHILE }, async () => {
    const points = pointsOf(changes, 16);
    const all = process.env.POINTS === "all";
    const faults = points.flatMap((at, index) =>
      ERROR_NAMES.filter((_, each) => all || each === index % ERROR_NAMES.length).map(
        (what): Fault => ({ calls: "change", at, what }),
      ),
    );
    await tryFaults("ENOSPC, EIO, EDQUOT, EMFILE or EACCES", faults);
  });

  test("a call and all after it fail, as on a disk that stays full or broken", { timeout: A_WHILE }, async () => {
    const points = pointsOf(changes, 5);
    await tryFaults(
      "ENOSPC or EIO from a call on",
      points.map((at, index) => ({ calls: "change", at, what: index % 2 === 0 ? "ENOSPC" : "EIO", lasts: true })),
    );
  });

  test("opening for reading, or reading, fails", { timeout: A_WHILE }, async () => {
    const points = pointsOf(reads, 9);
    const errors: readonly ErrorName[] = ["EIO", "EMFILE", "EACCES"];
    await tryFaults(
      "EIO, EMFILE or EACCES when reading",
      points.map((at, index) => ({ calls: "read", at, what: errors[index % errors.length] ?? "EIO" })),
    );
  });
});
