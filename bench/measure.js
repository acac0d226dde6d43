// One run of a command as a whole process: wall seconds, and the most memory that it and its children had resident.
//
// Memory is the high-water mark that Linux keeps for every process, asked for every 10 ms; what grew in the last of
// them is missed. Where there is no /proc it is NaN.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const EVERY_MS = 10;

/** `stdout` is a file descriptor or undefined. Throws when the command does not end with 0. */
export function measure({ command, args, stdout }) {
  const peaks = new Map();
  const started = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", stdout ?? "ignore", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (data) => {
    complaint += data;
  });
  notePeaks(child.pid, peaks);
  const asking = setInterval(() => notePeaks(child.pid, peaks), EVERY_MS);
  return new Promise((resolve, reject) => {
    child.on("error", (error) => {
      clearInterval(asking);
      reject(error);
    });
    child.on("close", (code, signal) => {
      clearInterval(asking);
      const seconds = (performance.now() - started) / 1000;
      if (code === 0) resolve({ seconds, megabytes: total(peaks) });
      else reject(new Error(`${command} ${args.join(" ")} ended with ${code ?? signal}\n${complaint}`));
    });
  });
}

const total = (peaks) => (peaks.size === 0 ? Number.NaN : [...peaks.values()].reduce((sum, peak) => sum + peak, 0));

function notePeaks(pid, peaks) {
  const peak = peakOf(pid);
  if (peak === undefined) return;
  peaks.set(pid, peak);
  for (const child of childrenOf(pid)) notePeaks(child, peaks);
}

function peakOf(pid) {
  const peak = /VmHWM:\s+(\d+) kB/.exec(textOf(`/proc/${pid}/status`))?.[1];
  return peak === undefined ? undefined : Number(peak) / 1024;
}

/** A thread may end between the list and the question: then its file is as good as empty. */
function childrenOf(pid) {
  const children = namesIn(`/proc/${pid}/task`).map((thread) => textOf(`/proc/${pid}/task/${thread}/children`));
  return children.flatMap((text) => text.split(" ").filter((name) => name !== ""));
}

function textOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
