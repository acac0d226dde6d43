/** `check` from the command line to the exit code: what passes, what differs, what cannot run, and what is rewritten. */
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { check } from "../../src/commands/check.ts";
import type { World, WrittenSoFar } from "../../src/commands/steps/world.ts";
import { OUTAGE, POLICY, type SmallCase, smallCase } from "../support/small-case.ts";
import { createTestWorld } from "../support/test-world.ts";
import { contentsOf, treeOf } from "../support/tree.ts";

const RENTALS = `rental_id,user_id,service,started_at,expires_at
r1,user-000001,kakaopage,2022-10-14T10:00,2022-10-20T10:00
r2,user-000002,kakaopage,2022-09-01,2022-09-30
r3,user-000003,kakaopage,2022-10-14T10:00,soon
r4,user-000004,novels,2022-10-14,2022-10-31
`;

const ADJUSTED = "record_id,old_value,new_value\nr1,2022-10-20T10:00,2022-10-24T10:00\n";
const UNAFFECTED = "record_id,reason\nr2,not-held\nr4,no-rule\n";

type Files = { readonly [file: string]: string | Uint8Array };

/** A folder `cases` with one case for each list of files that differ from a case that passes. */
async function cases(changed: { readonly [name: string]: Files }): Promise<SmallCase> {
  const story = await smallCase({});
  for (const [name, files] of Object.entries(changed)) {
    const all: Files = {
      "policy.yaml": POLICY,
      "outage.yaml": OUTAGE,
      "exports/rentals.csv": RENTALS,
      "expected/adjusted-expiry.csv": ADJUSTED,
      ...files,
    };
    for (const [file, content] of Object.entries(all)) {
      if (content !== "") story.write(join("cases", name, file), content);
    }
  }
  return story;
}

describe("a case passes", () => {
  test.for([
    ["with all that it names as expected", {}],
    ["with the reasons of all that get nothing", { "expected/unaffected.csv": UNAFFECTED }],
    ["with one of the reasons", { "expected/decisive-unaffected.csv": "record_id,reason\nr4,no-rule\n" }],
    [
      "with a part of the summary",
      { "expected/summary.json": '{ "totals": { "rejected": 1 }, "rejects": { "time-invalid": 1 } }' },
    ],
    ["with nothing expected of review but its absence", { "expected/review.csv": "record_id\n" }],
    ["from a gzipped export", { "exports/rentals.csv": "", "exports/rentals.csv.gz": gzipSync(RENTALS) }],
    [
      "with an export of another form",
      { "exports/rentals.csv": `\ufeff${RENTALS.replaceAll(",", ";").replaceAll("\n", "\r\n")}` },
    ],
    ["with a policy that lies elsewhere", { "policy.yaml": "", "case.yaml": "policy: ../../policy.yaml\n" }],
    ["with a rule that applies to no record", { "case.yaml": "never-reached: [web-days, in-app-credit]\n" }],
  ] as const)("%s", async ([, files]) => {
    const story = await cases({ one: files });
    expect(await story.run("check cases")).toMatchObject({ exit: 0, out: "1 case: 1 passes\n", said: [] });
  });

  test("and leaves nothing behind", async () => {
    const story = await cases({ one: {} });
    const before = contentsOf(story.folder);
    await story.run("check --coverage");
    expect(contentsOf(story.folder)).toEqual(before);
  });

  test("with a record that a limit leaves out, and its reason", async () => {
    const limited = `${POLICY}limits: [{ per: user, records: 1 }]\n`;
    const two = `${RENTALS}r5,user-000001,kakaopage,2022-10-14T10:00,2022-10-21T10:00\n`;
    const files = {
      "policy.yaml": limited,
      "exports/rentals.csv": two,
      "expected/unaffected.csv": `${UNAFFECTED}r5,limit\n`,
    };
    expect(await (await cases({ one: files })).run("check cases")).toMatchObject({ exit: 0 });
  });

  test("as of the outage's end unless it says when", async () => {
    const policy = `${POLICY.split("rules:")[0]}rules:
  - { rule: again, for: { record: coupon }, give: { reissue: { valid: 7 days, from: as-of } } }
`;
    const coupons = "coupon_id,user_id,service,expires_at\nc1,u1,gift,2022-10-16\n";
    const files = (expected: string) => ({
      "policy.yaml": policy,
      "exports/rentals.csv": "",
      "exports/coupons.csv": coupons,
      "expected/adjusted-expiry.csv": `record_id,new_value\nc1,${expected}\n`,
    });
    const story = await cases({
      end: files("2022-10-26"),
      later: { ...files("2022-10-31"), "case.yaml": "as-of: 2022-10-25T10:00\n" },
    });
    expect(await story.run("check cases")).toMatchObject({ exit: 0 });
  });
});

describe("a case differs", () => {
  const at = "cases/one/expected/adjusted-expiry.csv";
  test.for([
    [
      "in a cell",
      { "expected/adjusted-expiry.csv": ADJUSTED.replace("10-24", "10-25") },
      `${at}:2: r1: new_value  2022-10-25T10:00 → 2022-10-24T10:00`,
    ],
    [
      "in a missing row, whose record got nothing",
      { "expected/adjusted-expiry.csv": `${ADJUSTED}r2,2022-09-30,2022-10-04\n` },
      `${at}:3: r2 is missing: it gets nothing, not-held (rentals.csv:3)`,
    ],
    [
      "in a missing row, whose record was rejected",
      { "expected/adjusted-expiry.csv": `${ADJUSTED}r3,soon,later\n` },
      `${at}:3: r3 is missing: its row rentals.csv:4 is rejected, time-invalid`,
    ],
    [
      "in a row that is not expected",
      { "expected/adjusted-expiry.csv": "record_id,new_value\n" },
      `${at}:1: r1 is not expected (rentals.csv:2); if it is right, add: r1,2022-10-24T10:00`,
    ],
    [
      "in a reason",
      { "expected/unaffected.csv": UNAFFECTED.replace("no-rule", "not-held") },
      "cases/one/expected/unaffected.csv:3: r4: reason  not-held → no-rule",
    ],
    [
      "in who gets nothing",
      { "expected/unaffected.csv": "record_id,reason\nr1,not-held\n" },
      "cases/one/expected/unaffected.csv:2: r1 is missing: adjusted-expiry.csv has it by rental-hours: 2022-10-24T10:00 (rentals.csv:2)",
    ],
    [
      "in the summary",
      { "expected/summary.json": '{\n  "extended": 2\n}\n' },
      "cases/one/expected/summary.json:2: extended  2 → 1",
    ],
    [
      "in a file of no output",
      { "expected/adjusted.csv": "record_id\n" },
      "adjusted.csv: nothing of this name can be expected",
    ],
    ["in a damaged file", { "expected/adjusted-expiry.csv": 'record_id\n"r1\n' }, `${at}:2: Quote Not Closed`],
    ["in JSON that is none", { "expected/summary.json": "{" }, "summary.json: it is not JSON"],
    [
      "in a rule that it shows to be out of reach",
      { "case.yaml": "# why\nnever-reached: [rental-hours]\n" },
      "cases/one/case.yaml:2: the rule rental-hours applies to a record; take it out of never-reached",
    ],
    [
      "in a rule that is not there",
      { "case.yaml": "never-reached: [rent]\n" },
      "case.yaml:1: the policy has no rule rent",
    ],
  ] as const)("%s", async ([, files, expected]) => {
    const story = await cases({ one: files, two: {} });
    const ran = await story.run("check cases");
    expect(ran).toMatchObject({ exit: 1, failure: undefined });
    expect(ran.out).toContain(expected);
    expect(ran.out).toContain("2 cases: 1 passes, 1 differs (");
  });
});

describe("a case cannot run, and the others still do", () => {
  test.for([
    ["without exports", { "exports/rentals.csv": "" }, "cases/one/exports: there is no such file or folder"],
    ["with an empty folder of exports", { "exports/rentals.csv": "", "exports/notes.md": "x" }, "no export found"],
    ["without a policy", { "policy.yaml": "" }, "cases/one/policy.yaml: there is no such file"],
    ["without an outage", { "outage.yaml": "" }, "cases/one/outage.yaml: there is no such file"],
    [
      "with a policy that is wrong",
      { "policy.yaml": POLICY.replace("96 hours", "96 hous") },
      "policy.yaml:9:21: the files",
    ],
    ["with a case.yaml that is wrong", { "case.yaml": "as-of: soon\n" }, "case.yaml:1:8: the files"],
    [
      "with a damaged export",
      { "exports/rentals.csv": RENTALS.replace("soon", 'so"on') },
      "exports/rentals.csv:4: a quote",
    ],
    [
      "with nothing expected",
      { "expected/adjusted-expiry.csv": "", "expected/.keep": "x" },
      "expected: the folder is empty",
    ],
  ] as const)("%s", async ([, files, expected]) => {
    const story = await cases({ one: files, two: {}, three: { "expected/adjusted-expiry.csv": "record_id\n" } });
    const ran = await story.run("check cases");
    expect(ran).toMatchObject({ exit: 1, failure: undefined });
    expect(ran.out).toContain(expected);
    expect(ran.out).toContain("3 cases: 1 passes, 1 differs (1 difference), 1 cannot run");
  });
});

test("a policy of several problems has the place of its first", async () => {
  const story = await cases({
    one: { "policy.yaml": POLICY.replace("96 hours", "96 hous").replace("3 days", "3 dais") },
  });
  const { cases: all } = JSON.parse((await story.run("check --json cases")).out);
  expect(all[0].failure.place).toEqual({ file: "cases/one/policy.yaml", line: 9, column: 21 });
});

describe("an output of which nothing is expected", () => {
  const files = { "expected/adjusted-expiry.csv": "", "expected/unaffected.csv": UNAFFECTED };
  const ci = { pipeline: { ci: true } };

  test("is noted, and under CI is a difference", async () => {
    const story = await cases({ one: files });
    const noted = "cases/one: adjusted-expiry.csv has 1 row, and nothing is expected of it";
    expect(await story.run("check cases")).toMatchObject({ exit: 0, out: expect.stringContaining(noted) });
    const ran = await story.run("check cases", ci);
    expect(ran.exit).toBe(1);
    expect(ran.out).toContain(
      "cases/one/expected/adjusted-expiry.csv: there is no such file, and adjusted-expiry.csv has 1 row",
    );
  });

  test.for([
    ["that a summary counts", { "expected/summary.json": "{}" }],
    ["of which some rows are expected", { "expected/decisive-adjusted-expiry.csv": "record_id\nr1\n" }],
    ["that has no rows", { "exports/rentals.csv": RENTALS.replace(/r1.*\n/, "") }],
  ] as const)("%s is fine", async ([, more]) => {
    const story = await cases({ one: { ...files, ...more } });
    expect(await story.run("check cases", ci)).toMatchObject({ exit: 0, out: "1 case: 1 passes\n" });
  });
});

describe("--update", () => {
  test("rewrites what differs in the columns it has, and nothing else", async () => {
    const story = await cases({
      one: {
        "expected/adjusted-expiry.csv": "why,record_id,new_value\nfour days,r1,2022-10-20\n,r9,\n",
        "expected/unaffected.csv": UNAFFECTED.replace("no-rule", "not-held"),
        "expected/decisive-unaffected.csv": "record_id\nr2\n",
        "expected/summary.json": '{ "extended": 9 }\n',
      },
      two: { "expected/adjusted-expiry.csv": "record_id,rule\r\nr1,rental-hours\r\n" },
    });
    const ran = await story.run("check --update cases");
    expect(ran).toMatchObject({ exit: 0 });
    expect(ran.out).toContain("rewritten: cases/one/expected/adjusted-expiry.csv\n");
    expect(ran.out).toContain("2 cases: 2 pass, 3 expected files rewritten\n");
    const expected = (file: string) => story.read(`cases/one/expected/${file}`);
    expect(expected("adjusted-expiry.csv")).toBe("why,record_id,new_value\nfour days,r1,2022-10-24T10:00\n");
    expect(expected("unaffected.csv")).toBe(UNAFFECTED);
    expect(expected("decisive-unaffected.csv")).toBe("record_id\nr2\n");
    expect(expected("summary.json")).toBe('{ "extended": 1 }\n');
    expect(story.read("cases/two/expected/adjusted-expiry.csv")).toBe("record_id,rule\r\nr1,rental-hours\r\n");
    expect(await story.run("check cases")).toMatchObject({ exit: 0, out: "2 cases: 2 pass\n" });
  });

  test("does not hide what it cannot mend", async () => {
    const story = await cases({ one: { "expected/adjusted-expiry.csv": "rule\nx\n" }, two: { "policy.yaml": "x" } });
    const before = contentsOf(story.folder);
    expect(await story.run("check --update cases")).toMatchObject({ exit: 1 });
    expect(contentsOf(story.folder)).toEqual(before);
  });

  test("is refused where CI is set, before anything is touched", async () => {
    const story = await cases({ one: { "expected/adjusted-expiry.csv": "record_id\n" } });
    const before = contentsOf(story.folder);
    const ran = await story.run("check --update cases", { pipeline: { ci: true } });
    expect(ran).toMatchObject({ exit: 2, failure: "update-refused" });
    expect(contentsOf(story.folder)).toEqual(before);
  });
});

describe("no case", () => {
  test("is a failure with exit 1, and not a pass", async () => {
    const story = await smallCase({});
    mkdirSync(story.path("empty"));
    expect(await story.run("check empty")).toMatchObject({ exit: 1, failure: "no-cases" });
    expect(await story.run("check")).toMatchObject({ exit: 1, failure: "no-cases" });
    expect(await story.run("check nowhere")).toMatchObject({ exit: 3, failure: "file-missing" });
  });
});

describe("--coverage", () => {
  const partly = "coverage of rules is 33 %, and 34 % are wanted";
  test.for([
    ["--coverage", 0, "rule web-days: no case reaches it: it is never tried"],
    ["--threshold 33", 0, "Coverage: 1 of 3 rules (33 %)"],
    ["--threshold 34", 1, partly],
    ["--condition-threshold 100", 1, "if held: during-outage: never tried"],
  ] as const)("%s", async ([options, exit, expected]) => {
    const ran = await (await cases({ one: {} })).run(`check ${options} cases`);
    expect(ran.exit).toBe(exit);
    expect(ran.out).toContain(expected.startsWith("if ") ? "rule in-app-credit" : expected);
  });

  test("of cases that share a policy counts them together, however they name it", async () => {
    const subscriptions =
      "subscription_id,user_id,service,channel,price,currency,started_at,next_billing_at\ns1,u1,emoticon-plus,web,3900,KRW,2022-10-01,2022-11-01\n";
    const shared = { "policy.yaml": "", "case.yaml": "policy: ../../policy.yaml\n" };
    const web = { "exports/subscriptions.csv": subscriptions, "expected/adjusted-expiry.csv": "record_id\nr1\ns1\n" };
    const story = await cases({
      one: shared,
      "deeper/two": { ...web, "policy.yaml": "", "case.yaml": "policy: ../../../policy.yaml\n" },
    });
    const ran = await story.run("check --threshold 67 --json cases");
    const { coverage } = JSON.parse(ran.out);
    expect(coverage.policies.map(({ policy }: { policy: string }) => policy)).toEqual(["policy.yaml"]);
    expect(coverage.rules).toEqual({ reached: 2, all: 3, percent: 66 });
    expect(ran.exit).toBe(1);
  });

  test("does not ask for a rule that a case shows to be out of reach, unless another reaches it", async () => {
    const story = await cases({ one: { "case.yaml": "never-reached: [web-days, in-app-credit]\n" } });
    const ran = await story.run("check --threshold 100 cases");
    expect(ran).toMatchObject({ exit: 0 });
    expect(ran.out).toContain("1 of 1 rule (100 %), and 2 that cases show to be out of reach");
    const shared = { "policy.yaml": "", "case.yaml": "policy: ../../policy.yaml\n" };
    const without = {
      ...shared,
      "case.yaml": "policy: ../../policy.yaml\nnever-reached: [rental-hours, web-days, in-app-credit]\n",
      "exports/rentals.csv": RENTALS.replace(/r1.*\n/, ""),
      "expected/adjusted-expiry.csv": "record_id\n",
    };
    const both = await (await cases({ one: shared, two: without })).run("check --threshold 100 cases");
    expect(both.out).toContain("1 of 1 rule (100 %), and 2 that cases show to be out of reach");
  });
});

describe("reporters", () => {
  const wrong = { one: { "expected/adjusted-expiry.csv": ADJUSTED.replace("10-24", "10-25") }, two: {} };

  test("json is one document, also as --json", async () => {
    const story = await cases(wrong);
    const ran = await story.run("check --reporter json cases");
    expect(JSON.parse(ran.out)).toMatchObject({ good: false, totals: { cases: 2, differs: 1 } });
    expect((await story.run("check --json cases")).out).toBe(ran.out);
  });

  test("--output has the report, and text is shown", async () => {
    const story = await cases(wrong);
    const ran = await story.run("check --reporter junit --output check.xml cases");
    expect(ran.exit).toBe(1);
    expect(ran.out).toContain("r1: new_value  2022-10-25T10:00 → 2022-10-24T10:00");
    expect(story.read("check.xml")).toContain('<testcase classname="cases" name="two"/>');
    expect(await story.run("check --output no/such/folder cases")).toMatchObject({ exit: 6 });
  });

  test("github counts paths from the checkout, and appends to the summary of the step", async () => {
    const story = await cases(wrong);
    story.write("summary.md", "before\n");
    const pipeline = { ci: true, workspace: join(story.folder, ".."), stepSummary: story.path("summary.md") };
    const ran = await story.run("check --reporter github cases", { pipeline });
    const folder = story.folder.split("/").at(-1);
    expect(ran.out).toContain(`::error file=${folder}/cases/one/expected/adjusted-expiry.csv,line=2,`);
    expect(story.read("summary.md")).toMatch(/^before\n## 2 cases: 1 passes, 1 differs/);
    await story.run("check cases", { pipeline });
    expect(story.read("summary.md").match(/^## /gm)).toHaveLength(1);
  });

  test("--quiet says nothing while all is well", async () => {
    expect(await (await cases({ one: {} })).run("check --quiet cases")).toMatchObject({ exit: 0, out: "" });
    expect((await (await cases(wrong)).run("check --quiet cases")).out).toContain("1 differs");
  });

  test("user ids are masked unless they are asked for", async () => {
    const story = await cases({ one: { "expected/adjusted-expiry.csv": "record_id,user_id\nr1,user-000009\n" } });
    expect((await story.run("check cases")).out).toContain("user_id  ••••09 → ••••01 (--show-values shows both)");
    expect((await story.run("check --show-values cases")).out).toContain("user_id  user-000009 → user-000001\n");
  });
});

describe("who gets nothing", () => {
  test("stands once, however often its row does, and not at all where its rows contradict each other", async () => {
    const twice = `${RENTALS}r2,user-000002,kakaopage,2022-09-01,2022-09-30
r6,user-000006,kakaopage,2022-09-01,2022-09-30
r6,user-000007,kakaopage,2022-09-01,2022-09-30
`;
    const files = { "exports/rentals.csv": twice, "expected/unaffected.csv": UNAFFECTED };
    const story = await cases({
      one: { ...files, "expected/summary.json": '{ "totals": { "duplicate": 1, "rejected": 3 } }' },
    });
    expect(await story.run("check cases")).toMatchObject({ exit: 0, out: "1 case: 1 passes\n" });
  });

  test("has its line also in an export of some megabytes, and nothing of the outputs is lost", async () => {
    const numbers = Array.from({ length: 15_000 }, (_, index) => index + 1);
    const exportOf = (id: string, ends: string) =>
      numbers.map((n) => `${id}${n},u${n},kakaopage,2022-09-01,${ends},${"x".repeat(100)}\n`).join("");
    const header = "rental_id,user_id,service,started_at,expires_at,note\n";
    const expected = (id: string) => `record_id,line\n${numbers.map((n) => `${id}${n},${n + 1}\n`).join("")}`;
    const story = await cases({
      one: {
        "exports/films.csv": header + exportOf("f", "2022-09-30"),
        "exports/rentals.csv": header + exportOf("r", "2022-10-20T10:00"),
        "expected/adjusted-expiry.csv": expected("r"),
        "expected/unaffected.csv": expected("f"),
      },
    });
    expect(await story.run("check cases")).toMatchObject({ exit: 0, out: "1 case: 1 passes\n" });
  });
});

describe("a case that is asked for strangely", () => {
  test("a link to a policy is followed", async () => {
    const story = await cases({ one: { "policy.yaml": "" } });
    symlinkSync(story.path("policy.yaml"), story.path("cases/one/policy.yaml"));
    expect(await story.run("check cases/one")).toMatchObject({ exit: 0 });
  });

  test("the folder itself is the case", async () => {
    const story = await smallCase({ "exports/rentals.csv": RENTALS, "expected/adjusted-expiry.csv": ADJUSTED });
    expect(await story.run("check")).toMatchObject({ exit: 0, out: "1 case: 1 passes\n" });
    expect(treeOf(story.folder)).not.toContain("compensation-plan/");
    expect(readFileSync(story.path("expected/adjusted-expiry.csv"), "utf8")).toBe(ADJUSTED);
  });
});

describe("an interruption", () => {
  async function writtenBy(line: { readonly update: boolean }): Promise<string | undefined> {
    const story = await cases({ one: { "expected/adjusted-expiry.csv": ADJUSTED.replace("24T", "25T") }, two: {} });
    const says: WrittenSoFar[] = [];
    const world: World = {
      ...createTestWorld({ cwd: story.folder }),
      onInterrupt: (_, written) => {
        if (written !== undefined) says.push(written);
        return () => {};
      },
    };
    const rest = { reporter: "text", output: undefined, quiet: true, showValues: false, coverage: false } as const;
    await check(
      { folders: ["cases"], thresholds: { rules: undefined, conditions: undefined }, ...rest, ...line },
      world,
    );
    return says[0]?.();
  }

  test("of --update says which files were rewritten by then", async () => {
    expect(await writtenBy({ update: true })).toBe("rewritten by then: cases/one/expected/adjusted-expiry.csv");
  });

  test("of a check says nothing, because nothing was written", async () => {
    expect(await writtenBy({ update: false })).toBeUndefined();
  });
});
