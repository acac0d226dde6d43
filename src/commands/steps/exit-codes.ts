/** What each exit code says, as the help tells it. */
import { EXIT, type ExitCode } from "../../domain/failure.ts";

const EXIT_SAYS: { readonly [name in keyof typeof EXIT]: string } = {
  done: "done, also when there are changes",
  answerIsNo:
    "finished, and the answer is no: rejected rows, a case differs, a finding of lint, verify failed, not confirmed; nothing was committed",
  usage: "usage: unknown command or option, missing argument, something else than the command takes",
  input: "input: a file is missing, unreadable or damaged",
  policy: "policy or outage invalid; all problems are listed",
  refused: "refused: plan stale, spent or tampered with, run cannot be taken back, book broken",
  output: "output cannot be written; nothing was committed",
  bug: "a bug of ours",
  interrupted: "interrupted; nothing was written, or the message says what",
};

/** One line for each exit code. */
export function exitCodeLines(): readonly string[] {
  return exitCodes().map(([code, says]) => `  ${String(code).padEnd(4)}${says}`);
}

/** Every exit code with what it says, in the order of the help. */
export function exitCodes(): readonly (readonly [code: ExitCode, says: string])[] {
  return Object.entries(EXIT_SAYS).map(([name, says]) => [EXIT[name as keyof typeof EXIT], says]);
}
