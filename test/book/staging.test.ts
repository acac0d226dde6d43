/** Staging folders: every file new, whole and flushed; nothing visible to others before it is published. */
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { publish } from "../../src/book/disk.ts";
import { createStaging } from "../../src/book/staging.ts";
import { Failure } from "../../src/domain/failure.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { treeOf } from "../support/tree.ts";

function failureOf(act: () => unknown): Failure {
  try {
    act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error("it did not fail");
}

describe("a staging folder", () => {
  test("is its owner's alone, and so are the folders in it, until it is sealed", async () => {
    const staging = createStaging(join(await tempFolder(), "parent"), "plan");
    staging.write("rejects/rentals.csv", "a\n");
    expect(statSync(staging.path).mode & 0o777).toBe(0o700);
    expect(statSync(join(staging.path, "rejects")).mode & 0o777).toBe(0o700);
    staging.seal();
    expect(statSync(staging.path).mode & 0o777).toBe(0o777 & ~process.umask());
    expect(statSync(join(staging.path, "rejects")).mode & 0o777).toBe(0o777 & ~process.umask());
    expect(statSync(join(staging.path, "rejects/rentals.csv")).mode & 0o777).toBe(0o666 & ~process.umask());
  });

  test("says in its name what it is for and who owns it", async () => {
    const staging = createStaging(await tempFolder(), "0123abcd");
    expect(staging.path).toMatch(new RegExp(`/0123abcd\\.${process.pid}\\.[0-9a-f]{12}$`));
  });

  test("never shares a name with another of the same owner", async () => {
    const parent = await tempFolder();
    const paths = Array.from({ length: 20 }, () => createStaging(parent, "plan").path);
    expect(new Set(paths).size).toBe(20);
  });

  test("goes away whole when it is discarded, also twice", async () => {
    const parent = await tempFolder();
    const staging = createStaging(parent, "plan");
    staging.write("a/b/c.csv", "x\n");
    staging.discard();
    staging.discard();
    expect(treeOf(parent)).toEqual([]);
  });

  test("cannot be made where a file is in the way", async () => {
    const parent = join(await tempFolder(), "file");
    writeFileSync(parent, "");
    expect(failureOf(() => createStaging(parent, "plan"))).toMatchObject({ code: "output-unwritable", exit: 6 });
  });
});

describe("a file in it", () => {
  test("is listed with its size, rows and hash, in the order in which files were finished", async () => {
    const staging = createStaging(await tempFolder(), "plan");
    const csv = staging.create("adjusted.csv");
    csv.append(Buffer.from("header\n"));
    csv.append(Buffer.from("one\ntwo\n"), 2);
    const text = staging.write("summary.md", "# café\n");
    csv.append(Buffer.from("three\n"), 1);
    const facts = csv.finish();
    expect(facts).toEqual({ file: "adjusted.csv", bytes: 21, rows: 3, sha256: sha256("header\none\ntwo\nthree\n") });
    expect(text).toEqual({ file: "summary.md", bytes: 8, rows: undefined, sha256: sha256("# café\n") });
    expect(staging.files()).toEqual([text, facts]);
    expect(readFileSync(join(staging.path, "adjusted.csv"), "utf8")).toBe("header\none\ntwo\nthree\n");
  });

  test("may be larger than one write takes", async () => {
    const staging = createStaging(await tempFolder(), "plan");
    const content = Buffer.alloc(5_000_001, "0123456789");
    const { bytes, sha256: found } = staging.write("keys", content);
    expect([bytes, found]).toEqual([5_000_001, sha256(content)]);
    expect(readFileSync(join(staging.path, "keys")).equals(content)).toBe(true);
  });

  test("may be empty", async () => {
    const staging = createStaging(await tempFolder(), "plan");
    expect(staging.write("keys", "")).toMatchObject({ bytes: 0, sha256: sha256("") });
  });

  test("is never written over another", async () => {
    const staging = createStaging(await tempFolder(), "plan");
    staging.write("keys", "first");
    const failure = failureOf(() => staging.write("keys", "second"));
    expect(failure).toMatchObject({ code: "output-unwritable", exit: 6 });
    expect(failure.message).toContain("EEXIST");
    expect(readFileSync(join(staging.path, "keys"), "utf8")).toBe("first");
  });

  test.for([
    ["to a file", "victim"],
    ["to nothing", "nowhere"],
  ] as const)("is never written through a link %s", async ([, target]) => {
    const folder = await tempFolder();
    const staging = createStaging(folder, "plan");
    writeFileSync(join(folder, "victim"), "precious");
    symlinkSync(join(folder, target), join(staging.path, "keys"));
    expect(failureOf(() => staging.create("keys"))).toMatchObject({ code: "output-unwritable" });
    expect(readFileSync(join(folder, "victim"), "utf8")).toBe("precious");
    expect(existsSync(join(folder, "nowhere"))).toBe(false);
    expect(lstatSync(join(staging.path, "keys")).isSymbolicLink(), "the link is left alone").toBe(true);
  });

  test("that was only needed meanwhile can be removed, if it is there", async () => {
    const staging = createStaging(await tempFolder(), "plan");
    writeFileSync(join(staging.path, "standard-input"), "x");
    staging.removeScratch("standard-input");
    staging.removeScratch("standard-input");
    expect(treeOf(staging.path)).toEqual([]);
  });

  test("on a full disk is a failure that names it", () => {
    const staging = createStaging("/dev/shm", "compensate-test");
    try {
      symlinkSync("/dev/full", join(staging.path, "link"));
      expect(failureOf(() => staging.create("link/keys"))).toMatchObject({ exit: 6, code: "output-unwritable" });
    } finally {
      staging.discard();
    }
  });
});

describe("publishing", () => {
  test("puts the whole folder in its place", async () => {
    const parent = await tempFolder();
    const staging = createStaging(parent, "plan");
    staging.write("rejects/a.csv", "a\n");
    staging.seal();
    publish(staging.path, join(parent, "0001"));
    expect(treeOf(parent)).toEqual(["0001/", "0001/rejects/", "0001/rejects/a.csv"]);
  });

  test("never takes a place that is taken", async () => {
    const parent = await tempFolder();
    mkdirSync(join(parent, "0001"));
    writeFileSync(join(parent, "0001/manifest.json"), "first");
    const staging = createStaging(parent, "plan");
    staging.write("manifest.json", "second");
    expect(() => publish(staging.path, join(parent, "0001"))).toThrow(/ENOTEMPTY/);
    expect(readFileSync(join(parent, "0001/manifest.json"), "utf8")).toBe("first");
  });
});

function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
