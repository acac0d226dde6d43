/** `apply` with exports: plan, show, ask and commit in one go. */
import { mkdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { RULES, smallCase } from "../support/small-case.ts";
import { contentsOf, treeOf } from "../support/tree.ts";

const RENTALS = `rental_id,user_id,service,started_at,expires_at
r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00
r2,u2,kakaopage,2022-10-20T22:00,2022-10-21T22:00
r3,u3,kakaopage,2022-10-01,2022-10-10
`;

const BAD_RENTALS = `rental_id,user_id,service,started_at,expires_at
r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00
r2,u2,kakaopage,2022-02-30,2022-10-21T22:00
r3,u3,kakaopage,2022-10-01,soon
r4,u4,kakaopage,2022-10-01,2022-10-10
`;

const APPLY = `apply ${RULES} rentals.csv`;

describe("commits in one go", () => {
  test("what a plan of the same exports would have committed, byte for byte", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    await story.run(`plan ${RULES} --out plan rentals.csv`);
    const ran = await story.run(`${APPLY} --yes`);
    expect(ran).toMatchObject({ exit: 0, said: ["Committed as run 0001."] });
    expect(ran.out).toContain("3 rows read: 2 compensated (2 ends adjusted), 1 not affected");
    expect(contentsOf(story.path("compensations/0001"), ["manifest.json"])).toEqual(
      contentsOf(story.path("plan"), ["manifest.json"]),
    );
  });

  test("and leaves nothing but the run in the book", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    await story.run(`${APPLY} --yes`);
    expect(treeOf(story.path("compensations")).filter((path) => !path.startsWith("0001/"))).toEqual([]);
  });

  test("after the answer y, not after n", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    expect(await story.run(APPLY, { answer: "n" })).toMatchObject({ exit: 1, failure: "not-confirmed" });
    expect(treeOf(story.folder)).not.toContain("compensations/");
    const ran = await story.run(APPLY, { answer: "y" });
    expect(ran).toMatchObject({ exit: 0, asked: ["Commit 2 benefits for pangyo? [y/N] "] });
    expect(treeOf(story.folder)).toContain("compensations/0001/");
  });

  test("never where there is nobody to ask and no --yes, and says so before it reads anything", async () => {
    const story = await smallCase({});
    const ran = await story.run(APPLY);
    expect(ran).toMatchObject({ exit: 2, failure: "confirmation-needed", out: "" });
    expect(ran.message).toContain("--yes");
    expect(treeOf(story.folder)).not.toContain("compensations/");
  });

  test("printing one JSON document with --json", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    const { out } = await story.run(`${APPLY} --yes --json`);
    expect(JSON.parse(out)).toMatchObject(story.summary("compensations/0001"));
  });

  test("printing nothing with --quiet", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    expect(await story.run(`${APPLY} --yes --quiet`)).toMatchObject({ exit: 0, out: "" });
    expect(treeOf(story.folder)).toContain("compensations/0001/");
  });
});

describe("a dry run", () => {
  test("shows the plan and leaves nothing behind, not even the folder of the book", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    const before = contentsOf(story.folder);
    const ran = await story.run(`${APPLY} --dry-run`);
    expect(ran).toMatchObject({
      exit: 0,
      said: ["Dry run: nothing was committed, and nothing was left behind."],
      asked: [],
    });
    expect(ran.out).toContain("3 rows read: 2 compensated");
    expect(contentsOf(story.folder)).toEqual(before);
    expect(treeOf(story.folder)).not.toContain("compensations/");
  });

  test("leaves none of the folders behind that the book would lie in", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    const before = treeOf(story.folder);
    await story.run(`${APPLY} --dry-run --book books/october/all`);
    expect(treeOf(story.folder)).toEqual(before);
  });

  test("leaves a book that is there as it is", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    await story.run(`${APPLY} --yes`);
    const before = contentsOf(story.folder);
    expect(await story.run(`${APPLY} --dry-run`)).toMatchObject({ exit: 0 });
    expect(contentsOf(story.folder)).toEqual(before);
  });

  test("leaves an empty book that is there", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    mkdirSync(story.path("compensations"));
    await story.run(`${APPLY} --dry-run`);
    expect(treeOf(story.folder)).toContain("compensations/");
  });

  test("of standard input keeps nothing of it", async () => {
    const story = await smallCase({});
    const before = treeOf(story.folder);
    const ran = await story.run(`apply ${RULES} --dry-run -`, { stdin: [Buffer.from(RENTALS)] });
    expect(ran.out).toContain("3 rows read: 2 compensated");
    expect(treeOf(story.folder)).toEqual(before);
  });

  test("prints one JSON document with --json", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    const { out } = await story.run(`${APPLY} --dry-run --json`);
    expect(JSON.parse(out)).toMatchObject({ totals: { read: 3, compensated: 2 } });
  });

  test("is done also with rejects, because it commits nothing", async () => {
    const story = await smallCase({ "rentals.csv": BAD_RENTALS });
    expect(await story.run(`${APPLY} --dry-run`)).toMatchObject({ exit: 0 });
  });
});

describe("refuses too many rejects and commits nothing", () => {
  // Two of four rows.
  test.for([
    ["", 1],
    ["--max-rejects 1", 1],
    ["--max-rejects 2", 0],
    ["--max-rejects 49.9%", 1],
    ["--max-rejects 50%", 0],
  ] as const)("apply %s ends with %d", async ([option, exit]) => {
    const story = await smallCase({ "rentals.csv": BAD_RENTALS });
    const ran = await story.run(`${APPLY} --yes ${option}`);
    expect(ran).toMatchObject({ exit, failure: exit === 0 ? undefined : "too-many-rejects" });
    expect(treeOf(story.folder).includes("compensations/"), "committed").toBe(exit === 0);
  });

  test("but shows them, each code with an example", async () => {
    const story = await smallCase({ "rentals.csv": BAD_RENTALS });
    const { out } = await story.run(`${APPLY} --yes`);
    expect(out).toContain('time-invalid 2  e.g. rentals.csv:3: started_at is not a date or time: "2022-02-30"');
  });
});

describe("a failure leaves the book as it was", () => {
  test.for([
    ["a missing export", `apply ${RULES} --yes nowhere.csv`, "file-missing"],
    ["an export that is damaged", `apply ${RULES} --yes rentals.csv damaged.csv`, "nul-byte"],
    ["a missing policy", "apply --outage outage.yaml --policy none.yaml --yes rentals.csv", "file-missing"],
    ["an --as-of that is no time", `apply ${RULES} --as-of soon --yes rentals.csv`, "usage"],
  ] as const)("%s", async ([, line, failure]) => {
    const story = await smallCase({
      "rentals.csv": RENTALS,
      "damaged.csv": "rental_id,user_id,service,started_at,expires_at\nr9,u\0,kakaopage,2022-10-01,2022-10-31\n",
    });
    const before = treeOf(story.folder);
    expect(await story.run(line)).toMatchObject({ failure, out: "" });
    expect(treeOf(story.folder)).toEqual(before);
  });
});

describe("what an interrupted run has left", () => {
  // Process ids are at most 2^22 on Linux, so nobody has this one.
  const DEAD = 99_999_999;

  test.for([
    ["apply", APPLY],
    ["apply PLAN", "apply plan"],
  ] as const)("is removed by the next %s, which says so", async ([, line]) => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    await story.run(`plan ${RULES} --out plan rentals.csv`);
    story.write(`compensations/.staging/plan.${DEAD}.0123456789ab/keys`, "half");
    const ran = await story.run(`${line} --yes`);
    expect(ran.said[0]).toBe("Removed what 1 interrupted run had left; nothing of it had been committed.");
    expect(ran.said[1]).toBe("Committed as run 0001.");
    expect(treeOf(story.path("compensations")).filter((path) => path.startsWith(".staging/plan"))).toEqual([]);
  });

  test("stays when its owner is still at work", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    story.write(`compensations/.staging/plan.${process.ppid}.0123456789ab/keys`, "half");
    const ran = await story.run(`${APPLY} --yes`);
    expect(ran.said).toEqual(["Committed as run 0001."]);
    expect(treeOf(story.path("compensations"))).toContain(`.staging/plan.${process.ppid}.0123456789ab/keys`);
  });
});
