import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { createNamer, discoverExports } from "../../src/input/discover.ts";
import { tempFolder } from "../support/temp-folder.ts";

async function folderWith(...paths: readonly string[]): Promise<string> {
  const folder = await tempFolder();
  for (const path of paths) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), "");
  }
  return folder;
}

async function found(cwd: string, ...wanted: readonly string[]): Promise<readonly string[]> {
  const { files } = await discoverExports(
    wanted.map((path) => ({ path, kind: undefined })),
    cwd,
  );
  return files.map(({ path }) => path);
}

describe("finds files", () => {
  test("in the order in which they are named", async () => {
    const cwd = await folderWith("b.csv", "a.csv");
    expect(await found(cwd, "b.csv", "a.csv")).toEqual(["b.csv", "a.csv"]);
  });

  test("whatever they are called", async () => {
    const cwd = await folderWith("export", "a.dat", "[1].csv", "what?.csv", "*.csv");
    const names = ["export", "a.dat", "[1].csv", "what?.csv", "*.csv"];
    expect(await found(cwd, ...names)).toEqual(names);
  });

  test("by relative and absolute paths, kept as they are written", async () => {
    const cwd = await folderWith("in/a.csv", "in/b.csv");
    const absolute = join(cwd, "in/b.csv");
    expect(await found(join(cwd, "in"), "../in/a.csv", absolute)).toEqual(["../in/a.csv", absolute]);
  });

  test("once, however often and in however many ways they are named", async () => {
    const cwd = await folderWith("in/a.csv", "in/b.csv");
    const names = ["in/b.csv", "./in/b.csv", join(cwd, "in/b.csv"), "in", "in/../in/a.csv", "in/*.csv"];
    expect(await found(cwd, ...names)).toEqual(["in/b.csv", "in/a.csv"]);
  });

  test("with the kind that was forced on the first mention", async () => {
    const cwd = await folderWith("a.csv", "b.csv");
    const { files } = await discoverExports(
      [
        { path: "a.csv", kind: "coupon" },
        { path: ".", kind: undefined },
      ],
      cwd,
    );
    expect(files).toEqual([
      { path: "a.csv", kind: "coupon" },
      { path: "b.csv", kind: undefined },
    ]);
  });

  test("named by standard input's dash only once", async () => {
    const cwd = await folderWith("a.csv");
    expect(await found(cwd, "-", "a.csv", "-")).toEqual(["-", "a.csv"]);
  });

  test("called - beside standard input, because they are another", async () => {
    const cwd = await folderWith("-");
    expect(await found(cwd, "-", "./-")).toEqual(["-", "./-"]);
  });
});

describe("finds a folder's exports", () => {
  test("by their endings", async () => {
    const exports = [
      "a.csv",
      "b.tsv",
      "c.txt",
      "d.csv.gz",
      "e.CSV",
      "f.tsv.GZ",
      "g.txt.gz",
      "h.csv.zst",
      "k.csv.zip",
      "l.xlsx",
    ];
    const cwd = await folderWith(...exports, "h.json", "i.csv.bak", "j.gz", "csv");
    expect(await found(cwd, ".")).toEqual(exports);
  });

  test("but not those below it", async () => {
    const cwd = await folderWith("in/a.csv", "in/old/b.csv");
    expect(await found(cwd, "in")).toEqual(["in/a.csv"]);
  });

  test("but no folder that is called like one", async () => {
    const cwd = await folderWith("in/a.csv", "in/old.csv/b.csv");
    expect(await found(cwd, "in")).toEqual(["in/a.csv"]);
  });

  test("with the path of the folder as it is written", async () => {
    const cwd = await folderWith("in/a.csv");
    expect(await found(cwd, "in/")).toEqual(["in/a.csv"]);
    expect(await found(cwd, join(cwd, "in"))).toEqual([join(cwd, "in/a.csv")]);
  });
});

describe("finds what a glob matches", () => {
  test("in one folder", async () => {
    const cwd = await folderWith("in/a.csv", "in/b.csv", "in/c.txt", "in/old/d.csv");
    expect(await found(cwd, "in/*.csv")).toEqual(["in/a.csv", "in/b.csv"]);
    expect(await found(cwd, "in/[ac].*")).toEqual(["in/a.csv", "in/c.txt"]);
    expect(await found(cwd, "in/{b,c}.*")).toEqual(["in/b.csv", "in/c.txt"]);
    expect(await found(cwd, "in/?.txt")).toEqual(["in/c.txt"]);
  });

  test("in folders below", async () => {
    const cwd = await folderWith("in/b.csv", "in/old/a.csv", "in/older/c.csv");
    expect(await found(cwd, "in/**/*.csv")).toEqual(["in/b.csv", "in/old/a.csv", "in/older/c.csv"]);
  });

  test("outside the working folder", async () => {
    const cwd = await folderWith("in/a.csv", "work/b.csv");
    const expected = [join(cwd, "in/a.csv")];
    const work = join(cwd, "work");
    expect((await found(work, "../in/*.csv")).map((path) => resolve(work, path))).toEqual(expected);
    expect((await found(work, join(cwd, "in/*.csv"))).map((path) => resolve(work, path))).toEqual(expected);
  });

  test("but no folders, and nothing in them by matching them", async () => {
    const cwd = await folderWith("in/a.csv", "in/old.csv/b.csv");
    expect(await found(cwd, "in/*.csv")).toEqual(["in/a.csv"]);
  });
});

describe("orders by the bytes of the names", () => {
  /** In UTF-16 the emoji would come before the full-width mark; many locales would not tell letters' cases apart. */
  const BY_BYTES = ["1.csv", "10.csv", "9.csv", "B.csv", "_.csv", "a.csv", "é.csv", "가.csv", "！.csv", "😀.csv"];

  test("in a folder", async () => {
    const cwd = await folderWith(...BY_BYTES.toReversed());
    expect(await found(cwd, ".")).toEqual(BY_BYTES);
  });

  test("in what a glob matches", async () => {
    const cwd = await folderWith(...BY_BYTES.toReversed());
    expect(await found(cwd, "*.csv")).toEqual(BY_BYTES);
  });

  test("but keeps the order of several folders and globs", async () => {
    const cwd = await folderWith("z/b.csv", "z/a.csv", "a/d.csv", "a/c.csv");
    expect(await found(cwd, "z", "a/*.csv")).toEqual(["z/a.csv", "z/b.csv", "a/c.csv", "a/d.csv"]);
  });
});

describe("refuses", () => {
  test.for([
    ["a missing file", ["a.csv", "missing.csv"], "file-missing"],
    ["a missing folder", ["missing/"], "file-missing"],
    ["nothing at all", [], "no-exports"],
    ["a folder without exports", ["empty"], "no-exports"],
    ["a glob that matches nothing", ["*.tsv"], "no-exports"],
  ] as const)("%s", async ([, wanted, code]) => {
    const cwd = await folderWith("a.csv", "empty/readme.md");
    await expect(found(cwd, ...wanted)).rejects.toMatchObject({ code, exit: 3 });
  });

  test("with the path that is missing, as it was written", async () => {
    const cwd = await tempFolder();
    await expect(found(cwd, "./missing.csv")).rejects.toMatchObject({ place: { file: "./missing.csv" } });
  });

  test("with what was asked for when it comes to nothing", async () => {
    const cwd = await tempFolder();
    await expect(found(cwd, "*.csv", "in*/*.csv")).rejects.toThrow('"*.csv", "in*/*.csv"');
  });
});

describe("names exports for the outputs", () => {
  test.for([
    ["without their folders", ["in/a.csv", "/data/b.csv"], ["a.csv", "b.csv"]],
    ["without .gz and .zst", ["a.csv.gz", "b.CSV.GZ", "c.gz", "d.csv.zst"], ["a.csv", "b.CSV", "c", "d.csv"]],
    ["numbered where two are the same", ["x/a.csv", "y/a.csv", "z/a.csv"], ["a.csv", "a-2.csv", "a-3.csv"]],
    ["numbered where only .gz differs", ["a.csv", "a.csv.gz"], ["a.csv", "a-2.csv"]],
    ["in another case", ["x/A.csv", "y/a.csv", "z/A.CSV.gz"], ["A.csv", "a-2.csv", "A-3.CSV"]],
    ["past a number that is taken", ["a-2.csv", "x/a.csv", "y/a.csv"], ["a-2.csv", "a.csv", "a-3.csv"]],
    ["where the number is taken afterwards", ["x/a.csv", "y/a.csv", "a-2.csv"], ["a.csv", "a-2.csv", "a-2-2.csv"]],
    ["numbered before the last ending", ["x/a.b.csv", "y/a.b.csv"], ["a.b.csv", "a.b-2.csv"]],
    ["numbered without an ending", ["x/export", "y/export"], ["export", "export-2"]],
    ["numbered where only their rejects would meet", ["a.xlsx", "a.xlsx.csv"], ["a.xlsx", "a.xlsx-2.csv"]],
    ["by the kind for standard input", ["-", "rentals.csv"], ["rentals.csv", "rentals-2.csv"]],
  ] as const)("%s", ([, paths, expected]) => {
    const nameOf = createNamer();
    expect(paths.map((path) => nameOf(path, "rental"))).toEqual(expected);
  });
});
