/**
 * The values of a column that rules can tell apart: one for every combination of answers to their tests.
 *
 * Two values that no test tells apart are one class, and one of them stands for all. `channel: [apple, google]` and
 * `channel: { not: web }` make three classes: apple, web, and any other. For numbers, every bound, its neighbors and the
 * middle between two bounds are tried. The classes are exact; nothing is sampled.
 */
import type { Fraction } from "../domain/fraction.ts";
import type { RecordKind } from "../domain/record.ts";
import type { ColumnTest, Selector } from "../rules/policy.ts";
import { matches } from "../rules/select.ts";
import { compare } from "../rules/tiers.ts";
import { outlineOf } from "./outline.ts";

/** A value that no policy names. */
export const OTHER_VALUE = "other";

export interface ColumnUse {
  readonly column: string;
  readonly selectors: readonly Selector[];
  /** Values that something besides a rule tells apart, such as a window with `where`. */
  readonly named: readonly string[];
  /** The only values that reach a rule; undefined when all values do. */
  readonly known: ReadonlySet<string> | undefined;
  /** Where parts of the map share the values of a column, the values of this part. */
  readonly only: OnlyValue | undefined;
}

/** A part of the map: the records with one value of a column, or with no value that another part has. */
export interface OnlyValue {
  readonly column: string;
  /** Undefined for all values but the taken ones. */
  readonly value: string | undefined;
  readonly taken: ReadonlySet<string>;
}

/** The first value of each class, values that a person would write first. */
export function valuesOf(use: ColumnUse, kind: RecordKind): readonly string[] {
  const { column, selectors, named, known, only } = use;
  const seen = new Set<string>();
  return candidates(use)
    .filter((value) => known?.has(value) ?? true)
    .filter((value) => only === undefined || (only.value === undefined ? !only.taken.has(value) : value === only.value))
    .filter((value) => {
      const record = outlineOf({ kind, service: "", cells: { [column]: value } });
      const answers = selectors.map((selector) => (matches(selector, record) ? "1" : "0")).join("");
      const signature = `${answers} ${named.indexOf(value)}`;
      if (seen.has(signature)) return false;
      seen.add(signature);
      return true;
    });
}

/** Columns in which an export can hold certain texts only, with some of these texts. */
const FORMATTED: ReadonlyMap<string, readonly string[]> = new Map([
  ["price", ["10000"]],
  ["amount", ["10000"]],
  ["remaining", ["10000"]],
  ["loss_amount", ["10000"]],
  ["currency", ["KRW", "USD", "JPY"]],
  ["auto_renew", ["true", "false"]],
]);

function candidates({ column, selectors, named, known, only }: ColumnUse): readonly string[] {
  if (only?.value !== undefined) return [only.value];
  const tests = selectors.flatMap((selector) => selector.tests);
  const bounds = tests.flatMap((test) => (test.kind === "number" ? [test.bound] : []));
  const written = tests.flatMap((test) => [...writtenValues(test)]);
  const others = FORMATTED.get(column) ?? [unnamed(written, only?.taken)];
  // Where rules compare numbers, a number is more like a cell of an export than any other text.
  return [...new Set([...named, ...written, ...numbersAround(bounds), ...others, ...(known ?? []), ""])];
}

function unnamed(written: readonly string[], taken: Iterable<string> = []): string {
  const named = new Set([...written, ...taken]);
  let number = 1;
  let value = OTHER_VALUE;
  while (named.has(value)) {
    number += 1;
    value = `${OTHER_VALUE}-${number}`;
  }
  return value;
}

function* writtenValues(test: ColumnTest): Generator<string> {
  if (test.kind === "any-of" || test.kind === "none-of" || test.kind === "listed") yield* test.values;
}

/** Each bound with its neighbors, the middles between bounds, and half of the lowest bound. */
export function numbersAround(bounds: readonly Fraction[]): readonly string[] {
  const sorted = bounds.toSorted(compare);
  const numbers = sorted.flatMap((bound, index): Fraction[] => {
    const next = sorted[index + 1];
    const middle = next && {
      over: (bound.over * next.under + next.over * bound.under) * 5n,
      under: bound.under * next.under * 10n,
    };
    const around = [-1n, 0n, 1n].map((step) => ({ over: bound.over + step * bound.under, under: bound.under }));
    return [...around, ...(middle === undefined ? [] : [middle])];
  });
  const first = sorted[0];
  const below = first === undefined ? [] : [{ over: first.over * 5n, under: first.under * 10n }];
  return [...numbers, ...below].filter(({ over }) => over >= 0n).map(numberText);
}

/** A fraction whose denominator is a power of ten, as a plain decimal. */
export function numberText({ over, under }: Fraction): string {
  const decimals = under.toString().length - 1;
  const digits = over.toString().padStart(decimals + 1, "0");
  if (decimals === 0) return digits;
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`.replace(/\.?0+$/, "");
}
