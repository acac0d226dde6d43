/** Changes come back in order, whether they fit into memory or not. */
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSampleStore, createSortedStore, type StoredChange } from "../../src/diff/change-store.ts";
import { sampling } from "../support/sampling.ts";
import { tempFolder } from "../support/temp-folder.ts";

const change = fc.record({
  group: fc.integer({ min: 0, max: 3 }).map((kind) => kind * 2 ** 32),
  place: fc.integer({ min: 0, max: 20 }).map((line) => line * 2 ** 40),
  bytes: fc.uint8Array({ maxLength: 40 }),
});

function texts(changes: Iterable<StoredChange>): readonly string[] {
  return [...changes].map(({ group, place, bytes }) => `${group} ${place} ${Buffer.from(bytes).toString("hex")}`);
}

function inOrder(changes: readonly StoredChange[]): readonly StoredChange[] {
  return changes.toSorted((a, b) => a.group - b.group || a.place - b.place);
}

describe("the store of all changes", () => {
  test.for([64, 200, 1 << 20])("sorts as one list would, in pieces of %i bytes", async (pieceBytes) => {
    await fc.assert(
      fc.asyncProperty(fc.array(change, { maxLength: 60 }), async (changes) => {
        const store = createSortedStore(await tempFolder(), pieceBytes);
        for (const { group, place, bytes } of changes) store.add(group, place, bytes);
        expect(texts(store.sorted())).toEqual(texts(inOrder(changes)));
      }),
      { ...sampling(), numRuns: 60 },
    );
  });

  test("a change longer than what is read at once comes back whole", async () => {
    const store = createSortedStore(await tempFolder(), 1 << 16);
    const sizes = [200_000, 3, 70_000, 65_516];
    for (const [index, size] of sizes.entries()) store.add(0, 10 - index, new Uint8Array(size).fill(index + 1));
    const found = [...store.sorted()].map(({ bytes }) => [bytes.length, bytes[0], bytes.at(-1)]);
    expect(found).toEqual(sizes.map((size, index) => [size, index + 1, index + 1]).reverse());
  });
});

test("the store of samples keeps the first few of each group, whatever order they come in", () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), fc.integer({ min: 0, max: 5 }), (changes, most) => {
      const store = createSampleStore(most);
      for (const { group, place, bytes } of changes) store.add(group, place, bytes);
      const seen = new Map<number, number>();
      const expected = inOrder(changes).filter(({ group }) => {
        const before = seen.get(group) ?? 0;
        seen.set(group, before + 1);
        return before < most;
      });
      expect(texts(store.sorted())).toEqual(texts(expected));
    }),
    sampling(),
  );
});

test("a temporary folder that takes no more is a failure with its place", async () => {
  const folder = join(await tempFolder(), "gone");
  const store = createSortedStore(folder, 64);
  const fill = () => {
    for (let place = 0; place < 10; place += 1) store.add(0, place, Buffer.alloc(40));
  };
  expect(fill).toThrow(expect.objectContaining({ code: "output-unwritable", exit: 6 }));
});
