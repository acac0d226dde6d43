/**
 * Keeps changes and gives them back in order, in little memory however many there are.
 *
 * A change is bytes with two numbers: its group, and its place in the exports within the group. Either all are kept,
 * sorted in pieces that go to a temporary folder and are merged when they are read; or only the first few of each group.
 */
import { closeSync, openSync, readSync, writeSync } from "node:fs";
import { attempt } from "../book/disk.ts";
import { join } from "../domain/path.ts";

export interface StoredChange {
  readonly group: number;
  readonly place: number;
  readonly bytes: Uint8Array;
}

export interface ChangeStore {
  /** Copies the bytes. */
  add(group: number, place: number, bytes: Uint8Array): void;
  /** All kept changes, by group and place. To be called once, when all changes were added. */
  sorted(): Iterable<StoredChange>;
}

/** Keeps the first `most` of each group. */
export function createSampleStore(most: number): ChangeStore {
  const groups = new Map<number, StoredChange[]>();
  return {
    add: (group, place, bytes) => {
      const kept = groups.get(group) ?? [];
      groups.set(group, kept);
      const last = kept.at(-1);
      if (kept.length >= most && (last === undefined || place >= last.place)) return;
      let at = kept.length;
      while (at > 0 && (kept[at - 1]?.place ?? 0) > place) at -= 1;
      kept.splice(at, 0, { group, place, bytes: bytes.slice() });
      if (kept.length > most) kept.pop();
    },
    sorted: () => [...groups].sort(([a], [b]) => a - b).flatMap(([, kept]) => kept),
  };
}

const PIECE_BYTES = 16 * 1024 * 1024;
const PIECE_ROWS = 1 << 17;
/** Group, place and length in front of the bytes. */
const HEAD = 20;

/** Changes that are kept in memory, one after the other, until their piece is full. */
interface Piece {
  bytes: Buffer;
  used: number;
  /** Where each change begins. */
  offsets: number[];
}

/** Keeps all changes. @param folder where pieces go that do not fit into memory; the owner of the folder removes it. */
export function createSortedStore(folder: string, pieceBytes = PIECE_BYTES): ChangeStore {
  const piece: Piece = { bytes: Buffer.allocUnsafe(Math.min(pieceBytes, 1 << 16)), used: 0, offsets: [] };
  const files: string[] = [];
  return {
    add: (group, place, bytes) => {
      const needed = HEAD + bytes.length;
      if (piece.offsets.length > 0 && (piece.used + needed > pieceBytes || piece.offsets.length === PIECE_ROWS)) {
        const file = join(folder, `sorted-${files.length}`);
        files.push(file);
        writePiece(piece, file);
      }
      if (piece.used + needed > piece.bytes.length) growPiece(piece, needed, pieceBytes);
      addChange(piece, { group, place, bytes });
    },
    sorted: () => (files.length === 0 ? inMemory(piece) : merge([...files.map(readPiece), inMemory(piece)])),
  };
}

function growPiece(piece: Piece, needed: number, pieceBytes: number): void {
  const grown = Buffer.allocUnsafe(Math.max(piece.used + needed, Math.min(pieceBytes, piece.bytes.length * 4)));
  piece.bytes.copy(grown, 0, 0, piece.used);
  piece.bytes = grown;
}

function addChange(piece: Piece, { group, place, bytes }: StoredChange): void {
  const { used } = piece;
  piece.bytes.writeDoubleBE(group, used);
  piece.bytes.writeDoubleBE(place, used + 8);
  piece.bytes.writeUInt32BE(bytes.length, used + 16);
  piece.bytes.set(bytes, used + HEAD);
  piece.offsets.push(used);
  piece.used += HEAD + bytes.length;
}

/** Numbers that are not negative, written big end first, sort as their bytes do. */
function sortedOffsets({ bytes, offsets }: Piece): readonly number[] {
  return offsets.sort((a, b) => bytes.compare(bytes, b, b + 16, a, a + 16) || a - b);
}

/** Writes the changes of a piece to a file, in order, and empties the piece. */
function writePiece(piece: Piece, file: string): void {
  const ordered = Buffer.allocUnsafe(piece.used);
  let filled = 0;
  for (const from of sortedOffsets(piece)) filled += piece.bytes.copy(ordered, filled, from, endOf(piece.bytes, from));
  attempt(file, () => {
    const descriptor = openSync(file, "wx", 0o600);
    try {
      for (let written = 0; written < filled; ) written += writeSync(descriptor, ordered, written, filled - written);
    } finally {
      closeSync(descriptor);
    }
  });
  piece.used = 0;
  piece.offsets = [];
}

function* inMemory(piece: Piece): Generator<StoredChange> {
  for (const from of sortedOffsets(piece)) yield changeAt(piece.bytes, from);
}

function endOf(bytes: Buffer, from: number): number {
  return from + HEAD + bytes.readUInt32BE(from + 16);
}

function changeAt(bytes: Buffer, from: number): StoredChange {
  return {
    group: bytes.readDoubleBE(from),
    place: bytes.readDoubleBE(from + 8),
    bytes: bytes.subarray(from + HEAD, endOf(bytes, from)),
  };
}

const READ_AT_ONCE = 64 * 1024;

function* readPiece(file: string): Generator<StoredChange> {
  const descriptor = openSync(file, "r");
  try {
    let buffer = Buffer.allocUnsafe(READ_AT_ONCE);
    let filled = 0;
    for (;;) {
      const read = readSync(descriptor, buffer, filled, buffer.length - filled, null);
      filled += read;
      let at = 0;
      while (filled - at >= HEAD && endOf(buffer, at) <= filled) {
        yield changeAt(buffer, at);
        at = endOf(buffer, at);
      }
      if (read === 0) return;
      // Changes that were given away are views of the buffer, so the rest goes into a buffer of its own.
      const rest = buffer.subarray(at, filled);
      buffer = Buffer.allocUnsafe(Math.max(READ_AT_ONCE, rest.length * 2));
      filled = rest.copy(buffer);
    }
  } finally {
    closeSync(descriptor);
  }
}

interface Head {
  readonly rest: Iterator<StoredChange>;
  readonly first: StoredChange;
  /** Position of the piece: of equals, the earlier added comes first. */
  readonly piece: number;
}

function* merge(pieces: readonly Iterator<StoredChange>[]): Generator<StoredChange> {
  const heap: Head[] = [];
  for (const [piece, rest] of pieces.entries()) {
    const next = rest.next();
    if (next.done !== true) heap.push({ rest, first: next.value, piece });
  }
  heap.sort(byFirst);
  try {
    for (let top = heap[0]; top !== undefined; top = heap[0]) {
      yield top.first;
      const next = top.rest.next();
      const last = next.done === true ? heap.pop() : { ...top, first: next.value };
      if (last !== undefined && heap.length > 0) sink(heap, last);
    }
  } finally {
    for (const { rest } of heap) rest.return?.();
  }
}

/** Puts a head in the place of the top, and down to where it belongs. */
function sink(heap: Head[], head: Head): void {
  let at = 0;
  for (;;) {
    let child = at * 2 + 1;
    const [left, right] = [heap[child], heap[child + 1]];
    if (left !== undefined && right !== undefined && byFirst(right, left) < 0) child += 1;
    const smaller = heap[child];
    if (smaller === undefined || byFirst(head, smaller) <= 0) break;
    heap[at] = smaller;
    at = child;
  }
  heap[at] = head;
}

function byFirst(a: Head, b: Head): number {
  return a.first.group - b.first.group || a.first.place - b.first.place || a.piece - b.piece;
}
