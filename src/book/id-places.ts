/**
 * The ids of rows with the place of each row, in flat memory: put into parts by their first bits, so that one part after the other
 * can be held against the keys of a run.
 *
 * Ids are hashes, so all parts are about as long. A part that does not fit into its buffer goes on in a file of a temporary folder.
 * An entry is the sixteen bytes of the id, and the place as a 64-bit number.
 */
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { COMPENSATION_ID_BYTES } from "../domain/compensation-id.ts";
import { attempt, readWhole, removeQuietly } from "./disk.ts";

export interface IdPlaces {
  readonly parts: number;
  /** The part of the id that begins at a place of an array. */
  partOf(ids: Uint8Array, at: number): number;
  /** Adds ids that stand one after the other, in places that follow each other. An id of zeros is left out. */
  addAll(ids: Uint8Array, firstPlace: number): void;
  /** The entries of a part, in the order in which they were added. */
  read(part: number): Buffer;
  /** Removes the files. */
  close(): void;
}

const ENTRY = COMPENSATION_ID_BYTES + 8;
const PART_BYTES = 1 << 23;
const MOST_PARTS = 256;
const BUFFER = 1 << 16;

interface Part {
  readonly name: string;
  buffer: Buffer;
  used: number;
  /** Undefined while all entries are in memory. */
  file: { readonly path: string; readonly descriptor: number } | undefined;
}

/** @param folderOf makes the folder for what does not fit into memory; the owner of the folder removes it. */
export function createIdPlaces(expected: number, folderOf: () => string, partBytes = PART_BYTES): IdPlaces {
  const count = Math.min(MOST_PARTS, Math.ceil((expected * ENTRY) / partBytes) || 1);
  const parts = Array.from(
    { length: count },
    (_, index): Part => ({ name: `ids-${index}`, buffer: Buffer.allocUnsafe(BUFFER), used: 0, file: undefined }),
  );

  function partOf(ids: Uint8Array, at: number): number {
    return Math.floor((((ids[at] ?? 0) * 256 + (ids[at + 1] ?? 0)) * count) / 0x10000);
  }

  function add(part: Part, ids: Uint8Array, from: number, place: number): void {
    if (part.used + ENTRY > part.buffer.length) makeRoom(part);
    const { buffer, used } = part;
    for (let byte = 0; byte < COMPENSATION_ID_BYTES; byte += 1) buffer[used + byte] = ids[from + byte] ?? 0;
    buffer.writeDoubleLE(place, used + COMPENSATION_ID_BYTES);
    part.used += ENTRY;
  }

  /** One part alone is never longer than a few megabytes, and needs no file. */
  function makeRoom(part: Part): void {
    if (count === 1) {
      part.buffer = Buffer.concat([part.buffer, Buffer.allocUnsafe(part.buffer.length)]);
      return;
    }
    const path = part.file?.path ?? join(folderOf(), part.name);
    attempt(path, () => {
      part.file ??= { path, descriptor: openSync(path, "wx", 0o600) };
      for (let written = 0; written < part.used; )
        written += writeSync(part.file.descriptor, part.buffer, written, part.used - written);
    });
    part.used = 0;
  }

  return {
    parts: count,
    partOf,
    addAll: (ids, firstPlace) => {
      for (let at = 0, place = firstPlace; at < ids.length; at += COMPENSATION_ID_BYTES, place += 1) {
        const part = parts[partOf(ids, at)];
        if (part !== undefined && !isZero(ids, at)) add(part, ids, at, place);
      }
    },
    read: (index) => {
      const { buffer, used, file } = parts[index] ?? { buffer: Buffer.alloc(0), used: 0, file: undefined };
      const rest = buffer.subarray(0, used);
      return file === undefined ? rest : Buffer.concat([readWhole(file.path), rest]);
    },
    close: () => {
      for (const { file } of parts) {
        if (file === undefined) continue;
        closeSync(file.descriptor);
        removeQuietly(file.path);
      }
    },
  };
}

function isZero(ids: Uint8Array, at: number): boolean {
  for (let byte = 0; byte < COMPENSATION_ID_BYTES; byte += 1) if (ids[at + byte] !== 0) return false;
  return true;
}

/** Calls `visit` for every entry, with where its id begins. */
export function visitIdPlaces(part: Buffer, visit: (idAt: number, place: number) => void): void {
  for (let at = 0; at < part.length; at += ENTRY) visit(at, part.readDoubleLE(at + COMPENSATION_ID_BYTES));
}
