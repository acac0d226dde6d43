/** `compensate diff` on the command line. */
import { type Command, Option } from "commander";
import type { DiffOptions } from "../commands/diff.ts";
import { DIFF_FORMATS, type DiffFormat } from "../commands/steps/choices.ts";
import type { ProgramHost } from "./host.ts";
import { collect, readSample } from "./options.ts";
import { addSharedOptions, type SharedOptions } from "./run-options.ts";

interface DiffCommandOptions extends SharedOptions, Pick<DiffOptions, "stat" | "sample" | "only" | "exitCode"> {
  readonly format: DiffFormat;
}

export function addDiff(program: Command, host: ProgramHost): void {
  const command = program
    .command("diff")
    .summary("what a plan or run changes, row by row, or how two of them differ")
    .description(
      "Shows what a plan or run gives, or compares two: gifts with another content, only in the second, only in the first.",
    )
    .argument("<plan-or-run>", "the folder of a plan or run, or the number of a run in the book")
    .argument("[plan-or-run]", "another one, to compare the first with")
    .addOption(new Option("--format <format>", "how to show it").choices(DIFF_FORMATS).default("text"))
    .option("--stat", "only counts and money, for each service and rule", false)
    .addOption(
      new Option("--sample <n>", "show so many of each service and rule, or all")
        .argParser(readSample)
        .default(undefined, "10 in text, 100 in html, else all"),
    )
    .addOption(
      new Option("--only <rule>", "only what this rule gives; may be repeated").argParser(collect).default([], "all"),
    )
    .option("--exit-code", "end with 1 when there are changes", false)
    .addHelpText(
      "before",
      "Examples:\n" +
        "  compensate diff compensation-plan\n" +
        "  compensate diff 3 compensation-plan --stat\n" +
        "  compensate diff 2 3 --format html > diff.html\n" +
        "  compensate diff compensation-plan --only melon-web --sample all --format csv\n",
    );
  addSharedOptions(command);
  command.action(async (first: string, second: string | undefined, options: DiffCommandOptions) => {
    const { diff } = await import("../commands/diff.ts");
    const format = options.json ? "json" : options.format;
    host.onExit(
      await diff(second === undefined ? [first] : [first, second], { ...options, format }, host.makeWorld(options)),
    );
  });
}
