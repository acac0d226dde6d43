import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { appendFile, chmod, mkdir, rename, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { Failure } from "../../src/domain/failure.ts";
import type { ByteStream } from "../../src/input/byte-stream.ts";
import { fileSource, inputSource, type Source } from "../../src/input/source.ts";
import { tempFolder } from "../support/temp-folder.ts";

const MIB = 1024 * 1024;
const CSV = Buffer.from("rental_id,user_id,service,started_at,expires_at\nr1,u1,kakaopage,2022-10-15,2022-10-18\n");

async function fileWith(content: Uint8Array, name = "rentals.csv"): Promise<Source> {
  const path = join(await tempFolder(), name);
  await writeFile(path, content);
  return fileSource(name, path);
}

async function input(...chunks: readonly Uint8Array[]): Promise<Source> {
  async function* given() {
    yield* chunks;
  }
  return inputSource(given(), join(await tempFolder(), "kept"));
}

async function readAll(stream: ByteStream, bufferSize = 64 * 1024): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (;;) {
    const into = Buffer.alloc(bufferSize);
    const read = await stream.read(into);
    if (read === 0) return Buffer.concat(parts);
    parts.push(into.subarray(0, read));
  }
}

/** Everything that a source gives, and what it says about itself afterwards. */
async function take(source: Source, bufferSize?: number) {
  const stream = await source.open();
  try {
    const content = await readAll(stream, bufferSize);
    return { content, asStored: stream.asStored, ...(await stream.finish()) };
  } finally {
    await stream.close();
  }
}

function sha256(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Bytes that look like an export and do not pack to nothing; always the same ones. */
function lines(length: number): Buffer {
  const content = Buffer.alloc(length);
  let state = 1;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    content[at] = at % 40 === 39 ? 0x0a : 0x30 + (state >>> 26);
  }
  return content;
}

describe("reads a file", () => {
  test.for([
    ["whole", CSV],
    ["that is empty", Buffer.alloc(0)],
    ["of one byte", Buffer.from("x")],
    ["of two bytes", Buffer.from("xy")],
    ["of the first byte of a gzip file", Buffer.from([0x1f])],
    ["of a mebibyte", lines(MIB)],
  ] as const)("%s", async ([, content]) => {
    const taken = await take(await fileWith(content));
    expect(taken.content.equals(content)).toBe(true);
    expect(taken).toMatchObject({ asStored: true, bytes: content.length, sha256: sha256(content) });
  });

  test.for([1, 2, 3, 7])("into buffers of %i bytes", async (bufferSize) => {
    const taken = await take(await fileWith(CSV), bufferSize);
    expect(taken.content.toString()).toBe(CSV.toString());
    expect(taken).toMatchObject({ bytes: CSV.length, sha256: sha256(CSV) });
  });

  test("again from its first byte", async () => {
    const source = await fileWith(CSV);
    expect(await take(source)).toEqual(await take(source));
  });

  test("and counts as it goes", async () => {
    const stream = await (await fileWith(CSV)).open();
    await stream.read(Buffer.alloc(2));
    expect(stream.bytesTaken()).toBe(64);
    await readAll(stream);
    expect(stream.bytesTaken()).toBe(CSV.length);
    await stream.close();
  });
});

describe("unpacks gzip", () => {
  test.for(["rentals.csv", "rentals.csv.gz", "rentals"])(
    "told by its first bytes, not by the name %s",
    async (name) => {
      const packed = gzipSync(CSV);
      const taken = await take(await fileWith(packed, name));
      expect(taken.content.toString()).toBe(CSV.toString());
      expect(taken).toMatchObject({ asStored: false, bytes: packed.length, sha256: sha256(packed) });
    },
  );

  test("but not a plain file that is called .gz", async () => {
    expect(await take(await fileWith(CSV, "rentals.csv.gz"))).toMatchObject({ asStored: true, content: CSV });
  });

  test.for([1, 2, 3, 7])("into buffers of %i bytes", async (bufferSize) => {
    const taken = await take(await fileWith(gzipSync(CSV)), bufferSize);
    expect(taken.content.toString()).toBe(CSV.toString());
  });

  test("of nothing", async () => {
    const packed = gzipSync("");
    expect(await take(await fileWith(packed))).toMatchObject({
      asStored: false,
      bytes: packed.length,
      content: Buffer.alloc(0),
    });
  });

  test("that is larger than what is read at once", async () => {
    const content = lines(3 * MIB);
    const packed = gzipSync(content, { level: 1 });
    const taken = await take(await fileWith(packed));
    expect(packed.length).toBeGreaterThan(MIB);
    expect(taken.content.equals(content)).toBe(true);
    expect(taken).toMatchObject({ bytes: packed.length, sha256: sha256(packed) });
  });

  test("from standard input", async () => {
    const packed = gzipSync(CSV);
    const taken = await take(await input(packed.subarray(0, 1), packed.subarray(1, 11), packed.subarray(11)));
    expect(taken.content.toString()).toBe(CSV.toString());
    expect(taken).toMatchObject({ asStored: false, bytes: packed.length, sha256: sha256(packed) });
  });
});

describe("unpacks gzip of several members", () => {
  test("one after the other", async () => {
    const parts = [CSV.subarray(0, 20), Buffer.alloc(0), CSV.subarray(20, 60), CSV.subarray(60)];
    const packed = Buffer.concat(parts.map((part) => gzipSync(part)));
    const taken = await take(await fileWith(packed));
    expect(taken.content.toString()).toBe(CSV.toString());
    expect(taken).toMatchObject({ bytes: packed.length, sha256: sha256(packed) });
  });

  test("wherever the reads cut them", async () => {
    const packed = Buffer.concat([gzipSync(CSV), gzipSync(CSV)]);
    const expected = CSV.toString().repeat(2);
    for (let cut = 1; cut < packed.length; cut += 1) {
      const taken = await take(await input(packed.subarray(0, cut), packed.subarray(cut)));
      expect(taken.content.toString(), `cut at byte ${cut}`).toBe(expected);
    }
  });

  test("of which the first fills what is read at once", async () => {
    // Stored, not packed, so that its length can be chosen; 256 KiB are read at once.
    const first = 256 * 1024;
    for (const length of [first - 1, first, first + 1]) {
      const packed = gzipToLength(length);
      const both = Buffer.concat([packed.packed, gzipSync(CSV)]);
      const taken = await take(await fileWith(both));
      expect(taken.content.length, `${length}`).toBe(packed.content.length + CSV.length);
      expect(taken.sha256).toBe(sha256(both));
    }
  });
});

/** A gzip member of exactly so many bytes. */
function gzipToLength(length: number): { readonly packed: Buffer; readonly content: Buffer } {
  const overhead = gzipSync(lines(length), { level: 0 }).length - length;
  for (let size = length - overhead - 10; size < length; size += 1) {
    const content = lines(size);
    const packed = gzipSync(content, { level: 0 });
    if (packed.length === length) return { packed, content };
  }
  throw new Error(`no gzip of ${length} bytes`);
}

describe("refuses damaged gzip", () => {
  test("cut short at any byte", async () => {
    const packed = gzipSync(CSV);
    for (let length = 2; length < packed.length; length += 1) {
      const source = await input(packed.subarray(0, length));
      await expect(take(source), `cut to ${length} bytes`).rejects.toMatchObject({ code: "gzip-damaged", exit: 3 });
    }
  });

  test("cut short in its last member", async () => {
    const packed = gzipSync(CSV);
    const both = Buffer.concat([packed, packed]);
    for (let length = packed.length + 2; length < both.length; length += 1) {
      const source = await input(both.subarray(0, length));
      await expect(take(source), `cut to ${length} bytes`).rejects.toMatchObject({ code: "gzip-damaged" });
    }
  });

  test("cut short after rows were given, with the file's name", async () => {
    const packed = gzipSync(lines(2 * MIB), { level: 1 });
    const stream = await (await fileWith(packed.subarray(0, -1))).open();
    expect(await stream.read(Buffer.alloc(1024))).toBeGreaterThan(0);
    await expect(readAll(stream)).rejects.toMatchObject({ code: "gzip-damaged", place: { file: "rentals.csv" } });
    await stream.close();
  });

  test("with a byte changed in its data or its checksum", async () => {
    const packed = gzipSync(CSV);
    for (let at = 10; at < packed.length; at += 1) {
      const changed = Buffer.from(packed);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      await expect(take(await input(changed)), `byte ${at}`).rejects.toMatchObject({ code: "gzip-damaged" });
    }
  });

  test.for([
    ["text", Buffer.from("r2,u2,kakaopage,2022-10-15,2022-10-18\n")],
    ["much text", lines(MIB)],
    ["zeros and then text", Buffer.concat([Buffer.alloc(512), CSV])],
    ["zeros and then much text", Buffer.concat([Buffer.alloc(512), lines(MIB)])],
    ["zeros and then another member", Buffer.concat([Buffer.alloc(512), gzipSync(CSV)])],
  ] as const)("followed by %s", async ([, after]) => {
    const source = await fileWith(Buffer.concat([gzipSync(CSV), after]));
    await expect(take(source)).rejects.toMatchObject({ code: "gzip-damaged" });
  });

  test.for([
    ["few", 10],
    ["many", MIB],
  ] as const)("or takes all of the file into its hash, where %s zeros follow as padding", async ([, count]) => {
    const whole = Buffer.concat([gzipSync(CSV), Buffer.alloc(count)]);
    const source = await fileWith(whole);
    const taken = await take(source).catch((error: unknown) => error);
    if (taken instanceof Failure) expect(taken.code).toBe("gzip-damaged");
    else expect(taken).toMatchObject({ bytes: whole.length, sha256: sha256(whole) });
  });
});

describe("refuses gzip that unpacks to a multiple that no export has", () => {
  test.for([
    ["past 1 MiB", MIB + 2, "gzip-bomb"],
    ["but not up to there", MIB, undefined],
    ["of 50 MB", 50_000_000, "gzip-bomb"],
  ] as const)("%s", async ([, length, code]) => {
    const source = await fileWith(gzipSync(Buffer.alloc(length, "a\n")));
    const stream = await source.open();
    const into = Buffer.alloc(4 * MIB);
    async function unpacked(): Promise<number> {
      let total = 0;
      for (let read = -1; read !== 0; total += read) read = await stream.read(into);
      return total;
    }
    if (code === undefined) expect(await unpacked()).toBe(length);
    else await expect(unpacked()).rejects.toMatchObject({ code, exit: 3 });
    await stream.close();
  });
});

const WRITTEN = Date.UTC(2022, 9, 15);

async function writeAt(path: string, content: Uint8Array, mtimeMs: number): Promise<void> {
  await writeFile(path, content);
  await utimes(path, new Date(mtimeMs), new Date(mtimeMs));
}

describe("notices that a file was changed while it was read", () => {
  test.for([
    ["appended to", (path: string) => appendFile(path, "r2\n")],
    ["cut", (path: string) => truncate(path, 10)],
    ["emptied", (path: string) => truncate(path, 0)],
    ["made longer, with its old time put back", (path: string) => writeAt(path, Buffer.alloc(500, "x"), WRITTEN)],
    ["written anew, with as many bytes", (path: string) => writeAt(path, Buffer.alloc(CSV.length, "x"), WRITTEN + 5)],
  ] as const)("%s", async ([, change]) => {
    const path = join(await tempFolder(), "rentals.csv");
    await writeAt(path, CSV, WRITTEN);
    const stream = await fileSource("in/rentals.csv", path).open();
    await stream.read(Buffer.alloc(10));
    await change(path);
    await readAll(stream);
    await expect(stream.finish()).rejects.toMatchObject({
      code: "input-changed",
      exit: 3,
      place: { file: "in/rentals.csv" },
    });
    await stream.close();
  });

  test("also a packed one", async () => {
    const path = join(await tempFolder(), "rentals.csv.gz");
    await writeFile(path, gzipSync(CSV));
    const stream = await fileSource("rentals.csv.gz", path).open();
    await readAll(stream);
    await appendFile(path, gzipSync(CSV));
    await expect(stream.finish()).rejects.toMatchObject({ code: "input-changed" });
    await stream.close();
  });

  test("another that was put in its place, although the one that was opened can be read to its end", async () => {
    const folder = await tempFolder();
    const path = join(folder, "rentals.csv");
    await writeFile(path, CSV);
    await writeFile(join(folder, "new.csv"), lines(500));
    const stream = await fileSource("rentals.csv", path).open();
    await rename(join(folder, "new.csv"), path);
    const content = await readAll(stream);
    expect(content.toString()).toBe(CSV.toString());
    await expect(stream.finish()).rejects.toMatchObject({ code: "input-changed" });
    await stream.close();
  });

  test.for([
    ["was added to", (path: string) => appendFile(path, "x\n")],
    ["is another file now", (path: string) => rename(`${path}.new`, path)],
  ] as const)("one that %s when it is opened a second time", async ([, change]) => {
    const path = join(await tempFolder(), "rentals.csv");
    await writeFile(path, CSV);
    await writeFile(`${path}.new`, CSV);
    const source = fileSource("rentals.csv", path);
    const stream = await source.open();
    await readAll(stream);
    await stream.finish();
    await stream.close();
    await change(path);
    await expect(source.open()).rejects.toMatchObject({ code: "input-changed" });
  });
});

describe("refuses what cannot be read", () => {
  test("a missing file", async () => {
    const source = fileSource("in/missing.csv", join(await tempFolder(), "missing.csv"));
    const place = { file: "in/missing.csv" };
    await expect(source.open()).rejects.toMatchObject({ code: "file-missing", exit: 3, place });
  });

  test("a folder", async () => {
    const path = join(await tempFolder(), "old.csv");
    await mkdir(path);
    const place = { file: "old.csv" };
    await expect(take(fileSource("old.csv", path))).rejects.toMatchObject({ code: "file-unreadable", exit: 3, place });
  });

  test.skipIf(process.getuid?.() === 0)("a file that we may not read", async () => {
    const path = join(await tempFolder(), "secret.csv");
    await writeFile(path, CSV);
    await chmod(path, 0o000);
    await expect(fileSource("secret.csv", path).open()).rejects.toMatchObject({ code: "file-unreadable" });
  });
});

describe("reads standard input", () => {
  test.for([
    ["in one chunk", [CSV]],
    ["in many chunks", [...CSV].map((byte) => Uint8Array.of(byte))],
    ["with empty chunks", [Buffer.alloc(0), CSV.subarray(0, 1), Buffer.alloc(0), CSV.subarray(1), Buffer.alloc(0)]],
  ] as const)("%s", async ([, chunks]) => {
    const taken = await take(await input(...chunks));
    expect(taken.content.toString()).toBe(CSV.toString());
    expect(taken).toMatchObject({ asStored: true, bytes: CSV.length, sha256: sha256(CSV) });
  });

  test("when there is none", async () => {
    expect(await take(await input())).toMatchObject({ bytes: 0, sha256: sha256(Buffer.alloc(0)) });
  });

  test.for([
    ["plain", CSV],
    ["packed", gzipSync(CSV)],
    ["large", lines(2 * MIB)],
  ] as const)("twice, although it can be read only once: %s", async ([, content]) => {
    const source = await input(content.subarray(0, 30), content.subarray(30));
    const first = await take(source);
    const second = await take(source);
    expect(second.content.equals(first.content)).toBe(true);
    expect([second.bytes, second.sha256]).toEqual([content.length, sha256(content)]);
    expect([first.bytes, first.sha256]).toEqual([content.length, sha256(content)]);
  });

  test("and keeps it where only its owner may read it", async () => {
    const keptAt = join(await tempFolder(), "kept");
    async function* given() {
      yield CSV;
    }
    await take(inputSource(given(), keptAt));
    expect((await stat(keptAt)).mode & 0o777).toBe(0o600);
  });

  test("and never writes over what is there", async () => {
    const keptAt = join(await tempFolder(), "kept");
    await writeFile(keptAt, "other");
    async function* given() {
      yield CSV;
    }
    await expect(inputSource(given(), keptAt).open()).rejects.toThrow("EEXIST");
  });
});

/** What nobody was left to catch while this ran. The test runner's own listeners stand aside meanwhile. */
async function uncaughtDuring(run: () => Promise<void>): Promise<readonly unknown[]> {
  const caught: unknown[] = [];
  const others = process.listeners("uncaughtException");
  process.removeAllListeners("uncaughtException");
  process.on("uncaughtException", (error) => caught.push(error));
  try {
    await run();
  } finally {
    process.removeAllListeners("uncaughtException");
    for (const listener of others) process.on("uncaughtException", listener);
  }
  return caught;
}

describe("can be closed before its end", () => {
  const packed = gzipSync(lines(4 * MIB), { level: 1 });

  test.for([
    ["a plain file", lines(MIB), 1000],
    ["a packed file", packed, 1000],
    ["a packed file of which nothing was read", packed, 0],
  ] as const)("%s", async ([, content, bytes]) => {
    const source = await fileWith(content);
    const uncaught = await uncaughtDuring(async () => {
      const stream = await source.open();
      if (bytes > 0) await stream.read(Buffer.alloc(bytes));
      await stream.close();
      // A read that was under way fails in one of the next turns of the event loop.
      for (let turns = 0; turns < 50; turns += 1) await setImmediate();
    });
    expect(uncaught).toEqual([]);
  });
});

describe("a named pipe", () => {
  async function pipeWith(content: Uint8Array): Promise<Source> {
    const path = join(await tempFolder(), "pipe");
    execFileSync("mkfifo", [path]);
    writeFile(path, content);
    return fileSource("pipe", path);
  }

  test("is read like a file, though its times change on the way", async () => {
    const content = lines(300_000);
    expect(await take(await pipeWith(content))).toEqual({
      content,
      asStored: true,
      bytes: content.length,
      sha256: sha256(content),
    });
  });

  test("is refused the second time, when nobody writes to it any more", async () => {
    const source = await pipeWith(CSV);
    await take(source);
    for (const again of [source.open, source.openRanges]) {
      await expect(again?.()).rejects.toMatchObject({ code: "file-unreadable" });
      await expect(again?.()).rejects.toThrow("Give it as - on standard input");
    }
  });
});
