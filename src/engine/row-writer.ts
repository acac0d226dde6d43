/** Puts output rows together from a block's bytes and the line numbers known only now, and writes them in big pieces. */
import { createRowTotal } from "../book/row-total.ts";
import type { StagedFile } from "../book/staging.ts";
import type { OutcomeTable } from "./outcomes.ts";

export interface RowWriter {
  /** Writes the entry at a position, with the number of its line in the file. */
  write(outcomes: OutcomeTable, at: number, line: number): void;
  finish(): void;
}

const PIECE = 1 << 20;
const LONGEST_LINE_NUMBER = 16;

export function createRowWriter(file: StagedFile, columns: readonly string[]): RowWriter {
  let piece = Buffer.allocUnsafe(PIECE);
  let used = piece.write(`${columns.join(",")}\n`);
  let rows = 0;
  const total = createRowTotal();

  function flush(): void {
    file.append(piece.subarray(0, used), rows);
    used = 0;
    rows = 0;
  }

  function write({ bytes, before, after }: OutcomeTable, at: number, line: number): void {
    const from = at === 0 ? 0 : (after[at - 1] ?? 0);
    const split = before[at] ?? 0;
    const to = after[at] ?? 0;
    const needed = to - from + LONGEST_LINE_NUMBER;
    if (used + needed > piece.length) flush();
    if (needed > piece.length) piece = Buffer.allocUnsafe(needed * 2);
    const start = used;
    for (let byte = from; byte < split; byte += 1) piece[used + byte - from] = bytes[byte] ?? 0;
    used += split - from;
    used = writeDecimal(line, piece, used);
    for (let byte = split; byte < to; byte += 1) piece[used + byte - split] = bytes[byte] ?? 0;
    used += to - split;
    total.add(piece, start, used - 1);
    rows += 1;
  }

  return {
    write,
    finish: () => {
      flush();
      file.finish(total.text());
    },
  };
}

/** Writes a whole number and returns where it ends. */
function writeDecimal(value: number, into: Uint8Array, from: number): number {
  let end = from + 1;
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) end += 1;
  let rest = value;
  for (let at = end - 1; at >= from; at -= 1) {
    into[at] = 0x30 + (rest % 10);
    rest = Math.floor(rest / 10);
  }
  return end;
}
