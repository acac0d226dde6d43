/**
 * Who does the work: this thread while there is little to do, then as many worker threads as asked for.
 *
 * Starting threads costs more than a small export takes, so the first megabytes are decided here. Each block's answer
 * is a promise, and whoever awaits them in order gets them in input order, however many threads there are.
 */
import { Worker } from "node:worker_threads";
import { createBlockDecider } from "./decide-block.ts";
import type { Answer, BlockJob, BlockResult, Setup, Task } from "./job.ts";
import type { RowPages } from "./pages.ts";
import { collectSuspects, type RepeatSearch, searchRepeats, shareSearch } from "./repeats.ts";

export interface Pool {
  decide(job: BlockJob): Promise<BlockResult>;
  /** Marks duplicates and returns the ordinals of suspects, ascending; see `repeats.ts`. */
  findRepeats(rows: RowPages): Promise<readonly number[]>;
  /** How many blocks are worth having under way at once. */
  readonly width: number;
  close(): Promise<void>;
}

const BYTES_DECIDED_HERE = 8 * 1024 * 1024;

export function createPool(setup: Setup, jobs: number): Pool {
  let decideHere: ReturnType<typeof createBlockDecider> | undefined;
  let threads: Thread[] | undefined;
  let decided = 0;

  async function decide(job: BlockJob): Promise<BlockResult> {
    decided += job.bytes.length;
    if (jobs === 1 || decided <= BYTES_DECIDED_HERE) {
      decideHere ??= createBlockDecider(setup);
      return decideHere(job);
    }
    threads ??= Array.from({ length: jobs }, () => startThread(setup));
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

function startThread(setup: Setup): Thread {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: setup });
  const waiting: Waiting[] = [];
  worker.on("message", (answer: Answer) => waiting.shift()?.resolve(answer));
  worker.on("error", (error) => {
    for (const { reject } of waiting.splice(0)) reject(error);
  });

  /** @param handedOver memory that is the thread's from now on. */
  function ask(task: Task, handedOver: ArrayBufferLike[]): Promise<Answer> {
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject });
      worker.postMessage(
        task,
        handedOver.filter((buffer) => buffer instanceof ArrayBuffer),
      );
    });
  }

  return {
    decide: async (job) => {
      const answer = await ask({ kind: "decide", job }, [job.bytes.buffer]);
      if (answer.kind === "decided") return answer.result;
      throw new Error(`a block was answered with ${answer.kind}`);
    },
    search: async (search) => {
      const answer = await ask({ kind: "search", search }, []);
      if (answer.kind === "found") return answer.suspects;
      throw new Error(`a search was answered with ${answer.kind}`);
    },
    waiting: () => waiting.length,
    close: async () => {
      await worker.terminate();
    },
  };
}
