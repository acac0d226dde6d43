/** Nobody is given the same thing twice: what the book holds is told apart by outage, layer and record. */
import { describe, expect, test } from "vitest";
import { OUTAGE, POLICY, RULES, rowText, type SmallCase, smallCase } from "../support/small-case.ts";
import { treeOf } from "../support/tree.ts";

const RENTALS = `rental_id,user_id,service,started_at,expires_at
r1,u1,kakaopage,2022-10-14T10:00,2022-10-20T10:00
r2,u2,kakaopage,2022-10-20T22:00,2022-10-21T22:00
`;

const ONE_MORE = `${RENTALS}r3,u3,kakaopage,2022-10-20T22:00,2022-10-22T22:00
`;

const TWO_LAYERS = `
policy: paid-services
revision: 2022-11-05
zone: Asia/Seoul
units: { PAGE-CASH: { decimals: 0 } }
layers:
  - layer: default
    rules:
      - rule: rental-hours
        for: { record: rental, service: kakaopage }
        if: { held: during-outage }
        give: { extend: 96 hours }
  - layer: goodwill
    rules:
      - rule: page-cash
        for: { record: rental, service: kakaopage }
        give: { grant: 3000 PAGE-CASH }
`;

const APPLY = `apply ${RULES} --yes`;

async function applied(rentals = RENTALS): Promise<SmallCase> {
  const story = await smallCase({ "rentals.csv": rentals });
  await story.run(`${APPLY} rentals.csv`);
  return story;
}

describe("a record that was compensated before", () => {
  test("gets nothing again, and the reason is said", async () => {
    const story = await applied();
    const ran = await story.run(`${APPLY} rentals.csv`);
    expect(ran).toMatchObject({
      exit: 0,
      said: [
        "Nothing to give: 2 records were compensated before, by the runs in compensations. Nothing was committed.",
      ],
    });
    expect(ran.out).toContain("2 rows read: 0 compensated, 2 compensated before, 0 not affected");
    expect(treeOf(story.path("compensations"))).not.toContain("0002/");
  });

  test("is counted as such, and only what is new is given", async () => {
    const story = await applied();
    story.write("rentals.csv", ONE_MORE);
    expect(await story.run(`${APPLY} rentals.csv`)).toMatchObject({ exit: 0, said: ["Committed as run 0002."] });
    expect(story.summary("compensations/0002").totals).toMatchObject({
      read: 3,
      compensated: 1,
      already_compensated: 2,
    });
    expect(story.rows("compensations/0002/adjusted-expiry.csv").map(rowText)).toEqual([
      "r3 2022-10-22T22:00 -> 2022-10-26T22:00",
    ]);
  });

  test("is known in a plan too", async () => {
    const story = await applied();
    await story.run(`plan ${RULES} --out plan rentals.csv`);
    expect(story.summary("plan").totals).toMatchObject({ compensated: 0, already_compensated: 2 });
    const ran = await story.run("apply plan --yes");
    expect(ran).toMatchObject({ exit: 0, said: [expect.stringContaining("2 records were compensated before")] });
  });

  test("is known although its export has another name, another order and other columns", async () => {
    const story = await applied();
    story.write(
      "october.csv",
      `service;expires_at;started_at;user_id;rental_id;note
kakaopage;2022-10-21T22:00;2022-10-20T22:00;u2;r2;x
kakaopage;2022-10-20T10:00;2022-10-14T10:00;u1;r1;y
`,
    );
    await story.run(`${APPLY} october.csv`);
    expect(treeOf(story.path("compensations"))).not.toContain("0002/");
  });

  test("is known although its period has changed since, as it does when the benefit was carried out", async () => {
    const story = await applied();
    story.write("rentals.csv", RENTALS.replace("2022-10-20T10:00", "2022-10-24T10:00"));
    const ran = await story.run(`${APPLY} rentals.csv`);
    expect(ran.said).toEqual([expect.stringContaining("2 records were compensated before")]);
  });

  test("is known through all the runs of the book", async () => {
    const story = await applied();
    story.write("more.csv", ONE_MORE);
    await story.run(`${APPLY} more.csv`);
    const ran = await story.run(`${APPLY} more.csv rentals.csv`);
    expect(ran.said).toEqual([expect.stringContaining("3 records were compensated before")]);
    expect(treeOf(story.path("compensations"))).not.toContain("0003/");
  });

  test("is not said to be one whose rule matched no record", async () => {
    const story = await applied();
    const { out } = await story.run(`apply ${RULES} --dry-run rentals.csv`);
    expect(out).not.toContain("rental-hours: no record got anything from this rule");
  });
});

describe("a policy cannot pay twice", () => {
  test.for([
    ["of another revision", POLICY.replace("revision: 2022-10-21", "revision: 2022-11-05")],
    ["of another name", POLICY.replace("policy: paid-services", "policy: other-services")],
    ["whose rule has another name", POLICY.replace("rule: rental-hours", "rule: rental-days")],
    ["that gives more", POLICY.replace("96 hours", "200 hours")],
    ["that gives something else", POLICY.replace("extend: 96 hours", "credit: 100 KRW")],
  ] as const)("%s", async ([, policy]) => {
    const story = await applied();
    story.write("policy.yaml", policy);
    const ran = await story.run(`${APPLY} rentals.csv`);
    expect(ran).toMatchObject({
      exit: 0,
      said: [expect.stringContaining("2 records were compensated before")],
    });
    expect(treeOf(story.path("compensations"))).not.toContain("0002/");
  });

  test("but pays more in another layer, once", async () => {
    const story = await applied();
    story.write("policy.yaml", TWO_LAYERS);
    await story.run(`${APPLY} rentals.csv`);
    expect(story.summary("compensations/0002")).toMatchObject({
      totals: { read: 2, compensated: 2, already_compensated: 0 },
      extended: 0,
      credited: 2,
      credits: { "PAGE-CASH": "6000" },
    });
    expect(story.rows("compensations/0002/adjusted-expiry.csv").map(rowText)).toEqual([]);
    const ran = await story.run(`${APPLY} rentals.csv`);
    expect(ran.said).toEqual([expect.stringContaining("2 records were compensated before")]);
  });

  test("and both layers at once count a record once", async () => {
    const story = await smallCase({ "rentals.csv": RENTALS, "policy.yaml": TWO_LAYERS });
    await story.run(`${APPLY} rentals.csv`);
    expect(story.summary("compensations/0001")).toMatchObject({
      totals: { read: 2, compensated: 2 },
      extended: 2,
      credited: 2,
    });
  });
});

describe("what is another gift", () => {
  test("the same id of another service, of another kind, and with other capitals", async () => {
    const story = await applied(
      "rental_id,user_id,service,started_at,expires_at\nr1,u1,kakaopage,2022-10-14,2022-10-20\n",
    );
    story.write(
      "policy.yaml",
      POLICY.replace("record: rental, service: kakaopage", "service: [kakaopage, kakaowebtoon]"),
    );
    story.write(
      "others.csv",
      `rental_id,user_id,service,channel,started_at,expires_at
r1,u1,kakaowebtoon,app,2022-10-14,2022-10-20
R1,u1,kakaopage,app,2022-10-14,2022-10-20
`,
    );
    story.write(
      "subscriptions.csv",
      `subscription_id,user_id,service,channel,price,currency,started_at,expires_at
r1,u1,kakaopage,web,3900,KRW,2022-10-14,2022-10-20
`,
    );
    await story.run(`${APPLY} others.csv subscriptions.csv`);
    expect(story.summary("compensations/0002").totals).toMatchObject({ read: 3, compensated: 3 });
  });

  test("the same record in another outage", async () => {
    const story = await applied();
    const november = OUTAGE.replace("pangyo", "november").replace(
      /window: .*/,
      "window: 2022-10-21T01:00/2022-10-21T05:00",
    );
    story.write("outage.yaml", november);
    await story.run(`${APPLY} rentals.csv`);
    expect(story.summary("compensations/0002").totals).toMatchObject({ compensated: 1, already_compensated: 0 });
  });

  test("but not the same outage with its window corrected", async () => {
    const story = await applied();
    story.write("outage.yaml", OUTAGE.replace("T23:00", "T23:30"));
    const ran = await story.run(`${APPLY} rentals.csv`);
    expect(ran.said).toEqual([expect.stringContaining("2 records were compensated before")]);
  });
});
