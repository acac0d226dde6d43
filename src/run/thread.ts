/** A worker thread as the pool sees it: the thread answers its tasks in order, and no task waits for a thread that has ended. */
import { Worker } from "node:worker_threads";
import type { RowsFound, RowsJob } from "../book/check-rows.ts";
import { Failure } from "../domain/failure.ts";
import type { TallyHelper } from "../input/inspect/shared-tally.ts";
import { buffersOfCandidates } from "../kernel/candidates.ts";
import type { RepeatSearch } from "./repeats/repeats.ts";
import type { SuspectSums } from "./repeats/suspects.ts";
import type { BlockJob, DecidedRows, DecideJob, ScannedBlock, Setup } from "./rows/job.ts";
import type { Answer, Role, Task } from "./thread-tasks.ts";

export interface Thread extends TallyHelper {
  start(role: Role, setup: Setup): void;
  scan(job: BlockJob): Promise<ScannedBlock>;
  /** Hands the memory of the candidates over to the thread, except for the column `row`. */
  decide(job: DecideJob): Promise<DecidedRows>;
  search(search: RepeatSearch): Promise<SuspectSums>;
  /** Checks rows of a committed run or a plan; see `book/check-rows.ts`. */
  check(job: RowsJob): Promise<RowsFound | undefined>;
  isIdle(): boolean;
  /** The number of rows that the thread was asked to decide and has not answered. */
  rowsWaiting(): number;
  close(): Promise<void>;
}

interface Waiting {
  readonly rows: number;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread needs most objects for one block only; more room for short-lived objects would only stay occupied. */
const THREAD_LIMITS = { maxYoungGenerationSizeMb: 4 };

/** A thread always runs the bundle: this module lies in `src/run`, `dist/run` or `dist/bin`, each two folders deep. */
const PROGRAM = new URL("../../bin/worker.js", import.meta.url);

export function startThread(): Thread {
  const worker = new Worker(PROGRAM, { resourceLimits: THREAD_LIMITS });
  const waiting: Waiting[] = [];
  let rowsWaiting = 0;
  /** Why the thread answers no more: the error that it threw, or its end. */
  let end: { readonly reason: unknown } | undefined;
  worker.on("message", (answer: Answer) => {
    const next = waiting.shift();
    rowsWaiting -= next?.rows ?? 0;
    if (answer.kind === "failed") next?.reject(new Failure(answer.code, answer.details));
    else next?.resolve(answer);
  });
  worker.on("messageerror", giveUp);
  worker.on("error", giveUp);
  worker.on("exit", (code) => giveUp(new Error(`a worker thread ended with ${code}`)));

  function giveUp(reason: unknown): void {
    end ??= { reason };
    for (const { reject } of waiting.splice(0)) reject(end.reason);
  }

  function ask(task: Task, rows = 0, handedOver: readonly ArrayBuffer[] = []): Promise<Answer> {
    return new Promise((resolve, reject) => {
      // A thread that has ended would never answer.
      if (end !== undefined) throw end.reason;
      worker.postMessage(task, handedOver);
      waiting.push({ rows, resolve, reject });
      rowsWaiting += rows;
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
      const { candidates } = job;
      const answer = await ask({ kind: "decide", job }, candidates.count, buffersOfCandidates(candidates));
      if (answer.kind === "decided") return answer.rows;
      throw new Error(`rows were answered with ${answer.kind}`);
    },
    search: async (search) => {
      const answer = await ask({ kind: "search", search });
      if (answer.kind === "found") return answer.sums;
      throw new Error(`a search was answered with ${answer.kind}`);
    },
    check: async (job) => {
      const answer = await ask({ kind: "check", job });
      if (answer.kind === "checked") return answer.found;
      throw new Error(`rows to check were answered with ${answer.kind}`);
    },
    take: (share, names) => worker.postMessage({ kind: "take", share, names } satisfies Task),
    count: async (block) => {
      const answer = await ask({ kind: "count", block });
      if (answer.kind !== "counted") throw new Error(`a block to count was answered with ${answer.kind}`);
    },
    finish: async () => {
      const answer = await ask({ kind: "tell" });
      if (answer.kind === "told") return answer.counted;
      throw new Error(`counts were answered with ${answer.kind}`);
    },
    isIdle: () => waiting.length === 0,
    rowsWaiting: () => rowsWaiting,
    close: async () => {
      await worker.terminate();
    },
  };
}
