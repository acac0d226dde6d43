/** Every book that an earlier build wrote can be proved, shown, compared, taken back and built on by this one. */
import { cpSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { LANGUAGE } from "../src/domain/language.ts";
import { type SmallCase, smallCase } from "./support/small-case.ts";
import { contentsOf } from "./support/tree.ts";

const BOOKS = resolve("test/books");

/** The number of the language that each book was written under, and how many gifts its third run has. */
const FACTS: { readonly [version: string]: { readonly language: number; readonly gifts: number } } = {
  "0.1.0": { language: 1, gifts: 11 },
  "0.2.0": { language: 2, gifts: 10 },
};
const GYM = "--outage gym/outage.yaml --policy gym/policy.yaml --as-of 2020-07-25T09:00:00+01:00 --book book";

/** A copy of what an earlier build left, which may be changed. */
async function bookOf(version: string): Promise<SmallCase> {
  const story = await smallCase({});
  cpSync(join(BOOKS, version), story.folder, { recursive: true });
  return story;
}

describe.for(readdirSync(BOOKS))("the book that %s wrote", (version) => {
  const { language, gifts } = FACTS[version] ?? { language: 0, gifts: 0 };

  test("is verified, and stays as it is", async () => {
    const story = await bookOf(version);
    const before = contentsOf(story.path("book"));
    const ran = await story.run("verify --book book");
    expect([ran.exit, ran.out.split("\n").filter((line) => line.includes("  ok  ")).length]).toEqual([0, 6]);
    expect((await story.run("verify --book book --recompute")).exit).toBe(0);
    expect(contentsOf(story.path("book"))).toEqual(before);
  });

  test("has its history, and its runs are shown", async () => {
    const story = await bookOf(version);
    const { exit, out } = await story.run("history --book book");
    expect([exit, out.split("\n").filter((line) => /^000\d /.test(line)).length]).toEqual([0, 6]);
    expect(out).toContain("6 runs, 4 of them standing");
    for (const run of [1, 2, 3, 4, 5, 6]) expect((await story.run(`show ${run} --book book`)).exit).toBe(0);
  });

  test("is compared with itself and with a plan", async () => {
    const story = await bookOf(version);
    expect((await story.run("diff 3 --book book")).out).toContain(`${gifts} rows`);
    expect((await story.run("diff 4 6 --book book")).exit).toBe(0);
    expect((await story.run("diff 3 plan --book book")).exit).toBe(0);
  });

  test("has a run taken back, once", async () => {
    const story = await bookOf(version);
    expect(await story.run("revert 3 --book book --yes")).toMatchObject({ exit: 0 });
    expect(await story.run("revert 3 --book book --yes")).toMatchObject({ exit: 5 });
    expect(await story.run("verify --book book")).toMatchObject({ exit: 0 });
    const again = await story.run(`apply ${GYM} --yes gym/exports`);
    expect(again.exit).toBe(0);
    expect(story.rows("book/0008/refund-credit.csv").map((row) => row.get("amount"))).toContain("8.87");
  });

  test("is built on: what it gave is not given again, and limits count it", async () => {
    const story = await bookOf(version);
    for (const [outage, asOf, given] of [
      ["kakao", "2022-10-21T11:00:00+09:00", 274],
      ["lguplus-2023", "2023-05-01T09:00:00+09:00", 11],
      ["gym", "2020-07-25T09:00:00+01:00", 8],
    ] as const) {
      const rules = `--outage ${outage}/outage.yaml --policy ${outage}/policy.yaml --as-of ${asOf}`;
      expect(await story.run(`plan ${rules} --book book --out again ${outage}/exports`)).toMatchObject({ exit: 0 });
      expect(story.summary("again").totals).toMatchObject({ compensated: 0, already_compensated: given });
    }
  });

  test("has a plan beside it that is not applied, as it was decided under another language", async () => {
    const story = await bookOf(version);
    const ran = await story.run("apply plan --book book --yes");
    expect(ran).toMatchObject({ exit: 5, failure: "plan-stale" });
    expect(ran.message).toContain(`decided under language ${language}, this is language ${LANGUAGE}`);
  });
});

describe("a run of language 1, decided again", () => {
  test("is not called wrong: what changed in meaning is said, and what that touches", async () => {
    const story = await bookOf("0.1.0");
    const { exit, out } = await story.run("verify 3 --book book --recompute");
    expect(exit).toBe(0);
    expect(out).toContain(`decided under language 1; this build speaks ${LANGUAGE}, under which 8 gifts would differ`);
    expect(out).toContain("E-1 (gym, days-paid-for): 9.65 GBP -> 8.87 GBP");
    expect(out).toContain("E-3 (gym, days-paid-for): 0.86 GBP -> nothing");
    expect(out).toContain("G-2 (gym-annual, annual): next_billing_at 2020-10-24 -> next_billing_at 2020-10-25");
    expect(out).toContain("Changed in meaning since language 1:");
    expect(out).toContain("a date in next_billing_at is the first day that is not paid for");
  });

  test("as one document", async () => {
    const story = await bookOf("0.1.0");
    const { out } = await story.run("verify --book book --recompute --json");
    const { ok, runs } = JSON.parse(out);
    expect([ok, runs.map(({ language }: { language: number }) => language)]).toEqual([true, [1, 1, 1, 1, 1, 1]]);
    expect(runs[2].meaning).toMatchObject({ from: 1, to: LANGUAGE, refused: null });
    expect(runs[2].meaning.records.find(({ record_id }: { record_id: string }) => record_id === "E-1")).toEqual({
      record: "subscription",
      record_id: "E-1",
      service: "gym",
      rule: "days-paid-for",
      before: "9.65 GBP",
      after: "8.87 GBP",
    });
    // A counter-run takes back what stands in the book, whatever rules mean.
    expect(runs[5].meaning).toBeUndefined();
  });

  test("also where its policy would be refused now", async () => {
    const story = await bookOf("0.1.0");
    const policy = story.read("gym/policy.yaml");
    const broken = await smallCase({});
    cpSync(story.folder, broken.folder, { recursive: true });
    broken.write("gym/policy.yaml", policy.replace("percent: 40", "percent: 140"));
    const { exit, out } = await broken.run("verify 3 --book book --recompute");
    // Another policy than the run's is not decided again at all.
    expect([exit, out]).toEqual([1, expect.stringContaining("it cannot be decided again")]);
  });
});

describe("a run of language 2, decided again", () => {
  test("gives rows that were rejects for a price or currency that no rule looks at", async () => {
    const story = await bookOf("0.2.0");
    const { exit, out } = await story.run("verify 4 --book book --recompute");
    expect(exit).toBe(0);
    expect(out).toContain(`decided under language 2; this build speaks ${LANGUAGE}, under which 2 gifts would differ`);
    expect(out).toContain("A-14 (wireless, five-dollars): nothing -> 5.00 USD");
    expect(out).toContain("A-15 (wireless, five-dollars): nothing -> 5.00 USD");
    expect(out).toContain("an amount or currency that no rule for a record's kind and service looks at");
  });
});
