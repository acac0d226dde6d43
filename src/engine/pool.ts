/**
 * Who does the work: this thread where there is little to do, else as many threads as asked for.
 *
 * Of these one scans all blocks, and the others decide what it finds: scanning is the smaller part, and whoever only
 * scans does not have to warm up the rules. With two, the one that scans is this one, which reads and would have little
 * else to do. The scanner helps out where more rows wait to be decided than it takes time to warm up for.
 *
 * Starting threads costs more than a small export takes. Where the size is known they start at once or never; of a pipe,
 * the first megabytes are decided here. Each block's answer is a promise, and whoever awaits them in order gets them in
 * input order, however many threads there are.
 */
import { nothingDecided, resultOf } from "./decide-block.ts";
import { createRowDecider, type DecideRows } from "./decide-rows.ts";
import type { SortedPrints } from "./fingerprints.ts";
import type { BlockJob, BlockResult, DecidedRows, DecideJob, ScannedBlock, Setup } from "./job.ts";
import type { RowPages } from "./pages.ts";
import { collectSuspects, type Suspect, searchRepeats, shareSearch } from "./repeats.ts";
import { createBlockScanner, type ScanBlock } from "./scan-block.ts";
import { startThread, type Thread } from "./thread.ts";

export interface Pool {
  /** Says by what blocks are decided; none can be before. */
  start(setup: Setup): void;
  /**
   * Blocks of an export are asked for in their order, and each is told where it begins once the one before it was scanned.
   */
  decide(job: BlockJob, onScanned: OnScanned): Promise<BlockResult>;
  /** Marks duplicates and returns the suspects, in input order; see `repeats.ts`. */
  findRepeats(rows: RowPages, prints: SortedPrints): Promise<readonly Suspect[]>;
  /** How many blocks are worth having under way at once. */
  readonly width: number;
  close(): Promise<void>;
}

/** Called once nobody needs the bytes of a block any more, with its lines; returns the number of its first one. */
export type OnScanned = (lines: number) => number;

const BYTES_DECIDED_HERE = 8 * 1024 * 1024;
/** Where every decider has as many rows waiting, the scanner helps: they take longer than to get as fast as a decider is. */
const MANY_ROWS = 30_000;
/** With two threads blocks are scanned before they wait, and what waits of them is small. */
const WIDTH_OF_TWO = 33;
const WIDTH_PER_JOB = 4;

/**
 * Threads that are worth having get ready from now on, while the rules are still being read.
 * @param size bytes of all exports; undefined when nobody knows before the end.
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

  async function decide(job: BlockJob, onScanned: OnScanned): Promise<BlockResult> {
    if (setup === undefined || here === undefined) throw new Error("a block before the rules");
    bytesTaken += job.bytes.length;
    if (threads === undefined && jobs > 1 && bytesTaken > BYTES_DECIDED_HERE) {
      threads = startThreads(jobs);
      setUp(threads, setup);
    }
    // Rows go to those who were there when they were scanned: services are numbered by who scans.
    const { scanner = here, deciders } = threads ?? NO_THREADS;
    const scanned = await scanner.scan(job);
    const { candidates, lines } = scanned;
    const firstLine = onScanned(lines);
    if (candidates.count === 0) return resultOf(scanned, nothingDecided());
    const { source, exportIndex, layout } = job;
    const decider = chooseDecider(scanner, deciders);
    return resultOf(scanned, await decider.decide({ source, exportIndex, layout, firstLine, candidates }));
  }

  async function findRepeats(rows: RowPages, prints: SortedPrints): Promise<readonly Suspect[]> {
    const all = allOf(threads);
    const searches = shareSearch(rows, prints, threads?.scanner === undefined ? all.length + 1 : all.length);
    // Asked first, so that they search while this thread does; whatever any of them throws is thrown here.
    const found = searches.map(async (search, index) => all[index]?.search(search) ?? searchRepeats(search));
    return collectSuspects(await Promise.all(found));
  }

  return {
    start,
    decide,
    findRepeats,
    width: jobs === 1 ? 1 : jobs === 2 ? WIDTH_OF_TWO : jobs * WIDTH_PER_JOB + 1,
    close: async () => {
      await Promise.all(allOf(threads).map((thread) => thread.close()));
    },
  };
}

/** Whoever scans, and may help to decide. */
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
  /** Undefined where it is this one. */
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

/** Of the deciders the one with the least to do; the scanner where there is none, or so much waits that it has to help. */
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
