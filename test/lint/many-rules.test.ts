/** Policies of very many rules: what is found in few is found in many, and what is too much is said. */
import { describe, expect, test } from "vitest";
import { lintPolicy } from "../../src/lint/lint-policy.ts";
import { readOutageFile } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { lintEn } from "../../src/report/sentences/lint-en.ts";
import { runBinary } from "../support/binary.ts";
import { smallCase } from "../support/small-case.ts";

const OUTAGE = "outage: o\nzone: Asia/Seoul\nwindow: 2024-03-12T10:00/2024-03-16T16:00\n";
const WEEK = "why: because, give: { extend: { by: 7 days, from: later } }";
const HELD = "if: { held: during-outage }";

function policyText(rules: readonly string[], more = ""): string {
  const lines = rules.map((rule, index) => `  - { rule: r${index}, ${rule} }`);
  return `policy: many\nrevision: 1\nzone: Asia/Seoul\n${more}\nrules:\n${lines.join("\n")}\n`;
}

function linted(rules: readonly string[], { more = "", outage = OUTAGE } = {}) {
  const file = readPolicy(policyText(rules, more), "policy.yaml");
  const { findings, leftOut } = lintPolicy(file, readOutageFile(outage, "outage.yaml"));
  return { found: findings.map(({ check, about }) => `${check} ${about}`), leftOut };
}

/** One rule for each plan of a service. */
function byPlan(count: number, more: readonly string[] = []): readonly string[] {
  const own = Array.from({ length: count }, (_, index) => `record: rental, service: books, plan: p${index}`);
  return [...own, ...more].map((selectors) => `for: { ${selectors} }, ${HELD}, ${WEEK}`);
}

describe("each of many rules has a plan of its own", () => {
  test.for([
    ["nothing is wrong", [], "", []],
    ["a plan twice", ["record: rental, service: books, plan: p7"], "", ["unreachable rN"]],
    ["two plans of others", ["record: rental, service: books, plan: [p7, p8]"], "", ["unreachable rN"]],
    ["a plan of others and one of its own", ["record: rental, service: books, plan: [p7, new]"], "", []],
    ["whatever is left", ["record: rental, service: books"], "", []],
    [
      "what is left, twice",
      ["record: rental, service: books", "record: rental, service: books"],
      "",
      ["unreachable rN+1"],
    ],
    ["all plans but one of others", ["record: rental, service: books, plan: { not: p7 }"], "", []],
    ["a plan that no other is told from", ["record: rental, service: books, plan: P7"], "", ["spelling rN"]],
    [
      "a plan twice where one only may apply",
      ["record: rental, service: books, plan: p7"],
      "hit: unique",
      ["overlap rN"],
    ],
    ["whatever is left where one only may apply", ["record: rental, service: books"], "hit: unique", ["overlap rN"]],
  ] as const)("%s, among 40 and among 300", ([, more, hit, expected]) => {
    for (const count of [40, 300]) {
      const { found, leftOut } = linted(byPlan(count, more), { more: hit });
      const names = expected.map((one) => one.replace("rN+1", `r${count + 1}`).replace("rN", `r${count}`));
      expect({ found: [...new Set(found)], leftOut }).toEqual({ found: names, leftOut: [] });
    }
  });

  test("a rule that contradicts itself is found among them", () => {
    const rules = [...byPlan(300), `for: { service: books, plan: p7 }, unless: { plan: p7 }, ${HELD}, ${WEEK}`];
    expect(linted(rules)).toEqual({ found: ["never-matches r300"], leftOut: [] });
  });

  test("a channel that none names goes to review for each of them", () => {
    const rules = Array.from(
      { length: 100 },
      (_, i) => `for: { record: rental, service: books, plan: p${i} }, ${WEEK}`,
    );
    const named = `for: { record: rental, service: books, plan: p7, channel: web }, ${WEEK}`;
    const { found } = linted([named, ...rules]);
    expect(found.filter((one) => one.startsWith("channel-hole"))).toHaveLength(99);
    expect(found).toContain("unreachable r8");
  });

  test("each of many services has a rule, and one of them two", () => {
    const rules = Array.from({ length: 300 }, (_, i) => `for: { record: rental, service: s${i} }, ${HELD}, ${WEEK}`);
    const twice = `for: { record: rental, service: s7 }, ${HELD}, ${WEEK}`;
    expect(linted([...rules, twice])).toEqual({ found: ["unreachable r300"], leftOut: [] });
  });
});

describe("what is too much is left out, and said", () => {
  const alike = (count: number) => Array.from({ length: count }, () => `for: { record: rental }, ${HELD}, ${WEEK}`);
  const lengths = (count: number) =>
    Array.from(
      { length: count },
      (_, i) => `for: { record: rental }, if: { lost: { at-least: ${count - i} minutes } }, ${WEEK}`,
    );
  /** Thirteen columns of two classes each, and one of a class for each rule and another. */
  const combined = (count: number) =>
    Array.from({ length: count }, (_, i) => {
      const two = [..."abcdefghijklm"].map((column) => `${column}: x`).join(", ");
      return `for: { record: rental, ${two}, n: n${i} }, ${WEEK}`;
    });
  const TOO_MANY = "more than 200 are for the same records, and only the first 200 were asked";
  const intervals = (count: number) => {
    const days = Array.from({ length: count }, (_, day) =>
      new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10),
    );
    return `outage: o\nzone: UTC\nwindow:\n${days.map((day) => `  - ${day}T10:00/${day}T11:00`).join("\n")}\n`;
  };

  test.for([
    ["200 rules for the same records are all asked", alike(200), OUTAGE, []],
    ["of 201, one is not", alike(201), OUTAGE, [`r200 was not looked at in full: ${TOO_MANY}`]],
    [
      "of 1,300, many",
      alike(1300),
      OUTAGE,
      [`1,100 rules, r200 the first of them, were not looked at in full: ${TOO_MANY}`],
    ],
    ["80 intervals have edges that can all be tried", alike(1), intervals(80), []],
    [
      "those of 81 are too many",
      alike(1),
      intervals(81),
      ["r0 was not looked at in full: there are more times to tell apart than can be tried"],
    ],
    ["20 lengths of time lost can be tried", lengths(20), OUTAGE, []],
    [
      "200 cannot",
      lengths(200),
      OUTAGE,
      [
        "200 rules, r0 the first of them, were not looked at in full: there are more times to tell apart than can be tried",
      ],
    ],
    ["32,768 combinations of values can be tried", combined(3), OUTAGE, []],
    [
      "40,960 cannot",
      combined(4),
      OUTAGE,
      [
        "4 rules, r0 the first of them, were not looked at in full: the values of their columns have more combinations than can be tried",
      ],
    ],
    [
      "a column of times",
      [`for: { record: rental, started_at: "2024-01-01" }, ${WEEK}`],
      OUTAGE,
      ["r0 was not looked at in full: they are for records by a column of times"],
    ],
  ] as const)("%s", ([, rules, outage, expected]) => {
    expect(linted(rules, { outage }).leftOut.map(lintEn.leftOut)).toEqual(expected);
  });

  test("of rules that were not asked, nothing is claimed", () => {
    const { found } = linted(alike(300));
    expect(found).toHaveLength(199);
    expect(found.at(-1)).toBe("unreachable r199");
  });

  test("where times are left out, no rule is called unreachable", () => {
    const { found } = linted(alike(2), { outage: intervals(81) });
    expect(found).not.toContain("unreachable r1");
    expect(linted(alike(2), { outage: intervals(80) }).found).toContain("unreachable r1");
  });
});

describe("the built program", () => {
  test.for([
    ["1,500 plans", (i: number) => `for: { record: rental, service: books, plan: p${i} }`, ""],
    ["1,500 services", (i: number) => `for: { record: rental, service: s${i} }`, ""],
    [
      "1,500 ranges of prices",
      (i: number) => `for: { record: rental, price: { at-least: ${i}, less-than: ${i + 1} } }`,
      "1,300 rules",
    ],
  ] as const)("ends soon with %s", { timeout: 90_000 }, async ([, selects, left]) => {
    const rules = Array.from({ length: 1500 }, (_, i) => `${selects(i)}, ${HELD}, ${WEEK}`);
    const story = await smallCase({ "policy.yaml": policyText(rules), "outage.yaml": OUTAGE });
    const ran = await runBinary("lint --policy policy.yaml --outage outage.yaml", { cwd: story.folder });
    expect(ran).toMatchObject({ exit: 0, err: "" });
    expect(ran.out).toContain("1 policy: nothing found");
    if (left !== "")
      expect(ran.out).toContain(`policy.yaml: ${left}, r200 the first of them, were not looked at in full`);
    const json = await runBinary("lint --json --policy policy.yaml --outage outage.yaml", { cwd: story.folder });
    expect(JSON.parse(json.out).files[0].left_out).toHaveLength(left === "" ? 0 : 1);
  });

  test("ends soon with 20,000 intervals", { timeout: 90_000 }, async () => {
    const minute = (n: number) => new Date(Date.UTC(2022, 0, 1, 0, n)).toISOString().slice(0, 16);
    const windows = Array.from({ length: 20_000 }, (_, i) => `  - ${minute(20 * i)}/${minute(20 * i + 5)}`);
    const story = await smallCase({
      "policy.yaml": policyText([`for: { record: rental }, ${HELD}, ${WEEK}`]),
      "outage.yaml": `outage: o\nzone: UTC\nwindow:\n${windows.join("\n")}\n`,
    });
    const ran = await runBinary("lint --policy policy.yaml --outage outage.yaml", { cwd: story.folder });
    expect(ran).toMatchObject({ exit: 0, err: "" });
    expect(ran.out).toContain("r0 was not looked at in full: there are more times to tell apart than can be tried");
  });
});
