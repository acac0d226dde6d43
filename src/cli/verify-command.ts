/** `compensate verify` on the command line. */
import { type Command, Option } from "commander";
import type { VerifyOptions } from "../commands/verify.ts";
import type { GlobalOptions, ProgramHost } from "./host.ts";
import { defaultJobs, readJobs } from "./options.ts";
import { addSharedOptions } from "./run-options.ts";

export function addVerify(program: Command, host: ProgramHost): void {
  const command = program
    .command("verify")
    .summary("prove committed runs from what is on disk")
    .description(
      "Reads committed runs again, with another reader than the one that wrote them: hashes, chain, rows, ids and sums.",
    )
    .argument("[runs...]", "numbers of runs; all when none is named")
    .option("--recompute", "also decide everything again from the exports, and compare every byte", false)
    .addOption(
      new Option("--jobs <n>", "threads that do the work").argParser(readJobs).default(defaultJobs(), "the cores"),
    )
    .addHelpText(
      "before",
      "Examples:\n" +
        "  compensate verify\n" +
        "  compensate verify 3 --recompute\n" +
        "  compensate verify --book /srv/compensations --json\n",
    );
  addSharedOptions(command);
  command.action(async (runs: readonly string[], options: VerifyOptions & GlobalOptions) => {
    const { verify } = await import("../commands/verify.ts");
    host.onExit(await verify(runs, options, host.makeWorld(options)));
  });
}
