/** What counts as reached: what a decision asked, and what it did not ask any more. */
import { describe, expect, test } from "vitest";
import type { RuleCoverage } from "../../src/domain/case-coverage.ts";
import { parseTimestamp } from "../../src/domain/parse-timestamp.ts";
import type { ExportRecord } from "../../src/domain/record.ts";
import { openZone } from "../../src/domain/zone.ts";
import { mergeCoverage } from "../../src/fixture-cases/merge-coverage.ts";
import { watchPolicy } from "../../src/fixture-cases/watched-policy.ts";
import { recordOf } from "../../src/input/record-of.ts";
import { readOutage } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { compileRules } from "../../src/rules/decide.ts";
import type { Policy } from "../../src/rules/policy.ts";

const OUTAGE = readOutage("outage: o\nzone: Asia/Seoul\nwindow: 2022-10-15T15:30/2022-10-20T23:00\n", "outage.yaml");
const AS_OF = parseTimestamp("2022-10-21T11:00+09:00", "start", openZone("Asia/Seoul"));

function policyOf(rules: string): Policy {
  return readPolicy(`policy: p\nrevision: 1\nzone: Asia/Seoul\n${rules}`, "policy.yaml").policy;
}

type Cells = { readonly [column: string]: string };

function rental(cells: Cells, policy: Policy): ExportRecord {
  const values = {
    rental_id: "r1",
    user_id: "u1",
    service: "page",
    started_at: "2022-10-14",
    expires_at: "2022-10-31",
  };
  const read = recordOf("rental", { ...values, ...cells }, policy);
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.record;
}

function setupOf(policy: Policy) {
  if (typeof AS_OF === "string") throw new Error(AS_OF);
  return { policy, outage: OUTAGE, asOf: AS_OF.instant };
}

/** Each rule with what was seen of it: `name! for …+-` was reached, with a test seen to hold and to fail. */
function seen(rules: string, records: readonly Cells[]): readonly string[] {
  const policy = policyOf(rules);
  const setup = setupOf(policy);
  const watched = watchPolicy(policy);
  const { decide } = compileRules(policy, setup.outage, setup.asOf);
  for (const cells of records) {
    const record = rental(cells, policy);
    decide(record, {}, watched.listenTo(record));
  }
  return watched.coverage(new Set()).map(({ rule, reached, tests, tiers }) => {
    const texts = tests.map(({ text, seenTrue, seenFalse }) => `${text}${seenTrue ? "+" : ""}${seenFalse ? "-" : ""}`);
    const steps = tiers.map((tier) => `${tier.text}${tier.reached ? "+" : ""}`);
    return [`${rule}${reached ? "!" : ""}`, ...texts, ...steps].join(" | ");
  });
}

const BEFORE = { started_at: "2022-10-01", expires_at: "2022-10-14" };

const TWO = `
rules:
  - rule: one
    for: { record: rental, plan: [gold, silver] }
    unless: { status: refunded }
    if: { held: during-outage }
    give: { extend: 1 day }
  - rule: two
    for: { record: rental }
    give: { extend: 2 days }
`;

describe("a rule and its tests", () => {
  const one = "for plan: [gold, silver]";
  test.for([
    ["no record", [], [`one | ${one} | unless status: refunded | if held: during-outage`, "two"]],
    ["it applies", [{ plan: "gold" }], [`one! | ${one}+ | unless status: refunded- | if held: during-outage+`, "two"]],
    ["for fails first", [{ plan: "x" }], [`one | ${one}- | unless status: refunded | if held: during-outage`, "two!"]],
    [
      "unless ends the layer before if is tried",
      [{ plan: "gold", status: "refunded" }],
      [`one | ${one}+ | unless status: refunded+ | if held: during-outage`, "two"],
    ],
    [
      "if fails, and the next rule has its turn",
      [{ plan: "gold", ...BEFORE }],
      [`one | ${one}+ | unless status: refunded- | if held: during-outage-`, "two!"],
    ],
    [
      "all of it, over several records",
      [{ plan: "gold" }, { plan: "x" }, { plan: "gold", status: "refunded" }, { plan: "gold", ...BEFORE }],
      [`one! | ${one}+- | unless status: refunded+- | if held: during-outage+-`, "two!"],
    ],
  ] as const)("%s", ([, records, expected]) => {
    expect(seen(TWO, records)).toEqual(expected);
  });

  test("that came to nothing was reached, and ends the layer", () => {
    const rules = `
rules:
  - { rule: free, for: { record: rental }, give: { credit: { percent: 10, of: price, round: down } } }
  - { rule: rest, for: { record: rental }, give: { extend: 1 day } }
`;
    expect(seen(rules, [{ price: "0", currency: "KRW" }])).toEqual(["free!", "rest"]);
  });

  test("of another service is not tried, and neither is any on a value that nobody names", () => {
    const rules = `
rules:
  - { rule: web, for: { record: rental, service: page, channel: web }, give: { extend: 1 day } }
  - { rule: film, for: { record: rental, service: film }, give: { extend: 1 day } }
`;
    expect(seen(rules, [{ channel: "toaster" }])).toEqual(["web | for channel: web", "film"]);
    expect(seen(rules, [{ channel: "web" }])).toEqual(["web! | for channel: web+", "film"]);
  });
});

describe("layers", () => {
  const layer = (hit: string, first: string) => `
layers:
  - layer: main
    hit: ${hit}
    rules:
      - { rule: one, for: { record: rental }, ${first} }
      - { rule: two, for: { record: rental, plan: gold }, give: { extend: 2 days } }
  - layer: more
    rules:
      - { rule: three, for: { record: rental }, give: { credit: 100 KRW } }
`;
  test.for([
    ["first: the first that applies ends it", "first", "give: { extend: 1 day }", "one! two three!"],
    ["best: all are tried", "best", "give: { extend: 1 day }", "one! two! three!"],
    ["best: nothing on purpose ends it", "best", "give: nothing", "one! two three!"],
    ["best: an exclusion ends it", "best", "unless: { plan: gold }, give: { extend: 1 day }", "one two three!"],
  ] as const)("%s", ([, hit, first, expected]) => {
    const rules = seen(layer(hit, first), [{ plan: "gold" }]).map((text) => text.split(" ")[0]);
    expect(rules.join(" ")).toBe(expected);
  });
});

describe("tiers", () => {
  const TIERS = `
rules:
  - rule: by-loss
    for: { record: rental }
    give:
      credit:
        tiers:
          by: loss
          steps: [{ at-most: 10, give: 100 KRW }, { above: 10, at-most: 20, give: 200 KRW }, { above: 20, give: { review: true } }]
`;
  test.for([
    ["on an edge, the lower", "10", [true, false, false]],
    ["just above it, the upper", "10.1", [false, true, false]],
    ["the last", "21", [false, false, true]],
    ["no number, none", "much", [false, false, false]],
  ] as const)("%s", ([, loss, expected]) => {
    const policy = policyOf(TIERS);
    const setup = setupOf(policy);
    const watched = watchPolicy(policy);
    const record = rental({ loss }, policy);
    compileRules(policy, setup.outage, setup.asOf).decide(record, {}, watched.listenTo(record));
    expect(watched.coverage(new Set())[0]?.tiers.map(({ reached }) => reached)).toEqual(expected);
  });
});

test("a condition is worded as the policy words it", () => {
  const rules = `
rules:
  - rule: all
    for:
      record: rental
      a: one
      b: [one, two]
      c: { not: [one, two] }
      d: { empty: true }
      e: { at-least: 2.50, less-than: 10 }
    if: { held: throughout-outage, began: during-outage, ended: during-outage, held-on: 2022-10-16, lost: { at-least: 90 minutes }, down: { more-than: 2 hours } }
    give: { extend: 1 day }
  - { rule: at, for: { record: rental }, if: { held-on: 2022-10-16T10:00 }, give: { extend: 1 day } }
`;
  expect(seen(rules, []).join(" | ").split(" | ")).toEqual([
    "all",
    "for a: one",
    "for b: [one, two]",
    "for c: { not: [one, two] }",
    "for d: { empty: true }",
    "for e: { at-least: 2.50 }",
    "for e: { less-than: 10 }",
    "if held: throughout-outage",
    "if ended: during-outage",
    "if began: during-outage",
    "if held-on: 2022-10-16",
    "if lost: { at-least: 1 hour 30 minutes }",
    "if down: { more-than: 2 hours }",
    "at",
    "if held-on: 2022-10-16T10:00:00+09:00",
  ]);
});

describe("cases that share a policy file", () => {
  const rules = `
rules:
  - rule: by-loss
    for: { record: rental, plan: gold }
    give: { credit: { tiers: { by: loss, steps: [{ at-most: 10, give: 100 KRW }, { above: 10, give: 200 KRW }] } } }
  - { rule: rest, for: { record: rental, plan: silver }, give: { extend: 1 day } }
`;
  const policy = policyOf(rules);

  function coverage(cells: Cells, excused: readonly string[] = []): readonly RuleCoverage[] {
    // Each case has read the file anew.
    const own = policyOf(rules);
    const watched = watchPolicy(own);
    const record = rental(cells, own);
    compileRules(own, OUTAGE, setupOf(own).asOf).decide(record, {}, watched.listenTo(record));
    return watched.coverage(new Set(excused));
  }

  test("reach together what each of them reaches", () => {
    const few = coverage({ plan: "gold", loss: "10" });
    const more = coverage({ plan: "gold", loss: "11" });
    const none = coverage({ plan: "x" }, ["rest"]);
    const together = [more, none].reduce(mergeCoverage, mergeCoverage(undefined, few));
    expect(together).toEqual([
      {
        rule: "by-loss",
        layer: policy.layers[0]?.name,
        reached: true,
        outOfReach: false,
        tests: [{ text: "for plan: gold", seenTrue: true, seenFalse: true }],
        tiers: [
          { text: "tier loss at-most 10", reached: true },
          { text: "tier loss above 10", reached: true },
        ],
      },
      {
        rule: "rest",
        layer: policy.layers[0]?.name,
        reached: false,
        outOfReach: true,
        tests: [{ text: "for plan: silver", seenTrue: false, seenFalse: true }],
        tiers: [],
      },
    ]);
    expect([none, more].reduce(mergeCoverage, few)).toEqual(together);
  });
});
