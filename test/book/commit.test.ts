/** The commit itself: wholly there or not at all, whatever happened between looking and writing. */
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openBook } from "../../src/book/book.ts";
import { commitPlan, findRunOf } from "../../src/book/commit.ts";
import { findDamage } from "../../src/book/folder-damage.ts";
import { openPlan } from "../../src/book/plan-folder.ts";
import { Failure } from "../../src/domain/failure.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { contentsOf, treeOf } from "../support/tree.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at";

async function twoPlans(): Promise<SmallCase> {
  const story = await smallCase({
    "a.csv": `${HEADER}\nr1,u1,kakaopage,2022-10-14,2022-10-31\n`,
    "b.csv": `${HEADER}\nr2,u2,kakaopage,2022-10-14,2022-10-31\n`,
  });
  await story.run(`plan ${RULES} --out plan-a a.csv`);
  await story.run(`plan ${RULES} --out plan-b b.csv`);
  return story;
}

function failureOf(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("it did not fail");
}

describe("a commit", () => {
  test("returns the run, which is then in the book and known by its plan", async () => {
    const story = await twoPlans();
    const plan = openPlan(story.path("plan-a"));
    const run = commitPlan(plan, openBook(story.path("book")));
    expect(run).toMatchObject({ number: 1, folder: story.path("book/0001") });
    const book = openBook(story.path("book"));
    expect(findRunOf(plan, book)).toEqual(run);
    expect(findRunOf(openPlan(story.path("plan-b")), book)).toBeUndefined();
    expect(findDamage(run.folder, run.manifest)).toBeUndefined();
  });

  test("takes a number once: whoever looked at the book before the other committed is refused", async () => {
    const story = await twoPlans();
    const book = openBook(story.path("book"));
    commitPlan(openPlan(story.path("plan-a")), book);
    const before = contentsOf(story.path("book"));
    const failure = failureOf(() => commitPlan(openPlan(story.path("plan-b")), book));
    expect(failure).toMatchObject({ code: "book-moved-on", exit: 5 });
    expect(failure.message).toContain("another process committed first");
    expect(contentsOf(story.path("book")), "and nothing of it is left").toEqual(before);
    expect(treeOf(story.path("book")).filter((path) => path.startsWith(".staging/") && path !== ".staging/")).toEqual(
      [],
    );
  });

  test.for([
    ["changed", (file: string) => writeFileSync(file, readFileSync(file, "utf8").replace("u1", "u9"))],
    ["removed", (file: string) => rmSync(file)],
  ] as const)("notices a file that was %s after the plan was checked", async ([, change]) => {
    const story = await twoPlans();
    const plan = openPlan(story.path("plan-a"));
    change(story.path("plan-a/adjusted-expiry.csv"));
    const failure = failureOf(() => commitPlan(plan, openBook(story.path("book"))));
    expect(failure).toMatchObject({ code: "plan-damaged", exit: 5 });
    expect(failure.message).toContain("adjusted-expiry.csv");
    expect(treeOf(story.path("book")).filter((path) => path !== ".staging/")).toEqual([]);
  });

  test("that cannot be written leaves nothing, and the next one succeeds", async () => {
    const story = await twoPlans();
    story.write("book", "a file where the book should be");
    const plan = openPlan(story.path("plan-a"));
    const absent = { folder: story.path("book"), runs: [], state: { runs: 0, head: null } };
    expect(failureOf(() => commitPlan(plan, absent))).toMatchObject({ code: "output-unwritable", exit: 6 });
    rmSync(story.path("book"));
    commitPlan(plan, openBook(story.path("book")));
    expect(existsSync(story.path("book/0001/manifest.json"))).toBe(true);
  });

  test("into a slot where a file is in the way is refused, and the file is left alone", async () => {
    const story = await twoPlans();
    story.write("book/0001", "somebody's");
    const before = { folder: story.path("book"), runs: [], state: { runs: 0, head: null } };
    const failure = failureOf(() => commitPlan(openPlan(story.path("plan-a")), before));
    expect([5, 6]).toContain(failure.exit);
    expect(story.read("book/0001")).toBe("somebody's");
  });

  test("copies what a link in the plan leads to, never the link", async () => {
    const story = await twoPlans();
    const keys = readFileSync(story.path("plan-a/keys"));
    writeFileSync(story.path("elsewhere"), keys);
    rmSync(story.path("plan-a/keys"));
    symlinkSync(story.path("elsewhere"), story.path("plan-a/keys"));
    const run = commitPlan(openPlan(story.path("plan-a")), openBook(story.path("book")));
    rmSync(story.path("elsewhere"));
    expect(readFileSync(`${run.folder}/keys`).equals(keys)).toBe(true);
  });
});

describe("damage is found", () => {
  test.for([
    ["a file that is missing", (file: string) => rmSync(file), "review.csv is missing"],
    [
      "a file that is longer",
      (file: string) => writeFileSync(file, "x", { flag: "a" }),
      "review.csv is not the file that was written",
    ],
    ["a file that is empty", (file: string) => writeFileSync(file, ""), "review.csv is not the file that was written"],
    [
      "a file that is a folder",
      (file: string) => {
        rmSync(file);
        mkdirSync(file);
      },
      "review.csv",
    ],
  ] as const)("in %s", async ([, damage, expected]) => {
    const story = await twoPlans();
    const plan = openPlan(story.path("plan-a"));
    damage(story.path("plan-a/review.csv"));
    expect(findDamage(plan.folder, plan.manifest)).toContain(expected);
  });
});
