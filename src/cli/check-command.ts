/** `compensate check` on the command line. */
import { type Command, Option } from "commander";
import { REPORTERS, type Reporter } from "../commands/steps/choices.ts";
import type { GlobalOptions, ProgramHost } from "./host.ts";
import { readPercent } from "./options.ts";

interface CheckCommandOptions extends GlobalOptions {
  readonly reporter: Reporter;
  readonly output?: string;
  readonly update: boolean;
  readonly coverage: boolean;
  readonly threshold?: number;
  readonly conditionThreshold?: number;
  readonly json: boolean;
  readonly showValues: boolean;
}

export function addCheck(program: Command, host: ProgramHost): void {
  program
    .command("check")
    .summary("run fixture cases, for CI")
    .description(
      "Runs every case at or below the folders: exports, an outage and a policy, held against what is expected of them.",
    )
    .argument("[folders...]", "where to look for cases; this folder unless given")
    .addOption(new Option("--reporter <form>", "the form of the report").choices([...REPORTERS]).default("text"))
    .option("--output <file>", "write the report there, and show text")
    .option("--update", "rewrite expected files that differ, in the columns they have; refused where CI is set", false)
    .option("--coverage", "also say which rules and conditions no case reaches", false)
    .addOption(new Option("--threshold <n>", "the least share of rules to reach, in percent").argParser(readPercent))
    .addOption(
      new Option("--condition-threshold <n>", "the least share of conditions seen both ways, in percent").argParser(
        readPercent,
      ),
    )
    .option("--json", "the same as --reporter json", false)
    .option("--show-values", "show user ids as they are", false)
    .option("--quiet", "print nothing but problems", false)
    .option("--no-color", "use no colour")
    .addHelpText(
      "before",
      "Examples:\n" +
        "  compensate check fixtures\n" +
        "  compensate check --update fixtures/refunds\n" +
        "  compensate check --coverage --threshold 100 fixtures\n" +
        "  compensate check --reporter junit --output check.xml fixtures\n",
    )
    .action(async (folders: readonly string[], options: CheckCommandOptions) => {
      const { threshold: rules, conditionThreshold: conditions, json, output } = options;
      const { check } = await import("../commands/check.ts");
      const world = host.makeWorld({ ...options, progress: false });
      host.onExit(
        await check(
          {
            ...options,
            folders: folders.length === 0 ? ["."] : folders,
            reporter: json ? "json" : options.reporter,
            output,
            coverage: options.coverage || rules !== undefined || conditions !== undefined,
            thresholds: { rules, conditions },
          },
          world,
        ),
      );
    });
}
