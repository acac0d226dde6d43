/** `history` and `show`: what the book holds, newest first, and what was taken back. */
import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { kakaoBook } from "../support/kakao-book.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";

const SUBSCRIPTIONS = `subscription_id,user_id,service,channel,price,currency,started_at,expires_at
s1,user-0001,emoticon-plus,apple,3900,KRW,2022-10-01,2022-10-31
s2,user-0002,emoticon-plus,web,3900,KRW,2022-10-01,2022-10-31
`;

async function withRevert(): Promise<SmallCase> {
  const story = await smallCase({ "subscriptions.csv": SUBSCRIPTIONS });
  await story.run(`apply ${RULES} --yes subscriptions.csv`);
  await story.run("revert 1 --yes --as-of 2022-10-23T09:00");
  await story.run(`apply ${RULES} --yes subscriptions.csv`);
  return story;
}

describe("history", () => {
  test("lists runs newest first, with what each gave and what was taken back", async () => {
    const story = await withRevert();
    const { out, exit } = await story.run("history");
    expect(exit).toBe(0);
    expect(out.split("\n").map((line) => line.replace(/ {2,}/g, "  "))).toEqual([
      "run  as of  outage  policy  records  money",
      "0003  2022-10-21T11:00:00+09:00  pangyo  paid-services 2022-10-21  2  378 KRW",
      "0002  2022-10-23T09:00:00+09:00  pangyo  paid-services 2022-10-21  2  -378 KRW  takes back 0001",
      "0001  2022-10-21T11:00:00+09:00  pangyo  paid-services 2022-10-21  2  378 KRW  taken back by 0002",
      "",
      "3 runs, 1 of them standing",
      "",
    ]);
  });

  test("as one JSON document", async () => {
    const story = await withRevert();
    const { runs } = JSON.parse((await story.run("history --json")).out);
    expect(runs).toMatchObject([
      { run: "0003", reverts: null, reverted_by: null, benefits: 2, credits: { KRW: "378" } },
      { run: "0002", reverts: "0001", reverted_by: null, credits: { KRW: "-378" } },
      { run: "0001", reverts: null, reverted_by: "0002", outage: "pangyo", revision: "2022-10-21" },
    ]);
  });

  test("of an empty book says so", async () => {
    const story = await smallCase({});
    expect(await story.run("history")).toMatchObject({ exit: 0, out: "The book has no runs.\n" });
    expect(JSON.parse((await story.run("history --json")).out)).toEqual({ runs: [] });
  });

  test("of a broken book is refused", async () => {
    const story = await withRevert();
    writeFileSync(story.path("compensations/0002/manifest.json"), "");
    expect(await story.run("history")).toMatchObject({ exit: 5, failure: "book-broken" });
  });
});

describe("show", () => {
  test("shows the numbers of a run and where its files are, with users masked", async () => {
    const story = await withRevert();
    const { out, exit } = await story.run("show 1");
    expect(exit).toBe(0);
    expect(out).toContain("run 0001 of 3, taken back by 0002\n");
    expect(out).toContain("2 rows read: 2 compensated (1 end adjusted; 1 payment: 378 KRW)");
    expect(out).toContain("compensations/0001/adjusted-expiry.csv");
    expect(out).toContain("subscriptions.csv, 2 rows, sha256 ");
    expect(out).not.toContain("user-0001");
    expect((await story.run("show 1 --show-values")).out).toContain("user-0001");
  });

  test("shows what a counter-run takes back", async () => {
    const story = await withRevert();
    const { out } = await story.run("show 0002");
    expect(out).toContain("run 0002 of 3, takes back 0001\n");
    expect(out).toContain("Takes back run 0001 of pangyo: 1 end put back; 1 payment taken back: -378 KRW");
  });

  test("shows rejects and warnings of a big run", async () => {
    const story = await kakaoBook();
    const { out } = await story.run("show 1");
    expect(out).toContain("time-invalid 2  the rows are in compensations/0001/rejects");
    expect(out).toContain("Look at this first");
  });

  test("as one JSON document: the summary, and the places", async () => {
    const story = await withRevert();
    expect(JSON.parse((await story.run("show 1 --json")).out)).toMatchObject({
      ...story.summary("compensations/0001"),
      run: "0001",
      reverted_by: "0002",
      files: { "refund credits": "compensations/0001/refund-credit.csv" },
    });
  });

  test.for([
    ["9", 3, "run-missing"],
    ["all", 2, "usage"],
  ] as const)("of run %s fails", async ([name, exit, failure]) => {
    const story = await withRevert();
    expect(await story.run(`show ${name}`)).toMatchObject({ exit, failure });
  });

  test("of a run that was changed is refused: its numbers cannot be believed", async () => {
    const story = await withRevert();
    writeFileSync(story.path("compensations/0001/summary.json"), "{}");
    expect(await story.run("show 1")).toMatchObject({ exit: 5, failure: "book-broken" });
  });
});
