/**
 * Two readings of the rule language, the tool's and a slow one that shares no code with it, decide generated records.
 *
 * `RECORDS=100000 SEED=7 npx vitest run test/oracle` decides more of them, from another seed. A difference is shown with
 * the seed, the policy, the outage and the row, so that it can be decided again.
 */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Answer, Outcome, Row } from "./language.ts";
import { decide } from "./reading/decide.ts";
import { type Sample, sampleOf, yamlOf } from "./samples/sample.ts";
import { toolFor } from "./tool.ts";

const SEED = Number(process.env.SEED ?? 20221015);
const RECORDS = Number(process.env.RECORDS ?? 20_000);
const ROWS = 40;
/** As many as one test decides, so that a long run shows that it goes on. */
const PER_TEST = 100;
const SHOWN = 3;
const PATIENCE_MS = 240_000;

/** How often each kind of answer came, over all samples. */
const answers = new Map<string, number>();

interface Difference {
  readonly index: number;
  readonly sample: Sample;
  readonly row: Row;
  readonly expected: Answer;
  readonly found: Answer;
}

function differencesIn(index: number): readonly Difference[] {
  const sample = sampleOf(SEED, index, ROWS);
  const { policy, outage, asOf, rows } = sample;
  const tool = toolFor(yamlOf(policy), yamlOf(outage), asOf);
  return rows.flatMap((row) => {
    const expected = decide(row, policy, outage, asOf);
    const found = tool.decide(row);
    for (const name of namesOf(found)) answers.set(name, (answers.get(name) ?? 0) + 1);
    return isAmong(found, expected) ? [] : [{ index, sample, row, expected, found }];
  });
}

/** Where the specification gives several reasons no order, the second reading names all, and any one is right. */
function isAmong(found: Answer, expected: Answer): boolean {
  if ("outcomes" in found && "outcomes" in expected) {
    const pairs = found.outcomes.map((outcome, at) => [outcome, expected.outcomes[at]] as const);
    return found.outcomes.length === expected.outcomes.length && pairs.every(([one, other]) => isOutcome(one, other));
  }
  if ("review" in found && "review" in expected) return isOneOf(found.review, expected.review);
  if ("rejected" in found && "rejected" in expected) return isOneOf(found.rejected, expected.rejected);
  return "unaffected" in found && "unaffected" in expected && found.unaffected === expected.unaffected;
}

function isOutcome(found: Outcome, expected: Outcome | undefined): boolean {
  if (expected === undefined) return false;
  if ("review" in found && "review" in expected) {
    return found.rule === expected.rule && found.layer === expected.layer && isOneOf(found.review, expected.review);
  }
  return sorted(found) === sorted(expected);
}

function isOneOf(found: readonly string[], among: readonly string[]): boolean {
  return found.length > 0 && found.every((reason) => among.includes(reason));
}

function sorted(outcome: Outcome): string {
  const entries = Object.entries(outcome).map(([key, value]) => [key, Array.isArray(value) ? value.toSorted() : value]);
  return JSON.stringify(entries.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}

function namesOf(answer: Answer): readonly string[] {
  if ("unaffected" in answer) return [answer.unaffected.split(" ")[0] ?? ""];
  if ("review" in answer) return answer.review.map((reason) => `review ${reason}`);
  if ("rejected" in answer) return answer.rejected.map((code) => `rejected ${code}`);
  return answer.outcomes.flatMap((outcome) =>
    "review" in outcome ? outcome.review.map((reason) => `review ${reason}`) : [outcome.action, ...outcome.notes],
  );
}

function shown({ index, sample, row, expected, found }: Difference): string {
  return [
    `SEED=${SEED}, sample ${index}, as of ${new Date(sample.asOf).toISOString()}`,
    yamlOf(sample.policy),
    yamlOf(sample.outage),
    JSON.stringify(row),
    `the second reading: ${JSON.stringify(expected)}`,
    `the tool:           ${JSON.stringify(found)}`,
  ].join("\n");
}

const samples = Math.ceil(RECORDS / ROWS);
const batches = Array.from({ length: Math.ceil(samples / PER_TEST) }, (_, batch) => batch * PER_TEST);

describe(`two readings of ${RECORDS} records, seed ${SEED}`, () => {
  test.for(batches)("agree from sample %i on", { timeout: PATIENCE_MS }, (from) => {
    const indexes = Array.from({ length: Math.min(PER_TEST, samples - from) }, (_, at) => from + at);
    const differences = indexes.flatMap(differencesIn);
    expect(differences.slice(0, SHOWN).map(shown).join("\n\n"), `${differences.length} differences`).toBe("");
  });

  test.skipIf(RECORDS < 20_000)("came to every kind of answer, most of them often", () => {
    const rare = ALL_ANSWERS.filter((name) => (answers.get(name) ?? 0) < RECORDS / 5_000);
    expect(rare).toEqual([]);
  });
});

const ALL_ANSWERS = [
  ...["extend", "move", "reissue", "restore", "credit", "grant", "capped", "clock-change"],
  ...["dead-on-arrival", "moves-charge", "limit"],
  ...["no-rule", "not-matched", "excluded", "no-expiry", "not-held", "not-ended", "not-begun", "not-held-on"],
  ...["below-threshold", "zero-amount", "below-minimum", "already-later", "overlapping"],
  ...["unknown-channel", "unknown-value", "asked-for", "price-unknown", "period-unknown", "currency-differs"].map(
    (reason) => `review ${reason}`,
  ),
  ...["value-unknown", "beyond-tiers", "not-comparable"].map((reason) => `review ${reason}`),
  ...["time-ambiguous", "ends-before-start", "id-placeholder", "price-invalid", "currency-unknown"].map(
    (code) => `rejected ${code}`,
  ),
];

test("the second reading shares no code with the tool", () => {
  const strays = readdirSync("test/oracle/reading").filter((file) =>
    readFileSync(`test/oracle/reading/${file}`, "utf8").includes("src/"),
  );
  expect(strays).toEqual([]);
});
