/** Ceilings at the price, and fields that a rule asks about: what is taken, and what is complained about with its place. */
import { describe, expect, test } from "vitest";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { complaintsOf, marked } from "./marked.ts";
import { policyText } from "./written.ts";

function complaints(parts: Parameters<typeof policyText>[0]): readonly string[] {
  const { text, places } = marked(policyText(parts));
  return complaintsOf(() => readPolicy(text, "policy.yaml"), "policy.yaml").map((complaint) =>
    places.reduce((shown, place) => shown.replace(place, "§"), complaint),
  );
}

const OVER = "§ is more than the price, which holds it; add at-most: with an amount, or at-most: none for no ceiling";

describe("a percentage", () => {
  test.for([
    ["of exactly the price", "{ percent: 100, of: price, round: up }", []],
    ["just above it", "{ percent: §100.01, of: price, round: up }", [OVER]],
    ["above it, with a ceiling", "{ percent: 100.01, of: price, round: up, at-most: 1 KRW }", []],
    ["above it, without any on purpose", "{ percent: 300, of: price, round: up, at-most: none }", []],
  ] as const)("%s", ([, credit, expected]) => {
    expect(complaints({ give: `{ credit: ${credit} }` })).toEqual(expected);
  });

  test("of a tier, too", () => {
    const tiers =
      "{ tiers: { by: lost, steps: [{ at-least: 1 hour, give: { percent: §120, of: price, round: up } }] } }";
    expect(complaints({ give: `{ credit: ${tiers} }` })).toEqual([OVER]);
  });

  test("is not paid in another currency", () => {
    expect(complaints({ give: "{ grant: { percent: 10, of: price, round: up, in: §EUR } }" })).toEqual([
      '§ "EUR" is a currency, and not worth as much as that of the price; write a unit',
    ]);
  });
});

describe("a limit at the price", () => {
  test.for([
    ["the default, written out", "{ per: record, credit: price }", []],
    ["lifted", "{ per: record, credit: none }", []],
    ["beside an amount", "{ per: record, credit: price }, { per: record, credit: 5000 KRW }", []],
    [
      "per user",
      "{ per: user, credit: §price }",
      [`§ "price" is about one record's price; use per: record, or an amount`],
    ],
    ["per run", "{ per: run, credit: §none }", [`§ "none" is about one record's price; use per: record, or an amount`]],
  ] as const)("%s", ([, limits, expected]) => {
    expect(complaints({ top: `limits: [${limits}]` })).toEqual(expected);
  });
});

describe("a field that a rule asks about", () => {
  test.for([
    ["a column of one's own", "{ held: during-outage, field: trial_end }", []],
    ["an end", "{ held: during-outage, field: expires_at }", []],
    [
      "a column that is no end",
      "{ held: during-outage, field: §price }",
      ['§ "price" is no end; it is expires_at, next_billing_at or a column of yours'],
    ],
    [
      "a slip of the pen",
      "{ held: during-outage, field: §expires_att }",
      ['§ is "expires_att" meant to be "expires_at"? If it is a column of yours, list its values under columns'],
    ],
  ] as const)("%s", ([, conditions, expected]) => {
    expect(complaints({ if: conditions })).toEqual(expected);
  });

  test("is the one that the rule changes unless it says another", () => {
    const read = (when: string) =>
      readPolicy(policyText({ if: when, give: "{ extend: { by: lost, field: trial_end } }" }), "policy.yaml").policy
        .layers[0]?.rules[0];
    expect(read("{ held: during-outage }")).toMatchObject({
      if: [{ kind: "held", field: "trial_end" }],
      give: { by: { of: "lost", field: "trial_end" } },
    });
    expect(read("{ held: during-outage, field: grace_until }")).toMatchObject({
      if: [{ kind: "held", field: "grace_until" }],
      give: { field: "trial_end", by: { field: "grace_until" } },
    });
  });
});
