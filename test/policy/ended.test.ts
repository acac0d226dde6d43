/** Money that had ended when the outage began: in policies, and in rows through the built program. */
import { describe, expect, test } from "vitest";
import { refuseEnded } from "../../src/policy/ended.ts";
import { readOutage } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { runBinary } from "../support/binary.ts";
import { smallCase } from "../support/small-case.ts";
import { complaintsOf, marked } from "./marked.ts";
import { outageText, policyText } from "./written.ts";

const BEFORE = "2022-12-31T23:59:59Z/2023-01-02T00:00Z";
const AFTER = "2023-01-01T00:00Z/2023-01-02T00:00Z";
const ENDED = "HRK ended on 2023-01-01, before this outage began; it became EUR";

describe("a policy that pays in money that has ended", () => {
  test.for([
    ["a flat amount", { give: "{ credit: §10 HRK }" }],
    ["one for each hour", { give: "{ credit: { each: §10 HRK, per: 1 hour, by: lost, round: up } }" }],
    ["a step to round to", { give: "{ credit: { percent: 10, of: price, round: up, to: §1 HRK } }" }],
    ["a bound", { give: "{ credit: { percent: 10, of: price, round: up, at-most: §100 HRK } }" }],
    ["a step of tiers", { give: "{ credit: { tiers: { by: lost, steps: [{ at-least: 1 hour, give: §10 HRK }] } } }" }],
    ["a limit", { top: "limits: [{ per: run, credit: §10 HRK }]" }],
  ] as const)("%s: is refused for an outage after it, and read for one before", ([, parts]) => {
    const { text, places } = marked(policyText(parts));
    const read = (window: string) => () =>
      refuseEnded(readPolicy(text, "policy.yaml").ending, readOutage(outageText({ window }), "outage.yaml"));
    expect(complaintsOf(read(BEFORE), "policy.yaml")).toEqual([]);
    expect(complaintsOf(read(AFTER), "policy.yaml")).toEqual([`${places[0]} ${ENDED}`]);
  });

  test("its code is no name for a unit", () => {
    const { text, places } = marked(policyText({ top: "units: { §HRK: { decimals: 2 } }" }));
    expect(complaintsOf(() => readPolicy(text, "policy.yaml"), "policy.yaml")).toEqual([
      `${places[0]} HRK is an ISO 4217 currency already`,
    ]);
  });
});

const POLICY = `
policy: kunas
revision: r1
zone: Europe/Zagreb
rules:
  - rule: share
    for: { record: rental }
    if: { held: during-outage }
    give: { credit: { percent: 10, of: price, round: up } }
`;
const FLAT = POLICY.replace("{ percent: 10, of: price, round: up }", "10 HRK");
const RENTALS = `rental_id,user_id,service,price,currency,started_at,expires_at
old,u1,films,19.99,HRK,2022-10-01,2022-11-01
open,u2,films,19.99,HRK,2022-10-01,2023-11-01
euro,u3,films,2.65,EUR,2022-10-01,2023-11-01
`;

function outage(window: string): string {
  return `outage: o\nzone: Europe/Zagreb\nwindow: ${window}\n`;
}

describe("the built program", () => {
  test("takes kunas for an outage before their end", async () => {
    const story = await smallCase({
      "rentals.csv": RENTALS,
      "policy.yaml": POLICY,
      "outage.yaml": outage("2022-12-30T10:00/2022-12-30T12:00"),
    });
    const ran = await runBinary("plan --outage outage.yaml --policy policy.yaml --out plan rentals.csv", {
      cwd: story.folder,
    });
    expect(ran).toMatchObject({ exit: 0, err: "" });
    const paid = story.rows("plan/refund-credit.csv").map((row) => `${row.get("amount")} ${row.get("currency")}`);
    expect(paid).toEqual(["2.00 HRK", "0.27 EUR"]);
  });

  test("rejects them for one after it, but for what was over by then", async () => {
    const story = await smallCase({
      "rentals.csv": RENTALS,
      "policy.yaml": POLICY,
      "outage.yaml": outage("2023-02-01T10:00/2023-02-01T12:00"),
    });
    const ran = await runBinary("plan --outage outage.yaml --policy policy.yaml --out plan rentals.csv", {
      cwd: story.folder,
    });
    expect(ran.out).toContain("3 rows read: 1 compensated (1 payment: 0.27 EUR), 1 not affected, 1 rejected");
    const [reject] = story.rows("plan/rejects/rentals.csv");
    expect(reject?.get("rental_id")).toBe("open");
    expect(reject?.get("_code")).toBe("currency-unknown");
    expect(reject?.get("_message")).toContain("currency is HRK, which ended on 2023-01-01 and became EUR.");
  });

  test.for([
    "plan --outage outage.yaml --policy policy.yaml rentals.csv",
    "lint --outage outage.yaml --policy policy.yaml",
  ])("%s: a policy that pays in them is refused for an outage after it", async (line) => {
    const story = await smallCase({
      "rentals.csv": RENTALS,
      "policy.yaml": FLAT,
      "outage.yaml": outage("2023-02-01T10:00/2023-02-01T12:00"),
    });
    const ran = await runBinary(line, { cwd: story.folder });
    expect(ran.exit).toBe(4);
    expect(ran.out + ran.err).toContain(`policy.yaml:9:21: ${ENDED}`);
  });
});
