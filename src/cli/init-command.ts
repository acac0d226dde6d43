/** `compensate init` on the command line. */
import type { Command } from "commander";
import type { GlobalOptions, ProgramHost } from "./host.ts";
import { defaultJobs } from "./options.ts";

interface InitCommandOptions extends GlobalOptions {
  readonly from?: readonly string[];
}

export function addInit(program: Command, host: ProgramHost): void {
  program
    .command("init")
    .summary("make a starting point: outage, policy, mapping, case and CI step")
    .description(
      "Writes an outage, a policy in which every rule asks a person, a case and a CI step; a mapping where an export is not canonical. Writes over nothing.",
    )
    .argument("[folder]", "where to write; this folder unless given")
    .option("--from <exports...>", "exports to make it from; a small example unless given")
    .option("--quiet", "print nothing but problems", false)
    .option("--no-progress", "show no progress")
    .option("--no-color", "use no colour")
    .addHelpText(
      "before",
      "Examples:\n" +
        "  compensate init compensation\n" +
        "  compensate init compensation --from exports/\n" +
        "  compensate init --from subscriptions.csv rentals.csv\n",
    )
    .action(async (folder: string | undefined, options: InitCommandOptions) => {
      const { init } = await import("../commands/init.ts");
      const { from = [], quiet } = options;
      host.onExit(await init({ folder: folder ?? ".", from, quiet, jobs: defaultJobs() }, host.makeWorld(options)));
    });
}
