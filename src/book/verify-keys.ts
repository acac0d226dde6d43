/**
 * The keys of a run against its rows: ascending, without repeats, and the ids of all rows and no others.
 *
 * The ids of the rows are collected with their places. The keys ascend, so the keys of one part of the ids stand together in their
 * file; part by part each row takes its key. A key that is left over, or taken twice, is a flaw.
 */
import { closeSync, readSync } from "node:fs";
import { join } from "node:path";
import { COMPENSATION_ID_BYTES } from "../domain/compensation-id.ts";
import { type CommittedRun, KEYS } from "./book.ts";
import { attemptRead, mustOpen } from "./disk.ts";
import type { Flaws } from "./flaws.ts";
import { hashFile } from "./folder-damage.ts";
import { createIdPlaces, type IdPlaces, visitIdPlaces } from "./id-places.ts";

export interface KeyCheck {
  /** Takes the ids of rows that follow each other. @param firstRow from 1. */
  take(file: string, firstRow: number, ids: Uint8Array): void;
  /** Holds all ids against the keys. */
  finish(): void;
  close(): void;
}

/** More rows than any file has. */
const MOST_ROWS = 2 ** 40;

/** @param scratch makes the folder for ids that do not fit into memory. */
export function createKeyCheck(
  { folder, manifest }: Pick<CommittedRun, "folder" | "manifest">,
  flaws: Flaws,
  scratch: () => string,
): KeyCheck {
  const path = join(folder, KEYS);
  const ids = createIdPlaces(manifest.benefits, scratch);
  const files: string[] = [];

  function sayOfRow(place: number, found: string): void {
    flaws.add({ file: files[Math.floor(place / MOST_ROWS)] ?? "", row: place % MOST_ROWS, found });
  }

  return {
    take: (file, firstRow, found) => {
      if (!files.includes(file)) files.push(file);
      ids.addAll(found, files.indexOf(file) * MOST_ROWS + firstRow);
    },
    finish: () => {
      const ends = readOrder(path, ids, flaws);
      if (ends === undefined) return;
      for (let part = 0, from = 0; part < ids.parts; part += 1) {
        const to = ends[part] ?? from;
        matchPart(readKeys(path, from, to), ids.read(part), {
          noRow: (at, id) =>
            flaws.add({
              file: KEYS,
              byte: from + at * COMPENSATION_ID_BYTES + 1,
              found: `no row has the id ${id}`,
            }),
          noKey: (place, id) => sayOfRow(place, `compensation_id ${id} is not among the keys`),
          again: (place, id) => sayOfRow(place, `compensation_id ${id} appears twice`),
        });
        from = to;
      }
    },
    close: ids.close,
  };
}

/**
 * Where the keys of each part end in their file. Undefined when the keys do not ascend, or are missing, which the check of the files
 * says.
 */
function readOrder(path: string, { parts, partOf }: IdPlaces, flaws: Flaws): readonly number[] | undefined {
  const ends = new Array<number>(parts).fill(0);
  let before: Buffer = Buffer.alloc(0);
  let rest: Buffer = Buffer.alloc(0);
  let position = 0;
  let ascends = true;
  const found = hashFile(path, (piece) => {
    const keys = rest.length === 0 ? Buffer.from(piece) : Buffer.concat([rest, piece]);
    const whole = keys.length - (keys.length % COMPENSATION_ID_BYTES);
    for (let at = 0; at < whole; at += COMPENSATION_ID_BYTES, position += COMPENSATION_ID_BYTES) {
      const [last, lastAt] = at === 0 ? [before, 0] : [keys, at - COMPENSATION_ID_BYTES];
      if (position > 0 && !isBefore(last, lastAt, keys, at)) {
        ascends = false;
        flaws.add({ file: KEYS, byte: position + 1, found: "the ids do not ascend here" });
      }
      ends[partOf(keys, at)] = position + COMPENSATION_ID_BYTES;
    }
    if (whole > 0) before = keys.subarray(whole - COMPENSATION_ID_BYTES, whole);
    rest = keys.subarray(whole);
  });
  if (rest.length > 0) flaws.add({ file: KEYS, found: "it ends within an id" });
  if (found === undefined || !ascends) return undefined;
  // A part without keys ends where the part before it does.
  for (let part = 1; part < parts; part += 1) ends[part] = Math.max(ends[part] ?? 0, ends[part - 1] ?? 0);
  return ends;
}

function isBefore(one: Buffer, oneAt: number, other: Buffer, otherAt: number): boolean {
  for (let byte = 0; byte < COMPENSATION_ID_BYTES; byte += 1) {
    const difference = (one[oneAt + byte] ?? 0) - (other[otherAt + byte] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function readKeys(path: string, from: number, to: number): Buffer {
  const keys = Buffer.allocUnsafe(to - from);
  const descriptor = mustOpen(path);
  try {
    for (let filled = 0; filled < keys.length; ) {
      const read = attemptRead(path, () => readSync(descriptor, keys, filled, keys.length - filled, from + filled));
      if (read === undefined || read === 0) return keys.subarray(0, filled - (filled % COMPENSATION_ID_BYTES));
      filled += read;
    }
    return keys;
  } finally {
    closeSync(descriptor);
  }
}

interface Found {
  /** A key, by its position among the keys of the part. */
  noRow(at: number, id: string): void;
  noKey(place: number, id: string): void;
  again(place: number, id: string): void;
}

/** Every entry takes the key that equals its id; keys are found by their last bytes, because all of a part begin alike. */
function matchPart(keys: Buffer, entries: Buffer, found: Found): void {
  const count = keys.length / COMPENSATION_ID_BYTES;
  const mask = 2 ** Math.ceil(Math.log2(count * 2 + 2)) - 1;
  const slots = new Uint32Array(mask + 1);
  const slotOf = (ids: Buffer, at: number) => ids.readUInt32LE(at + COMPENSATION_ID_BYTES - 4) & mask;
  const idAt = (ids: Buffer, at: number) => ids.toString("hex", at, at + COMPENSATION_ID_BYTES);
  for (let at = 0; at < count; at += 1) {
    let slot = slotOf(keys, at * COMPENSATION_ID_BYTES);
    while (slots[slot] !== 0) slot = (slot + 1) & mask;
    slots[slot] = at + 1;
  }
  const taken = new Uint8Array(count);
  visitIdPlaces(entries, (entryAt, place) => {
    let slot = slotOf(entries, entryAt);
    while (slots[slot] !== 0 && !isSame(keys, (slots[slot] ?? 0) - 1, entries, entryAt)) slot = (slot + 1) & mask;
    const at = (slots[slot] ?? 0) - 1;
    if (at < 0) found.noKey(place, idAt(entries, entryAt));
    else if (taken[at] === 1) found.again(place, idAt(entries, entryAt));
    else taken[at] = 1;
  });
  for (let at = taken.indexOf(0); at >= 0; at = taken.indexOf(0, at + 1))
    found.noRow(at, idAt(keys, at * COMPENSATION_ID_BYTES));
}

function isSame(keys: Buffer, key: number, entries: Buffer, entryAt: number): boolean {
  const at = key * COMPENSATION_ID_BYTES;
  for (let byte = COMPENSATION_ID_BYTES - 1; byte >= 0; byte -= 1)
    if (keys[at + byte] !== entries[entryAt + byte]) return false;
  return true;
}
