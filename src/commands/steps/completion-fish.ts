/** Completion for fish. */
import type { CommandShape, OptionShape, ProgramShape, ValueShape } from "./program-shape.ts";

export function fishScript({ name, commands }: ProgramShape): string {
  const names = commands.map((command) => command.name).join(" ");
  const unchosen = `not __fish_seen_subcommand_from ${names}`;
  return `# fish completion for ${name}. To use it: ${name} completion fish | source
complete -c ${name} -f
complete -c ${name} -n ${quote(unchosen)} -s h -l help -d 'show help'
complete -c ${name} -n ${quote(unchosen)} -s V -l version -d 'print the version'
${commands.map((command) => `complete -c ${name} -n ${quote(unchosen)} -a ${command.name} -d ${quote(command.summary)}`).join("\n")}
${commands.flatMap((command) => commandLines(command, name)).join("\n")}
`;
}

function commandLines({ name, options, rest }: CommandShape, program: string): readonly string[] {
  const start = `complete -c ${program} -n ${quote(`__fish_seen_subcommand_from ${name}`)}`;
  const after = rest.kind === "none" ? [] : [`${start} ${action(rest)}`];
  return [...options.map((option) => `${start} ${optionText(option)}`), ...after];
}

function optionText({ flags, description, value }: OptionShape): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  // -x: what follows is one of these, and no file.
  const needs = value.kind === "none" ? [] : [value.kind === "file" ? "-r" : "-x", action(value)];
  return [...names, ...needs, `-d ${quote(description)}`].filter((part) => part !== "").join(" ");
}

function action(value: ValueShape): string {
  if (value.kind === "words") return `-a ${quote(value.words.join(" "))}`;
  if (value.kind === "file") return "-F";
  return value.kind === "folder" ? `-a ${quote("(__fish_complete_directories)")}` : "";
}

function quote(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
