/** Which part of a mapping describes a file: the first whose glob fits the whole name, told by a regular expression as well. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { mappingOfFile } from "../../../src/input/mapped/match-file.ts";
import { PLAIN_MAPPING } from "../../support/plain-mapping.ts";
import { sampling } from "../../support/sampling.ts";

function fits(match: string, path: string): boolean {
  return mappingOfFile({ name: "m", exports: [{ ...PLAIN_MAPPING, match }] }, path) !== undefined;
}

test.for([
  ["rent-*.csv", "exports/rent-1.csv", true],
  ["rent-*.csv", "rent-.csv", true],
  ["rent-*.csv", "rent-1.csv.gz", false],
  ["rent-*.csv", "Rent-1.csv", false],
  ["rent-?.csv", "rent-😀.csv", true],
  ["rent-?.csv", "rent-.csv", false],
  ["대여*", "대여.csv".normalize("NFD"), true],
  ["a.b", "axb", false],
  ["*", "", true],
  ["?", "", false],
  ["**a**", "bab", true],
  ["*ab*abc", "abxabab.abc", true],
  ["(a|b)[c]$", "(a|b)[c]$", true],
] as const)("%s and %s", ([match, path, expected]) => {
  expect(fits(match, path)).toBe(expected);
});

test("any glob fits as a regular expression does", () => {
  const marks = (all: readonly string[]) => fc.string({ unit: fc.constantFrom(...all), maxLength: 8 });
  const property = fc.property(marks(["a", "b", "*", "?"]), marks(["a", "b", "*"]), (match, name) => {
    const source = match.replaceAll("*", ".*").replaceAll("?", ".");
    expect(fits(match, name)).toBe(new RegExp(`^${source}$`, "s").test(name));
  });
  fc.assert(property, sampling(2));
});

test("a glob of many stars is soon told not to fit", () => {
  expect(fits(`${"*a".repeat(60)}b`, "a".repeat(2000))).toBe(false);
});
