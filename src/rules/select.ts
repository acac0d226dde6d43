/** `for` and `unless`: which records a rule is about, by the text of their columns. */
import type { Fraction } from "../domain/fraction.ts";
import type { ExportRecord } from "../domain/record.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { Listener } from "./listener.ts";
import type { ColumnTest, Comparison, Selector } from "./policy.ts";

const PLAIN_NUMBER = /^(\d{1,16})(?:\.(\d{1,15}))?$/;

export function matchesAll(selectors: readonly Selector[], record: ExportRecord, listener?: Listener): boolean {
  for (const selector of selectors) {
    if (!matches(selector, record, listener)) return false;
  }
  return true;
}

/** Whether any selector matches: an `unless` excludes as soon as one of its columns says so. */
export function matchesAny(selectors: readonly Selector[], record: ExportRecord, listener?: Listener): boolean {
  for (const selector of selectors) {
    if (matches(selector, record, listener)) return true;
  }
  return false;
}

export function matches(selector: Selector, record: ExportRecord, listener?: Listener): boolean {
  return matchesValue(selector, selector.column === "record" ? record.kind : record.text(selector.column), listener);
}

export function matchesValue({ tests }: Selector, value: string, listener?: Listener): boolean {
  for (const test of tests) {
    const isPassed = passes(test, value);
    if (listener !== undefined) listener.onTest(test, isPassed);
    if (!isPassed) return false;
  }
  return true;
}

/** The values that a test names. The value of a record counts as known if some test names it. */
export function namedValues(test: ColumnTest): readonly string[] {
  switch (test.kind) {
    case "any-of":
    case "none-of":
    case "listed":
      return [...test.values];
    case "empty":
      return [""];
    case "number":
      return [];
    default:
      return unreachable(test);
  }
}

function passes(test: ColumnTest, value: string): boolean {
  switch (test.kind) {
    case "any-of":
    case "listed":
      return test.values.has(value);
    case "none-of":
      return !test.values.has(value);
    case "empty":
      return (value === "") === test.wanted;
    case "number": {
      const number = numberIn(value);
      return (
        number !== undefined && holds(number.over * test.bound.under, test.comparison, test.bound.over * number.under)
      );
    }
    default:
      return unreachable(test);
  }
}

// Thousands of rules may ask about the same cell.
let lastText: string | undefined;
let lastNumber: Fraction | undefined;

function numberIn(text: string): Fraction | undefined {
  if (text !== lastText) {
    lastText = text;
    lastNumber = parseNumber(text);
  }
  return lastNumber;
}

/** Reads a plain decimal exactly; undefined for anything else. */
export function parseNumber(text: string): Fraction | undefined {
  const match = PLAIN_NUMBER.exec(text);
  if (match === null) return undefined;
  const [, whole = "", decimals = ""] = match;
  return { over: BigInt(whole + decimals), under: 10n ** BigInt(decimals.length) };
}

/** Compares, with the boundary where the policy's word puts it: `at-least 2` holds at 2, `more-than 2` does not. */
export function holds<N extends number | bigint>(value: N, comparison: Comparison, bound: N): boolean {
  switch (comparison) {
    case "at-least":
      return value >= bound;
    case "more-than":
      return value > bound;
    case "at-most":
      return value <= bound;
    case "less-than":
      return value < bound;
    default:
      return unreachable(comparison);
  }
}
