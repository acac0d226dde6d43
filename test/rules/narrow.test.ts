/** Many rules cut down by one column: whatever is left out does not fit, and what is left stays in order. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ExportRecord } from "../../src/domain/record.ts";
import { readPolicy } from "../../src/policy/read-policy.ts";
import { narrowing, partitionRules } from "../../src/rules/narrow.ts";
import type { Rule } from "../../src/rules/policy.ts";
import { matchesAll } from "../../src/rules/select.ts";
import { patienceMs, sampling } from "../support/sampling.ts";

type Cells = { readonly [column: string]: string };

function rulesOf(selectors: readonly string[]): readonly Rule[] {
  const lines = selectors.map((selector, index) => `  - { rule: r${index}, for: { ${selector} }, give: nothing }`);
  const text = `policy: p\nrevision: r\nzone: UTC\nrules:\n${lines.join("\n")}\n`;
  return readPolicy(text, "policy.yaml").policy.layers.flatMap(({ rules }) => rules);
}

function recordWith(cells: Cells): ExportRecord {
  const text = (column: string) => cells[column] ?? "";
  return { kind: "rental", text } as ExportRecord;
}

function plans(count: number, more: readonly string[] = []): readonly Rule[] {
  return rulesOf([...Array.from({ length: count }, (_, index) => `record: rental, plan: p${index}`), ...more]);
}

function namesFor(rules: readonly Rule[], cells: Cells): readonly string[] {
  return narrowing(rules)(recordWith(cells)).map(({ name }) => name);
}

describe("rules that can fit a record", () => {
  test.for([
    ["sixteen rules are cut down", plans(16), { plan: "p3" }, ["r3"]],
    ["fifteen are all asked", plans(15), { plan: "p3" }, plans(15).map(({ name }) => name)],
    ["none for a plan that none names", plans(16), { plan: "p16" }, []],
    ["none for no plan", plans(16), {}, []],
    ["what names no plan is asked for each", plans(16, ["status: active"]), { plan: "p3" }, ["r3", "r16"]],
    ["and for any other", plans(16, ["status: active"]), { plan: "new" }, ["r16"]],
    ["as is what names some that it is not for", plans(16, ["plan: { not: p3 }"]), { plan: "p3" }, ["r3", "r16"]],
    ["a list of values", plans(16, ["plan: [p3, p99]"]), { plan: "p99" }, ["r16"]],
    [
      "in the order of the policy",
      rulesOf([...Array(20).keys()].map((i) => `plan: [all, p${i}]`)),
      { plan: "p3" },
      ["r3"],
    ],
  ] as const)("%s", ([, rules, cells, expected]) => {
    expect(namesFor(rules, cells)).toEqual(expected);
  });

  test.for([
    ["half of the rules on average is worth it", [...Array(16).keys()].map((i) => `plan: p${i % 2}`), "plan"],
    ["one more is not", [...Array(16).keys()].map((i) => `plan: p${i % 2}`).concat("status: x"), undefined],
    ["the column that leaves fewest", [...Array(16).keys()].map((i) => `channel: c${i % 4}, plan: p${i % 8}`), "plan"],
    ["a service is known before", [...Array(16).keys()].map((i) => `service: s${i}`), undefined],
  ] as const)("by a column: %s", ([, selectors, expected]) => {
    expect(partitionRules(rulesOf(selectors))?.column).toBe(expected);
  });

  test("whatever is left out does not fit, and what is left is in order", { timeout: patienceMs }, () => {
    const value = fc.constantFrom("a", "b", "c", "d", "e", "f", "");
    const listed = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d", "e", "f"), { minLength: 1, maxLength: 2 });
    const form = fc.tuple(fc.constantFrom(...Array(9).fill("plan"), "status"), listed, fc.nat(9));
    const selector = form.map(([column, values, not]) =>
      not === 0 ? `${column}: { not: [${values.join(", ")}] }` : `${column}: [${values.join(", ")}]`,
    );
    const many = fc.array(selector, { minLength: 16, maxLength: 40 });
    let cut = 0;
    fc.assert(
      fc.property(many, fc.record({ plan: value, status: value }), (selectors, cells) => {
        const rules = rulesOf(selectors);
        const record = recordWith(cells);
        const left = narrowing(rules)(record);
        if (left.length < rules.length) cut += 1;
        expect(left.filter((rule) => matchesAll(rule.for, record))).toEqual(
          rules.filter((rule) => matchesAll(rule.for, record)),
        );
        expect(left).toEqual(rules.filter((rule) => left.includes(rule)));
      }),
      sampling(0.05),
    );
    expect(cut).toBeGreaterThan(0);
  });
});
