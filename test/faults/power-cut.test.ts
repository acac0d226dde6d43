/** The power goes at any point of a commit: the book holds the run wholly or not at all, and after exit 0 wholly. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hasTools, removeFolder } from "./faultline.ts";
import { complaintsAfterCut, type Recording, record, someCutsOf } from "./power-cut.ts";
import { reportTried } from "./report.ts";
import { type WarmProgram, warmProgram } from "./runner.ts";
import { STORIES, type Story, setStage } from "./stage.ts";

const A_WHILE = 3_600_000;

describe.skipIf(!hasTools("gcc")).for(Object.values<Story>(STORIES))("the power goes during $name", (story) => {
  let scratch: string;
  let warm: WarmProgram;

  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), "compensate-power-"));
    warm = warmProgram();
  }, 120_000);
  afterAll(() => {
    warm.close();
    removeFolder(scratch);
  }, 120_000);

  async function tryCuts(name: string, recording: Recording, wanted: number): Promise<void> {
    const tried = someCutsOf(recording, wanted);
    const complaints: string[] = [];
    for (const cut of tried) complaints.push(...(await complaintsAfterCut(recording, cut, { scratch, warm })));
    reportTried({ fault: name, of: story.name, points: tried.length, complaints: complaints.length });
    expect(complaints).toEqual([]);
  }

  test("at any point, whatever was not flushed is lost, zeroed or in half", { timeout: A_WHILE }, async () => {
    const stage = await setStage(story, scratch, warm);
    await tryCuts("power cut", await record(stage, scratch), 20);
  });

  test("after a run was killed and run again", { timeout: A_WHILE }, async () => {
    const stage = await setStage(story, join(scratch, "again"), warm);
    const { calls } = await record(stage, scratch);
    // The last rename is what makes it visible. Killed right after it, the name is not flushed yet.
    const visible = calls.findLast(({ kind }) => kind === "rename");
    const killed = await record(stage, scratch, { killedAt: (visible?.number ?? 0) + 1 });
    await tryCuts("SIGKILL, run again, power cut", killed, 2);
  });
});
