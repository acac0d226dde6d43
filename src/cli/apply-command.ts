/** `compensate apply` on the command line: one plan folder, or exports with their rules. */
import { Argument, type Command, Option } from "commander";
import type { CommitOptions } from "../commands/apply.ts";
import { Failure } from "../domain/failure.ts";
import type { ProgramHost } from "./host.ts";
import { readAllowance } from "./options.ts";
import {
  addAllOption,
  addConfirmOptions,
  addControlOption,
  addRunOptions,
  addSharedOptions,
  addWorkbookOption,
  type ConfirmCommandOptions,
  type RunOptions,
  runArguments,
} from "./run-options.ts";

interface ApplyCommandOptions
  extends RunOptions,
    ConfirmCommandOptions,
    Pick<CommitOptions, "maxRejects" | "expectNoChanges" | "control" | "all"> {
  readonly dryRun: boolean;
  readonly xlsx: boolean;
}

export function addApply(program: Command, host: ProgramHost): void {
  const command = program
    .command("apply")
    .summary("commit a reviewed plan, or plan and commit in one go")
    .description("Commits to the book, once: from a plan folder, or from exports with --outage and --policy.")
    .addArgument(new Argument("[plan-or-exports...]", "one plan folder; or exports, with --outage and --policy"))
    .option("--dry-run", "only show what would be committed, and leave nothing behind", false)
    .option("--expect-no-changes", "fail when there is anything to give", false)
    .addOption(
      new Option("--max-rejects <n|p%>", "commit although this many rows were rejected")
        .argParser(readAllowance)
        .default(readAllowance("0"), "0"),
    )
    .addHelpText(
      "before",
      "Examples:\n" +
        "  compensate apply compensation-plan\n" +
        "  compensate apply --outage outage.yaml --policy policy.yaml --dry-run exports/\n" +
        "  compensate apply --outage outage.yaml --policy policy.yaml --yes exports/\n",
    );
  addConfirmOptions(command);
  addControlOption(command);
  addRunOptions(command);
  addWorkbookOption(command);
  addSharedOptions(command);
  addAllOption(command);
  command.action(async (paths: readonly string[], options: ApplyCommandOptions) => {
    const { applyExports, applyPlan } = await import("../commands/apply.ts");
    const world = host.makeWorld(options);
    const forced = [...options.subscriptions, ...options.rentals, ...options.coupons, ...options.claims];
    if (options.outage !== undefined || options.policy !== undefined || forced.length > 0) {
      host.onExit(await applyExports({ ...runArguments(paths, options), ...options }, world));
      return;
    }
    const [folder, ...more] = paths;
    if (folder === undefined || more.length > 0) {
      throw new Failure("usage", {
        found: "apply takes one plan, or exports with --outage and --policy",
        next: "Such as compensate apply compensation-plan; compensate apply --help has more examples.",
      });
    }
    if (options.dryRun) {
      throw new Failure("usage", {
        found: "a plan is a dry run already",
        next: `Look into ${folder}, or plan again with compensate plan.`,
      });
    }
    if (options.xlsx) {
      throw new Failure("usage", {
        found: "a plan is finished, and gets no further file",
        next: `Plan again with --xlsx, or make the workbook alone: compensate report ${folder} --format xlsx -o report.xlsx`,
      });
    }
    host.onExit(await applyPlan(folder, options, world));
  });
}
