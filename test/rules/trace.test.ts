/** A trace and the decision never disagree, for every record of every case. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findExports } from "../../src/commands/steps/find-exports.ts";
import { readRules } from "../../src/commands/steps/rules-input.ts";
import { createCurrencyTable } from "../../src/domain/currency.ts";
import { type Decision, UNAFFECTED_REASONS, type UnaffectedReason } from "../../src/domain/decision.ts";
import { instantAt } from "../../src/domain/instant.ts";
import type { ExportRecord } from "../../src/domain/record.ts";
import { openZone } from "../../src/domain/zone.ts";
import { exportFileSource } from "../../src/input/export-source.ts";
import { layoutOf } from "../../src/input/layout.ts";
import { openExport } from "../../src/input/open-export.ts";
import { createRecordReader } from "../../src/input/read-record.ts";
import { visitRows } from "../../src/input/visit-rows.ts";
import { readCase } from "../../src/policy/read-case.ts";
import { compileRules, type Rules } from "../../src/rules/decide.ts";
import { endFields } from "../../src/rules/fields.ts";
import { type RecordTrace, traceRecord } from "../../src/rules/trace.ts";
import { casesIn } from "../support/cases.ts";

const AS_OF = instantAt(Date.parse("2022-10-21T11:00:00+09:00"));

/** Every readable record of a case's exports. */
async function visitRecords(folder: string, visit: (record: ExportRecord, rules: Rules) => void): Promise<void> {
  const cwd = process.cwd();
  const { policy: policyFile, outage: outageFile } = readCase(textIn(join(folder, "case.yaml")), folder);
  const files = { policy: join(folder, policyFile), outage: join(folder, outageFile) };
  const { policy, outage } = await readRules({ ...files, outageId: undefined, zone: undefined }, cwd);
  const rules = compileRules(policy, outage, AS_OF);
  const surroundings = { zone: openZone(policy.zone), currencies: createCurrencyTable(policy.units) };
  const mapping = join(folder, "mapping.yaml");
  const named = [{ path: join(folder, "exports"), kind: undefined }];
  const found = await findExports({ exports: named, mapping: existsSync(mapping) ? mapping : undefined }, cwd);
  for (const file of found.files) {
    const opened = await openExport(exportFileSource(file, cwd), { kind: file.kind });
    const reader = createRecordReader(layoutOf(opened.header, endFields(policy)), surroundings);
    await visitRows(opened, (bytes, row) => {
      if (reader.read(bytes, row) === undefined) visit(reader.record, rules);
    });
    await opened.close();
  }
}

/** Empty where there is no such file. */
function textIn(path: string): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
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

const cases = casesIn("fixtures").map((folder) => [folder] as const);

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
