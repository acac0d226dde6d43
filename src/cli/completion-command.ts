/** `compensate completion` on the command line: the commands and options, as commander knows them, to a script. */
import { Argument, type Command, type Option } from "commander";
import { SHELLS, type Shell, TOPICS } from "../commands/steps/choices.ts";
import type { CommandShape, OptionShape, ProgramShape, ValueShape } from "../commands/steps/program-shape.ts";
import { EXIT } from "../domain/failure.ts";
import type { ProgramHost } from "./host.ts";
import { isFolderName, isPathName, placeholderOf } from "./placeholders.ts";

export function addCompletion(program: Command, host: ProgramHost): void {
  program
    .command("completion")
    .summary("print a completion script for your shell")
    .description("Prints a script that completes commands, options and their values.")
    .addArgument(new Argument("<shell>", "which shell").choices(SHELLS))
    .addHelpText(
      "before",
      "Examples:\n" +
        "  source <(compensate completion bash)\n" +
        "  source <(compensate completion zsh)\n" +
        "  compensate completion fish > ~/.config/fish/completions/compensate.fish\n",
    )
    .action(async (shell: Shell) => {
      const { completionScript } = await import("../commands/completion.ts");
      const world = host.makeWorld({ quiet: false, progress: false, color: false });
      await world.out(completionScript(shell, programShape(program)));
      host.onExit(EXIT.done);
    });
}

export function programShape(program: Command): ProgramShape {
  const commands = program.commands.map(commandShape);
  const words = [...commands.map(({ name }) => name), ...TOPICS];
  return {
    name: program.name(),
    commands: commands.map((command) =>
      command.name === "help" ? { ...command, rest: { kind: "words", words } } : command,
    ),
  };
}

function commandShape(command: Command): CommandShape {
  const [argument] = command.registeredArguments;
  const help: OptionShape = { flags: ["-h", "--help"], description: "show help", value: { kind: "none" } };
  return {
    name: command.name(),
    summary: command.summary(),
    options: [...command.options.filter(({ hidden }) => !hidden).map(optionShape), help],
    rest: argument === undefined ? { kind: "none" } : valueShape(argument.name(), argument.argChoices),
  };
}

function optionShape(option: Option): OptionShape {
  const { short, long, description, required, optional, argChoices } = option;
  return {
    flags: [short, long].filter((flag) => flag !== undefined && flag !== null),
    description,
    value: required || optional ? valueShape(placeholderOf(option), argChoices) : { kind: "none" },
  };
}

function valueShape(name: string, choices: readonly string[] | undefined): ValueShape {
  if (choices !== undefined) return { kind: "words", words: choices };
  if (isFolderName(name)) return { kind: "folder" };
  return { kind: isPathName(name) ? "file" : "text" };
}
