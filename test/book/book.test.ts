/** The chain of runs: nothing is given from a book that was changed, and only dead owners' leftovers are removed. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findGiven, openBook, runName } from "../../src/book/book.ts";
import { createIdList } from "../../src/book/keys.ts";
import { sweepStaging } from "../../src/book/sweep.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { contentsOf, treeOf } from "../support/tree.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at";

/** A book of three runs. */
async function threeRuns(): Promise<SmallCase> {
  const story = await smallCase({});
  for (const run of [1, 2, 3]) {
    story.write("rentals.csv", `${HEADER}\nr${run},u${run},kakaopage,2022-10-14,2022-10-31\n`);
    await story.run(`apply ${RULES} --yes rentals.csv`);
  }
  story.write(
    "rentals.csv",
    `${HEADER}\nr1,u1,kakaopage,2022-10-14,2022-10-31\nr4,u4,kakaopage,2022-10-14,2022-10-31\n`,
  );
  return story;
}

function edit(story: SmallCase, file: string, change: (text: string) => string): void {
  story.write(file, change(story.read(file)));
}

describe("a sound book", () => {
  test("lists its runs, oldest first, each following from the one before", async () => {
    const story = await threeRuns();
    const { runs, state } = openBook(story.path("compensations"));
    expect(runs.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(runs.map(({ manifest }) => manifest.run?.previous)).toEqual([null, runs[0]?.sha256, runs[1]?.sha256]);
    expect(state).toEqual({ runs: 3, head: runs[2]?.sha256 });
  });

  test("may be empty, or not there yet", async () => {
    const folder = await tempFolder();
    const empty = { runs: [], state: { runs: 0, head: null } };
    expect(openBook(folder)).toMatchObject(empty);
    expect(openBook(join(folder, "nowhere"))).toMatchObject(empty);
    expect(treeOf(folder)).toEqual([]);
  });

  test("may hold files of others that are not named like runs", async () => {
    const story = await threeRuns();
    story.write("compensations/README.md", "ours");
    story.write("compensations/12/notes.txt", "three digits or fewer are no run");
    story.write("compensations/0004-draft/notes.txt", "nor is this");
    expect(openBook(story.path("compensations")).state.runs).toBe(3);
  });

  test("numbers its runs with four digits, and with more when there are more", () => {
    expect([1, 42, 9999, 10_000, 123_456].map(runName)).toEqual(["0001", "0042", "9999", "10000", "123456"]);
  });
});

describe("a broken book is refused with its place, and nothing is given", () => {
  const manifest = (run: number) => `compensations/000${run}/manifest.json`;

  test.for([
    [
      "the first run is missing",
      (story: SmallCase) => rmSync(story.path("compensations/0001"), { recursive: true }),
      "0002",
    ],
    [
      "a run in the middle is missing",
      (story: SmallCase) => rmSync(story.path("compensations/0002"), { recursive: true }),
      "0003",
    ],
    ["a manifest is missing", (story: SmallCase) => rmSync(story.path(manifest(2))), "0002"],
    ["a manifest is no JSON", (story: SmallCase) => edit(story, manifest(2), (text) => text.slice(1)), "0002"],
    ["a manifest is empty", (story: SmallCase) => edit(story, manifest(3), () => ""), "0003"],
    ["a manifest is JSON of something else", (story: SmallCase) => edit(story, manifest(3), () => "[1]"), "0003"],
    [
      "a manifest says null where its run should stand",
      (story: SmallCase) => edit(story, manifest(3), (text) => JSON.stringify({ ...JSON.parse(text), run: null })),
      "0003",
    ],
    [
      "a manifest has no run",
      (story: SmallCase) => edit(story, manifest(3), (text) => JSON.stringify({ ...JSON.parse(text), run: undefined })),
      "0003",
    ],
    [
      "a manifest was edited",
      (story: SmallCase) =>
        edit(story, manifest(1), (text) => text.replace('"outage": "pangyo"', '"outage": "another"')),
      "0001",
    ],
    [
      "a manifest was only laid out anew",
      (story: SmallCase) => edit(story, manifest(2), (text) => JSON.stringify(JSON.parse(text))),
      "0002",
    ],
    [
      "the newest manifest was edited",
      (story: SmallCase) => edit(story, manifest(3), (text) => text.replace('"benefits": 1', '"benefits": 0')),
      "0003",
    ],
    [
      "the newest manifest was edited to be about another outage",
      (story: SmallCase) =>
        edit(story, manifest(3), (text) => text.replace('"outage": "pangyo"', '"outage": "another"')),
      "0003",
    ],
    [
      "two runs changed places",
      (story: SmallCase) => {
        renameSync(story.path("compensations/0002"), story.path("compensations/x"));
        renameSync(story.path("compensations/0003"), story.path("compensations/0002"));
        renameSync(story.path("compensations/x"), story.path("compensations/0003"));
      },
      "0002",
    ],
    [
      "a run was copied to the next number",
      (story: SmallCase) =>
        cpSync(story.path("compensations/0003"), story.path("compensations/0004"), { recursive: true }),
      "0004",
    ],
    [
      "a run was renamed to leave a gap",
      (story: SmallCase) => renameSync(story.path("compensations/0003"), story.path("compensations/0004")),
      "0004",
    ],
    ["a file is named like a run", (story: SmallCase) => story.write("compensations/0004", "hello"), "0004"],
    ["an empty folder is named like a run", (story: SmallCase) => mkdirSync(story.path("compensations/0004")), "0004"],
    ["the keys of a run are missing", (story: SmallCase) => rmSync(story.path("compensations/0002/keys")), "0002/keys"],
    [
      "the keys of a run were cut short",
      (story: SmallCase) => writeFileSync(story.path("compensations/0001/keys"), ""),
      "0001/keys",
    ],
    [
      "the keys of a run were changed",
      (story: SmallCase) => writeFileSync(story.path("compensations/0001/keys"), Buffer.alloc(16, 7)),
      "0001/keys",
    ],
    [
      "the keys of a run hold half an id",
      (story: SmallCase) =>
        writeFileSync(
          story.path("compensations/0001/keys"),
          readFileSync(story.path("compensations/0001/keys")).subarray(0, 8),
        ),
      "0001/keys",
    ],
  ] as const)("%s", async ([, damage, place]) => {
    const story = await threeRuns();
    damage(story);
    const before = contentsOf(story.path("compensations"));
    const ran = await story.run(`apply ${RULES} --yes rentals.csv`);
    expect(ran).toMatchObject({ exit: 5, failure: "book-broken" });
    expect(ran.message).toContain(`compensations/${place}: the book is damaged`);
    expect(contentsOf(story.path("compensations"))).toEqual(before);
  });

  test("by plan and by apply PLAN too", async () => {
    const story = await threeRuns();
    await story.run(`plan ${RULES} --out plan rentals.csv`);
    rmSync(story.path("compensations/0002"), { recursive: true });
    expect(await story.run(`plan ${RULES} --out plan2 rentals.csv`)).toMatchObject({ failure: "book-broken" });
    expect(await story.run("apply plan --yes")).toMatchObject({ failure: "book-broken" });
    expect(treeOf(story.folder)).not.toContain("plan2/");
  });

  test("the newest run was removed: a plan made before no longer fits", async () => {
    const story = await threeRuns();
    await story.run(`plan ${RULES} --out plan rentals.csv`);
    rmSync(story.path("compensations/0003"), { recursive: true });
    expect(await story.run("apply plan --yes")).toMatchObject({ exit: 5, failure: "book-moved-on" });
  });
});

describe("gifts are looked up", () => {
  test("only among the runs of the same outage", async () => {
    const story = await threeRuns();
    const book = openBook(story.path("compensations"));
    const ids = createIdList();
    ids.add(readFileSync(story.path("compensations/0002/keys")), 0);
    expect([...findGiven(book, "pangyo", ids)]).toEqual([1]);
    expect([...findGiven(book, "another", ids)]).toEqual([0]);
  });
});

describe("sweeping removes what dead owners left", () => {
  /** Ran a moment ago and is gone; ids are given out in turn, so nobody has it yet. */
  const deadPid = () => spawnSync(process.execPath, ["-e", ""]).pid;
  // Process 1 is always there, and is somebody else's unless the tests run as root.
  const INIT = 1;

  test("and nothing else", async () => {
    const book = await tempFolder();
    const dead = `plan.${deadPid()}.0123456789ab`;
    // Whoever sweeps has not begun anything yet: what carries its number was left by an earlier process.
    const namesake = `plan.${process.pid}.0123456789ab`;
    const others = [`plan.${process.ppid}.0123456789ab`, `plan.${INIT}.0123456789ab`];
    for (const name of [dead, namesake, ...others]) {
      mkdirSync(join(book, ".staging", name), { recursive: true });
      writeFileSync(join(book, ".staging", name, "keys"), "half");
    }
    mkdirSync(join(book, "0001"));
    expect([...sweepStaging(book)].sort()).toEqual([dead, namesake].sort());
    expect(treeOf(book).filter((path) => path.endsWith("/"))).toEqual([
      ".staging/",
      ...others.map((name) => `.staging/${name}/`).sort(),
      "0001/",
    ]);
    expect(sweepStaging(book), "a second time there is nothing").toEqual([]);
  });

  test("where nothing was ever staged, there is nothing to do", async () => {
    const book = await tempFolder();
    expect(sweepStaging(book)).toEqual([]);
    expect(sweepStaging(join(book, "nowhere"))).toEqual([]);
    expect(treeOf(book)).toEqual([]);
  });
});
