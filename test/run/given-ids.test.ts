/** The ids of all gifts come back sorted, whether they waited in memory or went to disk. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createGivenIds } from "../../src/run/settle/given-ids.ts";
import { tempFolder } from "../support/temp-folder.ts";

function idOf(number: number): Buffer {
  return createHash("sha256").update(`${number}`).digest().subarray(0, 16);
}

/** @param first the byte that all ids begin with; any where it is not said. */
async function sortedOf(count: number, first?: number) {
  const path = join(await tempFolder(), "given");
  const given = createGivenIds(path);
  const ids = Buffer.concat(Array.from({ length: count }, (_, number) => idOf(number)));
  if (first !== undefined) for (let at = 0; at < count; at += 1) ids[at * 16] = first;
  for (let at = 0; at < count; at += 1) given.add(ids, at);
  const sorted = Buffer.concat([...given.sorted()]).toString("hex");
  const wasOnDisk = existsSync(path);
  given.close();
  return { sorted, wasOnDisk, isLeft: existsSync(path), expected: hexOf(ids).sort().join("") };
}

function hexOf(ids: Buffer): string[] {
  return Array.from({ length: ids.length / 16 }, (_, at) => ids.subarray(at * 16, at * 16 + 16).toString("hex"));
}

describe("ids", () => {
  test.for([
    ["none", 0, undefined, false],
    ["a few of each part", 3000, undefined, false],
    ["many", 100_000, undefined, true],
    ["all of one part, one too few for the disk", 255, 0xab, false],
    ["all of one part, just enough for the disk", 256, 0xab, true],
    ["all of the last part", 5000, 0xff, true],
  ] as const)("%s", async ([, count, first, onDisk]) => {
    const { sorted, expected, wasOnDisk, isLeft } = await sortedOf(count, first);
    expect(sorted).toBe(expected);
    expect(wasOnDisk).toBe(onDisk);
    expect(isLeft).toBe(false);
  });
});
