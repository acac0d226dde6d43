/** Which amounts the rules for a kind and service look at. */
import { describe, expect, test } from "vitest";
import { instantAt } from "../../src/domain/instant.ts";
import type { RecordKind } from "../../src/domain/record.ts";
import { readOutage } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { compileRules } from "../../src/rules/decide.ts";
import { outageText, policyText } from "../policy/written.ts";

const MONEY = ["price", "amount", "remaining", "loss_amount", "currency"];

/** The columns of money that are looked at in records of a kind and service, of those named in `MONEY`. */
function looksAt(rules: readonly string[], kind: RecordKind = "subscription", rest = "", service = "melon"): string {
  const lines = rules.map((rule, index) => `  - { rule: r${index}, ${rule} }`).join("\n");
  const { policy } = readPolicy(
    policyText({ top: "units: { CASH: { decimals: 0 } }", rules: `rules:\n${lines}` }),
    "policy.yaml",
  );
  const outage = readOutage(outageText({ rest }), "outage.yaml");
  const read = compileRules(policy, outage, instantAt(0)).reads(kind, service);
  return MONEY.filter((column) => read.has(column)).join(" ");
}

const OF_PRICE = "give: { credit: { percent: 10, of: price, round: up } }";

describe("the rules for a service look at", () => {
  test.for<readonly [string, readonly string[], string]>([
    ["nothing to extend", ["for: {}, give: { extend: 3 days }"], ""],
    ["nothing to move", ["for: {}, give: { move: 2022-11-30 }"], ""],
    ["nothing to give a flat amount", ["for: {}, give: { credit: 500 KRW }"], ""],
    ["nothing to leave out", ["for: {}, give: nothing"], ""],
    ["nothing to ask a person", ["for: {}, give: { review: true }"], ""],
    [
      "nothing to pay by the hour",
      ["for: {}, give: { credit: { each: 100 KRW, per: 1 hour, by: lost, round: up } }"],
      "",
    ],
    ["the price for a part of it", [`for: {}, ${OF_PRICE}`], "price currency"],
    [
      "the price for a share of it",
      ["for: {}, give: { credit: { share: 72 hours, of: price, over: billing-period, round: up } }"],
      "price currency",
    ],
    [
      "the price for a grant of a part of it",
      ["for: {}, give: { grant: { percent: 10, of: price, in: CASH, round: up } }"],
      "price currency",
    ],
    ["the price where it selects", ["for: { price: { at-least: 3000 } }, give: { extend: 3 days }"], "price currency"],
    ["the price where it excludes", ["for: {}, unless: { price: '0' }, give: { extend: 3 days }"], "price currency"],
    ["the currency where it selects", ["for: { currency: KRW }, give: { extend: 3 days }"], "currency"],
    [
      "the price where tiers go by it",
      ["for: {}, give: { credit: { tiers: { by: price, steps: [{ at-most: 9, give: 5 KRW }] } } }"],
      "price currency",
    ],
    [
      "the price where a tier is worked out from it",
      [
        "for: {}, give: { credit: { tiers: { by: lost, steps: [{ at-most: 9 hours, give: { percent: 10, of: price, round: up } }] } } }",
      ],
      "price currency",
    ],
    ["what the second rule looks at", ["for: {}, give: { extend: 3 days }", `for: {}, ${OF_PRICE}`], "price currency"],
    ["nothing of a rule for another service", [`for: { service: genie }, ${OF_PRICE}`], ""],
    ["nothing of a rule for all but this service", [`for: { service: { not: melon } }, ${OF_PRICE}`], ""],
    ["nothing of a rule for another kind", [`for: { record: rental }, ${OF_PRICE}`], ""],
    ["nothing where there is no rule", ["for: { service: genie }, give: { extend: 3 days }"], ""],
  ])("%s", ([, rules, expected]) => {
    expect(looksAt(rules)).toBe(expected);
  });

  test("both amounts of a coupon that is restored, and none of one that is issued again", () => {
    expect(looksAt(["for: {}, give: { restore: 30 days }"], "coupon")).toBe("amount remaining currency");
    expect(looksAt(["for: {}, give: { reissue: 30 days }"], "coupon")).toBe("");
  });

  test("a column by which the windows of the outage differ", () => {
    const rest = "services:\n  melon: { window: 2022-10-15T15:30/2022-10-16T07:00, where: { price: '4900' } }";
    const extend = ["for: {}, give: { extend: 3 days }"];
    expect(looksAt(extend, "subscription", rest)).toBe("price currency");
    expect(looksAt(extend, "subscription", rest, "genie")).toBe("");
  });
});
