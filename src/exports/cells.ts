/** The content of scanned cells as text. */
import type { RowCells } from "./scanner.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export function cellText(bytes: Uint8Array, row: RowCells, index: number): string {
  if (index >= row.count) return "";
  const text = decoder.decode(bytes.subarray(row.starts[index], row.ends[index]));
  return row.quoting[index] === 2 ? text.replaceAll('""', '"') : text;
}

export function rowTexts(bytes: Uint8Array, row: RowCells): string[] {
  return Array.from({ length: Math.min(row.count, row.starts.length) }, (_, index) => cellText(bytes, row, index));
}
