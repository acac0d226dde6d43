/** Cells that no rule looks at, from the export to everything that tells of them. */
import { describe, expect, test } from "vitest";
import type { Warning } from "../../src/report/summary.ts";
import { POLICY, RULES, rowText, type SmallCase, smallCase } from "../support/small-case.ts";

const AS_OF = "--as-of 2022-10-21T11:00:00+09:00";
const SUBSCRIPTIONS = `subscription_id,user_id,service,channel,price,currency,started_at,next_billing_at
S-1,u1,emoticon-plus,apple,3900,KRW,2022-10-01T00:00,2022-11-01T00:00
S-2,u2,emoticon-plus,apple,"3,900",KRW,2022-10-01T00:00,2022-11-01T00:00
`;
const RENTALS = `rental_id,user_id,service,price,currency,started_at,expires_at
R-1,u1,kakaopage,500,KRW,2022-10-14T10:00,2022-10-20T10:00
R-2,u2,kakaopage,"₩1,500",KRW,2022-10-14T10:00,2022-10-20T10:00
R-3,u3,melon,"1,500",Won,2022-10-14T10:00,2022-10-20T10:00
`;
/** A policy that looks at the price of rentals. */
const PRICED = POLICY.replace(
  "rules:\n",
  `rules:
  - rule: back
    for: { record: rental, service: kakaopage }
    give: { credit: { percent: 10, of: price, round: up } }
`,
);

function odd(files: { readonly [file: string]: string } = {}): Promise<SmallCase> {
  return smallCase({ "exports/subs.csv": SUBSCRIPTIONS, "exports/rentals.csv": RENTALS, ...files });
}

function warningsIn(story: SmallCase, plan: string): readonly Warning[] {
  return story.summary(plan).warnings.filter(({ code }) => code === "unread-fault");
}

const EXPECTED: readonly Warning[] = [
  {
    code: "unread-fault",
    about: "rentals.csv",
    records: 2,
    example: { line: 3, column: "price", value: "₩1,500", fault: "price-invalid" },
  },
  {
    code: "unread-fault",
    about: "rentals.csv",
    records: 1,
    example: { line: 4, column: "currency", value: "Won", fault: "currency-unknown" },
  },
];

describe("a plan", () => {
  test("rejects a row for a price only where a rule for its service looks at prices", async () => {
    const story = await odd();
    await story.run(`plan ${RULES} ${AS_OF} --out plan exports`);
    expect(story.rows("plan/rejects/subs.csv").map((row) => row.get("subscription_id"))).toEqual(["S-2"]);
    expect(story.rows("plan/adjusted-expiry.csv").map(rowText)).toEqual([
      "R-1 2022-10-20T10:00 -> 2022-10-24T10:00",
      "R-2 2022-10-20T10:00 -> 2022-10-24T10:00",
    ]);
    const { totals, unaffected } = story.summary("plan");
    expect([totals.rejected, unaffected]).toEqual([1, { "no-rule": 1 }]);
  });

  test("counts what it let pass, with the first of each, in its summary, its manifest and its Markdown", async () => {
    const story = await odd();
    const { out } = await story.run(`plan ${RULES} ${AS_OF} --out plan exports`);
    expect(warningsIn(story, "plan")).toEqual(EXPECTED);
    const { warnings } = JSON.parse(story.read("plan/manifest.json"));
    expect(warnings).toEqual(story.summary("plan").warnings);
    const text = 'rentals.csv: 2 rows have a price that cannot be read, first in line 3: "₩1,500" (price-invalid). ';
    expect(out).toContain(text);
    expect(story.read("plan/summary.md")).toContain(`- ${text}`);
  });

  test("with a rule that looks at the price of rentals rejects these rows", async () => {
    const story = await odd({ "policy.yaml": PRICED });
    await story.run(`plan ${RULES} ${AS_OF} --out plan exports`);
    expect(story.rows("plan/rejects/rentals.csv").map((row) => row.get("rental_id"))).toEqual(["R-2"]);
    expect(warningsIn(story, "plan").map(({ records, example }) => [records, example?.line])).toEqual([
      [1, 4],
      [1, 4],
    ]);
  });

  test("cuts what is long, and keeps what moves the cursor out of the text", async () => {
    const price = `\u001b[2J${"9".repeat(200)}`;
    const story = await odd({ "exports/rentals.csv": RENTALS.replace('"₩1,500"', price) });
    const { out } = await story.run(`plan ${RULES} ${AS_OF} --out plan exports`);
    const [first] = warningsIn(story, "plan");
    expect([first?.example?.value.length, first?.example?.value.endsWith("9…")]).toEqual([80, true]);
    expect(out).not.toContain("\u001b");
  });

  test("that is applied is verified, decided again and shown with its warnings", async () => {
    const story = await odd({ "exports/subs.csv": SUBSCRIPTIONS.replace('"3,900"', "3900") });
    expect(await story.run(`apply ${RULES} ${AS_OF} --yes --book book exports`)).toMatchObject({ exit: 0 });
    expect(await story.run("verify --book book --recompute")).toMatchObject({ exit: 0 });
    const { out } = await story.run("show 1 --book book");
    expect(out).toContain('rentals.csv: 2 rows have a price that cannot be read, first in line 3: "₩1,500"');
    const { warnings } = JSON.parse((await story.run("show 1 --book book --json")).out);
    expect(warnings).toEqual(expect.arrayContaining([...EXPECTED]));
  });
});

test("a plan warns of ids that went through a spreadsheet, and shows no user's", async () => {
  const story = await odd({ "exports/rentals.csv": RENTALS.replace("R-1,u1", '"=""00123""",1.23457E+15') });
  const { out } = await story.run(`plan ${RULES} ${AS_OF} --out plan exports`);
  const found = story.summary("plan").warnings.filter(({ code }) => code === "id-damaged");
  expect(found.map(({ about, records, example }) => [about, records, example])).toEqual([
    ["rentals.csv", 1, { line: 2, column: "rental_id", value: '="00123"' }],
    ["rentals.csv", 1, { line: 2, column: "user_id", value: "••••15" }],
  ]);
  expect(out).toContain(
    'rentals.csv: 1 row has a rental_id that a spreadsheet changed, first in line 2: "=\\"00123\\"". ',
  );
  expect(story.read("plan/summary.md")).toContain("rentals.csv: 1 row has a user\\_id that a spreadsheet changed");
  // The id itself is written as it was read.
  expect(story.rows("plan/adjusted-expiry.csv")[0]?.get("record_id")).toBe('="00123"');
});

describe("other commands read the same rows", () => {
  test("explain says what is wrong, and that it costs nothing", async () => {
    const story = await odd();
    const ask = `explain R-2 ${RULES} ${AS_OF}`;
    const { out } = await story.run(`${ask} exports`);
    expect(out).toContain("Is compensated.");
    expect(out).toContain("(price-invalid); no rule for this service looks at it, so the row counts all the same");
    expect((await story.run(`${ask} --lang ko exports`)).out).toContain("이 서비스의 규칙이 쓰지 않는 값이라");
    const [record] = JSON.parse((await story.run(`${ask} --json exports`)).out).records;
    expect([record.bucket, record.faults, record.unread_faults]).toEqual([
      "compensated",
      [],
      [{ code: "price-invalid", column: "price", value: "₩1,500" }],
    ]);
    const [rejected] = JSON.parse((await story.run(`explain S-2 ${RULES} ${AS_OF} --json exports`)).out).records;
    expect([rejected.bucket, rejected.faults.length, rejected.unread_faults]).toEqual(["rejected", 1, []]);
  });

  test("check finds the record that a rule reaches, and the reason of one that none reaches", async () => {
    const story = await odd();
    for (const file of ["outage.yaml", "policy.yaml"]) story.write(`case/${file}`, story.read(file));
    story.write("case/exports/rentals.csv", RENTALS);
    story.write("case/expected/unaffected.csv", "record_id,reason\nR-3,no-rule\n");
    story.write(
      "case/expected/adjusted-expiry.csv",
      "record_id,new_value\nR-1,2022-10-24T10:00\nR-2,2022-10-24T10:00\n",
    );
    expect(await story.run("check case")).toMatchObject({ exit: 0 });
  });

  test("whatif tells it of the side on which it is so", async () => {
    const story = await odd({ "priced.yaml": PRICED });
    const sides = `--policy policy.yaml --policy priced.yaml --outage outage.yaml ${AS_OF}`;
    const { out } = await story.run(`whatif ${sides} exports`);
    expect(out).toContain("1 row cannot be read under the first: left out there");
    expect(out).toContain("2 rows cannot be read under the second: left out there");
    expect(out).toContain("  under the first: rentals.csv: 2 rows have a price that cannot be read, first in line 3");
    expect(out).toContain("  under the second: rentals.csv: 1 row has a price that cannot be read, first in line 4");
    expect(out).toContain('  rentals.csv: 1 row has a currency that cannot be read, first in line 4: "Won"');
    const { sides: found } = JSON.parse((await story.run(`whatif ${sides} --json exports`)).out);
    expect(found[0].warnings).toEqual(EXPECTED);
  });
});

describe("money in small letters", () => {
  const EXPORT = `subscription_id,user_id,service,channel,price,currency,started_at,next_billing_at
S-1,u1,emoticon-plus,apple,3900,KRW,2022-10-01T00:00,2022-11-01T00:00
S-2,u1,emoticon-plus,apple,3900,krw,2022-10-01T00:00,2022-11-01T00:00
S-3,u1,emoticon-plus,apple,3900,Krw,2022-10-01T00:00,2022-11-01T00:00
`;
  const LIMITED = POLICY.replace("rules:\n", "limits:\n  - { per: user, credit: 800 KRW }\nrules:\n");

  test("is written as it came, and counted as what it is", async () => {
    const story = await smallCase({ "exports/subs.csv": EXPORT });
    expect(await story.run(`apply ${RULES} ${AS_OF} --yes --book book exports`)).toMatchObject({ exit: 0 });
    const rows = story.rows("book/0001/refund-credit.csv");
    expect(rows.map(rowText)).toEqual(["S-1 378 KRW", "S-2 378 krw", "S-3 378 Krw"]);
    expect(new Set(rows.map((row) => row.get("basis"))).size).toBe(1);
    expect(story.summary("book/0001").credits).toEqual({ KRW: "1134" });
    expect(await story.run("verify --book book --recompute")).toMatchObject({ exit: 0 });
    expect((await story.run("diff 1 --book book")).out).toContain("3 payments of 1,134 KRW");
    expect(await story.run("revert 1 --yes --book book")).toMatchObject({ exit: 0 });
    expect(story.summary("book/0002").credits).toEqual({ KRW: "-1134" });
    expect(await story.run("verify --book book --recompute")).toMatchObject({ exit: 0 });
  });

  test("counts towards a limit per user, in the run and in the next", async () => {
    const lines = EXPORT.split("\n");
    const story = await smallCase({
      "policy.yaml": LIMITED,
      "exports/subs.csv": `${lines.slice(0, 3).join("\n")}\n`,
      "later/subs.csv": `${[lines[0], lines[3]].join("\n")}\n`,
    });
    expect(await story.run(`apply ${RULES} ${AS_OF} --yes --book book exports`)).toMatchObject({ exit: 0 });
    expect(story.rows("book/0001/refund-credit.csv").map(rowText)).toEqual(["S-1 378 KRW", "S-2 378 krw"]);
    await story.run(`plan ${RULES} ${AS_OF} --book book --out plan later`);
    expect(story.rows("plan/refund-credit.csv")).toEqual([]);
    expect(story.summary("plan").unaffected).toEqual({ limit: 1 });
  });

  test("is compared byte for byte by a rule, as every text is", async () => {
    const policy = POLICY.replace("channel: [apple, google]", "channel: [apple, google], currency: KRW");
    const story = await smallCase({ "policy.yaml": policy, "exports/subs.csv": EXPORT });
    await story.run(`plan ${RULES} ${AS_OF} --out plan exports`);
    expect(story.rows("plan/refund-credit.csv").map(rowText)).toEqual(["S-1 378 KRW"]);
  });

  test("a plan of it is counted as it is applied", async () => {
    const story = await smallCase({ "exports/subs.csv": EXPORT });
    await story.run(`plan ${RULES} ${AS_OF} --out plan exports`);
    expect(await story.run("apply plan --yes --book book")).toMatchObject({ exit: 0 });
  });
});
