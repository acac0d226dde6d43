/** `apply PLAN`: a reviewed plan becomes a run of the book, once, and only as it was reviewed. */
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { TOOL } from "../support/test-world.ts";
import { contentsOf, treeOf } from "../support/tree.ts";

const RENTALS = `rental_id,user_id,service,started_at,expires_at
r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00
r2,u2,kakaopage,2022-10-20T22:00,2022-10-21T22:00
r3,u3,kakaopage,2022-10-01,2022-10-10
`;

const MORE_RENTALS = `rental_id,user_id,service,started_at,expires_at
r8,u8,kakaopage,2022-10-14T10:00,2022-10-20T10:00
`;

const BAD_RENTALS = `rental_id,user_id,service,started_at,expires_at
r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00
r2,u2,kakaopage,2022-02-30,2022-10-21T22:00
r3,u3,kakaopage,2022-10-01,soon
r4,u4,kakaopage,2022-10-01,2022-10-10
`;

const RUN_1 = "compensations/0001";

async function planned(files: Parameters<typeof smallCase>[0] = {}): Promise<SmallCase> {
  const story = await smallCase({ "rentals.csv": RENTALS, "more.csv": MORE_RENTALS, ...files });
  await story.run(`plan ${RULES} --out plan rentals.csv`);
  return story;
}

describe("commits a plan", () => {
  test("to the first slot of the book, byte for byte as it was reviewed", async () => {
    const story = await planned();
    const ran = await story.run("apply plan --yes");
    expect(ran).toMatchObject({ exit: 0, said: ["Committed as run 0001."] });
    expect(ran.out).toContain("compensations/0001/adjusted-expiry.csv");
    expect(contentsOf(story.path(RUN_1), ["manifest.json"])).toEqual(contentsOf(story.path("plan"), ["manifest.json"]));
  });

  test("whose manifest is the plan's, with its place in the chain", async () => {
    const story = await planned();
    await story.run("apply plan --yes");
    expect(JSON.parse(story.read(`${RUN_1}/manifest.json`))).toEqual({
      ...JSON.parse(story.read("plan/manifest.json")),
      run: {
        number: 1,
        previous: null,
        plan: sha256Of(story, "plan/manifest.json"),
        seal: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
  });

  test("and the next one follows it in the chain", async () => {
    const story = await planned();
    await story.run("apply plan --yes");
    await story.run(`plan ${RULES} --out plan more.csv`);
    expect(await story.run("apply plan --yes")).toMatchObject({ exit: 0, said: ["Committed as run 0002."] });
    expect(JSON.parse(story.read("compensations/0002/manifest.json"))).toMatchObject({
      book: { runs: 1, head: sha256Of(story, `${RUN_1}/manifest.json`) },
      run: { number: 2, previous: sha256Of(story, `${RUN_1}/manifest.json`) },
    });
  });

  test("from wherever the plan and the book are", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    await story.run(`plan ${RULES} --out plans/first --book books/all rentals.csv`);
    expect(await story.run("apply plans/first --book books/all --yes")).toMatchObject({ exit: 0 });
    expect(treeOf(story.path("books/all/0001"))).toContain("manifest.json");
  });

  test("into a book with the permissions of any new folder", async () => {
    const story = await planned();
    await story.run("apply plan --yes");
    const umask = process.umask();
    expect(statSync(story.path(RUN_1)).mode & 0o777).toBe(0o777 & ~umask);
    expect(statSync(story.path(`${RUN_1}/keys`)).mode & 0o777).toBe(0o666 & ~umask);
    expect(statSync(story.path("compensations")).mode & 0o777, "the book itself").toBe(0o777 & ~umask);
  });

  test("made from a gzipped export", async () => {
    const story = await smallCase({ "rentals.csv.gz": gzipSync(RENTALS) });
    await story.run(`plan ${RULES} --out plan rentals.csv.gz`);
    expect(await story.run("apply plan --yes")).toMatchObject({ exit: 0 });
    expect(story.rows(`${RUN_1}/adjusted-expiry.csv`)).toHaveLength(2);
  });

  test("made from standard input, which cannot be checked again", async () => {
    const story = await smallCase({});
    await story.run(`plan ${RULES} --out plan -`, { stdin: [Buffer.from(RENTALS)] });
    expect(await story.run("apply plan --yes")).toMatchObject({ exit: 0 });
    expect(story.rows(`${RUN_1}/adjusted-expiry.csv`)).toHaveLength(2);
  });

  test("made with the window on the command line", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS });
    const window = "2022-10-15T15:30+09:00/2022-10-20T23:00+09:00";
    await story.run(`plan --outage ${window} --policy policy.yaml --out plan rentals.csv`);
    expect(await story.run("apply plan --yes")).toMatchObject({ exit: 0 });
  });

  test("printing one JSON document with --json", async () => {
    const story = await planned();
    const ran = await story.run("apply plan --yes --json");
    expect(ran.exit).toBe(0);
    expect(() => JSON.parse(ran.out), `printed ${JSON.stringify(ran.out)}`).not.toThrow();
  });
});

describe("asks before it commits", () => {
  test.for([
    ["y", 0, undefined],
    ["Yes", 0, undefined],
    [" y ", 0, undefined],
    ["n", 1, "not-confirmed"],
    ["", 1, "not-confirmed"],
    ["yup", 1, "not-confirmed"],
  ] as const)("the answer %j ends with %d", async ([answer, exit, failure]) => {
    const story = await planned();
    const ran = await story.run("apply plan", { answer });
    expect(ran).toMatchObject({ exit, failure, asked: ["Commit 2 benefits for pangyo? [y/N] "] });
    expect(treeOf(story.path("compensations")).length > 0, "committed").toBe(exit === 0);
  });

  test("with the sum of what is paid", async () => {
    const story = await smallCase({
      "subscriptions.csv":
        "subscription_id,user_id,service,channel,price,currency,started_at,expires_at\n" +
        "s1,u1,emoticon-plus,apple,390000,KRW,2022-10-01,2022-10-31\n",
    });
    await story.run(`plan ${RULES} --out plan subscriptions.csv`);
    const { asked } = await story.run("apply plan", { answer: "n" });
    expect(asked).toEqual(["Commit 1 benefit worth 37,742 KRW for pangyo? [y/N] "]);
  });

  test("and is refused where there is nobody to ask, with the option that helps", async () => {
    const story = await planned();
    const ran = await story.run("apply plan");
    expect(ran).toMatchObject({ exit: 2, failure: "confirmation-needed" });
    expect(ran.message).toContain("--yes");
    expect(treeOf(story.path("compensations"))).toEqual([]);
  });

  test("but not with --yes, at a terminal either", async () => {
    const story = await planned();
    expect(await story.run("apply plan --yes", { answer: "n" })).toMatchObject({ exit: 0, asked: [] });
  });
});

describe("applies a plan once", () => {
  test("and says which run it is when asked again", async () => {
    const story = await planned();
    await story.run("apply plan --yes");
    const before = contentsOf(story.path("compensations"));
    const again = await story.run("apply plan --yes");
    expect(again).toMatchObject({ exit: 0, said: ["This plan was already applied as run 0001; nothing was done."] });
    expect(contentsOf(story.path("compensations"))).toEqual(before);
  });

  test("also when the exports and the book have moved on since", async () => {
    const story = await planned();
    await story.run("apply plan --yes");
    await story.run(`apply ${RULES} --yes more.csv`);
    story.write("rentals.csv", "");
    expect(await story.run("apply plan --yes")).toMatchObject({ exit: 0 });
    expect(treeOf(story.path("compensations"))).not.toContain("0003/");
  });

  test.for([
    ["adjusted-expiry.csv"],
    ["refund-credit.csv"],
    ["review.csv"],
    ["keys"],
    ["summary.json"],
    ["summary.md"],
    ["figures.json"],
  ] as const)("and is refused when the run's %s was changed since", async ([file]) => {
    const story = await planned();
    await story.run("apply plan --yes");
    story.write(`${RUN_1}/${file}`, flipped(story.read(`${RUN_1}/${file}`)));
    const again = await story.run("apply plan --yes");
    expect(again).toMatchObject({ exit: 5, failure: "plan-spent" });
    expect(again.message).toContain(`${file} is not the file that was written`);
  });

  test("and is refused when a file of the run is missing", async () => {
    const story = await planned();
    await story.run("apply plan --yes");
    rmSync(story.path(`${RUN_1}/refund-credit.csv`));
    const again = await story.run("apply plan --yes");
    expect(again).toMatchObject({ exit: 5, failure: "plan-spent" });
    expect(again.message).toContain("refund-credit.csv is missing");
  });
});

describe("refuses a plan that is not what was planned", () => {
  test.for([
    ["adjusted-expiry.csv"],
    ["refund-credit.csv"],
    ["review.csv"],
    ["keys"],
    ["summary.json"],
    ["summary.md"],
    ["figures.json"],
    ["rejects/rentals.csv"],
  ] as const)("a changed %s", async ([file]) => {
    const story = await planned({ "rentals.csv": BAD_RENTALS });
    story.write(`plan/${file}`, flipped(story.read(`plan/${file}`)));
    const ran = await story.run("apply plan --yes --max-rejects 100%");
    expect(ran).toMatchObject({ exit: 5, failure: "plan-damaged" });
    expect(ran.message).toContain(file);
    expect(treeOf(story.path("compensations"))).toEqual([]);
  });

  test.for([
    ["a byte added", (text: string) => `${text}\n`],
    ["a byte less", (text: string) => text.slice(0, -1)],
    ["nothing left", () => ""],
  ] as const)("%s", async ([, change]) => {
    const story = await planned();
    story.write("plan/adjusted-expiry.csv", change(story.read("plan/adjusted-expiry.csv")));
    expect(await story.run("apply plan --yes")).toMatchObject({ exit: 5, failure: "plan-damaged" });
  });

  test("a file missing", async () => {
    const story = await planned();
    rmSync(story.path("plan/keys"));
    expect(await story.run("apply plan --yes")).toMatchObject({ exit: 5, failure: "plan-damaged" });
    expect(treeOf(story.path("compensations"))).toEqual([]);
  });

  test.for([
    ["it is not there", "nowhere", "file-missing", 3],
    ["it is a folder of something else", "other", "not-a-plan", 2],
    ["its manifest is no JSON", "broken", "plan-damaged", 5],
    ["it is a committed run", RUN_1, "not-a-plan", 2],
  ] as const)("%s", async ([, folder, failure, exit]) => {
    const story = await planned({ "other/notes.txt": "hello", "broken/manifest.json": "{" });
    await story.run("apply plan --yes");
    expect(await story.run(`apply ${folder} --yes`)).toMatchObject({ exit, failure });
  });

  test.for([
    ["the number of rejects", (text: string) => text.replace('"rejected": 2', '"rejected": 0')],
    ["the number of benefits", (text: string) => text.replace('"benefits": 1', '"benefits": 0')],
    ["the outage", (text: string) => text.replace('"outage": "pangyo"', '"outage": "another"')],
    ["its outputs", (text: string) => text.replace(/"outputs": \[.*?\n {2}\]/s, '"outputs": []')],
    ["its inputs", (text: string) => text.replace(/"inputs": \[.*?\n {2}\]/s, '"inputs": []')],
    ["the list of windows", (text: string) => text.replace("2022-10-15T06:30", "2022-10-14T06:30")],
  ] as const)("a manifest in which somebody edited %s", async ([, edit]) => {
    const story = await planned({ "rentals.csv": BAD_RENTALS });
    const edited = edit(story.read("plan/manifest.json"));
    expect(edited).not.toBe(story.read("plan/manifest.json"));
    story.write("plan/manifest.json", edited);
    const ran = await story.run("apply plan --yes --max-rejects 2");
    expect(ran).toMatchObject({ exit: 5, failure: "plan-damaged" });
  });

  test.for([
    ["totals that are null", { totals: null }],
    ["an output that is null", { outputs: [null] }],
    ["an output without a name", { outputs: [{ bytes: 0, sha256: "" }] }],
    ["an input that is null", { inputs: [null] }],
    ["an input without a path", { inputs: [{ sha256: "" }] }],
    ["a rule file that is a number", { rules: [7] }],
    ["a run that is null", { run: null }],
    ["credits that are missing", { credits: undefined }],
    ["another format", { format: 2 }],
    ["another format, as text", { format: "1" }],
  ] as const)("a manifest with %s", async ([, change]) => {
    const story = await planned();
    story.write("plan/manifest.json", JSON.stringify({ ...JSON.parse(story.read("plan/manifest.json")), ...change }));
    const ran = await story.run("apply plan --yes");
    expect(ran).toMatchObject({ exit: 5 });
    expect(treeOf(story.path("compensations"))).toEqual([]);
  });

  test("a manifest that lists a file outside of the plan, which would be written outside of the run", async () => {
    const story = await planned({ "outside.txt": "hello" });
    const manifest = JSON.parse(story.read("plan/manifest.json"));
    const outside = { file: "../outside.txt", bytes: 5, sha256: sha256Of(story, "outside.txt") };
    story.write("plan/manifest.json", JSON.stringify({ ...manifest, outputs: [...manifest.outputs, outside] }));
    const ran = await story.run("apply plan --yes");
    expect(treeOf(story.path("compensations")).filter((path) => path.endsWith("outside.txt"))).toEqual([]);
    expect(ran).toMatchObject({ exit: 5, failure: "plan-damaged" });
  });
});

describe("refuses a plan whose world has changed", () => {
  test("an export: with both hashes and the rows", async () => {
    const story = await planned();
    const before = sha256Of(story, "rentals.csv");
    story.write("rentals.csv", `${RENTALS}r4,u4,kakaopage,2022-10-01,2022-10-31\n`);
    const after = sha256Of(story, "rentals.csv");
    const ran = await story.run("apply plan --yes");
    expect(ran).toMatchObject({ exit: 5, failure: "plan-stale" });
    expect(ran.message).toContain("rentals.csv");
    expect(ran.message).toContain(before.slice(0, 4));
    expect(ran.message).toContain(after.slice(0, 4));
    expect(ran.message).toContain("3 rows");
    expect(treeOf(story.path("compensations"))).toEqual([]);
  });

  test.for([
    ["an export that was touched only in its last byte", "rentals.csv", `${RENTALS.slice(0, -1)}\t`],
    ["the policy", "policy.yaml", "policy: another"],
    ["the outage", "outage.yaml", "outage: another"],
  ] as const)("%s", async ([, file, content]) => {
    const story = await planned();
    story.write(file, content);
    const ran = await story.run("apply plan --yes");
    expect(ran).toMatchObject({ exit: 5, failure: "plan-stale" });
    expect(ran.message).toContain(file);
  });

  test("an export that is gone", async () => {
    const story = await planned();
    rmSync(story.path("rentals.csv"));
    const ran = await story.run("apply plan --yes");
    expect(ran).toMatchObject({ exit: 5, failure: "plan-stale" });
    expect(ran.message).toContain("rentals.csv  is not there any more");
  });

  test("an export that has become a folder", async () => {
    const story = await planned();
    rmSync(story.path("rentals.csv"));
    mkdirSync(story.path("rentals.csv"));
    expect(await story.run("apply plan --yes")).toMatchObject({ exit: 5, failure: "plan-stale" });
  });

  test("everything that changed at once, in one message", async () => {
    const story = await planned();
    story.write("rentals.csv", MORE_RENTALS);
    story.write("policy.yaml", "policy: another");
    const { message } = await story.run("apply plan --yes");
    expect(message).toContain("rentals.csv");
    expect(message).toContain("policy.yaml");
  });

  test.for([
    ["another version of the tool", { ...TOOL, tool: "compensate 9.9.9" }, "compensate 9.9.9"],
    ["other time-zone data", { ...TOOL, timeZoneData: "2031a" }, "2031a"],
  ] as const)("%s", async ([, tool, found]) => {
    const story = await planned();
    const ran = await story.run("apply plan --yes", { tool });
    expect(ran).toMatchObject({ exit: 5, failure: "plan-stale" });
    expect(ran.message).toContain(found);
  });

  test("another run that was committed in between", async () => {
    const story = await planned();
    await story.run(`apply ${RULES} --yes more.csv`);
    const ran = await story.run("apply plan --yes");
    expect(ran).toMatchObject({ exit: 5, failure: "book-moved-on" });
    expect(ran.message).toContain("it had 0 runs and has 1 now");
    expect(treeOf(story.path("compensations"))).not.toContain("0002/");
  });

  test("another book than the one it was planned for", async () => {
    const story = await planned();
    await story.run(`apply ${RULES} --yes more.csv`);
    await story.run(`plan ${RULES} --out plan rentals.csv`);
    const ran = await story.run("apply plan --yes --book elsewhere");
    expect(ran).toMatchObject({ exit: 5, failure: "book-moved-on" });
    expect(ran.message).toContain("it had 1 run and has 0 now; it is another book, or lost some");
  });
});

describe("refuses too many rejects", () => {
  // Two of four rows.
  test.for([
    ["", 1],
    ["--max-rejects 0", 1],
    ["--max-rejects 1", 1],
    ["--max-rejects 2", 0],
    ["--max-rejects 49.9%", 1],
    ["--max-rejects 50%", 0],
    ["--max-rejects 100%", 0],
  ] as const)("apply plan %s ends with %d", async ([option, exit]) => {
    const story = await planned({ "rentals.csv": BAD_RENTALS });
    const ran = await story.run(`apply plan --yes ${option}`);
    expect(ran).toMatchObject({ exit, failure: exit === 0 ? undefined : "too-many-rejects" });
    expect(treeOf(story.path("compensations")).length > 0, "committed").toBe(exit === 0);
  });

  test("and names their number, the total and the way on", async () => {
    const story = await planned({ "rentals.csv": BAD_RENTALS });
    const { message } = await story.run("apply plan --yes");
    expect(message).toContain("2 of 4");
    expect(message).toContain("--max-rejects");
  });

  test("also where two rows contradict each other", async () => {
    const story = await planned({
      "rentals.csv": `${MORE_RENTALS}r9,u9,kakaopage,2022-10-14,2022-10-31\nr9,u9,kakaopage,2022-10-14,2022-11-30\n`,
    });
    expect(await story.run("apply plan --yes --max-rejects 1")).toMatchObject({ exit: 1, failure: "too-many-rejects" });
    expect(await story.run("apply plan --yes --max-rejects 2")).toMatchObject({ exit: 0 });
  });
});

describe("commits nothing when there is nothing to give", () => {
  test("and says that no record gets anything", async () => {
    const story = await smallCase({
      "rentals.csv": "rental_id,user_id,service,started_at,expires_at\nr3,u3,kakaopage,2022-10-01,2022-10-10\n",
    });
    await story.run(`plan ${RULES} --out plan rentals.csv`);
    const ran = await story.run("apply plan --yes");
    expect(ran).toMatchObject({
      exit: 0,
      said: ["Nothing to give: no record gets anything. Nothing was committed."],
    });
    expect(treeOf(story.path("compensations"))).toEqual([]);
  });
});

describe("is used as it is meant", () => {
  test.for([
    ["two plans", "apply plan other --yes"],
    ["no plan", "apply --yes"],
    ["a dry run of a plan, which is one already", "apply plan --dry-run"],
    ["an outage without a policy", "apply --outage outage.yaml --yes rentals.csv"],
    ["a policy without an outage", "apply --policy policy.yaml --yes rentals.csv"],
  ] as const)("%s is a usage error", async ([, line]) => {
    const story = await planned();
    expect(await story.run(line)).toMatchObject({ exit: 2, failure: "usage" });
    expect(treeOf(story.path("compensations"))).toEqual([]);
  });
});

/** The text with its last digit or letter changed. */
function flipped(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  const last = bytes.length - 2;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  return bytes;
}

function sha256Of(story: SmallCase, file: string): string {
  return createHash("sha256")
    .update(readFileSync(story.path(file)))
    .digest("hex");
}
