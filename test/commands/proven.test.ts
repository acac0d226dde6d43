/** What of the book a command goes by is proved first: a run whose file was changed decides nothing. */
import { rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { treeOf } from "../support/tree.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at";
const RUN_1 = "compensations/0001";
const PAID = `${RUN_1}/refund-credit.csv`;
const ADJUSTED = `${RUN_1}/adjusted-expiry.csv`;

/** Each rental gets an end and a point; nobody more than three points. */
const LIMITED = `
policy: points
revision: 1
zone: Asia/Seoul
units: { POINT: { decimals: 1 } }
layers:
  - layer: default
    rules:
      - { rule: hours, for: { record: rental }, if: { held: during-outage }, give: { extend: 96 hours } }
  - layer: goodwill
    rules:
      - { rule: points, for: { record: rental }, give: { grant: 1.5 POINT } }
limits:
  - { per: user, credit: 3.0 POINT }
`;

function rentals(...ids: readonly string[]): string {
  return [HEADER, ...ids.map((id) => `${id},u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00`), ""].join("\n");
}

/** A book in which one user has had two gifts of 1.5 points: all that one may have. */
async function spent(policy = LIMITED): Promise<SmallCase> {
  const story = await smallCase({ "policy.yaml": policy, "one.csv": rentals("r1", "r2"), "two.csv": rentals("r3") });
  expect(await story.run(`apply ${RULES} --yes one.csv`)).toMatchObject({ exit: 0 });
  return story;
}

function withoutLastRow(story: SmallCase, file: string): void {
  const text = story.read(file);
  story.write(file, text.slice(0, text.lastIndexOf("\n", text.length - 2) + 1));
}

describe("a limit per user", () => {
  test("holds over runs", async () => {
    const story = await spent();
    expect(await story.run(`apply ${RULES} --yes two.csv`)).toMatchObject({ exit: 0 });
    expect(story.summary("compensations/0002")).toMatchObject({ extended: 1, credited: 0 });
  });

  test.for([
    ["a row less among the credits", (story: SmallCase) => withoutLastRow(story, PAID)],
    ["a row less among the ends", (story: SmallCase) => withoutLastRow(story, ADJUSTED)],
    ["an amount made smaller", (story: SmallCase) => story.write(PAID, story.read(PAID).replace(",1.5,", ",0.1,"))],
    ["another user", (story: SmallCase) => story.write(PAID, story.read(PAID).replace(",u1,", ",u9,"))],
    ["no credits at all", (story: SmallCase) => story.write(PAID, "")],
    ["what is no CSV", (story: SmallCase) => story.write(PAID, '"')],
    ["the credits gone", (story: SmallCase) => rmSync(story.path(PAID))],
    ["the ends gone", (story: SmallCase) => rmSync(story.path(ADJUSTED))],
  ] as const)("is not counted from %s", async ([, change]) => {
    const story = await spent();
    change(story);
    for (const line of [
      `apply ${RULES} --yes two.csv`,
      `apply ${RULES} --dry-run two.csv`,
      `plan ${RULES} --out plan two.csv`,
    ])
      expect(await story.run(line)).toMatchObject({ exit: 5, failure: "book-broken" });
    expect(treeOf(story.folder).filter((path) => path.startsWith("plan/") || path.includes("0002"))).toEqual([]);
  });

  test.for([
    ["one is exactly left", "1.5", "1", "5 POINT", 1],
    ["one is left only of the unrounded sum", "1.5", "1", "4 POINT", 0],
    ["whole ones stay as they are", "2.0", "1", "5 POINT", 1],
    ["whole ones, of which none is left", "2.0", "1", "4 POINT", 0],
  ] as const)("counts earlier gifts rounded up in a unit of fewer decimals: %s", async ([, was, is, most, given]) => {
    const points = (decimals: number, grant: string, limit: string) =>
      LIMITED.replace("decimals: 1", `decimals: ${decimals}`)
        .replace("grant: 1.5", `grant: ${grant}`)
        .replace("3.0 POINT }\n", `${limit} }\n`);
    const story = await spent(points(1, was, "9 POINT"));
    story.write("policy.yaml", points(0, is, most));
    expect(await story.run(`apply ${RULES} --yes two.csv`)).toMatchObject({ exit: 0 });
    expect(story.summary("compensations/0002")).toMatchObject({ extended: 1, credited: given });
  });

  test("does not ask for the outputs of another outage, nor for those of a run that was taken back", async () => {
    const story = await spent();
    await story.run("revert 1 --yes");
    story.write(PAID, "");
    expect(await story.run(`apply ${RULES} --yes two.csv`)).toMatchObject({ exit: 0 });
    expect(story.summary("compensations/0003")).toMatchObject({ extended: 1, credited: 1 });
  });
});

test("a plan that needs the keys only asks for the keys only", async () => {
  const story = await spent(LIMITED.replace(/limits:.*/s, ""));
  story.write(PAID, "");
  expect(await story.run(`plan ${RULES} --out plan two.csv`)).toMatchObject({ exit: 0 });
  story.write(`${RUN_1}/keys`, "");
  expect(await story.run(`plan ${RULES} --out plan two.csv`)).toMatchObject({ exit: 5, failure: "book-broken" });
});

describe("a changed output of a run", () => {
  test.for([
    ["of that run keeps it from being taken back", ADJUSTED, "revert 1 --yes", 5],
    [
      "of a later run keeps an earlier one from being taken back",
      "compensations/0002/adjusted-expiry.csv",
      "revert 1 --yes",
      5,
    ],
    ["is not shown", PAID, "show 1", 5],
    ["is not compared", PAID, "diff 1", 5],
    ["explains nothing", ADJUSTED, `explain ${RULES} r1 one.csv`, 5],
  ] as const)("%s", async ([, file, line, exit]) => {
    const story = await spent();
    await story.run(`apply ${RULES} --yes two.csv`);
    story.write(file, story.read(file).replace("2022-10-2", "2022-11-2").replace(",1.5,", ",9.5,"));
    expect(await story.run(line)).toMatchObject({ exit, failure: "book-broken" });
    rmSync(story.path(file));
    expect(await story.run(line)).toMatchObject({ exit, failure: "book-broken" });
  });

  test("keeps a run that it took part in from being decided again", async () => {
    const story = await spent();
    await story.run(`apply ${RULES} --yes two.csv`);
    expect(await story.run("verify 2 --recompute")).toMatchObject({ exit: 0 });
    withoutLastRow(story, PAID);
    const ran = await story.run("verify 2 --recompute");
    expect(ran).toMatchObject({ exit: 1, out: expect.stringContaining("it cannot be decided again") });
    expect(ran.out).toContain("refund-credit.csv is not the file that was written");
  });

  test("and so do the keys of a run that was not asked for", async () => {
    const story = await spent();
    await story.run(`apply ${RULES} --yes two.csv`);
    rmSync(story.path(`${RUN_1}/keys`));
    const ran = await story.run("verify 2");
    expect(ran).toMatchObject({ exit: 1, out: expect.stringContaining("the keys of run 0001 were changed") });
  });

  test("keeps its counter-run from being decided again", async () => {
    const story = await spent();
    await story.run("revert 1 --yes");
    expect(await story.run("verify 2 --recompute")).toMatchObject({ exit: 0 });
    const before = story.read(PAID);
    story.write(PAID, before.replace(",1.5,", ",1.6,"));
    const says = (file: string) => ({
      exit: 1,
      out: expect.stringContaining(`${file} is not the file that was written`),
    });
    expect(await story.run("verify 2 --recompute")).toMatchObject(says("refund-credit.csv"));
    story.write(PAID, before);
    story.write(`${RUN_1}/review.csv`, story.read(`${RUN_1}/review.csv`).replace("reason", "cause"));
    expect(await story.run("verify 2 --recompute")).toMatchObject(says("review.csv"));
  });
});
