/** The three words that a row is told by among all others: see `pages.ts`. */
import { firstWord, mixBytes, restartLanes, secondWord, startingLanes } from "../exports/fingerprint.ts";
import type { Layout } from "../exports/layout.ts";
import type { RowCells } from "../exports/scanner.ts";
import { identityAndRow } from "./pages.ts";

/** Writes the words of a row of a block to `words`, from `at` on. */
export type PrintRow = (row: RowCells, words: Uint32Array, at: number) => void;

export function createRowPrinter({ kind, delimiter, columns, id, service }: Layout, bytes: Buffer): PrintRow {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kindLanes = startingLanes(kind);
  // The same bytes under another header say something else.
  const headerLanes = startingLanes(`${delimiter}${columns.join("\0")}`);
  const identity = kindLanes.slice();
  const content = headerLanes.slice();
  return (row, words, at) => {
    restartLanes(identity, kindLanes);
    mixBytes(identity, bytes, view, row.starts[service] ?? 0, row.ends[service] ?? 0);
    mixBytes(identity, bytes, view, row.starts[id] ?? 0, row.ends[id] ?? 0);
    restartLanes(content, headerLanes);
    mixBytes(content, bytes, view, row.from, row.to);
    words[at] = firstWord(identity);
    words[at + 1] = identityAndRow(secondWord(identity), secondWord(content));
    words[at + 2] = firstWord(content);
  };
}
