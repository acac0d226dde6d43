/**
 * The fingerprints of all rows, kept until repeats are searched for.
 *
 * They are gathered into sorted runs (`kernel/wasm/repeats.ts`). Each sorted run is divided into partitions by identity, so
 * that a partition of all rows is put together from its parts in every sorted run. A few sorted runs stay in shared memory,
 * where threads can search at the same time; the others lie in a file, so that memory does not grow with the input.
 *
 *     rows of the input    run 1   [p0|p1|p2|p3]     in memory
 *                          run 2   [p0|p1|p2|p3]     in the file
 *     partition 1 is       p1 of run 1, then p1 of run 2: in input order
 */

import { MOST_PARTITIONS, RUN_ROWS, SORTED_ROW_BYTES } from "../../kernel/numbers.ts";
import { powerOfTwo } from "../../kernel/power-of-two.ts";
import { createRunSorter, type RunSorter } from "../../kernel/repeat-kernel.ts";
import { DECIDED, REJECTED_NAMELESS } from "../rows/row-codes.ts";
import { createScratchFile, openScratch } from "../rows/scratch-file.ts";

export interface Fingerprints {
  /** Adds the next rows in input order. */
  add(rows: RowPrints): void;
  /** All rows that were added, sorted; none can be added any more. */
  finish(): SortedPrints;
  /** Gives back all memory, and removes the file. */
  close(): void;
}

/**
 * Three words of 32 bits per row, for 48 bits of its identity and 48 bits of its content:
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
  readonly runs: readonly SortedRun[];
  /** Holds the sorted runs that are not in memory. */
  readonly file: string;
}

interface SortedRun {
  /** The number of its rows before each partition; the last entry is the number of all its rows. */
  readonly before: Uint32Array;
  /** Its rows, or the offset in the file at which they begin. */
  readonly rows: Uint8Array | number;
}

export interface FingerprintRoom {
  /** Rows of a run. */
  readonly runRows: number;
  /** Bytes of sorted runs that stay in memory, 16 for each row. */
  readonly memory: number;
}

const USUAL_ROOM: FingerprintRoom = { runRows: RUN_ROWS, memory: 8 * 1024 * 1024 };
const ROWS_PER_PARTITION = 1 << 14;
const NAMELESS = { code: REJECTED_NAMELESS, bits: DECIDED };

/** @param path the file for the sorted runs that exceed the room. */
export function createFingerprints(path: string, { runRows, memory }: FingerprintRoom = USUAL_ROOM): Fingerprints {
  const file = createScratchFile(path);
  const runs: SortedRun[] = [];
  let sorter: RunSorter | undefined;
  let partitions: number | undefined;
  let waiting = 0;
  let rowsBefore = 0;
  let kept = 0;

  function add({ codes, fingerprints }: RowPrints): void {
    sorter ??= createRunSorter(NAMELESS);
    for (let done = 0; done < codes.length; ) {
      const end = Math.min(codes.length, done + runRows - waiting);
      sorter.put(waiting, codes.subarray(done, end), fingerprints.subarray(done * 3, end * 3));
      waiting += end - done;
      done = end;
      if (waiting === runRows) sortWaiting(sorter);
    }
  }

  function sortWaiting(by: RunSorter): void {
    // Where the first run is not full, it is the only one.
    partitions ??= waiting === runRows ? MOST_PARTITIONS : powerOfTwo(waiting / ROWS_PER_PARTITION);
    const { before, rows } = by.sort(waiting, rowsBefore, partitions);
    runs.push({ before, rows: keep(rows) });
    rowsBefore += waiting;
    waiting = 0;
  }

  function keep(rows: Uint8Array): SortedRun["rows"] {
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
      return { partitions: partitions ?? 1, runs, file: path };
    },
    close: () => {
      runs.length = 0;
      file.close();
    },
  };
}

/** Puts partitions together. */
export interface PartitionReader {
  /** How many rows are in a partition. */
  size(partition: number): number;
  /** Fills `into` with the rows of a partition, in input order. */
  read(partition: number, into: Uint8Array): void;
  close(): void;
}

export function openPartitions({ runs, file }: SortedPrints): PartitionReader {
  const scratch = runs.some(({ rows }) => typeof rows === "number") ? openScratch(file) : undefined;

  function read(partition: number, into: Uint8Array): void {
    let filled = 0;
    for (const { before, rows } of runs) {
      const from = (before[partition] ?? 0) * SORTED_ROW_BYTES;
      const to = (before[partition + 1] ?? 0) * SORTED_ROW_BYTES;
      if (typeof rows !== "number") into.set(rows.subarray(from, to), filled);
      else scratch?.read(rows + from, into.subarray(filled, filled + to - from));
      filled += to - from;
    }
  }

  return {
    size: (partition) =>
      runs.reduce((sum, { before }) => sum + (before[partition + 1] ?? 0) - (before[partition] ?? 0), 0),
    read,
    close: () => scratch?.close(),
  };
}
