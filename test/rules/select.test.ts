import { describe, expect, test } from "vitest";
import { readPolicy } from "../../src/policy/read-policy.ts";
import type { Selector } from "../../src/rules/policy.ts";
import { matchesAll, matchesAny, namedValues, parseNumber } from "../../src/rules/select.ts";
import { policyText } from "../policy/written.ts";
import { type Cells, record } from "./ground.ts";

const LISTED = new Set(["web", "0012"]);

function selectorsOf(whom: string): readonly Selector[] {
  const { policy } = readPolicy(policyText({ for: whom }), "policy.yaml", () => ({ values: LISTED }));
  return policy.layers.flatMap(({ rules }) => rules.flatMap((rule) => rule.for));
}

function fits(whom: string, cells: Cells): boolean {
  const plain = { channel: "", plan: "", status: "", price: "", seats: "" };
  return matchesAll(selectorsOf(whom), record("subscription", { ...plain, expires_at: "2022-10-18", ...cells }));
}

describe("a column fits", () => {
  test.for([
    ["the value", "{ channel: web }", { channel: "web" }, true],
    ["not another value", "{ channel: web }", { channel: "apple" }, false],
    ["not the value in another case", "{ channel: web }", { channel: "Web" }, false],
    ["not a part of the value", "{ channel: web }", { channel: "web2" }, false],
    ["not an empty cell", "{ channel: web }", { channel: "" }, false],
    ["any of a list", "{ channel: [web, apple] }", { channel: "apple" }, true],
    ["none beside the list", "{ channel: [web, apple] }", { channel: "google" }, false],
    ["a number as it is written", "{ plan: 0012 }", { plan: "0012" }, true],
    ["not the same number written otherwise", "{ plan: 0012 }", { plan: "12" }, false],
    ["a word that other files read as a truth value", "{ plan: no }", { plan: "no" }, true],
    ["any but a value", "{ channel: { not: web } }", { channel: "apple" }, true],
    ["not that value", "{ channel: { not: web } }", { channel: "web" }, false],
    ["an empty cell, which is not the value", "{ channel: { not: web } }", { channel: "" }, true],
    ["any but a list", "{ channel: { not: [web, apple] } }", { channel: "apple" }, false],
    ["an empty cell", "{ channel: { empty: true } }", { channel: "" }, true],
    ["no filled cell", "{ channel: { empty: true } }", { channel: "web" }, false],
    ["a filled cell", "{ channel: { empty: false } }", { channel: "web" }, true],
    ["no empty cell", "{ channel: { empty: false } }", { channel: "" }, false],
    ["a value in a file", "{ plan: { listed-in: plans.csv } }", { plan: "0012" }, true],
    ["no value that is not in the file", "{ plan: { listed-in: plans.csv } }", { plan: "12" }, false],
    ["two columns that both fit", "{ channel: web, plan: a }", { channel: "web", plan: "a" }, true],
    ["not one of two", "{ channel: web, plan: a }", { channel: "web", plan: "b" }, false],
    ["not, and filled", "{ channel: { not: web, empty: false } }", { channel: "" }, false],
  ] as const)("%s", ([, whom, cells, expected]) => {
    expect(fits(whom, cells)).toBe(expected);
  });
});

describe("a number fits", () => {
  test.for([
    ["at-least, exactly", "at-least: 10", "10", true],
    ["at-least, just under", "at-least: 10", "9.999", false],
    ["more-than, exactly", "more-than: 10", "10", false],
    ["more-than, just over", "more-than: 10", "10.001", true],
    ["at-most, exactly", "at-most: 10", "10", true],
    ["at-most, just over", "at-most: 10", "10.001", false],
    ["less-than, exactly", "less-than: 10", "10", false],
    ["less-than, just under", "less-than: 10", "9.999", true],
    ["whatever its zeros", "at-least: 10, at-most: 10", "0010.00", true],
    ["compared with decimals", "more-than: 2.5", "2.51", true],
    ["compared with decimals, exactly", "more-than: 2.5", "2.50", false],
    ["as a number, not as a text", "more-than: 9", "10", true],
    ["inside a range", "at-least: 10, less-than: 20", "19", true],
    ["at the end of a range", "at-least: 10, less-than: 20", "20", false],
    ["not when it is a word", "at-least: 0", "many", false],
    ["not when it is empty", "at-most: 10", "", false],
    ["not when it is negative", "at-most: 10", "-5", false],
    ["not in another notation", "at-least: 0", "1E5", false],
  ] as const)("%s", ([, test, seats, expected]) => {
    expect(fits(`{ seats: { ${test} } }`, { seats })).toBe(expected);
  });
});

test("unless matches as soon as one of its columns does, and never when it has none", () => {
  const one = record("subscription", { expires_at: "2022-10-18", channel: "web", status: "active" });
  expect(matchesAny(selectorsOf("{ channel: apple, status: active }"), one)).toBe(true);
  expect(matchesAny(selectorsOf("{ channel: apple, status: used }"), one)).toBe(false);
  expect(matchesAny([], one)).toBe(false);
  expect(matchesAll([], one)).toBe(true);
});

describe("a selector names", () => {
  test.for([
    ["its value", "{ channel: web }", ["web"]],
    ["all of its values", "{ channel: [web, apple] }", ["web", "apple"]],
    ["what it does not want", "{ channel: { not: [web, apple] } }", ["web", "apple"]],
    ["the empty cell, either way", "{ channel: { empty: false } }", [""]],
    ["both", "{ channel: { not: web, empty: false } }", ["web", ""]],
    ["what stands in its file", "{ channel: { listed-in: channels.csv } }", ["web", "0012"]],
    ["nothing by a comparison", "{ channel: { at-least: 3 } }", []],
  ] as const)("%s", ([, whom, expected]) => {
    const tests = selectorsOf(whom).flatMap((selector) => selector.tests);
    expect(tests.flatMap(namedValues)).toEqual(expected);
  });
});

describe("reads a plain number", () => {
  test.for([
    ["12", 12n, 1n],
    ["0012.50", 1250n, 100n],
    ["0", 0n, 1n],
    ["999999999999999", 999_999_999_999_999n, 1n],
  ] as const)("%s", ([text, over, under]) => {
    expect(parseNumber(text)).toEqual({ over, under });
  });

  test.for([
    [""],
    ["-1"],
    ["+1"],
    ["1,000"],
    ["1e3"],
    [".5"],
    ["5."],
    [" 5"],
    ["5 "],
    ["٣"],
    ["0x10"],
    ["1_0"],
  ] as const)("and nothing else: %j", ([text]) => {
    expect(parseNumber(text)).toBeUndefined();
  });
});
