/**
 * Holds an expected `summary.json` against the summary, in the keys of the expected file, at any depth. Two lists have to
 * have the same length, and are compared item by item.
 */
import type { CaseDifference } from "../domain/case-result.ts";
import { jsonText } from "../domain/json.ts";
import { readDocument } from "../policy/document.ts";
import type { Path } from "../policy/problem.ts";

export interface ValueDifference {
  readonly path: Path;
  readonly expected: unknown;
  /** Undefined when the summary has no such key. */
  readonly found: unknown;
}

export function compareValues(expected: unknown, found: unknown, path: Path = []): readonly ValueDifference[] {
  if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length) {
    return expected.flatMap((item, index) => compareValues(item, found[index], [...path, index]));
  }
  if (!isObject(expected) || !isObject(found)) {
    return Object.is(JSON.stringify(expected), JSON.stringify(found)) ? [] : [{ path, expected, found }];
  }
  return Object.entries(expected).flatMap(([key, value]) =>
    compareValues(value, Object.hasOwn(found, key) ? Reflect.get(found, key) : undefined, [...path, key]),
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param text the expected file, to find the lines in. */
export function valueDifferences(
  text: string,
  file: string,
  differences: readonly ValueDifference[],
): readonly CaseDifference[] {
  // JSON is YAML: the reader that knows the places of a policy's values knows the places of these values, too.
  const document = readDocument(text, file);
  const lineOf = (path: Path) => ("length" in document ? undefined : document.problemAt(path, "").place.line);
  return differences.map(({ path, expected, found }) => ({
    kind: "differs",
    file,
    line: lineOf(path),
    record: "",
    cells: [{ column: pathText(path), expected: valueText(expected), found: valueText(found) }],
  }));
}

function pathText(path: Path): string {
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`))
    .join("")
    .replace(/^\./, "");
}

function valueText(value: unknown): string {
  return value === undefined ? "(no such key)" : JSON.stringify(value);
}

/**
 * The text with every value that differs replaced. Single values are replaced where they stand, so that the rest of the
 * file keeps its form; where more than single values differ, the whole text is written anew.
 */
export function updatedText(text: string, differences: readonly ValueDifference[], found: unknown): string {
  const document = readDocument(text, "");
  let updated = text;
  // From the end, so that the places in front stay as they are.
  for (const { path, expected, found: value } of differences.toReversed()) {
    const place = "length" in document ? undefined : document.problemAt(path, "").place;
    const offset = offsetIn(text, place?.line ?? 0, place?.column ?? 0);
    const token = JSON.stringify(expected);
    if (isSingle(expected) && isSingle(value) && updated.startsWith(token, offset)) {
      updated = updated.slice(0, offset) + JSON.stringify(value) + updated.slice(offset + token.length);
    } else return jsonText(updatedValue(JSON.parse(text), found));
  }
  return updated;
}

function isSingle(value: unknown): boolean {
  return value !== undefined && (typeof value !== "object" || value === null);
}

function offsetIn(text: string, line: number, column: number): number {
  const before = text.split("\n").slice(0, line - 1);
  return before.reduce((sum, each) => sum + each.length + 1, column - 1);
}

/** A key that the summary does not have is removed. */
function updatedValue(expected: unknown, found: unknown): unknown {
  if (Array.isArray(expected) && Array.isArray(found)) {
    return found.map((item, index) => (index < expected.length ? updatedValue(expected[index], item) : item));
  }
  if (!isObject(expected) || !isObject(found)) return found;
  return Object.fromEntries(
    Object.entries(expected)
      .filter(([key]) => Object.hasOwn(found, key))
      .map(([key, value]) => [key, updatedValue(value, Reflect.get(found, key))]),
  );
}
