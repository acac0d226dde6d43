/** A worker thread: decides the blocks it is sent, one after the other. */
import { parentPort, workerData } from "node:worker_threads";
import { createBlockDecider } from "./decide-block.ts";
import type { BlockJob, Setup } from "./job.ts";

const decideBlock = createBlockDecider(workerData as Setup);

parentPort?.on("message", (job: BlockJob) => {
  const result = decideBlock(job);
  const { codes, fingerprints, outcomes } = result;
  parentPort?.postMessage(result, [codes.buffer, fingerprints.buffer, outcomes.bytes.buffer, outcomes.ids.buffer]);
});
