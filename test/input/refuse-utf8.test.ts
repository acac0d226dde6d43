/** Text that is UTF-8 throughout is told from text in other encodings, wherever its bytes are cut. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { Failure } from "../../src/domain/failure.ts";
import { refusingUtf8 } from "../../src/input/refuse-utf8.ts";
import { memoryStream } from "../support/memory-stream.ts";
import { patienceMs, sampling } from "../support/sampling.ts";

/** The bytes that came through, or the code of the failure at their end. */
async function outcome(bytes: Uint8Array, lengths: readonly number[] = []): Promise<string> {
  const read = refusingUtf8(memoryStream(bytes, lengths).read, "cp949", "a.csv");
  const parts: Buffer[] = [];
  try {
    for (;;) {
      const into = Buffer.alloc(100);
      const got = await read(into);
      if (got === 0) return Buffer.concat(parts).toString("hex");
      parts.push(into.subarray(0, got));
    }
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}

const cp949 = (hex: string) => Buffer.concat([Buffer.from("id,"), Buffer.from(hex, "hex"), Buffer.from("\n")]);

test.for<readonly [name: string, bytes: Buffer, refused: boolean]>([
  ["ASCII", Buffer.from("id,name\n1,a\n"), false],
  ["nothing", Buffer.alloc(0), false],
  ["nine letters beyond ASCII", Buffer.from("id,가나다라마바사아자\n"), false],
  ["ten letters beyond ASCII", Buffer.from("id,가나다라마바사아자차\n"), true],
  ["ten letters of two and four bytes", Buffer.from("éüñçß😀😀😀😀😀"), true],
  ["ten letters, and then half a letter", Buffer.from("가나다라마바사아자차한").subarray(0, -1), false],
  ["words in CP949", cp949("b8e1b7d0b8e1b7d0b8e1b7d0b8e1b7d0b8e1b7d0b8e1b7d0"), false],
  [
    "ten letters in UTF-8, and one in CP949",
    Buffer.concat([Buffer.from("가나다라마바사아자차\n"), cp949("b8e1")]),
    false,
  ],
])("%s", async ([, bytes, refused]) => {
  for (const lengths of [[], [1], [2], [3], [4, 1]])
    expect([lengths, await outcome(bytes, lengths)]).toEqual([
      lengths,
      refused ? "encoding-contradicted" : bytes.toString("hex"),
    ]);
});

test(
  "whatever is UTF-8 with ten letters is refused, and one byte in front that is not UTF-8 is enough not to be",
  async () => {
    const letter = fc.constantFrom("a", ",", "\n", "é", "한", "😀", "\u07ff", "\u0800", "\uffff", "\u{10ffff}");
    const lengths = fc.array(fc.integer({ min: 1, max: 7 }), { maxLength: 3 });
    const property = fc.asyncProperty(fc.array(letter, { maxLength: 40 }), lengths, async (letters, each) => {
      const bytes = Buffer.from(letters.join(""));
      const beyond = letters.filter((one) => Buffer.byteLength(one) > 1).length;
      expect(await outcome(bytes, each)).toBe(beyond < 10 ? bytes.toString("hex") : "encoding-contradicted");
      const other = Buffer.concat([Buffer.from([0xb8]), bytes]);
      expect(await outcome(other, each)).toBe(other.toString("hex"));
    });
    await fc.assert(property, sampling(0.5));
  },
  patienceMs,
);
