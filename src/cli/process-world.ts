/** The world of a real process. Nothing outside `cli/` touches `process`, a clock or a terminal. */
import { createInterface } from "node:readline/promises";
import { Chalk } from "chalk";
import type { World } from "../commands/steps/world.ts";
import { Failure } from "../domain/failure.ts";
import { instantAt } from "../domain/instant.ts";
import type { GlobalOptions } from "./host.ts";
import type { Interrupts } from "./interrupts.ts";
import { localeLanguage } from "./language-option.ts";
import { createProgress } from "./progress.ts";

export function createProcessWorld(
  { quiet, progress, color, lang }: GlobalOptions,
  version: string,
  { onInterrupt, hold }: Interrupts,
): World {
  const { stdin, stdout, stderr, env } = process;
  const plain = !color || env.NO_COLOR !== undefined || !stdout.isTTY;
  const chalk = new Chalk({ level: plain ? 0 : 1 });
  const language = lang ?? localeLanguage(env);
  return {
    cwd: process.cwd(),
    tool: { tool: `compensate ${version}`, timeZoneData: process.versions.tz ?? "unknown" },
    stdin,
    language,
    columns: columnsOf(stdout, env.COLUMNS),
    palette: {
      strong: (text) => chalk.bold(text),
      faint: (text) => chalk.dim(text),
      good: (text) => chalk.blue(text),
      warning: (text) => chalk.yellow(text),
      bad: (text) => chalk.magenta(text),
    },
    pipeline: {
      ci: !["", "0", "false", undefined].includes(env.CI?.toLowerCase()),
      workspace: env.GITHUB_WORKSPACE || undefined,
      stepSummary: env.GITHUB_STEP_SUMMARY || undefined,
    },
    canAsk: stdin.isTTY === true && stderr.isTTY === true,
    isScreen: stdout.isTTY === true,
    now: () => instantAt(Date.now()),
    out: writeOut,
    say: (text) => {
      if (!quiet) stderr.write(`${text}\n`);
    },
    ask,
    startProgress: (totalBytes) =>
      createProgress(totalBytes, { visible: progress && !quiet && hasWidth(stderr), language }),
    onInterrupt,
    holdInterrupts: hold,
  };
}

const FEWEST_COLUMNS = 40;

/**
 * Those of the terminal. Lines that go to a file or a pipe are not folded, so that a search finds each of them whole, unless
 * @param wished, the variable COLUMNS, says how wide they may be.
 */
function columnsOf({ isTTY, columns }: NodeJS.WriteStream, wished: string | undefined): number {
  const width = isTTY === true && columns > 0 ? columns : Number(wished);
  return width > 0 ? Math.max(width, FEWEST_COLUMNS) : Number.POSITIVE_INFINITY;
}

/** A terminal without any columns, as some containers have, is never done being cleared. */
function hasWidth({ isTTY, columns }: NodeJS.WriteStream): boolean {
  return isTTY === true && columns > 0;
}

/** An ended input answers nothing; Ctrl-C at the question is an interruption like any other. */
function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  return new Promise<string>((resolve, reject) => {
    lines.once("close", () => resolve(""));
    lines.once("SIGINT", () => process.kill(process.pid, "SIGINT"));
    lines.question(question).then(resolve, reject);
  }).finally(() => lines.close());
}

/** Waits until the text is written. A full disk is a failure; a reader who has seen enough and closed the pipe is none. */
function writeOut(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error === null || error === undefined || isClosedPipe(error)) resolve();
      else reject(new Failure("result-unshown", { found: error.message, cause: error }));
    });
  });
}

function isClosedPipe(error: Error): boolean {
  return "code" in error && (error.code === "EPIPE" || error.code === "ERR_STREAM_DESTROYED");
}
