/** Text in UTF-16 becomes what Node makes of it, wherever letters beyond ASCII stand among those that are decoded sixteen at once. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { utf16Decoder } from "../../src/input/utf16.ts";
import { runs } from "../domain/runs.ts";

const DECODERS = { "utf-16le": utf16Decoder("little-endian"), "utf-16be": utf16Decoder("big-endian") };

function bytesOf(text: string, label: string): Buffer {
  const bytes = Buffer.from(text, "utf16le");
  return label === "utf-16le" ? bytes : bytes.swap16();
}

/** Half a pair makes `TextDecoder` throw. */
function oracle(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

describe.for(["utf-16le", "utf-16be"] as const)("%s", (label) => {
  const decoder = DECODERS[label];
  const read = (bytes: Uint8Array) => decoder.toUtf8(bytes);

  test("any text, whole or with half a pair in it", () => {
    const piece = fc.oneof(
      fc.nat(40).map((length) => "r1,\n".repeat(10).slice(0, length)),
      fc.constantFrom(
        "\x7f",
        "\x80",
        "\u07ff",
        "\u0800",
        "멜론",
        "\uffff",
        "\ufffd",
        "\ufeff",
        "😀",
        "\u{10ffff}",
        "\0",
      ),
      fc.constantFrom("\ud800", "\udbff", "\udc00", "\udfff", "\ud83d\ud83d"),
    );
    const property = fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join("");
      const bytes = bytesOf(text, label);
      const expected = oracle(bytes, label);
      const decoded = read(bytes);
      expect(decoded && Buffer.from(decoded).toString()).toBe(expected);
      if (expected !== undefined) expect(decoder.lineFeeds?.()).toBe(expected.split("\n").length - 1);
    });
    fc.assert(property, runs(2000));
  });

  test("one letter beyond ASCII at every place of a run, and runs of every length", () => {
    for (let length = 0; length < 70; length += 1) {
      const run = "abcdefgh\n".repeat(8).slice(0, length);
      for (const letter of ["", "é", "한", "😀"]) {
        for (let at = 0; at <= length; at += 1) {
          const text = run.slice(0, at) + letter + run.slice(at);
          expect(Buffer.from(read(bytesOf(text, label)) ?? []).toString()).toBe(text);
        }
      }
    }
  });

  test("but not a byte that is left over", () => {
    expect(read(bytesOf("ab", label).subarray(0, 3))).toBeUndefined();
  });
});
