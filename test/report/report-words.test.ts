/** The words of a report: both languages have all of them, and a Korean text is Korean. */
import { describe, expect, test } from "vitest";
import { reportEn } from "../../src/report/report-words/report-en.ts";
import { reportKo } from "../../src/report/report-words/report-ko.ts";
import { spansOf, type WordSpan } from "../support/word-spans.ts";

/** Texts that are the same for every reader. */
const SHARED = new Set(["nothing", "changes.columns.what", "outage.days", "origins.columns.sha256"]);

const english = spansOf(reportEn);
const korean = spansOf(reportKo);
const textOf = (spans: readonly WordSpan[], path: string) => spans.find((span) => span.path === path)?.text ?? "";

test("both languages have the same words", () => {
  expect(korean.map(({ path }) => path).toSorted()).toEqual(english.map(({ path }) => path).toSorted());
  expect(english.length).toBeGreaterThan(130);
});

describe("every Korean text", () => {
  test.for(korean.filter(({ path }) => !SHARED.has(path)))(
    "$path has Hangul, and is not the English one",
    ({ path, text }) => {
      expect(text).toMatch(/[가-힣]/);
      expect(text).not.toBe(textOf(english, path));
    },
  );
});

describe("every English text", () => {
  test.for(english)("$path has no Hangul", ({ text }) => {
    expect(text).not.toMatch(/[가-힣]/);
  });
});
