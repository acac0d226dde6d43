/** Completion for bash, from 3.2 on. `--option=value` arrives as three words, because bash breaks words at `=`. */
import type { CommandShape, ProgramShape, ValueShape } from "./program-shape.ts";

export function bashScript({ name, commands }: ProgramShape): string {
  const function_ = `_${name.replaceAll("-", "_")}`;
  const names = commands.map((command) => command.name);
  return `# bash completion for ${name}. To use it: source <(${name} completion bash)
${function_}() {
  local cur="\${COMP_WORDS[COMP_CWORD]}" prev="\${COMP_WORDS[COMP_CWORD-1]}" command="" i
  COMPREPLY=()
  if [[ "$cur" == "=" ]]; then cur=""
  elif [[ "$prev" == "=" ]]; then prev="\${COMP_WORDS[COMP_CWORD-2]}"
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "\${COMP_WORDS[i]}" in
      ${names.join("|")}) command="\${COMP_WORDS[i]}"; break ;;
    esac
  done
  case "$command" in
    "") if [[ $COMP_CWORD -eq 1 ]]; then ${function_}_words "${[...names, "--help", "--version"].join(" ")}"; fi ;;
${commands.map((command) => commandCase(command, function_)).join("\n")}
  esac
}
${function_}_words() { local IFS=$' \\n'; COMPREPLY=($(compgen -W "$1" -- "$cur")); }
${function_}_paths() { local IFS=$'\\n'; compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen "$1" -- "$cur")); }
complete -F ${function_} ${name}
`;
}

function commandCase({ name, options, rest }: CommandShape, function_: string): string {
  const valued = options.filter(({ value }) => value.kind !== "none");
  const flags = options.flatMap((option) => option.flags).join(" ");
  return [
    `    ${name})`,
    '      case "$prev" in',
    ...valued.map((option) => `        ${option.flags.join("|")}) ${action(option.value, function_)}; return ;;`),
    "      esac",
    '      case "$cur" in',
    `        -*) ${function_}_words "${flags}" ;;`,
    `        *) ${action(rest, function_)} ;;`,
    "      esac ;;",
  ].join("\n");
}

function action(value: ValueShape, function_: string): string {
  if (value.kind === "words") return `${function_}_words "${value.words.join(" ")}"`;
  if (value.kind === "file") return `${function_}_paths -f`;
  return value.kind === "folder" ? `${function_}_paths -d` : ":";
}
