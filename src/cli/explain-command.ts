/** `compensate explain` on the command line. */
import type { Command } from "commander";
import type { ProgramHost } from "./host.ts";
import { addRunOptions, addSharedOptions, type RunOptions, runArguments } from "./run-options.ts";

export function addExplain(program: Command, host: ProgramHost): void {
  const command = program
    .command("explain")
    .summary("why a record gets what it gets, or nothing")
    .description("Finds a record in the exports and tells, rule by rule, what it gets and why. Commits nothing.")
    .argument("<record-id>", "the id of a subscription, rental, coupon or claim")
    .argument("[exports...]", "CSV files, folders, globs, or - for standard input")
    .addHelpText(
      "before",
      "Examples:\n" +
        "  compensate explain SUB-000123 --outage outage.yaml --policy policy.yaml exports/\n" +
        "  compensate explain R-77 --lang ko --outage outage.yaml --policy policy.yaml rentals.csv\n" +
        "  compensate explain R-77 --json --as-of 2022-10-21T11:00:00+09:00 --outage outage.yaml --policy policy.yaml rentals.csv\n",
    );
  addRunOptions(command);
  addSharedOptions(command);
  command.action(async (id: string, exports: readonly string[], options: RunOptions) => {
    const { explain } = await import("../commands/explain.ts");
    const world = host.makeWorld(options);
    host.onExit(await explain(id, runArguments(exports, options), world));
  });
}
