/** `compensate help`: a command's help, or a page on a topic. */
import { Argument, type Command } from "commander";
import { TOPICS, unknownTopic } from "../commands/help-topics.ts";
import { EXIT } from "../domain/failure.ts";
import type { ProgramHost } from "./host.ts";

export function addHelp(program: Command, host: ProgramHost): void {
  program
    .command("help")
    .summary(`show help for a command, or on ${Object.keys(TOPICS).join(" or ")}`)
    .description("Shows the help of a command, or a page on a topic.")
    .addArgument(new Argument("[command-or-topic]", `a command, or one of ${Object.keys(TOPICS).join(", ")}`))
    .addHelpText(
      "before",
      "Examples:\n  compensate help plan\n  compensate help exit-codes\n  compensate help policy\n",
    )
    .action(async (name: string | undefined) => {
      const topic = name === undefined ? undefined : TOPICS[name];
      const world = host.makeWorld({ quiet: false, progress: false, color: false });
      if (topic !== undefined) await world.out(topic());
      else await world.out(helpOf(name === undefined ? program : commandNamed(name, program)));
      host.onExit(EXIT.done);
    });
}

function commandNamed(name: string, program: Command): Command {
  const found = program.commands.find((command) => command.name() === name || command.aliases().includes(name));
  if (found !== undefined) return found;
  const known = [...program.commands.map((command) => command.name()), ...Object.keys(TOPICS)];
  throw unknownTopic(name, known);
}

/** The text that `--help` would print, with the text added before and after. */
export function helpOf(command: Command): string {
  let text = "";
  const before = command.configureOutput();
  command.configureOutput({
    ...before,
    writeOut: (part) => {
      text += part;
    },
  });
  command.outputHelp();
  command.configureOutput(before);
  return text;
}
