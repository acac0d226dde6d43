/**
 * The fingerprints of all rows, kept until repeats are searched for.
 *
 * They are gathered into runs, and each run is sorted by identity into partitions (`kernel/wasm/repeats.ts`): a partition of all
 * rows is put together from its parts in every run. A few runs stay in memory, on which threads can search side by side;
 * the others lie in a file, so that memory does not grow with what is read.
 */

import { MOST_PARTITIONS, RUN_ROWS, SORTED_ROW_BYTES } from "../kernel/numbers.ts";
import { powerOfTwo } from "../kernel/power-of-two.ts";
import { createRunSorter, type RunSorter } from "../kernel/repeat-kernel.ts";
import { DECIDED, REJECTED_NAMELESS } from "./rows.ts";
import { createScratchFile, openScratch } from "./scratch-file.ts";

export interface Fingerprints {
  /** Adds the next rows in input order. */
  add(rows: RowPrints): void;
  /** All that were added. */
  finish(): SortedPrints;
  /** Gives back all memory, and removes what was put on disk. */
  close(): void;
}

/** Three words per row: the identity's, half of the identity's other and half of the row's other, the row's. */
export interface RowPrints {
  readonly codes: Uint8Array;
  readonly fingerprints: Uint32Array;
}

/** Plain data, on shared memory and in a file. */
export interface SortedPrints {
  readonly partitions: number;
  readonly runs: readonly SortedRun[];
  /** Where the runs are that are not in memory. */
  readonly file: string;
}

interface SortedRun {
  /** How many of its rows come before each partition; one more for those of all. */
  readonly before: Uint32Array;
  /** Its rows, or where they begin in the file. */
  readonly rows: Uint8Array | number;
}

export interface FingerprintRoom {
  /** Rows of a run. */
  readonly runRows: number;
  /** Bytes of runs that are kept in memory, sixteen for a row. */
  readonly memory: number;
}

const USUAL_ROOM: FingerprintRoom = { runRows: RUN_ROWS, memory: 8 * 1024 * 1024 };
const ROWS_PER_PARTITION = 1 << 14;
const NAMELESS = { code: REJECTED_NAMELESS, bits: DECIDED };

/** @param path where to put what exceeds the room. */
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
    // A first run that is not full is the only one.
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
  /** Fills `into` with them, in input order. */
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
