/**
 * Who does the work: this thread where there is little to do, else as many worker threads as asked for.
 *
 * Of these one scans all blocks, and the others decide what it finds: scanning is the smaller part, and whoever only
 * scans does not have to warm up the rules. Where nearly every row gets something, it helps out. Starting threads costs more than a small export takes. Where the size is known they
 * start at once or never; of a pipe, the first megabytes are decided here. Each block's answer is a promise, and whoever
 * awaits them in order gets them in input order, however many threads there are.
 */
import { Worker } from "node:worker_threads";
import { nothingDecided, resultOf } from "./decide-block.ts";
import { createRowDecider, type DecideRows } from "./decide-rows.ts";
import type { Answer, BlockJob, BlockResult, DecidedRows, DecideJob, Role, ScannedBlock, Setup, Task } from "./job.ts";
import type { RowPages } from "./pages.ts";
import { collectSuspects, type RepeatSearch, searchRepeats, shareSearch } from "./repeats.ts";
import { createBlockScanner, type ScanBlock } from "./scan-block.ts";

export interface Pool {
  /** Says by what blocks are decided; none can be before. */
  start(setup: Setup): void;
  /**
   * Blocks of an export are asked for in their order, and each is told where it begins once the one before it was scanned.
   */
  decide(job: BlockJob, begin: LineCount): Promise<BlockResult>;
  /** Marks duplicates and returns the ordinals of suspects, ascending; see `repeats.ts`. */
  findRepeats(rows: RowPages): Promise<readonly number[]>;
  /** How many blocks are worth having under way at once. */
  readonly width: number;
  close(): Promise<void>;
}

/** Takes the lines of a block that was scanned and whose bytes nobody needs any more; returns the number of its first one. */
export type LineCount = (lines: number) => number;

/** Of the blocks that are under way, so many need not be waiting to be decided for the scanner to help out. */
const SLACK = 3;
const BYTES_DECIDED_HERE = 8 * 1024 * 1024;

/**
 * Threads that are worth having get ready from now on, while the rules are still being read.
 * @param size bytes of all exports; undefined when nobody knows before the end.
 */
export function createPool(jobs: number, size: number | undefined): Pool {
  let setup: Setup | undefined;
  let here: { readonly scan: ScanBlock; readonly decide: DecideRows } | undefined;
  let threads = jobs > 1 && size !== undefined && size > BYTES_DECIDED_HERE ? startThreads() : undefined;
  let decided = 0;
  const width = jobs === 1 ? 1 : jobs * 4 + 1;

  function startThreads(): Threads {
    return { scanner: startThread(), deciders: Array.from({ length: jobs - 1 }, startThread) };
  }

  function start(by: Setup): void {
    setup = by;
    if (threads !== undefined) setUp(threads, by);
  }

  function setUp({ scanner, deciders }: Threads, by: Setup): void {
    scanner.start("scanner", by);
    for (const decider of deciders) decider.start("decider", by);
  }

  async function decide(job: BlockJob, begin: LineCount): Promise<BlockResult> {
    if (setup === undefined) throw new Error("a block before the rules");
    decided += job.bytes.length;
    if (jobs === 1 || (threads === undefined && decided <= BYTES_DECIDED_HERE)) {
      here ??= { scan: createBlockScanner(setup), decide: createRowDecider(setup) };
      return finish(here.scan(job), job, begin, here.decide);
    }
    if (threads === undefined) {
      threads = startThreads();
      setUp(threads, setup);
    }
    const scanned = await threads.scanner.scan(job);
    return finish(scanned, job, begin, chooseDecider(threads, width - SLACK).decide);
  }

  async function findRepeats(rows: RowPages): Promise<readonly number[]> {
    const all = threads === undefined ? [] : [threads.scanner, ...threads.deciders];
    const searches = shareSearch(rows, Math.max(all.length, 1));
    const found = searches.map((search, index) => all[index]?.search(search) ?? searchRepeats(search));
    return collectSuspects(await Promise.all(found));
  }

  return {
    start,
    decide,
    findRepeats,
    width,
    close: async () => {
      if (threads !== undefined)
        await Promise.all([threads.scanner, ...threads.deciders].map((thread) => thread.close()));
    },
  };
}

/** The scanner helps out where so many blocks wait to be decided that it has nothing else to do. */
function chooseDecider({ scanner, deciders }: Threads, many: number): Thread {
  const waiting = deciders.reduce((sum, decider) => sum + decider.waiting(), 0);
  if (waiting >= many && scanner.waiting() === 0) return scanner;
  return deciders.reduce((a, b) => (b.waiting() < a.waiting() ? b : a));
}

/** Has the rows of a scanned block decided that are for a rule. */
async function finish(
  scanned: ScannedBlock,
  job: BlockJob,
  begin: LineCount,
  decide: (job: DecideJob) => DecidedRows | Promise<DecidedRows>,
): Promise<BlockResult> {
  const { candidates, lines } = scanned;
  const firstLine = begin(lines);
  if (candidates.count === 0) return resultOf(scanned, nothingDecided());
  const { source, exportIndex, layout } = job;
  return resultOf(scanned, await decide({ source, exportIndex, layout, firstLine, candidates }));
}

interface Threads {
  readonly scanner: Thread;
  readonly deciders: readonly Thread[];
}

interface Thread {
  start(role: Role, setup: Setup): void;
  scan(job: BlockJob): Promise<ScannedBlock>;
  /** The candidates are handed over, all but the rows that they stand in. */
  decide(job: DecideJob): Promise<DecidedRows>;
  search(search: RepeatSearch): Promise<Uint32Array>;
  waiting(): number;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** What a thread throws away is thrown away within a block; more room for it would only stay occupied. */
const THREAD_LIMITS = { maxYoungGenerationSizeMb: 4 };

function startThread(): Thread {
  const file = new URL("./worker.js", import.meta.url);
  const worker = new Worker(file, { resourceLimits: THREAD_LIMITS });
  const waiting: Waiting[] = [];
  /** Why it answers no more: what it threw, or that it ended. */
  let end: { readonly reason: unknown } | undefined;
  worker.on("message", (answer: Answer) => waiting.shift()?.resolve(answer));
  worker.on("messageerror", giveUp);
  worker.on("error", giveUp);
  worker.on("exit", (code) => giveUp(new Error(`a worker thread ended with ${code}`)));

  function giveUp(reason: unknown): void {
    end ??= { reason };
    for (const { reject } of waiting.splice(0)) reject(end.reason);
  }

  function ask(task: Task, handedOver: readonly ArrayBuffer[] = []): Promise<Answer> {
    return new Promise((resolve, reject) => {
      // Nobody would ever answer what is sent to a thread that has ended.
      if (end !== undefined) throw end.reason;
      worker.postMessage(task, handedOver);
      waiting.push({ resolve, reject });
    });
  }

  return {
    start: (role, setup) => worker.postMessage({ kind: "start", role, setup } satisfies Task),
    scan: async (job) => {
      const answer = await ask({ kind: "scan", job });
      if (answer.kind === "scanned") return answer.block;
      throw new Error(`a block was answered with ${answer.kind}`);
    },
    decide: async (job) => {
      const { line, starts, ends, renewed, service, cellStarts, cellEnds, quoting, bytes } = job.candidates;
      const handedOver = [line, starts, ends, renewed, service, cellStarts, cellEnds, quoting, bytes].map(
        ({ buffer }) => buffer,
      );
      const answer = await ask({ kind: "decide", job }, handedOver);
      if (answer.kind === "decided") return answer.rows;
      throw new Error(`rows were answered with ${answer.kind}`);
    },
    search: async (search) => {
      const answer = await ask({ kind: "search", search });
      if (answer.kind === "found") return answer.suspects;
      throw new Error(`a search was answered with ${answer.kind}`);
    },
    waiting: () => waiting.length,
    close: async () => {
      await worker.terminate();
    },
  };
}
