/** A reader of tables is told by first bytes, plain or packed, gives the CSV, and the file's own bytes are hashed, read or not. */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { openStream, type StreamOptions } from "../../src/input/byte-stream.ts";
import { iterableBytes, readFully } from "../../src/input/raw-bytes.ts";
import type { TableFile, TableReader } from "../../src/input/table-readers.ts";

const MARK = Buffer.from("TABLE");
const FILE = Buffer.concat([MARK, Buffer.alloc(600_000, "x")]);
const CSV = "rental_id,user_id\nr1,u1\n";

/** A reader that gives always the same CSV. @param read what it reads of the file. */
function tableReader(read: (file: TableFile) => Promise<unknown>): TableReader {
  return {
    format: "workbook",
    takesHeader: false,
    fits: (start) => MARK.equals(start.subarray(0, MARK.length)),
    read: async function* (file) {
      await read(file);
      yield Buffer.from(CSV);
    },
  };
}

async function* onePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function take(bytes: Uint8Array, reader: TableReader, stored?: Pick<StreamOptions, "size" | "openRanges">) {
  const stream = await openStream(iterableBytes(onePiece(bytes)), { place: "a", tables: [reader], ...stored });
  const room = Buffer.alloc(1024 * 1024);
  const text = room.toString("utf8", 0, await readFully(stream.read, room));
  return { text, asStored: stream.asStored, ...(await stream.finish()) };
}

const factsOf = (bytes: Uint8Array) => ({
  bytes: bytes.length,
  sha256: createHash("sha256").update(bytes).digest("hex"),
});

describe("a table", () => {
  test.for([
    ["that is read front to back", FILE],
    ["in gzip", gzipSync(FILE)],
  ] as const)("%s is the CSV that its reader gives", async ([, bytes]) => {
    const seen = Buffer.alloc(FILE.length + 1);
    const reader = tableReader(async (file) => {
      expect(await readFully(file.bytes, seen)).toBe(FILE.length);
      expect(file).toMatchObject({ place: "a", stored: undefined });
    });
    expect(await take(bytes, reader)).toEqual({ text: CSV, asStored: false, ...factsOf(bytes) });
    expect(seen.subarray(0, FILE.length).equals(FILE)).toBe(true);
  });

  test("that is read anywhere is hashed as it lies on disk all the same", async () => {
    const read = async (offset: number, length: number) => FILE.subarray(offset, offset + length);
    const openRanges = async () => ({ read, close: async () => {} });
    const reader = tableReader(async ({ stored }) => {
      expect(stored?.size).toBe(FILE.length);
      expect(await (await stored?.openRanges())?.read(0, MARK.length)).toEqual(MARK);
    });
    const stored = { size: FILE.length, openRanges };
    expect(await take(FILE, reader, stored)).toEqual({ text: CSV, asStored: false, ...factsOf(FILE) });
  });

  test("that is packed has no file to be read anywhere", async () => {
    const reader = tableReader(async ({ stored }) => expect(stored).toBeUndefined());
    const openRanges = () => Promise.reject(new Error("asked for"));
    await take(gzipSync(FILE), reader, { size: FILE.length, openRanges });
  });

  test("is told by its bytes alone", async () => {
    const other = Buffer.from("rental_id\n");
    const reader = tableReader(() => Promise.reject(new Error("read")));
    expect(await take(other, reader)).toEqual({ text: "rental_id\n", asStored: true, ...factsOf(other) });
  });
});
