/** Where rows lie, against their bytes put one after the other. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FAR } from "../../src/kernel/numbers.ts";
import { createRowPages } from "../../src/run/rows/row-pages.ts";
import { type BlockPlace, placesOf } from "../../src/run/rows/row-places.ts";
import { runs } from "../domain/runs.ts";

/** Blocks of rows of so many bytes each, and their pages. */
function layOut(blocks: readonly (readonly number[])[]) {
  const pages = createRowPages();
  const places: BlockPlace[] = [];
  let offset = 40;
  let firstLine = 2;
  for (const lengths of blocks) {
    const gaps = Uint8Array.from([0, ...lengths.slice(0, -1)], (length) => Math.min(length, FAR));
    const length = lengths.reduce((sum, each) => sum + each, 0);
    places.push({ offset, length, firstRow: pages.length, rows: lengths.length, firstLine, lineByLine: true });
    pages.append({ codes: new Uint8Array(gaps.length), gaps });
    offset += length;
    firstLine += lengths.length;
  }
  return { pages, places };
}

describe("a row is found by the distances before it", () => {
  test("in any block, among rows of any length that fits into a byte", () => {
    const lengths = fc.array(fc.oneof(fc.integer({ min: 1, max: 12 }), fc.constantFrom(253, 254)), { minLength: 1 });
    fc.assert(
      fc.property(fc.array(lengths, { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat(), (blocks, one, other) => {
        const { pages, places } = layOut(blocks);
        const ordinals = [...new Set([one % pages.length, other % pages.length])].sort((a, b) => a - b);
        const found = places.flatMap((block) => {
          const own = ordinals.filter((ordinal) => ordinal >= block.firstRow && ordinal < block.firstRow + block.rows);
          return (placesOf(block, own, pages) ?? []).map(({ from, to, ...place }) => ({
            ...place,
            from: block.offset + from,
            to: block.offset + to,
          }));
        });
        const all = blocks.flat();
        const startOf = (ordinal: number) => 40 + all.slice(0, ordinal).reduce((sum, length) => sum + length, 0);
        expect(found).toEqual(
          ordinals.map((ordinal) => ({
            ordinal,
            line: 2 + ordinal,
            from: startOf(ordinal),
            to: startOf(ordinal + 1),
          })),
        );
      }),
      runs(200),
    );
  });

  test.for([
    ["a row before it of 254 bytes", [254, 9], 1, "known"],
    ["a row before it of 255 bytes", [255, 9], 1, "scan"],
    ["itself of 255 bytes, with a row after it", [9, 255, 9], 1, "scan"],
    ["itself of 255 bytes, as the last of its block", [9, 255], 1, "known"],
    ["a longer row after it", [9, 9, 300, 9], 1, "known"],
  ] as const)("%s", ([, lengths, ordinal, expected]) => {
    const { pages, places } = layOut([lengths]);
    const [block] = places;
    const found = block && placesOf(block, [ordinal], pages);
    expect(found === undefined ? "scan" : "known").toBe(expected);
  });

  test("only a scan can tell where lines and rows are not the same", () => {
    const { pages, places } = layOut([[9, 9]]);
    expect(places.map((block) => placesOf({ ...block, lineByLine: false }, [1], pages))).toEqual([undefined]);
  });
});
