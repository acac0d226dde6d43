/**
 * Who does the work: this thread where there is little to do, else as many worker threads as asked for.
 *
 * Starting threads costs more than a small export takes. Where the size is known they start at once or never; of a pipe,
 * the first megabytes are decided here. Each block's answer is a promise, and whoever awaits them in order gets them
 * in input order, however many threads there are.
 */
import { Worker } from "node:worker_threads";
import { createBlockDecider } from "./decide-block.ts";
import type { Answer, BlockJob, BlockResult, Setup, Task } from "./job.ts";
import type { RowPages } from "./pages.ts";
import { collectSuspects, type RepeatSearch, searchRepeats, shareSearch } from "./repeats.ts";

export interface Pool {
  /** An answer that is never awaited, because an earlier one failed, may fail unseen. */
  decide(job: BlockJob): Promise<BlockResult>;
  /** Marks duplicates and returns the ordinals of suspects, ascending; see `repeats.ts`. */
  findRepeats(rows: RowPages): Promise<readonly number[]>;
  /** How many blocks are worth having under way at once. */
  readonly width: number;
  close(): Promise<void>;
}

const BYTES_DECIDED_HERE = 8 * 1024 * 1024;

/** @param size bytes of all exports; undefined when nobody knows before the end. */
export function createPool(setup: Setup, jobs: number, size: number | undefined): Pool {
  let decideHere: ReturnType<typeof createBlockDecider> | undefined;
  let threads = jobs > 1 && size !== undefined && size > BYTES_DECIDED_HERE ? startThreads() : undefined;
  let decided = 0;

  function startThreads(): readonly Thread[] {
    return Array.from({ length: jobs }, () => startThread(setup));
  }

  function decide(job: BlockJob): Promise<BlockResult> {
    const answer = answerTo(job);
    // Node ends the process over a promise that failed before anybody awaited it.
    answer.catch(() => {});
    return answer;
  }

  async function answerTo(job: BlockJob): Promise<BlockResult> {
    decided += job.bytes.length;
    if (jobs === 1 || (threads === undefined && decided <= BYTES_DECIDED_HERE)) {
      decideHere ??= createBlockDecider(setup);
      return decideHere(job);
    }
    threads ??= startThreads();
    const idlest = threads.reduce((a, b) => (b.waiting() < a.waiting() ? b : a));
    return idlest.decide(job);
  }

  async function findRepeats(rows: RowPages): Promise<readonly number[]> {
    const searches = shareSearch(rows, threads?.length ?? 1);
    const found = searches.map((search, index) => {
      const thread = threads?.[index];
      return thread === undefined ? searchRepeats(search) : thread.search(search);
    });
    return collectSuspects(await Promise.all(found));
  }

  return {
    decide,
    findRepeats,
    width: jobs === 1 ? 1 : jobs * 2,
    close: async () => {
      await Promise.all((threads ?? []).map((thread) => thread.close()));
    },
  };
}

interface Thread {
  decide(job: BlockJob): Promise<BlockResult>;
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

function startThread(setup: Setup): Thread {
  const file = new URL("./worker.js", import.meta.url);
  const worker = new Worker(file, { workerData: setup, resourceLimits: THREAD_LIMITS });
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

  function ask(task: Task): Promise<Answer> {
    return new Promise((resolve, reject) => {
      // Nobody would ever answer what is sent to a thread that has ended.
      if (end !== undefined) throw end.reason;
      worker.postMessage(task);
      waiting.push({ resolve, reject });
    });
  }

  return {
    decide: async (job) => {
      const answer = await ask({ kind: "decide", job });
      if (answer.kind === "decided") return answer.result;
      throw new Error(`a block was answered with ${answer.kind}`);
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
