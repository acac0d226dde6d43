// One run of a command as a whole process: wall seconds, processor seconds, and the most memory that it and its
// children had resident.
//
// Memory is the high-water mark that Linux keeps for every process. It and the processor's time are asked for every
// 10 ms; what is added in the last of them is missed. Where there is no /proc they are NaN.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const EVERY_MS = 10;
/** The unit of times in /proc, on every Linux that Node runs on. */
const TICKS_A_SECOND = 100;

/** `stdout` is a file descriptor or undefined. Throws when the command does not end with 0. */
export function measure({ command, args, stdout }) {
  const seen = new Map();
  const started = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", stdout ?? "ignore", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (data) => {
    complaint += data;
  });
  note(child.pid, seen);
  const asking = setInterval(() => note(child.pid, seen), EVERY_MS);
  return new Promise((resolve, reject) => {
    child.on("error", (error) => {
      clearInterval(asking);
      reject(error);
    });
    child.on("close", (code, signal) => {
      clearInterval(asking);
      const seconds = (performance.now() - started) / 1000;
      if (hasDone(code, complaint))
        resolve({ seconds, cpuSeconds: total(seen, "cpuSeconds"), megabytes: total(seen, "megabytes") });
      else reject(new Error(`${command} ${args.join(" ")} ended with ${code ?? signal}\n${complaint}`));
    });
  });
}

/** A plan of rejects alone is made, too, and ends with 1. */
export function hasDone(code, complaint) {
  return code === 0 || (code === 1 && complaint.includes("every row was rejected"));
}

function total(seen, what) {
  return seen.size === 0 ? Number.NaN : [...seen.values()].reduce((sum, process) => sum + process[what], 0);
}

function note(pid, seen) {
  const peak = /VmHWM:\s+(\d+) kB/.exec(textOf(`/proc/${pid}/status`))?.[1];
  if (peak === undefined) return;
  seen.set(pid, { megabytes: Number(peak) / 1024, cpuSeconds: cpuSecondsOf(pid) });
  for (const child of childrenOf(pid)) note(child, seen);
}

/** The 14th and 15th field: time in the program and in the system. The name before them may have blanks. */
function cpuSecondsOf(pid) {
  const fields = textOf(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, "")
    .split(" ");
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / TICKS_A_SECOND;
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
