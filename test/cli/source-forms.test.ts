/** The built program gives the same bytes for the Kakao exports in every form that they may come in, with any number of threads. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as zlib from "node:zlib";
import { createMultibyteEncoder } from "@exodus/bytes/multi-byte.js";
import { describe, expect, test } from "vitest";
import { archiveOf } from "../support/archive.ts";
import { runBinary } from "../support/binary.ts";
import { smallCase } from "../support/small-case.ts";
import { contentsOf } from "../support/tree.ts";

const CASE = "fixtures/kakao-2022";
const NAMES = readdirSync(join(CASE, "exports"));
/** Rows are repeated under further ids, with Korean in them, until threads start. */
const REPEATED = 220;

function grown(name: string): string {
  const [header = "", ...rows] = readFileSync(join(CASE, "exports", name), "utf8")
    .trimEnd()
    .split("\n");
  const copies = Array.from({ length: REPEATED }, (_, copy) => rows.map((row) => row.replace(",", `-멜론-${copy},`)));
  return `${[header, ...copies.flat()].join("\n")}\n`;
}

type Write = (text: string) => Uint8Array;
const asUtf16: Write = (text) => Buffer.from(`\ufeff${text}`, "utf16le");
const packed: Write = (bytes) => zlib.gzipSync(bytes, { level: 1 });

/** The files in a form, by their paths. */
function inEachFile(write: Write): () => Promise<Readonly<Record<string, Uint8Array>>> {
  return async () => Object.fromEntries(NAMES.map((name) => [`form/${name}`, write(grown(name))]));
}

async function inOneArchive(): Promise<Readonly<Record<string, Uint8Array>>> {
  return { "form/all.zip": await archiveOf(...NAMES.map((name) => ({ name: `in/${name}`, content: grown(name) }))) };
}

describe("the same bytes come out of", () => {
  test.for<readonly [name: string, files: () => Promise<Readonly<Record<string, Uint8Array>>>, options: string]>([
    ["gzip", inEachFile(packed), ""],
    ["UTF-16", inEachFile(asUtf16), ""],
    ["UTF-16 in gzip", inEachFile((text) => zlib.gzipSync(asUtf16(text), { level: 1 })), ""],
    ["CP949", inEachFile((text) => createMultibyteEncoder("euc-kr")(text)), "--encoding cp949"],
    ["a zip archive", inOneArchive, ""],
  ])("%s, with any number of threads", async ([, files, options]) => {
    const rules = ["outage.yaml", "policy.yaml"].map((file) => [file, readFileSync(join(CASE, file), "utf8")] as const);
    const plain = NAMES.map((name) => [`plain/${name}`, grown(name)] as const);
    const story = await smallCase({ ...Object.fromEntries([...rules, ...plain]), ...(await files()) });

    /** The outputs of a plan, but for what says how the exports lay on disk. */
    async function planned(exports: string, out: string): Promise<ReadonlyMap<string, string>> {
      const line = `plan --outage outage.yaml --policy policy.yaml --as-of 2022-10-21T11:00:00+09:00 --out ${out} ${exports}`;
      const { exit, err } = await runBinary(`${line} --quiet`, { cwd: story.folder });
      expect({ exit, err }).toEqual({ exit: 0, err: "" });
      return contentsOf(story.path(out), ["manifest.json", "summary.html", "summary.json"]);
    }

    const expected = await planned("plain --jobs 1", "first");
    expect(expected.get("adjusted-expiry.csv")?.length).toBeGreaterThan(100_000);
    for (const jobs of [1, 2, 4]) {
      const found = await planned(`${options} form --jobs ${jobs}`, `jobs-${jobs}`);
      for (const [file, content] of expected) expect(found.get(file) === content, `${file}, ${jobs} jobs`).toBe(true);
      expect([...found.keys()]).toEqual([...expected.keys()]);
    }
  });
});
