// Keeps what V8 compiles of both bundles, and of their parts that it takes, while they plan the demo, and an export that is large enough for a thread, so that
// nobody has to wait for it (bin/bundle.js).
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import workerThreads, { isMainThread, parentPort, Worker } from "node:worker_threads";
import { runBundle } from "../bin/bundle.js";

const ROWS_FOR_A_THREAD = 100_000;
const SELF = new URL(import.meta.url);
const here = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));

// Else it drops what has not been called for a while.
setFlagsFromString("--no-flush-bytecode");
if (isMainThread) await compileMain();
else compileWorker();

/** V8 does not use what was compiled with other flags than those it runs with. */
function keep({ writeCache }) {
  setFlagsFromString("--flush-bytecode");
  writeCache();
  setFlagsFromString("--no-flush-bytecode");
}

async function compileMain() {
  // Threads run this file as well.
  workerThreads.Worker = class extends Worker {
    constructor(_, options) {
      super(SELF, options);
    }
  };
  const folder = mkdtempSync(join(tmpdir(), "compensate-build-"));
  try {
    const program = runBundle("main");
    await plan(program.exports, "fixtures/kakao-2022", here("fixtures/kakao-2022/exports"), folder);
    await plan(program.exports, "bench", makeExport(folder), folder);
    keep(program);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  setFlagsFromString("--flush-bytecode");
  for (const name of ["main", "main-plan", "worker"])
    if (!runBundle(name).wasCompiled)
      console.error(`This Node compiles ${name} at every start: it has no use for what was kept.`);
}

async function plan({ main }, rules, input, folder) {
  const files = ["--outage", here(`${rules}/outage.yaml`), "--policy", here(`${rules}/policy.yaml`), input];
  const results = ["--out", join(folder, "plan"), "--book", join(folder, "book")];
  const words = ["--jobs", "2", "--as-of", "2022-10-21T11:00:00+09:00"];
  await main([process.execPath, "compensate", "plan", ...words, ...results, ...files]);
  if (process.exitCode !== 0) throw new Error(`a plan ended with ${process.exitCode}`);
}

function makeExport(folder) {
  const file = join(folder, "subscriptions.csv");
  execFileSync(process.execPath, [here("bench/make-exports.js"), String(ROWS_FOR_A_THREAD), file]);
  return file;
}

function compileWorker() {
  // The search is the last task, and a thread may be ended as soon as it has answered that: this comes before.
  parentPort.on("message", ({ kind }) => {
    if (kind === "search") keep(worker);
  });
  const worker = runBundle("worker");
}
