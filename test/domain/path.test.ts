import { describe, expect, test } from "vitest";
import { findReservedName, isSamePath, join, relative, slashed } from "../../src/domain/path.ts";

describe("paths that are written down", () => {
  test.for([
    ["a path of Windows", "exports\\2022\\melon.csv", "\\", "exports/2022/melon.csv"],
    ["a mixed one", "exports/2022\\melon.csv", "\\", "exports/2022/melon.csv"],
    ["a drive", "C:\\exports", "\\", "C:/exports"],
    ["a share", "\\\\server\\share\\melon.csv", "\\", "//server/share/melon.csv"],
    ["a backslash in a name, elsewhere", "exports/a\\b.csv", "/", "exports/a\\b.csv"],
  ] as const)("%s", ([, path, separator, expected]) => {
    expect(slashed(path, separator)).toBe(expected);
  });

  test("are joined and told from a folder with forward slashes", () => {
    expect(join("./exports/", "melon.csv")).toBe("exports/melon.csv");
    expect(relative("/a/b", "/a/c/d.csv")).toBe("../c/d.csv");
  });
});

test.for([
  ["exports/a.csv", "./exports/../exports/a.csv", true],
  ["exports/a.csv", "/work/exports/a.csv", true],
  ["exports/a.csv", "exports/b.csv", false],
  ["exports/a.csv", "exports", false],
] as const)("whether %s and %s are the same place", ([a, b, same]) => {
  expect(isSamePath(a, b, "/work")).toBe(same);
});

describe("names that Windows keeps for itself", () => {
  test.for([
    ["C:\\plans\\nul", "nul"],
    ["C:\\plans\\Aux.d\\plan", "Aux.d"],
    ["C:/con/plan", "con"],
    ["C:\\com1.csv", "com1.csv"],
    ["C:\\lpt\u00b2", "lpt\u00b2"],
    ["C:\\prn.tar.gz", "prn.tar.gz"],
    ["C:\\plan.", "plan."],
    ["C:\\plan \\out", "plan "],
  ] as const)("%s", ([path, name]) => {
    expect(findReservedName(path)).toBe(name);
  });

  test.for([
    ["C:\\null"],
    ["C:\\auxiliary.csv"],
    ["C:\\com"],
    ["C:\\com10"],
    ["C:\\a.con"],
    ["C:\\.plan"],
    ["C:\\plan.d"],
  ] as const)("and not %s", ([path]) => {
    expect(findReservedName(path)).toBeUndefined();
  });
});
