/** `whatif`: each side is what a plan under its rules would give, and the differences are counted record by record. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { plan } from "../../src/commands/plan.ts";
import { type WhatIfOptions, whatIf } from "../../src/commands/whatif.ts";
import { EXIT, Failure } from "../../src/domain/failure.ts";
import type { Summary } from "../../src/report/summary.ts";
import type { WhatIf } from "../../src/report/whatif-report.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { createTestWorld } from "../support/test-world.ts";

const AS_OF = "2024-03-14T10:00:00+09:00";

async function compare(cwd: string, options: Partial<WhatIfOptions>): Promise<WhatIf> {
  const world = createTestWorld({ cwd });
  const exit = await whatIf({ ...USUAL, ...options, json: true }, world);
  expect(exit).toBe(EXIT.done);
  return JSON.parse(world.printed());
}

const USUAL: WhatIfOptions = {
  policies: ["policy.yaml", "policy.yaml"],
  outages: ["outage.yaml"],
  outageId: undefined,
  zone: undefined,
  asOf: AS_OF,
  exports: [{ path: "exports", kind: undefined }],
  jobs: 1,
  json: false,
  showValues: false,
};

async function planned(cwd: string, policy: string, outage: string): Promise<Summary> {
  const world = createTestWorld({ cwd });
  const out = join(await tempFolder(), "plan");
  const files = { policy, outage, exports: USUAL.exports, out, book: join(out, "..", "book") };
  const rest = {
    outageId: undefined,
    zone: undefined,
    asOf: AS_OF,
    jobs: 1,
    json: true,
    quiet: false,
    showValues: false,
    expectNoChanges: false,
  };
  await plan({ ...files, ...rest }, world).catch((error) => {
    // A plan past its budget is made all the same.
    if (!(error instanceof Failure) || error.code !== "over-budget") throw error;
  });
  return JSON.parse(world.printed());
}

/** What a side comes to, in the words of a summary. */
function sideOf({ services }: WhatIf, side: 0 | 1) {
  const sums = services.map(({ sides }) => sides[side]);
  const credits: { [currency: string]: number } = {};
  for (const sum of sums) {
    for (const [currency, amount] of Object.entries(sum.credits)) {
      credits[currency] = (credits[currency] ?? 0) + Math.round(Number(amount) * 1000);
    }
  }
  const total = (key: "records" | "ends" | "review") => sums.reduce((all, sum) => all + sum[key], 0);
  return { compensated: total("records"), extended: total("ends"), review: total("review"), credits };
}

function summaryOf({ totals, extended, credits }: Summary): ReturnType<typeof sideOf> {
  const thousandths = Object.entries(credits).map(([currency, amount]) => [
    currency,
    Math.round(Number(amount) * 1000),
  ]);
  const { compensated, review } = totals;
  return { compensated, extended, review, credits: Object.fromEntries(thousandths) };
}

const CASES = [
  "fixtures/kakao-2022",
  ...readdirSync("fixtures/cases/together").map((name) => `fixtures/cases/together/${name}`),
  ...readdirSync("fixtures/guide")
    .filter((name) => name.startsWith("limits"))
    .map((name) => `fixtures/guide/${name}`),
];

describe("one policy twice", () => {
  test.for(CASES.map((folder) => [folder] as const))("%s: nothing changes, and both are its plan", async ([folder]) => {
    const found = await compare(folder, {});
    expect([found.changed, found.gain_most, found.lose_most]).toEqual([0, [], []]);
    const expected = summaryOf(await planned(folder, "policy.yaml", "outage.yaml"));
    expect(sideOf(found, 0)).toEqual(expected);
    expect(sideOf(found, 1)).toEqual(expected);
  });
});

const OUTAGE = "outage: o\nzone: Asia/Seoul\nwindow: 2024-03-12T10:00/2024-03-13T16:00\n";
const LONGER = OUTAGE.replace("03-13T16:00", "03-14T16:00");
const policyOf = (give: string, more = "") => `
policy: p
revision: 1
zone: Asia/Seoul
${more}
rules:
  - { rule: music, for: { record: subscription, service: music }, if: { held: during-outage }, give: ${give} }
`;

const HEADER = "subscription_id,user_id,service,price,currency,started_at,expires_at";
const ROWS = [
  "s1,user-one,music,3000,KRW,2024-03-01,2024-03-20",
  "s2,user-two,music,6000,KRW,2024-03-01,2024-03-20",
  "s3,user-two,music,9000,KRW,2024-03-14,2024-03-20",
  "s4,user-four,films,9000,KRW,2024-03-01,2024-03-20",
];

async function folderWith(rows: readonly string[], policies: { readonly [name: string]: string }): Promise<string> {
  const folder = await tempFolder();
  mkdirSync(join(folder, "exports"));
  writeFileSync(join(folder, "exports", "subscriptions.csv"), `${[HEADER, ...rows].join("\n")}\n`);
  writeFileSync(join(folder, "outage.yaml"), OUTAGE);
  writeFileSync(join(folder, "longer.yaml"), LONGER);
  for (const [name, text] of Object.entries(policies)) writeFileSync(join(folder, `${name}.yaml`), text);
  return folder;
}

const claimPolicy = (amount: string) =>
  `policy: p\nrevision: 1\nzone: Asia/Seoul\nrules:\n  - { rule: all, for: { record: claim }, give: { credit: ${amount} } }\n`;
const PERCENT = (percent: number) => `{ credit: { percent: ${percent}, of: price, round: up } }`;
const BOTH = { policies: ["a.yaml", "b.yaml"] };

describe("two policies", () => {
  test("are compared record by record, in days and in money", async () => {
    const folder = await folderWith(ROWS, { a: policyOf("{ extend: 3 days }"), b: policyOf(PERCENT(10)) });
    const { services, affected, changed, otherwise, gain_most: gain, lose_most: lose } = await compare(folder, BOTH);
    expect({ affected, changed, otherwise }).toEqual({ affected: 2, changed: 2, otherwise: 2 });
    expect(services[0]?.sides).toEqual([
      { records: 2, ends: 2, days: "6.00", credits: {}, review: 0 },
      { records: 2, ends: 0, days: "0.00", credits: { KRW: "900" }, review: 0 },
    ]);
    expect(gain).toEqual([
      {
        in: "KRW",
        records: [
          { record: "s2", holder: "••••wo", service: "music", before: "0", after: "600" },
          { record: "s1", holder: "••••ne", service: "music", before: "0", after: "300" },
        ],
      },
    ]);
    expect(lose.map(({ in: unit, records }) => [unit, records.length])).toEqual([["days", 2]]);
  });

  test("a row that appears twice counts once, and contradicting rows not at all", async () => {
    const rows = [...ROWS, ROWS[0] ?? "", "s2,user-two,music,7000,KRW,2024-03-01,2024-03-20"];
    const folder = await folderWith(rows, { a: policyOf(PERCENT(10)), b: policyOf(PERCENT(20)) });
    const { duplicates, contradicting, more, services } = await compare(folder, BOTH);
    expect({ duplicates, contradicting, more }).toEqual({ duplicates: 1, contradicting: 2, more: 1 });
    expect(services[0]?.sides.map(({ credits }) => credits)).toEqual([{ KRW: "300" }, { KRW: "600" }]);
  });

  test("each has its own limits per user, and its own budget", async () => {
    const rows = [
      "t1,user-one,music,1000,KRW,2024-03-01,2024-03-20",
      "t2,user-one,music,1000,KRW,2024-03-01,2024-03-20",
    ];
    const limits = "limits: [{ per: user, records: 1 }, { per: run, credit: 50 KRW }]";
    const folder = await folderWith(rows, { a: policyOf(PERCENT(10)), b: policyOf(PERCENT(10), limits) });
    const { less, services, sides } = await compare(folder, BOTH);
    expect(less).toBe(1);
    expect(services[0]?.sides.map(({ credits }) => credits)).toEqual([{ KRW: "200" }, { KRW: "100" }]);
    expect(sides.map(({ over_budget: over }) => over)).toEqual([[], ["100 KRW, the limit is 50 KRW"]]);
  });

  test("where a limit takes a layer away, the others are decided as in a plan", async () => {
    const layers = `
policy: p
revision: 1
zone: Asia/Seoul
limits: [{ per: user, layer: first, records: 1 }]
layers:
  - layer: first
    rules: [{ rule: one, for: { record: subscription, service: music }, give: ${PERCENT(60)} }]
  - layer: second
    rules: [{ rule: two, for: { record: subscription, service: music }, give: ${PERCENT(60)} }]
`;
    const rows = ["t1,u,music,1000,KRW,2024-03-01,2024-03-20", "t2,u,music,1000,KRW,2024-03-01,2024-03-20"];
    const folder = await folderWith(rows, { a: layers, b: layers.replace("records: 1", "records: 2") });
    const { services, more } = await compare(folder, BOTH);
    // Together a record gets no more than its price. Without the first layer the second one gives 600 KRW, not what is left of it.
    expect(services[0]?.sides.map(({ credits }) => credits)).toEqual([{ KRW: "1600" }, { KRW: "2000" }]);
    expect(more).toBe(1);
    for (const [side, policy] of [
      [0, "a.yaml"],
      [1, "b.yaml"],
    ] as const)
      expect(services[0]?.sides[side].credits).toEqual((await planned(folder, policy, "outage.yaml")).credits);
  });

  test("later ends are not counted towards a limit of money", async () => {
    const limits = "limits: [{ per: user, credit: 1 KRW }, { per: run, credit: 1 KRW }]";
    const folder = await folderWith(ROWS, {
      a: policyOf("{ extend: 3 days }"),
      b: policyOf("{ extend: 3 days }", limits),
    });
    const { changed, services, sides } = await compare(folder, BOTH);
    expect({ changed, ends: services[0]?.sides[1].ends, over: sides[1].over_budget }).toEqual({
      changed: 0,
      ends: 2,
      over: [],
    });
  });

  test("a holder is named by any of a record's rows, and a claim without one by itself", async () => {
    const folder = await folderWith([], { a: claimPolicy("10 KRW"), b: claimPolicy("20 KRW") });
    const claims = ["claim_id;user_id;service;received_at", '"c;1";"u ""1""";music;2024-03-12', "c2;;music;2024-03-12"];
    writeFileSync(join(folder, "exports", "subscriptions.csv"), `${claims.join("\n")}\n`);
    const { gain_most: gain } = await compare(folder, { ...BOTH, showValues: true });
    expect(gain[0]?.records.map(({ record, holder }) => [record, holder])).toEqual([
      ["c;1", 'u "1"'],
      ["c2", "claim music c2"],
    ]);
  });

  test("a record that one of them sends to a person gets something else", async () => {
    const folder = await folderWith(ROWS, { a: policyOf("{ extend: 3 days }"), b: policyOf("{ review: true }") });
    const { otherwise, more, less } = await compare(folder, BOTH);
    expect({ otherwise, more, less }).toEqual({ otherwise: 2, more: 0, less: 0 });
  });

  test("only the ten largest differences are listed, the largest first", async () => {
    const rows = Array.from(
      { length: 25 },
      (_, index) => `r${index},u,music,${(index * 7) % 25}00,KRW,2024-03-01,2024-03-20`,
    );
    const folder = await folderWith(rows, { a: policyOf("{ extend: 3 days }"), b: policyOf(PERCENT(100)) });
    const { gain_most: gain } = await compare(folder, BOTH);
    const wanted = Array.from({ length: 10 }, (_, index) => `${24 - index}00`);
    expect(gain[0]?.records.map(({ after }) => after)).toEqual(wanted);
  });
});

test("layers that move the same end add up to the days between the first end and the last", async () => {
  const { services } = await compare("fixtures/guide/layers", {});
  // 3 for the monthly pass, 3 and 7 for the annual one.
  expect(services.map(({ sides }) => sides[0].days)).toEqual(["13.00"]);
});

describe("two windows", () => {
  test("are compared under one policy", async () => {
    const folder = await folderWith(ROWS, { a: policyOf("{ extend: outage }") });
    const found = await compare(folder, { policies: ["a.yaml"], outages: ["outage.yaml", "longer.yaml"] });
    expect({ more: found.more, affected: found.affected }).toEqual({ more: 3, affected: 3 });
    // 30 hours for two records; 54 for the same two, and for the one that began on the 14th. A date rounds up to days.
    expect(found.services[0]?.sides.map(({ days }) => days)).toEqual(["4.00", "9.00"]);
  });
});

describe("what cannot be compared", () => {
  test.for([
    ["one policy before one outage", { policies: ["a.yaml"] }, "nothing to compare"],
    ["three policies", { policies: ["a.yaml", "a.yaml", "a.yaml"] }, "two sides"],
    ["no outage", { outages: [] }, "both needed"],
  ] as const)("%s", async ([, options, message]) => {
    const folder = await folderWith(ROWS, { a: policyOf("{ extend: 3 days }") });
    await expect(compare(folder, options)).rejects.toThrow(message);
  });

  test("two rules that apply where only one may fail with the row", async () => {
    const overlapping = policyOf("{ extend: 3 days }", "hit: unique")
      .replace(/( {2}- \{.*)/, "$1\n$1")
      .replace("rule: music", "rule: other");
    const folder = await folderWith(ROWS, { a: policyOf("{ extend: 3 days }"), b: overlapping });
    await expect(compare(folder, BOTH)).rejects.toThrow(/subscriptions\.csv:2: .*other and music in layer default/);
  });

  test("a damaged export fails with its place", async () => {
    const folder = await folderWith([...ROWS, 's5,us"er,music,1,KRW,2024-03-01,2024-03-20'], {
      a: policyOf("{ extend: 3 days }"),
    });
    await expect(compare(folder, { policies: ["a.yaml", "a.yaml"] })).rejects.toThrow(
      /subscriptions\.csv:6: a quote stands/,
    );
  });
});

test("an export of several blocks is damaged on the line that an editor shows", async () => {
  const row = (index: number) => `r${index},user-${"x".repeat(80)},films,1,KRW,2024-03-01,2024-03-20`;
  const rows = [...Array.from({ length: 40_000 }, (_, index) => row(index)), 'bad"quote,,,,,,'];
  const folder = await folderWith(rows, { a: policyOf("{ extend: 3 days }") });
  await expect(compare(folder, { policies: ["a.yaml", "a.yaml"] })).rejects.toThrow(
    /subscriptions\.csv:40002: .*at byte 5\d{6}/,
  );
});

test("the text says first and last what changes, and that the book is not looked at", async () => {
  const folder = await folderWith(ROWS, { a: policyOf("{ extend: 3 days }"), b: policyOf("{ extend: 5 days }") });
  const world = createTestWorld({ cwd: folder });
  await whatIf({ ...USUAL, ...BOTH }, world);
  const lines = world.printed().trimEnd().split("\n");
  const headline = "4 rows read: 2 of 2 affected records change: 2 get more";
  expect([lines[0], lines.at(-1)]).toEqual([headline, headline]);
  expect(lines.at(-2)).toMatch(/^The book is not looked at/);
  expect(lines).toContain("  to    p 1 (b.yaml), outage o (outage.yaml)");
});

test("what is said does not depend on the number of threads", async () => {
  const row = (index: number) =>
    `r${index},user-${index % 7000}${"x".repeat(60)},music,${index % 900},KRW,2024-03-01,2024-03-20,${"y".repeat(80)}`;
  const rows = Array.from({ length: 70_000 }, (_, index) => row(index));
  const repeated = [...rows, rows[5] ?? "", `${rows[9]}z`];
  const limits = "limits: [{ per: user, records: 3 }]";
  const folder = await folderWith([], { a: policyOf("{ extend: 3 days }", limits), b: policyOf(PERCENT(10)) });
  writeFileSync(join(folder, "exports", "subscriptions.csv"), `${[`${HEADER},note`, ...repeated].join("\n")}\n`);
  const alone = await compare(folder, { ...BOTH, jobs: 1 });
  expect({ duplicates: alone.duplicates, contradicting: alone.contradicting }).toEqual({
    duplicates: 1,
    contradicting: 2,
  });
  for (const jobs of [2, 4]) expect(await compare(folder, { ...BOTH, jobs })).toEqual(alone);
});
