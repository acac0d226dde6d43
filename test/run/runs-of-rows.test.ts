/** What a block gives is written in runs; rows that appear twice or contradict each other are left out wherever they stand. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { runs } from "../domain/runs.ts";
import { endOfPlan, RULES, smallCase } from "../support/small-case.ts";

const HEADER = "subscription_id,user_id,service,channel,price,currency,started_at,expires_at";
const TARGETS = { web: "adjusted-expiry", apple: "refund-credit", fax: "review" } as const;
type Channel = keyof typeof TARGETS;

interface Row {
  /** Few, so that records stand more than once. */
  readonly id: number;
  readonly channel: Channel;
  /** Another one contradicts the first. */
  readonly user: number;
}

const row: fc.Arbitrary<Row> = fc.record({
  id: fc.nat(9),
  channel: fc.constantFrom<Channel>("web", "apple", "fax"),
  user: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1) }),
});

test("first, last, next to each other or alone among those that stay", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 14 }), async (rows) => {
      const text = rows.map(
        ({ id, channel, user }) =>
          `s${id},u${user},emoticon-plus,${channel},4900,KRW,2022-10-01T00:00:00,2022-11-01T00:00:00`,
      );
      const story = await smallCase({ "subscriptions.csv": [HEADER, ...text, ""].join("\n") });
      const ran = await story.run(`plan ${RULES} --out plan subscriptions.csv`);
      expect(ran).toMatchObject(endOfPlan(story));
      const contents = (id: number) => new Set(text.filter((_, at) => rows[at]?.id === id));
      const stays = (at: number) => contents(rows[at]?.id ?? -1).size === 1 && text.indexOf(text[at] ?? "") === at;
      for (const [channel, target] of Object.entries(TARGETS)) {
        const expected = [...rows.keys()].filter((at) => rows[at]?.channel === channel && stays(at));
        const written = story.rows(`plan/${target}.csv`).map((written) => Number(written.get("line")) - 2);
        expect(written, target).toEqual(expected);
      }
      const given = [...rows.keys()].filter(stays);
      const reviewed = given.filter((at) => rows[at]?.channel === "fax").length;
      expect(story.summary("plan").totals).toMatchObject({ compensated: given.length - reviewed, review: reviewed });
    }),
    runs(120),
  );
});

test("a record that gets something in one layer and is to be looked at in another is compensated", async () => {
  const rows = ["r1,u1,kakaopage,2022-10-01,2022-10-31", "r2,u2,melon,2022-10-01,2022-10-31"];
  const story = await smallCase({
    "rentals.csv": ["rental_id,user_id,service,started_at,expires_at", ...rows, ""].join("\n"),
    "layered.yaml": `
policy: layered
revision: 2022-10-21
zone: Asia/Seoul
layers:
  - layer: time
    rules:
      - rule: days
        for: { record: rental, service: kakaopage }
        give: { extend: 3 days }
  - layer: goodwill
    rules:
      - rule: ask
        for: { record: rental }
        give: { review: true }
`,
  });
  const ran = await story.run("plan --outage outage.yaml --policy layered.yaml --out plan rentals.csv");
  expect(ran).toMatchObject({ exit: 0, message: "" });
  expect(story.summary("plan").totals).toMatchObject({ read: 2, compensated: 1, review: 1 });
  expect(story.rows("plan/review.csv").map((written) => written.get("record_id"))).toEqual(["r1", "r2"]);
});
