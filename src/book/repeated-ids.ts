/**
 * Ids that appear in the keys of two runs.
 *
 * Keys are sorted hashes, so all files are cut at the same first bytes into so many slices that one slice of all of them
 * fits into memory, and in a slice equal ids meet in a hash table.
 */
import { closeSync, readSync } from "node:fs";
import { COMPENSATION_ID_BYTES } from "../domain/compensation-id.ts";
import { mustOpen } from "./disk.ts";

export interface KeyFile {
  readonly path: string;
  readonly ids: number;
}

const IDS_AT_ONCE = 1 << 21;

/** Up to `most` ids that appear more than once in sorted key files, as hexadecimal digits. */
export function findRepeatedIds(files: readonly KeyFile[], most = 5, idsAtOnce = IDS_AT_ONCE): readonly string[] {
  const total = files.reduce((sum, { ids }) => sum + ids, 0);
  const slices = Math.max(1, Math.ceil(total / idsAtOnce));
  const repeated: string[] = [];
  const positions = files.map(() => 0);
  for (let slice = 1; slice <= slices && repeated.length < most; slice += 1) {
    const end = slice === slices ? Number.POSITIVE_INFINITY : Math.floor((slice / slices) * 2 ** 32);
    const parts = files.map(({ path, ids }, index) => {
      const part = readUntil(path, positions[index] ?? 0, end, Math.ceil((ids / slices) * 1.1) + 64);
      positions[index] = (positions[index] ?? 0) + part.length;
      return part;
    });
    repeated.push(...repeatedIn(Buffer.concat(parts), most - repeated.length));
  }
  return repeated;
}

function repeatedIn(bytes: Buffer, most: number): readonly string[] {
  const count = bytes.length / COMPENSATION_ID_BYTES;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(count * 2 + 2)));
  const found: string[] = [];
  for (let at = 0; at < count && found.length < most; at += 1) {
    // All first bytes of a slice are alike, so the next ones spread the ids.
    let slot = view.getUint32(at * COMPENSATION_ID_BYTES + 4) & (slots.length - 1);
    while (slots[slot] !== 0 && !isSame(view, (slots[slot] ?? 0) - 1, at)) slot = (slot + 1) & (slots.length - 1);
    if (slots[slot] === 0) slots[slot] = at + 1;
    else found.push(bytes.toString("hex", at * COMPENSATION_ID_BYTES, (at + 1) * COMPENSATION_ID_BYTES));
  }
  return found;
}

function isSame(view: DataView, a: number, b: number): boolean {
  const [one, other] = [a * COMPENSATION_ID_BYTES, b * COMPENSATION_ID_BYTES];
  return (
    view.getBigUint64(one) === view.getBigUint64(other) && view.getBigUint64(one + 8) === view.getBigUint64(other + 8)
  );
}

/** The ids from a position on whose first 32 bits are below `end`. @param guess how many ids to read at a time. */
function readUntil(path: string, position: number, end: number, guess: number): Buffer {
  const descriptor = mustOpen(path);
  const parts: Buffer[] = [];
  try {
    for (let from = position; ; ) {
      const piece = Buffer.allocUnsafe(guess * COMPENSATION_ID_BYTES);
      const read = readSync(descriptor, piece, 0, piece.length, from);
      const whole = read - (read % COMPENSATION_ID_BYTES);
      const kept = idsBelow(piece.subarray(0, whole), end);
      parts.push(piece.subarray(0, kept));
      if (kept < whole || whole === 0) return Buffer.concat(parts);
      from += whole;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** How many bytes the sorted ids take that are below `end`. */
function idsBelow(ids: Buffer, end: number): number {
  let from = 0;
  let to = ids.length / COMPENSATION_ID_BYTES;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (ids.readUInt32BE(middle * COMPENSATION_ID_BYTES) < end) from = middle + 1;
    else to = middle;
  }
  return from * COMPENSATION_ID_BYTES;
}
