/** What is unpacked comes to the same, whether a thread of its own unpacks it or not. */
import { setImmediate } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { RawBytes } from "../../src/input/raw-bytes.ts";
import { unpackingByLength } from "../../src/input/unpack-by-length.ts";

const MIB = 1024 * 1024;
/** Up to here no thread is asked. */
const UNPACKED_HERE = 2 * MIB;
const ROOM = 512 * 1024;

/** Lines that pack to about a quarter. */
function linesOf(length: number): Buffer {
  const rows = Array.from(
    { length: Math.ceil(length / 24) },
    (_, row) => `r${String(row * 7919).padStart(21, "0")},\n`,
  );
  return Buffer.from(rows.join("")).subarray(0, length);
}

function open(packed: Uint8Array, pieceSize: number) {
  const counted = { bytes: 0 };
  const read = async (into: Uint8Array) => {
    const piece = packed.subarray(counted.bytes, counted.bytes + Math.min(pieceSize, into.length));
    into.set(piece);
    counted.bytes += piece.length;
    return piece.length;
  };
  return { counted, ...unpackingByLength({ read, packing: "gzip", counted, place: "a.csv.gz" }) };
}

/** All that came before the end, and the error that there was instead of it. */
async function take({ read }: Pick<RawBytes, "read">, size: number) {
  const pieces: Buffer[] = [];
  try {
    for (;;) {
      const into = Buffer.alloc(size);
      const got = await read(into);
      pieces.push(into.subarray(0, got));
      if (got === 0) return { content: Buffer.concat(pieces) };
    }
  } catch (error) {
    return { content: Buffer.concat(pieces), error };
  }
}

describe("unpacks all of", () => {
  test.for([
    ["a file just shorter than a thread takes", UNPACKED_HERE - 1],
    ["one that ends where a thread would begin", UNPACKED_HERE],
    ["one byte more", UNPACKED_HERE + 1],
    ["a whole number of rooms", 7 * MIB],
    ["a byte less than that", 7 * MIB - 1],
  ] as const)("%s, in whatever pieces it is read", async ([, length]) => {
    const content = linesOf(length);
    const packed = gzipSync(content, { level: 1 });
    for (const [pieceSize, size] of [
      [10_000, ROOM],
      [MIB, 100_001],
    ] as const) {
      const unpacker = open(packed, pieceSize);
      const taken = await take(unpacker, size);
      await unpacker.close();
      expect(taken.error).toBeUndefined();
      expect(taken.content.equals(content)).toBe(true);
      expect(unpacker.counted.bytes).toBe(packed.length);
    }
  });

  test("several members, of which the thread begins with the first", async () => {
    const content = linesOf(5 * MIB);
    const members = [content.subarray(0, MIB), content.subarray(MIB, 3 * MIB), content.subarray(3 * MIB)];
    const unpacker = open(Buffer.concat(members.map((member) => gzipSync(member))), 65_536);
    expect((await take(unpacker, ROOM)).content.equals(content)).toBe(true);
    await unpacker.close();
  });
});

describe("refuses what a thread finds, behind the bytes before it", () => {
  const content = linesOf(6 * MIB);
  const packed = gzipSync(content, { level: 1 });
  const changed = Buffer.from(packed);
  changed[packed.length - 6] = (changed[packed.length - 6] ?? 0) ^ 1;
  const bomb = Buffer.concat([packed, gzipSync(Buffer.alloc(800 * MIB))]);

  test.for([
    ["a wrong checksum", changed, "gzip-damaged"],
    ["an end that was cut off", packed.subarray(0, -9), "gzip-damaged"],
    ["text behind it", Buffer.concat([packed, Buffer.from("r1,u1\n")]), "gzip-damaged"],
    ["a multiple that no export has", bomb, "gzip-bomb"],
  ] as const)("%s", async ([, bytes, code]) => {
    const unpacker = open(bytes, 100_000);
    const taken = await take(unpacker, ROOM);
    await unpacker.close();
    expect(taken.error).toMatchObject({ code, exit: 3, place: { file: "a.csv.gz" } });
    expect(taken.content.length).toBeGreaterThan(3 * MIB);
    expect(taken.content.subarray(0, content.length).equals(content.subarray(0, taken.content.length))).toBe(true);
  });

  test("and an error of the file itself as what it is", async () => {
    const failure = new Error("the disk is gone");
    let given = 0;
    const read = async (into: Uint8Array) => {
      if (given > packed.length / 2) throw failure;
      const piece = packed.subarray(given, given + Math.min(50_000, into.length));
      into.set(piece);
      given += piece.length;
      return piece.length;
    };
    const unpacker = unpackingByLength({ read, packing: "gzip", counted: { bytes: packed.length }, place: "a" });
    expect((await take(unpacker, ROOM)).error).toBe(failure);
    await unpacker.close();
  });
});

test("a thread that is not done yet can be closed, and no packed byte is read after that", async () => {
  const unpacker = open(gzipSync(linesOf(12 * MIB), { level: 1 }), 100_000);
  for (let taken = 0; taken < 3 * MIB; ) taken += await unpacker.read(Buffer.alloc(ROOM));
  const closing = unpacker.close();
  const before = unpacker.counted.bytes;
  await closing;
  for (let turns = 0; turns < 50; turns += 1) await setImmediate();
  expect(unpacker.counted.bytes).toBe(before);
});
