/** `compensate lint` on the command line. */
import { type Command, Option } from "commander";
import { LINT_REPORTERS, type LintReporter } from "../commands/steps/choices.ts";
import { Failure } from "../domain/failure.ts";
import type { GlobalOptions, ProgramHost } from "./host.ts";

interface LintCommandOptions extends GlobalOptions {
  readonly policy?: string;
  readonly outage?: string;
  readonly strict: boolean;
  readonly json: boolean;
  readonly reporter: LintReporter;
}

export function addLint(program: Command, host: ProgramHost): void {
  program
    .command("lint")
    .summary("find what is wrong with a policy, before there is any data")
    .description(
      "Looks for rules that can never be reached, benefits that arrive dead, money without a ceiling and more. Each finding comes with a made-up record that shows it.",
    )
    .argument("[folders...]", "where to look for policies, each with the outage.yaml beside it; here unless given")
    .option("--policy <file>", "one policy file")
    .option("--outage <file>", "the outage it is meant for")
    .option("--strict", "warnings are errors", false)
    .addOption(new Option("--reporter <name>", "how to say it").choices(LINT_REPORTERS).default("text"))
    .option("--json", "the same as --reporter json", false)
    .option("--quiet", "show errors only", false)
    .option("--no-color", "use no colour")
    .addHelpText(
      "before",
      "Examples:\n" +
        "  compensate lint\n" +
        "  compensate lint --policy policy.yaml --outage outage.yaml\n" +
        "  compensate lint --strict --reporter github policies/\n",
    )
    .action(async (folders: readonly string[], options: LintCommandOptions) => {
      const { policy, outage, strict, quiet, json, reporter } = options;
      if (policy !== undefined && folders.length > 0)
        throw new Failure("usage", { found: "lint takes --policy or folders, not both" });
      if (policy === undefined && outage !== undefined)
        throw new Failure("usage", {
          found: "--outage goes with --policy",
          next: "In folders, the outage.yaml beside each policy is used.",
        });
      const { lint } = await import("../commands/lint.ts");
      const world = host.makeWorld({ ...options, progress: false });
      const where = folders.length === 0 ? ["."] : folders;
      host.onExit(
        await lint({ policy, outage, folders: where, strict, quiet, reporter: json ? "json" : reporter }, world),
      );
    });
}
