/** Where a block is cut, held against a loop over its bytes. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutOf } from "../../src/kernel/cut-kernel.ts";
import { lastCutOf } from "../support/last-cut.ts";
import { patienceMs, sampling } from "../support/sampling.ts";

/** The kernel takes 64 bytes at a time, and gets pieces of so many. */
const PIECE = 16 * 1024;

/** Bytes of one character, and others at some places. */
function blockOf(length: number, others: readonly (readonly [at: number, character: string])[]): Buffer {
  const block = Buffer.alloc(length, "x");
  for (const [at, character] of others) block.write(character, at);
  return block;
}

describe.for([64, 128, PIECE, 2 * PIECE])("around byte %i", (edge) => {
  test.for([
    ["a line feed that is the last byte before it", [[edge - 1, "\n"]], edge],
    ["a line feed that is the first byte behind it", [[edge, "\n"]], edge + 1],
    [
      "line feeds on both sides",
      [
        [edge - 1, "\n"],
        [edge, "\n"],
      ],
      edge + 1,
    ],
    [
      "a quote that opens before it, and a line feed behind it",
      [
        [3, "\n"],
        [edge - 1, '"'],
        [edge, "\n"],
      ],
      4,
    ],
    [
      "a quote that opens behind it, after a line feed",
      [
        [edge - 1, "\n"],
        [edge, '"'],
        [edge + 1, "\n"],
      ],
      edge,
    ],
    [
      "quotes that open before it and close behind it",
      [
        [edge - 1, '"'],
        [edge, '"'],
        [edge + 1, "\n"],
      ],
      edge + 2,
    ],
    [
      "quotes from the start to it, a line feed inside",
      [
        [0, '"'],
        [5, "\n"],
        [edge - 1, '"'],
        [edge, "\n"],
      ],
      edge + 1,
    ],
    [
      "quotes that stay open for several times as long",
      [
        [0, '"'],
        [edge, "\n"],
      ],
      0,
    ],
  ] as const)("%s", ([, others, cut]) => {
    const block = blockOf(edge + 70, others);
    expect(cutOf(block)).toBe(cut);
    expect(lastCutOf(block)).toBe(cut);
  });

  test.for([-1, 0, 1])("a block that is %i longer ends there, whatever was in the memory before", (more) => {
    for (const last of ["\n", '"', "x"]) {
      cutOf(Buffer.alloc(2 * edge, "\n"));
      const block = blockOf(edge + more, [
        [1, "\n"],
        [edge + more - 1, last],
      ]);
      expect(cutOf(block)).toBe(lastCutOf(block));
    }
  });
});

test("an empty block has no cut", () => expect(cutOf(new Uint8Array())).toBe(0));

test(
  "any block is cut where the loop cuts it",
  () => {
    const runs = fc.array(
      fc.tuple(fc.constantFrom('"', "\n", "x", ",", "\r", "é"), fc.oneof(fc.nat(3), fc.nat(80), fc.nat(PIECE))),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(runs, fc.nat(70), (parts, skipped) => {
        const block = Buffer.from(parts.map(([character, count]) => character.repeat(count)).join("")).subarray(
          skipped,
        );
        expect(cutOf(block)).toBe(lastCutOf(block));
      }),
      sampling(),
    );
  },
  patienceMs,
);
