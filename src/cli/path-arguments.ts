/**
 * Paths on the command line of Windows, where a shell completes `exports\`: they are taken with forward slashes, so that
 * a manifest which notes them says the same everywhere.
 */
import type { Argument, Command, Option } from "commander";
import { ON_WINDOWS, slashed } from "../domain/path.ts";
import { isPathName, placeholderOf } from "./placeholders.ts";

export function takePathsSlashed(program: Command): void {
  if (!ON_WINDOWS) return;
  for (const { options, registeredArguments } of program.commands) {
    for (const option of options) if (isPathName(placeholderOf(option))) slashOption(option);
    for (const argument of registeredArguments) if (isPathName(argument.name())) slashArgument(argument);
  }
}

function slashOption(option: Option): void {
  const { parseArg } = option;
  option.argParser((text: string, earlier: unknown) => parseArg?.(slashed(text), earlier) ?? slashed(text));
}

function slashArgument(argument: Argument): void {
  argument.argParser((text: string, earlier: unknown) =>
    argument.variadic ? [...(Array.isArray(earlier) ? earlier : []), slashed(text)] : slashed(text),
  );
}
