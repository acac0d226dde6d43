/** A trace and the decision never disagree, for every record of every case. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readRules } from "../../src/commands/steps/rules-input.ts";
import { createCurrencyTable } from "../../src/domain/currency.ts";
import { type Decision, UNAFFECTED_REASONS, type UnaffectedReason } from "../../src/domain/decision.ts";
import { instantAt } from "../../src/domain/instant.ts";
import type { ExportRecord } from "../../src/domain/record.ts";
import { openZone } from "../../src/domain/zone.ts";
import { readHeader } from "../../src/input/header.ts";
import { layoutOf } from "../../src/input/layout.ts";
import { createRecordReader } from "../../src/input/read-record.ts";
import { createRow, scanRows } from "../../src/input/scanner.ts";
import { compileRules, type Rules } from "../../src/rules/decide.ts";
import { endFields } from "../../src/rules/fields.ts";
import { type RecordTrace, traceRecord } from "../../src/rules/trace.ts";
import { casesIn } from "../support/cases.ts";

const AS_OF = instantAt(Date.parse("2022-10-21T11:00:00+09:00"));

/** Every readable record of a case's exports. */
async function visitRecords(folder: string, visit: (record: ExportRecord, rules: Rules) => void): Promise<void> {
  const files = { policy: join(folder, "policy.yaml"), outage: join(folder, "outage.yaml") };
  const { policy, outage } = await readRules({ ...files, outageId: undefined, zone: undefined }, process.cwd());
  const rules = compileRules(policy, outage, AS_OF);
  const surroundings = { zone: openZone(policy.zone), currencies: createCurrencyTable(policy.units) };
  for (const name of readdirSync(join(folder, "exports"))) {
    const bytes = readFileSync(join(folder, "exports", name));
    const header = readHeader(bytes, { file: name, kind: undefined });
    const layout = layoutOf(header, endFields(policy));
    const reader = createRecordReader(layout, surroundings);
    const row = createRow();
    const rows = bytes.subarray(header.length);
    scanRows(rows, header.delimiter, row, () => {
      if (reader.read(rows, row) === undefined) visit(reader.record, rules);
    });
  }
}

/** What the trace says was decided, put together again from its rules alone. */
function decisionIn({ layers, unknown }: RecordTrace): object {
  if (unknown !== undefined) return { kind: "affected", gives: ["review"] };
  const asked = layers.flatMap(({ rules }) => rules.filter(({ reached }) => reached));
  const gives = asked.filter(({ chosen }) => chosen).map(({ rule }) => rule.name);
  if (gives.length > 0) return { kind: "affected", gives };
  const reasons = asked.flatMap(({ given }) => (typeof given === "string" ? [given] : []));
  return { kind: "unaffected", reason: layers.length === 0 ? "no-rule" : firstOf(reasons) };
}

function firstOf(reasons: readonly UnaffectedReason[]): UnaffectedReason {
  return UNAFFECTED_REASONS.find((reason) => reasons.includes(reason)) ?? "not-matched";
}

function shortly(decision: Decision): object {
  if (decision.kind !== "affected") return decision;
  return { kind: "affected", gives: decision.outcomes.map(({ rule }) => rule ?? "review") };
}

/** Cases whose exports are canonical have a policy of their own. */
const cases = casesIn("fixtures")
  .filter((folder) => existsSync(join(folder, "policy.yaml")))
  .map((folder) => [folder] as const);

describe("the trace agrees with the decision", () => {
  test.for(cases)("%s", async ([folder]) => {
    let records = 0;
    await visitRecords(folder, (record, rules) => {
      records += 1;
      const trace = traceRecord(rules, record);
      const decision = rules.decide(record);
      expect(trace.decision).toEqual(decision);
      expect(decisionIn(trace), record.id()).toEqual(shortly(decision));
      for (const layer of trace.layers) expectLayerAgrees(layer, decision);
    });
    expect(records).toBeGreaterThan(0);
  });
});

function expectLayerAgrees({ name, hit, rules }: RecordTrace["layers"][number], decision: Decision): void {
  const outcomes = decision.kind === "affected" ? decision.outcomes : [];
  const outcome = outcomes.find(({ layer }) => layer === name);
  const chosen = rules.filter((rule) => rule.chosen);
  expect(chosen).toHaveLength(outcome === undefined ? 0 : 1);
  const isCompared = outcome?.result.kind === "review" && outcome.result.reason === "not-comparable";
  if (outcome !== undefined && !isCompared) expect(chosen[0]?.given).toEqual(outcome.result);
  if (hit === "first") {
    const giving = rules.filter(({ given, reached }) => reached && typeof given === "object");
    // An unknown value goes before any rule, so that none of them is chosen.
    if (!outcomes.some(({ layer }) => layer === "")) expect(giving).toEqual(chosen);
  }
  for (const { if: conditions, for: selectors, given } of rules) {
    expect(given === undefined).toBe(selectors.some(({ matches }) => !matches));
    for (const { unmet, finding } of conditions) {
      const holds = finding.kind === "length" ? finding.holds : finding.kind === "holds";
      expect(holds).toBe(unmet === undefined);
    }
  }
}
