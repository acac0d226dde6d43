/** Nothing is written outside of the book and the plan: not through planted links, not through names from data. */
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { contentsOf, treeOf } from "../support/tree.ts";

const RENTALS = `rental_id,user_id,service,started_at,expires_at
r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00
r2,u2,kakaopage,soon,2022-10-20T10:00
`;

/** A folder of somebody's, with a file, that must stay as it is. */
async function withVictim(): Promise<SmallCase> {
  return smallCase({ "rentals.csv": RENTALS, "victim/precious.txt": "precious" });
}

const PLAN = `plan ${RULES} --out plan rentals.csv`;
const APPLY = `apply ${RULES} --yes --max-rejects 1 rentals.csv`;

describe("a planted link is not followed", () => {
  test.for([
    ["at the plan folder", "plan", PLAN],
    ["at the book's staging folder", "compensations/.staging", APPLY],
    ["at the next slot of the book", "compensations/0001", APPLY],
    ["at a slot further on", "compensations/0002", APPLY],
  ] as const)("%s", async ([, place, line]) => {
    const story = await withVictim();
    mkdirSync(story.path("compensations"));
    symlinkSync(story.path("victim"), story.path(place));
    const { exit } = await story.run(line);
    expect(contentsOf(story.path("victim"))).toEqual(new Map([["precious.txt", "precious"]]));
    if (exit === 0) expect(lstatSync(story.path(place)).isSymbolicLink(), "it was replaced").toBe(false);
    else expect([5, 6]).toContain(exit);
  });

  test("to nowhere, at the next slot", async () => {
    const story = await withVictim();
    mkdirSync(story.path("compensations"));
    symlinkSync(story.path("nowhere"), story.path("compensations/0001"));
    expect((await story.run(APPLY)).exit).toBe(5);
    expect(treeOf(story.folder)).not.toContain("nowhere/");
  });

  test.for([["rejects"], ["adjusted-expiry.csv"], ["keys"], ["manifest.json"]] as const)(
    "at %s of an earlier plan",
    async ([name]) => {
      const story = await withVictim();
      await story.run(PLAN);
      const manifest = readFileSync(story.path("plan/manifest.json"));
      rmSync(story.path(`plan/${name}`), { recursive: true });
      // The manifest itself must stay readable, or it is no plan of ours.
      if (name === "manifest.json") story.write("victim/manifest.json", manifest);
      const target = name === "manifest.json" ? "victim/manifest.json" : "victim";
      symlinkSync(story.path(target), story.path(`plan/${name}`));
      const before = contentsOf(story.path("victim"));
      expect((await story.run(PLAN)).exit).toBe(0);
      expect(contentsOf(story.path("victim"))).toEqual(before);
      expect(lstatSync(story.path(`plan/${name}`)).isSymbolicLink()).toBe(false);
    },
  );

  test("at the staging folder, by what cleans up", async () => {
    const story = await withVictim();
    mkdirSync(story.path("victim/plan.999999999.0123456789ab"));
    mkdirSync(story.path("compensations"));
    symlinkSync(story.path("victim"), story.path("compensations/.staging"));
    await story.run("apply plan --yes");
    await story.run(APPLY);
    expect(readdirSync(story.path("victim")).sort()).toEqual(["plan.999999999.0123456789ab", "precious.txt"]);
  });

  test("a run that is a link is refused, and verify says so", async () => {
    const story = await withVictim();
    await story.run(APPLY);
    renameSync(story.path("compensations/0001"), story.path("elsewhere"));
    symlinkSync(story.path("elsewhere"), story.path("compensations/0001"));
    expect(await story.run("history")).toMatchObject({ exit: 5, failure: "book-broken" });
    expect(await story.run("verify")).toMatchObject({ exit: 1, out: expect.stringContaining("it is a link") });
  });
});

describe("an earlier plan is replaced, and nothing else with it", () => {
  test.for([
    ["a file of somebody's", "plan/notes.txt"],
    ["a folder of somebody's", "plan/mine/precious.txt"],
    ["a file among the rejects", "plan/rejects/notes.txt"],
  ] as const)("%s in it is not removed", async ([, place]) => {
    const story = await withVictim();
    await story.run(PLAN);
    story.write(place, "precious");
    expect(await story.run(PLAN)).toMatchObject({ exit: 6, failure: "output-in-the-way" });
    expect(story.read(place)).toBe("precious");
  });

  test("rejects that were mended where they lie are not removed by the plan that is made from them", async () => {
    const story = await withVictim();
    await story.run(PLAN);
    story.write("plan/rejects/rentals.csv", RENTALS.replace("soon", "2022-10-14T10:00"));
    const ran = await story.run(`plan ${RULES} --out plan plan/rejects/rentals.csv`);
    expect(ran).toMatchObject({ exit: 6, failure: "output-in-the-way" });
    expect(ran.message).toContain("rejects/rentals.csv is what");
    expect(story.read("plan/rejects/rentals.csv")).toContain("r2,u2,kakaopage,2022-10-14T10:00");
    expect(await story.run(`plan ${RULES} --out plan2 plan/rejects/rentals.csv`)).toMatchObject({ exit: 0 });
  });

  test("a file in its place is left alone", async () => {
    const story = await withVictim();
    story.write("plan", "precious");
    expect(await story.run(PLAN)).toMatchObject({ exit: 6, failure: "output-in-the-way" });
    expect(story.read("plan")).toBe("precious");
  });
});

describe("a plan and the book lie apart", () => {
  test.for([
    ["a plan in the book", "compensations/0002", "compensations"],
    ["a plan in the place of the book", "compensations", "compensations"],
    ["a book in the plan", "plan", "plan/book"],
    ["a plan in the book, through a link", "link/0002", "compensations"],
  ] as const)("%s is refused", async ([, out, book]) => {
    const story = await withVictim();
    mkdirSync(story.path("compensations"));
    symlinkSync(story.path("compensations"), story.path("link"));
    const ran = await story.run(`plan ${RULES} --out ${out} --book ${book} rentals.csv`);
    expect(ran).toMatchObject({ exit: 2, failure: "usage" });
    expect(readdirSync(story.path("compensations"))).toEqual([]);
    expect(existsSync(story.path("plan"))).toBe(false);
  });

  test("a folder beside the book with a longer name is no part of it", async () => {
    const story = await withVictim();
    const ran = await story.run(`plan ${RULES} --out compensations-plan --book compensations rentals.csv`);
    expect(ran).toMatchObject({ exit: 0 });
  });
});

test("what cleans up leaves alone what is not named like ours", async () => {
  const story = await withVictim();
  story.write("compensations/.staging/notes/precious.txt", "precious");
  story.write("compensations/.staging/precious.txt", "precious");
  await story.run(APPLY);
  expect(story.read("compensations/.staging/notes/precious.txt")).toBe("precious");
  expect(story.read("compensations/.staging/precious.txt")).toBe("precious");
});

test("names from data never name a file", async () => {
  const evil = ["../../evil", "/tmp/evil", "..", "a/b", "nul\u0001", "con:", "-rf", "%2e%2e"];
  const rows = evil.map(
    (name, index) => `r${index},${name},${name},x,${index === 0 ? "soon" : "2022-10-14"},2022-10-20`,
  );
  const story = await smallCase({
    "in/rentals.csv": `rental_id,user_id,service,../../column,started_at,expires_at\n${rows.join("\n")}\n`,
    "policy.yaml":
      "policy: ../../evil\nrevision: ../x\nzone: Asia/Seoul\nrules:\n  - { rule: hours, for: { record: rental }, give: { extend: 96 hours } }\n",
    "outage.yaml": "outage: evil-outage\nzone: Asia/Seoul\nwindow: 2022-10-15T15:30/2022-10-20T23:00\n",
  });
  const before = treeOf(story.folder);
  const ran = await story.run(`apply ${RULES} --yes --max-rejects 1 in/rentals.csv`);
  const made = treeOf(story.folder).filter((path) => !before.includes(path));
  expect(ran.exit === 4 ? [] : made.filter((path) => !path.startsWith("compensations/"))).toEqual([]);
  if (ran.exit === 0) {
    expect(made).toContain("compensations/0001/rejects/rentals.csv");
    expect(await story.run("verify")).toMatchObject({ exit: 0 });
  }
});

test.for([
  ["apply --outage outage.yaml --policy policy.yaml --yes rentals.csv"],
  ["revert 1 --yes"],
  ["history"],
  ["verify"],
] as const)("a book that is a file is refused: %s", async ([line]) => {
  const story = await withVictim();
  const ran = await story.run(`${line} --book rentals.csv`);
  expect([3, 5, 6]).toContain(ran.exit);
  expect(story.read("rentals.csv")).toBe(RENTALS);
});
