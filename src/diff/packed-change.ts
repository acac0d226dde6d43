/** A change as bytes, to be kept: for each side its table (or none), its length and its row. */
import type { GiftRow, GiftTable } from "./gift-rows.ts";
import { rowBytes } from "./gift-rows.ts";
import type { KeptRow } from "./partitions.ts";

export interface PackedSide {
  readonly table: GiftTable;
  readonly bytes: Uint8Array;
}

const NONE = 0xff;
const HEAD = 5;

export function packChange(before: PackedSide | undefined, after: PackedSide | undefined): Uint8Array {
  const sides = [before, after];
  const packed = Buffer.allocUnsafe(sides.reduce((sum, side) => sum + HEAD + (side?.bytes.length ?? 0), 0));
  let at = 0;
  for (const side of sides) {
    at = packed.writeUInt8(side?.table ?? NONE, at);
    at = packed.writeUInt32LE(side?.bytes.length ?? 0, at);
    packed.set(side?.bytes ?? [], at);
    at += side?.bytes.length ?? 0;
  }
  return packed;
}

/** Before and after. */
export function unpackChange(packed: Uint8Array): readonly [PackedSide | undefined, PackedSide | undefined] {
  const view = Buffer.from(packed.buffer, packed.byteOffset, packed.length);
  const length = view.readUInt32LE(1);
  return [sideAt(view, 0), sideAt(view, HEAD + length)];
}

function sideAt(view: Buffer, at: number): PackedSide | undefined {
  const table = view.readUInt8(at);
  if (table === NONE) return undefined;
  const from = at + HEAD;
  return { table: table === 0 ? 0 : 1, bytes: view.subarray(from, from + view.readUInt32LE(at + 1)) };
}

export function sideOfRow(row: GiftRow): PackedSide {
  return { table: row.table, bytes: rowBytes(row) };
}

export function sideOfKept(partition: Buffer, { table, from, to }: KeptRow): PackedSide {
  return { table, bytes: partition.subarray(from, to) };
}
