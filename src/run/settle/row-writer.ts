/** Writes the output rows of blocks in big pieces. Rows that follow each other in a block are copied at once. */
import { createRowTotal } from "../../book/row-total.ts";
import type { StagedFile } from "../../book/staging.ts";

export interface RowWriter {
  /** Writes rows, which are the bytes `from … to` (exclusive). @param rows how many rows there are. */
  write(bytes: Uint8Array, from: number, to: number, rows: number): void;
  /** Adds the hash of a row that is written, as two halves. */
  addHash(high: number, low: number): void;
  /** Lets go of the bytes of all rows that were written, so that the bytes may change. */
  release(): void;
  finish(): void;
}

const PIECE = 1 << 20;

export function createRowWriter(file: StagedFile, columns: readonly string[]): RowWriter {
  const piece = Buffer.allocUnsafe(PIECE);
  let used = piece.write(`${columns.join(",")}\n`);
  let rows = 0;
  const total = createRowTotal();
  // Rows that are not copied into the piece yet: `from … to` (exclusive) of these bytes.
  let bytes: Uint8Array = new Uint8Array(0);
  let from = 0;
  let to = 0;

  function flush(): void {
    file.append(piece.subarray(0, used), rows);
    used = 0;
    rows = 0;
  }

  function copyWaiting(): void {
    if (used + to - from > PIECE) flush();
    if (to - from > PIECE) file.append(bytes.subarray(from, to));
    else {
      piece.set(bytes.subarray(from, to), used);
      used += to - from;
    }
    from = to;
  }

  function write(source: Uint8Array, start: number, end: number, count: number): void {
    if (bytes !== source || to !== start) {
      copyWaiting();
      bytes = source;
      from = start;
    }
    to = end;
    rows += count;
  }

  return {
    write,
    release: copyWaiting,
    addHash: total.addHash,
    finish: () => {
      copyWaiting();
      flush();
      file.finish(total.text());
    },
  };
}
