/** `verify`: whatever was changed in a committed run is found, with its place, by a reader that did not write it. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { runs } from "../domain/runs.ts";
import { kakaoBook } from "../support/kakao-book.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";
import { contentsOf, treeOf } from "../support/tree.ts";

const HEADER = "rental_id,user_id,service,started_at,expires_at";
const RUN_1 = "compensations/0001";

/** A book of three runs of one outage. */
async function threeRuns(): Promise<SmallCase> {
  const story = await smallCase({});
  for (const run of [1, 2, 3]) {
    story.write(`rentals-${run}.csv`, `${HEADER}\nr${run},u${run},kakaopage,2022-10-14,2022-10-31\n`);
    await story.run(`apply ${RULES} --yes rentals-${run}.csv`);
  }
  return story;
}

describe("a sound book", () => {
  test("is verified, one line for each run", async () => {
    const story = await threeRuns();
    expect(await story.run("verify")).toMatchObject({
      exit: 0,
      out: "0001  ok  pangyo: 1 benefit\n0002  ok  pangyo: 1 benefit\n0003  ok  pangyo: 1 benefit\n3 runs verified.\n",
    });
  });

  test("with rejects, reviews, and money in several units", async () => {
    const story = await kakaoBook();
    expect(await story.run("verify")).toMatchObject({ exit: 0, out: expect.stringContaining("39,664 KRW") });
  });

  test.for([["3"], ["0003"], ["compensations/0003"]] as const)("run by run: %s", async ([name]) => {
    const story = await threeRuns();
    expect(await story.run(`verify ${name}`)).toMatchObject({
      exit: 0,
      out: "0003  ok  pangyo: 1 benefit\n1 run verified.\n",
    });
  });

  test("as one JSON document", async () => {
    const story = await threeRuns();
    const { out } = await story.run("verify 2 --json");
    expect(JSON.parse(out)).toEqual({
      ok: true,
      runs: [{ run: "0002", ok: true, outage: "pangyo", benefits: 1, credits: {}, flaws: [] }],
      flaws: [],
    });
  });

  test("is left as it was", async () => {
    const story = await threeRuns();
    const before = contentsOf(story.path("compensations"));
    await story.run("verify --recompute");
    expect(contentsOf(story.path("compensations"))).toEqual(before);
    expect(treeOf(story.path("compensations/.staging"))).toEqual([]);
  });

  test("may be empty, but must be there", async () => {
    const story = await smallCase({ "book/notes.txt": "" });
    expect(await story.run("verify --book book")).toMatchObject({ exit: 0, out: "The book has no runs.\n" });
    expect(await story.run("verify --book nowhere")).toMatchObject({ exit: 3, failure: "file-missing" });
  });

  test.for([
    ["4", 3, "run-missing"],
    ["0", 2, "usage"],
    ["latest", 2, "usage"],
    ["elsewhere/0003", 2, "usage"],
  ] as const)("run %s is not one of its runs", async ([name, exit, failure]) => {
    const story = await threeRuns();
    expect(await story.run(`verify ${name}`)).toMatchObject({ exit, failure });
  });
});

describe("a flipped byte is found", () => {
  const positions = Number(process.env.FLIPS ?? 500);

  test(`in every file of a run, at ${positions} places`, async () => {
    const story = await kakaoBook();
    const files = treeOf(story.path(RUN_1)).filter((path) => !path.endsWith("/"));
    expect(files.length).toBeGreaterThan(8);
    const whole = new Map(files.map((file) => [file, readFileSync(story.path(`${RUN_1}/${file}`))]));
    const place = fc.constantFrom(...files).chain((file) => {
      const length = whole.get(file)?.length ?? 0;
      return fc.tuple(fc.constant(file), fc.nat(length - 1), fc.integer({ min: 1, max: 255 }));
    });
    const found = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(place, async ([file, at, mask]) => {
        const bytes = Buffer.from(whole.get(file) ?? []);
        bytes[at] = (bytes[at] ?? 0) ^ mask;
        story.write(`${RUN_1}/${file}`, bytes);
        const { exit, out } = await story.run("verify");
        story.write(`${RUN_1}/${file}`, whole.get(file) ?? "");
        expect({ exit, out }).toEqual({ exit: 1, out: expect.stringContaining(`${RUN_1}/${file}`) });
        found.set(file, (found.get(file) ?? 0) + 1);
      }),
      runs(positions),
    );
    expect([...found.keys()].sort(), "every file was tried").toEqual([...files].sort());
    expect(await story.run("verify")).toMatchObject({ exit: 0 });
  });
});
