/** Tables line up by what a terminal shows, not by how many characters there are. */
import { describe, expect, test } from "vitest";
import { foldedParts, foldedWords, left, right, tableLines, whole, widthOf } from "../../src/report/table.ts";

const NAME = left("name");
const COUNT = right("n");

describe("tables line up", () => {
  test.for([
    ["no rows: the titles alone", [], ["  name  n"]],
    [
      "wide letters",
      [
        ["카카오", "1"],
        ["ab", "12"],
      ],
      ["  name     n", "  카카오   1", "  ab      12"],
    ],
    [
      "Korean in parts, as file names of macOS are",
      [["카카오".normalize("NFD"), "1"]],
      ["  name    n", `  ${"카카오".normalize("NFD")}  1`],
    ],
    ["an emoji of several", [["👨‍👩‍👧", "1"]], ["  name  n", "  👨‍👩‍👧    1"]],
    ["a row that is too short", [["a"]], ["  name  n", "  a"]],
    ["a row that is too long: the rest is not shown", [["a", "1", "x"]], ["  name  n", "  a     1"]],
  ] as const)("%s", ([, rows, expected]) => {
    expect(tableLines([NAME, COUNT], rows)).toEqual(expected);
  });

  test("further in or not at all, as told", () => {
    expect(tableLines([NAME], [["a"]], { indent: 0 })).toEqual(["name", "a"]);
    expect(tableLines([NAME], [["a"]], { indent: 4 })).toEqual(["    name", "    a"]);
  });
});

describe("what is too wide is folded", () => {
  test.for([
    ["just fits", "3 rows read: 1,204 KRW", 22, ["3 rows read: 1,204 KRW"]],
    ["one column less", "3 rows read: 1,204 KRW, 2 duplicates", 26, ["3 rows read: 1,204 KRW,", "  2 duplicates"]],
    [
      "between parts alone, however long one is",
      "1,204,331 rows read: 5 left",
      6,
      ["1,204,331 rows read:", "  5 left"],
    ],
    ["before a bracket", "274 compensated (167 ends)", 20, ["274 compensated", "  (167 ends)"]],
    ["by the width of Hangul", "보상 2건, 중복 3행", 17, ["보상 2건,", "  중복 3행"]],
  ] as const)("a line of counts: %s", ([, text, width, expected]) => {
    // Further lines stand two columns further in, and so all lines are folded at two columns less.
    expect(foldedParts(text, width + 2)).toEqual(expected);
  });

  test.for([
    [
      "no number leaves its noun",
      "the charge of 6 subscriptions comes",
      17,
      ["the charge of", "  6 subscriptions", "  comes"],
    ],
    ["further lines stand further in", "  a: one two", 8, ["  a: one", "    two"]],
  ] as const)("a sentence: %s", ([, text, width, expected]) => {
    expect(foldedWords(text, width + 2)).toEqual(expected);
  });

  test("a table folds names and sums, never ids", () => {
    const columns = [whole("id"), left("rule"), right("paid")];
    const rows = [["record-0001", "emoticon-plus-in-app", "15,796 KRW, 31,500 MELON-CASH"]];
    const lines = tableLines(columns, rows, { width: 44 });
    expect(lines.filter((line) => widthOf(line) > 44)).toEqual([]);
    expect(lines.slice(1)).toEqual([
      "  record-0001  emoticon-         15,796 KRW,",
      "               plus-in-    31,500 MELON-CASH",
      "               app",
    ]);
  });
});
