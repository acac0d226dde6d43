/**
 * Scanning knows what most records come to from their period and a few words, and does not have them decided. It has to
 * come to what deciding each of them comes to.
 *
 * `RECORDS=200000 SEED=7 npx vitest run test/oracle` looks at more, from another seed.
 */
import { describe, expect, test } from "vitest";
import { instantAt } from "../../src/domain/instant.ts";
import { csvText } from "../../src/input/csv-writer.ts";
import { layoutOf } from "../../src/input/layout.ts";
import { recordOf } from "../../src/input/record-of.ts";
import { readOutage } from "../../src/policy/read-outage.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { compileRules } from "../../src/rules/decide.ts";
import { endFields } from "../../src/rules/fields.ts";
import { createRowDecider } from "../../src/run/decide/decide-rows.ts";
import type { Setup } from "../../src/run/rows/job.ts";
import { AFFECTED, codeOf, codeOfFaults } from "../../src/run/rows/row-codes.ts";
import { createBlockScanner } from "../../src/run/scan/scan-block.ts";
import type { Kind, Row } from "./language.ts";
import { createDice } from "./samples/dice.ts";
import { sampleOf, yamlOf } from "./samples/sample.ts";

const SEED = Number(process.env.SEED ?? 20221015);
const RECORDS = Number(process.env.RECORDS ?? 10_000);
const ROWS = 40;
/** So many records are made of every row of a sample: with some cells of another, most often its times. */
const MIXTURES = 5;
const PER_TEST = 100;
const PATIENCE_MS = 240_000;
const COMMA = 0x2c;

/** Rows of some rule's service that were not decided, over all samples. */
let unasked = 0;

type Cells = Row["cells"];

/** Rows with the cells of one and some of another, so that the same words come with other times and amounts. */
function mixtures(rows: readonly Row[], index: number): readonly Cells[] {
  const dice = createDice(SEED, index);
  return rows.flatMap(({ cells }, at) =>
    Array.from({ length: MIXTURES }, (_, mixture): Cells => {
      const other = dice.pick(rows).cells;
      const mixed = Object.entries(cells).map(([column, text]) => [
        column,
        /_(at|end|by)$|^(price|amount|remaining)/.test(column) && dice.chance(0.7) ? (other[column] ?? text) : text,
      ]);
      const id = Object.keys(cells).find((column) => column.endsWith("_id") && column !== "user_id");
      return { ...Object.fromEntries(mixed), ...(id === undefined ? {} : { [id]: `r${at}-${mixture}` }) };
    }),
  );
}

interface Found {
  readonly cells: Cells;
  readonly expected: number;
  readonly found: number;
}

/** What scanning and deciding an export comes to, beside what deciding each of its records does. */
function codesOf(setup: Setup, kind: Kind, cells: readonly Cells[]): readonly Found[] {
  const { policy, outage, asOf } = setup;
  const columns = [...new Set(cells.flatMap((row) => Object.keys(row)))];
  const layout = layoutOf(
    { kind, delimiter: COMMA, columns, length: 0, line: 1, byteOrderMark: false },
    endFields(policy),
  );
  const text = csvText(
    cells.map((row) => columns.map((column) => row[column] ?? "")),
    ",",
  );
  const job = { source: "made.csv", exportIndex: 0, layout, bytes: Buffer.from(text) };
  const scanBlock = createBlockScanner(setup);
  // What a block teaches is known in the next.
  scanBlock(job);
  const { codes, candidates, damage } = scanBlock(job);
  expect(damage).toBeUndefined();
  const decided = createRowDecider(setup)({ ...job, firstLine: 2, candidates });
  for (let at = 0; at < candidates.count; at += 1) codes[candidates.row[at] ?? 0] = decided.codes[at] ?? 0;

  const rules = compileRules(policy, outage, asOf);
  const isCandidate = new Set(candidates.row);
  return cells.map((row, at) => {
    const cellsRead = Object.fromEntries(columns.map((column) => [column, row[column] ?? ""]));
    const read = recordOf(kind, cellsRead, { ...policy, fields: endFields(policy), reads: rules.reads });
    const found = codes[at] ?? 0;
    if ("faults" in read) return { cells: row, expected: codeOfFaults(read.faults), found };
    const { record } = read;
    if (rules.concern(kind, record.service) && !isCandidate.has(at)) unasked += 1;
    const decision = rules.decide(record);
    return { cells: row, expected: decision.kind === "unaffected" ? codeOf(decision.reason) : AFFECTED, found };
  });
}

function differencesIn(index: number): readonly string[] {
  const sample = sampleOf(SEED, index, ROWS);
  const policyText = yamlOf(sample.policy);
  const outageText = yamlOf(sample.outage);
  const setup = {
    policy: readPolicy(policyText, "policy.yaml").policy,
    outage: readOutage(outageText, "outage.yaml"),
    asOf: instantAt(sample.asOf),
  };
  const kinds = [...new Set(sample.rows.map(({ kind }) => kind))];
  return kinds
    .flatMap((kind) =>
      codesOf(
        setup,
        kind,
        mixtures(
          sample.rows.filter((row) => row.kind === kind),
          index,
        ),
      ),
    )
    .filter(({ expected, found }) => expected !== found)
    .map((found) => [`SEED=${SEED}, sample ${index}`, policyText, outageText, JSON.stringify(found)].join("\n"));
}

const samples = Math.ceil(RECORDS / ROWS / MIXTURES);
const batches = Array.from({ length: Math.ceil(samples / PER_TEST) }, (_, batch) => batch * PER_TEST);

describe(`scanning ${RECORDS} records, seed ${SEED}`, () => {
  test.for(batches)("agrees with deciding each, from sample %i on", { timeout: PATIENCE_MS }, (from) => {
    const indexes = Array.from({ length: Math.min(PER_TEST, samples - from) }, (_, at) => from + at);
    expect(indexes.flatMap(differencesIn).slice(0, 3).join("\n\n")).toBe("");
  });

  test("left some of them unasked", () => {
    expect(unasked).toBeGreaterThan(0);
  });
});
