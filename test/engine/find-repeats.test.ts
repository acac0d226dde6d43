/** Repeats among fingerprints, against a plain map. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRowPages } from "../../src/engine/pages.ts";
import { collectSuspects, searchRepeats, shareSearch } from "../../src/engine/repeats.ts";
import { AFFECTED, DUPLICATE, decidedCode, REJECTED, REJECTED_NAMELESS } from "../../src/engine/rows.ts";
import { runs } from "../domain/runs.ts";

interface Row {
  readonly code: number;
  /** Of 48 bits: one whole word, and the upper half of another. */
  readonly identity: readonly [number, number];
  /** The same. */
  readonly content: readonly [number, number];
}

function repeatsIn(
  rows: readonly Row[],
  parts = 1,
): {
  readonly duplicates: readonly number[];
  readonly suspects: readonly number[];
} {
  const { duplicates, suspects } = searched(rows, parts);
  return { duplicates, suspects };
}

function searched(
  rows: readonly Row[],
  parts: number,
): {
  readonly duplicates: readonly number[];
  readonly suspects: readonly number[];
  /** How often suspects are told. */
  readonly told: number;
} {
  const pages = createRowPages();
  pages.append({
    codes: Uint8Array.from(rows, ({ code }) => code),
    fingerprints: Uint32Array.from(rows.flatMap(wordsOf)),
    gaps: new Uint8Array(rows.length),
  });
  const found = shareSearch(pages, parts).map(searchRepeats);
  const suspects = collectSuspects(found);
  expect(rows.findIndex(({ code }, ordinal) => decidedCode(pages.code(ordinal)) !== code)).toBe(-1);
  const ordinals = [...rows.keys()];
  const duplicates = ordinals.filter((ordinal) => (pages.code(ordinal) & DUPLICATE) !== 0);
  return { duplicates, suspects, told: found.reduce((sum, { length }) => sum + length, 0) };
}

function wordsOf({ identity, content }: Row): readonly [number, number, number] {
  return [identity[0], ((identity[1] & 0xffff0000) | (content[1] >>> 16)) >>> 0, content[0]];
}

/** The same by looking every row up in a map of first rows. */
function repeatsPlainly(rows: readonly Row[]): ReturnType<typeof repeatsIn> {
  const firsts = new Map<string, { readonly ordinal: number; readonly content: string }>();
  const duplicates: number[] = [];
  const suspects = new Set<number>();
  for (const [ordinal, row] of rows.entries()) {
    const { code } = row;
    if (code === REJECTED_NAMELESS) continue;
    const identity = `${row.identity[0]} ${row.identity[1] >>> 16}`;
    const content = `${row.content[0]} ${row.content[1] >>> 16}`;
    const first = firsts.get(identity);
    if (first === undefined) firsts.set(identity, { ordinal, content });
    else if (first.content === content) duplicates.push(ordinal);
    else suspects.add(first.ordinal).add(ordinal);
  }
  return { duplicates, suspects: [...suspects].sort((a, b) => a - b) };
}

const code = fc.constantFrom(0, 5, AFFECTED, REJECTED, REJECTED_NAMELESS);
// Few values, so that rows meet; large and small ones, so that slots collide and wrap around.
const word = fc.constantFrom(0, 1, 2, 32, 0xffff, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_0000, 0xffff_ffff);
const content = fc.constantFrom(0, 1, 0xffff, 0x1_0000, 0xffff_0000);

describe("finds duplicates and suspects", () => {
  test("as a map does", () => {
    const row: fc.Arbitrary<Row> = fc.record({
      code,
      identity: fc.tuple(word, word),
      content: fc.tuple(content, content),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 200 }), (rows) => {
        expect(repeatsIn(rows)).toEqual(repeatsPlainly(rows));
      }),
      runs(300),
    );
  });

  test("as a map does, among rows of many pages", () => {
    // Every identity is a multiple of a prime, modulo a number small enough that some of them meet.
    const rows = Array.from({ length: 200_000 }, (_, index): Row => {
      const identity = (index * 7919) % 150_000;
      return {
        code: AFFECTED,
        identity: [identity * 28_411, identity << 16],
        content: [index % 3 === 0 ? 1 : identity, 0],
      };
    });
    expect(repeatsIn(rows)).toEqual(repeatsPlainly(rows));
  });

  test.for([1, 2, 3, 8])("as a map does, in more rows than one partition takes, shared by %i", (parts) => {
    const count = (1 << 19) + 1000;
    const rows = Array.from({ length: count }, (_, index): Row => {
      const identity = index < 1 << 19 ? index : index - (1 << 19);
      return {
        code: AFFECTED,
        identity: [Math.imul(identity, 0x9e37_79b1) >>> 0, identity << 16],
        content: [identity % 2 === 0 ? 7 : index, 0],
      };
    });
    const { duplicates, suspects } = repeatsIn(rows, parts);
    expect(duplicates).toHaveLength(500);
    expect(suspects).toHaveLength(1000);
    expect({ duplicates, suspects }).toEqual(repeatsPlainly(rows));
  });

  test("tells suspects once, where nearly all identities are in one of several partitions", () => {
    const rows = Array.from({ length: (1 << 19) + 1000 }, (_, index): Row => {
      const identity = index < 400 ? index >>> 1 : index;
      return {
        code: AFFECTED,
        identity: [(Math.imul(identity, 0x9e37_79b1) << 5) >>> 0, identity << 16],
        content: [index, 0],
      };
    });
    const { duplicates, suspects, told } = searched(rows, 1);
    expect([duplicates.length, suspects.length, told]).toEqual([0, 400, 400]);
  });

  test.for([1, 2])(
    "as a map does, where nearly all identities are in one of several partitions, shared by %i",
    (parts) => {
      const count = (1 << 19) + 1000;
      const rows = Array.from({ length: count }, (_, index): Row => {
        const identity = index < count - 500 ? index : index - 400_000;
        return {
          code: AFFECTED,
          identity: [(Math.imul(identity, 0x9e37_79b1) << 5) >>> 0, identity << 16],
          content: [identity % 2 === 0 ? 7 : index, 0],
        };
      });
      const { duplicates, suspects, told } = searched(rows, parts);
      // Told once each: there is a limit to how many are.
      expect([duplicates.length, suspects.length, told]).toEqual([250, 500, 500]);
      expect({ duplicates, suspects }).toEqual(repeatsPlainly(rows));
    },
  );

  test.for([
    ["no row at all", []],
    ["one row", [{ code: AFFECTED, identity: [0, 0], content: [0, 0] }]],
    [
      "rows without a name, which are nobody's twins",
      [
        { code: REJECTED_NAMELESS, identity: [1, 1], content: [1, 1] },
        { code: REJECTED_NAMELESS, identity: [1, 1], content: [1, 1] },
        { code: REJECTED_NAMELESS, identity: [1, 1], content: [2, 1] },
      ],
    ],
  ] as const)("nothing among %s", ([, rows]) => {
    expect(repeatsIn(rows)).toEqual({ duplicates: [], suspects: [] });
  });
});
