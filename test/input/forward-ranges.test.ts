/** What can only be read from its front is read again in parts: in the order of the stream, or from the front once more. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { findEncoding } from "../../src/domain/encodings.ts";
import { createArchiveFinder } from "../../src/input/find-archived.ts";
import { forwardRanges } from "../../src/input/forward-ranges.ts";
import { fileSource, type Source, storedSource } from "../../src/input/source.ts";
import { archiveOf } from "../support/archive.ts";
import { tempFolder } from "../support/temp-folder.ts";

const LETTERS = "가나다라";
const rowOf = (row: number) => `${LETTERS}-${row},${LETTERS} ${row * 7919},x\n`;
const CSV = Buffer.from(`a,b,c\n${Array.from({ length: 80_000 }, (_, row) => rowOf(row)).join("")}`);
const UTF16 = Buffer.from(`\ufeff${CSV.toString()}`, "utf16le");

async function packedFile(content: Uint8Array, encoding?: string): Promise<Source> {
  const path = join(await tempFolder(), "a.csv.gz");
  writeFileSync(path, gzipSync(content, { level: 1 }));
  return fileSource("a.csv.gz", path, { encoding: encoding === undefined ? undefined : findEncoding(encoding) });
}

async function archivedFile(content: Buffer): Promise<Source> {
  const cwd = await tempFolder();
  writeFileSync(join(cwd, "all.zip"), await archiveOf({ name: "a.csv", content: content.toString() }));
  const { files } = await createArchiveFinder(cwd).filesAt({ path: "all.zip" });
  const [file] = files;
  if (file === undefined) throw new Error("an archive of one file");
  return storedSource(file, cwd);
}

/** Offsets and lengths: next to each other, far apart, a whole part twice, and at the end of the text. */
const PARTS: readonly (readonly [number, number])[] = [
  [6, 100],
  [106, 400],
  [1_000_000, 700_000],
  [2_500_000, 1],
  [2_500_001, 300_000],
  [CSV.length - 50, 50],
];

describe("is read again in parts", () => {
  test.for([
    ["what is packed", () => packedFile(CSV)],
    ["what is packed, in UTF-16", () => packedFile(UTF16)],
    ["what lies in an archive", () => archivedFile(CSV)],
  ] as const)("%s", async ([, source]) => {
    const stream = await (await source()).open();
    while ((await stream.read(Buffer.alloc(1_000_000))) > 0);
    await stream.close();
    const ranges = await stream.openRanges?.();
    if (ranges === undefined) throw new Error("it cannot be read again in parts");
    const read = await Promise.all(PARTS.map(([from, length]) => ranges.read(from, length)));
    for (const [index, [from, length]] of PARTS.entries())
      expect(read[index]?.equals(CSV.subarray(from, from + length)), `${from}`).toBe(true);
    expect((await ranges.read(10, 300)).equals(CSV.subarray(10, 310))).toBe(true);
    await ranges.close();
  });
});

describe("a stream of numbers", () => {
  const NUMBERS = Buffer.from(Array.from({ length: 200 }, (_, index) => index));

  async function opened() {
    const counted = { open: 0, opened: 0, read: 0 };
    const open = async () => {
      let at = 0;
      counted.open += 1;
      counted.opened += 1;
      return {
        read: async (into: Uint8Array) => {
          const got = NUMBERS.copy(into, 0, at, at + 7);
          at += got;
          counted.read += got;
          return got;
        },
        close: async () => {
          counted.open -= 1;
        },
      };
    };
    return { counted, ranges: await forwardRanges(open, "a.csv")() };
  }

  test("is read once for parts in its order, no further than the last of them", async () => {
    const { counted, ranges } = await opened();
    const parts = await Promise.all([ranges.read(0, 3), ranges.read(3, 10), ranges.read(50, 1)]);
    expect(parts).toEqual([NUMBERS.subarray(0, 3), NUMBERS.subarray(3, 13), NUMBERS.subarray(50, 51)]);
    expect(counted.opened).toBe(1);
    expect(counted.read).toBeLessThan(60);
    await ranges.close();
    expect(counted.open).toBe(0);
  });

  test("is read from its front for a part before the last one, and one stream is open at a time", async () => {
    const { counted, ranges } = await opened();
    await ranges.read(50, 10);
    expect(await ranges.read(59, 2)).toEqual(NUMBERS.subarray(59, 61));
    expect(counted).toMatchObject({ open: 1, opened: 2 });
    await ranges.close();
    expect(counted.open).toBe(0);
  });

  test("was changed where it ends before a part does, and a part that is there is read after that", async () => {
    const { ranges } = await opened();
    const changed = { code: "input-changed", place: { file: "a.csv" } };
    await expect(ranges.read(190, 11)).rejects.toMatchObject(changed);
    await expect(ranges.read(300, 1)).rejects.toMatchObject(changed);
    expect(await ranges.read(190, 10)).toEqual(NUMBERS.subarray(190, 200));
    await ranges.close();
  });
});
