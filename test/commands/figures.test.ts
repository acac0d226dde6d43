/** The figures of a plan are those that its rows come to, read by csv-parse: of the Kakao story, the gallery, and generated runs. */
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Figures } from "../../src/report/figures.ts";
import { SEED } from "../domain/runs.ts";
import { figuresFromRows, plainOf } from "../support/figures-oracle.ts";
import { kakaoBook } from "../support/kakao-book.ts";
import { RULES, type SmallCase, smallCase } from "../support/small-case.ts";

function figuresIn(story: SmallCase, folder: string): Figures {
  return JSON.parse(story.read(join(folder, "figures.json")));
}

function expectFromRows(story: SmallCase, folder: string): void {
  const figures = figuresIn(story, folder);
  const { review, ...plain } = plainOf(figures);
  const { review: reviewed, ...fromRows } = figuresFromRows(story.path(folder));
  expect(plain).toEqual(fromRows);
  // Only the eight commonest values of each are named.
  expect(reviewed).toEqual(expect.arrayContaining([...review]));
  expectClosed(figures, story, folder);
}

/** Every sum that stands in the summary, too, is the same there. */
function expectClosed({ ends, by_rule: rules, amounts, review }: Figures, story: SmallCase, folder: string): void {
  const summary = story.summary(folder);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  expect(sum(ends.map(({ before }) => before))).toBe(summary.extended);
  expect(sum(ends.map(({ after }) => after))).toBe(summary.extended);
  expect(rules.map(({ longer }) => longer?.count ?? 0)).toEqual(summary.by_rule.map(({ extended }) => extended));
  expect(sum(review.map(({ count }) => count))).toBe(sum(summary.by_rule.map((rule) => rule.review)));
  expect(sum(amounts.flatMap(({ bins }) => bins.map(({ count }) => count)))).toBe(summary.credited);
  for (const { column, count, values, others } of review)
    if (column !== "") expect(sum(values.map((value) => value.count)) + others).toBe(count);
}

const POLICY = `
policy: generated
revision: 1
zone: Asia/Seoul
layers:
  - layer: time
    rules:
      - rule: web
        for: { record: subscription, channel: web }
        give: { extend: 3 days }
      - rule: app
        for: { record: subscription, channel: app }
        give: { credit: { share: 72 hours, of: price, over: billing-period, round: up } }
      - rule: shop
        for: { record: subscription, channel: shop }
        give: { review: { because: the shop decides } }
  - layer: sorry
    rules:
      - rule: sorry
        for: { record: subscription, plan: premium }
        give: { credit: { percent: 10, of: price, round: up } }
      - rule: later
        for: { record: subscription, plan: basic }
        give: { extend: 36 hours }
limits:
  - per: user
    credit: 1500 KRW
  - per: user
    records: 3
`;
const HEADER = "subscription_id,user_id,service,channel,plan,price,currency,started_at,expires_at\n";

interface Row {
  readonly id: number;
  readonly user: number;
  readonly service: string;
  readonly channel: string;
  readonly plan: string;
  readonly price: string;
  readonly end: string;
}

const row: fc.Arbitrary<Row> = fc.record({
  // So that some rows contradict each other.
  id: fc.nat(3000),
  user: fc.nat(60),
  service: fc.constantFrom("melon", "kakaopage"),
  channel: fc.constantFrom("web", "web", "web", "app", "app", "shop", "", "TV, radio"),
  plan: fc.constantFrom("premium", "basic", ""),
  price: fc.constantFrom("3900,KRW", "9.99,USD", "10900,KRW", "4.5,usd", ",", "12,900,KRW"),
  end: fc.constantFrom(
    ...["2022-10-16", "2022-10-31", "2022-10-20T00:00", "2022-10-20T00:00:00.001", "2022-10-19T23:59"],
    ...["2022-10-19T23:59:58", "2022-11-02T15:04:05Z", "2022-10-20T23:00+09:00", "2022-12-31 23:00:00", "soon"],
  ),
});

function csvOf(rows: readonly Row[]): string {
  const lines = rows.map(({ id, user, service, channel, plan, price, end }) =>
    [
      `S-${id}`,
      `u-${user}`,
      service,
      channel.includes(",") ? `"${channel}"` : channel,
      plan,
      price,
      "2022-10-01",
      end,
    ].join(),
  );
  return `${HEADER}${lines.join("\n")}\n`;
}

describe("the rows come to the figures", () => {
  test("of the whole Kakao story", async () => {
    expectFromRows(await kakaoBook(), "compensations/0001");
  });

  test.for(readdirSync("fixtures/gallery").filter((name) => !name.endsWith(".md")))("of %s", async (name) => {
    const story = await smallCase({});
    const at = resolve("fixtures/gallery", name);
    const ran = await story.run(`plan --outage ${at}/outage.yaml --policy ${at}/policy.yaml --out plan ${at}/exports`);
    expect(ran).toMatchObject({ failure: undefined });
    expectFromRows(story, "plan");
  });

  test.for(Array.from({ length: 4 }, (_, index) => SEED + index))(
    "of runs with limits, repeats and a run before them, from seed %i",
    async (seed) => {
      const [rows = []] = fc.sample(fc.array(row, { minLength: 300, maxLength: 500 }), { seed, numRuns: 1 });
      const files = {
        "policy.yaml": POLICY,
        "first.csv": csvOf(rows.slice(0, 120)),
        "all.csv": csvOf([...rows, ...rows.slice(90, 150)]),
      };
      const story = await smallCase(files);
      const options = `${RULES} --as-of 2022-10-21T11:00+09:00 --max-rejects 100%`;
      expect(await story.run(`apply ${options} --yes first.csv`)).toMatchObject({ exit: 0 });
      expect(await story.run(`apply ${options} --yes all.csv`)).toMatchObject({ exit: 0 });
      for (const run of ["compensations/0001", "compensations/0002"]) expectFromRows(story, run);
      const { totals, unaffected } = story.summary("compensations/0002");
      expect(
        [totals.already_compensated, totals.duplicate, totals.rejected, unaffected.limit].every((count) => count),
      ).toBe(true);
    },
  );
});

/** A plan of payments of these amounts, in the order of the records S-0, S-1, …: all of their prices. */
async function planOfPrices(
  prices: readonly string[],
  more: { readonly [file: string]: string } = {},
): Promise<SmallCase> {
  const rows = prices.map((price, index) => `S-${index},u-${index},melon,web,,${price},2022-10-01,2022-10-31`);
  const story = await smallCase({ "policy.yaml": WHOLE_PRICE, "subs.csv": `${HEADER}${rows.join("\n")}\n`, ...more });
  expect(await story.run(`plan ${RULES} --out plan subs.csv`)).toMatchObject({ failure: undefined });
  return story;
}

const WHOLE_PRICE = `
policy: whole-price
revision: 1
zone: Asia/Seoul
rules:
  - rule: whole
    for: { record: subscription, channel: web }
    give: { credit: { percent: 100, of: price, round: up } }
`;

describe("the largest payments", () => {
  const largest = (story: SmallCase) =>
    figuresIn(story, "plan").largest.map(({ currency, payments, sum }) => [
      `${sum} ${currency}`,
      ...payments.map(({ record_id: id, amount }) => `${id} ${amount}`),
    ]);

  test("are ten, and the eleventh is none; ever larger ones leave the first", async () => {
    const prices = Array.from({ length: 11 }, (_, index) => `${index + 1}00,KRW`);
    expect(largest(await planOfPrices(prices))).toEqual([
      ["6500 KRW", ...Array.from({ length: 10 }, (_, index) => `S-${10 - index} ${11 - index}00`)],
    ]);
  });

  test("of equal ones are the first, in input order", async () => {
    const prices = [...Array<string>(11).fill("500,KRW"), "501,KRW", "499,KRW"];
    expect(largest(await planOfPrices(prices))).toEqual([
      ["5001 KRW", "S-11 501", ...Array.from({ length: 9 }, (_, index) => `S-${index} 500`)],
    ]);
  });

  test("are listed for each currency by its code, whatever its letters", async () => {
    const story = await planOfPrices(["9.99,USD", "10000,KRW", "10.5,usd"]);
    expect(largest(story)).toEqual([
      ["10000 KRW", "S-1 10000"],
      ["20.49 USD", "S-2 10.50", "S-0 9.99"],
    ]);
  });

  test("may have an id that has to be quoted", async () => {
    const story = await planOfPrices(["1,KRW"], {
      "subs.csv": `${HEADER}"S ""1"", 2",u,melon,web,,1,KRW,2022-10-01,2022-10-31\n`,
    });
    expect(largest(story)).toEqual([["1 KRW", 'S "1", 2 1']]);
  });
});

describe("many different amounts", () => {
  test.for([
    [4096, { count: 4096, smallest: "10001", median: "12048", largest: "14096" }],
    [4097, { count: 4097, smallest: "10001", median: "12049", largest: "14097", about: true }],
  ] as const)("%i of them", async ([count, expected]) => {
    const story = await planOfPrices(Array.from({ length: count }, (_, index) => `${10_001 + index},KRW`));
    const figures = figuresIn(story, "plan");
    const [rule] = figures.by_rule;
    expect({ ...rule?.paid.KRW, median: expected.median }).toEqual(expected);
    expect(Math.abs(Number(rule?.paid.KRW?.median) - Number(expected.median))).toBeLessThanOrEqual(
      "about" in expected ? 12 : 0,
    );
    const sum = figures.amounts.flatMap(({ bins }) => bins).reduce((total, bin) => total + Number(bin.sum), 0);
    expect(String(sum)).toBe(story.summary("plan").credits.KRW);
  });
});

describe("review", () => {
  const policy = WHOLE_PRICE;
  const reviewOf = async (channels: readonly string[]) => {
    const rows = channels.map((channel, index) => `S-${index},u,melon,${channel},,100,KRW,2022-10-01,2022-10-31`);
    const story = await planOfPrices([], { "policy.yaml": policy, "subs.csv": `${HEADER}${rows.join("\n")}\n` });
    return figuresIn(story, "plan").review;
  };
  const counted = (values: Figures["review"][number]["values"]) =>
    values.map(({ value, count }) => `${value} ${count}`);

  test("names the eight commonest values, equal ones by text, and counts the ninth", async () => {
    const channels = ["i", "h", "g", "f", "e", "d", "c", "b", "web", "", "", "a"];
    const [found, ...others] = await reviewOf(channels);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ service: "melon", rule: "", code: "unknown-channel", column: "channel", count: 11 });
    expect(counted(found?.values ?? [])).toEqual([" 2", "a 1", "b 1", "c 1", "d 1", "e 1", "f 1", "g 1"]);
    expect(found?.others).toBe(2);
  });

  test("cuts a value of 81 characters, and none of 80", async () => {
    const [found] = await reviewOf(["x".repeat(81), "가".repeat(80)]);
    expect(found?.values.map(({ value }) => value)).toEqual([`${"x".repeat(79)}…`, "가".repeat(80)]);
  });

  test.for([
    [4096, undefined],
    [4097, true],
  ] as const)("of %i different values", async ([count, about]) => {
    const [found] = await reviewOf(Array.from({ length: count }, (_, index) => `c-${index}`));
    expect(found).toMatchObject({ count, others: count - 8 });
    expect(found?.about).toBe(about);
  });
});

test("rejects have an example each, with the user masked", async () => {
  const story = await planOfPrices([], {
    "subs.csv": `${HEADER}S-1,NULL-1234567,melon,web,,100,KRW,2022-10-01,soon\nS-2,NULL,melon,web,,100,KRW,2022-10-01,later\nS-3,u-3,melon,web,,100,KRW,2022-10-01,2022-10-31\n`,
  });
  expect(figuresIn(story, "plan").reject_examples).toEqual([
    {
      code: "time-invalid",
      file: "subs.csv",
      line: 2,
      column: "expires_at",
      value: "soon",
      message: expect.stringContaining("expires_at is not a date or time. Write it as"),
    },
    expect.objectContaining({ code: "id-placeholder", file: "subs.csv", line: 3, column: "user_id", value: "••••" }),
  ]);
  expect(Object.keys(story.summary("plan").rejects)).toEqual(["time-invalid", "id-placeholder"]);
});

test("a phone number or an e-mail address is in no file of a report, whatever its column", async () => {
  const story = await planOfPrices([], {
    "subs.csv": `${HEADER}S-1,u-1,melon,kim@example.com,,100,KRW,2022-10-01,2022-10-31
S-2,u-2,melon,web,,010-1234-5678,KRW,2022-10-01,2022-10-31
S-3,u-3,melon,web,,100,KRW,2022-10-01,010-9876-5432
`,
  });
  const figures = figuresIn(story, "plan");
  expect(figures.review.map(({ values }) => values)).toEqual([[{ value: "••••om", count: 1 }]]);
  expect(figures.reject_examples.map(({ column, value }) => [column, value])).toEqual([
    ["price", "••••78"],
    ["expires_at", "••••32"],
  ]);
  for (const file of ["figures.json", "summary.html", "summary.json", "summary.md"])
    expect(story.read(join("plan", file))).not.toMatch(/kim@|010-1234|010-9876/);
});

test("samples are the rows that the terminal shows, with users masked", async () => {
  const story = await kakaoBook();
  const shown = await story.run("show 1");
  const { samples } = figuresIn(story, "compensations/0001");
  expect(samples.length).toBe(8);
  for (const { record_id, holder, service, before, after, rule } of samples) {
    expect(holder).toMatch(/^••••/);
    const words = [record_id, holder, service, before, after, rule].filter((word) => word !== "");
    // The terminal groups digits.
    expect(shown.out.replaceAll(/ +/g, " ").replaceAll(/(?<=\d),(?=\d{3})/g, "")).toContain(words.join(" "));
  }
});

describe("a counter-run", () => {
  test("has the figures of its run, the other way round", async () => {
    const story = await kakaoBook();
    expect(await story.run("revert 1 --yes")).toMatchObject({ exit: 0 });
    const [given, back] = [figuresIn(story, "compensations/0001"), figuresIn(story, "compensations/0002")];
    expect(back.ends).toEqual(
      given.ends.map(({ day, before, after }) => ({ day, before: after, after: before, dead: 0 })),
    );
    const { by_rule: rules, credits } = story.summary("compensations/0002");
    expect(back.by_rule.map(({ rule, service }) => [rule, service])).toEqual(
      rules.map(({ rule, service }) => [rule, service]),
    );
    const spread = (figures: Figures) => figures.by_rule.find(({ rule }) => rule === "talkdrawer-in-app")?.paid.KRW;
    expect(spread(back)).toEqual({
      count: 16,
      smallest: `-${spread(given)?.smallest}`,
      median: `-${spread(given)?.median}`,
      largest: `-${spread(given)?.largest}`,
    });
    for (const [currency, sum] of Object.entries(credits)) {
      const bins = back.amounts.filter((amounts) => amounts.currency === currency).flatMap((amounts) => amounts.bins);
      expect(String(bins.reduce((total, bin) => total + Number(bin.sum), 0))).toBe(sum);
      expect(bins.every(({ from, to }) => Number(from) <= Number(to))).toBe(true);
    }
    expect(back.largest.map(({ payments }) => payments.map(({ record_id: id }) => id))).toEqual(
      given.largest.map(({ payments }) => payments.map(({ record_id: id }) => id)),
    );
    expect(await story.run("verify --recompute")).toMatchObject({ exit: 0 });
  });

  test("is refused where the figures of the run were changed", async () => {
    const story = await kakaoBook();
    story.write(
      "compensations/0001/figures.json",
      story.read("compensations/0001/figures.json").replace('"count": 1', '"count": 2'),
    );
    expect(await story.run("revert 1 --yes")).toMatchObject({ exit: 5, failure: "book-broken" });
  });
});
