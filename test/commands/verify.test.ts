/** `verify`: whatever was changed in a committed run is found, with its place, by a reader that did not write it. */
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LANGUAGE } from "../../src/domain/language.ts";
import { runs } from "../domain/runs.ts";
import { type Forgery, forge, sha256Of } from "../support/forge.ts";
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
      runs: [{ run: "0002", ok: true, outage: "pangyo", benefits: 1, credits: {}, language: LANGUAGE, flaws: [] }],
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
    if (positions >= 500) expect([...found.keys()].sort(), "every file was tried").toEqual([...files].sort());
    expect(await story.run("verify")).toMatchObject({ exit: 0 });
  });
});

describe("a change of the newest manifest, after which it is still well-formed, is found", () => {
  const other = (digit: string) => (digit === "0" ? "1" : "0");
  test.for([
    [
      "of the plan that it was",
      (text: string) => text.replace(/("plan": ")(.)/, (_, key, digit) => key + other(digit)),
    ],
    [
      "of its own seal",
      (text: string) => text.replace(/("seal": ")(.)(?=[0-9a-f]*"\n {2}\})/, (_, key, digit) => key + other(digit)),
    ],
    [
      "of the seal of the plan",
      (text: string) => text.replace(/("seal": ")(.)/, (_, key, digit) => key + other(digit)),
    ],
    ["of a path", (text: string) => text.replace("rentals-3.csv", "rentals-4.csv")],
    ["of a blank into a tab", (text: string) => text.replace("\n  ", "\n\t ")],
    ["by a line end more", (text: string) => `${text}\n`],
    ["by a key that nobody knows", (text: string) => text.replace("{\n", '{\n  "note": "",\n')],
    ["by a key that appears twice", (text: string) => text.replace("{\n", '{\n  "tool": "x",\n')],
  ] as const)("%s", async ([, change]) => {
    const story = await threeRuns();
    const before = story.read("compensations/0003/manifest.json");
    story.write("compensations/0003/manifest.json", change(before));
    expect(story.read("compensations/0003/manifest.json")).not.toBe(before);
    const { exit, out } = await story.run("verify");
    expect(exit).toBe(1);
    expect(out).toContain("compensations/0003/manifest.json: ");
    expect(await story.run("history"), "and nothing is given from it").toMatchObject({ failure: "book-broken" });
  });
});

describe("whoever changes a run and its manifest is found by what is added up again", () => {
  const SUBSCRIPTIONS = `subscription_id,user_id,service,channel,price,currency,started_at,expires_at
s1,u1,emoticon-plus,apple,3900,KRW,2022-10-01,2022-10-31
s2,u2,emoticon-plus,apple,7900,KRW,2022-10-01,2022-10-31
s3,u3,emoticon-plus,web,7900,KRW,2022-10-01,2022-10-31
`;
  const ADJUSTED = "adjusted-expiry.csv";
  const PAID = "refund-credit.csv";

  async function oneRun(): Promise<SmallCase> {
    const story = await smallCase({ "subscriptions.csv": SUBSCRIPTIONS });
    await story.run(`apply ${RULES} --yes subscriptions.csv`);
    return story;
  }

  const lastRow = (text: string) => text.trimEnd().split("\n").at(-1) ?? "";
  const json = (text: string, change: object) => `${JSON.stringify({ ...JSON.parse(text), ...change }, null, 2)}\n`;

  const cases: readonly (readonly [string, Forgery, string])[] = [
    [
      "a new end, with its hash",
      { files: { [ADJUSTED]: (text) => text.replace("2022-11-03", "2022-12-03") }, keepRowTotal: true },
      `${ADJUSTED}: its rows add up to`,
    ],
    [
      "an id",
      { files: { [PAID]: (text) => text.replace(/^[0-9a-f]{8}(?=.*s1)/m, "00000000") } },
      `${PAID}, row 1: compensation_id is not that of its outage`,
    ],
    [
      "the record of a row",
      { files: { [PAID]: (text) => text.replace(",s1,", ",s9,") } },
      `${PAID}, row 1: compensation_id is not that of its outage`,
    ],
    [
      "the rule of a row",
      { files: { [PAID]: (text) => text.replace("in-app-credit", "in-app-gift") } },
      `${PAID}, row 1: there is no rule "in-app-gift"`,
    ],
    [
      "the outage of a row",
      { files: { [ADJUSTED]: (text) => text.replace(",pangyo,", ",seongnam,") } },
      `${ADJUSTED}, row 1: it is about another outage`,
    ],
    [
      "the revision of a row",
      { files: { [ADJUSTED]: (text) => text.replace(",2022-10-21,", ",2022-10-22,") } },
      `${ADJUSTED}, row 1: policy_revision`,
    ],
    [
      "an amount",
      { files: { [PAID]: (text) => text.replace(",378,", ",878,") } },
      'summary.json: credits: {"KRW":"1143"} stands there, and it comes to {"KRW":"1643"}',
    ],
    [
      "an amount that is none",
      { files: { [PAID]: (text) => text.replace(",378,", ",37e1,") } },
      `${PAID}, row 1: amount "37e1" cannot be`,
    ],
    [
      "an amount below zero",
      { files: { [PAID]: (text) => text.replace(",378,", ",-378,") } },
      `${PAID}, row 1: amount "-378" cannot be`,
    ],
    [
      "an action",
      { files: { [PAID]: (text) => text.replace(",credit,", ",revert,") } },
      `${PAID}, row 1: action revert does not belong in a run`,
    ],
    ["a row less", { files: { [PAID]: (text) => text.replace(`${lastRow(text)}\n`, "") } }, "keys, byte "],
    ["a row twice", { files: { [PAID]: (text) => `${text}${lastRow(text)}\n` } }, `${PAID}, row 3: compensation_id`],
    [
      "a row with a cell less",
      { files: { [PAID]: (text) => text.replace(/,[^,]*\n$/, "\n") } },
      `${PAID}, row 2: it is no CSV from here on`,
    ],
    [
      "keys in another order",
      { keys: (keys) => Buffer.concat([keys.subarray(16), keys.subarray(0, 16)]) },
      "keys, byte 33: the ids do not ascend here",
    ],
    [
      "a key of nobody",
      { keys: (keys) => Buffer.concat([keys, Buffer.alloc(16, 0xff)]) },
      "keys, byte 49: no row has the id",
    ],
    ["half a key", { keys: (keys) => keys.subarray(0, 40) }, "keys: it ends within an id"],
    [
      "the number of records by rule",
      { files: { "summary.json": (text) => text.replace('"records": 2', '"records": 3') } },
      "summary.json: by_rule",
    ],
    [
      "a bucket",
      { files: { "summary.json": (text) => json(text, { totals: { ...JSON.parse(text).totals, unaffected: 1 } }) } },
      "summary.json: read: 3 stands there, and it comes to 4",
    ],
    [
      "the number of ends",
      {
        files: {
          "summary.json": (text) => text.replace('"extended": 1,\n  "credited"', '"extended": 2,\n  "credited"'),
        },
      },
      "summary.json: extended: 2",
    ],
    [
      "the policy",
      { files: { "summary.json": (text) => json(text, { policy: "other" }) } },
      'summary.json: policy: "other"',
    ],
    ["the summary into something else", { files: { "summary.json": () => "[]\n" } }, "summary.json: it is no summary"],
    [
      "the money of the manifest",
      { manifest: (manifest) => ({ ...manifest, credits: { KRW: "1" } }) },
      'manifest.json: credits: {"KRW":"1"}',
    ],
    [
      "the benefits of the manifest",
      { manifest: (manifest) => ({ ...manifest, benefits: 4 }) },
      "manifest.json: benefits: 4",
    ],
    [
      "the outputs of the manifest",
      { manifest: (manifest) => ({ ...manifest, outputs: manifest.outputs.slice(1) }) },
      `${ADJUSTED}: this file is not in the manifest`,
    ],
    [
      "an output twice",
      { manifest: (manifest) => ({ ...manifest, outputs: [...manifest.outputs, ...manifest.outputs] }) },
      "manifest.json: it lists a file twice",
    ],
  ];

  test.for(cases)("%s", async ([, forgery, says]) => {
    const story = await oneRun();
    expect(await story.run("verify")).toMatchObject({ exit: 0 });
    forge(story, "0001", forgery);
    const { exit, out } = await story.run("verify");
    expect(out).toContain(`${RUN_1}/${says}`);
    expect(exit).toBe(1);
  });

  test("and when all of it fits, by deciding again: with the row and the byte", async () => {
    const story = await oneRun();
    forge(story, "0001", { files: { [ADJUSTED]: (text) => text.replace("2022-11-03", "2022-12-03") } });
    expect(await story.run("verify")).toMatchObject({ exit: 0 });
    const byte = story.read(`${RUN_1}/${ADJUSTED}`).indexOf("2022-12-03") + "2022-12".length;
    const { exit, out } = await story.run("verify --recompute");
    expect(exit).toBe(1);
    expect(out).toContain(`${RUN_1}/${ADJUSTED}, row 1, byte ${byte}: decided again, it differs here`);
  });

  test("a gift that stands in two runs", async () => {
    const story = await oneRun();
    await story.run(`apply ${RULES} --yes --book other subscriptions.csv`);
    cpSync(story.path("other/0001"), story.path("compensations/0002"), { recursive: true });
    const head = sha256Of(readFileSync(story.path(`${RUN_1}/manifest.json`)));
    forge(story, "0002", {
      manifest: (manifest) => ({
        ...manifest,
        book: { runs: 1, head },
        run: { number: 2, previous: head, plan: head, seal: head },
      }),
    });
    const { exit, out } = await story.run("verify");
    expect(exit).toBe(1);
    expect(out).toContain("0002  ok");
    expect(out).toMatch(/compensation_id [0-9a-f]{32} was given twice by runs of pangyo/);
  });

  test("the seal of an earlier run, in a chain that was mended after it", async () => {
    const story = await threeRuns();
    const place = (run: number) => `compensations/000${run}/manifest.json`;
    story.write(
      place(1),
      story.read(place(1)).replace(/("seal": ")(.)/, (_, key, digit) => `${key}${digit === "0" ? 1 : 0}`),
    );
    for (const run of [2, 3]) {
      const head = sha256Of(readFileSync(story.path(place(run - 1))));
      forge(story, `000${run}`, {
        manifest: (manifest) => ({
          ...manifest,
          book: { runs: run - 1, head },
          run: { number: run, previous: head, plan: head, seal: head },
        }),
      });
    }
    const { exit, out } = await story.run("verify");
    expect(exit).toBe(1);
    expect(out).toContain(`${place(1)}: it was changed: its seal does not fit`);
  });

  test.for([
    ["an amount", { files: { [PAID]: (text: string) => text.replace(",-378,", ",-1,") } }, "summary.json: credits"],
    [
      "an amount above zero",
      { files: { [PAID]: (text: string) => text.replace(",-378,", ",378,") } },
      `${PAID}, row 1: amount "378" cannot be`,
    ],
    [
      "the run that it takes back",
      { manifest: (manifest) => ({ ...manifest, reverts: 2 }) },
      "manifest.json: it takes back run 0002, which is not before it",
    ],
    ["its keys", { keys: (keys) => keys.subarray(16) }, "keys: these are not the keys of run 0001"],
  ] as readonly (readonly [string, Forgery, string])[])("in a counter-run: %s", async ([, forgery, says]) => {
    const story = await oneRun();
    await story.run("revert 1 --yes");
    forge(story, "0002", forgery);
    const { exit, out } = await story.run("verify");
    expect(out).toContain(`compensations/0002/${says}`);
    expect(exit).toBe(1);
  });

  test("a new end in a counter-run, by deciding again", async () => {
    const story = await oneRun();
    await story.run("revert 1 --yes");
    forge(story, "0002", { files: { [ADJUSTED]: (text) => text.replace(",2022-10-31,,", ",2022-10-30,,") } });
    expect(await story.run("verify 2 --recompute")).toMatchObject({ exit: 1, out: expect.stringContaining("row 1") });
  });
});

describe("what does not belong in a run is found", () => {
  test.for([
    [
      "a file more",
      (at: (file: string) => string) => writeFileSync(at("notes.txt"), ""),
      "notes.txt: this file is not in the manifest",
    ],
    ["an empty folder more", (at) => mkdirSync(at("more")), "more: this folder is not in the manifest"],
    [
      "a file in a folder more",
      (at) => cpSync(at("keys"), at("more/keys")),
      "more/keys: this file is not in the manifest",
    ],
    ["a file less", (at) => rmSync(at("summary.md")), "summary.md: it is missing"],
    ["a file that is empty", (at) => writeFileSync(at("review.csv"), ""), "review.csv: it has 0 bytes"],
    [
      "a link in the place of a file",
      (at) => {
        renameSync(at("summary.md"), at("../summary.md"));
        symlinkSync(at("../summary.md"), at("summary.md"));
      },
      "summary.md: this is a link or a device, not a file",
    ],
    [
      "a folder in the place of a file",
      (at) => {
        rmSync(at("summary.md"));
        mkdirSync(at("summary.md"));
      },
      "summary.md: this folder is not in the manifest",
    ],
  ] as readonly (readonly [string, (at: (file: string) => string) => void, string])[])(
    "%s",
    async ([, change, says]) => {
      const story = await threeRuns();
      change((file) => story.path(`compensations/0002/${file}`));
      const { exit, out } = await story.run("verify");
      expect(out).toContain(`compensations/0002/${says}`);
      expect(exit).toBe(1);
      expect(out).toContain("0001  ok");
      expect(out).toContain("0003  ok");
    },
  );

  test("a run less", async () => {
    const story = await threeRuns();
    rmSync(story.path("compensations/0002"), { recursive: true });
    const { exit, out } = await story.run("verify 1");
    expect(exit).toBe(1);
    expect(out).toContain("0001  ok");
    expect(out).toContain("compensations/0003: run 0002 is missing before it");
  });
});

describe("to decide a run again", () => {
  test("the book is taken as it was before that run", async () => {
    const story = await threeRuns();
    story.write("all.csv", `${HEADER}\nr1,u1,kakaopage,2022-10-14,2022-10-31\nr9,u9,kakaopage,2022-10-14,2022-10-31\n`);
    await story.run(`apply ${RULES} --yes all.csv`);
    await story.run("revert 1 --yes");
    await story.run(`apply ${RULES} --yes all.csv`);
    expect(story.summary("compensations/0006").totals).toMatchObject({ compensated: 1, already_compensated: 1 });
    expect(await story.run("verify --recompute")).toMatchObject({ exit: 0 });
  });

  test.for([
    [
      "an export is gone",
      (story: SmallCase) => rmSync(story.path("rentals-2.csv")),
      "rentals-2.csv  is not there any more",
    ],
    ["an export has changed", (story: SmallCase) => story.write("rentals-2.csv", HEADER), "rentals-2.csv  sha256"],
    [
      "the policy has changed",
      (story: SmallCase) => story.write("policy.yaml", "policy: other"),
      "policy.yaml  sha256",
    ],
  ] as const)("fails with a clear message when %s", async ([, change, says]) => {
    const story = await threeRuns();
    change(story);
    const { exit, out } = await story.run("verify 2 --recompute");
    expect(exit).toBe(1);
    expect(out).toContain(`compensations/0002/manifest.json: it cannot be decided again: ${says}`);
    expect(out).toContain("The files are as they were committed.");
    expect(await story.run("verify 2")).toMatchObject({ exit: 0 });
  });

  test("standard input cannot be read again", async () => {
    const story = await smallCase({});
    const stdin = [Buffer.from(`${HEADER}\nr1,u1,kakaopage,2022-10-14,2022-10-31\n`)];
    await story.run(`apply ${RULES} --yes -`, { stdin });
    const { exit, out } = await story.run("verify --recompute");
    expect(exit).toBe(1);
    expect(out).toContain("standard input  cannot be read again");
  });

  test("another version of the tool is named when it decides otherwise", async () => {
    const story = await threeRuns();
    forge(story, "0003", { files: { "figures.json": (text) => `${text}\n` } });
    const tool = { tool: "compensate 9.9.9", timeZoneData: "2022e" };
    const { out } = await story.run("verify 3 --recompute", { tool });
    expect(out).toContain("it was made by compensate 0.0.0-test, this is compensate 9.9.9");
  });
});
