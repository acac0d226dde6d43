/** `compensate history` and `compensate show` on the command line: what is in the book. */
import type { Command } from "commander";
import type { ProgramHost } from "./host.ts";
import { addAllOption, addSharedOptions, type SharedOptions } from "./run-options.ts";

interface ShowCommandOptions extends SharedOptions {
  readonly all: boolean;
}

export function addHistory(program: Command, host: ProgramHost): void {
  const command = program
    .command("history")
    .summary("list the runs of the book, newest first")
    .description("Lists the committed runs, newest first, with what each gave and which were taken back.")
    .addHelpText("before", "Examples:\n  compensate history\n  compensate history --book /srv/compensations --json\n");
  addSharedOptions(command);
  command.action(async (options: SharedOptions) => {
    const { history } = await import("../commands/history.ts");
    host.onExit(await history(options, host.makeWorld(options)));
  });
}

export function addShow(program: Command, host: ProgramHost): void {
  const command = program
    .command("show")
    .summary("show one committed run and where its files are")
    .description("Shows the numbers of a committed run, a few of its rows, and where its files are.")
    .argument("<run>", "the run's number")
    .addHelpText("before", "Examples:\n  compensate show 3\n  compensate show 3 --json\n");
  addSharedOptions(command);
  addAllOption(command);
  command.action(async (run: string, options: ShowCommandOptions) => {
    const { showRun } = await import("../commands/show.ts");
    host.onExit(await showRun(run, options, host.makeWorld(options)));
  });
}
