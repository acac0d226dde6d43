/** Repeats among fingerprints, against a plain map. */
import { existsSync, mkdtempSync, readdirSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { createFingerprints, type FingerprintRoom } from "../../src/run/repeats/fingerprints.ts";
import { searchRepeats, shareSearch } from "../../src/run/repeats/repeats.ts";
import {
  addSums,
  addSuspect,
  assertReadable,
  countSuspects,
  hasSameSuspects,
  noSuspects,
  type SuspectRule,
  type SuspectSums,
} from "../../src/run/repeats/suspects.ts";
import {
  AFFECTED,
  DUPLICATE,
  decidedCode,
  isContradicted,
  REJECTED,
  REJECTED_NAMELESS,
} from "../../src/run/rows/row-codes.ts";
import { createRowPages } from "../../src/run/rows/row-pages.ts";
import { startThread } from "../../src/run/thread.ts";
import { runs } from "../domain/runs.ts";

interface Row {
  readonly code: number;
  /** Of 48 bits: one whole word, and the upper half of another. */
  readonly identity: readonly [number, number];
  /** The same. */
  readonly content: readonly [number, number];
}

interface Repeats {
  readonly duplicates: readonly number[];
  readonly suspects: readonly number[];
}

interface Sharing {
  readonly parts?: number;
  readonly room?: FingerprintRoom;
  /** Rows that are added at a time. */
  readonly step?: number;
  readonly rule?: SuspectRule;
  /** Ordinals of the first rows of exports. */
  readonly firstRows?: readonly number[];
}

function repeatsIn(rows: readonly Row[], sharing: Sharing = {}): Repeats {
  const { duplicates, suspects } = searched(rows, sharing);
  return { duplicates, suspects };
}

const folder = mkdtempSync(join(tmpdir(), "compensate-repeats-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** @returns also how many suspects are told. */
function searched(
  rows: readonly Row[],
  { parts = 1, room, step = rows.length, rule = "differing-rows", firstRows = [0] }: Sharing,
): Repeats & { readonly told: number } {
  const pages = createRowPages();
  const fingerprints = createFingerprints(join(folder, "fingerprints"), room);
  for (let from = 0; from < rows.length; from += step) {
    const added = rows.slice(from, from + step);
    const codes = Uint8Array.from(added, ({ code }) => code);
    pages.append({ codes, gaps: new Uint8Array(added.length) });
    fingerprints.add({ codes, fingerprints: Uint32Array.from(added.flatMap(printsOf)) });
  }
  const searched = { pages: pages.pages, prints: fingerprints.finish(), firstRows, rule };
  const sums = addSums(shareSearch(searched, parts).map(searchRepeats));
  fingerprints.close();
  expect(readdirSync(folder)).toEqual([]);
  expect(rows.findIndex(({ code }, ordinal) => decidedCode(pages.code(ordinal)) !== code)).toBe(-1);
  const ordinals = [...rows.keys()];
  const suspects = ordinals.filter((ordinal) => isContradicted(pages.code(ordinal)));
  expect(sums).toEqual(sumsPlainly(rows, suspects, firstRows));
  const duplicates = ordinals.filter((ordinal) => (pages.code(ordinal) & DUPLICATE) !== 0);
  const told = firstRows.reduce((count, _, exportIndex) => count + countSuspects(sums, exportIndex), 0);
  return { duplicates, suspects, told };
}

/** The sums of suspects, one export after the other. */
function sumsPlainly(rows: readonly Row[], suspects: readonly number[], firstRows: readonly number[]): SuspectSums {
  const sums = noSuspects(firstRows.length);
  for (const [exportIndex, first] of firstRows.entries()) {
    const end = firstRows[exportIndex + 1] ?? rows.length;
    for (const ordinal of suspects)
      if (ordinal >= first && ordinal < end)
        addSuspect(sums, exportIndex, [ordinal, ...printsOf(rows[ordinal] ?? NOBODY)]);
  }
  return sums;
}

function identityOf([first, middle]: readonly [number, number, number]): string {
  return `${first} ${middle >>> 16}`;
}

const NOBODY: Row = { code: 0, identity: [0, 0], content: [0, 0] };

function printsOf({ identity, content }: Row): readonly [number, number, number] {
  return [identity[0], ((identity[1] & 0xffff0000) | (content[1] >>> 16)) >>> 0, content[0]];
}

/** The same by looking every row up in a map of first rows. */
function repeatsPlainly(rows: readonly Row[], rule: SuspectRule = "differing-rows"): Repeats {
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
  if (rule === "differing-rows") return { duplicates, suspects: [...suspects].sort((a, b) => a - b) };
  // All rows of a record of which two differ.
  const nameOf = (ordinal: number) => identityOf(printsOf(rows[ordinal] ?? NOBODY));
  const differing = new Set([...suspects].map(nameOf));
  const more = duplicates.filter((ordinal) => differing.has(nameOf(ordinal)));
  return {
    duplicates: duplicates.filter((ordinal) => !more.includes(ordinal)),
    suspects: [...suspects, ...more].sort((a, b) => a - b),
  };
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
      fc.property(fc.array(row, { maxLength: 200, size: "max" }), (rows) => {
        expect(repeatsIn(rows)).toEqual(repeatsPlainly(rows));
      }),
      runs(300),
    );
  });

  test("as a map does, in stretches of any length, in memory and on disk, shared by any number", () => {
    const row: fc.Arbitrary<Row> = fc.record({
      code,
      identity: fc.tuple(word, word),
      content: fc.tuple(content, content),
    });
    const sharing = fc.record({
      parts: fc.integer({ min: 1, max: 4 }),
      step: fc.integer({ min: 1, max: 30 }),
      room: fc.record({ stretchRows: fc.integer({ min: 1, max: 50 }), memory: fc.nat(2000) }),
      rule: fc.constantFrom("differing-rows", "whole-records"),
      firstRows: fc.uniqueArray(fc.nat(200), { maxLength: 3 }).map((firsts) => [0, ...firsts].sort((a, b) => a - b)),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 200, size: "max" }), sharing, (rows, how) => {
        expect(repeatsIn(rows, how)).toEqual(repeatsPlainly(rows, how.rule));
      }),
      runs(200),
    );
  });

  test.for([
    ["all of it fits exactly", 5 * 16, false],
    ["one row too many", 5 * 16 - 1, true],
    ["there is no memory at all", 0, true],
  ] as const)("%s: what does not fit lies in a file until it is closed", ([, memory, onDisk]) => {
    const fingerprints = createFingerprints(join(folder, "edge"), { stretchRows: 5, memory });
    fingerprints.add({ codes: new Uint8Array(5), fingerprints: new Uint32Array(15) });
    fingerprints.finish();
    expect(existsSync(join(folder, "edge"))).toBe(onDisk);
    fingerprints.close();
    expect(existsSync(join(folder, "edge"))).toBe(false);
  });

  test.for([
    ["is gone", (file: string) => rmSync(file), "ENOENT"],
    ["was cut short", (file: string) => truncateSync(file, 100), "it ended early"],
  ] as const)("a file that %s is told with its place, on this thread and on another", async ([, harm, found]) => {
    const file = join(folder, "harmed");
    const fingerprints = createFingerprints(file, { stretchRows: 20, memory: 0 });
    fingerprints.add({ codes: new Uint8Array(20), fingerprints: Uint32Array.from({ length: 60 }, (_, at) => at) });
    const [search] = shareSearch(
      { pages: createRowPages().pages, prints: fingerprints.finish(), firstRows: [0], rule: "differing-rows" },
      1,
    );
    harm(file);
    const thread = startThread();
    try {
      if (search === undefined) throw new Error("nothing to search");
      const told = { name: "Failure", code: "output-unwritable", place: { file } };
      const message = expect.stringContaining(found);
      expect(() => searchRepeats(search)).toThrow(expect.objectContaining({ ...told, message }));
      await expect(thread.search(search)).rejects.toMatchObject({ ...told, message });
    } finally {
      await thread.close();
      fingerprints.close();
    }
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
    const { duplicates, suspects } = repeatsIn(rows, { parts });
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
    const { duplicates, suspects, told } = searched(rows, {});
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
      const { duplicates, suspects, told } = searched(rows, { parts });
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

describe("the sums of suspects", () => {
  const sumsOf = (...suspects: readonly (readonly [number, number, number, number])[]) => {
    const sums = noSuspects(2);
    for (const suspect of suspects) addSuspect(sums, 1, suspect);
    return sums;
  };
  const one = [3, 7, 8, 9] as const;
  const other = [5, 1, 2, 4] as const;

  test.for([
    ["the same in another order", [other, one], true],
    ["one is missing", [one], false],
    ["one is there twice", [one, other, other], false],
    ["a first number is another", [one, [5, 0, 2, 4]], false],
    ["a middle number is another", [one, [5, 1, 3, 4]], false],
    ["a last number is another", [one, [5, 1, 2, 5]], false],
    [
      "two rows changed places",
      [
        [3, 1, 2, 4],
        [5, 7, 8, 9],
      ],
      false,
    ],
  ] as const)("%s", ([, suspects, expected]) => {
    expect(hasSameSuspects(sumsOf(one, other), sumsOf(...suspects), 1)).toBe(expected);
    expect(hasSameSuspects(sumsOf(one, other), sumsOf(...suspects), 0), "the other export").toBe(true);
  });

  test.for([
    ["differing-rows", 1_000_000],
    ["whole-records", 8_000_000],
  ] as const)("%s: so many that they can be read again, and one more", ([rule, most]) => {
    const sums = noSuspects(2);
    [sums[0], sums[4]] = [most - 5, 5];
    expect(() => assertReadable(sums, rule)).not.toThrow();
    sums[4] = 6;
    expect(() => assertReadable(sums, rule)).toThrow(expect.objectContaining({ code: "exports-contradict" }));
  });
});
