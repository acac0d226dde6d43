/** `compensate plan` on the command line. */
import type { Command } from "commander";
import { DEFAULT_PLAN } from "../commands/steps/next-command.ts";
import type { ProgramHost } from "./host.ts";
import {
  addAllOption,
  addControlOption,
  addRunOptions,
  addSharedOptions,
  addWorkbookOption,
  type RunOptions,
  runArguments,
} from "./run-options.ts";

interface PlanCommandOptions extends RunOptions {
  readonly out: string;
  readonly expectNoChanges: boolean;
  readonly all: boolean;
  readonly control?: string;
  readonly xlsx: boolean;
}

export function addPlan(program: Command, host: ProgramHost): void {
  const command = program
    .command("plan")
    .summary("decide everything and stage it, to be looked at before it is applied")
    .description(
      "Reads exports, decides for every record, and writes a plan: a folder of finished outputs. Commits nothing.",
    )
    .argument("[exports...]", "CSV files, folders, globs, or - for standard input")
    .option("--out <dir>", "where the plan goes; an earlier plan there is replaced", DEFAULT_PLAN)
    .option("--expect-no-changes", "fail when the plan gives anything", false)
    .addHelpText(
      "before",
      "Examples:\n" +
        "  compensate plan --outage outage.yaml --policy policy.yaml exports/\n" +
        "  compensate plan --outage 2022-10-15T15:30+09:00/2022-10-20T23:00+09:00 --policy policy.yaml rentals.csv\n" +
        "  zcat rentals.csv.gz | compensate plan --outage outage.yaml --policy policy.yaml -\n",
    );
  addRunOptions(command);
  addControlOption(command);
  addWorkbookOption(command);
  addSharedOptions(command);
  addAllOption(command);
  command.action(async (exports: readonly string[], options: PlanCommandOptions) => {
    const { out, expectNoChanges, all, control, xlsx } = options;
    const { plan } = await import("../commands/plan.ts");
    const world = host.makeWorld(options);
    host.onExit(await plan({ ...runArguments(exports, options), out, expectNoChanges, all, control, xlsx }, world));
  });
}
