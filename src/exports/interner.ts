/**
 * One shared text per distinct cell value, so that columns with few values (service, channel, status, currency) cost
 * no text per row. Found by the bytes; a table that has filled up decodes without keeping.
 */

import { cellText } from "./cells.ts";
import type { RowCells } from "./scanner.ts";

export interface Interner {
  cell(bytes: Buffer, row: RowCells, index: number): string;
}

interface Entry {
  readonly bytes: Uint8Array;
  readonly text: string;
}

const SLOTS = 8192;
const MOST_ENTRIES = 4096;
const LONGEST = 64;

export function createInterner(): Interner {
  const slots: (Entry | undefined)[] = new Array(SLOTS).fill(undefined);
  let entries = 0;

  function cell(bytes: Buffer, row: RowCells, index: number): string {
    if (index < 0 || index >= row.count) return "";
    const start = row.starts[index] ?? 0;
    const end = row.ends[index] ?? 0;
    if (end === start) return "";
    if (end - start > LONGEST || row.quoting[index] === 2) return cellText(bytes, row, index);
    let hash = 0;
    for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
    let slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
    for (let entry = slots[slot]; entry !== undefined; entry = slots[slot]) {
      if (isSame(entry.bytes, bytes, start, end)) return entry.text;
      slot = (slot + 1) & (SLOTS - 1);
    }
    const text = cellText(bytes, row, index);
    if (entries < MOST_ENTRIES) {
      slots[slot] = { bytes: Uint8Array.from(bytes.subarray(start, end)), text };
      entries += 1;
    }
    return text;
  }

  return { cell };
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let index = 0; index < known.length; index += 1) {
    if (known[index] !== bytes[start + index]) return false;
  }
  return true;
}
