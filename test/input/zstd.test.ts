/** Frames of zstd data are told apart without unpacking them; where Node can unpack them, they are read like gzip, and damage is refused. */
import { createHash } from "node:crypto";
import * as zlib from "node:zlib";
import { describe, expect, test } from "vitest";
import { openStream } from "../../src/input/byte-stream.ts";
import { iterableBytes, readFully } from "../../src/input/raw-bytes.ts";
import { wholeFrames } from "../../src/input/zstd-frames.ts";

const CSV = "rental_id,user_id,service,started_at,expires_at\nr1,u1,kakaopage,2022-10-15,2022-10-18\n";
/** Written by the program zstd: the CSV with a checksum, and from a pipe without one, and 300,000 times `a`. */
const CHECKED = Buffer.from(
  "KLUv/SRWVQIAgsQPFpC1OkBNkiC2Xb9ppZnZNSoKh5mDxwVECLAYLOeYcyfMDi+vw3aYZI30qVjgt0bpm169DwqQ17y2SwoVXuMZAgDostCsogSfOyFS",
  "base64",
);
const UNCHECKED = Buffer.from(
  "KLUv/QBYVQIAwkQQFpC1bYAkNppNEr/S7Ls7atQW0O6agxJECK6YK+eYYydSHZky2S27JZ3IX1WBWyei92azfVDAng0p7nkZUiyyjW8BAIq3EgU=",
  "base64",
);
const REPEATED = Buffer.from("KLUv/aTgkwQAVAAAEGFhAQD7/znAAgIAEGEDnwRhjV8Epg==", "base64");
/** A frame that holds nothing, as parallel packers write. */
const SKIPPABLE = Buffer.from("502a4d1804000000deadbeef", "hex");

async function* inPieces(bytes: Uint8Array, length = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length);
}

async function piecesOf(bytes: Uint8Array, length?: number): Promise<readonly Buffer[]> {
  const pieces: Buffer[] = [];
  for await (const piece of wholeFrames(inPieces(bytes, length), "a.zst")) pieces.push(Buffer.from(piece));
  return pieces;
}

const FRAMES: readonly (readonly [name: string, frame: Buffer])[] = [
  ["with a checksum", CHECKED],
  ["without one", UNCHECKED],
  ["with a block of one byte repeated", REPEATED],
  ["that is skipped", SKIPPABLE],
];

describe("frames of zstd", () => {
  test.for(FRAMES)("%s: pieces end where it ends", async ([, frame]) => {
    expect(await piecesOf(Buffer.concat([frame, CHECKED, frame]))).toEqual([frame, CHECKED, frame]);
    for (const length of [1, 2, 3, 7]) {
      const pieces = await piecesOf(Buffer.concat([frame, CHECKED]), length);
      expect(Buffer.concat(pieces)).toEqual(Buffer.concat([frame, CHECKED]));
      const ends = pieces.map((_, index) => Buffer.concat(pieces.slice(0, index + 1)).length);
      expect(ends).toContain(frame.length);
    }
  });

  test.for(FRAMES)("%s: it is refused where it is cut off at any byte", async ([, frame]) => {
    for (let length = 1; length < frame.length; length += 1)
      for (const before of [Buffer.alloc(0), CHECKED])
        await expect(piecesOf(Buffer.concat([before, frame.subarray(0, length)])), `${length}`).rejects.toMatchObject({
          code: "zstd-damaged",
          exit: 3,
          place: { file: "a.zst" },
        });
  });

  test.for([
    ["text", "hello"],
    ["zeros", "\0\0\0\0"],
  ] as const)("are refused where %s follows", async ([, after]) => {
    await expect(piecesOf(Buffer.concat([CHECKED, Buffer.from(after)]))).rejects.toMatchObject({
      code: "zstd-damaged",
    });
  });

  test("are refused where a block is of the kind that there is not", async () => {
    const changed = Buffer.from(CHECKED);
    const block = changed.indexOf(CHECKED.subarray(6, 9), 6);
    changed[block] = (changed[block] ?? 0) | 6;
    await expect(piecesOf(changed)).rejects.toMatchObject({ code: "zstd-damaged" });
  });
});

async function take(packed: Uint8Array): Promise<{ readonly text: string; readonly sha256: string }> {
  const stream = await openStream(iterableBytes(inPieces(packed)), { place: "a.csv.zst" });
  const room = Buffer.alloc(4 * 1024 * 1024);
  const length = await readFully(stream.read, room);
  const { sha256 } = await stream.finish();
  return { text: room.toString("utf8", 0, length), sha256 };
}

const hasZstd = "createZstdDecompress" in zlib;

test.runIf(!hasZstd)("a version of Node without zstd says what to do", async () => {
  await expect(take(CHECKED)).rejects.toMatchObject({
    code: "zstd-unavailable",
    exit: 3,
    place: { file: "a.csv.zst" },
  });
});

// Left out where this version of Node has no zstd, as before 22.15.
describe.runIf(hasZstd)("zstd data", () => {
  test.for<readonly [name: string, packed: Buffer, text: string]>([
    ["of one frame", CHECKED, CSV],
    ["without a checksum", UNCHECKED, CSV],
    ["of several frames", Buffer.concat([CHECKED, SKIPPABLE, UNCHECKED, CHECKED]), CSV.repeat(3)],
    ["of one byte repeated", REPEATED, "a".repeat(300_000)],
  ])("%s is unpacked, and hashed as it is", async ([, packed, text]) => {
    const taken = await take(packed);
    expect(taken.text === text).toBe(true);
    expect(taken.sha256).toBe(createHash("sha256").update(packed).digest("hex"));
  });

  test("is refused where it is cut off, followed by something else, or changed", async () => {
    for (let length = 4; length < CHECKED.length; length += 1)
      await expect(take(CHECKED.subarray(0, length)), `${length}`).rejects.toMatchObject({ code: "zstd-damaged" });
    await expect(take(Buffer.concat([CHECKED, Buffer.from("x")]))).rejects.toMatchObject({ code: "zstd-damaged" });
    for (let at = 4; at < CHECKED.length; at += 1) {
      const changed = Buffer.from(CHECKED);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      // A window of another size changes nothing that is unpacked.
      const taken = await take(changed).catch((error: unknown) => error);
      if (taken instanceof Error) expect(taken, `byte ${at}`).toMatchObject({ code: "zstd-damaged" });
      else expect(taken, `byte ${at}`).toMatchObject({ text: CSV });
    }
  });

  test("is refused where it becomes more than 250 times its size", async () => {
    const bomb = Buffer.concat(Array.from({ length: 8 }, () => REPEATED));
    await expect(take(bomb)).rejects.toMatchObject({ code: "zstd-bomb", exit: 3 });
  });
});
