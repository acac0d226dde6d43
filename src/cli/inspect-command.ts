/** `compensate inspect` on the command line. */
import { type Command, Option } from "commander";
import type { Encoding } from "../domain/encodings.ts";
import type { GlobalOptions, ProgramHost } from "./host.ts";
import { defaultJobs, readEncoding, readJobs } from "./options.ts";

interface InspectCommandOptions extends GlobalOptions {
  readonly json: boolean;
  readonly showValues: boolean;
  readonly write?: string;
  readonly encoding?: Encoding;
  readonly jobs: number;
}

export function addInspect(program: Command, host: ProgramHost): void {
  program
    .command("inspect")
    .summary("what is in a file, before anybody decides about it")
    .description(
      "Reads files of any header once, and tells of each column how full it is, what is in it and how it can be read. Decides nothing.",
    )
    .argument("<exports...>", "files, folders, globs, or - for standard input")
    .addOption(
      new Option("--encoding <name>", "the encoding of files without a byte order mark, such as cp949").argParser(
        readEncoding,
      ),
    )
    .addOption(
      new Option("--jobs <n>", "threads that do the work, two at most")
        .argParser(readJobs)
        .default(defaultJobs(), "the cores"),
    )
    .option("--write <file>", "also write the draft of a mapping there: what is sure, and guesses as comments")
    .option("--json", "print one JSON document", false)
    .option("--show-values", "show values about people as they are", false)
    .option("--quiet", "print nothing but problems", false)
    .option("--no-progress", "show no progress")
    .option("--no-color", "use no colour")
    .addHelpText(
      "before",
      "Examples:\n" +
        "  compensate inspect billing-export.csv\n" +
        "  compensate inspect --write mapping.yaml billing-export.csv\n" +
        "  compensate inspect --lang ko exports/\n" +
        "  compensate inspect --json --show-values billing-export.csv\n",
    )
    .action(async (exports: readonly string[], options: InspectCommandOptions) => {
      const { inspect } = await import("../commands/inspect.ts");
      const { json, quiet, showValues, write, encoding, jobs } = options;
      host.onExit(await inspect({ exports, json, quiet, showValues, write, encoding, jobs }, host.makeWorld(options)));
    });
}
