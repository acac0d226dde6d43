/**
 * Shares the work out: this thread does it alone where there is little to do, else as many threads as were asked for.
 *
 * One thread scans all blocks, and the other threads decide the candidates: to scan is the smaller part, and a thread that
 * only scans does not have to warm up the rules.
 *
 *     jobs    reads         scans           decides
 *     1       this one      this one        this one
 *     2       this one      this one        1 thread
 *     4       this one      1 thread        3 threads
 *
 * The scanner helps to decide where so many rows wait that the time to warm up is worth it.
 *
 * To start threads takes longer than to read a small export. Where the size is known, threads start at once or never; the
 * first megabytes of a pipe are decided on this thread. Answers are promises. A caller that awaits the answers in the order of
 * the blocks gets the same output with any number of threads.
 */
import { createRowDecider, type DecideRows } from "./decide/decide-rows.ts";
import { type SearchedRows, searchRepeats, shareSearch } from "./repeats/repeats.ts";
import { addSums, type SuspectSums } from "./repeats/suspects.ts";
import type { BlockJob, DecidedRows, DecideJob, ScannedBlock, Setup } from "./rows/job.ts";
import { createBlockScanner, type ScanBlock } from "./scan/scan-block.ts";
import { startThread, type Thread } from "./thread.ts";

export interface Pool {
  /** Takes the rules by which blocks are decided. The caller calls this before the first block. */
  start(setup: Setup): void;
  /** Scans a block. The caller gives the blocks of an export in their order, and they are scanned in their order. */
  scan(job: BlockJob): Promise<Scanned>;
  /** Marks duplicates and suspects, and returns the sums of the suspects; see `repeats.ts`. */
  findRepeats(searched: SearchedRows): Promise<SuspectSums>;
  /** How many blocks should be under way at once. */
  readonly width: number;
  close(): Promise<void>;
}

/** A block that was scanned: nothing needs its bytes any more. */
export interface Scanned {
  readonly block: ScannedBlock;
  /** Decides the candidates of the block; the caller asks once, where there are candidates. */
  decide(job: DecideJob): Promise<DecidedRows>;
}

const BYTES_DECIDED_HERE = 8 * 1024 * 1024;
/** So many rows wait for each decider before the scanner helps: to decide them takes longer than the scanner takes to warm up. */
const MANY_ROWS = 30_000;
/** With two jobs a block waits only after it was scanned, and its candidates are small. */
const WIDTH_OF_TWO = 33;
const WIDTH_PER_JOB = 4;

/**
 * Makes a pool. Threads that are surely needed start now, and get ready while the rules are still being read.
 * @param size bytes of all exports; undefined when the size is only known at the end.
 */
export function createPool(jobs: number, size: number | undefined): Pool {
  let setup: Setup | undefined;
  let here: Scanner | undefined;
  let threads = jobs > 1 && size !== undefined && size > BYTES_DECIDED_HERE ? startThreads(jobs) : undefined;
  let bytesTaken = 0;

  function start(by: Setup): void {
    setup = by;
    here = thisThread(by);
    if (threads !== undefined) setUp(threads, by);
  }

  async function scan(job: BlockJob): Promise<Scanned> {
    if (setup === undefined || here === undefined) throw new Error("a block before the rules");
    bytesTaken += job.bytes.length;
    if (threads === undefined && jobs > 1 && bytesTaken > BYTES_DECIDED_HERE) {
      threads = startThreads(jobs);
      setUp(threads, setup);
    }
    // Candidates go to threads that were there when their block was scanned: a service has another number in each scanner.
    const { scanner = here, deciders } = threads ?? NO_THREADS;
    const block = await scanner.scan(job);
    return { block, decide: async (rows) => chooseDecider(scanner, deciders).decide(rows) };
  }

  async function findRepeats(searched: SearchedRows): Promise<SuspectSums> {
    const all = allOf(threads);
    const parts = threads?.scanner === undefined ? all.length + 1 : all.length;
    const searches = shareSearch(searched, parts);
    // The threads are asked first, so that they search while this thread searches. An error of a thread is thrown here.
    const found = searches.map(async (search, index) => all[index]?.search(search) ?? searchRepeats(search));
    return addSums(await Promise.all(found));
  }

  return {
    start,
    scan,
    findRepeats,
    width: jobs === 1 ? 1 : jobs === 2 ? WIDTH_OF_TWO : jobs * WIDTH_PER_JOB + 1,
    close: async () => {
      await Promise.all(allOf(threads).map((thread) => thread.close()));
    },
  };
}

/** A thread that scans, and may help to decide. */
interface Scanner {
  scan(job: BlockJob): ScannedBlock | Promise<ScannedBlock>;
  decide(job: DecideJob): DecidedRows | Promise<DecidedRows>;
  isIdle(): boolean;
}

function thisThread(setup: Setup): Scanner {
  let scanBlock: ScanBlock | undefined;
  let decideRows: DecideRows | undefined;
  return {
    scan: (job) => {
      scanBlock ??= createBlockScanner(setup);
      return scanBlock(job);
    },
    decide: (job) => {
      decideRows ??= createRowDecider(setup);
      return decideRows(job);
    },
    isIdle: () => true,
  };
}

interface Threads {
  /** Undefined where this thread scans. */
  readonly scanner: Thread | undefined;
  readonly deciders: readonly Thread[];
}

function startThreads(jobs: number): Threads {
  return {
    scanner: jobs > 2 ? startThread() : undefined,
    deciders: Array.from({ length: jobs - 1 }, startThread),
  };
}

const NO_THREADS: Threads = { scanner: undefined, deciders: [] };

function setUp({ scanner, deciders }: Threads, setup: Setup): void {
  scanner?.start("scanner", setup);
  for (const decider of deciders) decider.start("decider", setup);
}

function allOf(threads: Threads | undefined): readonly Thread[] {
  if (threads === undefined) return [];
  const { scanner, deciders } = threads;
  return scanner === undefined ? deciders : [scanner, ...deciders];
}

/** The decider with the fewest rows waiting; the scanner where there is no decider, or where so many rows wait that it helps. */
function chooseDecider(scanner: Scanner, deciders: readonly Thread[]): Pick<Scanner, "decide"> {
  const waiting = deciders.reduce((sum, decider) => sum + decider.rowsWaiting(), 0);
  if (waiting >= MANY_ROWS * deciders.length && scanner.isIdle()) return scanner;
  return (
    deciders.reduce<Thread | undefined>(
      (a, b) => (a !== undefined && a.rowsWaiting() <= b.rowsWaiting() ? a : b),
      undefined,
    ) ?? scanner
  );
}
