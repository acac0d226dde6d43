/** `compensate schema` on the command line. */
import { Argument, type Command } from "commander";
import { SCHEMA_NAMES, type SchemaName } from "../commands/steps/choices.ts";
import type { ProgramHost } from "./host.ts";

export function addSchema(program: Command, host: ProgramHost): void {
  program
    .command("schema")
    .summary("print the JSON Schema of a file, for editors")
    .description("Prints the JSON Schema of a kind of file.")
    .addArgument(new Argument("<name>", "which one").choices(SCHEMA_NAMES))
    .addHelpText(
      "before",
      "Examples:\n  compensate schema policy > policy.schema.json\n  compensate schema outage > outage.schema.json\n  compensate schema mapping > mapping.schema.json\n",
    )
    .action(async (name: SchemaName) => {
      const { printSchema } = await import("../commands/schema.ts");
      host.onExit(await printSchema(name, host.makeWorld({ quiet: false, progress: false, color: false })));
    });
}
