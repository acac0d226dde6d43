/** Runs the built program, under a fault in a process of its own, or undisturbed in one that is kept warm. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Ended, ended } from "../support/binary.ts";
import { type Fault, faultyEnvironment } from "./faultline.ts";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface Run extends Ended {
  readonly signal: NodeJS.Signals | null;
}

export interface Surroundings {
  readonly cwd: string;
  /** Where `bin/` and `dist/` are; the ones of this project unless a changed copy is to be tried. */
  readonly program?: string;
  readonly fault?: Fault;
  /** Standard output; a pipe unless given. */
  readonly out?: "pipe" | number;
}

/** Starts a command line, whose words are separated by blanks. Calls below `cwd` meet the fault. */
export function start(line: string, { cwd, program = ROOT, fault, out = "pipe" }: Surroundings): ChildProcess {
  const faulty = fault === undefined ? {} : faultyEnvironment(cwd, fault);
  return spawn(process.execPath, [`${program}/bin/compensate.js`, ...wordsOf(line)], {
    cwd,
    env: { ...process.env, ...faulty },
    stdio: ["ignore", out, "pipe"],
  });
}

export async function run(line: string, surroundings: Surroundings): Promise<Run> {
  const child = start(line, surroundings);
  return { ...(await ended(child)), signal: child.signalCode };
}

export interface WarmRun {
  readonly exit: number;
  readonly said: string;
}

export interface WarmProgram {
  run(line: string, cwd: string): Promise<WarmRun>;
  close(): void;
}

export function warmProgram(program = ROOT): WarmProgram {
  const packageText = readFileSync(`${program}/package.json`, "utf8");
  const runner = fileURLToPath(new URL("warm.js", import.meta.url));
  const child = spawn(process.execPath, [runner, `${program}/dist`, packageText], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting: ((answer: string) => void)[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => waiting.shift()?.(line));
  child.on("exit", () => {
    for (const give of waiting.splice(0)) give('{ "exit": -1, "said": "the program ended" }');
  });
  return {
    run: async (line, cwd) => {
      const answer = new Promise<string>((resolve) => waiting.push(resolve));
      child.stdin.write(`${JSON.stringify({ cwd, words: wordsOf(line) })}\n`);
      return JSON.parse(await answer) as WarmRun;
    },
    close: () => child.kill(),
  };
}

function wordsOf(line: string): readonly string[] {
  return line.split(" ").filter((word) => word !== "");
}

/** Waits until a process has stopped itself. */
export async function stopped(pid: number): Promise<void> {
  for (;;) {
    const state = /^State:\s+(\w)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    if (state === "T" || state === "Z") return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
