/** Finds bytes that are no text in UTF-8 in a column of bytes. */
import { isUtf8 } from "node:buffer";
import type { TableColumn } from "../../kernel/table-kernel.ts";

const NOTHING = new Uint8Array(0);
/** The two high bits of a byte, and what they are in every byte of a character but the first. */
const HIGH_BITS = 0xc0;
const WITHIN_CHARACTER = 0x80;

/** The first row, from 0, with such bytes; undefined where all rows have text or nothing. */
export function findForeignBytes(column: TableColumn, rows: number): number | undefined {
  if (areTexts(column.dictionary ?? column)) return undefined;
  for (let row = 0; row < rows; row += 1) if (!isUtf8(cellBytes(column, row))) return row;
  return undefined;
}

/** Whether all bytes together are text, and no cell begins within a character. */
function areTexts({ values, places, width, skipped = 0 }: TableColumn): boolean {
  if (places === undefined || !isUtf8(values)) return false;
  const view = new DataView(places.buffer, places.byteOffset, places.length);
  for (let at = 0; at < places.length; at += width) {
    if (((values[view.getUint32(at, true) - skipped] ?? 0) & HIGH_BITS) === WITHIN_CHARACTER) return false;
  }
  return true;
}

/** The bytes of a text, or no bytes. */
function cellBytes(column: TableColumn, row: number): Uint8Array {
  const { valid, values, places, width, first, skipped = 0, dictionary } = column;
  const index = first + row;
  if (valid !== undefined && (((valid[index >> 3] ?? 0) >> (index & 7)) & 1) === 0) return NOTHING;
  if (dictionary !== undefined) return cellBytes(dictionary, numberAt(values, index, width));
  if (places === undefined) return NOTHING;
  return values.subarray(numberAt(places, index, width) - skipped, numberAt(places, index + 1, width) - skipped);
}

/** A whole number of 1 to 8 bytes that fits into 6. */
function numberAt(bytes: Uint8Array, index: number, width: number): number {
  const { buffer, byteOffset, length } = bytes;
  return Buffer.from(buffer, byteOffset, length).readUIntLE(index * width, Math.min(width, 6));
}
