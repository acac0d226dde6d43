/** The largest amount that EXPORTS.md promises is taken to the last unit, in exports and in policies; one more is not. */
import { expect, test } from "vitest";
import { runBinary } from "../support/binary.ts";
import { RULES, rowText, smallCase } from "../support/small-case.ts";

const MOST = "1000000000000000";
const ONE_MORE = "1000000000000001";
const POLICY = `
policy: largest
revision: 1
zone: Asia/Seoul
layers:
  - layer: back
    rules:
      - rule: whole-price
        for: { record: subscription, service: s, price: { at-least: ${MOST} } }
        give: { credit: { percent: 100, of: price, round: up } }
  - layer: flat
    rules:
      - rule: flat
        for: { record: subscription, service: s }
        give: { credit: ${MOST} KRW }
`;
const EXPORT = `subscription_id,user_id,service,price,currency,started_at,expires_at
s1,u1,s,${MOST},KRW,2022-10-01,2022-11-01
s2,u2,s,${ONE_MORE},KRW,2022-10-01,2022-11-01
s3,u3,s,10000000000000.00,USD,2022-10-01,2022-11-01
s4,u4,s,10000000000000.01,USD,2022-10-01,2022-11-01
`;

test("is paid, and is a threshold", async () => {
  const made = await smallCase({ "a.csv": EXPORT, "policy.yaml": POLICY });
  const run = (line: string) => runBinary(line, { cwd: made.folder });
  expect(await run(`plan ${RULES} --out plan a.csv`)).toMatchObject({ exit: 0, err: "" });
  expect(made.rows("plan/refund-credit.csv").map(rowText)).toEqual([
    `s1 ${MOST} KRW`,
    `s1 ${MOST} KRW`,
    `s3 ${MOST} KRW`,
  ]);
  const rejected = made.rows("plan/rejects/a.csv").map((row) => `${row.get("subscription_id")} ${row.get("_code")}`);
  expect(rejected).toEqual(["s2 price-invalid", "s4 price-invalid"]);
  const applied = await run(`apply plan --yes --max-rejects 2 --confirm-above ${MOST}KRW`);
  expect(applied.exit).toBe(2);
  expect(applied.err).toContain("--confirm pangyo");
  expect(await run(`apply plan --yes --max-rejects 2 --confirm-above ${MOST}KRW --confirm pangyo`)).toMatchObject({
    exit: 0,
  });
  expect(await run("verify")).toMatchObject({ exit: 0 });
});

test("of a policy is not one more", async () => {
  const made = await smallCase({ "a.csv": EXPORT, "policy.yaml": POLICY.replace(`${MOST} KRW`, `${ONE_MORE} KRW`) });
  const ran = await runBinary(`plan ${RULES} --out plan a.csv`, { cwd: made.folder });
  expect(ran).toMatchObject({ exit: 4, out: "" });
  expect(ran.err).toContain(`"${ONE_MORE} KRW" is more than ${MOST} KRW`);
});
