/** Each check of lint on the smallest policy that has the fault, and on its twin that does not. */
import { describe, expect, test } from "vitest";
import { lintPolicy } from "../../src/lint/lint-policy.ts";
import { readOutageFile } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";

const OUTAGE = `
outage: db-2024-03-12
zone: Asia/Seoul
window: 2024-03-12T10:00/2024-03-16T16:00
services:
  films: 2024-03-12T10:00/2024-03-12T12:00
`;

/** Rules as one layer; `why` is filled in, and a budget, so that neither is what is found. */
function policyOf(rules: readonly string[], more = ""): string {
  const lines = rules.map((rule, index) => `  - { rule: r${index + 1}, why: because, ${rule} }`);
  return `
policy: small
revision: 1
zone: Asia/Seoul
units: { POINT: { decimals: 0 } }
${more.includes("limits:") ? more : `limits: [{ per: run, credit: 1000000 KRW }]\n${more}`}
rules:
${lines.join("\n")}
`;
}

function checksIn(policy: string, outage = OUTAGE): readonly string[] {
  const outageFile = outage === "none" ? undefined : readOutageFile(outage, "outage.yaml");
  const { findings } = lintPolicy(readPolicy(policy, "policy.yaml"), outageFile);
  // Most of these policies have no rule for films, which is a fault of its own.
  return findings.map(({ check, about }) => `${check} ${about}`).filter((one) => one !== "service-unnamed films");
}

const WEEK = "give: { extend: { by: 7 days, from: later } }";
const RENTAL = "for: { record: rental, service: books }";
const HELD = "if: { held: during-outage }";

describe("a rule that can never be reached", () => {
  test.for([
    ["the same records", [RENTAL, RENTAL], ["unreachable r2"]],
    [
      "some of the records",
      ["for: { record: rental, service: books }", "for: { record: rental, service: books, status: active }"],
      ["unreachable r2"],
    ],
    ["more records", ["for: { record: rental, service: books, status: active }", RENTAL], []],
    [
      "all of a range, between two",
      [
        "for: { record: rental, service: books, price: { less-than: 5000 } }",
        "for: { record: rental, service: books, price: { at-least: 5000 } }",
        "for: { record: rental, service: books, price: { at-least: 0 } }",
      ],
      ["unreachable r3"],
    ],
    [
      "all of a range but its edge",
      [
        "for: { record: rental, service: books, price: { less-than: 5000 } }",
        "for: { record: rental, service: books, price: { more-than: 5000 } }",
        "for: { record: rental, service: books, price: { at-least: 0 } }",
      ],
      [],
    ],
    ["what has no price is left", ["for: { record: rental, service: books, price: { at-least: 0 } }", RENTAL], []],
    [
      "a value and all others",
      [
        "for: { record: rental, service: books, status: active }",
        "for: { record: rental, service: books, status: { not: active } }",
        RENTAL,
      ],
      ["unreachable r3"],
    ],
    ["every service", ["for: { record: rental }", RENTAL], ["unreachable r2"]],
    ["one service of two", [RENTAL, "for: { record: rental, service: [books, games] }"], []],
    ["another kind", [RENTAL, "for: { record: coupon, service: books }"], []],
    [
      "excluded by the first",
      [
        "for: { record: rental, service: books }, unless: { status: used }",
        "for: { record: rental, service: books, status: used }",
      ],
      ["unreachable r2"],
    ],
  ] as const)("%s", ([, selectors, expected]) => {
    expect(checksIn(policyOf(selectors.map((selector) => `${selector}, ${HELD}, ${WEEK}`)))).toEqual(expected);
  });

  test.for([
    ["a stronger condition", "held: during-outage", "held: throughout-outage", ["unreachable r2"]],
    ["a weaker condition", "held: throughout-outage", "held: during-outage", []],
    ["what ended was held", "held: during-outage", "ended: during-outage", ["unreachable r2"]],
    ["a day in the outage", "held: during-outage", "held-on: 2024-03-13", ["unreachable r2"]],
    ["a day partly in the outage", "held: during-outage", "held-on: 2024-03-12", []],
    ["more lost than enough", "lost: { at-least: 2 hours }", "lost: { at-least: 3 hours }", ["unreachable r2"]],
    ["less lost than enough", "lost: { at-least: 3 hours }", "lost: { at-least: 2 hours }", []],
    ["at least is not more than", "lost: { more-than: 2 hours }", "lost: { at-least: 2 hours }", []],
    ["no condition", "held: during-outage", "", []],
  ] as const)("by its condition: %s", ([, first, second, expected]) => {
    const rules = [first, second].map((condition) => `${RENTAL}, if: { ${condition} }, ${WEEK}`);
    expect(checksIn(policyOf(rules))).toEqual(expected);
  });

  test("before any outage is known, what holds in every one is still found", () => {
    const rules = ["held: during-outage", "ended: during-outage"].map((one) => `${RENTAL}, if: { ${one} }, ${WEEK}`);
    expect(checksIn(policyOf(rules), "none")).toEqual(["unreachable r2"]);
  });

  test("and what only a long outage would hide is not", () => {
    const rules = ["held: during-outage", "held-on: 2024-03-13"].map((one) => `${RENTAL}, if: { ${one} }, ${WEEK}`);
    expect(checksIn(policyOf(rules), "none")).toEqual([]);
  });
});

describe("other faults", () => {
  test.for([
    [
      "contradicting numbers",
      [`for: { record: rental, service: books, price: { at-least: 10, less-than: 5 } }, ${WEEK}`],
      ["never-matches r1"],
    ],
    [
      "agreeing numbers",
      [`for: { record: rental, service: books, price: { at-least: 5, less-than: 10 } }, ${HELD}, ${WEEK}`],
      [],
    ],
    [
      "taken away by unless",
      [`for: { record: rental, service: books, status: used }, unless: { status: used }, ${WEEK}`],
      ["never-matches r1"],
    ],
    [
      "down longer than it was",
      [`for: { record: rental, service: films }, if: { down: { at-least: 3 hours } }, ${WEEK}`],
      ["never-holds r1"],
    ],
    [
      "down as long as it was",
      [
        `for: { record: rental, service: films }, if: { down: { at-least: 2 hours } }, give: { extend: { by: 7 days, from: latest } }`,
      ],
      [],
    ],
    [
      "between two lengths of lost time",
      [`${RENTAL}, if: { lost: { more-than: 2 hours, less-than: 3 hours } }, ${WEEK}`],
      [],
    ],
    [
      "between two lengths that leave nothing",
      [`${RENTAL}, if: { lost: { more-than: 3 hours, less-than: 2 hours } }, ${WEEK}`],
      ["never-holds r1"],
    ],
    ["an end of a claim", [`for: { record: claim, service: books }, ${WEEK}`], ["gives-nothing r1"]],
    [
      "a sum that is never paid",
      [`${RENTAL}, give: { credit: { percent: 10, round: up, at-most: 100 KRW, more-than: 100 KRW } }`],
      ["gives-nothing r1"],
    ],
    [
      "a sum that is paid",
      [`${RENTAL}, give: { credit: { percent: 10, round: up, at-most: 101 KRW, more-than: 100 KRW } }`],
      [],
    ],
    [
      "points of a rental",
      [`${RENTAL}, ${HELD}, give: { restore: { valid: 7 days, from: ends } }`],
      ["column-unusual r1"],
    ],
    ["a new coupon for a rental", [`${RENTAL}, give: { reissue: 7 days }`], ["wrong-kind r1"]],
    ["a new coupon for a coupon", ["for: { record: coupon, service: books }, give: { reissue: 7 days }"], []],
    ["a move to a day in the outage", [`${RENTAL}, ${HELD}, give: { move: 2024-03-15 }`], ["dead-on-arrival r1"]],
    ["a move to a day after it", [`${RENTAL}, ${HELD}, give: { move: 2024-03-17 }`], []],
    ["just as long as the outage", [`${RENTAL}, ${HELD}, give: { extend: 102 hours }`], []],
    ["an hour shorter than the outage", [`${RENTAL}, ${HELD}, give: { extend: 101 hours }`], ["dead-on-arrival r1"]],
    [
      "a loss without a ceiling",
      ["for: { record: claim, service: books }, give: { credit: { percent: 10, of: loss_amount, round: up } }"],
      ["no-ceiling r1"],
    ],
    [
      "a loss with a ceiling",
      [
        "for: { record: claim, service: books }, give: { credit: { percent: 10, of: loss_amount, round: up, at-most: 50000 KRW } }",
      ],
      [],
    ],
    ["a price is its own ceiling", [`${RENTAL}, give: { credit: { percent: 10, of: price, round: up } }`], []],
    [
      "the last tier is open to a loss",
      [
        "for: { record: claim, service: books }, give: { credit: { tiers: { by: loss_amount, steps: [{ below: 1000, give: nothing }, { at-least: 1000, give: { percent: 10, of: loss_amount, round: up } }] } } }",
      ],
      ["no-ceiling r1"],
    ],
    [
      "the last tier is flat",
      [
        "for: { record: claim, service: books }, give: { credit: { tiers: { by: loss_amount, steps: [{ below: 1000, give: nothing }, { at-least: 1000, give: 500 KRW }] } } }",
      ],
      [],
    ],
    [
      "nothing above the last tier",
      [
        "for: { record: claim, service: books }, give: { credit: { tiers: { by: loss_amount, steps: [{ at-most: 1000, give: 500 KRW }] } } }",
      ],
      ["tier-above r1"],
    ],
    [
      "more than can be lost needs no tier",
      [`${RENTAL}, give: { credit: { tiers: { by: lost, steps: [{ at-most: 102 hours, give: 500 KRW }] } } }`],
      [],
    ],
    [
      "what can be lost does",
      [`${RENTAL}, give: { credit: { tiers: { by: lost, steps: [{ below: 102 hours, give: 500 KRW }] } } }`],
      ["tier-above r1"],
    ],
    ["a billing that moves", [`for: { record: subscription, service: books }, ${HELD}, ${WEEK}`], ["moves-charge r1"]],
    [
      "a billing that does not renew",
      [`for: { record: subscription, service: books, auto_renew: false }, ${HELD}, ${WEEK}`],
      [],
    ],
    [
      "two spellings",
      [
        `for: { record: rental, service: books, status: active }, ${HELD}, ${WEEK}`,
        `for: { record: rental, service: books, status: " active" }, ${HELD}, give: { extend: { by: 8 days, from: later } }`,
      ],
      ["spelling r2"],
    ],
    [
      "two spellings, both meant",
      [
        `for: { record: rental, service: books, status: [active, Active] }, ${HELD}, ${WEEK}`,
        `for: { record: rental, service: games, status: Active }, ${HELD}, ${WEEK}`,
      ],
      [],
    ],
    [
      "two spellings of a service",
      [
        `for: { record: rental, service: books }, ${HELD}, ${WEEK}`,
        `for: { record: rental, service: Books }, ${HELD}, give: { extend: { by: 8 days, from: later } }`,
      ],
      ["spelling r2"],
    ],
    [
      "a rule that seems to be for every channel",
      [
        `for: { record: rental, service: books, channel: web }, ${HELD}, ${WEEK}`,
        `for: { record: rental, service: books }, if: { began: during-outage }, ${WEEK}`,
      ],
      ["unreachable r2"],
    ],
    [
      "a rule that is for the other channels by name",
      [
        `for: { record: rental, service: books, channel: web }, ${HELD}, ${WEEK}`,
        `for: { record: rental, service: books, channel: app }, ${HELD}, ${WEEK}`,
      ],
      [],
    ],
    [
      "for all others, of which none is named",
      [`for: { record: rental, service: books, channel: { not: web } }, ${HELD}, ${WEEK}`],
      ["channel-hole r1"],
    ],
  ] as const)("%s", ([, rules, expected]) => {
    expect(checksIn(policyOf(rules))).toEqual(expected);
  });

  test("a channel that no rule names is shown where a rule looks as if it were for all", () => {
    const rules = [
      `for: { record: rental, service: books, channel: web }, ${HELD}, ${WEEK}`,
      `for: { record: rental, service: books }, ${WEEK}`,
    ];
    expect(checksIn(policyOf(rules))).toEqual(["channel-hole r2"]);
  });

  test("two rules that exclude each other do not overlap under unique", () => {
    const statuses = ["active", "paused"].map(
      (one) => `for: { record: rental, service: books, status: ${one} }, ${HELD}, ${WEEK}`,
    );
    expect(checksIn(policyOf(statuses, "hit: unique"))).toEqual([]);
  });

  test.for(["5 USD", "5000 USD"])("a sum that is paid above %s is paid for some price", (least) => {
    const rule = `${RENTAL}, give: { credit: { percent: 10, of: price, round: up, more-than: ${least} } }`;
    expect(checksIn(policyOf([rule], "limits: [{ per: run, credit: 9 USD }]"))).toEqual([]);
  });

  test("a limit per record is a ceiling, too", () => {
    const rule =
      "for: { record: claim, service: books }, give: { credit: { percent: 10, of: loss_amount, round: up } }";
    const limits = "limits: [{ per: run, credit: 1000000 KRW }, { per: record, credit: 50000 KRW }]";
    expect(checksIn(policyOf([rule], limits))).toEqual([]);
  });

  test("a service that was down and that no rule names is found in the outage file", () => {
    const findings = checksIn(policyOf([`${RENTAL}, ${HELD}, ${WEEK}`]), OUTAGE.replace("films", "radio"));
    expect(findings).toEqual(["service-unnamed radio"]);
  });
});
