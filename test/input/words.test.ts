/** Words that the kernel knows, against a map: whatever they are, and whatever stands around them. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { instantiate } from "../../src/kernel/instance.ts";
import { ensureMemory } from "../../src/kernel/memory.ts";
import { NOT_STEADY, TO_DECIDE } from "../../src/kernel/numbers.ts";
import { SCAN_TABLES } from "../../src/kernel/tables.ts";
import { sampling } from "../support/sampling.ts";

const LONGEST = 40;
const ROLES = [1, 2, 3, 4];

const kernel = instantiate("scan", {
  days: { steadyOffset: () => NOT_STEADY },
  horizon: { codeBeyond: () => TO_DECIDE },
  answers: { answerTo: () => 0 },
});
const place = SCAN_TABLES.BLOCK.at + 64;
ensureMemory(kernel.memory, place + 256);
const memory = new Uint8Array(kernel.memory.buffer);

/** Puts a word between other bytes, and asks about it. */
function withWord<Answer>(word: Uint8Array, around: number, ask: (from: number, to: number) => Answer): Answer {
  memory.fill(around, place - 64, place + 192);
  memory.set(word, place);
  return ask(place, place + word.length);
}

// Words that are alike: a few bytes at the ends and in the middle of a common text, of any length.
const byte = fc.constantFrom(0, 0x61, 0x62, 0xff);
const word = fc
  .tuple(fc.nat(LONGEST + 1), fc.array(fc.tuple(fc.nat(LONGEST), byte), { maxLength: 2 }))
  .map(([length, changes]) => {
    const bytes = new Uint8Array(length).fill(0x61);
    for (const [at, value] of changes) if (at < length) bytes[at] = value;
    return bytes;
  });
const step = fc.record({
  word,
  role: fc.constantFrom(...ROLES),
  meaning: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  around: fc.constantFrom(0, 0x61, 0xff),
});

test("a word means what was said of it in its role, and no other word does", () => {
  const property = fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
    kernel.forgetWords();
    const known = new Map<string, number>();
    for (const { word: bytes, role, meaning, around } of steps) {
      const key = `${role} ${Buffer.from(bytes).toString("hex")}`;
      if (meaning !== undefined) {
        withWord(bytes, around, (from, to) => kernel.learnWord(role, from, to, meaning));
        if (bytes.length <= LONGEST) known.set(key, meaning);
      }
      expect(withWord(bytes, around, (from, to) => kernel.meaningOf(role, from, to))).toBe(known.get(key) ?? 0);
    }
  });
  fc.assert(property, sampling(0.2));
});

test.for([
  ["of a few bytes that only end differently", (index: number) => `svc-${index}`],
  ["of more, that only end differently", (index: number) => `subscription-${index}`],
  ["that only begin differently", (index: number) => `${index}-kakao-subscription-service`],
  ["that are dates", (index: number) => new Date(1_600_000_000_000 + index * 86_400_000).toISOString().slice(0, 10)],
] as const)("as many words as are kept are told apart, %s", ([, wordOf]) => {
  kernel.forgetWords();
  const words = Array.from({ length: 1024 }, (_, index) => Buffer.from(wordOf(index)));
  for (const [index, bytes] of words.entries())
    withWord(bytes, 0, (from, to) => kernel.learnWord(1, from, to, index + 1));
  const meanings = words.map((bytes) => withWord(bytes, 0xff, (from, to) => kernel.meaningOf(1, from, to)));
  expect(meanings).toEqual(words.map((_, index) => index + 1));
});
