/** Runs as a command line names them: `3`, `0003`, or the run's folder in the book. */
import { basename, dirname, resolve } from "node:path";
import { type Book, type CommittedRun, runName } from "../../book/book.ts";
import { Failure, quoted } from "../../domain/failure.ts";
import { isSamePath } from "../../domain/path.ts";

/** @throws Failure `usage` when it names no run, whether or not there is one. */
export function readRunName(text: string, bookFolder: string, cwd: string): number {
  const name = basename(text);
  const inBook = name === text || isSamePath(dirname(resolve(cwd, text)), bookFolder, cwd);
  if (inBook && /^\d{1,9}$/.test(name) && Number(name) > 0) return Number(name);
  throw new Failure("usage", {
    found: `${quoted(text)} names no run`,
    next: "Write the run's number, such as 3 or 0003; compensate history lists the runs.",
  });
}

/** @throws Failure `run-missing`. */
export function findRun(number: number, { folder, runs }: Pick<Book, "folder" | "runs">): CommittedRun {
  const run = runs.find((known) => known.number === number);
  if (run !== undefined) return run;
  throw missingRun(number, folder, runs.length);
}

export function missingRun(number: number, folder: string, runs: number): Failure {
  const there = runs === 0 ? "the book has no runs" : `the last one is ${runName(runs)}`;
  return new Failure("run-missing", { place: { file: folder }, found: `${runName(number)}; ${there}` });
}
