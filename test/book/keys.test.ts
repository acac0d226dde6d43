/** The ids of a run: kept sorted, and looked up in files that stream past. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hashFile } from "../../src/book/folder-damage.ts";
import { createIdList, findKnownIds, type IdList, sortIds } from "../../src/book/keys.ts";
import { runs } from "../domain/runs.ts";
import { tempFolder } from "../support/temp-folder.ts";

const BYTES = 16;

function listOf(ids: readonly Uint8Array[]): IdList {
  const list = createIdList();
  const all = Buffer.concat(ids);
  for (const index of ids.keys()) list.add(all, index);
  return list;
}

function hexesOf(ids: Uint8Array): readonly string[] {
  const hexes: string[] = [];
  for (let at = 0; at < ids.length; at += BYTES) hexes.push(Buffer.from(ids.subarray(at, at + BYTES)).toString("hex"));
  return hexes;
}

function hexOf(id: Uint8Array): string {
  return Buffer.from(id).toString("hex");
}

/** Even ones as hashes are, and ones of which many begin alike. */
const evenId = fc.uint8Array({ minLength: BYTES, maxLength: BYTES });
const crowdedId = fc
  .tuple(fc.constantFrom(0, 1, 0xff), fc.nat(3), fc.nat(255))
  .map(([first, middle, last]) =>
    Uint8Array.from({ length: BYTES }, (_, at) => (at === 0 ? first : at === 8 ? middle : at === 15 ? last : 0)),
  );
const someIds = fc.array(fc.oneof(evenId, crowdedId), { maxLength: 60 });

describe("ids are sorted", () => {
  test("as their hexadecimal text would be, repeated ones side by side", () => {
    fc.assert(
      fc.property(someIds, (ids) => {
        expect(hexesOf(sortIds(listOf(ids)))).toEqual(ids.map(hexOf).sort());
      }),
      runs(500),
    );
  });

  test("also in numbers that outgrow the list several times", () => {
    const ids = Array.from({ length: 5000 }, (_, index) => {
      const id = Buffer.alloc(BYTES);
      id.writeUInt32BE(Math.imul(index, 0x9e37_79b1) >>> 0);
      id.writeUInt32BE(index, 12);
      return id;
    });
    expect(hexesOf(sortIds(listOf(ids)))).toEqual(ids.map(hexOf).sort());
  });

  test("and nothing stays nothing", () => {
    expect(sortIds(createIdList())).toHaveLength(0);
  });
});

describe("known ids are found", () => {
  test("as a set would find them, in any number of files", async () => {
    const folder = await tempFolder();
    let files = 0;
    const isZero = (id: Uint8Array) => id.every((byte) => byte === 0);
    fc.assert(
      fc.property(
        someIds,
        fc.array(someIds, { maxLength: 3 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (ids, earlier, shared) => {
          const before = earlier.map((run, index) => [
            ...run,
            // Some of the new ids were given before, in one run or another.
            ...shared
              .filter((at) => at % earlier.length === index)
              .flatMap((at) => ids[at % Math.max(ids.length, 1)] ?? []),
          ]);
          const keyFiles = before.map((run) => {
            files += 1;
            const file = join(folder, `keys-${files}`);
            writeFileSync(file, sortIds(listOf(run)));
            return file;
          });
          const known = new Set(before.flat().map(hexOf));
          const expected = ids.map((id) => (known.has(hexOf(id)) && !isZero(id) ? 1 : 0));
          expect([...findKnownIds(listOf(ids), keyFiles, hashFile)]).toEqual(expected);
        },
      ),
      runs(200),
    );
  });

  test("in a file longer than one reading", async () => {
    const file = join(await tempFolder(), "keys");
    const count = 65_536 + 3;
    const bytes = Buffer.alloc(count * BYTES);
    for (let index = 0; index < count; index += 1) bytes.writeUInt32BE(index + 1, index * BYTES);
    writeFileSync(file, bytes);
    const wanted = [1, 65_536, 65_537, count, count + 1].map((number) => {
      const id = Buffer.alloc(BYTES);
      id.writeUInt32BE(number);
      return id;
    });
    expect([...findKnownIds(listOf(wanted), [file], hashFile)]).toEqual([1, 1, 1, 1, 0]);
  });

  test("whatever the pieces in which a file is read", () => {
    const ids = [1, 2, 3, 4].map((value) => Buffer.alloc(BYTES, value));
    const file = Buffer.concat(ids.slice(0, 3));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (lengths) => {
        const readInPieces = (bytes: Buffer, onPiece: (piece: Uint8Array) => void) => {
          for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
            const end = at + (lengths[turn % lengths.length] ?? 1);
            onPiece(bytes.subarray(at, end));
            at = end;
          }
        };
        expect([...findKnownIds(listOf(ids), [file], readInPieces)]).toEqual([1, 1, 1, 0]);
        // The end of one file and the start of the next are no id.
        const halves = [file.subarray(0, 8), file.subarray(8, 16)];
        expect([...findKnownIds(listOf(ids), halves, readInPieces)]).toEqual([0, 0, 0, 0]);
      }),
      runs(100),
    );
  });

  test("every place of an id that appears twice among the new ones", async () => {
    const file = join(await tempFolder(), "keys");
    const [one, other] = [Buffer.alloc(BYTES, 1), Buffer.alloc(BYTES, 2)];
    writeFileSync(file, one);
    expect([...findKnownIds(listOf([one, other, one]), [file], hashFile)]).toEqual([1, 0, 1]);
  });

  test("of which one stands a million times, as fast as any other", async () => {
    const file = join(await tempFolder(), "keys");
    const ids = createIdList();
    for (let at = 0; at < 1_000_000; at += 1) ids.add(Buffer.alloc(BYTES, at % 2), 0);
    writeFileSync(file, Buffer.alloc(BYTES, 1));
    // Compared one by one, this would not end before the test is given up.
    expect(findKnownIds(ids, [file], hashFile).reduce((sum, flag) => sum + flag, 0)).toBe(500_000);
  });

  test("never an id of zeros, which stands for a review", async () => {
    const file = join(await tempFolder(), "keys");
    writeFileSync(file, Buffer.alloc(BYTES));
    expect([...findKnownIds(listOf([Buffer.alloc(BYTES)]), [file], hashFile)]).toEqual([0]);
  });

  test("nothing where there are no earlier runs, or no ids", () => {
    expect([...findKnownIds(listOf([Buffer.alloc(BYTES, 1)]), [], hashFile)]).toEqual([0]);
    expect([...findKnownIds(createIdList(), [], hashFile)]).toEqual([]);
  });
});
