/**
 * Checks the rows of runs and plans on as many threads as were asked for: a thread starts when there is work for it, and then
 * stays until all is checked.
 */
import { rmSync } from "node:fs";
import { checkHere, type RowsTools } from "../../book/check-file.ts";
import type { FileFacts } from "../../book/staging.ts";
import { startThread, type Thread } from "../../run/thread.ts";
import { makeScratch } from "./scratch.ts";
import type { World } from "./world.ts";

export interface RowCheckers {
  /** What checks the rows of these files. */
  forFiles(files: readonly Pick<FileFacts, "bytes">[]): RowsTools;
  /** Ends the threads, and removes what was kept on disk meanwhile. */
  close(): Promise<void>;
}

/** To start a thread takes longer than to check so much here. */
const BYTES_CHECKED_HERE = 8 * 1024 * 1024;
const PIECES_PER_THREAD = 3;

/** @param command named in the folder of what does not fit into memory. */
export function startRowCheckers(command: string, jobs: number, world: World): RowCheckers {
  const threads: Thread[] = [];
  let folder: string | undefined;
  let turn = 0;
  const remove = () => {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  const settled = world.onInterrupt(remove);

  function scratch(): string {
    folder ??= makeScratch(command);
    return folder;
  }

  /** Pieces are about as long as each other, so the threads take turns. */
  function nextThread(): Thread {
    turn = (turn + 1) % jobs;
    const thread = threads[turn] ?? startThread();
    threads[turn] = thread;
    return thread;
  }

  return {
    forFiles: (files) => {
      const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
      if (jobs === 1 || bytes < BYTES_CHECKED_HERE) return { ...checkHere, scratch };
      return { check: (job) => nextThread().check(job), width: jobs * PIECES_PER_THREAD, scratch };
    },
    close: async () => {
      settled();
      remove();
      await Promise.all(threads.map((thread) => thread.close()));
    },
  };
}
