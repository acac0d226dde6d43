import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findBadByte, firstDamage } from "../../src/input/damage.ts";
import { patienceMs, sampling } from "../support/sampling.ts";

/** Sequences that are no character, and where in them the first wrong byte is: where the character should begin. */
const UNDECODABLE = [
  ["a lone continuation byte", [0x80]],
  ["the highest continuation byte", [0xbf]],
  ["several continuation bytes", [0x80, 0xbf, 0x80, 0x80, 0x80]],
  ["a two-byte character cut short", [0xc3]],
  ["a three-byte character cut after one byte", [0xed]],
  ["a three-byte character cut after two bytes", [0xed, 0x95]],
  ["a four-byte character cut after one byte", [0xf0]],
  ["a four-byte character cut after two bytes", [0xf0, 0x9f]],
  ["a four-byte character cut after three bytes", [0xf0, 0x9f, 0x98]],
  ["an overlong form of two bytes", [0xc1, 0xbf]],
  ["an overlong NUL", [0xc0, 0x80]],
  ["an overlong form of three bytes", [0xe0, 0x9f, 0xbf]],
  ["an overlong form of four bytes", [0xf0, 0x8f, 0xbf, 0xbf]],
  ["the first surrogate", [0xed, 0xa0, 0x80]],
  ["the last surrogate", [0xed, 0xbf, 0xbf]],
  ["a pair of surrogates", [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
  ["one past the last code point", [0xf4, 0x90, 0x80, 0x80]],
  ["a lead byte that leads nothing", [0xf5, 0x80, 0x80, 0x80]],
  ["a five-byte form", [0xf8, 0x88, 0x80, 0x80, 0x80]],
  ["a byte that no UTF-8 has", [0xff]],
  ["the Korean of CP949", [0xc7, 0xd1, 0xb1, 0xdb]],
] as const;

const CHARACTERS = ["a", "\n", ",", '"', "é", "߿", "ࠀ", "한", "\ud7ff", "\ue000", "\uffff", "😀", "\u{10ffff}"];

/** Every mixture of the characters' lengths, repeated to a length that leaves the sequence anywhere in a block. */
const SURROUNDINGS = [
  ["ASCII", "a"],
  ["two-byte characters", "é"],
  ["three-byte characters", "한"],
  ["four-byte characters", "😀"],
  ["all of them mixed", "a한é\n😀"],
] as const;

const text = fc.array(fc.constantFrom(...CHARACTERS), { maxLength: 40 }).map((characters) => characters.join(""));

function undecodableAt(offset: number) {
  return { code: "bytes-undecodable", offset };
}

describe.for(UNDECODABLE)("finds %s", ([, sequence]) => {
  const bad = Uint8Array.from(sequence);

  test("that is all there is", () => {
    expect(findBadByte(bad)).toEqual(undecodableAt(0));
  });

  test.for(SURROUNDINGS)("at every place among %s", ([, characters]) => {
    for (let count = 0; count <= 24; count += 1) {
      const before = Buffer.from(characters.repeat(count));
      for (const after of ["", "\n", characters, characters.repeat(9)]) {
        const bytes = Buffer.concat([before, bad, Buffer.from(after)]);
        const shown = `${count} x ${JSON.stringify(characters)} before, ${JSON.stringify(after)} after`;
        expect(findBadByte(bytes), shown).toEqual(undecodableAt(before.length));
      }
    }
  });
});

describe("finds the first damage", () => {
  test(
    "wherever it is, and whatever follows it",
    () => {
      const sequence = fc.constantFrom(...UNDECODABLE.map(([, bytes]) => Uint8Array.from(bytes)));
      const rest = fc.array(fc.oneof(sequence, text.map(Buffer.from)), { maxLength: 4 });
      fc.assert(
        fc.property(text, sequence, text, rest, (before, bad, separator, more) => {
          // After a sequence that is cut short, a continuation byte could complete it.
          const bytes = Buffer.concat([Buffer.from(before), bad, Buffer.from(`x${separator}`), ...more]);
          expect(findBadByte(bytes)).toEqual(undecodableAt(Buffer.byteLength(before)));
        }),
        sampling(),
      );
    },
    patienceMs,
  );

  test("the same, where the bytes are a part of a larger buffer", () => {
    const whole = Buffer.from([0x00, 0xff, 0x61, 0x62, 0xff, 0x63, 0x00]);
    expect(findBadByte(whole.subarray(2, 6))).toEqual(undecodableAt(2));
    expect(findBadByte(whole.subarray(2, 4))).toBeUndefined();
    expect(findBadByte(whole.subarray(5, 7))).toEqual({ code: "nul-byte", offset: 1 });
  });

  test("a NUL at every place of a block", () => {
    const content = Buffer.from("a한é\n😀".repeat(5));
    for (let at = 0; at <= content.length; at += 1) {
      // Between characters and inside them: a NUL in the middle of a character makes that undecodable, from its start.
      const bytes = Buffer.concat([content.subarray(0, at), Buffer.from([0]), content.subarray(at)]);
      const start = startOfCharacter(content, at);
      expect(findBadByte(bytes)).toEqual(start === at ? { code: "nul-byte", offset: at } : undecodableAt(start));
    }
  });

  test.for([
    ["a NUL before an undecodable byte", [0x61, 0x00, 0xff], { code: "nul-byte", offset: 1 }],
    ["an undecodable byte before a NUL", [0x61, 0xff, 0x00], { code: "bytes-undecodable", offset: 1 }],
    ["the first of two NULs", [0x61, 0x00, 0x00], { code: "nul-byte", offset: 1 }],
    ["the first of two undecodable bytes", [0x61, 0xff, 0xfe], { code: "bytes-undecodable", offset: 1 }],
  ] as const)("%s", ([, bytes, damage]) => {
    expect(findBadByte(Uint8Array.from(bytes))).toEqual(damage);
  });
});

describe("finds nothing", () => {
  test(
    "in text",
    () => {
      fc.assert(
        fc.property(text, (characters) => {
          expect(findBadByte(Buffer.from(characters))).toBeUndefined();
        }),
        sampling(0.2),
      );
    },
    patienceMs,
  );

  test.for([
    ["no bytes", []],
    ["control characters other than NUL", [0x01, 0x1f, 0x7f]],
    ["the last character of one byte", [0x7f]],
    ["the first and last of two", [0xc2, 0x80, 0xdf, 0xbf]],
    ["the first and last of three", [0xe0, 0xa0, 0x80, 0xef, 0xbf, 0xbf]],
    ["the neighbors of the surrogates", [0xed, 0x9f, 0xbf, 0xee, 0x80, 0x80]],
    ["the first and last of four", [0xf0, 0x90, 0x80, 0x80, 0xf4, 0x8f, 0xbf, 0xbf]],
    ["a byte order mark", [0xef, 0xbb, 0xbf]],
  ] as const)("in %s", ([, bytes]) => {
    expect(findBadByte(Uint8Array.from(bytes))).toBeUndefined();
  });
});

test("of two damages the first in the block counts", () => {
  const nul = { code: "nul-byte", offset: 3 } as const;
  const quote = { code: "quote-misplaced", offset: 4 } as const;
  expect(firstDamage(nul, quote)).toBe(nul);
  expect(firstDamage(quote, nul)).toBe(nul);
  expect(firstDamage(undefined, quote)).toBe(quote);
  expect(firstDamage(quote, undefined)).toBe(quote);
  expect(firstDamage(undefined, undefined)).toBeUndefined();
});

/** Where the character begins that has a byte at this offset. */
function startOfCharacter(content: Uint8Array, offset: number): number {
  let start = offset;
  while (((content[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
