/** What is worked out from a price and given to a record never comes to more than it, over layers and runs that stand. */
import { describe, expect, test } from "vitest";
import { rowText, type SmallCase, smallCase } from "../support/small-case.ts";

const OUTAGE = "outage: db\nzone: UTC\nwindow: 2024-03-12T10:00/2024-03-13T10:00\n";
const RULES = "--outage outage.yaml --as-of 2024-03-14T10:00:00Z";
const HEADER = "subscription_id,user_id,service,price,currency,started_at,next_billing_at";
const ROWS = [
  "S-1,u1,app,10.00,USD,2024-03-01,2024-04-01",
  "S-2,u1,app,20.00,USD,2024-03-01,2024-04-01",
  "S-3,u2,app,10.00,EUR,2024-03-01,2024-04-01",
];

/** Layers by name, each with what it gives; all of them for everybody. */
function policy(layers: { readonly [layer: string]: string }, limits = "[]"): string {
  const text = Object.entries(layers).map(
    ([layer, give]) =>
      `  - layer: ${layer}\n    rules:\n      - rule: ${layer}\n        for: { record: subscription, service: app }\n        if: { held: during-outage }\n        give: { credit: ${give} }\n`,
  );
  return `policy: p\nrevision: r1\nzone: UTC\nlimits: ${limits}\nlayers:\n${text.join("")}`;
}

const part = (percent: number) => `{ percent: ${percent}, of: price, round: half-up }`;

async function story(rows = ROWS): Promise<SmallCase> {
  return smallCase({ "outage.yaml": OUTAGE, "subs.csv": `${[HEADER, ...rows].join("\n")}\n` });
}

/** Commits a policy, and says what it gave. */
async function apply(one: SmallCase, run: string, text: string): Promise<readonly string[]> {
  one.write(`${run}.yaml`, text);
  const ran = await one.run(`apply ${RULES} --policy ${run}.yaml --yes subs.csv`);
  if (ran.exit !== 0) throw new Error(ran.message);
  return one.rows(`compensations/${run}/refund-credit.csv`).map(rowText);
}

async function planned(
  one: SmallCase,
  text: string,
): Promise<{ readonly gives: readonly string[]; readonly totals: object }> {
  one.write("next.yaml", text);
  const ran = await one.run(`plan ${RULES} --policy next.yaml --out next subs.csv`);
  if (ran.exit !== 0) throw new Error(ran.message);
  const { totals, unaffected } = one.summary("next");
  return { gives: one.rows("next/refund-credit.csv").map(rowText), totals: { ...totals, ...unaffected } };
}

describe("over runs", () => {
  test("a second layer gets what the first left of the price", async () => {
    const one = await story();
    expect(await apply(one, "0001", policy({ a: part(60) }))).toEqual([
      "S-1 6.00 USD",
      "S-2 12.00 USD",
      "S-3 6.00 EUR",
    ]);
    const { gives } = await planned(one, policy({ b: part(60) }));
    expect(gives).toEqual(["S-1 4.00 USD", "S-2 8.00 USD", "S-3 4.00 EUR"]);
    expect(one.read("next/refund-credit.csv")).toContain("at most 4.00 USD with what was given before");
    expect((await one.run("verify --recompute")).exit).toBe(0);
  });

  test("also where the policy still has the first layer, which counts as it was given", async () => {
    const one = await story();
    await apply(one, "0001", policy({ a: part(60) }));
    const { gives, totals } = await planned(one, policy({ a: part(90), b: part(60) }));
    expect(gives).toEqual(["S-1 4.00 USD", "S-2 8.00 USD", "S-3 4.00 EUR"]);
    expect(totals).toMatchObject({ compensated: 3, already_compensated: 0 });
  });

  test("also where the layer that was given before comes after the new one", async () => {
    const one = await story();
    await apply(one, "0001", policy({ b: part(60) }));
    const { gives } = await planned(one, policy({ a: part(60), b: part(60) }));
    expect(gives).toEqual(["S-1 4.00 USD", "S-2 8.00 USD", "S-3 4.00 EUR"]);
  });

  test("where nothing is left, nothing is given; what all was given before is not given again", async () => {
    const one = await story();
    await apply(one, "0001", policy({ a: part(60), b: part(60) }));
    const third = await planned(one, policy({ c: part(10) }));
    expect(third).toMatchObject({ gives: [], totals: { compensated: 0, limit: 3 } });
    const again = await planned(one, policy({ a: part(60), b: part(60) }));
    expect(again).toMatchObject({ gives: [], totals: { compensated: 0, already_compensated: 3 } });
  });

  test("what was taken back leaves the whole price again", async () => {
    const one = await story();
    await apply(one, "0001", policy({ a: part(60) }));
    expect((await one.run("revert 1 --yes")).exit).toBe(0);
    expect((await planned(one, policy({ b: part(60) }))).gives).toEqual([
      "S-1 6.00 USD",
      "S-2 12.00 USD",
      "S-3 6.00 EUR",
    ]);
  });

  test("flat amounts and so much an hour are not counted", async () => {
    const one = await story();
    const each = "{ each: 1 USD, per: 1 hour, by: down, round: up }";
    await apply(one, "0001", policy({ flat: "9 USD", hours: each }));
    expect((await planned(one, policy({ b: part(60) }))).gives).toEqual([
      "S-1 6.00 USD",
      "S-2 12.00 USD",
      "S-3 6.00 EUR",
    ]);
  });

  test("what was given in another currency is not counted against the price", async () => {
    const one = await story();
    await apply(one, "0001", policy({ a: part(60) }));
    one.write("subs.csv", `${HEADER}\nS-1,u1,app,10.00,EUR,2024-03-01,2024-04-01\n`);
    expect((await planned(one, policy({ b: part(60) }))).gives).toEqual(["S-1 6.00 EUR"]);
  });

  test("a limit lifts it, and a rule's own at-most above the price", async () => {
    const one = await story();
    await apply(one, "0001", policy({ a: part(60) }));
    const lifted = policy({ b: part(60) }, "[{ per: record, credit: none }]");
    expect((await planned(one, lifted)).gives).toEqual(["S-1 6.00 USD", "S-2 12.00 USD", "S-3 6.00 EUR"]);
    const own = policy({ b: "{ percent: 60, of: price, round: half-up, at-most: none }" });
    expect((await planned(one, own)).gives).toEqual(["S-1 6.00 USD", "S-2 12.00 USD", "S-3 6.00 EUR"]);
  });

  test("explain says the same", async () => {
    const one = await story();
    await apply(one, "0001", policy({ a: part(60) }));
    one.write("next.yaml", policy({ a: part(60), b: part(60) }));
    const { out } = await one.run(`explain S-1 ${RULES} --policy next.yaml --lang en subs.csv`);
    expect(out).toContain("4.00 USD");
    expect(out).toContain("at most 4.00 USD with what was given before");
  });
});

describe("within one run", () => {
  test("what a limit per user takes away does not count: the next layer has the whole price", async () => {
    const one = await story(ROWS.slice(0, 2));
    const limited = policy({ a: part(60), b: part(60) }, "[{ per: user, layer: a, records: 1 }]");
    expect((await planned(one, limited)).gives).toEqual(["S-1 6.00 USD", "S-1 4.00 USD", "S-2 12.00 USD"]);
  });

  test("and what comes of that is counted towards the limits as it is", async () => {
    const one = await story(ROWS.slice(0, 2));
    const limits = "[{ per: user, layer: a, records: 1 }, { per: user, layer: b, credit: 15 USD }]";
    expect((await planned(one, policy({ a: part(60), b: part(60) }, limits))).gives).toEqual([
      "S-1 6.00 USD",
      "S-1 4.00 USD",
    ]);
  });

  test.for([
    ["the first layer takes all", { a: part(100), b: part(50) }, ["S-1 10.00 USD", "S-2 10.00 USD"]],
    [
      "three layers",
      { a: part(60), b: part(60), c: part(30) },
      ["S-1 6.00 USD", "S-1 4.00 USD", "S-2 12.00 USD", "S-2 6.00 USD"],
    ],
    [
      "a floor of its own",
      { a: part(99), b: "{ percent: 80, of: price, round: half-up, more-than: 0.50 USD }" },
      ["S-1 9.90 USD", "S-2 16.00 USD"],
    ],
  ] as const)("also where it left nothing: %s", async ([, layers, expected]) => {
    const one = await story(ROWS.slice(0, 2));
    expect((await planned(one, policy(layers, "[{ per: user, layer: a, records: 1 }]"))).gives).toEqual(expected);
  });

  test("a ceiling per record is not used up by what a limit per user takes away", async () => {
    const one = await story(ROWS.slice(0, 2));
    const limits = "[{ per: user, layer: a, records: 1 }, { per: record, credit: 6.00 USD }]";
    expect((await planned(one, policy({ a: "5 USD", b: "4 USD" }, limits))).gives).toEqual([
      "S-1 5.00 USD",
      "S-1 1.00 USD",
      "S-2 4.00 USD",
    ]);
  });

  test("explain says what the plan gives then", async () => {
    const one = await story(ROWS.slice(0, 2));
    one.write("next.yaml", policy({ a: part(60), b: part(60) }, "[{ per: user, layer: a, records: 1 }]"));
    const { out } = await one.run(`explain S-2 ${RULES} --policy next.yaml --lang en subs.csv`);
    expect(out).toContain("12.00 USD");
    expect(out).not.toContain("8.00 USD");
  });
});

describe("a layer that an earlier run gave", () => {
  test("leaves the price alone where it was given flat, whatever it would be now", async () => {
    const one = await story(ROWS.slice(0, 1));
    await apply(one, "0001", policy({ a: "3 USD" }));
    expect((await planned(one, policy({ a: part(60), b: part(80) }))).gives).toEqual(["S-1 8.00 USD"]);
  });

  test("makes the record one that was compensated already, where a limit leaves nothing else", async () => {
    const one = await story(ROWS.slice(0, 1));
    await apply(one, "0001", policy({ a: part(60) }));
    const text = policy({ a: part(60), b: "4 USD" }, "[{ per: user, credit: 8 USD }]");
    expect((await planned(one, text)).totals).toMatchObject({ already_compensated: 1, compensated: 0 });
    const { out } = await one.run(`explain S-1 ${RULES} --policy next.yaml --json subs.csv`);
    expect(JSON.parse(out).records[0].bucket).toBe("already-compensated");
  });
});
