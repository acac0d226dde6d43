/** Every code is read as the library reads it, wherever the text is cut; every byte that an encoding lacks is told with its place. */
import { createMultibyteDecoder } from "@exodus/bytes/multi-byte.js";
import { createSinglebyteDecoder } from "@exodus/bytes/single-byte.js";
import { utf16toString } from "@exodus/bytes/utf16.js";
import { describe, expect, test } from "vitest";
import { ENCODINGS, findEncoding } from "../../src/domain/encodings.ts";
import { decoding } from "../../src/input/decode.ts";
import { openDecoder } from "../../src/input/open-decoder.ts";
import { memoryStream } from "../support/memory-stream.ts";

const MULTIBYTE = ["euc-kr", "shift_jis", "euc-jp", "big5", "gb18030"];

/** The library's reading; undefined where it throws. */
function oracle(label: string, bytes: Uint8Array): string | undefined {
  try {
    if (label.startsWith("utf-16")) return utf16toString(bytes, label === "utf-16le" ? "uint8-le" : "uint8-be");
    if (MULTIBYTE.includes(label)) return createMultibyteDecoder(label)(bytes);
    return createSinglebyteDecoder(label)(bytes);
  } catch {
    return undefined;
  }
}

interface Reading {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Most bytes of each read. */
  readonly lengths?: readonly number[];
  readonly pieceSize?: number;
}

/** The text of a file in an encoding, as a stream gives it. */
async function read({ name, bytes, lengths = [], pieceSize = 128 * 1024 }: Reading): Promise<string> {
  const encoding = findEncoding(name);
  const decoder = encoding && (await openDecoder(encoding));
  if (decoder === undefined) throw new Error(`no decoder of ${name}`);
  const give = decoding({
    read: memoryStream(bytes, lengths).read,
    decoder,
    encoding: name,
    place: "a.csv",
    offset: 0,
    pieceSize,
  });
  const parts: Buffer[] = [];
  for (;;) {
    const into = Buffer.alloc(lengths[0] ?? 1024);
    const got = await give(into);
    if (got === 0) return Buffer.concat(parts).toString();
    parts.push(into.subarray(0, got));
  }
}

const OTHERS = ENCODINGS.filter(({ label }) => label !== "utf-8");
const pairs = Array.from({ length: 256 }, (_, lead) =>
  Array.from({ length: 256 }, (_, second) => [lead, second]),
).flat();

describe.for(OTHERS.map(({ name, label }) => ({ name, label })))("$name", ({ name, label }) => {
  test("every byte and every pair is read, or refused, as by the library", async () => {
    const encoding = findEncoding(name);
    const decoder = encoding && (await openDecoder(encoding));
    const codes = [...Array.from({ length: 256 }, (_, byte) => [byte]), ...pairs].map((code) => Uint8Array.from(code));
    const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString();
    const differing = codes.filter((code) => text(decoder?.toUtf8(code)) !== oracle(label, code));
    expect(differing.map((code) => Buffer.from(code).toString("hex"))).toEqual([]);
  });
});

describe("codes of CP949", () => {
  test("are 17,048 pairs", async () => {
    const decoder = await openDecoder({ label: "euc-kr" });
    const beyond = pairs.filter(([lead = 0]) => lead >= 0x80);
    expect(beyond.filter((code) => decoder?.toUtf8(Uint8Array.from(code)) !== undefined)).toHaveLength(17_048);
  });
});

/** Texts with letters of one, two, three and four bytes. */
const TEXTS: readonly (readonly [name: string, hex: string, text: string])[] = [
  ["cp949", "72 31 2c b8 e1 b7 d0 2c 8c 63 0a", "r1,멜론,똠\n"],
  ["utf-16le", "72 00 5c ba 3d d8 00 de 0a 00", "r멜😀\n"],
  ["utf-16be", "00 72 ba 5c d8 3d de 00 00 0a", "r멜😀\n"],
  ["utf-16le", "00 d8 00 dc ff db ff df 0a 00", "\u{10000}\u{10ffff}\n"],
  ["utf-16be", "d8 00 dc 00 db ff df ff 00 0a", "\u{10000}\u{10ffff}\n"],
  ["cp932", "72 2c b1 83 81 5c 83 5c 0a", "r,ｱメ\\ソ\n"],
  ["gb18030", "72 2c c4 e3 81 30 81 30 94 39 da 33 0a", "r,你\u0080💩\n"],
  ["big5", "72 2c a4 a4 a4 e5 0a", "r,中文\n"],
  ["euc-jp", "72 2c c6 fc 8f b0 a1 8e b1 0a", "r,日丂ｱ\n"],
  ["windows-1252", "72 2c 80 e9 0a", "r,€é\n"],
];
const bytesOf = (hex: string) => Buffer.from(hex.replaceAll(" ", ""), "hex");

/** Letters of ASCII in an encoding. */
function encoded(letters: string, name: string): Buffer {
  if (!name.startsWith("utf-16")) return Buffer.from(letters);
  return name === "utf-16le" ? Buffer.from(letters, "utf16le") : Buffer.from(letters, "utf16le").swap16();
}

describe("a text in pieces", () => {
  test.for(TEXTS)("in %s is the same wherever it is cut", async ([name, hex, text]) => {
    const bytes = bytesOf(hex);
    for (let before = 0; before < 8; before += 1) {
      // Pieces are cut at every place of the text, as the letters before it move on.
      const shifted = Buffer.concat([encoded("x".repeat(before), name), bytes]);
      for (let pieceSize = 1; pieceSize <= shifted.length; pieceSize += 1)
        for (const lengths of [[1], [3], [shifted.length]])
          expect(await read({ name, bytes: shifted, lengths, pieceSize }), `${pieceSize}`).toBe(
            "x".repeat(before) + text,
          );
    }
  });

  test.for(TEXTS)("in %s is the same where it is longer than what is decoded at once", async ([name, hex, text]) => {
    const count = 40_000;
    const before = encoded("x", name);
    const bytes = Buffer.concat([before, ...Array.from({ length: count }, () => bytesOf(hex))]);
    expect((await read({ name, bytes })) === `x${text.repeat(count)}`).toBe(true);
  });
});

describe("bytes are looked at by 64", () => {
  const places = Array.from({ length: 70 }, (_, before) => before);

  test("a pair may lie on both sides of a boundary, and its second byte may be a letter of ASCII", async () => {
    for (const before of places) {
      const bytes = Buffer.concat([
        Buffer.from("x".repeat(before)),
        bytesOf("8c 63 b8 e1 2c"),
        Buffer.from("y\n".repeat(70)),
      ]);
      expect(await read({ name: "cp949", bytes })).toBe(`${"x".repeat(before)}똠멜,${"y\n".repeat(70)}`);
    }
  });

  test("a byte in no character is told wherever it lies, with the line feeds before it", async () => {
    for (const before of places) {
      const bytes = Buffer.concat([
        Buffer.from("\n".repeat(before)),
        bytesOf("b8 e1 ff 2c"),
        Buffer.from("y".repeat(70)),
      ]);
      await expect(read({ name: "cp949", bytes })).rejects.toMatchObject({
        place: { line: before + 1 },
        details: { found: `ff 2c at byte ${before + 2} is no text in cp949` },
      });
    }
  });
});

describe("a byte that the encoding lacks is told with its place", () => {
  const many = "r1,b,c\n".repeat(50_000);
  test.for<readonly [name: string, bytes: Buffer, line: number, found: string]>([
    ["cp949", bytesOf("61 0a b8 e1 ff 0a"), 2, "ff 0a at byte 4"],
    ["cp949", bytesOf("61 0a c9 a1 0a"), 2, "c9 a1 at byte 2"],
    ["cp949", bytesOf("61 0a b8 2c 0a"), 2, "b8 2c at byte 2"],
    ["cp949", bytesOf("61 0a b8"), 2, "b8 at byte 2"],
    ["cp949", Buffer.concat([Buffer.from(many), bytesOf("b8 e1 80 0a")]), 50_001, "80 0a at byte 350002"],
    ["utf-16le", bytesOf("61 00 0a 00 00 d8 61 00"), 2, "00 d8 at byte 4"],
    ["utf-16le", bytesOf("61 00 0a 00 00 dc"), 2, "00 dc at byte 4"],
    ["utf-16le", bytesOf("61 00 0a 00 61"), 2, "61 at byte 4"],
    ["utf-16be", bytesOf("00 61 00 0a d8 00"), 2, "d8 00 at byte 4"],
    ["gb18030", bytesOf("61 0a c4 e3 81 30 0a"), 2, "81 30 at byte 4"],
    ["big5", bytesOf("61 0a a4 a4 ff 0a"), 2, "ff 0a at byte 4"],
    ["windows-1255", bytesOf("61 0a e0 d9 0a"), 2, "d9 at byte 3"],
  ])("%s %#", async ([name, bytes, line, found]) => {
    for (const pieceSize of [1, 7, 128 * 1024])
      await expect(read({ name, bytes, lengths: [], pieceSize })).rejects.toMatchObject({
        code: "encoding-invalid",
        exit: 3,
        place: { file: "a.csv", line },
        details: { found: `${found} is no text in ${name}` },
      });
  });

  test("U+FFFD in a text of UTF-16 is a letter like any other", async () => {
    expect(await read({ name: "utf-16le", bytes: bytesOf("fd ff 0a 00") })).toBe("\ufffd\n");
  });

  test("2 MiB of letters without a blank, a comma or a line end are too long a record", async () => {
    const letters = (count: number) => Buffer.alloc(count, 0xb8);
    const bytes = Buffer.concat([Buffer.from("a\n"), letters(2 * 1024 * 1024)]);
    await expect(read({ name: "cp949", bytes })).rejects.toMatchObject({
      code: "record-too-long",
      place: { file: "a.csv", line: 2 },
    });
    const shorter = letters(512 * 1024);
    expect((await read({ name: "cp949", bytes: shorter })).length).toBe(256 * 1024);
  });
});
