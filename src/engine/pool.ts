/**
 * Who decides the blocks: this thread while there is little to do, then as many worker threads as asked for.
 *
 * Starting threads costs more than a small export takes, so the first megabytes are decided here. Each block's answer
 * is a promise, and whoever awaits them in order gets them in input order, however many threads there are.
 */
import { Worker } from "node:worker_threads";
import { createBlockDecider } from "./decide-block.ts";
import type { BlockJob, BlockResult, Setup } from "./job.ts";

export interface Pool {
  decide(job: BlockJob): Promise<BlockResult>;
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

  return {
    decide,
    width: jobs === 1 ? 1 : jobs * 2,
    close: async () => {
      await Promise.all((threads ?? []).map((thread) => thread.close()));
    },
  };
}

interface Thread {
  decide(job: BlockJob): Promise<BlockResult>;
  waiting(): number;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (result: BlockResult) => void;
  readonly reject: (error: unknown) => void;
}

function startThread(setup: Setup): Thread {
  const worker = new Worker(new URL("./worker.js", import.meta.url), { workerData: setup });
  const waiting: Waiting[] = [];
  worker.on("message", (result: BlockResult) => waiting.shift()?.resolve(result));
  worker.on("error", (error) => {
    for (const { reject } of waiting.splice(0)) reject(error);
  });
  return {
    decide: (job) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        worker.postMessage(job, job.bytes.buffer instanceof ArrayBuffer ? [job.bytes.buffer] : []);
      }),
    waiting: () => waiting.length,
    close: async () => {
      await worker.terminate();
    },
  };
}
