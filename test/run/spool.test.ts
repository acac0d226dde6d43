/** The spool gives back what was put in, in order, and leaves no file. */
import { existsSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSpool } from "../../src/run/rows/spool.ts";
import { runs } from "../domain/runs.ts";
import { tempFolder } from "../support/temp-folder.ts";

interface Part {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly amounts: BigInt64Array;
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

const part: fc.Arbitrary<Part> = fc.record({
  name: fc.string(),
  bytes: fc.uint8Array({ maxLength: 40 }),
  amounts: fc
    .array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { maxLength: 3 })
    .map((all) => BigInt64Array.from(all)),
  rows: fc.array(fc.record({ line: fc.nat(), cells: fc.array(fc.string(), { maxLength: 3 }) }), { maxLength: 2 }),
});

describe("gives back every part in order", () => {
  test("however many of them fit into memory, and as often as asked", async () => {
    const folder = await tempFolder();
    let files = 0;
    fc.assert(
      fc.property(fc.array(fc.tuple(part, fc.nat(100)), { maxLength: 8 }), fc.nat(300), (parts, memory) => {
        files += 1;
        const file = join(folder, `pending-${files}`);
        const spool = createSpool<Part>(file, memory);
        for (const [each, size] of parts) spool.append(each, size);
        const expected = parts.map(([each]) => each);
        // A part is valid until the next one is asked for.
        expect([...spool.parts()].length).toBe(expected.length);
        let at = 0;
        for (const found of spool.parts()) {
          expect(found).toEqual(expected[at]);
          at += 1;
        }
        spool.close();
        expect(existsSync(file)).toBe(false);
      }),
      runs(200),
    );
  });

  test.for([
    ["all of it fits exactly", [50, 50], 100, false],
    ["the last part is one byte too much", [50, 51], 100, true],
    ["there is no memory at all", [1], 0, true],
    ["a part takes no room", [0], 0, false],
  ] as const)("%s", async ([, sizes, memory, onDisk]) => {
    const file = join(await tempFolder(), "pending");
    const spool = createSpool<number>(file, memory);
    for (const [index, size] of sizes.entries()) spool.append(index, size);
    expect(existsSync(file)).toBe(onDisk);
    expect([...spool.parts()]).toEqual([...sizes.keys()]);
    spool.close();
  });

  test("a small part after a large one keeps its place", async () => {
    const spool = createSpool<string>(join(await tempFolder(), "pending"), 10);
    spool.append("first", 5);
    spool.append("large", 50);
    spool.append("small", 1);
    expect([...spool.parts()]).toEqual(["first", "large", "small"]);
    spool.close();
  });
});

describe("its file", () => {
  test("can be read by its owner alone", async () => {
    const file = join(await tempFolder(), "pending");
    const spool = createSpool<number>(file, 0);
    spool.append(1, 1);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    spool.close();
  });

  test("is never somebody else's", async () => {
    const file = join(await tempFolder(), "pending");
    writeFileSync(file, "in the way");
    const spool = createSpool<number>(file, 0);
    expect(() => spool.append(1, 1)).toThrow(/EEXIST/);
  });

  test("may be closed when nothing was ever put in, and twice", async () => {
    const spool = createSpool<number>(join(await tempFolder(), "pending"), 0);
    spool.close();
    spool.append(1, 1);
    spool.close();
    expect(() => spool.close()).not.toThrow();
  });
});
