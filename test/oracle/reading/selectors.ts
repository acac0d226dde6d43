/** `for` and `unless`, and the values that a policy knows. */

import type { Comparisons, Policy, Row, Rule, Selector, Selectors, Test, Values } from "../language.ts";
import { durationOf } from "./clocks.ts";
import { compareFractions, type Fraction, fractionOf } from "./money.ts";
import { cell } from "./records.ts";

export function isOneOf(value: string, values: Values): boolean {
  return typeof values === "string" ? value === values : values.includes(value);
}

export function compares(value: Fraction, tests: Comparisons, edgeOf: (text: string) => Fraction): boolean {
  const against = (text: string) => compareFractions(value, edgeOf(text));
  return (
    (tests["at-least"] === undefined || against(tests["at-least"]) >= 0) &&
    (tests["more-than"] === undefined || against(tests["more-than"]) > 0) &&
    (tests["at-most"] === undefined || against(tests["at-most"]) <= 0) &&
    (tests["less-than"] === undefined || against(tests["less-than"]) < 0)
  );
}

function isComparison(test: Comparisons): boolean {
  return [test["at-least"], test["more-than"], test["at-most"], test["less-than"]].some((edge) => edge !== undefined);
}

export function numberEdge(text: string): Fraction {
  const value = fractionOf(text);
  if (value === undefined) throw new Error(`not a number: ${text}`);
  return value;
}

function isTest(selector: Selector): selector is Test {
  return typeof selector === "object" && !Array.isArray(selector);
}

export function selects(selector: Selector, value: string): boolean {
  if (!isTest(selector)) return isOneOf(value, selector);
  if (selector.not !== undefined && isOneOf(value, selector.not)) return false;
  if (selector.empty !== undefined && selector.empty !== (value === "")) return false;
  if (!isComparison(selector)) return true;
  const number = fractionOf(value);
  return number !== undefined && compares(number, selector, numberEdge);
}

export function fits(selectors: Selectors, row: Row): boolean {
  return Object.entries(selectors).every(([column, selector]) => selects(selector, cell(row, column)));
}

/** Sharpened: any one of the columns, since the reason names "the column that did it". */
export function isExcluded(unless: Selectors | undefined, row: Row): boolean {
  return Object.entries(unless ?? {}).some(([column, selector]) => selects(selector, cell(row, column)));
}

function namedBy(selector: Selector): readonly string[] {
  if (typeof selector === "string") return [selector];
  if (!isTest(selector)) return selector;
  const emptyToo = selector.empty === undefined ? [] : [""];
  return selector.not === undefined ? emptyToo : [...namedBy(selector.not), ...emptyToo];
}

export function unknownReasons(row: Row, policy: Policy, rules: readonly Rule[]): string[] {
  const selectsOn = (column: string) => rules.some((rule) => rule.for[column] !== undefined);
  const reasons: string[] = [];
  const channel = cell(row, "channel");
  const named = rules.flatMap((rule) =>
    [rule.for.channel, rule.unless?.channel].flatMap((selector) => (selector === undefined ? [] : namedBy(selector))),
  );
  if (selectsOn("channel") && !named.includes(channel)) {
    reasons.push("unknown-channel");
  }
  for (const [column, values] of Object.entries(policy.columns ?? {})) {
    if (selectsOn(column) && !values.includes(cell(row, column))) reasons.push("unknown-value");
  }
  return reasons;
}

export function millisEdge(text: string): Fraction {
  const { months, days, millis } = durationOf(text);
  if (months !== 0 || days !== 0) throw new Error(`a threshold in days: ${text}`);
  return { top: BigInt(millis), bottom: 1n };
}
