/** The command line: the program and its commands. Every action ends in one function of `commands/`. */
import { Command } from "commander";
import { exitCodeLines } from "../commands/steps/exit-codes.ts";
import { addApply } from "./apply-command.ts";
import { addCheck } from "./check-command.ts";
import { addCompletion } from "./completion-command.ts";
import { addDiff } from "./diff-command.ts";
import { addExplain } from "./explain-command.ts";
import { addHelp } from "./help-command.ts";
import { addHistory, addShow } from "./history-command.ts";
import type { ProgramHost } from "./host.ts";
import { addInit } from "./init-command.ts";
import { addInspect } from "./inspect-command.ts";
import { addLanguageOption } from "./language-option.ts";
import { addLint } from "./lint-command.ts";
import { takePathsSlashed } from "./path-arguments.ts";
import { addPlan } from "./plan-command.ts";
import { addReport } from "./report-command.ts";
import { addRevert } from "./revert-command.ts";
import { addSchema } from "./schema-command.ts";
import { addVerify } from "./verify-command.ts";
import { addWhatIf } from "./whatif-command.ts";

export function createProgram(host: ProgramHost): Command {
  const program = new Command("compensate");
  program
    .description("Works out, shows and commits what customers are owed after an outage.")
    .version(host.version, "-V, --version", "print the version; with --json also the number of the policy language")
    .helpOption("-h, --help", "show help")
    .addHelpText("after", `\nExit codes:\n${exitCodeLines().join("\n")}`)
    .helpCommand(false)
    .showHelpAfterError("(add --help for the options)")
    .exitOverride();
  for (const add of COMMANDS) add(program, host);
  addLanguageOption(program);
  takePathsSlashed(program);
  return program;
}

/** In the order of the help. */
const COMMANDS: readonly ((program: Command, host: ProgramHost) => void)[] = [
  addPlan,
  addApply,
  addDiff,
  addExplain,
  addVerify,
  addRevert,
  addHistory,
  addShow,
  addReport,
  addCheck,
  addLint,
  addInspect,
  addInit,
  addWhatIf,
  addSchema,
  addCompletion,
  addHelp,
];
