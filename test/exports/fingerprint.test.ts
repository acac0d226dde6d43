import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { firstWord, mixBytes, restartLanes, secondWord, startingLanes } from "../../src/exports/fingerprint.ts";
import { sampling } from "../support/sampling.ts";

/** Both words of a fingerprint. */
function wordsOf(bytes: Uint8Array, from = 0, to = bytes.length): readonly [number, number] {
  const lanes = startingLanes("");
  mixBytes(lanes, bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), from, to);
  return [firstWord(lanes) >>> 0, secondWord(lanes) >>> 0];
}

const WORDS = [
  ["the first word", (bytes: Uint8Array, from: number, to: number) => wordsOf(bytes, from, to)[0]],
  ["the second word", (bytes: Uint8Array, from: number, to: number) => wordsOf(bytes, from, to)[1]],
] as const;

describe.for(WORDS)("%s of a fingerprint", ([, fingerprint]) => {
  function whole(text: string): number {
    const bytes = Buffer.from(text);
    return fingerprint(bytes, 0, bytes.length);
  }

  test("is an unsigned 32-bit number", () => {
    for (const text of ["", "a", "한글", "x".repeat(1000)]) {
      expect(Number.isInteger(whole(text))).toBe(true);
      expect(whole(text)).toBe(whole(text) >>> 0);
    }
  });

  test("depends on the bytes alone, not on where they lie", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.nat(9), fc.nat(9), (text, before, after) => {
        const bytes = Buffer.from(text);
        const lying = Buffer.concat([Buffer.alloc(before, "#"), bytes, Buffer.alloc(after, "#")]);
        expect(fingerprint(lying, before, before + bytes.length)).toBe(whole(text));
        const within = lying.subarray(before);
        expect(fingerprint(within, 0, bytes.length)).toBe(whole(text));
      }),
      sampling(0.2),
    );
  });

  test("changes with every single bit", () => {
    const bytes = Buffer.from("subscription,melon,00042");
    const known = new Set([fingerprint(bytes, 0, bytes.length)]);
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >>> 3] = (changed[bit >>> 3] ?? 0) ^ (1 << (bit & 7));
      known.add(fingerprint(changed, 0, changed.length));
    }
    expect(known.size).toBe(bytes.length * 8 + 1);
  });

  test("tells apart what differs in length or order alone", () => {
    const texts = ["", "\0", "\0\0", "\0\0\0\0", "\0\0\0\0\0", "ab", "ba", "abcd", "dcba", "abcdefgh", "efghabcd"];
    expect(new Set(texts.map(whole)).size).toBe(texts.length);
  });

  test("collides for numbered ids no more often than chance would have it", () => {
    const count = 100_000;
    const seen = new Set(Array.from({ length: count }, (_, index) => whole(`s${index}`)));
    // By chance 1.2 of them collide; ten times as many have a probability below one in a million.
    expect(count - seen.size).toBeLessThan(12);
  });

  test("spreads numbered ids evenly over its lowest and highest bits", () => {
    const count = 64_000;
    const low = new Array<number>(32).fill(0);
    const high = new Array<number>(32).fill(0);
    for (let index = 0; index < count; index += 1) {
      const mark = whole(`rental-${String(index).padStart(8, "0")}`);
      low[mark & 31] = (low[mark & 31] ?? 0) + 1;
      high[mark >>> 27] = (high[mark >>> 27] ?? 0) + 1;
    }
    // 2000 each, with a standard deviation of 44.
    for (const found of [...low, ...high]) expect(Math.abs(found - 2000)).toBeLessThan(300);
  });
});

describe("the fingerprint of a row tells rows with the same id apart by their last cells", () => {
  /** Of every length modulo the four bytes that are read at once. */
  const STARTS = ["k1,kakao-t,KRW,", "k12,kakao-t,KRW,", "k123,kakao-t,KRW,", "k1234,kakao-t,KRW,"];

  function collisions(rows: readonly string[]): number {
    const marks = rows.map((row) => wordsOf(Buffer.from(row))[0]);
    return rows.length - new Set(marks).size;
  }

  test.for(STARTS)("amounts after %s", (start) => {
    // By chance 0.05 of 20,000 collide. A collision here makes a contradiction look like a harmless repetition.
    expect(collisions(Array.from({ length: 20_000 }, (_, amount) => start + amount))).toBeLessThan(4);
  });

  test.for(STARTS)("dates and flags after %s", (start) => {
    const dates = Array.from({ length: 3650 }, (_, day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
    const rows = dates.flatMap((date) => ["Y", "N", "true", "false", ""].map((flag) => `${start}${date},${flag}`));
    expect(collisions(rows)).toBeLessThan(4);
  });
});

test("the two words are independent of each other", () => {
  const count = 100_000;
  const pairs = new Map<number, number>();
  let together = 0;
  for (let index = 0; index < count; index += 1) {
    const words = wordsOf(Buffer.from(`melon${index}`));
    // Only 16 bits of the first lane, so that there are many collisions to look at.
    const first = words[0] >>> 16;
    const second = words[1] >>> 24;
    if (pairs.get(first) === second) together += 1;
    pairs.set(first, second);
  }
  // About 50,000 share the first with the one before; one in 256 of those shares the second by chance.
  expect(together).toBeLessThan(400);
});

test("parts that follow each other are told apart by where one ends", () => {
  const bytes = Buffer.from("melon00042");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = startingLanes("subscription");
  const lanes = startingLanes("");
  const seen = new Set<string>();
  for (let split = 0; split <= bytes.length; split += 1) {
    restartLanes(lanes, start);
    mixBytes(lanes, bytes, view, 0, split);
    mixBytes(lanes, bytes, view, split, bytes.length);
    seen.add(lanes.join(" "));
  }
  expect(seen.size).toBe(bytes.length + 1);
});
