/** `compensate help`: a command's help, or a page on a topic. */
import { Argument, type Command } from "commander";
import { TOPICS, type Topic } from "../commands/steps/choices.ts";
import { EXIT, Failure, quoted } from "../domain/failure.ts";
import { didYouMean } from "../domain/suggest.ts";
import type { ProgramHost } from "./host.ts";

export function addHelp(program: Command, host: ProgramHost): void {
  program
    .command("help")
    .summary(`show help for a command, or on ${TOPICS.join(", ")}`)
    .description("Shows the help of a command, or a page on a topic.")
    .addArgument(new Argument("[command-or-topic]", `a command, or one of ${TOPICS.join(", ")}`))
    .addHelpText(
      "before",
      "Examples:\n  compensate help plan\n  compensate help exports\n  compensate help exit-codes\n  compensate help policy\n",
    )
    .action(async (name: string | undefined) => {
      const topic = TOPICS.find((each) => each === name);
      const world = host.makeWorld({ quiet: false, progress: false, color: false });
      if (topic !== undefined) await world.out(await pageOn(topic));
      else await world.out(helpOf(name === undefined ? program : commandNamed(name, program)));
      host.onExit(EXIT.done);
    });
}

function commandNamed(name: string, program: Command): Command {
  const found = program.commands.find((command) => command.name() === name || command.aliases().includes(name));
  if (found !== undefined) return found;
  const known = [...program.commands.map((command) => command.name()), ...TOPICS];
  throw new Failure("usage", { found: `there is no command or topic ${quoted(name)}${didYouMean(name, known)}` });
}

async function pageOn(topic: Topic): Promise<string> {
  const { topicPage } = await import("../commands/help-topics.ts");
  return topicPage(topic);
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
