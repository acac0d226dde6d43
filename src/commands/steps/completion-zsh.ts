/** Completion for zsh: the same script whether it is sourced or lies in a folder of `fpath` as `_compensate`. */
import type { CommandShape, OptionShape, ProgramShape, ValueShape } from "./program-shape.ts";

export function zshScript({ name, commands }: ProgramShape): string {
  return `#compdef ${name}
# zsh completion for ${name}. To use it: source <(${name} completion zsh)
_${name}() {
  local context state state_descr line
  typeset -A opt_args
  local -a commands
  commands=(
${commands.map((command) => `    ${quote(`${command.name}:${command.summary}`)}`).join("\n")}
  )
  _arguments -C '(-h --help)'{-h,--help}'[show help]' '(-V --version)'{-V,--version}'[print the version]' \\
    '1:command:->command' '*::argument:->rest'
  case $state in
    command) _describe -t commands command commands ;;
    rest)
      case $words[1] in
${commands.map(commandCase).join("\n")}
      esac ;;
  esac
}
if [[ "\${funcstack[1]}" == "_${name}" ]]; then _${name} "$@"; else compdef _${name} ${name}; fi
`;
}

function commandCase({ name, options, rest }: CommandShape): string {
  const specs = [...options.map(optionSpec), quote(`*:argument:${action(rest)}`)];
  return `        ${name}) _arguments ${specs.join(" \\\n          ")} ;;`;
}

function optionSpec({ flags, description, value }: OptionShape): string {
  const text = `[${description.replaceAll(/[[\]\\:]/g, "\\$&")}]`;
  const after = value.kind === "none" ? "" : `:value:${action(value)}`;
  const [flag = "", other] = flags;
  if (other === undefined) return quote(`*${flag}${text}${after}`);
  return `${quote(`(${flags.join(" ")})`)}{${flags.join(",")}}${quote(`${text}${after}`)}`;
}

function action(value: ValueShape): string {
  if (value.kind === "words") return `(${value.words.join(" ")})`;
  if (value.kind === "file") return "_files";
  return value.kind === "folder" ? "_files -/" : " ";
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
