/** Fingerprints as the kernel gives them to rows: even, and of every byte, wherever a row lies. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { printsOf, quotedCell } from "../support/prints.ts";
import { patienceMs, sampling } from "../support/sampling.ts";

/** Prints of rows that each hold one thing, as an id. */
function printsOfIds(ids: readonly Uint8Array[]): Uint32Array {
  return printsOf(Buffer.concat(ids.flatMap((id) => [quotedCell(id), Buffer.from(",s,u,2022-10-15\n")])));
}

/** What each fingerprint is made of: 32 bits, and 16 more that half of the middle word has. */
const FINGERPRINTS = [
  ["identity", (prints: Uint32Array, row: number) => [prints[row * 3] ?? 0, (prints[row * 3 + 1] ?? 0) >>> 16]],
  ["content", (prints: Uint32Array, row: number) => [prints[row * 3 + 2] ?? 0, (prints[row * 3 + 1] ?? 0) & 0xffff]],
] as const;

describe.for(FINGERPRINTS)("the fingerprint of a row's %s", ([, wordsIn]) => {
  function marksOf(texts: readonly (string | Uint8Array)[]): readonly (readonly number[])[] {
    const prints = printsOfIds(texts.map((text) => Buffer.from(text as string)));
    return texts.map((_, row) => wordsIn(prints, row));
  }

  function distinct(marks: readonly (readonly number[])[], word: 0 | 1 | "both" = "both"): number {
    return new Set(marks.map((mark) => (word === "both" ? mark.join() : mark[word]))).size;
  }

  test("depends on the bytes alone, not on where they lie", { timeout: patienceMs }, () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 2, maxLength: 9 }), (texts) => {
        const backwards = marksOf([...texts].reverse()).toReversed();
        expect(marksOf(texts)).toEqual(backwards);
      }),
      sampling(0.1),
    );
  });

  test("changes with every single bit", () => {
    const bytes = Buffer.from("subscription,melon,00042");
    const changed = Array.from({ length: bytes.length * 8 }, (_, bit) => {
      const copy = Buffer.from(bytes);
      copy[bit >>> 3] = (copy[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
      return copy;
    });
    expect(distinct(marksOf([bytes, ...changed]), 0)).toBe(bytes.length * 8 + 1);
  });

  test("tells apart what differs in length or order alone", () => {
    const texts = ["", "\0", "\0\0", "\0\0\0\0", "\0\0\0\0\0", "ab", "ba", "abcd", "dcba", "abcdefgh", "efghabcd"];
    const long = ["abcdefghijklmnop", "ijklmnopabcdefgh", `${"\0".repeat(8)}`, "\0".repeat(16), "\0".repeat(24)];
    expect(distinct(marksOf([...texts, ...long]))).toBe(texts.length + long.length);
  });

  test.for(["", "of-one-", "of-other-length-"])(
    "collides for ids numbered after %j no more often than chance would have it",
    (start) => {
      const marks = marksOf(Array.from({ length: 100_000 }, (_, index) => `${start}${index}`));
      // By chance 1.2 of them collide in 32 bits; ten times as many have a probability below one in a million.
      expect(marks.length - distinct(marks, 0)).toBeLessThan(12);
      // Of 65,536 values chance leaves 22 in 100 unused.
      expect(Math.abs(distinct(marks, 1) - 51_300)).toBeLessThan(1000);
    },
  );

  test("spreads numbered ids evenly over its lowest and highest bits", () => {
    const counts = Array.from({ length: 4 }, () => new Array<number>(32).fill(0));
    const ids = Array.from({ length: 64_000 }, (_, index) => `rental-${String(index).padStart(8, "0")}`);
    for (const [first = 0, second = 0] of marksOf(ids)) {
      for (const [which, part] of [first & 31, first >>> 27, second & 31, second >>> 11].entries()) {
        const count = counts[which] ?? [];
        count[part] = (count[part] ?? 0) + 1;
      }
    }
    // 2000 each, with a standard deviation of 44.
    for (const found of counts.flat()) expect(Math.abs(found - 2000)).toBeLessThan(300);
  });

  test("has two words that are independent of each other", () => {
    const pairs = new Map<number, number>();
    let together = 0;
    for (const [first = 0, second = 0] of marksOf(Array.from({ length: 100_000 }, (_, index) => `melon${index}`))) {
      // Only 16 bits of the first word, so that there are many collisions to look at.
      if (pairs.get(first >>> 16) === second >>> 8) together += 1;
      pairs.set(first >>> 16, second >>> 8);
    }
    // About 50,000 share the first with the one before; one in 256 of those shares the second by chance.
    expect(together).toBeLessThan(400);
  });
});

describe("the content of rows with the same id is told apart by their last cells", () => {
  /** Of every length modulo the eight bytes that are read at once. */
  const STARTS = Array.from({ length: 8 }, (_, length) => `k1${"2".repeat(length)},kakao-t,u,`);

  function collisions(rows: readonly string[]): number {
    const prints = printsOf(Buffer.from(rows.map((row) => `${row}\n`).join("")));
    return rows.length - new Set(rows.map((_, row) => prints[row * 3 + 2])).size;
  }

  test.for(STARTS)("amounts after %s", (start) => {
    // By chance 0.05 of 20,000 collide. A collision here makes a contradiction look like a harmless repetition.
    expect(collisions(Array.from({ length: 20_000 }, (_, amount) => start + amount))).toBeLessThan(4);
  });

  test.for(STARTS)("dates after %s", (start) => {
    const dates = Array.from({ length: 3650 }, (_, day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
    expect(collisions(dates.map((date) => start + date))).toBeLessThan(3);
  });
});

describe("an identity is the kind, the service and the id", () => {
  const identityOf = (row: string, kind: "rental" | "coupon" = "rental") => {
    const prints = printsOf(Buffer.from(`${row}\n`), kind);
    return [prints[0], (prints[1] ?? 0) >>> 16];
  };

  test("whatever else the row holds, and with quotes or without", () => {
    const known = identityOf("r1,melon,u1,2022-10-15");
    expect(identityOf("r1,melon,u2,2022-10-16")).toEqual(known);
    expect(identityOf('"r1","melon",u1,2022-10-15')).toEqual(known);
  });

  test.for([
    ["another id", "r2,melon,u1,2022-10-15", "rental"],
    ["another service", "r1,melons,u1,2022-10-15", "rental"],
    ["another kind", "r1,melon,u1,2022-10-15", "coupon"],
    ["a letter that went over from one to the other", "nr1,melo,u1,2022-10-15", "rental"],
    ["both exchanged", "melon,r1,u1,2022-10-15", "rental"],
  ] as const)("and is another with %s", ([, row, kind]) => {
    expect(identityOf(row, kind)).not.toEqual(identityOf("r1,melon,u1,2022-10-15"));
  });

  test("parts that follow each other are told apart by where one ends", () => {
    const letters = "melon00042";
    const rows = Array.from(
      { length: letters.length - 1 },
      (_, split) => `${letters.slice(split + 1)},${letters.slice(0, split + 1)},u,`,
    );
    expect(new Set(rows.map((row) => identityOf(row).join())).size).toBe(rows.length);
  });
});

describe("the same bytes say something else", () => {
  test("under another header", () => {
    const line = Buffer.from("r1,melon,u1,2022-10-15,x\n");
    expect(printsOf(line, "rental", ["note"])[2]).not.toBe(printsOf(line, "rental", ["memo"])[2]);
  });

  test("and a row with other columns than its header has no fingerprint at all", () => {
    expect([...printsOf(Buffer.from("r1,melon,u1\n"))]).toEqual([0, 0, 0]);
  });
});

test("of an export whose rows are items, the content changes with every cell that its items have in common, and with no other", () => {
  const row = ["r1", "music", "u1", "2022-10-15", "an item", "1"];
  const agreeing = [0, 1, 2, 3, 5];
  const contentOf = (cells: readonly string[], own: readonly number[] = agreeing) => {
    const [, middle = 0, last = 0] = printsOf(Buffer.from(`${cells.join()}\n`), "rental", ["item", "state"], own);
    return `${middle & 0xffff} ${last}`;
  };
  for (const [index, cell] of row.entries()) {
    const other = contentOf(row.with(index, `${cell}x`));
    if (agreeing.includes(index)) expect(other).not.toBe(contentOf(row));
    else expect(other).toBe(contentOf(row));
  }
  // Neither does a byte count the same in the next cell.
  expect(contentOf(["r1", "musicu", "1", ...row.slice(3)])).not.toBe(contentOf(row));
  expect(contentOf(row.with(4, "x"), [])).not.toBe(contentOf(row, []));
});
