/** `compensate whatif` on the command line. */
import { type Command, Option } from "commander";
import type { Encoding } from "../domain/encodings.ts";
import type { GlobalOptions, ProgramHost } from "./host.ts";
import { collect, defaultJobs } from "./options.ts";
import { addEncodingOption } from "./run-options.ts";

interface WhatIfCommandOptions extends GlobalOptions {
  readonly policy: readonly string[];
  readonly outage: readonly string[];
  readonly outageId?: string;
  readonly zone?: string;
  readonly asOf?: string;
  readonly mapping?: string;
  readonly skipOthers: boolean;
  readonly encoding?: Encoding;
  readonly json: boolean;
  readonly showValues: boolean;
}

export function addWhatIf(program: Command, host: ProgramHost): void {
  const twice = (flags: string, description: string) =>
    new Option(flags, description).argParser(collect).default([], "none");
  const command = program
    .command("whatif")
    .summary("compare what two policies, or two windows, would come to")
    .description(
      "Decides the same exports under two policies or before two windows, in one pass, and shows what changes. Writes nothing and does not look at the book.",
    )
    .argument("[exports...]", "CSV files, folders, globs, or - for standard input")
    .addOption(twice("--policy <file>", "the policy file; twice to compare two"))
    .addOption(twice("--outage <file|interval>", "the outage file, or its window; twice to compare two"))
    .option("--outage-id <id>", "the outage's id, when --outage is a window")
    .option("--zone <zone>", "the zone of that window, when it has no offsets; the policy's unless given")
    .option("--as-of <instant>", "what counts as now; the clock unless given")
    .option("--mapping <file>", "how the exports are read; mapping.yaml beside an export unless given")
    .option("--skip-others", "leave out what is no export in a folder, and say so", false)
    .option("--json", "print one JSON document", false)
    .option("--show-values", "show user ids as they are", false)
    .option("--quiet", "print nothing but the result", false)
    .option("--no-progress", "show no progress")
    .option("--no-color", "use no colour")
    .addHelpText(
      "before",
      "Examples:\n" +
        "  compensate whatif --policy policy.yaml --policy revised.yaml --outage outage.yaml exports/\n" +
        "  compensate whatif --policy policy.yaml --outage outage.yaml --outage longer.yaml exports/\n",
    );
  addEncodingOption(command);
  command.action(async (exports: readonly string[], options: WhatIfCommandOptions) => {
    const { whatIf } = await import("../commands/whatif.ts");
    const { policy: policies, outage: outages, outageId, zone, asOf, mapping, skipOthers } = options;
    const { encoding, json, showValues } = options;
    const files = exports.map((path) => ({ path, kind: undefined, encoding }));
    const world = host.makeWorld(options);
    const sides = { policies, outages, outageId, zone, asOf, mapping, encoding, skipOthers };
    host.onExit(await whatIf({ ...sides, exports: files, jobs: defaultJobs(), json, showValues }, world));
  });
}
