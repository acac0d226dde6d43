/** `no-budget`: every currency and unit that a policy can pay, and only a budget in it is one. */
import { describe, expect, test } from "vitest";
import { lintPolicy } from "../../src/lint/lint-policy.ts";
import { readOutageFile } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { runBinary } from "../support/binary.ts";
import { smallCase } from "../support/small-case.ts";

const OUTAGE = "outage: o\nzone: UTC\nwindow: 2024-03-12T10:00/2024-03-16T16:00\n";
const BOOKS = "for: { record: rental, service: books }";
const FILMS = "for: { record: rental, service: films }";
const PART = "percent: 10, of: price, round: up";

function policyText(rules: readonly string[], limits: string, more = ""): string {
  const lines = rules.map((rule, index) => `- { rule: r${index + 1}, why: because, ${rule} }`);
  const body =
    more === "layers"
      ? `layers:\n${lines.map((line, index) => `  - layer: l${index + 1}\n    rules:\n      ${line}`).join("\n")}`
      : `rules:\n  ${lines.join("\n  ")}`;
  const units = "units: { POINT: { decimals: 0 }, MILE: { decimals: 1 } }";
  return `policy: small\nrevision: 1\nzone: UTC\n${units}\n${limits === "" ? "" : `limits: [${limits}]\n`}${body}\n`;
}

function unlimited(rules: readonly string[], limits: string, more = ""): readonly string[] {
  const file = readPolicy(policyText(rules, limits, more), "policy.yaml");
  const { findings } = lintPolicy(file, readOutageFile(OUTAGE, "outage.yaml"));
  return findings.filter(({ check }) => check === "no-budget").map(({ about }) => about);
}

const PER_RUN = "{ per: run, credit: 1000000 ";

describe("what a rule pays in", () => {
  test.for([
    ["a flat amount", "credit: 5 USD", ["USD"]],
    ["a flat amount of a unit", "grant: 5 POINT", ["POINT"]],
    ["so much for each hour", "credit: { each: 5 USD, per: 1 hour, by: down, round: up }", ["USD"]],
    ["a part of the price", `credit: { ${PART} }`, ["the price's currency"]],
    ["rounded to cents", `credit: { ${PART}, to: 0.05 USD }`, ["USD"]],
    ["at most so much", `credit: { ${PART}, at-most: 5 USD }`, ["USD"]],
    ["at least so much", `credit: { ${PART}, at-least: 5 USD }`, ["USD"]],
    ["more than so much", `credit: { ${PART}, more-than: 0.50 USD }`, ["USD"]],
    ["a part of the price in a unit", `grant: { ${PART}, in: POINT }`, ["POINT"]],
    [
      "a currency for each step",
      "credit: { tiers: { by: lost, steps: [{ below: 24 hours, give: 5 USD }, { at-least: 24 hours, give: 900 JPY }] } }",
      ["USD", "JPY"],
    ],
    ["nothing", "extend: { by: 7 days, from: latest }", []],
    [
      "what is never paid, being below its own floor",
      "credit: { each: 5 USD, per: 1 hour, by: down, round: up, more-than: 90000 USD }",
      [],
    ],
  ] as const)("%s", ([, give, expected]) => {
    expect(unlimited([`${BOOKS}, give: { ${give} }`], "")).toEqual(expected);
  });

  test("the currencies that a rule is for are those of its prices", () => {
    const rule = `for: { record: rental, service: books, currency: [EUR, USD] }, give: { credit: { ${PART} } }`;
    expect(unlimited([rule], "")).toEqual(["EUR", "USD"]);
    expect(unlimited([rule], `${PER_RUN}EUR }`)).toEqual(["USD"]);
  });

  test("each of them once, at the first rule that pays in it", () => {
    const rules = [`${BOOKS}, give: { credit: 5 USD }`, `${FILMS}, give: { credit: 7 USD }`];
    expect(unlimited([...rules, "for: { record: coupon }, give: { grant: 5 MILE }"], "")).toEqual(["USD", "MILE"]);
  });
});

describe("a budget", () => {
  test.for([
    ["in it", "USD", `${PER_RUN}USD }`, []],
    ["in another currency", "USD", `${PER_RUN}KRW }`, ["USD"]],
    ["in a unit", "USD", `${PER_RUN}POINT }`, ["USD"]],
    ["for each user", "USD", "{ per: user, credit: 1000 USD }", ["USD"]],
    ["for each record", "USD", "{ per: record, credit: 1000 USD }", ["USD"]],
    ["in records", "USD", "{ per: run, records: 1000 }", ["USD"]],
    ["of a unit, in it", "POINT", `${PER_RUN}POINT }`, []],
    ["of a unit, in another", "POINT", `${PER_RUN}MILE }`, ["POINT"]],
    ["of a unit, in money", "POINT", `${PER_RUN}USD }`, ["POINT"]],
  ] as const)("%s, of %s", ([, paid, limit, expected]) => {
    const kind = paid === "POINT" ? "grant" : "credit";
    expect(unlimited([`${BOOKS}, give: { ${kind}: 5 ${paid} }`], limit)).toEqual(expected);
  });

  test.for([
    ["any currency may be the price's", `${PER_RUN}EUR }`, []],
    ["a unit is none", `${PER_RUN}POINT }`, ["the price's currency"]],
  ] as const)("for a part of the price, %s", ([, limit, expected]) => {
    expect(unlimited([`${BOOKS}, give: { credit: { ${PART} } }`], limit)).toEqual(expected);
  });

  test.for([
    ["its own", "layer: l2", []],
    ["another one", "layer: l1", ["USD"]],
  ] as const)("of one layer holds %s", ([, layer, expected]) => {
    const rules = [`${BOOKS}, give: { extend: { by: 7 days, from: latest } }`, `${BOOKS}, give: { credit: 5 USD }`];
    expect(unlimited(rules, `{ per: run, ${layer}, credit: 1000 USD }`, "layers")).toEqual(expected);
  });
});

test("the built program tells a policy of dollars to limit dollars, not won", async () => {
  const dollars = policyText([`${BOOKS}, give: { credit: { ${PART}, at-most: 5 USD } }`], `${PER_RUN}KRW }`);
  const story = await smallCase({ "policy.yaml": dollars, "outage.yaml": OUTAGE });
  const ran = await runBinary("lint --policy policy.yaml --outage outage.yaml", { cwd: story.folder });
  expect(ran.out).toContain(
    "warning: r1 pays in USD, such as 1.00 USD for one record, and no limit says how much the whole run may come to [no-budget]",
  );
  expect(ran.out).toContain("Write a budget in that currency or unit into limits");
});
