/** Worker threads that break: the program says so and ends, whatever the thread was doing, and leaves nothing behind. */
import { spawn } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { type Ended, ended } from "../support/binary.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { treeOf } from "../support/tree.ts";

const PROJECT = fileURLToPath(new URL("../../", import.meta.url));
const LISTENING = 'node_worker_threads.parentPort?.on("message", (task) => {';

let rentals = "";

beforeAll(() => {
  const rows = Array.from(
    { length: 26_000 },
    (_, index) =>
      `r${index},user-${index % 5000},kakaopage,2022-10-01 09:30,2022-10-20T10:10:00+09:00,${"x".repeat(450)}`,
  );
  rentals = ["rental_id,user_id,service,started_at,expires_at,note", ...rows, ""].join("\n");
  expect(rentals.length).toBeGreaterThan(12 * 1024 * 1024);
});

/** A copy of the installed program, with another worker. */
async function installed(change: (workerFile: string) => void, worker = "worker"): Promise<SmallCase> {
  const story = await smallCase({ "rentals.csv": rentals });
  for (const part of ["bin", "package.json", "dist/bin"]) {
    cpSync(join(PROJECT, part), join(story.folder, "program", part), { recursive: true });
  }
  change(join(story.folder, `program/dist/bin/${worker}.js`));
  return story;
}

/** Puts a line in front of what a worker does with each task; `tasks` counts them from 0. */
function beforeEachTask(line: string): (workerFile: string) => void {
  return (workerFile) => {
    const worker = readFileSync(workerFile, "utf8");
    expect(worker).toContain(LISTENING);
    writeFileSync(workerFile, worker.replace(LISTENING, `let tasks = -1;\n${LISTENING}\ntasks += 1;\n${line}\n`));
  };
}

function plan({ folder, path }: SmallCase, exports: string, jobs: number): Promise<Ended> {
  const words = `plan ${RULES} --jobs ${jobs} --quiet --out plan ${exports}`.split(" ");
  const child = spawn(process.execPath, [path("program/bin/compensate.js"), ...words], { cwd: folder });
  child.stdin.on("error", () => {});
  child.stdin.end(exports === "-" ? rentals : undefined);
  return ended(child);
}

describe("a worker thread that", () => {
  test.for([
    ["is not there", (workerFile: string) => rmSync(workerFile), "no such file"],
    ["cannot start", (workerFile: string) => writeFileSync(workerFile, 'throw new Error("no start");'), "no start"],
    [
      "ends at once without a word",
      (workerFile: string) => writeFileSync(workerFile, "process.exit(3);"),
      "a worker thread ended with 3",
    ],
    ["throws at its first block", beforeEachTask('throw new Error("no block");'), "no block"],
    ["throws at a later block", beforeEachTask('if (tasks === 2) throw new Error("no block");'), "no block"],
    ["ends during a block", beforeEachTask("if (tasks === 1) process.exit(4);"), "a worker thread ended with 4"],
    [
      "throws in the search for repeats",
      beforeEachTask('if (task.kind === "search") throw new Error("lost");'),
      "lost",
    ],
  ] as const)("%s is a bug that is told, from a file and from a pipe", async ([, change, message]) => {
    await expectBugTold(await installed(change), message);
  });

  test("goes on searching while the thread that reads throws is not waited for", async () => {
    const story = await installed((workerFile) => {
      const bundle = join(workerFile, "../main-plan.js");
      const code = readFileSync(bundle, "utf8");
      const search = /^function searchRepeats\(.*\{$/m;
      expect(code).toMatch(search);
      const lost =
        'if (process.getBuiltinModule("node:worker_threads").isMainThread) throw new RangeError("no memory");';
      writeFileSync(bundle, code.replace(search, `$&\n${lost}`));
    });
    const { exit, err } = await plan(story, "rentals.csv", 2);
    expect(err).toContain("no memory");
    expect(err).not.toContain("a worker thread ended");
    expect(exit).toBe(70);
  });

  test.for([
    ["is not there", (workerFile: string) => rmSync(workerFile), "no such file"],
    ["cannot start", (workerFile: string) => writeFileSync(workerFile, 'throw new Error("no start");'), "no start"],
    [
      "ends at once without a word",
      (workerFile: string) => writeFileSync(workerFile, "process.exit(3);"),
      "the thread that reads ahead ended with 3",
    ],
  ] as const)("reads ahead and %s is a bug that is told", async ([, change, message]) => {
    const story = await installed(change, "ahead");
    writeFileSync(story.path("rentals.csv.gz"), gzipSync(rentals, { level: 1 }));
    const before = treeOf(story.folder);
    const { exit, err } = await plan(story, "rentals.csv.gz", 2);
    expect(err).toContain("This is a bug of compensate");
    expect(err).toContain(message);
    expect(exit).toBe(70);
    expect(treeOf(story.folder)).toEqual(before);
  });

  /** With two threads one decides; with three, another one scans. */
  async function expectBugTold(story: SmallCase, message: string): Promise<void> {
    const before = treeOf(story.folder);
    for (const [exports, jobs] of [
      ["rentals.csv", 2],
      ["rentals.csv", 3],
      ["-", 2],
    ] as const) {
      const { exit, err } = await plan(story, exports, jobs);
      expect(err).toContain("This is a bug of compensate");
      expect(err).toContain(message);
      expect(exit).toBe(70);
    }
    expect(treeOf(story.folder)).toEqual(before);
  }
});
