/**
 * Keeps one shared text for each distinct value of cells, so that columns with few values (service, channel, status,
 * currency) cost no text per row. A text is found by the bytes of its cell.
 *
 * A cell is looked for among the last values of its column, and then in the table of all values. A cell that is in neither is
 * decoded, and kept unless the table is full.
 */
import type { RowCells } from "../kernel/row-cells.ts";
import { cellText } from "./cells.ts";
import { endOfCell, hasDoubledQuotes, startOfCell } from "./scanner.ts";

export interface Interner {
  cell(bytes: Buffer, row: RowCells, index: number): string;
}

interface Entry {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** The number of values that are remembered for each column. */
const RECENT = 16;
const SLOTS = 8192;
const MOST_ENTRIES = 4096;
/** Bytes of a cell; the text of a longer one is not kept. */
const LONGEST = 64;
const NOTHING: Entry = { bytes: new Uint8Array(0), text: "" };

export function createInterner(): Interner {
  const slots: (Entry | undefined)[] = new Array(SLOTS).fill(undefined);
  /** The last values of each column, by length, first byte and last byte. Most columns hold the same few values again. */
  const recent: Entry[] = [];
  let entries = 0;

  function cell(bytes: Buffer, row: RowCells, index: number): string {
    if (index < 0 || index >= row.count) return "";
    const start = startOfCell(row, index);
    const end = endOfCell(row, index);
    if (end === start) return "";
    const place = index * RECENT + placeOf(bytes, start, end);
    const before = recent[place];
    if (before !== undefined && isSame(before.bytes, bytes, start, end)) return before.text;
    if (end - start > LONGEST || hasDoubledQuotes(row, index)) return cellText(bytes, row, index);
    let hash = end - start;
    for (let at = start; at < end; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
    let slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
    for (let entry = slots[slot]; entry !== undefined; entry = slots[slot]) {
      if (isSame(entry.bytes, bytes, start, end)) return remember(place, entry);
      slot = (slot + 1) & (SLOTS - 1);
    }
    const text = cellText(bytes, row, index);
    if (entries === MOST_ENTRIES) return text;
    entries += 1;
    const entry = { bytes: Uint8Array.from(bytes.subarray(start, end)), text };
    slots[slot] = entry;
    return remember(place, entry);
  }

  function remember(place: number, entry: Entry): string {
    while (recent.length <= place) recent.push(NOTHING);
    recent[place] = entry;
    return entry.text;
  }

  return { cell };
}

/** The place of a value among the last values of its column. Few words share a place. */
function placeOf(bytes: Uint8Array, start: number, end: number): number {
  return (end - start + (bytes[start] ?? 0) + 3 * (bytes[end - 1] ?? 0)) & (RECENT - 1);
}

function isSame(known: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (known.length !== end - start) return false;
  for (let index = 0; index < known.length; index += 1) {
    if (known[index] !== bytes[start + index]) return false;
  }
  return true;
}
