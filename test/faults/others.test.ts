/** Faults that are not one failing call: signals, several at once, full disks, inputs and clocks that change. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  statfsSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ended } from "../support/binary.ts";
import { treeOf } from "../support/tree.ts";
import { complaintsAbout } from "./book-check.ts";
import { type Fault, hasTools, removeFolder } from "./faultline.ts";
import { reportTried } from "./report.ts";
import { ROOT, type Run, run, start, stopped, type WarmProgram, warmProgram } from "./runner.ts";
import {
  complaintsAboutState,
  complaintsAfterRerun,
  copyOf,
  STORIES,
  type Stage,
  sameContents,
  setStage,
  visibleIn,
} from "./stage.ts";
import { countCalls, pointsOf, tryAll } from "./trial.ts";

const A_WHILE = 3_600_000;
const isThorough = process.env.POINTS === "all";

let scratch: string;
let warm: WarmProgram;
const stages = new Map<string, Stage>();

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "compensate-others-"));
  warm = warmProgram();
  for (const story of Object.values(STORIES)) {
    stages.set(story.name, await setStage(story, join(scratch, `stage-${stages.size}`), warm));
  }
}, 120_000);
afterAll(() => {
  warm.close();
  removeFolder(scratch);
}, 120_000);

function stageOf(name: keyof typeof STORIES): Stage {
  const stage = stages.get(STORIES[name].name);
  if (stage === undefined) throw new Error(`no stage for ${name}`);
  return stage;
}

let tries = 0;
function folderFor(stage: Stage): string {
  tries += 1;
  return copyOf(stage, join(scratch, `try-${tries}`));
}

/** Either all is done and it says so, or nothing is and it ends with one of these codes. */
function complaintsAboutEnd(stage: Stage, folder: string, { exit, err }: Pick<Run, "exit" | "err">, codes: number[]) {
  const now = visibleIn(folder);
  if (exit === 0) return sameContents(now, stage.finish) ? [] : [`it ended with 0 and is not done: ${err}`];
  if (!codes.includes(exit ?? -1)) return [`it ended with ${exit}: ${err}`];
  return sameContents(now, stage.start) ? [] : [`it ended with ${exit}, and something is new: ${err}`];
}

describe.skipIf(!hasTools("gcc"))("a signal", () => {
  test.for([["SIGINT"], ["SIGTERM"]] as const)(
    "%s at any call ends with 130 and nothing, or comes too late",
    { timeout: A_WHILE },
    async ([signal]) => {
      const points: (readonly [Stage, number])[] = [];
      for (const name of ["plan", "applyPlan", "applyExports", "revert"] as const) {
        const count = await countCalls(stageOf(name), "change", scratch);
        points.push(...pointsOf(count, 3).map((at) => [stageOf(name), at] as const));
      }
      const exits = new Set<number | null>();
      const complaints = await tryAll(points, async ([stage, at]) => {
        const folder = folderFor(stage);
        // Stopped at the call, so that the signal comes there and nowhere else.
        const child = start(stage.story.line, { cwd: folder, fault: { at, what: "stop" } });
        const end = ended(child);
        await stopped(child.pid ?? 0);
        child.kill(signal);
        child.kill("SIGCONT");
        const ran = await end;
        exits.add(ran.exit);
        const found = [
          ...complaintsAboutEnd(stage, folder, ran, [130]),
          ...complaintsAboutState(stage, folder),
          ...(await complaintsAfterRerun(stage, folder, warm)),
        ];
        removeFolder(folder);
        return found.map((what) => `${stage.story.name}, ${signal} at call ${at}: ${what}`);
      });
      reportTried({ fault: signal, of: "all commands", points: points.length, complaints: complaints.length });
      expect(complaints).toEqual([]);
      expect([...exits].sort(), "some came in time, some too late").toEqual([0, 130]);
    },
  );
});

describe("several at once", () => {
  test.for([
    [2, "applyPlan"],
    [8, "applyPlan"],
    [2, "applyExports"],
    [8, "applyExports"],
    [8, "revert"],
  ] as const)("%i of %s: it is committed once, and the others are told", { timeout: A_WHILE }, async ([many, name]) => {
    const stage = stageOf(name);
    const rounds = isThorough ? 10 : 1;
    for (let round = 0; round < rounds; round += 1) {
      const folder = folderFor(stage);
      const all = await Promise.all(Array.from({ length: many }, () => run(stage.story.line, { cwd: folder })));
      const winners = all.filter(({ exit, err }) => exit === 0 && err.includes("Committed as run"));
      expect(winners.length, JSON.stringify(all)).toBe(1);
      for (const { exit, err } of all.filter((each) => !winners.includes(each))) {
        const told =
          /already applied as run|another process committed first|another run was committed|Nothing to give|taken back/;
        expect(err).toMatch(told);
        expect([0, 5]).toContain(exit);
      }
      expect(complaintsAbout(join(folder, stage.story.book))).toEqual([]);
      expect(await complaintsAfterRerun(stage, folder, warm)).toEqual([]);
      removeFolder(folder);
    }
    reportTried({ fault: `${many} processes at once`, of: stage.story.name, points: rounds, complaints: 0 });
  });

  test("eight different plans for the same records: one is committed, and no record gets anything twice", async () => {
    const stage = stageOf("applyExports");
    const folder = folderFor(stage);
    const policy = readFileSync(join(folder, "policy.yaml"), "utf8");
    for (let each = 0; each < 8; each += 1) {
      writeFileSync(join(folder, `policy-${each}.yaml`), policy.replace("96 hours", `${96 + each} hours`));
    }
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, each) =>
        run(stage.story.line.replace("policy.yaml", `policy-${each}.yaml`), { cwd: folder }),
      ),
    );
    expect(all.filter(({ err }) => err.includes("Committed as run")).length).toBe(1);
    expect(complaintsAbout(join(folder, "book"))).toEqual([]);
    expect(treeOf(join(folder, "book")).filter((path) => /^\d+\/$/.test(path))).toEqual(["0001/", "0002/"]);
  });
});

describe("what it writes to", () => {
  const isRoot = process.getuid?.() === 0;
  test.skipIf(!isRoot)("a disk that is full (needs root)", { timeout: A_WHILE }, async () => {
    const complaints: string[] = [];
    const exits = new Set<number | null>();
    const sizes = isThorough ? [16, 24, 32, 40, 48, 56, 64, 72, 80, 96] : [16, 48, 96];
    for (const name of ["applyPlan", "applyExports"] as const) {
      const stage = stageOf(name);
      for (const size of sizes) {
        const folder = folderFor(stage);
        const book = join(folder, "book");
        renameSync(book, `${book}.kept`);
        mkdirSync(book);
        execFileSync("mount", ["-t", "tmpfs", "-o", "size=10m", "tmpfs", book]);
        try {
          execFileSync("cp", ["-a", `${book}.kept/.`, book]);
          removeFolder(`${book}.kept`);
          const { bavail, bsize } = statfsSync(book);
          writeFileSync(join(book, ".filler"), Buffer.alloc(bavail * bsize - size * 1024));
          const ran = await run(stage.story.line, { cwd: folder });
          exits.add(ran.exit);
          removeFolder(join(book, ".filler"));
          complaints.push(...complaintsAboutEnd(stage, folder, ran, [6]).map((what) => `${size} KiB: ${what}`));
          complaints.push(...(await complaintsAfterRerun(stage, folder, warm)).map((what) => `${size} KiB: ${what}`));
        } finally {
          execFileSync("umount", [book]);
        }
        removeFolder(folder);
      }
      reportTried({ fault: "full disk", of: stage.story.name, points: sizes.length, complaints: complaints.length });
    }
    expect(complaints).toEqual([]);
    expect([...exits].sort(), "some disks were full").toContain(6);
  });

  test.for([
    ["files may not grow beyond some size", "-f", [0, 4, 512]],
    ["few files may be open", "-n", [19, 20, 21, 24, 56]],
  ] as const)("%s (ulimit %s)", { timeout: A_WHILE }, async ([, option, limits]) => {
    const complaints: string[] = [];
    const exits = new Set<number | null>();
    for (const name of ["plan", "applyPlan", "applyExports"] as const) {
      const stage = stageOf(name);
      // With very few files open Node cannot even load the program, and says so with 1.
      const codes = option === "-n" ? [1, 3, 6] : [3, 6];
      for (const limit of limits) {
        const folder = folderFor(stage);
        const { status, stderr } = limited(option, limit, stage.story.line.split(" "), folder);
        const end = { exit: status, err: stderr };
        exits.add(status);
        complaints.push(
          ...complaintsAboutEnd(stage, folder, end, codes).map((what) => `${name}, ${option} ${limit}: ${what}`),
          ...(await complaintsAfterRerun(stage, folder, warm)),
        );
        removeFolder(folder);
      }
      reportTried({ fault: `ulimit ${option}`, of: name, points: limits.length, complaints: complaints.length });
    }
    expect(complaints).toEqual([]);
    expect(exits.has(0), "some limits were high enough").toBe(true);
    expect(exits.size, "some limits were too low").toBeGreaterThan(1);
  });

  test.for([["plan"], ["applyPlan"], ["applyExports"], ["revert"]] as const)(
    "standard output is full, or nobody reads it: %s",
    async ([name]) => {
      const stage = stageOf(name);
      for (const json of ["", " --json"]) {
        const folder = folderFor(stage);
        const full = openSync("/dev/full", "w");
        const ran = await run(stage.story.line + json, { cwd: folder, out: full });
        closeSync(full);
        expect(complaintsAboutEnd(stage, folder, ran, [6]), `full${json}`).toEqual([]);
        expect(await complaintsAfterRerun(stage, folder, warm)).toEqual([]);
        removeFolder(folder);

        const unread = folderFor(stage);
        const child = start(stage.story.line + json, { cwd: unread });
        child.stdout?.destroy();
        const { exit, err } = await ended(child);
        expect(complaintsAboutEnd(stage, unread, { exit, err }, []), `closed${json}`).toEqual([]);
        removeFolder(unread);
      }
      reportTried({ fault: "/dev/full, closed pipe", of: stage.story.name, points: 4, complaints: 0 });
    },
  );
});

function limited(option: string, limit: number, words: readonly string[], cwd: string) {
  const script = `ulimit ${option} ${limit} && exec "$0" "$@"`;
  const binary = `${ROOT}/bin/compensate.js`;
  return spawnSync("bash", ["-c", script, process.execPath, binary, ...words], { cwd, encoding: "utf8" });
}

describe.skipIf(!hasTools("gcc"))("an export that is", () => {
  const MORE = "r9,u9,kakaopage,2022-10-14,2022-10-31\n";
  const changes: { readonly [what: string]: (file: string, text: string) => void } = {
    "added to": (file) => writeFileSync(file, MORE, { flag: "a" }),
    truncated: (file, text) => writeFileSync(file, text.slice(0, text.length >> 1)),
    "changed in its place": (file, text) => writeFileSync(file, text.replaceAll("2022-10-31", "2022-12-31")),
    "replaced by another": (file, text) => {
      writeFileSync(`${file}.new`, text + MORE);
      renameSync(`${file}.new`, file);
    },
  };

  test.for(Object.keys(changes).map((what) => [what] as const))(
    "%s while it is read is refused, and nothing is committed",
    { timeout: A_WHILE },
    async ([what]) => {
      const stage = stageOf("applyExports");
      const count = await countCalls(stage, "read", scratch);
      const points = pointsOf(count, 5);
      const outcomes = await tryAll(points, async (at) => {
        const folder = folderFor(stage);
        const file = join(folder, "exports/rentals.csv");
        const text = readFileSync(file, "utf8");
        const child = start(stage.story.line, {
          cwd: folder,
          fault: { calls: "read", at, what: "stop" } satisfies Fault,
        });
        const end = ended(child);
        await stopped(child.pid ?? 0);
        changes[what]?.(file, text);
        child.kill("SIGCONT");
        const { exit, err } = await end;
        const committed = treeOf(join(folder, "book")).includes("0002/");
        const found = [...complaintsAbout(join(folder, "book"))];
        if (committed !== (exit === 0)) found.push(`it ended with ${exit}, committed: ${committed}: ${err}`);
        if (exit !== 0 && exit !== 3) found.push(`it ended with ${exit}: ${err}`);
        if (committed) {
          // Read before or after the change: then what was read is what the manifest says.
          const rows = readFileSync(join(folder, "book/0002/adjusted-expiry.csv"), "utf8");
          const before = stage.finish.get("book/0002/adjusted-expiry.csv");
          const isAfter = await sameAsFresh(stage, text, (path) => changes[what]?.(path, text), rows);
          if (rows !== before && !isAfter) found.push("what it committed is neither what was there before nor after");
        }
        removeFolder(folder);
        return found.map((each) => `${what} at read ${at}: ${each}`);
      });
      reportTried({ fault: "export changed meanwhile", of: what, points: points.length, complaints: outcomes.length });
      expect(outcomes).toEqual([]);
    },
  );

  /** Whether a run over the changed export gives these rows. */
  async function sameAsFresh(stage: Stage, _text: string, change: (path: string) => void, rows: string) {
    const folder = folderFor(stage);
    change(join(folder, "exports/rentals.csv"));
    await warm.run(stage.story.line, folder);
    const fresh = treeOf(join(folder, "book")).includes("0002/")
      ? readFileSync(join(folder, "book/0002/adjusted-expiry.csv"), "utf8")
      : "";
    removeFolder(folder);
    return fresh === rows;
  }
});

describe.skipIf(!hasTools("gcc"))("the clock", () => {
  test("set back by years changes neither bytes nor order, and nothing is given twice", async () => {
    const stage = stageOf("applyExports");
    const folder = folderFor(stage);
    const back = -3 * 365 * 86_400;
    expect(await run(stage.story.line, { cwd: folder, fault: { clock: back } })).toMatchObject({ exit: 0 });
    expect(sameContents(visibleIn(folder), stage.finish)).toBe(true);
    // Without --as-of, the clock says what now is.
    const now = stage.story.line.replace(/--as-of \S+/, "");
    const again = await run(now, { cwd: folder, fault: { clock: 2 * back } });
    expect(again).toMatchObject({ exit: 0 });
    expect(again.err).toContain("Nothing to give");
    expect(complaintsAbout(join(folder, "book"))).toEqual([]);
  });
});

describe.skipIf(!hasTools("gcc"))("a crash, and then", () => {
  test("another policy: what the crashed run gave counts when it is there, and not when it is not", {
    timeout: A_WHILE,
  }, async () => {
    const stage = stageOf("applyExports");
    const count = await countCalls(stage, "change", scratch);
    const points = pointsOf(count, 5);
    const complaints = await tryAll(points, async (at) => {
      const folder = folderFor(stage);
      await run(stage.story.line, { cwd: folder, fault: { at, what: "kill" } });
      const policy = join(folder, "policy.yaml");
      writeFileSync(policy, readFileSync(policy, "utf8").replace("96 hours", "200 hours"));
      const { exit, said } = await warm.run(stage.story.line, folder);
      const found = [...complaintsAbout(join(folder, "book"))];
      if (exit !== 0) found.push(`it ended with ${exit}: ${said}`);
      const runs = treeOf(join(folder, "book")).filter((path) => /^\d+\/$/.test(path));
      if (runs.join() !== "0001/,0002/") found.push(`the book has ${runs.join()}`);
      removeFolder(folder);
      return found.map((what) => `killed at ${at}: ${what}`);
    });
    reportTried({
      fault: "SIGKILL, then another policy",
      of: stage.story.name,
      points: points.length,
      complaints: complaints.length,
    });
    expect(complaints).toEqual([]);
  });

  test("a second fault while the first is being recovered from", { timeout: A_WHILE }, async () => {
    const names = ["applyPlan", "applyExports", "firstRun", "revert", "plan"] as const;
    const pairs: (readonly [Stage, number, number])[] = [];
    const perStory = isThorough ? 100 : 2;
    for (const name of names) {
      const count = await countCalls(stageOf(name), "change", scratch);
      for (let each = 0; each < perStory; each += 1) {
        // Spread over both, without a pattern: multiples of the golden ratio.
        const first = 1 + Math.floor(((each * 0.618034 + 0.37) % 1) * count);
        const second = 1 + Math.floor(((each * 0.754878 + 0.61) % 1) * count);
        pairs.push([stageOf(name), first, second]);
      }
    }
    const complaints = await tryAll(pairs, async ([stage, first, second]) => {
      const folder = folderFor(stage);
      await run(stage.story.line, { cwd: folder, fault: { at: first, what: "kill" } });
      const what = second % 3 === 0 ? "kill" : second % 3 === 1 ? "ENOSPC" : "EIO";
      await run(stage.story.line, { cwd: folder, fault: { at: second, what } });
      const found = [...complaintsAboutState(stage, folder), ...(await complaintsAfterRerun(stage, folder, warm))];
      removeFolder(folder);
      return found.map((each) => `${stage.story.name}, kill at ${first}, then ${what} at ${second}: ${each}`);
    });
    reportTried({
      fault: "a fault during recovery",
      of: "all commands",
      points: pairs.length,
      complaints: complaints.length,
    });
    expect(complaints).toEqual([]);
  });
});
