/** Ids with their places: in parts by their first bits, in memory or on disk, none lost. */
import { existsSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createIdPlaces, visitIdPlaces } from "../../src/book/id-places.ts";
import { tempFolder } from "../support/temp-folder.ts";

const BYTES = 16;

/** Ids spread over all first bits, as hashes are. */
function spreadIds(count: number): Buffer {
  const ids = Buffer.alloc(count * BYTES);
  for (let at = 0; at < count; at += 1) {
    ids.writeUInt32BE(Math.imul(at + 1, 0x9e37_79b1) >>> 0, at * BYTES);
    ids.writeUInt32BE(at + 1, at * BYTES + 12);
  }
  return ids;
}

describe("ids and their places", () => {
  test.for([
    ["in one part, in memory", 5000, 1 << 23, false],
    ["in several parts, on disk", 50_000, 1 << 18, true],
  ] as const)("%s", async ([, count, partBytes, isOnDisk]) => {
    const folder = await tempFolder();
    const ids = spreadIds(count);
    const places = createIdPlaces(count, () => folder, partBytes);
    places.addAll(ids.subarray(0, 32), 7);
    places.addAll(ids.subarray(32), 9);
    expect(places.parts > 1).toBe(isOnDisk);
    expect(readdirSync(folder).length > 0).toBe(isOnDisk);
    const found: [string, number][] = [];
    let last = "";
    for (let part = 0; part < places.parts; part += 1) {
      const entries = places.read(part);
      const own: string[] = [];
      visitIdPlaces(entries, (at, place) => {
        own.push(entries.toString("hex", at, at + BYTES));
        expect(places.partOf(entries, at)).toBe(part);
        found.push([entries.toString("hex", at, at + BYTES), place]);
      });
      own.sort();
      expect(own.length > 0 && (own[0] ?? "") > last, "parts follow each other as their ids do").toBe(true);
      last = own.at(-1) ?? "";
    }
    const expected = Array.from({ length: count }, (_, at) => [
      ids.toString("hex", at * BYTES, (at + 1) * BYTES),
      at + 7,
    ]);
    expect(found.sort(([, a], [, b]) => a - b)).toEqual(expected);
    places.close();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("an id of zeros is none, but takes its place", () => {
    const places = createIdPlaces(3, () => "nowhere");
    places.addAll(Buffer.concat([Buffer.alloc(BYTES, 1), Buffer.alloc(BYTES), Buffer.alloc(BYTES, 2)]), 1);
    const found: number[] = [];
    visitIdPlaces(places.read(0), (_, place) => found.push(place));
    expect(found).toEqual([1, 3]);
    expect(existsSync("nowhere")).toBe(false);
  });
});
