/** An archive that is changed while it is read is noticed, before its first byte, behind its last one, and by its hash. */
import { createHash } from "node:crypto";
import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createArchiveFinder } from "../../src/input/find-archived.ts";
import { readFully } from "../../src/input/raw-bytes.ts";
import { storedSource } from "../../src/input/source.ts";
import { archiveOf } from "../support/archive.ts";
import { tempFolder } from "../support/temp-folder.ts";

const CHANGED = { code: "input-changed", exit: 3 };

async function opened() {
  const cwd = await tempFolder();
  const path = join(cwd, "all.zip");
  const archive = await archiveOf({ name: "a.csv", content: "a\n" }, { name: "b.csv", content: "b\n" });
  await writeFile(path, archive);
  const { files } = await createArchiveFinder(cwd).filesAt({ path: "all.zip" });
  const sources = files.map((file) => storedSource(file, cwd));
  const [a, b] = sources;
  if (a === undefined || b === undefined) throw new Error("an archive of two files");
  return { path, archive, a, b };
}

describe("an archive", () => {
  test("is the same for all its files, which can be read again", async () => {
    const { archive, a, b } = await opened();
    const facts = { bytes: archive.length, sha256: createHash("sha256").update(archive).digest("hex") };
    for (const [source, text] of [
      [a, "a\n"],
      [b, "b\n"],
      [a, "a\n"],
    ] as const) {
      const stream = await source.open();
      const room = Buffer.alloc(10);
      expect(room.toString("utf8", 0, await readFully(stream.read, room))).toBe(text);
      expect(await stream.finish()).toEqual(facts);
      await stream.close();
    }
  });

  test("that was added to is refused when a file of it is opened", async () => {
    const { path, a } = await opened();
    await appendFile(path, "x");
    await expect(a.open()).rejects.toMatchObject(CHANGED);
  });

  test("that was added to while a file of it was read is refused at the end, also for the second file", async () => {
    const { path, a, b } = await opened();
    const first = await a.open();
    await readFully(first.read, Buffer.alloc(10));
    await first.finish();
    const second = await b.open();
    await readFully(second.read, Buffer.alloc(10));
    await appendFile(path, "x");
    await expect(second.finish()).rejects.toMatchObject({ ...CHANGED, place: { file: "all.zip" } });
    await Promise.all([first.close(), second.close()]);
  });
});
