/**
 * Rows put into partitions by their compensation id, so that two sides can be matched one small part after the other.
 *
 * An id is a hash, so its first bytes spread the rows evenly. Each partition has a small buffer; rows that do not fit into
 * the buffer go to the partition's own file in a temporary folder.
 *
 * A row is kept as: its length, where the columns that are never compared begin and end in it, its table, its id, its
 * bytes. All offsets count from the row's first byte.
 */
import { closeSync, openSync, writeSync } from "node:fs";
import { attempt, readWhole } from "../book/disk.ts";
import { COMPENSATION_ID_BYTES } from "../domain/compensation-id.ts";
import { join } from "../domain/path.ts";
import { endOfCell, startOfCell } from "../input/scanner.ts";
import { type GiftRow, type GiftTable, rowBytes, writeGiftId } from "./gift-rows.ts";

export interface Partitions {
  add(row: GiftRow): void;
  /** All rows of a partition, one after the other. */
  read(partition: number): Buffer;
  close(): void;
}

export interface KeptRow {
  readonly table: GiftTable;
  /** The row's bytes in the partition: `from … to` (exclusive). */
  readonly from: number;
  readonly to: number;
  readonly ignoredFrom: number;
  readonly ignoredTo: number;
}

const ID = 13;
const HEAD = ID + COMPENSATION_ID_BYTES;
const BUFFER = 64 * 1024;

interface Part {
  readonly path: string;
  buffer: Buffer;
  used: number;
  /** Undefined while all rows of the partition are in memory. */
  file: number | undefined;
}

export function createPartitions(folder: string, name: string, count: number): Partitions {
  const parts = Array.from({ length: count }, (_, index): Part => {
    return { path: join(folder, `${name}-${index}`), buffer: Buffer.alloc(0), used: 0, file: undefined };
  });
  const id = new Uint8Array(COMPENSATION_ID_BYTES);
  const partAt = (index: number): Part => {
    const part = parts[index];
    if (part === undefined) throw new Error(`no partition ${index}`);
    return part;
  };
  return {
    add: (row) => {
      writeGiftId(row, id, 0);
      addRow(partAt(partitionOf((id[0] ?? 0) * 256 + (id[1] ?? 0), count)), row, id);
    },
    read: (index) => readPart(partAt(index)),
    close: () => {
      for (const { file } of parts) if (file !== undefined) closeSync(file);
    },
  };
}

function addRow(part: Part, row: GiftRow, id: Uint8Array): void {
  const bytes = rowBytes(row);
  const needed = HEAD + bytes.length;
  if (part.used + needed > part.buffer.length) makeRoom(part, needed);
  const { buffer, used } = part;
  const { cells, layout } = row;
  buffer.writeUInt32LE(bytes.length, used);
  buffer.writeUInt32LE(startOfCell(cells, layout.ignoredFrom) - cells.from, used + 4);
  buffer.writeUInt32LE(endOfCell(cells, layout.ignoredTo - 1) - cells.from, used + 8);
  buffer[used + 12] = row.table;
  buffer.set(id, used + ID);
  buffer.set(bytes, used + HEAD);
  part.used += needed;
}

function makeRoom(part: Part, needed: number): void {
  if (part.used > 0 && part.buffer.length >= BUFFER) {
    attempt(part.path, () => {
      part.file ??= openSync(part.path, "wx", 0o600);
      for (let written = 0; written < part.used; )
        written += writeSync(part.file, part.buffer, written, part.used - written);
    });
    part.used = 0;
  }
  if (part.used + needed <= part.buffer.length) return;
  const grown = Buffer.allocUnsafe(Math.max(part.used + needed, Math.min(BUFFER, part.buffer.length * 4), 4096));
  part.buffer.copy(grown, 0, 0, part.used);
  part.buffer = grown;
}

function readPart({ path, buffer, used, file }: Part): Buffer {
  const rest = buffer.subarray(0, used);
  return file === undefined ? rest : Buffer.concat([readWhole(path), rest]);
}

function partitionOf(first16Bits: number, count: number): number {
  return Math.floor((first16Bits * count) / 0x10000);
}

/** Calls `visit` for every row, with the offset of its id. */
export function visitKeptRows(partition: Buffer, visit: (row: KeptRow, idAt: number) => void): void {
  for (let at = 0; at < partition.length; ) {
    const from = at + HEAD;
    const to = from + partition.readUInt32LE(at);
    visit(keptAt(partition, at + ID), at + ID);
    at = to;
  }
}

/** The row whose id begins at an offset. */
export function keptAt(partition: Buffer, idAt: number): KeptRow {
  const at = idAt - ID;
  const from = at + HEAD;
  return {
    table: partition[at + 12] === 0 ? 0 : 1,
    from,
    to: from + partition.readUInt32LE(at),
    ignoredFrom: from + partition.readUInt32LE(at + 4),
    ignoredTo: from + partition.readUInt32LE(at + 8),
  };
}
