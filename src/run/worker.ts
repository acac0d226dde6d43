/** A worker thread: takes its role first, and then does its tasks one after the other. */
import { parentPort } from "node:worker_threads";
import { checkPlainRows } from "../book/check-rows.ts";
import { Failure } from "../domain/failure.ts";
import { createShareCounter, type ShareCounter } from "../input/inspect/count-share.ts";
import { createRowDecider, type DecideRows } from "./decide/decide-rows.ts";
import { searchRepeats } from "./repeats/repeats.ts";
import { buffersOfDecided, buffersOfScanned } from "./rows/job.ts";
import { createBlockScanner, type ScanBlock } from "./scan/scan-block.ts";
import type { Answer, Task } from "./thread-tasks.ts";

let scanBlock: ScanBlock = notStarted;
let decideRows: DecideRows = notStarted;
let counter: ShareCounter | undefined;

parentPort?.on("message", (task: Task) => {
  try {
    answer(task);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    send({ kind: "failed", code: error.code, details: error.details }, []);
  }
});

function answer(task: Task): void {
  switch (task.kind) {
    case "start":
      if (task.role === "scanner") scanBlock = createBlockScanner(task.setup);
      decideRows = createRowDecider(task.setup);
      return;
    case "scan": {
      const block = scanBlock(task.job);
      send({ kind: "scanned", block }, buffersOfScanned(block));
      return;
    }
    case "decide": {
      const rows = decideRows(task.job);
      send({ kind: "decided", rows }, buffersOfDecided(rows));
      return;
    }
    case "take":
      counter = createShareCounter(task.share, task.names);
      return;
    case "count":
      counterOf(counter).count(task.block);
      send({ kind: "counted" }, []);
      return;
    case "tell":
      send({ kind: "told", counted: counterOf(counter).counted() }, []);
      return;
    case "check": {
      const found = checkPlainRows(task.job);
      send({ kind: "checked", found }, []);
      return;
    }
    default: {
      const sums = searchRepeats(task.search);
      send({ kind: "found", sums }, [sums.buffer]);
    }
  }
}

function counterOf(counter: ShareCounter | undefined): ShareCounter {
  return counter ?? notStarted();
}

function notStarted(): never {
  throw new Error("a task that this thread was not started for");
}

/** @param handedOver memory of the answer that is handed over instead of copied. */
function send(answer: Answer, handedOver: readonly ArrayBuffer[]): void {
  parentPort?.postMessage(answer, handedOver);
}
