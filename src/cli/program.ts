/** The command line: the program and its commands. Every action ends in one function of `commands/`. */
import { Command } from "commander";
import { addApply } from "./apply-command.ts";
import { addHistory, addShow } from "./history-command.ts";
import type { ProgramHost } from "./host.ts";
import { addPlan } from "./plan-command.ts";
import { addRevert } from "./revert-command.ts";
import { addSchema } from "./schema-command.ts";
import { addVerify } from "./verify-command.ts";

const EXIT_CODES = `
Exit codes:
  0   done, also when there are changes
  1   finished, and the answer is no: rejected rows, not confirmed, verify failed; nothing was committed
  2   usage: unknown command or option, missing argument
  3   input: a file is missing, unreadable or damaged
  4   policy or outage invalid; all problems are listed
  5   refused: plan stale, spent or tampered with, run cannot be taken back, book broken
  6   output cannot be written; nothing was committed
  70  a bug of ours
  130 interrupted; nothing half-written`;

export function createProgram(host: ProgramHost): Command {
  const program = new Command("compensate");
  program
    .description("Works out, shows and commits what customers are owed after an outage.")
    .version(host.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .addHelpText("after", EXIT_CODES)
    .showHelpAfterError("(add --help for the options)")
    .exitOverride();
  for (const add of COMMANDS) add(program, host);
  return program;
}

/** In the order of the help. */
const COMMANDS: readonly ((program: Command, host: ProgramHost) => void)[] = [
  addPlan,
  addApply,
  addVerify,
  addRevert,
  addHistory,
  addShow,
  addSchema,
];
