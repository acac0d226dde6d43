/** The meaning of a value on the command line, told by the name of its placeholder, which means the same everywhere. */
import type { Option } from "commander";

/** `file` of `--policy <file>`; empty for an option without a value. */
export function placeholderOf({ flags }: Pick<Option, "flags">): string {
  return /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1] ?? "";
}

export function isFolderName(placeholder: string): boolean {
  return /\b(dir|folder|folders|book)\b/i.test(placeholder);
}

/** A file, or a folder. */
export function isPathName(placeholder: string): boolean {
  return isFolderName(placeholder) || /\b(file|files|export|exports|plan|run|runs)\b/i.test(placeholder);
}
