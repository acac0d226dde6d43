/**
 * The fingerprints of all rows, kept until repeats are searched for.
 *
 * They are gathered into stretches (`kernel/wasm/repeats.ts`). Each stretch is sorted into partitions by identity, so that a
 * partition of all rows is put together from its parts in every stretch. A few stretches stay in shared memory, where threads
 * can search at the same time; the others lie in a file, so that memory does not grow with the input.
 *
 *     rows of the input    stretch 1   [p0|p1|p2|p3]     in memory
 *                          stretch 2   [p0|p1|p2|p3]     in the file
 *     partition 1 is       p1 of stretch 1, then p1 of stretch 2: in input order
 */

import { MOST_PARTITIONS, SORTED_ROW_BYTES, STRETCH_ROWS } from "../../kernel/numbers.ts";
import { powerOfTwo } from "../../kernel/power-of-two.ts";
import { createStretchSorter, type StretchSorter } from "../../kernel/repeat-kernel.ts";
import { DECIDED, REJECTED_NAMELESS } from "../rows/row-codes.ts";
import { createScratchFile, openScratch } from "../rows/scratch-file.ts";

export interface Fingerprints {
  /** Adds the next rows in input order. */
  add(rows: RowPrints): void;
  /** All rows that were added, sorted; no row can be added after that. */
  finish(): SortedPrints;
  /** Gives back all memory, and removes the file. */
  close(): void;
}

/**
 * Three numbers of 32 bits per row, for 48 bits of its identity and 48 bits of its content:
 *
 *     identity, 32 bits | identity, 16 more, and content, 16 more | content, 32 bits
 */
export interface RowPrints {
  readonly codes: Uint8Array;
  readonly fingerprints: Uint32Array;
}

/** Plain data, on shared memory and in a file. */
export interface SortedPrints {
  readonly partitions: number;
  readonly stretches: readonly Stretch[];
  /** Holds the stretches that are not in memory. */
  readonly file: string;
}

interface Stretch {
  /** The number of its rows before each partition; the last entry is the number of all its rows. */
  readonly before: Uint32Array;
  /** Its rows, or the offset in the file at which they begin. */
  readonly rows: Uint8Array | number;
}

export interface FingerprintRoom {
  /** Rows of a stretch. */
  readonly stretchRows: number;
  /** Bytes of stretches that stay in memory, 16 for each row. */
  readonly memory: number;
}

const USUAL_ROOM: FingerprintRoom = { stretchRows: STRETCH_ROWS, memory: 8 * 1024 * 1024 };
const ROWS_PER_PARTITION = 1 << 14;
const NAMELESS = { code: REJECTED_NAMELESS, bits: DECIDED };

/** @param path the file for the stretches that exceed the room. */
export function createFingerprints(path: string, { stretchRows, memory }: FingerprintRoom = USUAL_ROOM): Fingerprints {
  const file = createScratchFile(path);
  const stretches: Stretch[] = [];
  let sorter: StretchSorter | undefined;
  let partitions: number | undefined;
  let waiting = 0;
  let rowsBefore = 0;
  let kept = 0;

  function add({ codes, fingerprints }: RowPrints): void {
    sorter ??= createStretchSorter(NAMELESS);
    for (let done = 0; done < codes.length; ) {
      const end = Math.min(codes.length, done + stretchRows - waiting);
      sorter.put(waiting, codes.subarray(done, end), fingerprints.subarray(done * 3, end * 3));
      waiting += end - done;
      done = end;
      if (waiting === stretchRows) sortWaiting(sorter);
    }
  }

  function sortWaiting(by: StretchSorter): void {
    // Where the first stretch is not full, it is the only one.
    partitions ??= waiting === stretchRows ? MOST_PARTITIONS : powerOfTwo(waiting / ROWS_PER_PARTITION);
    const { before, rows } = by.sort(waiting, rowsBefore, partitions);
    stretches.push({ before, rows: keep(rows) });
    rowsBefore += waiting;
    waiting = 0;
  }

  function keep(rows: Uint8Array): Stretch["rows"] {
    if (kept + rows.length > memory) return file.append(rows);
    kept += rows.length;
    const copy = new Uint8Array(new SharedArrayBuffer(rows.length));
    copy.set(rows);
    return copy;
  }

  return {
    add,
    finish: () => {
      if (sorter !== undefined && waiting > 0) sortWaiting(sorter);
      sorter = undefined;
      return { partitions: partitions ?? 1, stretches, file: path };
    },
    close: () => {
      stretches.length = 0;
      file.close();
    },
  };
}

/** Puts a partition together from its parts in the stretches. */
export interface PartitionReader {
  /** How many rows are in a partition. */
  size(partition: number): number;
  /** Fills `into` with the rows of a partition, in input order. */
  read(partition: number, into: Uint8Array): void;
  close(): void;
}

export function openPartitions({ stretches, file }: SortedPrints): PartitionReader {
  const scratch = stretches.some(({ rows }) => typeof rows === "number") ? openScratch(file) : undefined;

  function read(partition: number, into: Uint8Array): void {
    let filled = 0;
    for (const { before, rows } of stretches) {
      const from = (before[partition] ?? 0) * SORTED_ROW_BYTES;
      const to = (before[partition + 1] ?? 0) * SORTED_ROW_BYTES;
      if (typeof rows !== "number") into.set(rows.subarray(from, to), filled);
      else scratch?.read(rows + from, into.subarray(filled, filled + to - from));
      filled += to - from;
    }
  }

  return {
    size: (partition) =>
      stretches.reduce((sum, { before }) => sum + (before[partition + 1] ?? 0) - (before[partition] ?? 0), 0),
    read,
    close: () => scratch?.close(),
  };
}
