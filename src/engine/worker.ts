/** A worker thread: does the tasks it is sent, one after the other. */
import { parentPort, workerData } from "node:worker_threads";
import { createBlockDecider } from "./decide-block.ts";
import type { Answer, BlockResult, Setup, Task } from "./job.ts";
import { searchRepeats } from "./repeats.ts";

const decideBlock = createBlockDecider(workerData as Setup);

parentPort?.on("message", (task: Task) => {
  if (task.kind === "search") {
    const suspects = searchRepeats(task.search);
    send({ kind: "found", suspects }, [suspects.buffer]);
  } else {
    const result = decideBlock(task.job);
    send({ kind: "decided", result }, buffersOf(result));
  }
});

/** @param handedOver what is not copied. */
function send(answer: Answer, handedOver: ArrayBuffer[]): void {
  parentPort?.postMessage(answer, handedOver);
}

function buffersOf({ bytes, codes, fingerprints, outcomes }: BlockResult): ArrayBuffer[] {
  const buffers = [codes.buffer, fingerprints.buffer, outcomes.bytes.buffer, outcomes.ids.buffer];
  return bytes.buffer instanceof ArrayBuffer ? [...buffers, bytes.buffer] : buffers;
}
