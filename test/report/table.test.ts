/** Tables line up by what a terminal shows, not by how many characters there are. */
import { describe, expect, test } from "vitest";
import { left, right, tableLines } from "../../src/report/table.ts";

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
