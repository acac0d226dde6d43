/** `compensate revert` on the command line. */
import type { Command } from "commander";
import type { ProgramHost } from "./host.ts";
import { defaultJobs } from "./options.ts";
import { addConfirmOptions, addSharedOptions, type ConfirmCommandOptions, type SharedOptions } from "./run-options.ts";

interface RevertCommandOptions extends SharedOptions, ConfirmCommandOptions {
  readonly asOf?: string;
  readonly dryRun: boolean;
}

export function addRevert(program: Command, host: ProgramHost): void {
  const command = program
    .command("revert")
    .summary("take a committed run back")
    .description("Commits a counter-run, from the old values that the run stored; its gifts can then be given again.")
    .argument("<run>", "the run's number")
    .option("--dry-run", "only show what would be taken back, and leave nothing behind", false)
    .option("--as-of <instant>", "when it is taken back; the clock unless given")
    .addHelpText(
      "before",
      "Examples:\n" +
        "  compensate revert 3 --dry-run\n" +
        "  compensate revert 3\n" +
        "  compensate revert 3 --yes --book /srv/compensations\n",
    );
  addConfirmOptions(command);
  addSharedOptions(command);
  command.action(async (run: string, options: RevertCommandOptions) => {
    const { revert } = await import("../commands/revert.ts");
    host.onExit(await revert(run, { ...options, jobs: defaultJobs() }, host.makeWorld(options)));
  });
}
