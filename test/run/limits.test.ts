/** What limits over several records let through, one benefit after the other. */
import { describe, expect, test } from "vitest";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { digestOf } from "../../src/run/rows/user-digest.ts";
import { createLimits, type LimitedBenefit } from "../../src/run/settle/limits.ts";
import { policyText } from "../policy/written.ts";

interface Gift {
  readonly record: string;
  readonly user?: string;
  /** None for a later end. */
  readonly won?: number;
  readonly currency?: string;
  readonly layer?: string;
}

const LAYERS = ["base", "apology"]
  .map(
    (layer) =>
      `  - { layer: ${layer}, rules: [{ rule: ${layer}, for: { record: rental }, give: { extend: 3 days } }] }`,
  )
  .join("\n");

function benefitOf({ layer = "base", won, currency = "KRW" }: Gift): LimitedBenefit {
  return { layer, currency: won === undefined ? "" : currency, amount: BigInt(won ?? 0) };
}

/** Which gifts of a run are let through, in order, and the budgets that it passes. @param earlier gifts of earlier runs. */
function admitted(limit: string, gifts: readonly Gift[], earlier: readonly Gift[] = []) {
  const text = policyText({ top: `limits:\n  - ${limit}`, rules: `layers:\n${LAYERS}` });
  const limits = createLimits(readPolicy(text, "policy.yaml").policy);
  for (const gift of earlier) limits.countEarlier({ ...benefitOf(gift), user: gift.user ?? "u", record: gift.record });
  const records = [...new Set(gifts.map(({ record }) => record))];
  const given = records.flatMap((record) => {
    const own = gifts.filter((gift) => gift.record === record);
    const forRecord = limits.forRecord(digestOf(own[0]?.user ?? "u"), 0);
    return own.map((gift) => `${record} ${forRecord?.admit(benefitOf(gift)) ? "given" : "refused"}`);
  });
  return { given, over: limits.overBudget() };
}

describe("a limit per user", () => {
  test.for<readonly [string, string, readonly Gift[], string]>([
    [
      "gives up to its sum",
      "credit: 500 KRW",
      [
        { record: "a", won: 300 },
        { record: "b", won: 200 },
      ],
      "a given, b given",
    ],
    [
      "refuses what would pass it",
      "credit: 500 KRW",
      [
        { record: "a", won: 300 },
        { record: "b", won: 201 },
      ],
      "a given, b refused",
    ],
    [
      "still gives a smaller one",
      "credit: 500 KRW",
      [
        { record: "a", won: 300 },
        { record: "b", won: 400 },
        { record: "c", won: 200 },
      ],
      "a given, b refused, c given",
    ],
    [
      "is each user's own",
      "credit: 500 KRW",
      [
        { record: "a", won: 500 },
        { record: "b", won: 500, user: "v" },
      ],
      "a given, b given",
    ],
    [
      "counts its own currency alone",
      "credit: 500 KRW",
      [{ record: "a", won: 500 }, { record: "b", won: 500, currency: "USD" }, { record: "c" }],
      "a given, b given, c given",
    ],
    ["counts records", "records: 1", [{ record: "a" }, { record: "b" }], "a given, b refused"],
    [
      "counts a record with two benefits once",
      "records: 2",
      [{ record: "a" }, { record: "a", layer: "apology" }, { record: "b" }, { record: "c" }],
      "a given, a given, b given, c refused",
    ],
    [
      "counts its own layer alone",
      "layer: apology, records: 1",
      [{ record: "a" }, { record: "b" }, { record: "c", layer: "apology" }, { record: "d", layer: "apology" }],
      "a given, b given, c given, d refused",
    ],
  ])("%s", ([, limit, gifts, expected]) => {
    expect(admitted(`{ per: user, ${limit} }`, gifts).given.join(", ")).toBe(expected);
  });
});

describe("earlier runs are counted first", () => {
  test.for<readonly [string, string, readonly Gift[], string]>([
    ["by their sums", "credit: 500 KRW", [{ record: "x", won: 300 }], "a refused"],
    ["for their own user", "credit: 500 KRW", [{ record: "x", won: 300, user: "v" }], "a given"],
    [
      "as one record, whatever its benefits",
      "records: 2",
      [{ record: "x" }, { record: "x", layer: "apology" }],
      "a given",
    ],
    ["as many records as they are", "records: 2", [{ record: "x" }, { record: "y" }], "a refused"],
  ])("%s", ([, limit, earlier, expected]) => {
    expect(admitted(`{ per: user, ${limit} }`, [{ record: "a", won: 300 }], earlier).given.join(", ")).toBe(expected);
  });
});

describe("a budget of the run", () => {
  test.for<readonly [string, string, readonly Gift[], readonly string[]]>([
    [
      "is kept when it is spent to the last won",
      "credit: 500 KRW",
      [
        { record: "a", won: 300 },
        { record: "b", won: 200 },
      ],
      [],
    ],
    [
      "is told when it is passed",
      "credit: 500 KRW",
      [
        { record: "a", won: 300 },
        { record: "b", won: 201 },
      ],
      ["501 KRW, the limit is 500 KRW"],
    ],
    ["counts a record with two benefits once", "records: 1", [{ record: "a" }, { record: "a", layer: "apology" }], []],
    ["counts all records", "records: 1", [{ record: "a" }, { record: "b", user: "v" }], ["2 records, the limit is 1"]],
    ["may be a layer's", "layer: apology, records: 1", [{ record: "a" }, { record: "b" }], []],
  ])("%s, and everything is given", ([, limit, gifts, expected]) => {
    const { given, over } = admitted(`{ per: run, ${limit} }`, gifts);
    expect(given.filter((line) => line.endsWith("refused"))).toEqual([]);
    expect(over).toEqual(expected);
  });
});

test("a benefit that costs a limit nothing is given, also where earlier runs passed the limit", () => {
  const gifts = [{ record: "a" }, { record: "b", won: 1 }];
  const { given } = admitted("{ per: user, credit: 500 KRW }", gifts, [{ record: "x", won: 600 }]);
  expect(given).toEqual(["a given", "b refused"]);
});

test("without limits there is nothing to ask", () => {
  const limits = createLimits(readPolicy(policyText(), "policy.yaml").policy);
  expect(limits.forRecord(digestOf("u"), 0)).toBeUndefined();
});
