/** A condition of a rule in the words of the policy file, so that it can be found there. */
import { civilOf, type Day } from "../domain/civil.ts";
import { durationText, elapsed } from "../domain/duration.ts";
import { instantText } from "../domain/format-timestamp.ts";
import type { Fraction } from "../domain/fraction.ts";
import { unreachable } from "../domain/unreachable.ts";
import type { Zone } from "../domain/zone.ts";
import type { ColumnTest, Condition } from "../rules/policy.ts";

export function testText(column: string, test: ColumnTest): string {
  switch (test.kind) {
    case "any-of":
      return `${column}: ${valuesText(test.values)}`;
    case "none-of":
      return `${column}: { not: ${valuesText(test.values)} }`;
    case "empty":
      return `${column}: { empty: ${test.wanted} }`;
    case "listed":
      return `${column}: { listed-in: ${test.file} }`;
    case "number":
      return `${column}: { ${test.comparison}: ${decimalText(test.bound)} }`;
    default:
      return unreachable(test);
  }
}

export function conditionText(condition: Condition, zone: Zone): string {
  switch (condition.kind) {
    case "held":
      return "held: during-outage";
    case "held-throughout":
      return "held: throughout-outage";
    case "ended":
      return "ended: during-outage";
    case "began":
      return "began: during-outage";
    case "held-on-day":
      return `held-on: ${dayText(condition.day)}`;
    case "held-at":
      return `held-on: ${instantText(condition.at, zone)}`;
    case "length":
      return `${condition.of}: { ${condition.comparison}: ${durationText(elapsed(condition.bound))} }`;
    default:
      return unreachable(condition);
  }
}

function valuesText(values: ReadonlySet<string>): string {
  const [first = "", ...more] = [...values];
  return more.length === 0 ? first : `[${[first, ...more].join(", ")}]`;
}

function dayText(day: Day): string {
  const { year, month, day: dayOfMonth } = civilOf(day);
  return [String(year).padStart(4, "0"), ...[month, dayOfMonth].map((part) => String(part).padStart(2, "0"))].join("-");
}

/** The denominator of a number in a policy is a power of ten. */
function decimalText({ over, under }: Fraction): string {
  const decimals = under.toString().length - 1;
  const digits = over.toString().padStart(decimals + 1, "0");
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
