/**
 * A listener does not change a decision, and it hears what the decision comes to: generated records, decided with a
 * listener and without one.
 *
 * With a listener every rule is asked; without one, rules that cannot fit a record are left out beforehand.
 */
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { type Decision, UNAFFECTED_REASONS } from "../../src/domain/decision.ts";
import { instantAt } from "../../src/domain/instant.ts";
import { compileRules, type Rules, readOutage, readPolicy, recordOf } from "../../src/index.ts";
import { endFields } from "../../src/rules/fields.ts";
import type { Listener, RuleAnswer } from "../../src/rules/listener.ts";
import type { ColumnTest, Condition, Rule } from "../../src/rules/policy.ts";
import type { Row } from "./language.ts";
import { sampleOf, yamlOf } from "./samples/sample.ts";

const SEED = Number(process.env.SEED ?? 20221015);
const POLICIES = Math.ceil(Number(process.env.RECORDS ?? 20_000) / 40);
const ROWS = 40;
const PATIENCE_MS = 240_000;

interface HeardTest {
  readonly test: ColumnTest | Condition;
  readonly holds: boolean;
}

interface HeardRule {
  readonly layer: string;
  readonly rule: Rule;
  readonly answer: RuleAnswer | undefined;
  readonly tests: readonly HeardTest[];
}

function listen(): { readonly listener: Listener; readonly heard: readonly HeardRule[] } {
  const heard: HeardRule[] = [];
  let layer = "";
  let tests: HeardTest[] = [];
  const listener: Listener = {
    onLayer: ({ name }) => {
      layer = name;
    },
    onTest: (each, holds) => {
      tests.push({ test: each, holds });
    },
    onRule: (rule, answer) => {
      heard.push({ layer, rule, answer, tests });
      tests = [];
    },
  };
  return { listener, heard };
}

/** What is wrong with a decision that was listened to, in words. */
function faultsOf(row: Row, rules: Rules): readonly string[] {
  const { zone, units } = rules.policy;
  const read = recordOf(row.kind, row.cells, { zone, units, fields: endFields(rules.policy) });
  if ("faults" in read) return [];
  const { listener, heard } = listen();
  const decision = rules.decide(read.record, {}, listener);
  answers.set(decision.kind, (answers.get(decision.kind) ?? 0) + 1);
  const isSame = isDeepStrictEqual(decision, rules.decide(read.record));
  return [
    ...(isSame ? [] : ["the decision is another one without a listener"]),
    ...(agrees(decision, heard) ? [] : [`the decision is ${JSON.stringify(decision.kind)}, and was not heard to be`]),
    ...heard.filter((each) => !isInOrder(each)).map(({ rule }) => `the tests of ${rule.name} are not those it asks`),
  ];
}

const answers = new Map<Decision["kind"], number>();

/** Whether the decision follows from the rules that were heard: who gave, or the first reason why nobody did. */
function agrees(decision: Decision, heard: readonly HeardRule[]): boolean {
  const applied = heard.filter(({ answer }) => answer?.standing === "applies");
  const reasons = heard.map(({ answer }) => answer?.given);
  switch (decision.kind) {
    case "affected":
      return decision.outcomes.every(({ layer, rule }) =>
        rule === undefined ? heard.length === 0 : applied.some((one) => one.layer === layer && one.rule.name === rule),
      );
    case "overlapping":
      return decision.rules.every((name) => applied.some((one) => one.rule.name === name));
    case "unaffected":
      if (decision.reason === "no-rule") return heard.length === 0;
      return decision.reason === (UNAFFECTED_REASONS.find((reason) => reasons.includes(reason)) ?? "not-matched");
  }
}

/** Whether a rule was heard to ask its tests in their order, and none after the test that settled its answer. */
function isInOrder({ rule, answer, tests }: HeardRule): boolean {
  const ofFor = rule.for.flatMap((selector) => selector.tests);
  const [forTests, others] = [tests.slice(0, ofFor.length), tests.slice(ofFor.length)];
  if (answer === undefined) return isUpToFirst(false, forTests, ofFor) && forTests.at(-1)?.holds === false;
  if (!isUpToFirst(false, forTests, ofFor) || forTests.some(({ holds }) => !holds)) return false;
  const ifTests = others.filter(({ test: each }) => rule.if.some((condition) => condition === each));
  const unlessTests = others.slice(0, others.length - ifTests.length);
  if (
    !unlessTests.every(({ test: each }) => rule.unless.some((selector) => selector.tests.some((one) => one === each)))
  )
    return false;
  if (answer.standing === "excluded") return ifTests.length === 0 && unlessTests.at(-1)?.holds === true;
  const isMet = isUpToFirst(false, ifTests, rule.if) && ifTests.every(({ holds }) => holds);
  return isMet === (answer.standing === "applies") && isUpToFirst(false, ifTests, rule.if);
}

/** Whether the tests are those that were to be asked, up to the first that came out so, or all of them. */
function isUpToFirst(last: boolean, tests: readonly HeardTest[], wanted: readonly (ColumnTest | Condition)[]): boolean {
  const end = tests.findIndex(({ holds }) => holds === last);
  return tests.length === (end < 0 ? wanted.length : end + 1) && tests.every((each, at) => each.test === wanted[at]);
}

test(`is decided as without a listener, ${POLICIES} policies, seed ${SEED}`, { timeout: PATIENCE_MS }, () => {
  for (let index = 0; index < POLICIES; index += 1) {
    const { policy, outage, asOf, rows } = sampleOf(SEED, index, ROWS);
    const read = readPolicy(yamlOf(policy), "policy.yaml").policy;
    const rules = compileRules(read, readOutage(yamlOf(outage), "outage.yaml"), instantAt(asOf));
    expect(
      rows.flatMap((row) => faultsOf(row, rules)),
      `sample ${index}: ${yamlOf(policy)}`,
    ).toEqual([]);
  }
  expect([...answers.keys()].sort()).toEqual(["affected", "overlapping", "unaffected"]);
});

test("is decided as without a listener where many rules are cut down by a column and by the service", () => {
  const services = ["books", "[books, films]", "{ not: films }", "{ not: [books, music] }", undefined];
  const lines = Array.from({ length: 60 }, (_, at) => {
    const service = services[at % services.length];
    const selectors = [`plan: p${at % 20}`, `seats: { at-least: ${at % 4} }`];
    if (service !== undefined) selectors.push(`service: ${service}`);
    const unless = at % 7 === 0 ? ", unless: { status: over }" : "";
    return `  - { rule: r${at}, for: { record: [rental, coupon], ${selectors.join(", ")} }${unless}, give: { grant: ${at + 1} POINT } }`;
  });
  const text = `policy: p\nrevision: r\nzone: UTC\nunits: { POINT: { decimals: 0 } }\nrules:\n${lines.join("\n")}\n`;
  const outage = readOutage("outage: o\nzone: UTC\nwindow: 2022-10-15T15:30/2022-10-20T23:00\n", "outage.yaml");
  const rules = compileRules(readPolicy(text, "policy.yaml").policy, outage, instantAt(Date.UTC(2022, 9, 21)));
  const faults = Array.from({ length: 2_000 }, (_, at): Row => {
    const service = ["books", "films", "music", "games"][at % 4] ?? "";
    const status = at % 3 === 0 ? "over" : "active";
    const cells = { service, user_id: "u", plan: `p${at % 23}`, seats: String(at % 5), status };
    const times = { started_at: "2022-10-01", expires_at: "2022-10-18" };
    return at % 2 === 0
      ? { kind: "rental", cells: { ...cells, ...times, rental_id: `r${at}` } }
      : { kind: "claim", cells: { ...cells, received_at: "2022-10-16", claim_id: `c${at}` } };
  }).flatMap((row) => faultsOf(row, rules));
  expect(faults).toEqual([]);
});
